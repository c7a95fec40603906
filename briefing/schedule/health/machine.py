"""What is asked of the machine, each as a value or a function, so that a test can have another machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.delivery.model import Means, Recipient
    from briefing.delivery.reach import Finding as Reached


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine at hand, unless a test says otherwise.

    `now` is aware, in the zone of the machine. `synchronized` is None where nobody knows. `filesystem` is the kind of
    file system at a path, "" where that is not known; `device` tells disks apart. `patience` is for how many seconds
    a lock is waited for. `offline`: no mail server is to be asked.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone()
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
    device: Callable[[Path], int] = lambda path: path.stat().st_dev
    temporary: Callable[[], Path] = lambda: Path(tempfile.gettempdir())
    synchronized: Callable[[], bool | None] = lambda: _synchronized()
    filesystem: Callable[[Path], str] = lambda path: _filesystem(path)
    installed: Callable[[str], bool] = lambda module: find_spec(module) is not None
    patience: float = 2.0
    offline: bool = False
    reach: Callable[[Means, Iterable[Recipient]], list[Reached]] = lambda means, to: _reach(means, to)


def _reach(means: Means, recipients: Iterable[Recipient]) -> list[Reached]:
    from briefing.delivery.reach import reach

    return reach(means, recipients)


def _synchronized() -> bool | None:
    """Return whether systemd says that the clock is set by a time server."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    words = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return {"yes": True, "no": False}.get(done.stdout.strip()) if done.returncode == 0 else None


def _filesystem(path: Path) -> str:
    """Return the kind of the file system that Linux has mounted at the longest prefix of a path."""
    try:
        rows = [line.split() for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        return ""
    here = path.resolve()
    # Spaces in a mount point are written in octal.
    mounts = [(Path(row[1].replace("\\040", " ")), row[2]) for row in rows if len(row) > 2]
    found = [(len(place.parts), kind) for place, kind in mounts if here.is_relative_to(place)]
    return max(found)[1] if found else ""

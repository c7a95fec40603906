"""Names of data sets on standard input, a line each; briefings in a folder, and what each took as JSON lines out.

    python bench/warm.py briefing|by_hand WORKSPACE CONTENTS OUT_DIR

One warm process of either kind, for `bench/batch.py`. The first line that it prints says that it is ready.
The script by hand registers its fonts once, for the characters of all contents: so would whoever wrote a loop.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp

Make = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the wall and by the processors, and the memory afterwards in MB, children included."""

    seconds: float
    cpu: float
    memory: float


def briefing(workspace: Path, _contents: Path, out: Path) -> Make:
    """Return what builds a county with the package."""
    from briefing.build.job import Job, build
    from briefing.build.warm import settle
    from briefing.build.workspace import find

    here, is_settled = find(workspace), False

    def make(name: str) -> None:
        nonlocal is_settled
        build(here, Job(name, output=out))
        if not is_settled:
            # As a worker of a batch does it.
            settle()
            is_settled = True

    return make


def by_hand(workspace: Path, contents: Path, out: Path) -> Make:
    """Return what builds a county with the functions of the hand-written script."""
    import handwritten

    words = "".join(path.read_text(encoding="utf-8") for path in contents.glob("*.json"))
    # Registered faces are read while they are used; the folder goes with the run's own scratch folder.
    handwritten.register_fonts(words + handwritten.SOURCE_WORD, mkdtemp(dir=out))

    def make(name: str) -> None:
        content = handwritten.read(contents / f"{name}.json", workspace / "data" / name)
        handwritten.write(content, out / name)

    return make


KINDS: dict[str, Callable[[Path, Path, Path], Make]] = {"briefing": briefing, "by_hand": by_hand}


def usage() -> tuple[float, float]:
    """Return the processors' seconds and the memory in MB of this process and its children."""
    import psutil

    own = psutil.Process(os.getpid())
    cpu = memory = 0.0
    for each in (own, *own.children(recursive=True)):
        times = each.cpu_times()
        cpu += times.user + times.system
        memory += each.memory_info().rss / 2**20
    return cpu, memory


def taken(make: Make, name: str) -> Taken:
    """Make one briefing and return what it took."""
    before, began = usage()[0], time.perf_counter()
    make(name)
    seconds = time.perf_counter() - began
    cpu, memory = usage()
    return Taken(seconds, cpu - before, memory)


def main() -> None:
    """Build what the lines name until they end."""
    kind, workspace, contents, out = sys.argv[1], *map(Path, sys.argv[2:])
    out.mkdir(parents=True, exist_ok=True)
    make = KINDS[kind](workspace, contents, out)
    print(json.dumps({"ready": kind}), flush=True)
    for line in sys.stdin:
        print(json.dumps(asdict(taken(make, line.strip()))), flush=True)


if __name__ == "__main__":
    main()

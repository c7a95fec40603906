"""A file's name in; the name that it has until it is complete, out, and a copy that is whole or not there."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from briefing.processes import own_mark

TEMPORARY = ".writing"


def temporary(path: Path) -> Path:
    """Return the temporary name of a file: beside it, and of this process, so that what one leaves behind is known."""
    return path.with_name(f".{path.name}.{own_mark()}{TEMPORARY}")


def copy(path: Path, target: Path) -> None:
    """Copy a file with its times and rights. Raises OSError; then there is nothing of the name."""
    aside = temporary(target)
    try:
        shutil.copyfile(path, aside)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        # Only now: what nobody may write cannot be opened for that.
        shutil.copystat(path, aside)
        os.replace(aside, target)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise

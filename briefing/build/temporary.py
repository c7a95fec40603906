"""A file's name in; the name that it has until it is complete, out."""

from __future__ import annotations

from pathlib import Path

from briefing.processes import own_mark

TEMPORARY = ".writing"


def temporary(path: Path) -> Path:
    """Return the temporary name of a file: beside it, and of this process, so that what one leaves behind is known."""
    return path.with_name(f".{path.name}.{own_mark()}{TEMPORARY}")

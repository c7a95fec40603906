"""Bytes in, files out: all of them or none, under a temporary name first, so that an older good file survives."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from briefing import faults
from briefing.build.renaming import alone, complete, rename_all
from briefing.build.temporary import TEMPORARY, temporary
from briefing.errors import BriefingError, cause
from briefing.processes import is_gone, own_mark

_STALE_AFTER = 3600.0


def write_all(folder: Path, contents: Mapping[str, bytes], first: Callable[[], None] = lambda: None) -> None:
    """Write several files into a folder. Every one is complete on disk before the first takes its final name.

    `first` is called when they are complete, just before that: nobody else writes into the folder then. Where a run was
    cut off among the renames, the next one that writes there, whoever it is, ends them first.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            complete(folder)
            _sweep(folder)
        pending = {name: _write_aside(folder / name, data) for name, data in contents.items()}
        faults.point("files.aside")
        with alone(folder):
            first()
            rename_all(folder, pending)
    except OSError as error:
        _sweep(folder)
        reason = cause(error)
        raise BriefingError(
            f"写不进去（{reason}）。",
            _final(str(error.filename2 or error.filename or folder)),
            "请关闭正在打开的旧文件，检查磁盘空间和写入权限后重试。",
        ) from error


def _write_aside(path: Path, data: bytes) -> Path:
    aside = temporary(path)
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return aside


def _final(path: str) -> str:
    """Return the name that a file was to have, of its temporary one: messages are for people."""
    place = Path(path)
    if not place.name.endswith(TEMPORARY):
        return path
    name = place.name.removesuffix(TEMPORARY).removeprefix(".").rpartition(".")[0]
    return str(place.with_name(name))


def _sweep(folder: Path) -> None:
    """Remove what this run, or one that is gone, left under a temporary name; another may be at work now."""
    if folder.is_dir():
        for left in folder.glob(f".*{TEMPORARY}"):
            mark = left.name.removesuffix(TEMPORARY).rpartition(".")[2]
            is_left = mark == own_mark() or is_gone(mark)
            if is_left or time.time() - left.stat().st_mtime > _STALE_AFTER:
                left.unlink(missing_ok=True)

"""Changed files of a data set in; all of them in place together, or none where somebody else wrote meanwhile."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefing.build.files import write_all
from briefing.build.processes import is_gone, own_mark
from briefing.errors import BriefingError, cause
from briefing.intake.stored import Stored

LOCK = ".merge.lock"
_STALE_AFTER = 300.0


def commit(store: Stored, contents: Mapping[str, bytes]) -> None:
    """Write the files, unless the folder is no longer as it was read: then what is there is the newer."""
    with _locked(store.folder):
        if store.has_changed():
            message = "合并的时候数据集又变了（另一个人也在合并，或有人改了表），没有写。"
            raise BriefingError(message, str(store.folder), "请再运行一次，会按新的数据比对。")
        write_all(store.folder, contents)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a data set; it is held for as long as comparing and renaming takes, and no longer."""
    lock = folder / LOCK
    if not os.access(folder, os.W_OK):
        raise BriefingError("写不进去（没有写入权限）。", str(folder), "请检查数据集文件夹的写入权限。")
    try:
        if lock.exists() and _is_left(lock):
            lock.unlink(missing_ok=True)
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        raise BriefingError("另一个合并正在写这个数据集。", str(lock), "请等一会儿再运行。") from None
    except OSError as error:
        raise BriefingError(f"写不进去（{cause(error)}）。", str(lock), "请检查写入权限。") from error
    try:
        os.write(handle, own_mark().encode())
        os.close(handle)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _is_left(lock: Path) -> bool:
    """Return whether whoever left a lock was killed: the process is gone, or it has held it for minutes."""
    return is_gone(lock.read_text(errors="replace")) or time.time() - lock.stat().st_mtime > _STALE_AFTER

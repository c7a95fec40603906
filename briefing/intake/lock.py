"""A data set folder in; the right to write into it, for one merge at a time, out."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from briefing.errors import BriefingError, cause
from briefing.processes import is_gone, own_mark

LOCK = ".merge.lock"
_STALE_AFTER, _UNSIGNED_AFTER = 300.0, 5.0
"""Seconds: no merge writes for minutes, and none takes longer than an instant to sign its lock."""


@contextmanager
def locked(folder: Path, by: str = "") -> Iterator[None]:
    """Hold the lock of a data set; it is held for as long as comparing and renaming takes, and no longer."""
    lock = folder / LOCK
    if not os.access(folder, os.W_OK):
        # Where a lock was left, making one would seem to fail for that.
        raise BriefingError("写不进去（没有写入权限）。", str(folder), "请检查数据集文件夹的写入权限。")
    try:
        _clear_left(lock)
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError:
        raise _held(lock) from None
    except OSError as error:
        raise _unwritable(lock, error) from error
    try:
        _sign(lock, handle, by)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _unwritable(lock: Path, error: OSError) -> BriefingError:
    return BriefingError(f"写不进去（{cause(error)}）。", str(lock), "请检查磁盘空间和写入权限。")


def _sign(lock: Path, handle: int, by: str) -> None:
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_signed(by))
    except OSError as error:
        raise _unwritable(lock, error) from error


def _signed(by: str) -> bytes:
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    told = {"by": by, "host": socket.gethostname(), "process": os.getpid(), "mark": own_mark(), "when": when}
    return json.dumps(told, ensure_ascii=False).encode()


def _clear_left(lock: Path) -> None:
    """Remove a lock whose holder was killed: its process is gone, or it is older than any merge takes."""
    try:
        seen, age = lock.read_bytes(), time.time() - lock.stat().st_mtime
    except FileNotFoundError:
        return
    if age <= (_STALE_AFTER if seen else _UNSIGNED_AFTER) and not is_gone(str(_told(seen).get("mark", ""))):
        return
    aside = lock.with_name(f"{LOCK}.{os.getpid()}")
    try:
        os.replace(lock, aside)
    except FileNotFoundError:
        return
    if aside.read_bytes() == seen:
        aside.unlink()
    else:
        # Somebody else was quicker to remove the old one, and this is theirs.
        os.replace(aside, lock)


def _told(written: bytes) -> dict[str, object]:
    """Return what a lock says of its holder; nothing where it is being written just now."""
    try:
        told = json.loads(written)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _held(lock: Path) -> BriefingError:
    try:
        told = _told(lock.read_bytes())
    except OSError:
        told = {}
    known = [str(told[key]) for key in ("by", "host", "when") if told.get(key)]
    known += [f"进程 {told['process']}"] if told.get("process") else []
    who = f"（{'，'.join(known)}）" if known else ""
    hint = f"请等一会儿再运行；那边如果已经中断，{_STALE_AFTER / 60:.0f} 分钟后会自动放开，也可以删去这个文件再运行。"
    return BriefingError(f"另一个合并正在写这个数据集{who}。", str(lock), hint)

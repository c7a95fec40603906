"""Changed files of a data set in; all of them in place, or none, even if the machine stops half way.

They are first complete in a folder of their own, then a list of them says that they are to go where they belong, then
they go there one after the other. Whoever finds the list later goes on with it; without it nothing has happened yet.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.build.files import write_all
from briefing.errors import BriefingError, Notice, Problem, ProblemsFound, cause

FOLDER, LIST = ".merge", "list.json"


def write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Put files in place, in their order. Where one cannot be, those before it are put back as they were."""
    before = {name: _read(folder / name) for name in contents}
    aside = folder / FOLDER
    try:
        write_all(aside, contents)
        told = {name: _digest(data) for name, data in before.items()}
        write_all(aside, {LIST: json.dumps(told, ensure_ascii=False).encode()})
        _keep(aside)
    except BriefingError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    try:
        _move(folder, contents)
    except OSError as error:
        _put_back(folder, before)
        raise _unwritable(error) from error
    _forget(folder)


def _keep(folder: Path) -> None:
    """Have the names in a folder on disk before going on, where a folder can be asked for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # Some network drives cannot; then the order is up to them.
        pass
    finally:
        os.close(handle)


def is_left(folder: Path) -> bool:
    """Return whether a merge did not come to its end."""
    return (folder / FOLDER).is_dir()


def is_begun(folder: Path) -> bool:
    """Return whether a merge that did not come to its end may have changed files already."""
    return (folder / FOLDER / LIST).is_file()


def finish(folder: Path) -> Notice | None:
    """Go on where a merge was cut off. Raises ProblemsFound where somebody changed what it had still to write."""
    listed = _read(folder / FOLDER / LIST)
    if listed is None:
        _forget(folder)
        return None
    known: dict[str, str] = json.loads(listed)
    left = [name for name in known if (folder / FOLDER / name).is_file()]
    if problems := list(_changed(folder, {name: known[name] for name in left})):
        raise ProblemsFound(problems)
    try:
        _move(folder, left)
    except OSError as error:
        raise _unwritable(error) from error
    _forget(folder)
    return Notice(str(folder), f"上一次合并没有写完就中断了，已接着写完：{'、'.join(known)}。")


def _changed(folder: Path, left: Mapping[str, str]) -> Iterator[Problem]:
    for name, digest in left.items():
        if _digest(_read(folder / name)) != digest:
            message = "上一次合并没有写完就中断了，后来有人改了这个文件，不能接着写。"
            merged = (folder / FOLDER / name).as_posix()
            hint = f"合并好的在 {merged}，请把后来的改动抄进去，用它换下这个文件；不要合并好的，就删去它。再运行一次。"
            yield Problem(str(folder / name), message, hint)


def _move(folder: Path, names: Mapping[str, bytes] | list[str]) -> None:
    for name in names:
        os.replace(folder / FOLDER / name, folder / name)


def _put_back(folder: Path, before: Mapping[str, bytes | None]) -> None:
    """Restore the files that were replaced already; the one that could not be is as it was."""
    gone = [name for name in before if not (folder / FOLDER / name).exists()]
    write_all(folder, {name: data for name in gone if (data := before[name]) is not None})
    for name in gone:
        if before[name] is None:
            (folder / name).unlink(missing_ok=True)
    _forget(folder)


def _forget(folder: Path) -> None:
    """Remove the list first: what is left without it means nothing."""
    (folder / FOLDER / LIST).unlink(missing_ok=True)
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def _unwritable(error: OSError) -> BriefingError:
    hint = "请关闭正在打开的旧文件，检查磁盘空间和写入权限后重试。"
    return BriefingError(f"写不进去（{cause(error)}）。", str(error.filename2 or error.filename), hint)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()

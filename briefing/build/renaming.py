"""Complete files under temporary names in; all of them under their final ones out, or, on an error, none.

A set of files cannot be renamed at once. So a list of the renames stands in the folder while they go on: whoever finds
the list of a process that is gone goes on where it was cut off. Within a living process an error puts the older files
back.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing import faults
from briefing.build.edited import digest, keep
from briefing.build.temporary import TEMPORARY, copy, temporary
from briefing.errors import BriefingError, cause
from briefing.processes import is_gone, own_mark

LIST = ".renaming"
_PATIENCE, _PAUSE, _STALE_AFTER = 10.0, 0.02, 3600.0


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder while files in it are renamed. The system lets it go when its holder dies.

    Where a folder cannot be held (Windows, some network drives), whoever writes the same files at the same instant can
    mix two sets; the hashes in a manifest then tell.
    """
    if os.name != "posix":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _hold(handle, folder)
        yield
    finally:
        os.close(handle)


def _hold(handle: int, folder: Path) -> None:
    import fcntl

    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                message, hint = "另一个程序正在写这个文件夹。", "请等它写完再运行。"
                raise BriefingError(message, str(folder), hint) from error
            time.sleep(_PAUSE)
        except OSError:
            return None


def is_pending(folder: Path) -> bool:
    """Return whether files of a folder are being renamed, or a run was cut off there."""
    return any(folder.glob(f".*{LIST}"))


def rename_all(folder: Path, pending: Mapping[str, Path]) -> None:
    """Give files their final names. On an OSError those that were replaced already are put back."""
    listed = _listed(folder, pending) if len(pending) > 1 else None
    backups = {name: _backup(folder / name) for name in pending} if listed else {}
    done: list[str] = []
    try:
        for name, aside in pending.items():
            faults.point("files.renaming")
            os.replace(aside, folder / name)
            done.append(name)
    except OSError as error:
        beside = _put_back(folder, {name: backups[name] for name in done if name in backups})
        if listed:
            listed.unlink(missing_ok=True)
        if beside:
            message = f"写不进去（{cause(error)}），原来的文件也放不回去，已另存为 {'、'.join(beside)}。"
            raise BriefingError(message, str(folder), "请关闭正在打开的文件，检查磁盘以后重新生成。") from error
        raise
    _keep_names(folder)
    faults.point("files.renamed")
    for backup in (*backups.values(), listed):
        if backup:
            backup.unlink(missing_ok=True)


def complete(folder: Path) -> None:
    """Go on with the renames that a run was cut off in. A file that somebody changed since then is kept beside."""
    for listed in folder.glob(f".*{LIST}"):
        mark = listed.name.removesuffix(LIST).removeprefix(".")
        is_left = mark == own_mark() or is_gone(mark)
        if is_left or time.time() - listed.stat().st_mtime > _STALE_AFTER:
            for name, (aside, before) in _read(listed).items():
                if (folder / aside).is_file():
                    if digest(folder / name) not in (before, "", digest(folder / aside)):
                        keep(folder / name)
                    os.replace(folder / aside, folder / name)
            listed.unlink(missing_ok=True)


def _listed(folder: Path, pending: Mapping[str, Path]) -> Path:
    """Write the list of what is to be renamed, with the hashes of what is there now."""
    told = {name: (aside.name, digest(folder / name)) for name, aside in pending.items()}
    written = folder / f".{own_mark()}{LIST}"
    aside = temporary(folder / "list")
    with aside.open("wb") as file:
        file.write(json.dumps(told, ensure_ascii=False).encode())
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, written)
    return written


def _read(listed: Path) -> Mapping[str, tuple[str, str]]:
    """Return what a list says; nothing of a damaged one, nor names that would lead out of its folder."""
    try:
        told = json.loads(listed.read_bytes())
        known = {str(name): (str(aside), str(before)) for name, (aside, before) in told.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
    return {name: told for name, told in known.items() if Path(name).name == name and Path(told[0]).name == told[0]}


def _backup(path: Path) -> Path | None:
    """Keep the older file under a temporary name; None where there is none."""
    if not path.is_file():
        return None
    backup = path.with_name(f".{path.name}.old.{own_mark()}{TEMPORARY}")
    backup.unlink(missing_ok=True)
    try:
        os.link(path, backup)
    except OSError:
        # A drive without hard links.
        shutil.copy2(path, backup)
    return backup


def _put_back(folder: Path, backups: Mapping[str, Path | None]) -> list[str]:
    """Put older files back; return under which names those lie that could not be."""
    beside = []
    for name, backup in backups.items():
        try:
            if backup:
                os.replace(backup, folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        except OSError:
            if backup:
                beside.append(_kept(backup, folder / name))
    return beside


def _kept(backup: Path, path: Path) -> str:
    """Give an older file that cannot be put back a name that nothing has; return what it lies under."""
    tails = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (path.with_name(f"{path.stem}（原来的{tail}）{path.suffix}") for tail in tails)
    spare = next(each for each in names if not each.exists())
    for way in (os.replace, copy):
        with suppress(OSError):
            way(backup, spare)
            return spare.name
    return f"{backup.name}（隐藏文件，请马上另存，再次生成时会清掉）"


def _keep_names(folder: Path) -> None:
    """Have the names in a folder on disk, where a folder can be asked for that."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

"""A parcel in; its files in a folder out, under names that people read.

Writing the same files again is harmless, so a folder never comes into the state of which nobody knows: it is written
whole or not at all, and `handing` has nothing to guard.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing import faults
from briefing.build.edited import keep
from briefing.build.files import write_all
from briefing.delivery.model import Handing, Means, Outcome, Parcel, Recipient
from briefing.delivery.names import safe, shown, unique
from briefing.errors import BriefingError, cause


def deliver(recipient: Recipient, parcel: Parcel, means: Means, message_id: str, handing: Handing) -> Outcome:
    """Put the files there. Those that lie there already are left alone.

    Another file of the name is kept beside: somebody may have written into it.
    """
    names = unique([shown(parcel, file) for file in parcel.files])
    contents = {name: file.data for name, file in zip(names, parcel.files, strict=True)}
    try:
        folder = place(recipient, means)
        faults.point("delivery.connected")
        missing = {name: data for name, data in contents.items() if not _lies_there(folder / name, data)}
        faults.point("delivery.body")
        others: list[str] = []
        if missing:
            write_all(folder, missing, lambda: others.extend(_kept(folder, missing)))
    except OSError as error:
        return Outcome("failed", f"文件夹 {recipient.address} 用不了（{cause(error)}）。请检查后重试。")
    except BriefingError as error:
        return Outcome("failed", str(error))
    faults.point("delivery.handed")
    said = f"已放入{folder}：" if missing else "文件夹里已经有同样的文件："
    kept = f"；原有的同名文件另存为{'、'.join(others)}" if others else ""
    return Outcome("sent", f"{said}{'、'.join(contents)}{kept}", sha256=_digest(contents))


def place(recipient: Recipient, means: Means) -> Path:
    """Return the folder. One of the workspace is made; one elsewhere has to be there, or it may be no longer mounted.

    A recipient of one audience of several has a folder of it, so that no audience's file takes another's place.
    """
    given = Path(recipient.address).expanduser()
    folder = means.root / given
    if folder.exists() and not folder.is_dir():
        raise BriefingError(f"{folder} 是一个文件，不是文件夹。", "", "请在 schedule.yaml 里改写 folder。")
    if not folder.is_dir():
        _check_parent(folder, is_own=not given.is_absolute() and ".." not in given.parts)
    return folder / safe(recipient.audience) if recipient.audience else folder


def _check_parent(folder: Path, is_own: bool) -> None:
    parent = folder.parent
    if is_own:
        return
    # A share that is not mounted leaves an empty folder in its place: what is written there, nobody sees.
    if not parent.is_dir() or not any(parent.iterdir()):
        raise BriefingError(
            f"文件夹 {folder} 不在，上级文件夹也{'是空的' if parent.is_dir() else '不在'}，没有写入。", "",
            "可能是共享盘没有挂载或没有连上；第一次使用请先把文件夹建好。",
        )  # fmt: skip


def _kept(folder: Path, contents: Mapping[str, bytes]) -> Iterator[str]:
    """Keep other files of these names beside, and yield what they are called now."""
    for name, data in contents.items():
        if (folder / name).is_file() and not _lies_there(folder / name, data):
            yield keep(folder / name, "原有的").name


def _lies_there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _digest(contents: dict[str, bytes]) -> str:
    """Return one SHA-256 of several files: of their names and their digests."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(contents.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()

"""Folders that a build and a ledger write to in; how much room their disks have out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.build.doctor import Finding

if TYPE_CHECKING:
    from briefing.schedule.health.machine import Machine

STATE = ".briefing"
"""Where the ledger, the archive and what was built for it are, in a workspace."""

LEAST = 100 * 2**20
"""A build writes a new set of files beside the old one, and the archive keeps a third; the ledger needs room to write
down that anything failed. A set is 1 to 20 MB."""

LITTLE = 2**30
"""A year of monthly sets for several audiences, with the archive."""


def places(root: Path | None, output: Path | None) -> Mapping[str, Path]:
    """Return what is to be looked at: the folders of a workspace where there is one."""
    found = {"输出文件夹": output, "台账和存档": root / STATE if root else None}
    return {name: path for name, path in found.items() if path is not None}


def of_disks(machine: Machine, wanted: Mapping[str, Path]) -> Iterator[Finding]:
    """Yield each disk once, with all that lies on it."""
    disks: dict[int, tuple[Path, list[str]]] = {}
    for name, path in (*wanted.items(), ("临时文件夹", machine.temporary())):
        there = next((each for each in (path, *path.parents) if each.exists()), path)
        try:
            disks.setdefault(machine.device(there), (there, []))[1].append(name)
        except OSError as error:
            yield Finding(name, "missing", f"{there} 看不了：{error.strerror}。", "请检查这个位置。")
    for there, names in disks.values():
        yield _room(machine, there, "、".join(names))


def _room(machine: Machine, there: Path, names: str) -> Finding:
    try:
        free = machine.free(there)
    except OSError as error:
        return Finding("磁盘", "missing", f"{there} 的剩余空间看不了：{error.strerror}。", "请检查这个位置。")
    message = f"{names}所在的磁盘还剩 {_size(free)}"
    if free < LEAST:
        why = f"，不到 {_size(LEAST)}：写新文件时旧文件还留着，台账也要有地方记。"
        return Finding("磁盘", "missing", message + why, "请清理磁盘，再运行定时任务。")
    if free < LITTLE:
        return Finding("磁盘", "note", f"{message}，不到 {_size(LITTLE)}：存档一年年积下来会不够。", "请早做清理。")
    return Finding("磁盘", "ok", message + "。")


def _size(size: int) -> str:
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / 2**20:.0f} MB"

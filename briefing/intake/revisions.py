"""Every change that merging made, `revisions.csv` of a data set: who, when, from which file and cell, old and new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.intake.logs import appended, harmless, read

NAME = "revisions.csv"
HEADS = (
    "时间", "合并人", "填报人", "部门", "文件", "位置", "对象", "地区", "期间", "项目", "原值", "新值", "认可", "备注",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revision:
    """One field that was changed. `subject` is an indicator's or a project's id, `field` as the data format calls it.

    `place` is the cell of the form, `accepted` the item of the report that somebody accepted to let it in.
    """

    when: str
    merged_by: str
    filled_by: str
    department: str
    file: str
    place: str
    subject: str
    entity: str
    period: str
    field: str
    old: str
    new: str
    accepted: str = ""
    note: str = ""


def stamp(now: datetime) -> str:
    """Return a moment as the list writes it, with its zone."""
    return now.isoformat(timespec="seconds")


def revisions(folder: Path) -> tuple[Revision, ...]:
    """Return all changes of a data set, oldest first."""
    return tuple(Revision(*(row[head] for head in HEADS)) for row in read(folder / NAME, HEADS))


def with_revisions(path: Path, fresh: Iterable[Revision]) -> bytes:
    """Return the list's bytes with more changes."""
    return appended(path, HEADS, (_row(revision) for revision in fresh))


def _row(r: Revision) -> dict[str, str]:
    told = (harmless(r.merged_by), harmless(r.filled_by), harmless(r.department), harmless(r.file), r.place)
    what = (r.subject, harmless(r.entity), r.period, r.field, r.old, r.new, r.accepted, harmless(r.note))
    return dict(zip(HEADS, (r.when, *told, *what), strict=True))

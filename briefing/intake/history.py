"""A data set and an indicator's or a project's name in; every change that forms made to it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from briefing.errors import BriefingError, suggest
from briefing.intake.revisions import Revision, revisions
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.sources.text import plain


def history(
    folder: Path, dataset: Dataset, name: str, entity: str | None = None, period: Period | None = None
) -> tuple[str, tuple[Revision, ...]]:
    """Return the name as the data have it and its changes, oldest first. A name that is nearly right is suggested."""
    id_, title = _subject(dataset, name)
    place = _place(dataset, entity) if entity else None
    found = [row for row in revisions(folder) if row.subject == id_]
    if place is not None:
        found = [row for row in found if row.entity == place]
    if period is not None:
        found = [row for row in found if Period.parse(row.period) == period]
    return title, tuple(found)


def _subject(dataset: Dataset, name: str) -> tuple[str, str]:
    known = [(each.id, each.name) for each in dataset.indicators]
    known += [(each.id, each.name) for each in dataset.projects]
    for id_, title in known:
        if plain(name) in (plain(id_), plain(title)):
            return id_, title
    hint = suggest(name, [word for id_, title in known for word in (title, id_)])
    raise BriefingError(f"没有这个指标或项目：“{name}”。", "INDICATOR", hint)


def _place(dataset: Dataset, name: str) -> str:
    for entity in dataset.entities:
        if plain(name) in (plain(entity.id), plain(entity.name)):
            return entity.name
    raise BriefingError(f"没有这个地区：“{name}”。", "--entity", suggest(name, [e.name for e in dataset.entities]))


_HEADS = ("时间", "期间", "地区", "项目", "原值", "新值", "填报人", "合并人", "文件", "位置", "认可", "备注")
_OPTIONAL = frozenset({"地区", "填报人", "合并人", "认可", "备注"})


def table(found: Sequence[Revision], zone: tzinfo | None = None) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return headings and rows for people: times where the reader is, periods in words, no columns that are empty."""
    zones = {_zone(r.when, zone) for r in found}
    several = len(zones) > 1
    rows = [
        (_local(r.when, zone, is_told=several), _label(r.period), r.entity, r.field, r.old or "—", r.new, r.filled_by,
         r.merged_by, r.file, r.place, r.accepted, r.note)
        for r in found
    ]  # fmt: skip
    shown = [at for at, head in enumerate(_HEADS) if head not in _OPTIONAL or any(row[at] for row in rows)]
    heads = (f"{_HEADS[0]}{zones.pop()}", *_HEADS[1:]) if len(zones) == 1 else _HEADS
    return tuple(heads[at] for at in shown), [tuple(row[at] for at in shown) for row in rows]


def _local(when: str, zone: tzinfo | None, *, is_told: bool) -> str:
    """Return a moment as `2021-01-05 17:30`, with its zone where it `is_told`; what is no moment as it stands."""
    try:
        moment = datetime.fromisoformat(when).astimezone(zone)
    except ValueError:
        return when
    return f"{moment:%Y-%m-%d %H:%M}{_zone(when, zone) if is_told else ''}"


def _zone(when: str, zone: tzinfo | None) -> str:
    """Return the zone of a moment where the reader is, as `（UTC+08:00）`: summer time may make several of them."""
    try:
        return f"（UTC{datetime.fromisoformat(when).astimezone(zone).isoformat()[-6:]}）"
    except ValueError:
        return ""


def _label(code: str) -> str:
    try:
        return Period.parse(code).label
    except ValueError:
        return code

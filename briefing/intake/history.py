"""A data set and an indicator's or a project's name in; every change that forms made to it out."""

from __future__ import annotations

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

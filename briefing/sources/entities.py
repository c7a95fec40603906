"""The entities of a data set: declared in dataset.yaml, or taken from the data in order of first appearance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.model.records import Entity
from briefing.sources import fields
from briefing.sources.fields import Unreadable
from briefing.sources.tables import Table
from briefing.sources.text import plain

if TYPE_CHECKING:
    from briefing.sources.describe import Description


def settle(description: Description, observations: Table | None, projects: Table | None) -> tuple[Entity, ...]:
    """Return the entities, the default one first where rows name none."""
    if description.entities:
        return description.entities
    default = Entity(description.id, description.region or description.title)
    used = list(_named(observations))
    names = dict.fromkeys(name for name in (*used, *_named(projects)) if name)
    named = [Entity(name, name) for name in names]
    if named and "" not in used:
        return tuple(named)
    return _default_first(default, named)


def _default_first(default: Entity, named: Iterable[Entity]) -> tuple[Entity, ...]:
    """Put the default entity first; where the data names the region itself, both are one."""
    others = list(named)
    same = [entity for entity in others if plain(entity.name) == plain(default.name)]
    return (*(same or [default]), *(entity for entity in others if entity not in same))


def _named(table: Table | None) -> Iterator[str]:
    position = table.index.get("entity") if table else None
    if table is None:
        return
    for _, cells in table.lines:
        raw = cells[position] if position is not None and position < len(cells) else ""
        try:
            yield "" if fields.is_missing(raw) else fields.text(raw)
        except Unreadable:
            continue

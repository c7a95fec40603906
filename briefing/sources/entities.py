"""The entities of a data set: declared in dataset.yaml, or taken from the data in order of first appearance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.errors import Problems
from briefing.model.records import Entity
from briefing.sources import fields
from briefing.sources.block import Rows
from briefing.sources.fields import Unreadable
from briefing.sources.tables import Raw, Table
from briefing.sources.text import plain, shown

if TYPE_CHECKING:
    from briefing.sources.describe import Description


def settle(description: Description, tables: Iterable[Table | None], problems: Problems) -> tuple[Entity, ...]:
    """Return the entities, the default one first where observations (the first of the tables) name none."""
    if description.entities:
        return description.entities
    default = Entity(description.id, description.region or description.title)
    observations, *others = ([*_named(table, problems)] if table else [] for table in tables)
    names = dict.fromkeys(name for used in (observations, *others) for name in used if name)
    named = [Entity(name, name) for name in names]
    if named and "" not in observations:
        return tuple(named)
    return _default_first(default, named)


def _default_first(default: Entity, named: Iterable[Entity]) -> tuple[Entity, ...]:
    """Put the default entity first; where the data names the region itself, both are one."""
    others = list(named)
    same = [entity for entity in others if plain(entity.name) == plain(default.name)]
    return (*(same or [default]), *(entity for entity in others if entity not in same))


def _named(table: Table, problems: Problems) -> Iterator[str]:
    """Yield the entity that each row names, empty where it names none; what cannot be read is reported elsewhere."""
    if isinstance(table.lines, Rows):
        yield from _named_at_once(table, problems)
        return
    position = table.index.get("entity")
    for number, cells in table.lines:
        raw = cells[position] if position is not None and position < len(cells) else ""
        name = _name(raw)
        if name is not None:
            _check(name, table, number, problems)
            yield name


def _named_at_once(table: Table, problems: Problems) -> Iterator[str]:
    """Yield each entity that the rows of a large table name once."""
    from briefing.sources.coded import column_of, encode

    column = column_of(table, "entity")
    if column is None:
        yield ""
        return
    cells = encode(column)
    names = [_name(raw) for raw in cells.names]
    slashed = {code for code, name in enumerate(names) if name and _is_slashed(name)}
    for row, code in enumerate(cells.codes.tolist()) if slashed else ():
        if code in slashed:
            _check(names[code] or "", table, table.lines[row][0], problems)
    yield from (name for name in names if name is not None)


def _name(raw: Raw) -> str | None:
    """Return the name in a cell, empty where there is none; None where it cannot be read."""
    try:
        return "" if fields.is_missing(raw) else fields.text(raw)
    except Unreadable:
        return None


def _is_slashed(name: str) -> bool:
    # The name becomes an id, and ids are parts of paths.
    return "/" in name or "\\" in name


def _check(name: str, table: Table, number: int, problems: Problems) -> None:
    if _is_slashed(name):
        where = str(table.grid.origin(number, table.index.get("entity")))
        problems.add(where, f"地区名“{shown(name)}”不能含有斜线。", "请在 dataset.yaml 的 entities 里给它编号（id）。")

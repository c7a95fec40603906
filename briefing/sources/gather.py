"""Several grids of observations in, long or wide; one long table out whose every cell can tell its own place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.errors import Notice, Problems
from briefing.model.records import Entity, Origin
from briefing.sources import wide
from briefing.sources.headings import OBSERVATIONS, is_wide, wide_suffix
from briefing.sources.tables import Grid, Raw, Table, tabulate
from briefing.sources.text import plain
from briefing.sources.wide import Fact
from briefing.sources.wide_headings import Names, head, without_blank

COLUMNS = tuple(OBSERVATIONS.columns)
_POSITIONS = {column: position for position, column in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Gathered(Grid):
    """A grid made of cells of others; the number of a line is its place in `facts`."""

    facts: Sequence[tuple[Grid, Fact]] = ()

    @property
    def copies(self) -> frozenset[str]:
        return frozenset(str(wide.origin(grid, *fact.at("value"))) for grid, fact in self.facts if fact.is_copy)

    def origin(self, number: int, position: int | None = None, published: str = "") -> Origin:
        grid, fact = self.facts[number]
        # What has no cell of its own is sought where the figure stands.
        row, column = fact.at(COLUMNS[position] if position is not None else "")
        return wide.origin(grid, row, column, published)


def names(entities: Sequence[Entity], indicators: Table | None) -> Names:
    """Return the names that headings may bear, by their comparable forms."""
    called = ((entity, (entity.id, entity.name, entity.name_en)) for entity in entities)
    places = {plain(name): entity.name for entity, names_ in called for name in names_ if name}
    if indicators is None:
        return Names(places, {})
    measured: dict[str, str] = {}
    columns = [indicators.index[column] for column in ("id", "name") if column in indicators.index]
    for _, cells in indicators.lines:
        told = [cell for at in columns if at < len(cells) and isinstance(cell := cells[at], str) and cell.strip()]
        measured |= {plain(name): name for name in told}
    return Names(places, measured)


def gather(grids: Sequence[Grid], names: Names, notices: list[Notice], problems: Problems) -> Table | None:
    """Return the table of observations; one long grid stays what it is."""
    if len(grids) == 1 and not _wide(grids[0], names):
        return tabulate(grids[0], problems)
    facts: list[tuple[Grid, Fact]] = []
    before = len(list(problems))
    for grid in grids:
        if grid.lines is None:
            continue
        found = wide.facts(grid, names, notices, problems) if _wide(grid, names) else _long(grid, problems)
        facts += ((grid, fact) for fact in found)
    if not facts and (len(list(problems)) > before or all(grid.lines is None for grid in grids)):
        return None
    facts = _once(facts)
    lines = [(number, [fact.cells.get(column, "") for column in COLUMNS]) for number, (_, fact) in enumerate(facts)]
    return Table(_gathered(grids[0], facts), _POSITIONS, lines)


def wide_facts(grid: Grid, names: Names) -> list[Fact]:
    """Return the figures of a table in the wide form, as far as they can be told; nothing of a long one."""
    return wide.facts(grid, names, [], Problems()) if _wide(grid, names) else []


def _once(facts: Sequence[tuple[Grid, Fact]]) -> list[tuple[Grid, Fact]]:
    """Leave out a figure that is given again as that of a year ago; where the two differ, both are reported."""
    first = {fact.key: fact.cells.get("value") for _, fact in facts if not fact.is_copy}
    return [(grid, fact) for grid, fact in facts if not (fact.is_copy and first.get(fact.key) == fact.cells["value"])]


def _gathered(grid: Grid, facts: Sequence[tuple[Grid, Fact]]) -> Gathered:
    return Gathered(grid.layout, grid.file, grid.sheet, grid.lines, facts)


def _wide(grid: Grid, names: Names) -> bool:
    """Return whether a grid is in the wide form, by its shape; one that says so in its name must be."""
    if grid.lines is None:
        return False
    first = without_blank(grid.lines[:40])
    return head(first, names, wide_suffix(wide.name_of(grid))) is not None or (
        is_wide(wide.name_of(grid)) and not _has_long_headings(grid)
    )


def _has_long_headings(grid: Grid) -> bool:
    known = grid.layout.headings
    return any(
        {"indicator", "period"} <= {known.get(plain(cell)) for cell in cells if isinstance(cell, str)}
        for _, cells in (grid.lines or ())[:10]
    )


def _long(grid: Grid, problems: Problems) -> list[Fact]:
    table = tabulate(grid, problems)
    return [] if table is None else [_fact(number, cells, table.index) for number, cells in table.lines]


def _fact(number: int, cells: Sequence[Raw], index: Mapping[str, int]) -> Fact:
    there = {column: position for column, position in index.items() if position < len(cells)}
    places = {column: (number, position) for column, position in index.items()}
    return Fact({column: cells[position] for column, position in there.items()}, places)

"""A cell that a problem is about in; what its row and headings tell out: indicator, entity, period, who answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.build.report.items import About
from briefing.build.report.tables import Sheet, Spot
from briefing.model.dataset import Dataset
from briefing.sources import fields, gather
from briefing.sources.care import Covered
from briefing.sources.headings import INDICATORS, MILESTONES, OBSERVATIONS, PROJECTS
from briefing.sources.tables import Flaw
from briefing.sources.text import plain
from briefing.sources.wide import Fact
from briefing.sources.wide_headings import Names

_NAMED_BY = {INDICATORS.name: "name", OBSERVATIONS.name: "indicator", PROJECTS.name: "name", MILESTONES.name: "project"}
_DEPARTMENTS = frozenset(plain(name) for name in ("department", *INDICATORS.columns["department"]))
_MOST_HEADINGS = 13


@dataclass(frozen=True)
class Reader:
    """Tells of the rows of tables; those in the wide form are read by their headings, once each."""

    dataset: Dataset
    known: Sequence[Sheet]

    @cached_property
    def names(self) -> Names:
        table = next((sheet.table for sheet in self.known if sheet.grid.layout is INDICATORS), None)
        return gather.names(self.dataset.entities, table)

    @cached_property
    def _facts(self) -> Mapping[tuple[str, str], Mapping[tuple[int, int], Fact]]:
        return {
            sheet.place: {place: fact for fact in gather.wide_facts(sheet.grid, self.names) for place in _figures(fact)}
            for sheet in self.known
            if sheet.grid.layout is OBSERVATIONS
        }

    def told(self, sheet: Sheet, spot: Spot) -> About:
        """Return what is told of a cell; `column` may be None where only the row is known."""
        facts = self._facts.get(sheet.place, {})
        fact = facts.get((spot.row, spot.column)) if spot.column is not None else None
        if facts and fact is None:
            fact = next((each for (row, _), each in facts.items() if row == spot.row), None)
        value, department = _value(sheet, spot), _department(sheet, spot.row)
        if fact is not None:
            indicator, entity, period = (str(fact.cells.get(name, "")) for name in ("indicator", "entity", "period"))
            return About(indicator, entity, period if (spot.row, spot.column) in facts else "", value, department)
        if facts or self._is_heading(sheet, spot.row):
            return About(value=value, department=department)
        named = sheet.cell(spot.row, _NAMED_BY[sheet.grid.layout.name]) if sheet.grid.layout.name in _NAMED_BY else ""
        return About(named, sheet.cell(spot.row, "entity"), sheet.cell(spot.row, "period"), value, department)

    def _is_heading(self, sheet: Sheet, row: int) -> bool:
        return sheet.table is None or all(number != row for number, _ in sheet.table.lines)


def label(period: str) -> str:
    """Return a period as a report calls it; what is none as it is written."""
    try:
        found = fields.period(period)
    except fields.Unreadable:
        return period
    return found.label if found else ""


def _figures(fact: Fact) -> list[tuple[int, int]]:
    return [fact.places[name] for name in ("value", "growth", "rank") if name in fact.places]


def _value(sheet: Sheet, spot: Spot) -> str:
    cells = sheet.lines.get(spot.row, ())
    raw = cells[spot.column] if spot.column is not None and spot.column < len(cells) else ""
    return "" if isinstance(raw, Flaw) else str(raw).strip()


def _department(sheet: Sheet, row: int) -> str:
    """Return what stands in the column of departments, which a wide table may have among those that are not read."""
    for _, cells in list(sheet.lines.items())[:_MOST_HEADINGS]:
        at = next((at for at, cell in enumerate(cells) if isinstance(cell, str) and plain(cell) in _DEPARTMENTS), None)
        if at is not None:
            own = sheet.lines.get(row, ())
            cell = own[at] if at < len(own) else ""
            if isinstance(cell, Covered):
                above = sheet.lines.get(cell.anchor[0] + 1, ())
                cell = above[cell.anchor[1]] if cell.anchor[1] < len(above) else ""
            return "" if isinstance(cell, Flaw) or plain(str(cell)) in _DEPARTMENTS else str(cell).strip()
    return ""

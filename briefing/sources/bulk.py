"""A large table of observations in, the observations by columns out, with the problems that reading rows would find.

A row is read by columns only where each of its cells is surely read as `rows` reads it; any other row goes there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.errors import Problems
from briefing.model.observations import Observations, Places
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.sources import choices, fields, measured
from briefing.sources.cells import Cells, find
from briefing.sources.coded import Growing, Parsed, column_of, parsed
from briefing.sources.tables import Table

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from briefing.sources.rows import Known

    Mask = NDArray[numpy.bool_]

ReadRow = Callable[[Cells, "Known"], "Observation | None"]
# Stands for the period of a row that has none, until the row is left out.
_NEVER = Period(0, 0, "month")


def observations(table: Table, known: Known, problems: Problems, read_row: ReadRow) -> Observations:
    """Read a table whose lines are `Rows`; `read_row` reads one of them."""
    import numpy

    names = _names(table, known)
    figures = measured.read(table, names.indicator.settled(), names.unit.settled(), known.units)
    slow = names.bad | figures.bad
    kept = ~(slow | names.missing)
    for row in numpy.flatnonzero(slow).tolist():
        number, values = table.lines[row]
        observation = read_row(Cells(table, number, values, problems), known)
        if observation is not None:
            names.put(row, observation)
            figures.put(row, observation)
            kept[row] = True
    return _made(table, names, figures, slice(None) if kept.all() else numpy.flatnonzero(kept))


@dataclass(frozen=True, slots=True)
class _Names:
    """The columns that name something; `bad` rows must be read by themselves, `missing` ones give no observation."""

    indicator: Growing[str]
    entity: Growing[str]
    period: Growing[Period]
    unit: Growing[str]
    qualifier: Growing[Any]
    status: Growing[Any]
    visibility: Growing[Any]
    published: Growing[str]
    bad: Mask
    missing: Mask

    def put(self, row: int, observation: Observation) -> None:
        self.indicator.put(row, observation.indicator)
        self.entity.put(row, observation.entity)
        self.period.put(row, observation.period)
        self.qualifier.put(row, observation.qualifier)
        self.status.put(row, observation.status)
        self.visibility.put(row, observation.visibility)
        self.published.put(row, observation.origin.published)


def _names(table: Table, known: Known) -> _Names:
    def read(name: str, parse: Callable[[Any], Any]) -> Parsed[Any]:
        return parsed(column_of(table, name), len(table.lines), parse)

    indicator = read("indicator", lambda raw: find(raw, known.indicators))
    period = read("period", fields.period)
    entity = read("entity", lambda raw: find(raw, known.entities))
    qualifier = read("qualifier", lambda raw: fields.choice(raw, choices.QUALIFIERS))
    status = read("status", lambda raw: fields.choice(raw, choices.STATUSES))
    visibility = read("visibility", lambda raw: fields.choice(raw, choices.VISIBILITIES))
    unit, published = read("unit", fields.text), read("source", fields.text)
    all_ = (indicator, period, entity, qualifier, status, visibility, unit, published)
    bad = _any(each.unreadable for each in all_)
    # A required cell that is empty is a problem; a column that is not there was told of with the headings.
    bad |= _any(each.missing for name, each in (("indicator", indicator), ("period", period)) if name in table.index)
    return _Names(
        indicator=indicator.growing(""),
        entity=entity.growing(known.entity),
        # The same months are the same period, whatever they are called.
        period=period.growing(_NEVER, lambda each: (each, each.kind)),
        unit=unit.growing(""),
        qualifier=qualifier.growing(""),
        status=status.growing("final"),
        visibility=visibility.growing("public"),
        published=published.growing(""),
        bad=bad,
        missing=indicator.missing | period.missing,
    )


def _any(masks: Any) -> Any:
    """Return which rows any of the masks has; only those that have one are added up."""
    found: Any = False
    for mask in masks:
        found = mask if found is False else found | mask
    return found


def _made(table: Table, names: _Names, figures: measured.Figures, rows: Any) -> Observations:
    return Observations(
        indicator=names.indicator.settled().of(rows),
        entity=names.entity.settled().of(rows),
        period=names.period.settled().of(rows),
        value=figures.value.decimals().of(rows),
        growth=figures.growth.decimals().of(rows),
        rank=figures.rank[rows],
        rank_total=figures.rank_total[rows],
        qualifier=names.qualifier.settled().of(rows),
        status=names.status.settled().of(rows),
        visibility=names.visibility.settled().of(rows),
        places=_places(table, names).of(rows),
    )


def _places(table: Table, names: _Names) -> Places:
    import numpy

    return Places(
        numpy.asarray(table.lines.numbers, dtype=numpy.int64),  # type: ignore[attr-defined]  # the lines are Rows
        names.published.settled(),
        # Without its lines: these are not to be kept for the sake of places.
        table.grid.bare().origin,
        table.index.get("value"),
        table.index.get("growth"),
        table.index.get("rank"),
    )

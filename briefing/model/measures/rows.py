"""A frame of observations in; its columns as arrays in the order of their keys, which find one another, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

import numpy

from briefing.model import lookup
from briefing.model.lookup import Array, Lookup, Periods
from briefing.model.notation import Kind

if TYPE_CHECKING:
    import pandas

KINDS: tuple[Kind, ...] = get_args(Kind)
BITS = 17
"""A month of any year to 9999 is a number below 2 ** 17."""
_MOST = 2**28
"""So many series fit into a key, with months, kinds and lengths beside them."""
MARKS = ("guarded", "rounded", "unranked", "unplaced", "baseless")
"""Columns that a frame may have besides: no rate, nothing at all, no rank, no place, no completion comes of a row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The observations in the order of indicator, entity, first and last month; `order` is where each stands in the
    frame, None where it is in that order. `indicator` and `entity` are places in the lists of both; an indicator that
    is not listed is −1. `group` is the number of the series: of the indicator and entity."""

    order: Array | None
    lookup: Lookup
    group: Array
    indicator: Array
    entity: Array
    first: Array
    last: Array
    kind: Array
    value: Array
    growth: Array
    rank: Array
    guarded: Array
    rounded: Array
    unranked: Array
    unplaced: Array
    baseless: Array
    entities: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.group)

    @property
    def periods(self) -> Periods:
        """The different periods, of which `by_period` spreads what is worked out once for each over the rows."""
        return self.lookup.periods

    def by_period(self, of_periods: Array) -> Array:
        return of_periods[self.periods.code]

    def at(self, group: Array, first: Array, last: Array) -> Array:
        """Return the places of the rows with these groups and months, −1 where there are none."""
        return self.lookup.find(group, first, last)

    def moved(self, first: Array | int, last: Array | int) -> Array:
        """Return the places of the rows of the same series so many months away, a number or one a period."""
        return self.lookup.moved(first, last)

    def year_ago(self) -> Array:
        return self.moved(-12, -12)

    def is_kind(self, *kinds: Kind) -> Array:
        """Return whether a row's period is one of these kinds."""
        return self.by_period(self.periods_of(*kinds))

    def periods_of(self, *kinds: Kind) -> Array:
        """Return whether each period is one of these kinds."""
        return numpy.isin(self.periods.kind, [KINDS.index(kind) for kind in kinds])

    def only(self, places: Array) -> Rows:
        """Return some of the rows; `at` still says where others stand among all of them."""
        columns = ("group", "indicator", "entity", "first", "last", "kind", "value", "growth", "rank", *MARKS)
        made = {name: getattr(self, name)[places] for name in columns}
        return replace(self, order=None, lookup=self.lookup.only(places), **made)

    def part(self, first: int, last: int) -> Rows:
        """Return the rows from one place to before another, all of some indicators, as if there were no others."""
        columns = ("indicator", "entity", "first", "last", "kind", "value", "growth", "rank", *MARKS)
        made = {name: getattr(self, name)[first:last] for name in columns}
        order = None if self.order is None else self.order[first:last]
        many = max(len(self.entities), 1)
        least, most = (int(self.indicator[place]) + 1 for place in (first, last - 1))
        index = self.lookup.part(first, last, least * many, (most + 1) * many)
        return replace(self, order=order, lookup=index, group=index.series, **made)

    def code(self, entity: str) -> int:
        """Return the place of an entity, or −2 for one that has no rows."""
        return self.entities.index(entity) if entity in self.entities else -2


def group_of(indicator: Array, entity: Array | int, entities: int) -> Array:
    return (indicator.astype("int64") + 1) * max(entities, 1) + entity


def taken(values: Array, places: Array) -> Array:
    """Return the values at these places; NaN (of marks: False) where there is none."""
    found = values[places]
    found[places < 0] = False if values.dtype == bool else numpy.nan
    return found


def spread(values: Array, places: Array, size: int) -> Array:
    """Return values of some rows as a column of all, NaN in the others."""
    if len(values) == size:
        return values
    found = numpy.full(size, numpy.nan)
    found[places] = values
    return found


def rows_of(frame: pandas.DataFrame, indicators: Sequence[str]) -> Rows:
    """Return a frame (`model.frame`) as arrays, sorted once."""
    indicator, names = _codes(frame["indicator"])
    listed = {name: place for place, name in enumerate(indicators)}
    indicator = numpy.array([*(listed.get(name, -1) for name in names), -1], dtype="int32")[indicator]
    entity, entities = _codes(frame["entity"])
    many = (len(indicators) + 1) * max(len(entities), 1)
    if many > _MOST:
        raise ValueError(f"too many series: {len(indicators)} indicators of {len(entities)} entities")
    kind, kinds = _codes(frame["kind"])
    kind = numpy.array([*(KINDS.index(name) for name in kinds), -1], dtype="int8")[kind]
    first, last = frame["first"].to_numpy("int32"), frame["last"].to_numpy("int32")
    times = lookup.periods(first, last, numpy.where(kind < 0, len(KINDS), kind), len(KINDS) + 1)
    group = group_of(indicator, entity, len(entities))
    cells = lookup.cells(group, times)
    order = lookup.order(cells)
    columns = {"group": group, "indicator": indicator, "entity": entity, "first": first, "last": last, "kind": kind}
    columns |= {name: frame[name].to_numpy("float64") for name in ("value", "growth", "rank")}
    columns |= {name: _mark(frame, name) for name in MARKS}
    if order is not None:
        columns = {name: column[order] for name, column in columns.items()}
        times, cells = replace(times, code=times.code[order]), cells[order]
    return Rows(order, lookup.lookup(times, columns["group"], many, cells), entities=entities, **columns)


def _codes(column: pandas.Series[Any]) -> tuple[Array, tuple[str, ...]]:
    category = column.astype("category").cat
    return category.codes.to_numpy(), tuple(map(str, category.categories))


def _mark(frame: pandas.DataFrame, name: str) -> Array:
    return frame[name].to_numpy(bool) if name in frame else numpy.zeros(len(frame), dtype=bool)

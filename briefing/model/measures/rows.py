"""A frame of observations in; its columns as arrays in the order of their keys, which find one another, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

import numpy

from briefing.model.notation import Kind

if TYPE_CHECKING:
    import pandas

Array: TypeAlias = "numpy.ndarray[Any, numpy.dtype[Any]]"
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
    frame. `indicator` and `entity` are places in the lists of both; an indicator that is not listed is −1."""

    order: Array
    key: Array
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
        return len(self.key)

    @property
    def group(self) -> Array:
        """The number of the series: of the indicator and entity."""
        return group_of(self.indicator, self.entity, len(self.entities))

    def at(self, group: Array, first: Array, last: Array) -> Array:
        """Return the places of the rows with these groups and months, −1 where there are none."""
        wanted = keys(group, first, last)
        place = numpy.searchsorted(self.key, wanted)
        place[place == len(self)] = 0
        return numpy.where(self.key[place] == wanted, place, -1) if len(self) else place

    def year_ago(self) -> Array:
        return self.at(self.group, self.first - 12, self.last - 12)

    def is_kind(self, *kinds: Kind) -> Array:
        return numpy.isin(self.kind, [KINDS.index(kind) for kind in kinds])

    def code(self, entity: str) -> int:
        """Return the place of an entity, or −2 for one that has no rows."""
        return self.entities.index(entity) if entity in self.entities else -2


def group_of(indicator: Array, entity: Array | int, entities: int) -> Array:
    return (indicator.astype("int64") + 1) * max(entities, 1) + entity


def keys(group: Array, first: Array, last: Array) -> Array:
    """Pack series and months into numbers that sort as they do."""
    return (group << (2 * BITS)) | (first << BITS) | last


def taken(values: Array, places: Array) -> Array:
    """Return the values at these places; NaN (of marks: False) where there is none."""
    found = values[places]
    found[places < 0] = False if values.dtype == bool else numpy.nan
    return found


def rows_of(frame: pandas.DataFrame, indicators: Sequence[str]) -> Rows:
    """Return a frame (`model.frame`) as arrays, sorted once."""
    indicator, names = _codes(frame["indicator"])
    listed = {name: place for place, name in enumerate(indicators)}
    indicator = numpy.array([*(listed.get(name, -1) for name in names), -1], dtype="int64")[indicator]
    entity, entities = _codes(frame["entity"])
    if (len(indicators) + 1) * max(len(entities), 1) > _MOST:
        raise ValueError(f"too many series: {len(indicators)} indicators of {len(entities)} entities")
    first, last = frame["first"].to_numpy("int64"), frame["last"].to_numpy("int64")
    key = keys(group_of(indicator, entity, len(entities)), first, last)
    order = numpy.argsort(key, kind="stable")
    kind, kinds = _codes(frame["kind"])
    kind = numpy.array([*(KINDS.index(name) for name in kinds), -1], dtype="int8")[kind]
    marks = {name: _mark(frame, name)[order] for name in MARKS}
    return Rows(
        order=order,
        key=key[order],
        indicator=indicator[order],
        entity=entity[order].astype("int64"),
        first=first[order],
        last=last[order],
        kind=kind[order],
        value=frame["value"].to_numpy("float64")[order],
        growth=frame["growth"].to_numpy("float64")[order],
        rank=frame["rank"].to_numpy("float64")[order],
        entities=entities,
        **marks,
    )


def _codes(column: pandas.Series[Any]) -> tuple[Array, tuple[str, ...]]:
    category = column.astype("category").cat
    return category.codes.to_numpy(), tuple(map(str, category.categories))


def _mark(frame: pandas.DataFrame, name: str) -> Array:
    return frame[name].to_numpy(bool) if name in frame else numpy.zeros(len(frame), dtype=bool)

"""A data set in, its sums out: which values, by its own rules or as the whole of its entities, add up to which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefing.model.dataset import Dataset
from briefing.model.figure import decimals
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.rules import Total

Cell = tuple[str, str, Period]
"""One value of a data set: indicator, entity, period."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and its parts at one period; every value is there, and none of them is kept back or vague (近、超)."""

    whole: Observation
    parts: tuple[Observation, ...]
    tolerance: Decimal | None = None


def cell_of(row: Observation) -> Cell:
    return row.indicator, row.entity, row.period


def ruled(dataset: Dataset) -> Iterator[Sum]:
    """Yield the sums that the data set's rules name, a whole before the sums of its parts."""
    for total in _top_down(dataset.rules.totals):
        yield from _of(dataset, total)


def of_entities(dataset: Dataset) -> Iterator[Sum]:
    """Yield the first entity as the sum of the others; for data whose first entity is that (`Book.has_total`)."""
    adding = tuple(each.id for each in dataset.indicators if each.kind in {"level", "flow", "count"})
    if dataset.entities:
        yield from _of(dataset, Total(dataset.default_entity, indicators=adding))


def adds_up(dataset: Dataset, found: Sum) -> bool:
    """Whether the values as they are read add up, but for what their having been rounded explains.

    A tolerance may be narrower; a wider one lets the check pass, and makes no sum of what is none. A count is never
    rounded, unless it is handed over so.
    """
    missed = abs(_value(found.whole) - sum(map(_value, found.parts), Decimal(0)))
    if found.tolerance is not None and missed > found.tolerance:
        return False
    return missed <= sum((_half_unit(dataset, row) for row in (found.whole, *found.parts)), Decimal(0))


def _half_unit(dataset: Dataset, row: Observation) -> Decimal:
    """Return by how much a value may be off from its having been rounded before it was read."""
    indicator = dataset.indicator(row.indicator)
    if row.is_rounded and indicator.finest is not None:
        return Decimal("0.5").scaleb(-indicator.finest)
    if indicator.kind == "count":
        return Decimal(0)
    return Decimal("0.5").scaleb(-decimals(_value(row)))


def _value(row: Observation) -> Decimal:
    assert row.value is not None
    return row.value


def _top_down(totals: Sequence[Total]) -> Iterator[Total]:
    left = list(totals)
    while left:
        free = (each for each in left if not any(_has_part(other, each) for other in left))
        chosen = next(free, left[0])
        left.remove(chosen)
        yield chosen


def _has_part(total: Total, part: Total) -> bool:
    """Whether the whole of one total is a part of another one of its kind."""
    if total.is_of_entities != part.is_of_entities or total.whole == part.whole:
        return False
    return part.whole in total.parts or (total.is_of_entities and not total.parts)


def _of(dataset: Dataset, total: Total) -> Iterator[Sum]:
    """Yield the sums of one total: entity by entity, or indicator by indicator, and period by period."""
    if total.is_of_entities:
        for indicator in filter(dataset.has_indicator, total.indicators):
            others = tuple(each for each in dataset.entities_of(indicator) if each != total.whole)
            keys = [(indicator, entity) for entity in total.parts or others]
            yield from _at_periods(dataset, (indicator, total.whole), keys, total, peers=not total.parts)
    elif all(map(dataset.has_indicator, (total.whole, *total.parts))):
        units = {dataset.indicator(each).unit for each in (total.whole, *total.parts)}
        for entity in dataset.entities_of(total.whole) if len(units) == 1 else ():
            keys = [(indicator, entity) for indicator in total.parts]
            yield from _at_periods(dataset, (total.whole, entity), keys, total)


def _at_periods(
    dataset: Dataset, whole: tuple[str, str], parts: Sequence[tuple[str, str]], total: Total, *, peers: bool = False
) -> Iterator[Sum]:
    columns = [_by_period(dataset.series(*key)) for key in parts]
    torn = dataset.gaps.torn if peers else frozenset[tuple[str, Period]]()
    for row in dataset.series(*whole):
        found = [column.get(row.period) for column in columns]
        known = [each for each in (row, *found) if each is not None and each.value is not None and not each.qualifier]
        if len(known) == len(parts) + 1 > 2 and (row.indicator, row.period) not in torn:
            yield Sum(row, tuple(known[1:]), total.tolerance)


def _by_period(rows: Iterable[Observation]) -> Mapping[Period, Observation]:
    return {row.period: row for row in rows}

"""Rows and the totals that the data's rules name in; contributions, shares and distances from the mean out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from briefing.model.lookup import Array
from briefing.model.measures.growths import Growths
from briefing.model.measures.rows import Rows, group_of, spread, taken
from briefing.model.measures.traits import Traits
from briefing.model.records import Indicator
from briefing.model.rules import Rules, Total

# A total may leave a small part out that no entity reports; as in `book`.
_NEARLY = 0.95


def wholes(rows: Rows, about: Traits, indicators: Sequence[Indicator], rules: Rules) -> Array:
    """Return the group of the whole that each row is a part of, by the first total that names it; −1 for none."""
    result = numpy.full(len(rows), -1, dtype="int64")
    place = {each.id: at for at, each in enumerate(indicators)}
    for total in rules.totals:
        parts, whole = _of_entities(rows, total, place) if total.is_of_entities else _of_indicators(
            rows, total, place, indicators
        )  # fmt: skip
        open_ = parts & (result < 0) & about.is_additive[rows.indicator]
        result = numpy.where(open_, whole, result)
    return result


def _of_indicators(
    rows: Rows, total: Total, place: dict[str, int], indicators: Sequence[Indicator]
) -> tuple[Array, Array]:
    """Return which rows are parts, and the groups of their whole: only of the same unit."""
    whole = place.get(total.whole, -1)
    named = numpy.zeros(len(indicators) + 1, dtype=bool)
    for part in total.parts:
        if part in place and whole >= 0 and _measure(indicators[place[part]]) == _measure(indicators[whole]):
            named[place[part]] = place[part] != whole
    of = numpy.full(len(rows), whole, dtype="int64")
    return named[rows.indicator], group_of(of, rows.entity, len(rows.entities))


def _measure(indicator: Indicator) -> tuple[str, str]:
    return indicator.unit, indicator.measure


def _of_entities(rows: Rows, total: Total, place: dict[str, int]) -> tuple[Array, Array]:
    whole, parts = rows.code(total.whole), [rows.code(part) for part in total.parts]
    named = numpy.isin(rows.indicator, [place[name] for name in total.indicators if name in place])
    named &= (rows.entity != whole) & (whole >= 0)
    named &= numpy.isin(rows.entity, parts) if parts else True
    return named, group_of(rows.indicator, whole, len(rows.entities))


def contributions(rows: Rows, found: Growths, whole: Array) -> tuple[Array, Array, Array]:
    """Return contribution in points, contribution rate and share, both in per cent."""
    at = numpy.flatnonzero(whole >= 0)
    points, rate, share = _contributions(rows, at, found, whole[at])
    return spread(points, at, len(rows)), spread(rate, at, len(rows)), spread(share, at, len(rows))


def _contributions(all_: Rows, at: Array, found: Growths, whole: Array) -> tuple[Array, Array, Array]:
    """The same of some rows, which are parts."""
    rows, own_ago = all_.only(at), found.ago[at]
    now = rows.at(whole, rows.first, rows.last)
    ago = rows.at(whole, rows.first - 12, rows.last - 12)
    free = ~(_shut(all_, own_ago) | _shut(all_, now) | _shut(all_, ago) | rows.guarded | rows.rounded)
    constant = found.constant[at] | taken(found.constant, now)
    part_old, whole_old, whole_new = taken(all_.value, own_ago), taken(all_.value, ago), taken(all_.value, now)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        moved = (rows.value - part_old) / whole_old * 100
        weighted = numpy.where(found.is_published[at] & (part_old >= 0), rows.growth * part_old / whole_old, numpy.nan)
        points = numpy.where(constant, weighted, moved)
        points[~(free & (whole_old > 0)) | numpy.isnan(rows.value - part_old + whole_new)] = numpy.nan
        overall = numpy.where(constant, taken(found.yoy, now), taken(found.computed, now))
        rate = numpy.where(overall > 0, points / overall * 100, numpy.nan)
        share = rows.value / whole_new * 100
    shown = ~rows.rounded & ~taken(all_.rounded, now)
    share[~(shown & (whole_new > 0) & (rows.value >= 0) & (rows.value <= whole_new))] = numpy.nan
    return points, rate, share


def _shut(rows: Rows, places: Array) -> Array:
    return taken(rows.guarded, places) | taken(rows.rounded, places)


def against_mean(rows: Rows, about: Traits, found: Growths, mean: int) -> tuple[Array, Array]:
    """Return by how many points each row lies above the mean entity's, exactly and as lights are judged.

    What turned negative has no rate, and is judged to lie below any.

    Rates are compared themselves, amounts by their growth; a light goes by computed growth as it is printed.
    """
    if mean < 0:
        none = numpy.full(len(rows), numpy.nan)
        return none, none
    place = rows.lookup.moved(0, 0, group_of(rows.indicator, mean, len(rows.entities)))
    place[(rows.entity == mean) | about.is_rank[rows.indicator]] = -1
    rates = about.is_rate[rows.indicator]
    own = numpy.where(rows.rounded, numpy.nan, rows.value)
    exact = numpy.where(rates, own, found.yoy)
    printed = numpy.where(rates, own, numpy.where(numpy.isnan(rows.growth), half_up(found.computed), rows.growth))
    theirs = taken(printed, place)
    gap = numpy.where(found.turned & ~numpy.isnan(theirs), -numpy.inf, printed - theirs)
    return exact - taken(exact, place), gap


def half_up(values: Array) -> Array:
    """Round to one decimal as 四舍五入 does, away from zero at the half."""
    return numpy.sign(values) * numpy.floor(numpy.abs(values) * 10 + 0.5 + 1e-9) / 10


def _newest(rows: Rows, at: Array) -> Array:
    """Return of some rows, which are in order, the one of each series that ends last, of several the shortest."""
    times, group = rows.periods, rows.group[at]
    age = numpy.empty(len(times.first), dtype="int64")
    age[numpy.lexsort((-times.first, times.last))] = numpy.arange(len(age))
    begins = numpy.flatnonzero(numpy.append(True, group[1:] != group[:-1]))
    ages = age[times.slot.searchsorted(times.slot)][times.code[at]]
    ends = numpy.append(begins[1:], len(at))
    latest = numpy.maximum.reduceat(ages, begins)
    if (ages[ends - 1] == latest).all():
        last: Array = at[ends - 1]
        return last
    found = numpy.flatnonzero(ages == numpy.repeat(latest, ends - begins))
    # Of doubles the last.
    newest: Array = at[found[numpy.append(group[found][1:] != group[found][:-1], True)]]
    return newest


def is_total(rows: Rows, about: Traits, whole: int) -> bool:
    """Whether an entity is the whole of the others: some indicator's latest values nearly add up to its own.

    As `Book.has_total` has it, seen from the latest period.
    """
    at = numpy.flatnonzero((rows.indicator >= 0) & about.is_additive[rows.indicator])
    if whole < 0 or not len(at):
        return False
    newest = _newest(rows, at)
    size = len(about.is_rate)
    mine = newest[rows.entity[newest] == whole]
    others = newest[rows.entity[newest] != whole]
    value = numpy.full(size, numpy.nan)
    value[rows.indicator[mine]] = rows.value[mine]
    count = numpy.bincount(rows.indicator[others], minlength=size)
    sums = numpy.bincount(rows.indicator[others], weights=rows.value[others], minlength=size)
    return bool(((count > 1) & (value > 0) & (sums * _NEARLY <= value) & (value <= sums / _NEARLY)).any())

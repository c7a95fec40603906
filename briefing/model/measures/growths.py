"""Rows in; growth rates and changes against other periods of the same series out, NaN where there is no answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from briefing.model.lookup import Array
from briefing.model.measures.rows import Rows, spread, taken
from briefing.model.measures.traits import Traits

_CONSTANT = 0.5
"""By how many points a published rate may miss what rounded amounts give; as in `series`."""


@dataclass(frozen=True, slots=True)
class Growths:
    """`ago` are the places of the rows a year before; `computed` is the growth that amounts give, whatever was
    published; `yoy` the published one before that; `constant` marks rates at constant prices, and `turned` what was
    above zero a year ago, is below it now, and so has no rate."""

    ago: Array
    computed: Array
    yoy: Array
    is_published: Array
    constant: Array
    turned: Array


def growth(old: Array, new: Array) -> Array:
    """Return the growth in per cent, NaN where the base is not positive.

    What turned negative did not fall by 200 %: it has no rate either, as in `metrics.growth`.
    """
    with numpy.errstate(divide="ignore", invalid="ignore"):
        rate = new / old
        rate -= 1
        rate *= 100
    rate[~((old > 0) & ~(new < 0))] = numpy.nan
    return rate


def growths(rows: Rows, about: Traits) -> Growths:
    ago = rows.year_ago()
    old, amounts = taken(rows.value, ago), about.is_amount[rows.indicator]
    free = amounts & ~(rows.guarded | taken(rows.guarded, ago))
    computed = numpy.where(free, growth(old, rows.value), numpy.nan)
    given = amounts & ~numpy.isnan(rows.growth)
    yoy = numpy.where(given, rows.growth, computed)
    # A rate at constant prices is told by amounts, which both must be there.
    is_published = given & ~numpy.isnan(old) & ~numpy.isnan(rows.value)
    far = numpy.abs(computed - rows.growth) > _CONSTANT
    constant = is_published & about.in_money[rows.indicator] & far
    turned = free & ~given & (old > 0) & (rows.value < 0)
    return Growths(ago, computed, yoy, is_published, constant, turned)


def previous(rows: Rows, about: Traits) -> Array:
    """Return the growth of months and quarters on the one before (环比)."""
    months = rows.periods.last - rows.periods.first + 1
    place = rows.moved(-months, -months)
    free = about.is_amount[rows.indicator] & rows.is_kind("month", "quarter")
    free &= ~(rows.guarded | taken(rows.guarded, place))
    return numpy.where(free, growth(taken(rows.value, place), rows.value), numpy.nan)


def change(rows: Rows, about: Traits, ago: Array) -> Array:
    """Return the change on the year before in the unit of the values: of rates in points, of ranks none."""
    difference = rows.value - taken(rows.value, ago)
    return numpy.where(about.is_rank[rows.indicator], numpy.nan, difference)


def cumulative(rows: Rows, about: Traits, found: Growths) -> Array:
    """Return the growth of the time since January (累计同比): as it stands in the table, else of months added up."""
    times = rows.periods
    start = times.last - times.last % 12
    result = taken(found.yoy, rows.moved(start - times.first, 0))
    steps = rows.by_period(rows.periods_of("month", "quarter") & (times.first != start))
    steps &= about.gathers[rows.indicator] & about.is_amount[rows.indicator]
    at = numpy.flatnonzero(steps & numpy.isnan(result))
    if not len(at):
        return result
    sums = numpy.full(len(rows), numpy.nan)
    for size in (1, 3):
        _add_up(rows, about, size, sums)
    result[at] = growth(taken(sums, found.ago[at]), sums[at])
    return result


def _add_up(rows: Rows, about: Traits, size: int, sums: Array) -> None:
    """Write into `sums` what months (or quarters) since January add up to, where none is missing."""
    import pandas

    fits = (rows.last - rows.first + 1 == size) & (rows.first % size == 0) & about.gathers[rows.indicator]
    fits &= ~numpy.isnan(rows.value) & ~rows.guarded
    at = numpy.flatnonzero(fits)
    if not len(at):
        return
    years = rows.group[at] * 16384 + rows.first[at] // 12
    by_year = pandas.DataFrame({"value": rows.value[at], "one": 1}).groupby(years, sort=False)
    whole = by_year["one"].cumsum().to_numpy() == rows.first[at] % 12 // size + 1
    sums[at[whole]] = by_year["value"].cumsum().to_numpy()[whole]


def against_base(rows: Rows, about: Traits, found: Growths) -> tuple[Array, Array]:
    """Return the growth on the indicator's baseline (of rates the points), and the mean growth a year since then."""
    at = numpy.flatnonzero((about.base_last >= 0)[rows.indicator])
    rate, mean = _against_base(rows, rows.only(at), about, found.is_published[at], found.ago[at])
    return spread(rate, at, len(rows)), spread(mean, at, len(rows))


def _against_base(all_: Rows, rows: Rows, about: Traits, is_published: Array, ago: Array) -> tuple[Array, Array]:
    """The same of some rows, whose indicators have a baseline."""
    base_first, base_last = about.base_first[rows.indicator], about.base_last[rows.indicator]
    place = rows.at(rows.group, base_first, base_last)
    earlier = (base_last < rows.last) | ((base_last == rows.last) & (base_first > rows.first))
    place[~earlier] = -1
    old, guarded = taken(all_.value, place), rows.guarded | taken(all_.guarded, place)
    amounts, rates = about.is_amount[rows.indicator], about.is_rate[rows.indicator] & ~about.is_rank[rows.indicator]
    rate = numpy.where(amounts & ~guarded, growth(old, rows.value), numpy.nan)
    published = is_published & (place == ago) & (place >= 0)
    rate = numpy.where(published, rows.growth, rate)
    rate = numpy.where(rates & ~guarded, rows.value - old, rate)
    months = rows.last - base_last
    spread = amounts & ~guarded & (months % 12 == 0) & (months > 12) & (old > 0) & (rows.value >= 0)
    with numpy.errstate(all="ignore"):
        mean = ((rows.value / old) ** (12 / months) - 1) * 100
    return rate, numpy.where(spread, mean, numpy.nan)

"""Rows and plans in; completion, pace and lights out, as `model.pace` and `lighting` have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy

from briefing.model.lookup import Array
from briefing.model.measures.rows import BITS, Rows, spread, taken
from briefing.model.measures.traits import BY, Traits
from briefing.model.measures.wholes import half_up

LIGHTS = ("green", "yellow", "red")
_TINY = 1e-9
_LENGTH = 14
"""How many bits the months of a period take up beside the other parts of a key."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Per cent of the target reached, per cent that should be, both as printed; points behind."""

    completion: Array
    expected: Array
    behind: Array


def plans(rows: Rows, about: Traits, curves: Mapping[int, Sequence[Decimal]]) -> Plans:
    # Without a target nothing is planned, and few indicators have one.
    at = numpy.flatnonzero(~numpy.isnan(about.target)[rows.indicator])
    found = _plans(rows, rows.only(at), about, curves)
    return Plans(*(spread(each, at, len(rows)) for each in found))


def _plans(
    all_: Rows, rows: Rows, about: Traits, curves: Mapping[int, Sequence[Decimal]]
) -> tuple[Array, Array, Array]:
    target, lower = about.target[rows.indicator], about.lower[rows.indicator]
    gathers = about.gathers[rows.indicator]
    base = _base(all_, rows, about)
    based = ~numpy.isnan(base)
    actual = _actual(rows, about)
    ceiling = lower & gathers & ~based
    top = numpy.where(lower & ~ceiling, target, actual)
    bottom = numpy.where(lower & ~ceiling, actual, target)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        plain = numpy.where(bottom > 0, top / bottom * 100, numpy.nan)
        way = numpy.where(target != base, (actual - base) / (target - base) * 100, numpy.nan)
    completion = half_up(numpy.where(based, way, plain))
    expected = half_up(_expected(rows, about, gathers | based, curves))
    expected[numpy.isnan(completion)] = numpy.nan
    behind = numpy.where(ceiling, completion - expected, expected - completion)
    return completion, expected, behind


def _base(all_: Rows, rows: Rows, about: Traits) -> Array:
    """Return the value that a way is measured from, NaN where it is not."""
    first, last = about.base_first[rows.indicator], about.base_last[rows.indicator]
    place = rows.at(rows.group, first, last)
    place[(last < 0) | (last > rows.last) | ~about.has_base[rows.indicator]] = -1
    return taken(all_.value, place)


def _actual(rows: Rows, about: Traits) -> Array:
    """Return what has been done of the plan: the value, or those since its beginning added up where it is a flow."""
    first, last = about.plan_first[rows.indicator], about.plan_last[rows.indicator]
    planned = last >= 0
    within = ~planned | ((rows.last >= first) & (rows.first <= last))
    alone = ~planned | ~about.is_flow[rows.indicator] | (rows.first <= first)
    actual = numpy.where(alone, rows.value, _added(rows, about))
    actual[~within | rows.rounded | rows.baseless] = numpy.nan
    return actual


def _added(rows: Rows, about: Traits) -> Array:
    """Return the sums of a flow's values of one kind since the plan began, where none is missing."""
    import pandas

    sums = numpy.full(len(rows), numpy.nan)
    start = about.plan_first[rows.indicator]
    counted = about.is_flow[rows.indicator] & (start >= 0) & (rows.first >= start) & ~numpy.isnan(rows.value)
    at = numpy.flatnonzero(counted)
    if not len(at):
        return sums
    series = rows.group[at] * 8 + rows.kind[at]
    months = rows.last[at] - rows.first[at] + 1
    # Within a series by the end, of two that end together the shorter first; nobody has thousands of years.
    order = numpy.argsort((((series << BITS) | rows.last[at]) << _LENGTH) | numpy.minimum(months, 2**_LENGTH - 1))
    at, months = at[order], months[order]
    parts = pandas.DataFrame({"value": rows.value[at], "months": months, "rounded": rows.rounded[at]})
    totals = parts.groupby(series[order], sort=False).cumsum()
    whole = totals["months"].to_numpy() == rows.last[at] - start[at] + 1
    whole &= totals["rounded"].to_numpy() == 0
    sums[at[whole]] = totals["value"].to_numpy()[whole]
    return sums


def _expected(rows: Rows, about: Traits, gathers: Array, curves: Mapping[int, Sequence[Decimal]]) -> Array:
    first, last = about.plan_first[rows.indicator], about.plan_last[rows.indicator]
    running = (last >= 0) & (rows.last < last)
    gone = numpy.maximum(rows.last - first + 1, 0)
    months = last - first + 1
    expected = numpy.where(running & gathers, gone / months * 100, 100.0)
    for indicator, curve in curves.items():
        mine = numpy.flatnonzero((rows.indicator == indicator) & running)
        if len(mine):
            points = numpy.array([0.0, *map(float, curve)])
            ends = numpy.arange(len(points)) * (months[mine][0] / len(curve))
            expected[mine] = numpy.interp(gone[mine], ends, points)
    return expected


def lights(rows: Rows, about: Traits, found: Plans, gap: Array, place: Array, rose: Array) -> Array:
    """Return the light of each row by its indicator's rule, as a place in `LIGHTS`; −1 where there is none."""
    made = numpy.full(len(rows), -1, dtype="int8")
    for by, planned in (("pace", ~numpy.isnan(about.target)), ("mean", about.by == BY["mean"])):
        at = numpy.flatnonzero(((about.by == BY[by]) & planned)[rows.indicator])
        indicator = rows.indicator[at]
        made[at] = _by_points(indicator, about, found.behind[at] if by == "pace" else gap[at] * about.worse[indicator])
    at = numpy.flatnonzero((about.by == BY["rank"])[rows.indicator])
    made[at] = _by_place(rows.indicator[at], about, place[at], numpy.nan_to_num(rose[at]))
    return made


def _by_points(at: Array, about: Traits, behind: Array) -> Array:
    """Return the lights of rows, by the places of their indicators and how many points each is behind."""
    yellow, red = about.yellow[at] + _TINY, about.red[at] + _TINY
    light = (behind > yellow).astype("int8") + (behind > numpy.maximum(red, yellow))
    return numpy.where(numpy.isnan(behind), -1, light)


def _by_place(at: Array, about: Traits, place: Array, rose: Array) -> Array:
    light = 1 - (place <= about.green_place[at]) + (place >= about.red_place[at])
    light = light + ((about.fall[at] > 0) & (-rose >= about.fall[at]))
    light = light - ((about.rise[at] > 0) & (rose >= about.rise[at]))
    return numpy.where(numpy.isnan(place), -1, numpy.clip(light, 0, 2))

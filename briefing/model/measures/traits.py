"""What indicators are in, as arrays by their place, out; the last place stands for an indicator that is not listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from briefing.model.lights import Lights
from briefing.model.lookup import Array
from briefing.model.period import Period
from briefing.model.records import Indicator
from briefing.model.series import RATE_UNITS

NONE = -(10**6)
"""A month before all: what stands where an indicator has no such period."""


BY = {"pace": 0, "rank": 1, "mean": 2}
"""What lights go by, as numbers."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Arrays over the indicators. An amount is what has a growth rate: neither a rate nor a rank."""

    is_rate: Array
    is_rank: Array
    is_amount: Array
    is_additive: Array
    is_flow: Array
    gathers: Array
    has_base: Array
    in_money: Array
    lower: Array
    worse: Array
    base_first: Array
    base_last: Array
    target: Array
    plan_first: Array
    plan_last: Array
    by: Array
    yellow: Array
    red: Array
    green_place: Array
    red_place: Array
    fall: Array
    rise: Array


def traits(indicators: Sequence[Indicator], lights: Lights) -> Traits:
    rules = [lights.rule_of(each) for each in indicators]
    limits = [(r.yellow, r.red) if r.by == "pace" else (lights.yellow, lights.red) for r in rules]
    kinds = [each.kind for each in indicators]
    rate = [each.unit in RATE_UNITS for each in indicators]
    rank = [kind == "rank" for kind in kinds]
    points = [(r.yellow, r.red) if r.by == "mean" else limit for r, limit in zip(rules, limits, strict=True)]
    return Traits(
        is_rate=_of(rate, False),
        is_rank=_of(rank, False),
        is_amount=_of([not (a or b) for a, b in zip(rate, rank, strict=True)], False),
        is_additive=_of([not (a or k in {"rank", "rate"}) for a, k in zip(rate, kinds, strict=True)], False),
        is_flow=_of([kind == "flow" for kind in kinds], False),
        gathers=_of([kind in {"flow", "count"} for kind in kinds], False),
        has_base=_of([kind in {"level", "rate", "rank"} for kind in kinds], False),
        in_money=_of([each.unit.endswith(("元", "yuan")) for each in indicators], False),
        lower=_of([each.direction == "lower" for each in indicators], False),
        worse=_of([{"higher": -1.0, "lower": 1.0}.get(each.direction, numpy.nan) for each in indicators], numpy.nan),
        base_first=_months(indicators, lambda each: each.baseline, lambda period: period.first),
        base_last=_months(indicators, lambda each: each.baseline, lambda period: period.last),
        target=_of([_target(each) for each in indicators], numpy.nan),
        plan_first=_months(indicators, lambda each: each.target_period, lambda period: period.first),
        plan_last=_months(indicators, lambda each: each.target_period, lambda period: period.last),
        by=_of([BY[rule.by] for rule in rules], 0),
        yellow=_of([float(yellow) for yellow, _ in points], 0.0),
        red=_of([float(red) for _, red in points], 0.0),
        green_place=_of([rule.first for rule in rules], 0),
        red_place=_of([rule.last for rule in rules], 0),
        fall=_of([rule.fall for rule in rules], 0),
        rise=_of([rule.rise for rule in rules], 0),
    )


def _of(values: Sequence[object], other: object) -> Array:
    return numpy.array([*values, other])


def _target(indicator: Indicator) -> float:
    """The target; none where completion may not be worked out."""
    if indicator.target is None or "completion" in indicator.held:
        return float("nan")
    return float(indicator.target)


def _months(
    indicators: Sequence[Indicator], period_of: Callable[[Indicator], Period | None], month: Callable[[Period], int]
) -> Array:
    found: list[Any] = [month(period) if (period := period_of(each)) else NONE for each in indicators]
    return numpy.array([*found, NONE], dtype="int64")

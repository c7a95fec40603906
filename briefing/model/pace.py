"""Targets: how far one is reached, how far it should be by now (序时进度), and the light that compares both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from briefing.model import metrics
from briefing.model.figure import RATE_DIGITS, round_half_up
from briefing.model.lights import LightRule, Lights
from briefing.model.metrics import HUNDRED, Light
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Series

BASED = frozenset({"level", "rate", "rank"})
"""The kinds whose target may be a way from a base; flows and counts start at nothing."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a target is reached and how far it should be by now, in per cent, and the light of that.

    A `ceiling` is a flow or count of which less is better (三公经费): what counts is not to use it up before its time.
    With `from_base` it is the way from the base year's value that is held against the plan, not the value itself.
    What does not gather (`paced` is False: a level, a rate, without a curve) has no pace: all of its target is due.
    There is no light where the data's rules give it by a rank or a mean that is not known.
    `actual` is the value that was held against the target, made of the observations in `sources`.
    """

    completed: Decimal
    expected: Decimal
    light: Light | None
    actual: Decimal
    sources: tuple[Observation, ...]
    ceiling: bool = False
    from_base: bool = False
    paced: bool = True

    @property
    def met(self) -> bool:
        if self.ceiling:
            return self.expected >= HUNDRED and self.completed <= HUNDRED
        return self.completed >= HUNDRED

    @property
    def behind(self) -> Decimal:
        """By how many points it is behind its pace (of a ceiling: beyond it); negative when ahead."""
        return self.completed - self.expected if self.ceiling else self.expected - self.completed


def pace(row: Series, limits: Lights) -> Pace | None:
    """Hold the current value against the indicator's target; None without a target, or a value of the plan's time.

    What gathers over time (a flow, a count, a way from a base) is held against the elapsed share of the plan; a level
    against the whole target, unless the data give a curve. Single months of a flow are added up, if none is missing.
    """
    target, now = row.indicator.target, row.current
    used = _used(row) if target is not None else ()
    if target is None or now is None or not used or is_baseless(row):
        return None
    if "completion" in row.indicator.held.union(*(o.held for o in used)):
        return None
    actual = sum((o.value for o in used if o.value is not None), Decimal(0))
    base = _base(row)
    lower = row.indicator.direction == "lower"
    ceiling = lower and row.indicator.kind in {"flow", "count"} and base is None
    completed = metrics.completion(actual, target, lower=lower and not ceiling, base=base)
    if completed is None:
        return None
    gathers = row.indicator.kind in {"flow", "count"} or base is not None
    # Light, words and table are about the printed rates: 99.96 % is read as 100.0 %, so it is met, and green.
    completed = round_half_up(completed, RATE_DIGITS)
    plan, paced = row.indicator.target_period, gathers or bool(row.curve)
    expected = round_half_up(_expected(plan, now.period, row.curve), RATE_DIGITS) if paced else HUNDRED
    light = _rule(row, limits).of_points(completed - expected if ceiling else expected - completed)
    return Pace(completed, expected, light, actual, used, ceiling, from_base=base is not None, paced=paced)


def _used(row: Series) -> tuple[Observation, ...]:
    """Return the observations that make up what has been done of the plan; empty where they do not."""
    now, plan = row.current, row.indicator.target_period
    if now is None or now.value is None:
        return ()
    if plan is None:
        return (now,)
    if now.period.last < plan.first or now.period.first > plan.last:
        return ()
    if row.indicator.kind != "flow" or now.period.first <= plan.first:
        return (now,)
    parts = [o for o in row.observations if o.period.kind == now.period.kind and o.period.first >= plan.first]
    parts = [o for o in parts if o.period <= now.period and o.value is not None]
    whole = sum(o.period.months for o in parts) == now.period.last - plan.first + 1
    return tuple(parts) if whole else ()


def _base(row: Series) -> Decimal | None:
    """The value a way is measured from: only a level that had a baseline observation; flows start at nothing."""
    baseline = row.indicator.baseline
    old = row.at(baseline) if baseline and row.indicator.kind in BASED else None
    return old.value if old else None


def is_baseless(row: Series) -> bool:
    """Whether the value, or the year, that a way is measured from may be kept back: no other rate stands in for it."""
    if row.indicator.kind not in BASED:
        return False
    return "baseline" in row.indicator.held or row.indicator.baseline in row.held


def _rule(row: Series, limits: Lights) -> LightRule:
    """Return the limits by which a pace is judged; of what gets its light otherwise, the common ones."""
    rule = limits.rule_of(row.indicator)
    return rule if rule.by == "pace" else LightRule("pace", yellow=limits.yellow, red=limits.red)


def _expected(plan: Period | None, now: Period, curve: tuple[Decimal, ...]) -> Decimal:
    """Return how much of a plan should be reached by now, in per cent; 100 for a plan without a period."""
    if plan is None or now.last >= plan.last:
        return HUNDRED
    return metrics.elapsed(max(0, now.last - plan.first + 1), plan.months, curve)


def light_of(lights: Iterable[Light | None]) -> Light | None:
    """Return the worst of several lights, or None if there are none."""
    order = (Light.RED, Light.YELLOW, Light.GREEN)
    found = set(lights)
    return next((state for state in order if state in found), None)

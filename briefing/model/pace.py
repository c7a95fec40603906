"""Targets: how far one is reached, how far it should be by now (序时进度), and the light that compares both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from briefing.model import metrics
from briefing.model.dataset import Lights
from briefing.model.metrics import HUNDRED, Light
from briefing.model.period import Period
from briefing.model.records import Indicator
from briefing.model.series import Series


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a target is reached and how far it should be by now, in per cent, and the light of that."""

    completed: Decimal
    expected: Decimal
    light: Light

    @property
    def met(self) -> bool:
        return self.completed >= HUNDRED


def pace(row: Series, limits: Lights) -> Pace | None:
    """Hold the current value against the indicator's target; None without a target, or a value of the plan's time.

    What gathers over time (a flow, a count, a way from a base) is held against the elapsed share of the plan; a level
    against the whole target.
    """
    target, now, plan = row.indicator.target, row.current, row.indicator.target_period
    if target is None or now is None or now.value is None or (plan and now.period.last < plan.first):
        return None
    completed = metrics.completion(now.value, target, lower=row.indicator.direction == "lower", base=_base(row))
    if completed is None:
        return None
    gathers = row.indicator.kind in {"flow", "count"} or _base(row) is not None
    expected = _expected(row.indicator, now.period) if gathers else HUNDRED
    yellow, red = Decimal(str(limits.yellow)), Decimal(str(limits.red))
    return Pace(completed, expected, metrics.light(completed, expected, yellow, red))


def _base(row: Series) -> Decimal | None:
    """The value a way is measured from: only a level that had a baseline observation; flows start at nothing."""
    baseline = row.indicator.baseline
    old = row.at(baseline) if baseline and row.indicator.kind in {"level", "rate", "rank"} else None
    return old.value if old else None


def _expected(indicator: Indicator, now: Period) -> Decimal:
    """Return the share of the plan's months that have gone by, in per cent; 100 for a plan without a period."""
    plan = indicator.target_period
    if plan is None or now.last >= plan.last:
        return HUNDRED
    gone = max(0, now.last - plan.first + 1)
    return Decimal(gone) / plan.months * HUNDRED


def light_of(lights: Iterable[Light]) -> Light | None:
    """Return the worst of several lights, or None if there are none."""
    order = (Light.RED, Light.YELLOW, Light.GREEN)
    found = set(lights)
    return next((state for state in order if state in found), None)

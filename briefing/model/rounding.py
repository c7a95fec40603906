"""Rows in, the same with values, targets and investments rounded for an audience out: the exact ones are gone.

What would be worked out from rounded values would be false by what was rounded away (800 and 700 of 843.8 and 681.4
make 14.3 % of 23.8 %), and worked out from the exact ones it would give these away again. So of rounded values there is
no growth rate but a published one, and no completion of targets; what remains are differences of what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from briefing.model.period import Period
from briefing.model.policy import Policy
from briefing.model.records import Indicator, Observation, Project, Qualifier

# 超 and 余 say that it is more, 近 that it is less: rounded the other way they would be false.
_WAYS: Mapping[Qualifier, str] = {"超": ROUND_FLOOR, "余": ROUND_FLOOR, "近": ROUND_CEILING}
INEXACT = frozenset({"growth", "completion"})


def rounded(value: Decimal, digits: int, qualifier: Qualifier = "") -> Decimal:
    """Return a value with at most `digits` decimals; zeros that were not published are not added."""
    step = Decimal(1).scaleb(-digits)
    made = value.quantize(step, rounding=_WAYS.get(qualifier, ROUND_HALF_UP))
    exponent = value.as_tuple().exponent
    if made == value and isinstance(exponent, int) and -exponent <= max(digits, 0):
        return value
    # 8E+2 is written 800.
    return made.quantize(Decimal(1)) if digits < 0 else made


def steps(indicators: Iterable[Indicator], observations: Iterable[Observation], policy: Policy) -> dict[str, int]:
    """Return the decimals of each indicator that a policy's rounding changes a value of."""
    wanted = {i.id: digits for i in indicators if (digits := policy.digits(i.id, i.unit)) is not None}
    return {
        o.indicator: wanted[o.indicator]
        for o in observations
        if o.indicator in wanted and o.value is not None and is_finer(o, wanted[o.indicator])
    }


def is_finer(row: Observation, digits: int) -> bool:
    """Whether an observation has more digits than are handed over."""
    return row.value is not None and rounded(row.value, digits, row.qualifier) != row.value


def coarsened(row: Observation, digits: int) -> Observation:
    """Return an observation as it is handed over; all of an indicator are marked, so that no mark tells them apart."""
    if row.value is None:
        return row
    return replace(row, value=rounded(row.value, digits, row.qualifier), held=row.held | INEXACT)


def limited(indicator: Indicator, policy: Policy) -> Indicator:
    """Return an indicator that is printed with no more decimals than are handed over, whatever is asked for later."""
    digits = policy.digits(indicator.id, indicator.unit)
    if digits is None:
        return indicator
    precision = None if indicator.precision is None else min(indicator.precision, max(digits, 0))
    return replace(indicator, precision=precision, finest=digits)


def aimed(indicator: Indicator, policy: Policy) -> Indicator:
    """Return an indicator with its target as coarse as its values; nothing is held against one that was rounded."""
    digits = policy.digits(indicator.id, indicator.unit)
    if digits is None or indicator.target is None or (made := rounded(indicator.target, digits)) == indicator.target:
        return indicator
    return replace(indicator, target=made, held=indicator.held | {"completion"})


def invested(project: Project, policy: Policy) -> Project:
    """Return a project with its investment as coarse as the policy wants amounts of its unit, or of this project."""
    digits = policy.digits(project.id, project.unit)
    if digits is None or project.investment is None:
        return project
    return replace(project, investment=rounded(project.investment, digits))


def made_ties(before: Sequence[Observation], after: Sequence[Observation]) -> frozenset[tuple[str, Period]]:
    """Return the indicators and periods where rounding made equal what is not: a rank among them would be false."""
    groups: dict[tuple[str, Period, Decimal], set[Decimal]] = {}
    for exact, coarse in zip(before, after, strict=True):
        if exact.value is not None and coarse.value is not None:
            groups.setdefault((coarse.indicator, coarse.period, coarse.value), set()).add(exact.value)
    return frozenset((indicator, period) for (indicator, period, _), values in groups.items() if len(values) > 1)

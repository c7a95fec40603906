"""Targets in the wrong direction, reached before they were set, or set for a time that is over.

By indicator, not by row: indicators are few, so these checks go one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from briefing.model.audit.batch import amount, department_of
from briefing.model.audit.finding import Finding, Severity
from briefing.model.audit.table import Table
from briefing.model.audit.words import whole_of
from briefing.model.records import Indicator, Observation

_Told = tuple[Severity, str, str, tuple[Observation, ...]]


def check(table: Table) -> Iterator[Finding]:
    for indicator in table.dataset.indicators:
        if indicator.target is None:
            continue
        for rule in _RULES:
            told = rule(table, indicator)
            if told is not None:
                yield _finding(table, indicator, told)
                break


def _finding(table: Table, indicator: Indicator, told: _Told) -> Finding:
    severity, message, hint, rows = told
    return Finding(
        "target",
        severity,
        f"{indicator.name}{message}",
        hint,
        indicator.id,
        table.dataset.default_entity,
        indicator.target_period,
        department_of(indicator, table.dataset),
        (indicator.origin, *(row.origin for row in rows)),
        column="target",
        value=_target(indicator),
    )


def _target(indicator: Indicator) -> str:
    return f"{indicator.target:f}{indicator.unit}"


def _too_early(table: Table, indicator: Indicator) -> _Told | None:
    baseline, period = indicator.baseline, indicator.target_period
    if baseline is None or period is None or period.last > baseline.last:
        return None
    message = f"的目标期间（{period.label}）不在基期（{baseline.label}）之后。"
    return "error", message, "请核对 target_period 和 baseline。", ()


def _impossible(table: Table, indicator: Indicator) -> _Told | None:
    assert indicator.target is not None
    if indicator.kind == "rank" and (indicator.target < 1 or indicator.target % 1 != 0):
        return "error", f"的目标是{_target(indicator)}，不是名次。", "名次是从1起的整数。请核对。", ()
    whole = whole_of(indicator)
    if whole is not None and not 0 <= indicator.target <= Decimal(int(whole)):
        return "doubt", f"的目标是{_target(indicator)}，不在0和{whole:g}{indicator.unit}之间。", "请核对小数点。", ()
    return None


def _backwards(table: Table, indicator: Indicator) -> _Told | None:
    """A target that is worse than the base is one in the wrong direction, or the direction is.

    Where only the year before can serve as the base, the target must be worse by as much as a jump: a somewhat lower
    one is what prudent people set.
    """
    base = _base(table, indicator)
    if base is None or base.value is None or not _is_worse(indicator, base.value):
        return None
    if indicator.baseline is None and not _is_far(table, indicator, base.value):
        return None
    way = "越低越好" if indicator.direction == "lower" else "越高越好"
    message = f"{way}，目标{_target(indicator)}却比{base.period.label}的{amount(base, indicator)}还差。"
    hint = "请核对目标和方向（direction）；本来就定得低的，在 rules.confirmed 里注明。"
    return "doubt", message, hint, (base,)


def _base(table: Table, indicator: Indicator) -> Observation | None:
    """Return the value at the base period; without one that of the same length of time before the target's."""
    series = table.dataset.series(indicator.id, table.dataset.default_entity)
    if indicator.baseline is not None:
        return next((row for row in series if row.period == indicator.baseline), None)
    if indicator.target_period is None or indicator.kind not in ("flow", "count"):
        return None
    ago = indicator.target_period.year_ago()
    return next((row for row in series if row.period == ago), None)


def _is_worse(indicator: Indicator, base: Decimal) -> bool:
    assert indicator.target is not None
    if indicator.direction == "neutral":
        return False
    return indicator.target > base if indicator.direction == "lower" else indicator.target < base


def _is_far(table: Table, indicator: Indicator, base: Decimal) -> bool:
    assert indicator.target is not None
    return abs(indicator.target - base) * 100 > table.dataset.rules.jump_of(indicator.id) * abs(base)


def _met_before(table: Table, indicator: Indicator) -> _Told | None:
    """What stands at the target or beyond when its period begins was no target; of what starts anew nobody can say."""
    period = indicator.target_period
    if period is None or indicator.direction == "neutral" or indicator.kind in ("flow", "count"):
        return None
    series = table.dataset.series(indicator.id, table.dataset.default_entity)
    before = [row for row in series if row.period.last < period.first and row.value is not None]
    if not before or before[-1].value is None or not _is_met(indicator, before[-1].value):
        return None
    last = before[-1]
    message = (
        f"的目标（{period.label}{_target(indicator)}）在{last.period.label}就已经达到：{amount(last, indicator)}。"
    )
    return "doubt", message, "请核对目标；目标是守住现有水平的，在 rules.confirmed 里注明。", (last,)


def _is_met(indicator: Indicator, value: Decimal) -> bool:
    assert indicator.target is not None
    return value <= indicator.target if indicator.direction == "lower" else value >= indicator.target


_RULES: tuple[Callable[[Table, Indicator], _Told | None], ...] = (_too_early, _impossible, _backwards, _met_before)

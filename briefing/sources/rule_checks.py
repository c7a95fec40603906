"""A data set and where its description stands in; curves that do not fit the plans of their indicators, as problems."""

from __future__ import annotations

from collections.abc import Callable

from briefing.errors import Problems
from briefing.model.dataset import Dataset
from briefing.model.notation import LENGTHS

Where = Callable[[tuple[str | int, ...]], str]


def check_rules(dataset: Dataset, where: Where, problems: Problems) -> None:
    """Report curves that do not fit the plan of their indicator."""
    for name in dataset.rules.curves:
        if dataset.has_indicator(name):
            _check_curve(dataset, name, where(("rules", "curves")), problems)


def _check_curve(dataset: Dataset, name: str, at: str, problems: Problems) -> None:
    """A curve has a point for each month, quarter, half or year of its plan."""
    plan, points = dataset.indicator(name).target_period, len(dataset.rules.curves[name])
    if plan is None:
        problems.add(at, f"指标 {name} 没有目标期间，用不上序时曲线。", "请在指标表填 target_period（目标期间）。")
        return
    fitting = [plan.months // size for size in LENGTHS.values() if plan.months % size == 0 and plan.months > size]
    if points not in fitting:
        wanted = "、".join(map(str, fitting)) or "不止一个月的计划才有曲线"
        message = f"指标 {name} 的序时曲线有 {points} 个数，与计划期间 {plan.label} 对不上。"
        problems.add(at, message, f"可以写的个数：{wanted}（每月、每季、每半年或每年一个）。")

"""A data set and where its description stands in; what its curves and lights name in vain becomes a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefing.errors import Problems, suggest
from briefing.model.dataset import Dataset
from briefing.model.notation import LENGTHS
from briefing.sources.text import shown

Where = Callable[[tuple[str | int, ...]], str]


def check_rules(dataset: Dataset, where: Where, problems: Problems) -> None:
    """Report names that no table has, and curves that do not fit the plan of their indicator."""
    indicators, entities = [i.id for i in dataset.indicators], [e.id for e in dataset.entities]
    if not indicators:
        # That there are none is told already; every name would be a problem that follows from it.
        return
    for place, rule in enumerate(dataset.lights.rules):
        at = where(("lights", "rules", place))
        _check_names(rule.indicators, indicators, "指标", at, problems)
        _check_names(rule.themes, [theme.id for theme in dataset.themes], "专题", at, problems)
    at = where(("rules", "curves"))
    _check_names(dataset.rules.curves, indicators, "指标", at, problems)
    for name in dataset.rules.curves:
        if dataset.has_indicator(name):
            _check_curve(dataset, name, at, problems)
    if dataset.rules.mean:
        _check_names((dataset.rules.mean,), entities, "单位", where(("rules", "mean")), problems)


def _check_names(names: Iterable[str], known: list[str], kind: str, at: str, problems: Problems) -> None:
    for name in names:
        if name not in known:
            problems.add(at, f"没有这个{kind}：“{shown(name)}”。", suggest(name, known) or f"请写{kind}的编号。")


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

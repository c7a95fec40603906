"""The formula and terms that a trace tells in; whether they make the figure that they explain out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from briefing.build.figure_ids import named
from briefing.build.formulas import formula
from briefing.build.terms import Terms, terms
from briefing.model.dataset import Dataset
from briefing.model.figure import Figure
from briefing.model.figure import round_half_up as rounded

Told = Mapping[str, Decimal]
HUNDRED = Decimal(100)
_SCALES = tuple(Decimal(10) ** power for power in (0, 3, 4, 6, 8, 9))
# 取, 计, 填: what is read or counted, and not worked out of other values.
READ = {
    "value", "target", "count", "progress", "overdue", "days", "up", "down", "level", "compared", "early",
    "project/progress", "project/investment", "project/overdue", "project/behind", "project/left",
}  # fmt: skip


def number(words: str) -> Decimal:
    found = re.search(r"[-−]?\d+(?:\.\d+)?", words)
    assert found, words
    return Decimal(found[0].replace("−", "-"))


def starting(told: Terms, *names: str) -> list[Decimal]:
    """Return the number of the one term whose name starts so, for each name."""
    found = [[value for name, value in told if name.startswith(start)] for start in names]
    assert all(len(values) == 1 for values in found), (told, names)
    return [number(values[0]) for values in found]


def _growth(told: Terms, said: str) -> Decimal:
    if said.startswith("公布"):
        return starting(told, "公布")[0]
    now, before = starting(told, "本期", "基期")
    return (now / before - 1) * HUNDRED


def _cagr(told: Terms, said: str) -> Decimal:
    now, before, years = starting(told, "本期", "基期", "年数")
    return ((now / before) ** (1 / years) - 1) * HUNDRED


def _difference(told: Terms, said: str) -> Decimal:
    now, before = starting(told, "本期", "基期")
    return before - now if "位次" in said else now - before


def _share(told: Terms, said: str) -> Decimal:
    if said.startswith("百分点"):
        now, before = starting(told, "本期占比", "上年同期占比")
        return now - before
    (mine,) = starting(told, "本项")
    return mine / sum(number(value) for name, value in told if name.startswith(("整体", "各项"))) * HUNDRED


def _contribution(told: Terms, said: str) -> Decimal:
    if "不变价" in said:
        rate, part, whole = starting(told, "本项增长率", "本项基期", "整体基期")
        return rate * part / whole
    now, before, whole = starting(told, "本项本期", "本项基期", "整体基期")
    return (now - before) / whole * HUNDRED


def _contribution_rate(told: Terms, said: str) -> Decimal:
    if "不变价" in said:
        return _contribution(told, said) / starting(told, "整体增长率")[0] * HUNDRED
    now, before, whole, base = starting(told, "本项本期", "本项基期", "整体本期", "整体基期")
    return (now - before) / (whole - base) * HUNDRED


def _completion(told: Terms, said: str) -> Decimal:
    actual, goal = starting(told, "实际", "目标")
    if "基期" in said:
        (base,) = starting(told, "基期")
        return rounded((actual - base) / (goal - base) * HUNDRED, 1)
    return rounded((goal / actual if "目标 ÷ 实际" in said else actual / goal) * HUNDRED, 1)


def _behind(told: Terms, said: str) -> Decimal:
    pace, done = starting(told, "序时进度", "完成率")
    return done - pace if "= 完成率" in said else pace - done


def _pace(told: Terms, said: str) -> Decimal:
    if "100%" in said:
        return HUNDRED
    gone, months = starting(told, "已过", "计划")
    return rounded(gone / months * HUNDRED, 1)


def _passed(told: Terms, said: str) -> Decimal:
    now, before = starting(told, "本期", "基期")
    made = Decimal(int(now.scaleb(-now.adjusted()))).scaleb(now.adjusted())
    assert before <= made < now
    return made


def _rank(told: Terms, said: str) -> Decimal:
    return starting(told, "公布")[0] if "公布" in said else starting(told, "排在前面")[0] + 1


def _subtracted(told: Terms, said: str) -> Decimal:
    (_, mine), (_, other) = told
    return number(mine) - number(other)


def _run(told: Terms, said: str) -> Decimal:
    signs = {number(value) > 0 for _, value in told}
    assert len(signs) == 1
    return Decimal(len(told))


def _firsts(told: Terms, said: str) -> Decimal:
    assert {value for _, value in told} == {"第1位"}
    return Decimal(len(told))


WORKED: Mapping[str, Callable[[Terms, str], Decimal]] = {
    "growth": _growth,
    "cagr": _cagr,
    "change": _difference,
    "points": _difference,
    "rank_change": _difference,
    "rank": _rank,
    "share": _share,
    "total": lambda told, said: sum((number(value) for _, value in told), Decimal(0)),
    "contribution": _contribution,
    "contribution_rate": _contribution_rate,
    "against_mean": _subtracted,
    "growth_step": _subtracted,
    "run": _run,
    "firsts": _firsts,
    "passed": _passed,
    "over": lambda told, said: starting(told, "完成率")[0] - HUNDRED,
    "completion": _completion,
    "behind": _behind,
    "pace": _pace,
    "gap": lambda told, said: abs(starting(told, "实际")[0] - starting(told, "目标")[0]),
    "achieved": lambda told, said: sum((number(value) for _, value in told), Decimal(0)),
}


def untrue(figure: Figure, dataset: Dataset) -> Sequence[str]:
    """Return what is wrong with how a figure is explained; nothing where formula and terms make its exact value."""
    said = formula(figure.id, figure.metric, figure.raw, figure.adjusted, dataset)
    told = terms(figure.id, figure.metric, figure.raw, dataset)
    kind = named(figure.id).kind if named(figure.id).kind in {*WORKED, *READ} else figure.metric
    if not said:
        return [f"{figure.id}: no formula"]
    if kind in READ or figure.id.endswith("|rest"):
        return []
    made = WORKED[kind](told, said)
    near = Decimal("1e-18") * max(abs(made), Decimal(1))
    if any(abs(made - figure.raw * scale) <= near * scale for scale in _SCALES):
        return []
    return [f"{figure.id}: {figure.raw} is not {said} of {told}"]

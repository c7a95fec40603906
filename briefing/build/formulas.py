"""A figure's id, metric and data set in; how it came about out, in words. What went in is told by `terms`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from briefing.build.looked_up import Case, case_of
from briefing.model.dataset import Dataset
from briefing.model.figure import Metric
from briefing.model.period import Period

PUBLISHED = "公布的增长率，原样引用"
_ADJUSTED = "；为使分项加起来等于合计，按最大余数法取舍，与四舍五入的相差一个末位"
_REST = "其他 = 总的变化 − 各分项的变化；按印出来的数相减，瀑布图才首尾相接"
_COUNTED = "数出来的行数"


def formula(id_: str, metric: Metric, raw: Decimal, adjusted: bool, dataset: Dataset | None) -> str:
    """Say in words how a figure came about."""
    if id_.endswith("|rest"):
        return _REST
    case = case_of(id_, metric, raw, dataset)
    words = _KINDS.get(case.parts.kind) or _KINDS.get(metric) or _COUNTED
    return (words if isinstance(words, str) else words(case)) + (_ADJUSTED if adjusted else "")


def _base(case: Case) -> tuple[str, str, str]:
    """Return what a comparison is called, and both of its sides: `同比`, `本期`, `上年同期`."""
    base, now = case.parts.base, case.parts.period
    if base is None or now is None:
        return "", "本期", "基期"
    if base == now.year_ago():
        return ("比上年", "本期", "上年") if now.is_whole_years else ("同比", "本期", "上年同期")
    if base == now.previous():
        return "环比", "本期", "上期"
    return f"比{base.label}", "本期", "基期"


def _growth(case: Case) -> str:
    if case.is_published or case.parts.base is None:
        return PUBLISHED
    name, now, before = _base(case)
    return f"{name}{'增长' if name.startswith('比') else ''} = {now} ÷ {before} − 1"


def _difference(words: str, plain: str) -> Callable[[Case], str]:
    def said(case: Case) -> str:
        name, now, before = _base(case)
        return f"{name} = {words.format(now, before)}" if name else plain

    return said


def _cagr(case: Case) -> str:
    return f"年均增长 = （本期 ÷ {_base(case)[2]}）的年数次方根 − 1"


def _share(case: Case) -> str:
    if case.parts.step is not None:
        return "百分点 = 本期的占比 − 上年同期的占比，两者都取一位小数后相减"
    if case.parts.whole:
        return f"占比 = 本项 ÷ 整体{_called(case)}，按准确值算"
    return f"占比 = 本项 ÷ 各项之和（{'、'.join(case.parts.extra.split('+'))}），按准确值算"


def _called(case: Case) -> str:
    return f"（{case.whole.title}）" if case.whole else ""


def _contribution(case: Case) -> str:
    if case.by_rates:
        return f"拉动 = 本项公布的增长率（不变价）× 本项基期 ÷ 整体{_called(case)}基期"
    return f"拉动 =（本项本期 − 本项基期）÷ 整体{_called(case)}基期"


def _contribution_rate(case: Case) -> str:
    if case.by_rates:
        return f"贡献率 = 本项公布的增长率（不变价）× 本项基期 ÷ 整体{_called(case)}基期 ÷ 整体的增长率"
    return f"贡献率 =（本项本期 − 本项基期）÷（整体{_called(case)}本期 − 整体基期）"


def _against_mean(case: Case) -> str:
    other = case.whole.entity.name if case.whole else "对方"
    rate = "率" if case.row and case.row.is_rate else "增速"
    return f"差距 = 本项的{rate} − {other}的{rate}，两者都按印出来的数相减"


def _rank(case: Case) -> str:
    if case.now is None:
        return "位次：数据里公布的；没有公布的，由同期各地区的数排出，并列的同位"
    return "数据里公布的位次" if case.now.rank == case.raw else "位次：由同期各地区的数排出，并列的同位"


def _completion(case: Case) -> str:
    state = case.state
    if state is None or case.row is None:
        return "完成率 = 实际 ÷ 目标（有基期的，是已走的路程 ÷ 全程；越低越好的，是目标 ÷ 实际），取一位小数"
    if state.from_base:
        return "完成率 = 已走的路程 ÷ 全程 =（实际 − 基期）÷（目标 − 基期），取一位小数"
    lower = case.row.indicator.direction == "lower" and not state.ceiling
    return f"完成率 = {'目标 ÷ 实际' if lower else '实际 ÷ 目标'}，取一位小数"


def _behind(case: Case) -> str:
    sides = "完成率 − 序时进度" if case.state and case.state.ceiling else "序时进度 − 完成率"
    return f"与序时进度的差距 = {sides}，两者都取一位小数后相减，与灯一致"


def _pace(case: Case) -> str:
    if case.row is None:
        return "序时进度 = 已过的月数 ÷ 计划的月数"
    if whole_plan(case):
        return "序时进度：计划期已到，或不随时间累计的，按全部目标（100%）看"
    if case.row.curve:
        return "序时进度：按数据集里写的进度曲线，取一位小数"
    return "序时进度 = 已过的月数 ÷ 计划的月数，取一位小数"


def whole_plan(case: Case) -> bool:
    """Whether a row is held against its whole target, since the plan's time is over or it does not gather over time."""
    row, state = case.row, case.state
    if row is None or state is None:
        return True
    plan: Period | None = row.indicator.target_period
    gathers = row.indicator.kind in {"flow", "count"} or state.from_base or row.curve
    return not gathers or plan is None or row.current is None or row.current.period.last >= plan.last


def _achieved(case: Case) -> str:
    if case.state and len(case.state.sources) == 1:
        return "实际完成 = 数据里从计划期开始累计的数"
    return "实际完成 = 计划期内各期相加"


_KINDS: Mapping[str, str | Callable[[Case], str]] = {
    "value": "数据里的原数，按定好的位数四舍五入",
    "target": "指标表里的目标值",
    "growth": _growth,
    "cagr": _cagr,
    "change": _difference("{} − {}", "增减 = 本期 − 基期，按准确值相减"),
    "points": _difference("{}的率 − {}的率", "百分点 = 本期的率 − 基期的率，按准确值相减"),
    "rank": _rank,
    "rank_change": _difference("{1}位次 − {0}位次", "位次变化 = 基期位次 − 本期位次"),
    "share": _share,
    "total": "合计 = 各项相加，按准确值加",
    "contribution": _contribution,
    "contribution_rate": _contribution_rate,
    "against_mean": _against_mean,
    "growth_step": "百分点 = 本期的增速 − 上期的增速，两者都按印出来的数相减",
    "run": "从本期往前一期一期地数，数到增速不再同向（或没有数）为止",
    "firsts": "从本期往前一期一期地数，数到不是第1位（或没有位次）为止",
    "passed": "本期超过、基期没有超过的整数关口：本期数只留第一位数字",
    "early": "提前 = 计划期末 − 最早达到目标且此后一直达到的那一期；满整年的说年，不满的说月",
    "over": "超额 = 完成率 − 100%，完成率取一位小数",
    "completion": _completion,
    "behind": _behind,
    "pace": _pace,
    "achieved": _achieved,
    "gap": "差距 = 实际与目标相差多少，不带正负号",
    "days": "节点表里的用时",
    "count": _COUNTED,
    "up": "数出来的指标数：与基期相比上升的（按印出来的变化判断）",
    "down": "数出来的指标数：与基期相比下降的（按印出来的变化判断）",
    "level": "数出来的指标数：与基期持平的（按印出来的变化判断）",
    "compared": "数出来的指标数：能与基期相比的",
    "progress": "项目表里填的进度",
    "overdue": "天数 = 数据截至日期与计划日期之间的天数",
    "project/investment": "项目表里填的投资额",
    "project/behind": "差距 = 序时进度（已过的天数 ÷ 从开工到计划完成的天数）− 项目表里填的进度，按印出来的相减",
}

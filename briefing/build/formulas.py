"""A figure's id, metric and data set in; how it came about out, in words, with the values that it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from briefing.model.dataset import Dataset
from briefing.model.figure import Metric
from briefing.model.period import Period
from briefing.model.records import Observation

Terms = tuple[tuple[str, str], ...]
"""What went in: 本期 2019年 → 843.8亿元."""
PUBLISHED = "公布的增长率，原样引用"
_ADJUSTED = "；为使分项加起来等于合计，按最大余数法取舍，与四舍五入的相差一个末位"


@dataclass(frozen=True, slots=True)
class Named:
    """The parts of a figure's id: `industrial_output/jiangbei/2019/growth:2017`; `extra` stands behind a colon."""

    indicator: str = ""
    entity: str = ""
    period: Period | None = None
    kind: str = ""
    extra: str = ""


def named(id_: str) -> Named:
    """Take an id apart; one that is not of a value of the data has no parts."""
    head, _, kind = id_.partition("|")[0].rpartition("/")
    if "/share:" in id_:
        head, _, kind = id_.partition("/share:")
        kind = f"share:{kind}"
    owner, _, code = head.rpartition("/")
    indicator, _, entity = owner.partition("/")
    kind, _, extra = kind.partition(":")
    try:
        return Named(indicator, entity, Period.parse(code), kind, extra)
    except ValueError:
        return Named(kind=kind)


def formula(id_: str, metric: Metric, raw: Decimal, adjusted: bool, dataset: Dataset | None) -> str:
    """Say in words how a figure came about."""
    parts = named(id_)
    words = _KINDS.get(parts.kind)
    said = words(parts) if words else _compared(parts, metric, raw, dataset) or _PLAIN.get(metric, "")
    if id_.endswith("|rest"):
        return "其他 = 总的变化 − 各分项的变化；按印出来的数相减，瀑布图才首尾相接"
    return said + (_ADJUSTED if adjusted else "")


def _share(parts: Named) -> str:
    return f"占比 = 本项 ÷ 各项之和（{'、'.join(parts.extra.split('+'))}），按准确值算"


_KINDS: Mapping[str, Callable[[Named], str]] = {
    "share": _share,
    "total": lambda _: "合计 = 各项相加，按准确值加",
    "pace": lambda _: "序时进度 = 已过的月数 ÷ 计划的月数",
}
_PLAIN: Mapping[Metric, str] = {
    "value": "数据里的原数，按定好的位数四舍五入",
    "target": "指标表里的目标值",
    "growth": PUBLISHED,
    "cagr": "年均增长 =（末期 ÷ 基期）的年数次方根 − 1",
    "change": "增减 = 本期 − 基期，按准确值相减",
    "points": "百分点 = 本期的率 − 基期的率，按准确值相减",
    "rank": "位次：数据里公布的；没有公布的，由同期各地区的数排出，并列的同位",
    "rank_change": "位次变化 = 基期位次 − 本期位次",
    "completion": "完成率 = 实际 ÷ 目标（有基期的，是已走的路程 ÷ 全程；越低越好的，是目标 ÷ 实际）",
    "behind": "与序时进度的差距 = 序时进度 − 完成率，两者都取一位小数后相减，与灯一致",
    "achieved": "实际完成 = 计划期内各月相加",
    "gap": "差距 = 实际与目标相差多少，不带正负号",
    "days": "节点表里的用时",
    "count": "数出来的行数",
    "progress": "项目表里填的进度",
    "overdue": "天数 = 数据截至日期与计划日期之间的天数",
}
_AGAINST: Mapping[Metric, str] = {
    "growth": "本期 ÷ {} − 1", "change": "本期 − {}", "points": "本期的率 − {}的率", "rank_change": "{}位次 − 本期位次",
    "cagr": "（本期 ÷ {}）的年数次方根 − 1",
}  # fmt: skip


def _compared(parts: Named, metric: Metric, raw: Decimal, dataset: Dataset | None) -> str:
    """Say what is compared with what: `同比 = 本期 ÷ 上年同期 − 1`; of a published rate, that it is one."""
    words = _AGAINST.get(metric)
    if not parts.extra or parts.period is None or words is None:
        return ""
    base, now = Period.parse(parts.extra), parts.period
    seen = _at(dataset, parts, now)
    if metric == "growth" and base == now.year_ago() and seen and seen.growth is not None and seen.growth == raw:
        return _PLAIN["growth"]
    name, against = f"比{base.label}", "基期"
    if base == now.year_ago():
        name, against = ("比上年", "上年") if now.is_whole_years else ("同比", "上年同期")
    elif base == now.previous():
        name, against = "环比", "上期"
    if metric == "cagr":
        name = "年均增长"
    elif metric == "growth" and name.startswith("比"):
        name += "增长"
    return f"{name} = {words.format(against)}"


def terms(id_: str, metric: Metric, dataset: Dataset | None) -> Terms:
    """Return the values that a figure was made of, as the data have them now."""
    return tuple(_terms(named(id_), metric, dataset)) if dataset else ()


def _terms(parts: Named, metric: Metric, dataset: Dataset) -> Iterator[tuple[str, str]]:
    if parts.period is None or not dataset.has_indicator(parts.indicator):
        return
    now = _at(dataset, parts, parts.period)
    if parts.extra and metric in _AGAINST:
        yield f"本期 {parts.period.label}", _value(dataset, now)
        base = Period.parse(parts.extra)
        yield f"基期 {base.label}", _value(dataset, _at(dataset, parts, base))
    elif metric in {"completion", "behind", "gap"}:
        goal, unit = dataset.indicator(parts.indicator).target, dataset.indicator(parts.indicator).unit
        yield f"实际 {parts.period.label}", _value(dataset, now)
        yield "目标", f"{goal}{unit}" if goal is not None else "—"
    elif parts.kind == "share":
        yield f"本项 {parts.period.label}", _value(dataset, now)


def _at(dataset: Dataset | None, parts: Named, period: Period) -> Observation | None:
    rows = dataset.series(parts.indicator, parts.entity) if dataset else ()
    return next((row for row in rows if row.period == period), None)


def _value(dataset: Dataset, row: Observation | None) -> str:
    if row is None or row.value is None:
        return "—"
    return f"{row.qualifier}{row.value}{dataset.indicator(row.indicator).unit}"

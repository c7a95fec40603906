"""Figures in, the Chinese phrases of a whole sentence out: value, share, contribution, mean, rank."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.figure import Figure
from briefing.model.period import Period
from briefing.model.series import Series
from briefing.model.wording.chinese.values import rank_scope, rank_subject
from briefing.model.wording.chinese.words import in_words
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.tongue import Course

_AGO = {"month": "上月", "cumulative": "上月", "quarter": "上季度", "year": "上年"}
_COURSES = {"": "", "growth": "增速", "decline": "降幅"}
_CLASHING = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%％"


def named(row: Series, subject: str, when: str) -> str:
    """Name a row as a sentence begins with it: `1—10月，全区固定资产投资`; 全区生产总值 has its subject."""
    return f"{_opening(when)}{'' if row.name.startswith(subject) else subject}{row.name}"


def statement(row: Series, figure: Figure, subject: str, when: str) -> Phrase:
    """Open a sentence with period, subject and value: `1—10月，全区固定资产投资256.8亿元`."""
    verb = "为" if figure.rounded < 0 or row.indicator.direction == "lower" or row.name[-1:] in _CLASHING else ""
    return f"{named(row, subject, when)}{verb}", figure


def ranked_statement(row: Series, figure: Figure, when: str) -> Phrase:
    """Open a sentence about a rank: `2018年，研发占比居全省第6位`."""
    return f"{_opening(when)}{rank_subject(row.name)}", figure


def _opening(when: str) -> str:
    return f"{when}，" if when else ""


def since(old: Period, new: Period, reporting: Period) -> str:
    """Name an earlier period as seen from a later one: 上月, 上季度, 上年, 上年同期, else in full.

    A value that is not of the report's time names it in full, as `base_words` does: 上年 would be taken for another.
    """
    if old == new.year_ago() and new.year == reporting.year and new.kind != "span":
        return "上年" if new.is_whole_years else "上年同期"
    if old == new.previous() and old.kind == new.kind and new.kind in _AGO and new.last == reporting.last:
        return _AGO[new.kind]
    return old.short_label if old.year == reporting.year and old.kind not in {"year", "span"} else old.label


def part_of_year(period: Period, *, quarterly: bool) -> str:
    """Name the months since January of what is reported by quarters as one does: 前三季度."""
    if quarterly and period.kind == "cumulative" and period.month == 9:
        return "前三季度"
    return period.short_label


def contribution(points: Figure, rate: Figure | None, whole: str) -> Phrase:
    """Say what a part gave its whole: `拉动全区增长1.2个百分点，贡献率23.4%`, `下拉全区增速0.3个百分点`."""
    if points.rounded == 0:
        return (f"对{whole}增长基本没有影响",)
    if points.rounded < 0:
        return f"下拉{whole}增速", points
    rated: Phrase = ("，贡献率", rate) if rate is not None and rate.rounded > 0 else ()
    return f"拉动{whole}增长", points, *rated


def share(portion: Figure, whole: str) -> Phrase:
    """Say what part of a whole it is: `占全区的31.5%`."""
    return f"占{whole}的", portion


def share_moved(step: Figure, words: str) -> Phrase:
    """Say how a share moved: `比上年提高0.8个百分点`, `与上年持平`."""
    if step.rounded == 0:
        return (f"与{words}持平",)
    return f"比{words}{'提高' if step.rounded > 0 else '下降'}", step


def mean_of(name: str) -> str:
    """Name the mean of an entity: 全市平均水平."""
    return f"{name.removesuffix('水平').removesuffix('平均')}平均水平"


def against(gap: Figure, other: str, course: Course = "") -> Phrase:
    """Hold a rate against another one: `高于全市平均水平2.3个百分点`, `降幅高于…`, `与全市平均水平持平`."""
    name = _COURSES[course]
    if gap.rounded == 0:
        return (f"{name}与{other}持平",)
    above = gap.rounded > 0 if course != "decline" else gap.rounded < 0
    return f"{name}{'高于' if above else '低于'}{other}", gap


def scope_of(name: str) -> str:
    """Return among whom the name of a rank counts: 全市 of 满意度全市位次."""
    return rank_scope(name)


def ranking(rank: Figure, scope: str, *, tied: bool) -> Phrase:
    """Say a rank: `居全市第1位`, of several who share it `并列全市第2位`."""
    return f"{'并列' if tied else '居'}{scope}", rank


def rank_moved(places: Figure, words: str) -> Phrase:
    """Say by how many places a rank moved: `较上月提升2位`, `与上月持平`."""
    if places.rounded == 0:
        return (f"位次与{words}持平",)
    return f"较{words}{'提升' if places.rounded > 0 else '下降'}", places


def ups_and_downs(total: Figure, moves: Sequence[Figure], *, every: bool) -> Phrase:
    """Say how many rose, fell and stayed: `五项指标三升两降`, `三项指标全部上升`.

    `moves` counts them in this order. Where not `every` row could be compared, those that could are meant.
    """
    lead: Phrase = ("" if every else "可比的", in_words(total), "指标")
    found = [(figure, word) for figure, word in zip(moves, "升降平", strict=True) if figure.rounded]
    if len(found) == 1:
        return *lead, "全部" if total.rounded > 1 else "", {"升": "上升", "降": "下降", "平": "持平"}[found[0][1]]
    return *lead, *(part for figure, word in found for part in (in_words(figure), word))

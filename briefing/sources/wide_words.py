"""One heading of a wide table in; the period, the measure or the unit that it names out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from briefing.model.period import Period
from briefing.sources.tables import Raw
from briefing.sources.text import plain, tidy
from briefing.sources.units import is_known

Kind = Literal["value", "growth", "rank", ""]
Span = Literal["", "month", "quarter", "cumulative", "year"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column holds: the value, its growth or its rank; empty where nothing is made of it, such as 环比.

    `span` is which part of the period that is at hand: its month (本月), what is cumulative (累计), or the year so far
    (本年); empty where it is the period itself. `ago` is whether it is of the same time a year before.
    """

    kind: Kind = "value"
    span: Span = ""
    ago: bool = False

    def under(self, above: Measure | None) -> Measure | None:
        """Return what this heading says under another: 同比 under 累计; None where the two contradict one another."""
        if above is None:
            return self
        spans = {each for each in (self.span, above.span) if each}
        spans -= {"year"} if len(spans) > 1 else set()
        if len(spans) > 1:
            return None
        kinds = (self.kind, above.kind)
        kind: Kind = next((each for each in _BY_WEIGHT if each in kinds), "value")
        return Measure(kind, next(iter(spans), ""), self.ago or above.ago)


_BY_WEIGHT: tuple[Kind, ...] = ("", "rank", "growth")
"""Of two headings the one that says what a column holds: 位次 over 增速 is the rank."""
VALUE = Measure()
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        ("数值", "值", "数", "绝对量", "绝对值", "绝对数", "绝对额", "总量", "总额", "实绩", "指标值", "数量"), "value"
    ),
    **dict.fromkeys(
        ("完成", "完成数", "完成值", "完成额", "实际", "实际值", "实际完成", "金额", "现价", "数据"), "value"
    ),
    **dict.fromkeys(("同比", "同比增长", "同比增速", "同比增减", "同比±", "增速", "增长率", "增幅"), "growth"),
    **dict.fromkeys(("同比增幅", "增长", "增长速度", "比上年增长", "比上年同期增长", "比去年同期增长"), "growth"),
    **dict.fromkeys(("比上年±", "比上年±%", "比上年同期±%", "比去年同期±%", "±", "±%", "+-", "growth"), "growth"),
    **dict.fromkeys(("同期增长", "同比增减率", "增减率", "增减幅度"), "growth"),
    **dict.fromkeys(("比上年同期", "比去年同期", "较上年同期"), "growth"),
    **dict.fromkeys(("位次", "排名", "名次", "全市位次", "全市排名", "全省位次", "rank"), "rank"),
    **dict.fromkeys(("环比", "环比增长", "环比增速", "增减", "增减额", "增减量", "比上年增减", "同比增减额"), ""),
    **dict.fromkeys(("完成率", "进度", "完成进度", "占比", "比重", "目标", "目标值", "年度目标", "全年目标"), ""),
}
_SPANS: dict[str, tuple[Span, bool]] = {
    **dict.fromkeys(("本期", "当期"), ("", False)),
    **dict.fromkeys(("本月", "当月"), ("month", False)),
    **dict.fromkeys(("本季", "本季度", "当季", "当季度"), ("quarter", False)),
    **dict.fromkeys(("累计", "本年累计", "今年累计", "本月止累计", "自年初累计", "年初累计"), ("cumulative", False)),
    **dict.fromkeys(("年初至今", "1至本月", "1-本月", "1—本月"), ("cumulative", False)),
    **dict.fromkeys(("1-本月累计", "1—本月累计", "1至本月累计"), ("cumulative", False)),
    **dict.fromkeys(("本年", "今年"), ("year", False)),
    **dict.fromkeys(("上年同期", "去年同期", "上年", "去年"), ("", True)),
    **dict.fromkeys(("上年同月", "去年同月"), ("month", True)),
}
"""What part of a period the beginning of a heading names, and whether a year before; longer words first."""
_SPANS = dict(sorted(_SPANS.items(), key=lambda each: -len(each[0])))
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_SIGNS = re.compile(r"[%±:、,]+$")
_ENDS = re.compile(r"(?:末|底|止|份|数)$")
_PERIOD = re.compile(
    r"\d{4}年?(?:\d{1,2}月?(?:—|－|–|-|~|～|至|到)\d{1,2}月|\d{1,2}月|[上下]半年|第?[一二三四1-4]季度|前[二三]季度|全年)?"
)
_TOTAL = re.compile(r"(.{0,12}?)(?:合计|小计|总计|共计)(?:数|:)?")
_WHOLE = re.compile(r"(?:[全各本]\w{1,2}|地区|区域|以上|各项|分项)?")
_MERE_YEAR = re.compile(r"\d{4}(?:年度?)?")
_DATE = re.compile(r"\d{4}(?:年\d{1,2}月\d{1,2}[日号]|([-./])\d{1,2}\1\d{1,2})|\d{1,2}月\d{1,2}[日号]")
_WITHIN = re.compile(
    r"(?<![\d年])(?:\d{1,2}月?(?:—|－|–|-|~|～|至|到)\d{1,2}月|\d{1,2}月|[上下]半年|第?[一二三四1-4]季度|前[二三]季度)"
)
_NOTES = ("注:", "注", "备注", "说明")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def written(raw: Raw) -> str:
    """Return a heading as text; a number or a date as it would be typed, what cannot be read as nothing."""
    if isinstance(raw, str):
        return tidy(raw)
    if isinstance(raw, date):
        return f"{raw.year}年{raw.month}月"
    if not isinstance(raw, Decimal):
        return ""
    # 2020.10 typed as a number is 2020.1: which month was meant is anybody's guess.
    return format(raw, "f") if raw == raw.to_integral_value() else f"数字 {raw}"


def period(text: str, year: int | None) -> Period | None:
    """Return the period that a heading names, by itself or within the year above it (`1—9月`, `前三季度`)."""
    bare = _ENDS.sub("", plain(_BRACKETS.sub(r"\1", text)).removeprefix("截至"))
    # A mere number may be a year, but 9 is no month: it is a figure more often than a heading.
    within = (f"{year}年{bare}", f"{year}{bare}") if year and not bare.isdigit() else ()
    for candidate in (bare, *within):
        found = _parsed(candidate)
        if found is not None:
            return found
    return None


def _parsed(text: str) -> Period | None:
    try:
        found = Period.parse(text)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.start_year <= _LAST_YEAR else None


def measure(text: str) -> Measure | None:
    """Return the measure that a heading names, with or without its unit: `同比(%)`, `累计增速`, `增速(累计)`."""
    bare = plain(_BRACKETS.sub("", text))
    found = _measure(_SIGNS.sub("", bare)) or _measure(bare) or _measure(plain(text))
    for inner in map(plain, _BRACKETS.findall(text)):
        if found is None or period(inner, 2000):
            return None
        more = _measure(inner)
        found = more.under(found) if more else found
    return found


@lru_cache(maxsize=1024)
def _measure(bare: str) -> Measure | None:
    rest, found = bare, Measure()
    while word := next((each for each in _SPANS if rest.startswith(each)), ""):
        span, ago = _SPANS[word]
        more = Measure("value", span, ago).under(found)
        if more is None:
            return None
        rest, found = rest.removeprefix(word), more
    if rest not in _KINDS and (rest or rest == bare):
        return None
    return Measure(_KINDS[rest], found.span, found.ago) if rest else found


def both(text: str, year: int | None) -> tuple[str, Measure] | None:
    """Return the text of a period and the measure that one heading names: `1—9月同比(%)`, `9月累计`, `同比(1—9月)`."""
    bare = _SIGNS.sub("", plain(_BRACKETS.sub("", text)))
    for at in range(1, len(bare)):
        if (found := _measure(bare[at:])) and period(bare[:at], year):
            return bare[:at], found
    inner = next((each for each in map(plain, _BRACKETS.findall(text)) if period(each, year)), "")
    named = _measure(bare)
    return (inner, named) if inner and named else None


def is_within_year(text: str) -> bool:
    """Return whether a heading names a period without its year: `1—9月`, `前三季度`."""
    return period(text, None) is None and period(text, 2000) is not None


def is_mere_year(text: str) -> bool:
    """Return whether a heading names but a year, which in a table of months may be the months of that year."""
    return _MERE_YEAR.fullmatch(plain(text)) is not None


def unit(text: str) -> str:
    """Return the unit in the brackets of a heading: of `工业产值（亿元）` the 亿元; empty where there is none."""
    found = (match[1].strip() for match in _BRACKETS.finditer(text))
    return next((each for each in found if is_known(each)), "")


def without_unit(text: str) -> str:
    return _BRACKETS.sub(lambda match: "" if is_known(match[1].strip()) else match[0], text).strip()


def period_in(titles: Iterable[str]) -> Period | None:
    """Return the period that the titles name: of `2020年主要经济指标（1—9月）` the first nine months of 2020.

    The first one that is less than a year, put together from several places if need be; else the first year.
    """
    texts = [_without_dates(title) for title in titles]
    years: list[Period] = []
    for match in (match for text in texts for match in _PERIOD.finditer(text) if "年" in match[0]):
        if found := _parsed(match[0]):
            if not is_mere_year(match[0]):
                return found
            years.append(found)
    if years and (within := _within(texts)):
        return period(within, years[0].year)
    return years[0] if years else None


def is_total(text: str, entities: Collection[str] = ()) -> bool:
    """Return whether a row's name says that it sums up others: `合计`, `全区合计`, or that of a known entity."""
    match = _TOTAL.fullmatch(plain(text))
    return match is not None and (match[1] in entities or bool(_WHOLE.fullmatch(match[1])))


def within_in(titles: Iterable[str]) -> str:
    """Return the period without a year that the titles name: of `1—9月主要指标` the 1—9月; empty if there is none."""
    return _within([_without_dates(title) for title in titles])


def _without_dates(title: str) -> str:
    """Return a title without the day on which it was made, and nothing of what are notes."""
    bare = plain(title).replace("(", "").replace(")", "")
    return "" if bare.startswith(_NOTES) else _DATE.sub("", bare)


def _within(texts: Iterable[str]) -> str:
    found = (match[0] for text in texts for match in _WITHIN.finditer(text))
    return next((text for text in found if is_within_year(text)), "")


def part(base: Period, span: Span) -> Period | None:
    """Return the part of a period that a heading means: of 1—9月 the 9月 as 本月; None where nobody can tell."""
    from_january = base.first % 12 == 0 and base.start_year == base.year
    match span:
        case "month":
            return base.end() if base.months == 1 or base.kind == "cumulative" else None
        case "quarter":
            fits = base.month % 3 == 0 and base.kind in ("quarter", "cumulative")
            return Period(base.last - 2, base.last, "quarter") if fits else None
        case "cumulative":
            return base.cumulative() if base.start_year == base.year else None
        case "year":
            return base if from_january else None
    return base

"""One heading of a wide table in; the period, the measure or the unit that it names out."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Literal

from briefing.model.period import Period
from briefing.sources.tables import Raw
from briefing.sources.text import plain, tidy
from briefing.sources.units import is_known

Measure = Literal["value", "cumulative", "growth", "cumulative_growth", "year_ago", "cumulative_year_ago", "rank", ""]
"""What a column holds of its period; empty where it holds what nothing is made of, such as 环比."""

MEASURES: dict[str, Measure] = {
    **dict.fromkeys(("本期", "本期数", "本月", "本月数", "当月", "当月数", "当期", "本季", "当季"), "value"),
    **dict.fromkeys(("数值", "值"), "value"),
    **dict.fromkeys(("绝对量", "绝对值", "绝对数", "总量", "完成", "完成数", "完成值", "完成额", "实绩"), "value"),
    **dict.fromkeys(("实际", "实际值", "实际完成", "指标值", "数量", "金额", "现价", "数据"), "value"),
    **dict.fromkeys(("累计", "累计数", "累计值", "累计完成", "本年累计", "本月止累计", "自年初累计"), "cumulative"),
    **dict.fromkeys(("年初累计", "年初至今", "1至本月", "1-本月", "1—本月", "1-本月累计", "1至本月累计"), "cumulative"),
    **dict.fromkeys(("同比", "同比增长", "同比增速", "同比增减", "同比±", "增速", "增长率", "增幅"), "growth"),
    **dict.fromkeys(("同比增幅", "增长", "增长速度", "比上年增长", "比上年同期增长", "比去年同期增长"), "growth"),
    **dict.fromkeys(("比上年±", "±", "±%", "+-", "当月同比", "本月同比", "growth"), "growth"),
    **dict.fromkeys(("累计同比", "累计增速", "累计增长", "累计同比增长", "累计同比增速"), "cumulative_growth"),
    **dict.fromkeys(("上年同期", "上年同期数", "去年同期", "去年同期数", "上年同月", "上年数", "上年"), "year_ago"),
    **dict.fromkeys(("上年同期累计", "去年同期累计", "上年累计", "累计上年同期"), "cumulative_year_ago"),
    **dict.fromkeys(("位次", "排名", "名次", "全市位次", "全市排名", "全省位次", "rank"), "rank"),
    **dict.fromkeys(("环比", "环比增长", "环比增速", "增减", "增减额", "增减量", "比上年增减", "同比增减额"), ""),
    **dict.fromkeys(("完成率", "进度", "完成进度", "占比", "比重", "目标", "目标值", "年度目标", "全年目标"), ""),
}
_BY_LENGTH = sorted(MEASURES, key=len, reverse=True)
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_SIGNS = re.compile(r"[%±:、,]+$")
_ENDS = re.compile(r"(?:末|底|止|份|数)$")
_PERIOD = re.compile(
    r"\d{4}年?(?:\d{1,2}月?(?:—|－|–|-|~|～|至|到)\d{1,2}月|\d{1,2}月|[上下]半年|第?[一二三四1-4]季度|前[二三]季度|全年)?"
)
_TOTAL = re.compile(r"(.{0,12}?)(?:合计|小计|总计|共计)(?:数|:)?")
_WHOLE = re.compile(r"(?:[全各本]\w{1,2}|地区|区域|以上|各项|分项)?")
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
    """Return the measure that a heading names, with or without its unit: `同比(%)`, `增速`."""
    return MEASURES.get(_SIGNS.sub("", plain(_BRACKETS.sub("", text))) or plain(text))


def both(text: str, year: int | None) -> tuple[Period, Measure] | None:
    """Return the period and the measure that one heading names together: `1—9月同比(%)`, `9月累计`."""
    bare = _SIGNS.sub("", plain(_BRACKETS.sub("", text)))
    for word in _BY_LENGTH:
        if bare.endswith(word) and (found := period(bare.removesuffix(word), year)):
            return found, MEASURES[word]
    return None


def unit(text: str) -> str:
    """Return the unit in the brackets of a heading: of `工业产值（亿元）` the 亿元; empty where there is none."""
    found = (match[1].strip() for match in _BRACKETS.finditer(text))
    return next((each for each in found if is_known(each)), "")


def without_unit(text: str) -> str:
    return _BRACKETS.sub(lambda match: "" if is_known(match[1].strip()) else match[0], text).strip()


def period_in(title: str) -> Period | None:
    """Return the period that a title names: of `2020年1—9月主要经济指标` the first nine months of 2020."""
    for match in _PERIOD.finditer(plain(title).replace("(", "").replace(")", "")):
        if "年" in match[0] and (found := _parsed(match[0])):
            return found
    return None


def is_total(text: str, entities: Collection[str] = ()) -> bool:
    """Return whether a row's name says that it sums up others: `合计`, `全区合计`, or that of a known entity."""
    match = _TOTAL.fullmatch(plain(text))
    return match is not None and (match[1] in entities or bool(_WHOLE.fullmatch(match[1])))


def until(base: Period) -> Period:
    """Return the cumulative period that ends with a period (累计)."""
    return Period.parse(f"{base.year}-01..{base.year}-{base.month:02d}")

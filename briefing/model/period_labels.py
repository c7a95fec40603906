"""A period in; what it is called in Chinese and English out, with years in full (GB/T 15835)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.period import Period

_HALVES = ("上半年", "下半年")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)


def chinese(period: Period) -> str:
    """`2020年1—9月`, `2018—2020年`."""
    if period.kind == "span":
        return _span(period)
    return f"{period.year}年{chinese_short(period)}" if period.kind != "year" else f"{period.year}年"


def chinese_short(period: Period) -> str:
    """The label without its year; of a year, and of a span over years, the whole."""
    match period.kind:
        case "year":
            return f"{period.year}年"
        case "half":
            return _HALVES[0] if period.month == 6 else _HALVES[1]
        case "quarter":
            return f"{'一二三四'[period.month // 3 - 1]}季度"
        case "cumulative" if period.month > 1:
            return f"1—{period.month}月"
        case "span":
            return _months(period) if _is_within_a_year(period) else _span(period)
        case _:
            return f"{period.month}月"


def _span(period: Period) -> str:
    if period.is_whole_years:
        return f"{period.start_year}—{period.year}年"
    if _is_within_a_year(period):
        return f"{period.year}年{_months(period)}"
    return f"{period.start_year}年{period.first % 12 + 1}月—{period.year}年{period.month}月"


def _is_within_a_year(period: Period) -> bool:
    return period.start_year == period.year


def _months(period: Period) -> str:
    return f"{period.first % 12 + 1}—{period.month}月"


def english(period: Period, months: Sequence[str] = MONTHS) -> str:
    """`January–September 2020`, `2018–2020`."""
    if period.kind == "span":
        start, end = months[period.first % 12], months[period.last % 12]
        if period.is_whole_years:
            return f"{period.start_year}–{period.year}"
        if _is_within_a_year(period):
            return f"{english_short(period, months)} {period.year}"
        return f"{start} {period.start_year}–{end} {period.year}"
    return str(period.year) if period.kind == "year" else f"{english_short(period, months)} {period.year}"


def english_short(period: Period, months: Sequence[str]) -> str:
    match period.kind:
        case "year":
            return str(period.year)
        case "half":
            return f"H{1 if period.month == 6 else 2}"
        case "quarter":
            return f"Q{period.month // 3}"
        case "cumulative" if period.month > 1:
            return f"{months[0]}–{months[period.last % 12]}"
        case "span" if not _is_within_a_year(period) or period.is_whole_years:
            return english(period, months)
        case "span":
            return f"{months[period.first % 12]}–{months[period.last % 12]}"
        case _:
            return months[period.last % 12]

"""Dates as the data write them (`2020-09-30`, `2020年9月`, `2020`) in; days, and how a language writes them, out."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from briefing.model.language import Language
from briefing.model.period import Period

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def first_day(text: str) -> date | None:
    """Return the first day of a date or period as data write it (`2020-09-30`, `2020-09`, `2020`), None for no date."""
    return _day(text) or (date(p.first // 12, p.first % 12 + 1, 1) if (p := _period(text)) else None)


def last_day(text: str) -> date | None:
    """Return the last day of a date or period as data write it; None for no date."""
    if day := _day(text):
        return day
    period = _period(text)
    return end_of(period) if period else None


def end_of(period: Period) -> date:
    """Return the last day of a period."""
    return date(period.year, period.month, monthrange(period.year, period.month)[1])


def date_words(text: str, language: Language = "zh") -> str:
    """Return a date as the language writes it (`2020年9月30日`); one that is no date is shown as it was written."""
    if day := _day(text):
        return day_words(day, language)
    period = _period(text)
    return period.said_in(language).label if period else text


def day_words(day: date, language: Language = "zh") -> str:
    """Return a day in full: `2020年9月30日` without leading zeros (GB/T 9704—2012), `30 September 2020`."""
    if language == "en":
        month = Period.parse(f"{day.year}-{day.month}").said_in("en").label
        return f"{day.day} {month}"
    return f"{day.year}年{day.month}月{day.day}日"


def months_later(day: date, months: int) -> date:
    """Return the same day some months later; the last day of a month leads to the last day of the other one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    longest = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, longest if is_last else min(day.day, longest))


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text) if text.strip() else None
    except ValueError:
        return None

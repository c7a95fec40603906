"""Dates as data write them in, the words for them in a language out."""

from __future__ import annotations

import re
from datetime import date

from briefing.model.language import Language
from briefing.model.period import Period

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def date_words(written: str, language: Language) -> str:
    """Return a date or period as the language writes it; what is neither is shown as it was written."""
    if language != "zh" and (match := _DAY.fullmatch(written)):
        return day_words(date(*map(int, match.groups())), language)
    try:
        return Period.parse(written).said_in(language).label if written else ""
    except ValueError:
        return written


def day_words(day: date, language: Language) -> str:
    """Return a day in full: `2020年9月30日`, `30 September 2020`."""
    if language == "en":
        month = Period.parse(f"{day.year}-{day.month}").said_in("en").label
        return f"{day.day} {month}"
    return f"{day.year}年{day.month}月{day.day}日"

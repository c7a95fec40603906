"""A day in; whether it is a workday (工作日) by the legal calendar, with its moved weekends (调休), out.

What the workspace's own `Calendar` says comes first, then what the package `chinese_calendar` knows. A year that
neither knows is a problem, never a guess: the State Council's notice for a year comes out in the autumn before.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from briefing.errors import Problem, ProblemsFound
from briefing.extras import require
from briefing.schedule.model import Calendar

Shift = Literal["none", "next", "previous"]
"""What becomes of a day off: it stays, or the next or the previous workday stands in for it (顺延, 提前)."""
_STEPS = {"next": timedelta(days=1), "previous": timedelta(days=-1)}


class UnknownYear(ProblemsFound):
    """The days off of a year that nobody has told; `year` says which."""

    def __init__(self, year: int) -> None:
        self.year = year
        message = f"不知道 {year} 年的放假和调休，算不出工作日。"
        hint = (
            "国务院办公厅的放假通知一般在上一年 11 月前后发布：发布以后请升级 chinesecalendar（pip install -U "
            f"chinesecalendar），或在 schedule.yaml 的 calendar 里写上 {year} 年的 holidays 和 workdays。"
        )
        super().__init__([Problem("schedule.yaml", message, hint)])


def is_workday(day: date, calendar: Calendar) -> bool:
    """Return whether people work on a day. Raises UnknownYear."""
    if day in calendar.workdays:
        return True
    if day in calendar.holidays:
        return False
    if day.year in known_years():
        return _is_legal_workday(day)
    if day.year in calendar.years:
        return day.weekday() < 5
    raise UnknownYear(day.year)


@lru_cache(maxsize=4096)
def workdays(year: int, month: int, calendar: Calendar) -> tuple[date, ...]:
    """Return the workdays of a month. Raises UnknownYear."""
    days = (date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
    return tuple(day for day in days if is_workday(day, calendar))


def shifted(day: date, shift: Shift, calendar: Calendar) -> date:
    """Return the day, or for a day off the workday that stands in for it. Raises UnknownYear."""
    while shift != "none" and not is_workday(day, calendar):
        day += _STEPS[shift]
    return day


@lru_cache(maxsize=1)
def known_years() -> Collection[int]:
    """Return the years of which the installed package knows the days off. Raises BriefingError where it is missing."""
    require("chinese_calendar", "chinesecalendar", "工作日")
    from chinese_calendar import holidays

    return frozenset(day.year for day in holidays)


def _is_legal_workday(day: date) -> bool:
    # The package's own `is_workday` looks for its first and last year at every call: 14 µs instead of a look-up.
    from chinese_calendar import holidays, workdays

    return day in workdays or (day.weekday() < 5 and day not in holidays)

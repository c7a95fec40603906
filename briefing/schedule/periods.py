"""A rule (last month, last quarter, …) and a day in; the period that a briefing of that day is about out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from briefing.model.period import Period

if TYPE_CHECKING:
    from briefing.schedule.model import PeriodRule

# For how many months, counted from January, the days all mean the same period.
_STRETCHES: Mapping[PeriodRule, int] = {
    "last_month": 1,
    "year_to_last_month": 1,
    "last_quarter": 3,
    "last_half": 6,
    "last_year": 12,
}


def period_for(rule: PeriodRule, day: date) -> Period:
    """Return the period of a rule, seen from a day; in January the year to last month is the whole last year."""
    month = Period.parse(f"{day:%Y-%m}").previous()
    match rule:
        case "last_month":
            return month
        case "year_to_last_month":
            return month.cumulative()
        case "last_quarter":
            return Period.parse(f"{day.year}Q{(day.month + 2) // 3}").previous()
        case "last_half":
            return Period.parse(f"{day.year}H{(day.month + 5) // 6}").previous()
        case "last_year":
            return Period.parse(str(day.year - 1))


def turn(rule: PeriodRule, day: date) -> date:
    """Return the first day from which a rule means another period than on a day."""
    stretch = _STRETCHES[rule]
    months = day.year * 12 + (day.month - 1) // stretch * stretch + stretch
    return date(months // 12, months % 12 + 1, 1)

"""The days of a time rule: every kind says which days of a month are its own, in order.

Two rules that say the same are equal. Only those that ask for workdays need the legal calendar, and raise UnknownYear
where it says nothing. Months, weekdays and days of the month are masks: bit n stands for n (a Sunday is 0).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from briefing.schedule.calendar import Shift, shifted, workdays
from briefing.schedule.model import Calendar

ALL_MONTHS = sum(1 << month for month in range(1, 13))
# A 29 February that is a certain weekday comes again after 40 years at most; what has no day until then has none.
_FAR = 40 * 12 + 1


def mask(numbers: Iterable[int]) -> int:
    """Return the mask of some numbers."""
    made = 0
    for number in numbers:
        made |= 1 << number
    return made


class Days(Protocol):
    """The days on which something is due."""

    @property
    def months(self) -> int: ...

    @property
    def shift(self) -> Shift: ...

    def of_month(self, year: int, month: int) -> Iterable[date]:
        """Yield the days of a month in order; with a shift one may lie in the month beside it."""
        ...


def days_from(days: Days, first: date) -> Iterator[date]:
    """Yield the days from a given one on, in order, as far as there is sense in looking."""
    year, month = first.year, first.month
    if days.shift == "next":
        year, month = _beside(year, month, -1)
    for _ in range(_FAR + 1):
        if days.months >> month & 1:
            yield from (day for day in days.of_month(year, month) if day >= first)
        year, month = _beside(year, month, 1)


def _beside(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


@dataclass(frozen=True, slots=True)
class CronDays:
    """Days as cron has them: with `either`, one of day of the month and weekday is enough; else it takes both."""

    months: int
    days: int
    weekdays: int
    either: bool

    @property
    def shift(self) -> Shift:
        return "none"

    def of_month(self, year: int, month: int) -> Iterator[date]:
        weekday, length = monthrange(year, month)
        for day in range(1, length + 1):
            by_day, by_weekday = self.days >> day & 1, self.weekdays >> (weekday + day) % 7 & 1
            if by_day | by_weekday if self.either else by_day & by_weekday:
                yield date(year, month, day)


@dataclass(frozen=True, slots=True)
class WeekDays:
    """Every day, or some days of each week (每周一)."""

    weekdays: int
    shift: Shift = "none"
    calendar: Calendar = Calendar()

    @property
    def months(self) -> int:
        return ALL_MONTHS

    def of_month(self, year: int, month: int) -> Iterator[date]:
        first, length = date(year, month, 1), monthrange(year, month)[1]
        for day in (first + timedelta(days=n) for n in range(length)):
            if self.weekdays >> day.isoweekday() % 7 & 1:
                yield shifted(day, self.shift, self.calendar)


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Days of some months by number, from 1; −1 is the last (每月5日, 每月最后一天). A month too short has its last."""

    months: int
    numbers: tuple[int, ...]
    shift: Shift = "none"
    calendar: Calendar = Calendar()

    def of_month(self, year: int, month: int) -> list[date]:
        length = monthrange(year, month)[1]
        days = {min(number, length) if number > 0 else max(length + 1 + number, 1) for number in self.numbers}
        return sorted({shifted(date(year, month, day), self.shift, self.calendar) for day in days})


@dataclass(frozen=True, slots=True)
class WorkDays:
    """Workdays of some months by number, from 1; −1 is the last (每月第5个工作日). Without numbers: every workday.

    A month that has not so many has its last or first.
    """

    months: int
    numbers: tuple[int, ...] = ()
    calendar: Calendar = Calendar()

    @property
    def shift(self) -> Shift:
        return "none"

    def of_month(self, year: int, month: int) -> Iterable[date]:
        found = workdays(year, month, self.calendar)
        if not self.numbers or not found:
            return found
        most = len(found)
        places = {min(number, most) - 1 if number > 0 else max(most + number, 0) for number in self.numbers}
        return [found[place] for place in sorted(places)]

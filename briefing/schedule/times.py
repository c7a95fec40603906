"""Days and times of the day in; when it is next so far, as a moment, out: what implements `TimeRule`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from briefing.schedule.days import Days, days_from
from briefing.schedule.model import TimeRule
from briefing.schedule.moments import instant

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class At:
    """Certain minutes of certain hours on certain days. `hours` and `minutes` are masks: bit n stands for n.

    A local time that the clock is put forward over is the first moment after it; of one that comes twice, the first.
    """

    days: Days
    hours: int
    minutes: int

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """Return the first time after an aware moment, in UTC; None where there is none. Raises UnknownYear."""
        asked = moment.astimezone(zone).replace(tzinfo=None, fold=0, second=0, microsecond=0)
        while (found := self._from(asked + _MINUTE)) is not None:
            at = instant(found, zone)
            if at > moment:
                return at
            # The clock has been put back: this local time has been before, an hour ago.
            asked = found
        return None

    def _from(self, local: datetime) -> datetime | None:
        """Return the first local time of the rule that is not before another."""
        for day in days_from(self.days, local.date()):
            found = self._time(local.hour, local.minute) if day == local.date() else self._time(0, 0)
            if found:
                return datetime.combine(day, found)
        return None

    def _time(self, hour: int, minute: int) -> time | None:
        """Return the first time of a day that is not before another."""
        if self.hours >> hour & 1 and (later := _next(self.minutes, minute)) is not None:
            return time(hour, later)
        following, first = _next(self.hours, hour + 1), _next(self.minutes, 0)
        return None if following is None or first is None else time(following, first)


def _next(mask: int, number: int) -> int | None:
    """Return the first number of a mask that is not below another."""
    rest = mask >> number
    return number + (rest & -rest).bit_length() - 1 if rest else None


@lru_cache(maxsize=1 << 17)
def following(rule: TimeRule, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """Return `rule.after(moment, zone)`, which is worked out once: who asks every minute asks the same again."""
    return rule.after(moment.astimezone(UTC), zone)

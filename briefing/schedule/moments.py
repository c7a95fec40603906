"""A local time and a zone in; the one moment at which it is that time out, whatever the clocks of the zone do.

A time that does not exist (the clock is put forward over it) is the first moment after the gap; one that exists twice
is the first of the two. So every local time is one moment, and later times are never earlier moments.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, of a local time without a zone."""
    moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return moment if _wall(moment, zone) == local else _after_gap(local, moment, zone)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a day, in UTC."""
    return instant(datetime.combine(day, time()), zone)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _after_gap(local: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which the clock jumps over a time; read with the offset before the gap it is `late`."""
    early = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > _SECOND:
        middle = early + timedelta(seconds=(late - early) // _SECOND // 2)
        early, late = (early, middle) if _wall(middle, zone) > local else (middle, late)
    return late

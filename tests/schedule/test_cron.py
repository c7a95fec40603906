"""Claims about cron's five fields, held against a slow reading of them, minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.schedule.cron import is_cron, parse
from briefing.schedule.slips import Slip

MINUTE = timedelta(minutes=1)
# Where and when the clocks of four zones are changed, and an ordinary week that has a leap day.
SPANS = (
    ("Europe/Berlin", "2026-03-28"), ("Europe/Berlin", "2026-10-24"), ("America/New_York", "2026-03-07"),
    ("America/New_York", "2026-10-31"), ("Australia/Lord_Howe", "2026-10-03"), ("Australia/Lord_Howe", "2026-04-04"),
    ("Asia/Shanghai", "1986-05-03"), ("Asia/Shanghai", "1986-09-13"), ("Asia/Shanghai", "1991-09-14"),
    ("Asia/Shanghai", "2028-02-27"),
)  # fmt: skip
LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def allowed(field: str, low: int, high: int) -> set[int]:
    """Return the numbers of a field, read as simply as can be."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = ("*", "", "") if span == "*" else span.partition("-")
        begin, end = (low, high) if first == "*" else (int(first), int(last or first))
        found |= set(range(begin, end + 1, int(step or 1)))
    return found


def matches(text: str, local: datetime) -> bool:
    """Return whether a local time is one of a cron line's, by crontab(5)."""
    words = text.split()
    minutes, hours, days, months, weekdays = (allowed(word, *each) for word, each in zip(words, LIMITS, strict=True))
    by_day, weekday = local.day in days, local.isoweekday()
    by_weekday = weekday in weekdays or weekday % 7 in weekdays
    restricted = [word for word in (words[2], words[4]) if word[0] != "*"]
    on_day = by_day or by_weekday if len(restricted) == 2 else by_day and by_weekday
    return local.minute in minutes and local.hour in hours and local.month in months and on_day


def oracle(text: str, zone: ZoneInfo, begin: datetime, end: datetime) -> list[datetime]:
    """Return the moments of a cron line after one moment and up to another, by looking at every minute.

    What the clock is put forward over is due at the first minute after it; what comes twice, the first time.
    """
    found, moment = [], begin
    seen = moment.astimezone(zone).replace(tzinfo=None, fold=0)
    while moment < end:
        moment += MINUTE
        wall = moment.astimezone(zone).replace(tzinfo=None, fold=0)
        new = [seen + n * MINUTE for n in range(1, (wall - seen) // MINUTE + 1)]
        if any(matches(text, each) for each in new):
            found.append(moment)
        seen = max(seen, wall)
    return found


def chained(text: str, zone: ZoneInfo, begin: datetime, end: datetime) -> list[datetime]:
    found, rule, at = [], parse(text), begin
    while (after := rule.after(at, zone)) is not None and after <= end:
        found.append(after)
        at = after
    return found


def fields(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    span = st.tuples(number, number).map(sorted).map(lambda ends: f"{ends[0]}-{ends[1]}")
    stepped = st.tuples(st.just("*") | span, st.integers(1, 20)).map(lambda both: f"{both[0]}/{both[1]}")
    part = number.map(str) | span | stepped
    return st.just("*") | st.lists(part, min_size=1, max_size=3).map(",".join)


def is_possible(text: str) -> bool:
    try:
        parse(text)
    except Slip as slip:
        if "永远不会到" not in slip.message:
            raise
        return False
    return True


# What is left out is a 30 or 31 in months that have none.
LINES = st.tuples(*(fields(*limits) for limits in LIMITS)).map(" ".join).filter(is_possible)


@settings(max_examples=60, deadline=None)
@given(text=LINES, span=st.sampled_from(SPANS), start=st.integers(0, 1439))
def test_the_times_of_a_line_are_those_that_a_look_at_every_minute_finds(
    text: str, span: tuple[str, str], start: int
) -> None:
    zone = ZoneInfo(span[0])
    begin = datetime.fromisoformat(span[1]).replace(tzinfo=zone).astimezone(UTC) + start * MINUTE
    end = begin + timedelta(days=2)
    assert chained(text, zone, begin, end) == oracle(text, zone, begin, end)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0 9 * * 0", ["11-01", "11-08", "11-15"]),  # Sundays; APScheduler takes 0 for Monday
        ("0 9 * * 7", ["11-01", "11-08", "11-15"]),
        ("0 9 * * sun", ["11-01", "11-08", "11-15"]),
        ("0 9 * * 5-7", ["11-01", "11-06", "11-07"]),
        ("0 9 13 * 5", ["11-06", "11-13", "11-20"]),  # the 13th or a Friday; APScheduler wants both
        ("0 9 */2 * 1", ["11-09", "11-23", "12-07"]),  # odd days that are Mondays: */2 restricts nothing
        ("0 9 1 jan,DEC *", ["12-01", "01-01", "12-01"]),
        ("@monthly", ["12-01", "01-01", "02-01"]),
        ("0 9 31 * *", ["12-31", "01-31", "03-31"]),
    ],
)
def test_fields_mean_what_they_mean_to_cron(text: str, days: list[str]) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    begin = datetime(2026, 11, 1, 0, 30, tzinfo=zone).astimezone(UTC)
    found = chained(text, zone, begin, begin + timedelta(days=800))
    assert [f"{at.astimezone(zone):%m-%d}" for at in found[:3]] == days


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30 8 5 *", "不是 cron 的五段"),
        ("60 8 5 * *", "“分”一段不能写“60”"),
        ("30 24 5 * *", "“时”一段不能写“24”"),
        ("30 8 0 * *", "“日”一段不能写“0”"),
        ("30 8 5 13 *", "“月”一段不能写“13”"),
        ("30 8 5 * 8", "“星期”一段不能写“8”"),
        ("30 8 5 foo *", "不能写“foo”"),
        ("30 8 9-5 * *", "前面的数比后面的大"),
        ("*/0 8 5 * *", "间隔不能是 0"),
        ("5/10 8 5 * *", "看不懂"),
        ("30,,40 8 5 * *", "看不懂"),
        ("0 0 30 2 *", "永远不会到"),
        ("0 0 31 4,6,9,11 *", "永远不会到"),
        ("@reboot", "不是 cron 的五段"),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_a_way_out(text: str, message: str) -> None:
    with pytest.raises(Slip, match=message) as caught:
        parse(text)
    assert caught.value.hint


def test_a_29_february_is_found_over_a_century_without_one() -> None:
    at = parse("0 0 29 2 *").after(datetime(2096, 3, 1, tzinfo=UTC), ZoneInfo("UTC"))
    assert at == datetime(2104, 2, 29, tzinfo=UTC)


def test_chinese_rules_are_not_taken_for_cron() -> None:
    assert is_cron("30 8 5 * *")
    assert is_cron("@monthly")
    assert not is_cron("每月5日 08:30")

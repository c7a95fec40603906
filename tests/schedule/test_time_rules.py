"""Claims about time rules: the legal calendar, Chinese phrases, and clocks that are put forward and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.schedule.calendar import UnknownYear, is_workday, workdays
from briefing.schedule.keys import rule
from briefing.schedule.model import Calendar
from briefing.schedule.moments import day_start, instant
from briefing.schedule.slips import Slip

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Shanghai",
    "Pacific/Apia",
    "America/Sao_Paulo",
)
NONE = Calendar()


def times(text: str, since: str, count: int, zone: ZoneInfo = SHANGHAI, calendar: Calendar = NONE) -> list[str]:
    """Return the next local times of a rule."""
    at, found, found_rule = datetime.fromisoformat(since).replace(tzinfo=zone), [], rule(text, calendar)
    for _ in range(count):
        after = found_rule.after(at, zone)
        assert after is not None
        assert after.tzinfo is UTC
        at = after
        found.append(f"{at.astimezone(zone):%Y-%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-01", False),  # New Year
        ("2026-01-04", True),  # a Sunday on which people work
        ("2026-02-14", True),  # a Saturday before the Spring Festival
        ("2026-02-16", False),  # a Monday of the Spring Festival
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-09-20", True),
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday
        ("2026-10-11", False),  # a Sunday
        ("2025-10-08", False),
    ],
)
def test_the_legal_calendar_has_moved_weekends(day: str, works: bool) -> None:
    assert is_workday(date.fromisoformat(day), NONE) is works


def test_the_fifth_workday_comes_after_the_holidays() -> None:
    found = times("每月第5个工作日 08:30", "2026-01-01", 12)
    assert found == [
        "2026-01-08 08:30", "2026-02-06 08:30", "2026-03-06 08:30", "2026-04-08 08:30", "2026-05-11 08:30",
        "2026-06-05 08:30", "2026-07-07 08:30", "2026-08-07 08:30", "2026-09-07 08:30", "2026-10-13 08:30",
        "2026-11-06 08:30", "2026-12-07 08:30",
    ]  # fmt: skip


def test_the_twelfth_workday_of_february_2026_comes_after_a_working_saturday_and_nine_days_off() -> None:
    assert times("每月第12个工作日 08:30", "2026-02-01", 1) == ["2026-02-24 08:30"]
    assert len(workdays(2026, 2, NONE)) == 16


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每月倒数第1个工作日 17:00", ["2026-09-30 17:00", "2026-10-30 17:00"]),
        ("每月最后一个工作日 17:00", ["2026-09-30 17:00", "2026-10-30 17:00"]),
        ("每月５日　０８：３０", ["2026-09-05 08:30", "2026-10-05 08:30"]),
        ("每月5号 8点半，遇节假日顺延", ["2026-09-07 08:30", "2026-10-08 08:30"]),
        ("每月3日（遇休息日顺延）08:30", ["2026-09-03 08:30", "2026-10-08 08:30"]),
        ("每月15日 08:30，遇周末提前", ["2026-09-15 08:30", "2026-10-15 08:30"]),
        ("每月20日、5日 下午5点", ["2026-09-05 17:00", "2026-09-20 17:00"]),
        ("每月最后一天 17:00", ["2026-09-30 17:00", "2026-10-31 17:00"]),
        ("每季度第3个工作日 09:00", ["2026-10-10 09:00"]),
        ("每季度倒数第1个工作日 09:00", ["2026-09-30 09:00", "2026-12-31 09:00"]),
        ("每季度首月5日 09:00", ["2026-10-05 09:00", "2027-01-05 09:00"]),
        ("每周一 08:30", ["2026-09-07 08:30", "2026-09-14 08:30"]),
        ("每周一、三、五 08:30", ["2026-09-02 08:30", "2026-09-04 08:30", "2026-09-07 08:30"]),
        ("每周六至周日 08:30", ["2026-09-05 08:30", "2026-09-06 08:30", "2026-09-12 08:30"]),
        ("每周日 08:30", ["2026-09-06 08:30"]),
        ("每天 07:05", ["2026-09-01 07:05", "2026-09-02 07:05"]),
        ("每个工作日 08:00", ["2026-09-01 08:00", "2026-09-02 08:00"]),
        ("每月第五个工作日上午8:30", ["2026-09-07 08:30"]),
        ("每年9月、11月第十个工作日 09:00", ["2026-09-14 09:00", "2026-11-13 09:00"]),
        ("每年9月30日 09:00", ["2026-09-30 09:00", "2027-09-30 09:00"]),
        ("30 8 5 * *", ["2026-09-05 08:30", "2026-10-05 08:30"]),
    ],
)
def test_a_rule_is_read_as_people_write_it(text: str, found: list[str]) -> None:
    assert times(text, "2026-09-01", len(found)) == found


def test_a_friday_off_is_stood_in_for_by_the_next_workday_even_in_the_next_month() -> None:
    assert times("每周五 08:30，遇休息日顺延", "2026-04-25", 3) == [
        "2026-05-06 08:30",
        "2026-05-08 08:30",
        "2026-05-15 08:30",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("每月第5个工作日", "没有写几点几分"),
        ("每月31日 08:30", "有的月份没有这一天"),
        ("每年2月29日 08:30", "有的月份没有这一天"),
        ("每月0日 08:30", "有的月份没有这一天"),
        ("每月第16个工作日 08:30", "有的月份没有这么多工作日"),
        ("每月5个工作日 08:30", "是第几个工作日"),
        ("每月第5天 08:30", "是几号，还是第几个工作日"),
        ("每季度5日 08:30", "没有说是哪个月的5日"),
        ("每年13月5日 08:30", "月份不对"),
        ("每月5日 25:00", "时间不对"),
        ("每月25日 08:30，遇休息日顺延", "顺延可能到下个月"),
        ("每月最后一天 08:30，遇休息日顺延", "顺延可能到下个月"),
        ("每月1日 08:30，遇休息日提前", "提前可能到上个月"),
        ("每月第5个工作日 08:30，遇休息日顺延", "工作日不会遇上休息日"),
        ("每周五至周一 08:30", "周几到周几"),
        ("隔三差五 08:30", "看不懂"),
    ],
)
def test_a_rule_that_could_mean_two_things_or_nothing_is_refused_with_a_way_out(text: str, message: str) -> None:
    with pytest.raises(Slip, match=message) as caught:
        rule(text, NONE)
    assert caught.value.hint


def test_rules_that_say_the_same_are_equal_and_hash_alike() -> None:
    same = {rule(text, NONE) for text in ("每月5日 08:30", "每月 5 号 8点30分", "每月五日上午08：30")}
    assert len(same) == 1
    assert rule("每月5日 08:30", NONE) != rule("每月5日 08:31", NONE)


def test_a_rule_that_needs_no_workdays_does_not_ask_for_the_calendar() -> None:
    own = Calendar(holidays=frozenset({date(2027, 1, 5)}), years=frozenset({2027}))
    assert rule("每月5日 08:30", own) == rule("每月5日 08:30", NONE)
    assert times("每月5日 08:30", "2031-01-01", 1) == ["2031-01-05 08:30"]


def test_a_year_that_nobody_told_is_a_problem_with_a_way_out() -> None:
    with pytest.raises(UnknownYear) as caught:
        times("每月第5个工作日 08:30", "2026-12-08", 1)
    assert caught.value.year == 2027
    (problem,) = caught.value.problems
    assert "不知道 2027 年的放假和调休" in problem.message
    assert "chinesecalendar" in problem.hint
    assert "calendar" in problem.hint


def test_the_file_may_tell_a_year_that_the_package_does_not_know() -> None:
    own = Calendar(frozenset({date(2027, 1, 1), date(2027, 1, 4)}), frozenset({date(2027, 1, 9)}), frozenset({2027}))
    assert times("每月第5个工作日 08:30", "2026-12-08", 1, calendar=own) == ["2027-01-09 08:30"]
    with pytest.raises(UnknownYear, match="2028"):
        times("每月第5个工作日 08:30", "2027-12-30", 1, calendar=own)


def test_the_file_comes_before_the_package() -> None:
    own = Calendar(frozenset({date(2026, 11, 2)}), frozenset({date(2026, 11, 7)}), frozenset({2026}))
    assert times("每月第1个工作日 08:30", "2026-11-01", 1, calendar=own) == ["2026-11-03 08:30"]
    assert times("每月第5个工作日 08:30", "2026-11-01", 1, calendar=own) == ["2026-11-07 08:30"]
    assert not is_workday(date(2026, 10, 7), own)


@pytest.mark.parametrize(
    ("zone", "local", "moment"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00"),  # forward by an hour at 02:00
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),  # back at 03:00: the first of the two
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),  # forward by half an hour
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"),
        ("Asia/Shanghai", "1986-05-04T02:30", "1986-05-03T18:00"),
        ("Asia/Shanghai", "1986-09-14T01:30", "1986-09-13T16:30"),
        ("Asia/Shanghai", "1991-04-14T02:59", "1991-04-13T18:00"),
        ("Asia/Shanghai", "2026-11-06T08:30", "2026-11-06T00:30"),
        ("Pacific/Apia", "2011-12-30T08:30", "2011-12-30T10:00"),  # a whole day that there was not
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00"),  # a day without a midnight
    ],
)
def test_a_time_that_is_skipped_is_the_first_after_it_and_one_that_comes_twice_the_first(
    zone: str, local: str, moment: str
) -> None:
    assert instant(datetime.fromisoformat(local), ZoneInfo(zone)) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_the_first_moment_of_a_day_without_a_midnight_is_one_o_clock() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    assert day_start(date(2018, 11, 4), zone).astimezone(zone).hour == 1


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    locals=st.lists(st.datetimes(datetime(1980, 1, 1), datetime(2037, 12, 1)), min_size=2, max_size=2),
)
def test_later_local_times_are_never_earlier_moments(zone: ZoneInfo, locals: list[datetime]) -> None:
    first, second = sorted(locals)
    assert instant(first, zone) <= instant(second, zone)


@pytest.mark.parametrize(
    ("zone", "since", "found"),
    [
        (
            "Europe/Berlin",
            "2026-03-27",
            ["2026-03-27 02:30", "2026-03-28 02:30", "2026-03-29 03:00", "2026-03-30 02:30"],
        ),
        ("Europe/Berlin", "2026-10-24", ["2026-10-24 02:30", "2026-10-25 02:30", "2026-10-26 02:30"]),
        ("Asia/Shanghai", "1986-05-03", ["1986-05-03 02:30", "1986-05-04 03:00", "1986-05-05 02:30"]),
    ],
)
def test_a_daily_rule_runs_once_a_day_over_a_change_of_the_clock(zone: str, since: str, found: list[str]) -> None:
    assert times("每天 02:30", since, len(found), ZoneInfo(zone)) == found


def test_in_the_hour_that_comes_twice_what_was_due_in_the_first_is_not_due_in_the_second() -> None:
    second, berlin = datetime(2026, 10, 25, 1, 15, tzinfo=UTC), ZoneInfo("Europe/Berlin")
    assert rule("30 2 * * *", NONE).after(second, berlin) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)
    assert rule("30 * * * *", NONE).after(second, berlin) == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)


RULES = (
    "每月第5个工作日 08:30",
    "每周五 02:30，遇休息日顺延",
    "每月15日 02:15，遇休息日提前",
    "每个工作日 02:30",
    "15 2 * * *",
)


@settings(max_examples=60, deadline=None)
@given(
    text=st.sampled_from(RULES),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    since=st.datetimes(datetime(2005, 1, 1), datetime(2026, 6, 1)),
    later=st.integers(0, 100_000),
)
def test_the_next_time_is_the_same_from_every_moment_before_it(
    text: str, zone: ZoneInfo, since: datetime, later: int
) -> None:
    found, moment = rule(text, NONE), since.replace(tzinfo=UTC)
    at = found.after(moment, zone)
    assert at is not None
    assert at > moment
    between = min(moment + timedelta(minutes=later), at - timedelta(microseconds=1))
    assert found.after(between, zone) == at


def test_the_times_of_a_rule_only_grow() -> None:
    for text in RULES:
        found = times(text, "2020-09-01", 60, ZoneInfo("Australia/Lord_Howe"))
        assert all(first < second for first, second in pairwise(found))

"""Claims about what is due: every period once, nothing lost, whatever the clock does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ledger.model import Run, Standing, State
from briefing.schedule.due import due, occurrences
from briefing.schedule.keys import rule
from briefing.schedule.model import Calendar, Due, Dues, Job
from briefing.schedule.upcoming import next_times

SHANGHAI = ZoneInfo("Asia/Shanghai")


def job(id: str = "monthly", at: str = "每月第5个工作日 08:30", **changes: Any) -> Job:
    made = Job(id, "jiangbei", ("leadership",), rule(at, Calendar()), at, SHANGHAI, "last_month")
    return replace(made, **changes)


def when(text: str) -> datetime:
    """Return a local time as a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def standing(since: str, *runs: Run, jobs: Iterable[str] = ("monthly",)) -> Standing:
    return Standing(dict.fromkeys(jobs, when(since)), {run.key: run for run in runs})


def run(period: str, at: str, state: State = State.SENT, job: str = "monthly", **changes: Any) -> Run:
    return replace(Run(job, period, when(at), state), **changes)


def told(dues: Iterable[Due]) -> list[tuple[str, str, str, str]]:
    return [(d.job.id, d.period.code, f"{d.at.astimezone(d.job.zone):%m-%d %H:%M}", d.why) for d in dues]


def test_a_job_is_due_from_its_minute_on_and_not_before() -> None:
    at = "2026-11-06T08:30"
    assert told(due([job()], standing("2026-10-20"), when(at) - timedelta(microseconds=1))) == []
    assert told(due([job()], standing("2026-10-20"), when(at))) == [("monthly", "2026-10", "11-06 08:30", "new")]


def test_a_job_that_nobody_knew_of_is_due_from_its_next_time_on() -> None:
    assert told(due([job()], Standing(), when("2026-11-10"))) == []
    assert told(due([job()], standing("2026-11-07"), when("2026-11-10"))) == []


def test_a_period_that_has_a_run_is_not_due_again_whatever_its_state() -> None:
    for state in (State.SENT, State.HELD, State.FAILED):
        known = standing("2026-10-20", run("2026-10", "2026-11-06T08:30", state))
        assert told(due([job()], known, when("2026-11-20"))) == []


def test_missed_months_are_made_up_for_in_order_all_the_latest_or_none() -> None:
    known, now = standing("2026-06-01"), when("2026-10-20")
    every = [
        ("monthly", "2026-05", "06-05 08:30", "new"), ("monthly", "2026-06", "07-07 08:30", "new"),
        ("monthly", "2026-07", "08-07 08:30", "new"), ("monthly", "2026-08", "09-07 08:30", "new"),
        ("monthly", "2026-09", "10-13 08:30", "new"),
    ]  # fmt: skip
    assert told(due([job()], known, now)) == every
    assert told(due([job(catch_up="latest")], known, now)) == every[-1:]
    assert told(due([job(catch_up="none")], known, now)) == []


def test_without_catching_up_a_time_within_the_last_day_still_counts() -> None:
    known, lazy = standing("2026-10-20"), job(catch_up="none")
    assert len(due([lazy], known, when("2026-11-07T08:29"))) == 1
    assert len(due([lazy], known, when("2026-11-07T08:31"))) == 0


def test_the_times_of_one_period_are_one_run_at_the_first_of_them() -> None:
    daily = job(at="每天 08:30")
    assert told(due([daily], standing("2026-10-30"), when("2026-11-20"))) == [
        ("monthly", "2026-09", "10-30 08:30", "new"),
        ("monthly", "2026-10", "11-01 08:30", "new"),
    ]


def test_a_quarter_is_built_once_by_a_monthly_rule() -> None:
    quarterly = job(at="每月5日 08:30", period="last_quarter")
    known = standing("2026-09-30", run("2026Q3", "2026-10-05T08:30"))
    assert told(due([quarterly], known, when("2027-02-01"))) == [("monthly", "2026Q4", "01-05 08:30", "new")]


def test_start_holds_a_job_back_or_lets_it_make_up_for_what_lies_before_it() -> None:
    known = standing("2026-10-20")
    assert told(due([job(start=date(2026, 11, 7))], known, when("2026-11-20"))) == []
    early = due([job(start=date(2026, 9, 7))], known, when("2026-11-20"))
    assert [period for _, period, _, _ in told(early)] == ["2026-08", "2026-09", "2026-10"]


def test_open_runs_go_on_and_failed_ones_are_tried_again_at_their_time() -> None:
    now = when("2026-11-20T12:00")
    runs = [
        run("2026-04", "2026-05-11T08:30", State.DUE),
        run("2026-05", "2026-06-05T08:30", State.GATED),
        run("2026-06", "2026-07-07T08:30", State.BUILT),
        run("2026-07", "2026-08-07T08:30", State.APPROVED),
        run("2026-08", "2026-09-07T08:30", State.FAILED, next_try=now),
        run("2026-09", "2026-10-13T08:30", State.FAILED, next_try=now + timedelta(minutes=1)),
        run("2026-10", "2026-11-06T08:30", State.HELD),
    ]
    assert told(due([job()], standing("2026-01-01", *runs), now)) == [
        ("monthly", "2026-04", "05-11 08:30", "resumed"),
        ("monthly", "2026-05", "06-05 08:30", "gate"),
        ("monthly", "2026-06", "07-07 08:30", "resumed"),
        ("monthly", "2026-07", "08-07 08:30", "resumed"),
        ("monthly", "2026-08", "09-07 08:30", "retry"),
    ]


def test_a_gate_is_looked_at_again_at_its_next_try() -> None:
    now = when("2026-11-06T09:00")
    waiting = run("2026-10", "2026-11-06T08:30", State.GATED, next_try=now + timedelta(minutes=5))
    assert told(due([job()], standing("2026-10-20", waiting), now)) == []
    assert len(due([job()], standing("2026-10-20", waiting), now + timedelta(minutes=5))) == 1


def test_a_next_try_that_a_wrong_clock_set_is_not_waited_for() -> None:
    now = when("2026-11-20")
    failed = run("2026-10", "2026-11-06T08:30", State.FAILED, next_try=now + timedelta(days=300))
    assert [item.why for item in due([job()], standing("2026-10-20", failed), now)] == ["retry"]


def test_runs_of_a_job_that_is_gone_or_disabled_are_left_alone() -> None:
    open_run = run("2026-10", "2026-11-06T08:30", State.BUILT)
    assert told(due([], standing("2026-10-20", open_run), when("2026-11-20"))) == []
    assert told(due([job(enabled=False)], standing("2026-10-20", open_run), when("2026-12-20"))) == []


def test_what_is_due_comes_by_its_time_and_then_by_job() -> None:
    jobs = [job("b"), job("a"), job("c", at="每月1日 08:30")]
    found = due(jobs, standing("2026-10-20", jobs="abc"), when("2026-11-20"))
    assert [id for id, *_ in told(found)] == ["c", "a", "b"]


def test_a_clock_put_back_yields_nothing_twice() -> None:
    known = standing("2026-08-10", run("2026-08", "2026-09-07T08:30"), run("2026-09", "2026-10-13T08:30"))
    for now in ("2026-10-20", "2026-09-20", "2026-08-20", "2026-07-01", "2026-10-20"):
        assert told(due([job()], known, when(now))) == []


def test_what_was_skipped_while_the_clock_was_ahead_is_made_up_for_when_its_time_comes() -> None:
    ahead = run("2026-11", "2026-12-07T08:30")
    known = standing("2026-08-01", run("2026-08", "2026-09-07T08:30"), ahead)
    assert told(due([job(catch_up="latest")], known, when("2026-10-20"))) == [
        ("monthly", "2026-09", "10-13 08:30", "new")
    ]
    assert [period for _, period, _, _ in told(due([job()], known, when("2026-12-20")))] == []


def test_what_failed_while_the_clock_was_ahead_is_done_when_its_time_comes() -> None:
    ahead = run("2026-11", "2026-12-07T08:30", State.FAILED, changed=when("2027-03-01"))
    known = standing("2026-11-10", ahead)
    assert told(due([job()], known, when("2026-12-01"))) == []
    assert told(due([job()], known, when("2026-12-08"))) == [("monthly", "2026-11", "12-07 08:30", "retry")]
    sound = standing("2026-11-10", replace(ahead, changed=when("2026-12-07T09:00")))
    assert told(due([job()], sound, when("2026-12-08"))) == []
    archived = standing("2026-11-10", replace(ahead, details={"archive": {}}))
    assert told(due([job()], archived, when("2026-12-08"))) == []


def test_a_job_first_seen_by_a_clock_that_ran_ahead_is_a_problem_until_it_says_its_start() -> None:
    (problem,) = due([job(where="schedule.yaml:3")], standing("2036-05-01"), when("2026-11-20")).problems["monthly"]
    assert (problem.where, "登记的时间（2036-05-01）还没有到" in problem.message) == ("schedule.yaml:3", True)
    started = due([job(start=date(2026, 11, 1))], standing("2036-05-01"), when("2026-11-20"))
    assert (started.problems, told(started)) == ({}, [("monthly", "2026-10", "11-06 08:30", "new")])


def test_a_year_without_a_calendar_stops_one_job_and_no_other() -> None:
    jobs = [job("a"), job("b", at="每月5日 08:30"), job("c", where="schedule.yaml:30")]
    found = due(jobs, standing("2026-11-30", jobs="abc"), when("2027-02-01"))
    assert told(found) == [
        ("b", "2026-11", "12-05 08:30", "new"),
        ("a", "2026-11", "12-07 08:30", "new"),
        ("c", "2026-11", "12-07 08:30", "new"),
        ("b", "2026-12", "01-05 08:30", "new"),
    ]
    assert list(found.problems) == ["a", "c"]
    assert found.problems["c"][0].where == "schedule.yaml:30"
    assert "“c”：不知道 2027 年" in found.problems["c"][0].message


def test_a_year_that_has_not_begun_is_no_problem_yet() -> None:
    known = standing("2026-10-20", run("2026-11", "2026-12-07T08:30"))
    assert due([job()], known, when("2026-12-31T23:59")) == Dues()
    assert list(due([job()], known, when("2027-01-01T00:00")).problems) == ["monthly"]


def test_the_local_day_of_the_jobs_own_zone_says_which_period_it_is() -> None:
    west = job(at="0 20 31 * *", zone=ZoneInfo("America/New_York"))
    (item,) = due([west], standing("2026-10-20"), datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert (item.at, item.period.code) == (datetime(2026, 11, 1, 0, tzinfo=UTC), "2026-09")


ALL = (
    job("monthly", at="每月第5个工作日 08:30"),
    job("daily", at="每天 02:30", zone=ZoneInfo("Europe/Berlin"), period="year_to_last_month"),
    job("quarterly", at="每季度首月5日 08:30，遇休息日顺延", period="last_quarter"),
    job("weekly", at="15 2 * * 0", zone=ZoneInfo("Australia/Lord_Howe")),
)
BORN = datetime(2024, 1, 1, tzinfo=UTC)
END = datetime(2025, 12, 1, tzinfo=UTC)


def expected(each: Job) -> dict[str, datetime]:
    """Return each period and the first of its times, by going through every time of the rule."""
    found: dict[str, datetime] = {}
    at = each.rule.after(BORN, each.zone)
    while at is not None and at <= END:
        found.setdefault(each.period_at(at).code, at)
        at = each.rule.after(at, each.zone)
    return found


@settings(max_examples=80, deadline=None)
@given(
    moves=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 6)), max_size=25),
    catch_up=st.sampled_from(["all", "latest", "none"]),
)
def test_no_period_is_yielded_twice_and_none_is_lost_however_the_clock_is_moved(
    moves: list[tuple[int, int]], catch_up: Any
) -> None:
    """Each move sets the clock to a day and begins so many of what is due, as a process that dies would."""
    jobs = [replace(each, catch_up=catch_up) for each in ALL]
    runs: dict[str, Run] = {}
    known = Standing({each.id: BORN for each in jobs}, runs)
    for days, most in [*moves, ((END - BORN).days, 10_000)]:
        for item in list(due(jobs, known, BORN + timedelta(days=days)))[:most]:
            made = Run(item.job.id, item.period.code, item.at, State.SENT)
            assert item.why == "new"
            assert made.key not in runs
            assert item.at <= BORN + timedelta(days=days)
            runs[made.key] = made
    for each in jobs:
        whole = expected(each)
        made_of = {run.period: run.at for run in runs.values() if run.job == each.id}
        assert made_of.items() <= whole.items() if catch_up != "none" else made_of.keys() <= whole.keys()
        assert catch_up != "all" or made_of == whole
    assert list(due(jobs, known, END)) == []


def test_the_first_times_of_periods_are_found_without_going_through_every_minute() -> None:
    asked: list[datetime] = []

    class EveryMinute:
        def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
            asked.append(moment)
            return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)

    found = occurrences(job(rule=EveryMinute()), when("2026-01-15"))
    assert [next(found)[1].code for _ in range(3)] == ["2025-12", "2026-01", "2026-02"]
    assert len(asked) == 3


def test_what_was_asked_before_is_not_worked_out_again() -> None:
    counted = _Counting()
    many = [job(f"j{n}", rule=counted) for n in range(50)]
    known = standing("2026-10-20", jobs=[each.id for each in many])
    for now in ("2026-11-01", "2026-11-02", "2026-11-03"):
        assert due(many, known, when(now)) == Dues()
    assert counted.calls == 1


class _Counting:
    def __init__(self) -> None:
        self.calls = 0

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        self.calls += 1
        return when("2026-11-06T08:30")


def listed(upcoming: Any) -> list[tuple[str, str]]:
    return [(item.job.id, f"{item.at.astimezone(item.job.zone):%Y-%m-%d %H:%M}") for item in upcoming.items]


def test_the_next_times_of_all_jobs_come_together_in_order() -> None:
    jobs = [job("b", at="每月1日 08:30"), job("a"), job("off", enabled=False)]
    found = next_times(jobs, when("2026-09-10"), 4)
    assert listed(found) == [
        ("b", "2026-10-01 08:30"), ("a", "2026-10-13 08:30"), ("b", "2026-11-01 08:30"), ("a", "2026-11-06 08:30"),
    ]  # fmt: skip
    assert found.problems == {}


def test_the_next_times_are_listed_as_far_as_they_are_known_and_then_the_reason_is_told() -> None:
    found = next_times([job()], when("2026-11-25"), 12)
    assert listed(found) == [("monthly", "2026-12-07 08:30")]
    assert "2027" in found.problems["monthly"][0].message
    assert next_times([job()], when("2026-11-25"), 1).problems == {}


def test_the_next_times_of_other_jobs_go_on_beside_one_that_is_not_known() -> None:
    found = next_times([job("a"), job("b", at="每月5日 08:30")], when("2026-11-25"), 4)
    assert listed(found)[2:] == [("b", "2027-01-05 08:30"), ("b", "2027-02-05 08:30")]
    assert list(found.problems) == ["a"]


def test_a_period_that_has_a_run_is_not_listed_as_coming() -> None:
    daily = job(at="每天 08:30")
    assert listed(next_times([daily], when("2026-11-25"), 1)) == [("monthly", "2026-11-25 08:30")]
    done = {"monthly@2026-10"}
    assert listed(next_times([daily], when("2026-11-25"), 1, done)) == [("monthly", "2026-12-01 08:30")]


@pytest.mark.parametrize("index", [0, slice(0, 1)])
def test_dues_are_a_sequence(index: Any) -> None:
    found = due([job()], standing("2026-10-20"), when("2026-11-20"))
    take: Callable[[Any], Any] = found.__getitem__
    assert take(index) == tuple(found)[index]

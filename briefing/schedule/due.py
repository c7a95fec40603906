"""Jobs, how they stand in the ledger, and the time in; what is to be done now out. Pure: no clock, no file.

A job's occurrences are reckoned on from the latest of its runs that was due by now: a clock that was put back yields
nothing a second time (the run is there), and what was skipped while it was ahead is made up for. For that, who begins
the runs begins those of a job in the order of this list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from briefing.errors import Problem, ProblemsFound
from briefing.ledger.model import Run, Standing, State, key_of
from briefing.model.period import Period
from briefing.schedule.calendar import UnknownYear
from briefing.schedule.model import LONGEST_PAUSE, Due, Dues, Job, PeriodRule, is_waiting
from briefing.schedule.moments import day_start
from briefing.schedule.periods import period_for, turn
from briefing.schedule.times import following

MISSED_AFTER = timedelta(days=1)
"""What was due longer ago is missed: a job with `catch_up: none` does not make up for it."""
_MOMENT = timedelta(microseconds=1)


def due(jobs: Iterable[Job], standing: Standing, now: datetime) -> Dues:
    """Return what is to be done, by the time when it was due, then by job; runs of a job that is gone are left alone.

    New runs come by their `catch_up`, one a period, due at the first time of the period. Open runs go on, failed ones
    at their next try. A job whose workdays are not known up to now has its problems in `problems`.
    """
    enabled = {job.id: job for job in jobs if job.enabled}
    found, latest = _begun(enabled, standing.runs.values(), now)
    problems: dict[str, tuple[Problem, ...]] = {}
    for job in enabled.values():
        since = begins(job, standing.since.get(job.id, now))
        new, unknown = _new(job, max(since, latest.get(job.id, since)), standing.runs, now)
        found += new
        if unknown and is_reached(unknown, job, now):
            problems[job.id] = problems_of(job, unknown)
        elif job.start is None and since > now + LONGEST_PAUSE:
            problems[job.id] = (_ahead(job, since),)
    return Dues(tuple(sorted(found, key=lambda item: (item.at, item.job.id))), problems)


def occurrences(job: Job, since: datetime, until: datetime | None = None) -> Iterator[tuple[datetime, Period]]:
    """Yield the first time of each period of a job after one moment and up to another, in UTC, with the period.

    Raises UnknownYear.
    """
    at = following(job.rule, job.zone, since)
    while at is not None and (until is None or at <= until):
        period, end = meant(job.period, job.zone, at)
        yield at, period
        at = following(job.rule, job.zone, end)


@lru_cache(maxsize=1 << 17)
def meant(rule: PeriodRule, zone: ZoneInfo, at: datetime) -> tuple[Period, datetime]:
    """Return the period that a rule means at a moment, and the last moment at which it does."""
    day = at.astimezone(zone).date()
    return period_for(rule, day), day_start(turn(rule, day), zone) - _MOMENT


def is_reached(error: UnknownYear, job: Job, moment: datetime) -> bool:
    """Return whether a year that is not known has begun by a moment: before that nothing is amiss yet."""
    return day_start(date(error.year, 1, 1), job.zone) <= moment


def problems_of(job: Job, error: ProblemsFound) -> tuple[Problem, ...]:
    """Return what is wrong, at the line of the job that it is wrong with."""
    return tuple(Problem(job.where, f"作业“{job.id}”：{each.message}", each.hint) for each in error.problems)


def _ahead(job: Job, since: datetime) -> Problem:
    day = f"{since.astimezone(job.zone):%Y-%m-%d}"
    message = f"作业“{job.id}”登记的时间（{day}）还没有到，在那以前不会做：登记时或现在的时钟不对。"
    return Problem(job.where, message, "请校准时钟；时钟没错的，在这个作业里写上 start:（从哪一天起做）。")


def _begun(enabled: Mapping[str, Job], runs: Iterable[Run], now: datetime) -> tuple[list[Due], dict[str, datetime]]:
    """Return the runs to go on with, and of each job when the latest of its runs was due that was due by now."""
    found, latest = list[Due](), dict[str, datetime]()
    for run in runs:
        job = enabled.get(run.job)
        if job is None:
            continue
        if run.at <= now and (run.job not in latest or latest[run.job] < run.at):
            latest[run.job] = run.at
        if why := _why(run, now):
            found.append(Due(job, Period.parse(run.period), run.at, why))
    return found, latest


def _why(run: Run, now: datetime) -> Literal["resumed", "retry", "gate"] | None:
    """Return why a run is to be worked on now, if it is."""
    if is_waiting(run.next_try, now):
        return None
    if run.state is State.FAILED:
        return "retry" if run.next_try is not None or is_early(run, now) else None
    if not run.state.is_open:
        return None
    return "gate" if run.state is State.GATED else "resumed"


def is_early(run: Run, now: datetime) -> bool:
    """Return whether a run that is due by now failed by a clock that ran ahead: its data could not be there yet."""
    is_ahead = run.changed is not None and run.changed > now + LONGEST_PAUSE
    return run.state is State.FAILED and is_ahead and run.at <= now and "archive" not in run.details


def begins(job: Job, known: datetime) -> datetime:
    """Return the moment after which a job's occurrences count: its `start`, or since when it has been there."""
    return day_start(job.start, job.zone) - _MOMENT if job.start else known


def _new(job: Job, since: datetime, runs: Mapping[str, Run], now: datetime) -> tuple[list[Due], UnknownYear | None]:
    """Return the periods of a job that have no run yet, and the year for which nobody can say, if one stopped it."""
    found = list[Due]()
    since = max(since, now - MISSED_AFTER) if job.catch_up == "none" else since
    try:
        for at, period in occurrences(job, since, now):
            if key_of(job.id, period.code) not in runs:
                found.append(Due(job, period, at, "new"))
    except UnknownYear as error:
        return _kept(job, found), error
    return _kept(job, found), None


def _kept(job: Job, found: list[Due]) -> list[Due]:
    return found[-1:] if job.catch_up == "latest" else found

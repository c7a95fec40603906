"""Jobs and the time in; when they are next due, all together in order, out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import islice

from briefing.errors import Problem
from briefing.ledger.model import key_of
from briefing.model.period import Period
from briefing.schedule.calendar import UnknownYear
from briefing.schedule.due import begins, is_reached, occurrences, problems_of
from briefing.schedule.model import Job


@dataclass(frozen=True, slots=True)
class Next:
    """A time at which a job will be due, in UTC, and the period that it will be about."""

    at: datetime
    job: Job
    period: Period


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next times, in order; and of jobs that are missing from some point on, by their id, why."""

    items: tuple[Next, ...] = ()
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def next_times(jobs: Iterable[Job], now: datetime, count: int, done: Collection[str] = ()) -> Upcoming:
    """Return the next so many times of all enabled jobs together, one a period; `done` are keys of runs there are.

    A job is listed as far as its workdays are known. It has a problem where one more of its times may belong in the
    list.
    """
    unknown: dict[str, tuple[Job, UnknownYear]] = {}
    each = (_times(job, now, done, unknown) for job in jobs if job.enabled)
    items = tuple(islice(merge(*each, key=lambda item: (item.at, item.job.id)), count))
    problems = {
        job.id: problems_of(job, error)
        for job, error in unknown.values()
        if len(items) < count or is_reached(error, job, items[-1].at)
    }
    return Upcoming(items, problems)


def _times(
    job: Job, now: datetime, done: Collection[str], unknown: dict[str, tuple[Job, UnknownYear]]
) -> Iterator[Next]:
    try:
        for at, period in occurrences(job, max(begins(job, now), now)):
            if key_of(job.id, period.code) not in done:
                yield Next(at, job, period)
    except UnknownYear as error:
        unknown[job.id] = job, error

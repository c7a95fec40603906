"""What `schedule.yaml` says, checked and in types of its own (see `reading` for the file)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, Protocol, overload
from zoneinfo import ZoneInfo

from briefing.delivery.model import MailServer, Recipient
from briefing.errors import BriefingError, Problem
from briefing.model.period import Period

PeriodRule = Literal["last_month", "last_quarter", "last_half", "last_year", "year_to_last_month"]
"""上月、上季度、上半年（上一个半年）、上年、截至上月累计; all seen from the day on which the run is due."""


class TimeRule(Protocol):
    """When a job is due. Raises ProblemsFound for a day of which the legal calendar says nothing.

    Rules that say the same are equal, so that what one asks again and again is worked out once.
    """

    def __hash__(self) -> int: ...

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """Return the first time after an aware moment, aware and in UTC; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and days on that the workspace gives itself, for years that the library does not know or knows wrongly.

    `years` are those that are known by these two alone: every other weekday is a workday there.
    """

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Gate:
    """Which departments' data have to be in before a job is built, and how long to wait for them.

    `departments` empty: all that lead an indicator of the data set. `since`: data that came in before that day do not
    count (`month_start`, `period_end`, or None: only that there are data of the period). After `wait` the run fails, or
    is built with what is there and says which departments are missing, by `late`.
    """

    departments: tuple[str, ...] = ()
    since: Literal["month_start", "period_end"] | None = None
    wait: timedelta = timedelta(days=3)
    late: Literal["fail", "build"] = "fail"


LONGEST_PAUSE = timedelta(days=1)
"""No pause before a next try is longer: a next try farther off was set by a clock that was wrong."""


def is_waiting(next_try: datetime | None, now: datetime) -> bool:
    """Return whether it is not time yet for a next try."""
    return next_try is not None and now < next_try <= now + LONGEST_PAUSE


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a step that failed is tried again, and after how long; the pause doubles each time, up to a day."""

    times: int = 3
    after: timedelta = timedelta(minutes=10)

    def pause(self, attempt: int) -> timedelta:
        """Return how long to wait after the failed try of that number, from 1."""
        doubled: timedelta = self.after * 2 ** min(attempt - 1, 20)
        return min(doubled, LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the schedule. `where` is its place in `schedule.yaml`.

    `series` is what 期号 are counted in, from `first_number` on, anew each year where `yearly`. `catch_up`: after a
    stop every missed period is made up for (`all`), the latest alone (`latest`), or none.
    """

    id: str
    dataset: str
    audiences: tuple[str, ...]
    rule: TimeRule
    rule_text: str
    zone: ZoneInfo
    period: PeriodRule
    formats: tuple[str, ...] = ()
    language: str | None = None
    title: str = ""
    gate: Gate | None = None
    hold: bool = True
    recipients: tuple[Recipient, ...] = ()
    retries: Retries = Retries()
    series: str = ""
    first_number: int = 1
    yearly: bool = True
    catch_up: Literal["all", "latest", "none"] = "all"
    start: date | None = None
    enabled: bool = True
    where: str = "schedule.yaml"

    def period_at(self, moment: datetime) -> Period:
        """Return the period that a run due at a moment is about, seen from the job's own time zone."""
        from briefing.schedule.periods import period_for

        return period_for(self.period, moment.astimezone(self.zone).date())


@dataclass(frozen=True, slots=True)
class Schedule:
    """All jobs of a workspace, and what they share; `alerts` hear of failures.

    `ledger` is a path or an URL without a password; `ledger_env` names the environment variable that holds an URL with
    one. `ledger_at` tells which of them holds.
    """

    jobs: tuple[Job, ...]
    zone: ZoneInfo
    calendar: Calendar = Calendar()
    mail: MailServer | None = None
    ledger: str = ".briefing/ledger.sqlite"
    alerts: tuple[Recipient, ...] = ()
    ledger_env: str = ""

    def job(self, id: str) -> Job | None:
        return next((job for job in self.jobs if job.id == id), None)

    def ledger_at(self, environment: Mapping[str, str]) -> str:
        """Return the path or URL of the ledger. Raises BriefingError where its variable is not set."""
        if not self.ledger_env:
            return self.ledger
        if not environment.get(self.ledger_env):
            message = f"环境变量 {self.ledger_env} 没有设置，不知道台账在哪里。"
            raise BriefingError(message, "schedule.yaml", "请在运行的环境里设置它，写数据库的地址。")
        return environment[self.ledger_env]


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do now: a job, the period it is about, when it was due, and why it is on the list."""

    job: Job
    period: Period
    at: datetime
    why: Literal["new", "resumed", "retry", "gate"]


@dataclass(frozen=True, slots=True)
class Dues(Sequence[Due]):
    """What is to be done now, in order; and of jobs that cannot be reckoned, by their id, why.

    A job with problems keeps no other from being done, and what of it is known to be due is in `items` all the same.
    """

    items: tuple[Due, ...] = ()
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @overload
    def __getitem__(self, index: int) -> Due: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Due, ...]: ...
    def __getitem__(self, index: int | slice) -> Due | tuple[Due, ...]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

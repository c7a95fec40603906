"""A path or an URL in; the ledger out: what is read of it, and runs that are begun and claimed.

SQLite (one file, WAL) for one machine, PostgreSQL for several. Who works on a run holds a `Claim` on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from briefing.ledger import tables
from briefing.ledger.claim import Claim
from briefing.ledger.items import Items
from briefing.ledger.model import Delivery, Event, Input, Output, Run, Standing, State, key_of
from briefing.ledger.opening import engine_of
from briefing.ledger.rows import Row, delivery_of, event_of, input_of, moment, output_of, run_of, written
from briefing.ledger.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import ColumnElement, Connection, Engine, Table

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=5)


class Ledger:
    """An open ledger. Every method is one transaction: it is done whole or not at all.

    Raises BriefingError where the ledger cannot be reached, is locked for too long, or is of another version.
    """

    def __init__(self, engine: Engine, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._engine, self._clock = engine, clock

    @classmethod
    @contextmanager
    def open(cls, place: str, root: Path, clock: Clock = lambda: datetime.now(UTC)) -> Iterator[Ledger]:
        """Open the ledger at a path (relative to the workspace) or an URL; it is made where it is missing."""
        engine = engine_of(place, root)
        try:
            yield cls(engine, clock)
        finally:
            engine.dispose()

    def now(self) -> datetime:
        """Return the time by which leases run: for several machines it has to be one clock."""
        return self._clock()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection

    @property
    def items(self) -> Items:
        """The items of batches."""
        return Items(Store(self._engine, self.now))

    # Reading

    def standing(self, jobs: Iterable[str], now: datetime) -> Standing:
        """Note jobs that are new as known since now, and return how all of them stand."""
        with self._writing() as connection:
            known = {r.job: moment(r.since) for r in connection.execute(select(tables.jobs))}
            fresh = [job for job in dict.fromkeys(jobs) if job not in known]
            if fresh:
                connection.execute(insert(tables.jobs), [{"job": job, "since": written(now)} for job in fresh])
            since = {job: at for job, at in known.items() if at} | dict.fromkeys(fresh, now)
            runs = (run_of(row._mapping) for row in connection.execute(select(tables.runs)))
            return Standing(since, {run.key: run for run in runs})

    def runs(self, job: str | None = None, limit: int | None = None) -> tuple[Run, ...]:
        """Return runs, the latest due first."""
        query = select(tables.runs).order_by(tables.runs.c.at.desc(), tables.runs.c.job)
        query = query.where(tables.runs.c.job == job) if job else query
        with self._engine.connect() as connection:
            return tuple(run_of(row._mapping) for row in connection.execute(query.limit(limit)))

    def run(self, key: str) -> Run | None:
        """Return a run by its key."""
        with self._engine.connect() as connection:
            row = connection.execute(select(tables.runs).where(_is(key))).one_or_none()
        return run_of(row._mapping) if row else None

    def outputs(self, key: str) -> tuple[Output, ...]:
        return tuple(output_of(row) for row in self._of(tables.files, key) if row["side"] == "output")

    def inputs(self, key: str) -> tuple[Input, ...]:
        return tuple(input_of(row) for row in self._of(tables.files, key) if row["side"] == "input")

    def deliveries(self, key: str) -> tuple[Delivery, ...]:
        return tuple(delivery_of(row) for row in self._of(tables.deliveries, key))

    def events(self, key: str) -> tuple[Event, ...]:
        """Return the story of a run, oldest first."""
        return tuple(event_of(row) for row in self._of(tables.events, key))

    def _of(self, table: Table, key: str) -> list[Row]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(table).where(table.c.run == key)).all()
        return [row._mapping for row in rows]

    # Writing

    def begin(self, job: str, period: str, at: datetime) -> Run:
        """Return the run of a job for a period; it is written down as due where there is none yet."""
        now = written(self.now())
        values = {"job": job, "period": period, "at": written(at), "state": State.DUE, "began": now, "changed": now}
        try:
            with self._writing() as connection:
                connection.execute(insert(tables.runs).values(values))
        except IntegrityError:
            # Another was quicker, now or long ago: there is one run of a job and a period.
            pass
        found = self.run(key_of(job, period))
        assert found is not None
        return found

    def claim(self, key: str, owner: str, lease: timedelta = LEASE) -> Claim | None:
        """Take a run to work on it; None while somebody else holds it."""
        now = self.now()
        free = or_(tables.runs.c.owner == "", tables.runs.c.owner == owner, tables.runs.c.lease_until < written(now))
        taken = {"owner": owner, "lease_until": written(now + lease), "fence": tables.runs.c.fence + 1}
        with self._writing() as connection:
            done = connection.execute(update(tables.runs).where(_is(key), free).values(taken))
            if not done.rowcount:
                return None
            row = connection.execute(select(tables.runs).where(_is(key))).one()
        return Claim(self._engine, self.now, run_of(row._mapping), lease)


def _is(key: str) -> ColumnElement[bool]:
    job, _, period = key.rpartition("@")
    return (tables.runs.c.job == job) & (tables.runs.c.period == period)

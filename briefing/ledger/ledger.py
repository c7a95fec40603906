"""A path or an URL in; the ledger out: what is read of it, and runs that are begun and claimed.

SQLite (one file, WAL) for one machine, PostgreSQL for several. Who works on a run holds a `Claim` on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.ledger.store import Clock, Store, upsert  # isort: skip
from sqlalchemy import select

from briefing.ledger import tables
from briefing.ledger.claim import Claim
from briefing.ledger.claiming import is_run, taken
from briefing.ledger.items import Items
from briefing.ledger.model import Delivery, Event, Input, Output, Run, Standing, State, key_of
from briefing.ledger.opening import TIMEOUT, opened
from briefing.ledger.rows import Row, delivery_of, event_of, input_of, moment, output_of, run_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Table

LEASE = timedelta(minutes=5)


class Ledger:
    """An open ledger. Every method is one transaction: it is done whole or not at all.

    Raises LedgerUnusable, a BriefingError, where the ledger cannot be reached or written to, is locked for too long, or
    is of another version.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    @contextmanager
    def open(cls, place: str, root: Path, clock: Clock | None = None, timeout: float = TIMEOUT) -> Iterator[Ledger]:
        """Open the ledger at a path (relative to the workspace) or an URL; it is made where it is missing.

        `timeout` is how long to wait, in seconds, for who writes to it now.
        """
        with opened(place, root, clock, timeout) as store:
            yield cls(store)

    def now(self) -> datetime:
        """Return the time by which leases run: the server's, or where there is none the machine's."""
        with self._store.reading() as connection:
            return self._store.now(connection)

    @property
    def items(self) -> Items:
        """The items of batches."""
        return Items(self._store)

    # Reading

    def standing(self, jobs: Iterable[str], now: datetime) -> Standing:
        """Note jobs that are new as known since now, and return how all of them stand.

        Of a run that is sent only the key, `at` and the state are told.
        """
        wanted = dict.fromkeys(jobs)
        with self._store.reading() as connection:
            since = _since(connection)
            runs = _standing(connection)
        fresh = [{"job": job, "since": written(now)} for job in wanted if job not in since]
        if fresh:
            with self._store.writing() as connection:
                upsert(connection, tables.jobs, fresh, ("job",), ())
                since = _since(connection)
        return Standing(since, runs)

    def runs(self, job: str | None = None, limit: int | None = None, state: State | None = None) -> tuple[Run, ...]:
        """Return runs, of a job or in a state alone where that is said, the latest due first."""
        t = tables.runs
        query = select(t).order_by(t.c.at.desc(), t.c.job, t.c.period.desc()).limit(limit)
        query = query.where(t.c.job == job) if job else query
        query = query.where(t.c.state == state) if state else query
        with self._store.reading() as connection:
            return tuple(run_of(row._mapping) for row in connection.execute(query))

    def run(self, key: str) -> Run | None:
        """Return a run by its key."""
        with self._store.reading() as connection:
            return _run(connection, key)

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
        # Always in the same order, which no database promises by itself.
        query = select(table).where(table.c.run == key).order_by(*table.primary_key)
        with self._store.reading() as connection:
            return [row._mapping for row in connection.execute(query)]

    # Writing

    def begin(self, job: str, period: str, at: datetime) -> Run:
        """Return the run of a job for a period; it is written down as due where there is none yet."""
        key = key_of(job, period)
        found = self.run(key)
        if found is not None:
            return found
        with self._store.writing() as connection:
            now = written(self._store.now(connection))
            row = {"job": job, "period": period, "at": written(at), "state": State.DUE, "began": now, "changed": now}
            # Another may be quicker: there is one run of a job and a period.
            upsert(connection, tables.runs, [row], ("job", "period"), ())
            found = _run(connection, key)
        assert found is not None
        return found

    def claim(self, key: str, owner: str, lease: timedelta = LEASE) -> Claim | None:
        """Take a run to work on it; None while somebody else holds it (see `claiming`) or where there is none.

        What its last holder was sending is settled at once: `sending` is pending again, `handing` is unsure.
        """
        with self._store.writing() as connection:
            run = taken(connection, key, owner, lease, self._store.now(connection))
        return Claim(self._store, run, lease) if run else None


def _run(connection: Connection, key: str) -> Run | None:
    row = connection.execute(select(tables.runs).where(is_run(key))).one_or_none()
    return run_of(row._mapping) if row else None


def _since(connection: Connection) -> dict[str, datetime]:
    found = ((row.job, moment(row.since)) for row in connection.execute(select(tables.jobs)))
    return {job: since for job, since in found if since}


def _standing(connection: Connection) -> dict[str, Run]:
    t = tables.runs.c
    left = connection.execute(select(tables.runs).where(t.state != State.SENT))
    runs = {run.key: run for run in (run_of(row._mapping) for row in left)}
    done = connection.execute(select(t.job, t.period, t.at).where(t.state == State.SENT))
    for job, period, at in done:
        runs[key_of(job, period)] = Run(job, period, datetime.fromisoformat(at), State.SENT)
    return runs

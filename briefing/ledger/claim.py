"""A run that this process holds: everything that is written about it goes through here, and only while it holds it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from briefing.ledger.store import Store, upsert  # isort: skip
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from briefing.errors import BriefingError
from briefing.ledger import tables
from briefing.ledger.model import Delivery, Input, Output, Run
from briefing.ledger.rows import clean, run_of, written

Files = tuple[Iterable[Output], Iterable[Input]]
"""What came of a run, and what it was built from."""


class LostClaim(BriefingError):
    """Somebody else has taken the run since: whatever is at hand has to stop, and nothing was written."""


class Claim:
    """The right to work on a run, until `release`. Every method is one transaction that first makes sure of the right.

    `run` is how the run stood when this last wrote it. `is_lost` tells that somebody else is known to have taken it.
    """

    def __init__(self, store: Store, run: Run, lease: timedelta) -> None:
        self._store, self.run, self._lease = store, run, lease
        self.is_lost = False

    def renew(self) -> None:
        """Hold the run for another lease. Raises LostClaim."""
        with self._held():
            pass

    @contextmanager
    def kept(self, every: timedelta | None = None) -> Iterator[Claim]:
        """Renew the claim beside whatever takes long within, three times a lease where nothing else is said.

        Where it is lost meanwhile `is_lost` is set, and the next write raises LostClaim.
        """
        pause = (every or self._lease / 3).total_seconds()
        done = threading.Event()
        beside = threading.Thread(target=self._renewing, args=(done, pause), name="briefing-claim", daemon=True)
        beside.start()
        try:
            yield self
        finally:
            done.set()
            beside.join()

    def _renewing(self, done: threading.Event, pause: float) -> None:
        while not self.is_lost and not done.wait(pause):
            try:
                self.renew()
            except BriefingError:
                # A ledger that is busy may be free the next time; what stays wrong the next write tells.
                continue

    def change(self, **changes: Any) -> Run:
        """Change fields of the run that are no part of its story (`next_try`). Raises LostClaim."""
        return self._write(changes, None)

    def record(self, step: str, message: str = "", /, files: Files | None = None, **changes: Any) -> Run:
        """Change fields of the run (`state`, `attempts`, …) and add a line to its story. Raises LostClaim.

        With `files`, what came of it and what it was made from take the place of what was there, in the same moment.
        """
        return self._write(changes, (step, message), files)

    def number(self, series: str, year: int, first: int = 1) -> int:
        """Return the run's 期号 in a series and year; the next one that was never given out where it has none.

        A year of 0 counts on for ever.
        """
        t = tables.numbers.c
        with self._held() as connection:
            self._store.alone(connection, tables.numbers)
            own = select(t.number).where(t.series == series, t.run == self.run.key)
            found = connection.execute(own).scalar()
            if found is None:
                last = select(func.max(t.number)).where(t.series == series, t.year == year)
                found = max((connection.execute(last).scalar() or 0) + 1, first)
                row = {"series": series, "year": year, "number": found, "run": self.run.key}
                connection.execute(insert(tables.numbers).values(row))
            run = self._set(connection, {"number": found})
        self.run = run
        return int(found)

    def put_delivery(self, delivery: Delivery) -> None:
        """Write down how far one recipient has come."""
        values = {
            "run": self.run.key, "recipient": delivery.recipient, "audience": delivery.audience,
            "state": delivery.state, "attempts": delivery.attempts, "message_id": delivery.message_id,
            "message": clean(delivery.message), "sha256": delivery.sha256,
        }  # fmt: skip
        changed = ("audience", "state", "attempts", "message_id", "message", "sha256", "changed")
        with self._held() as connection:
            values["changed"] = written(self._store.now(connection))
            upsert(connection, tables.deliveries, [values], ("run", "recipient"), changed)

    def release(self) -> None:
        """Let go of the run; a claim that was lost is let go already."""
        t = tables.runs
        with self._store.writing() as connection:
            connection.execute(update(t).where(self._mine()).values(owner="", lease_until=None))

    def _put(self, connection: Connection, files: Files) -> None:
        outputs, inputs = files
        rows = [_row(self.run.key, "output", o.audience, o.name, o.path, o.bytes, o.sha256) for o in outputs]
        rows += [_row(self.run.key, "input", i.audience, i.file, "", 0, i.sha256) for i in inputs]
        connection.execute(delete(tables.files).where(tables.files.c.run == self.run.key))
        if rows:
            connection.execute(insert(tables.files), rows)

    def _write(self, changes: dict[str, Any], told: tuple[str, str] | None, files: Files | None = None) -> Run:
        with self._held() as connection:
            run = self._set(connection, changes)
            if files:
                self._put(connection, files)
            if told:
                at = written(self._store.now(connection))
                row = {"run": run.key, "at": at, "step": told[0], "message": clean(told[1])}
                connection.execute(insert(tables.events).values(row))
        # Only now: what could not be written in the end has not happened.
        self.run = run
        return run

    @contextmanager
    def _held(self) -> Iterator[Connection]:
        """A transaction that has made sure that the run is still held, and for another lease."""
        with self._store.writing() as connection:
            until = self._store.now(connection) + self._lease
            kept = {"lease_until": written(until), "lease": self._lease.total_seconds()}
            if not connection.execute(update(tables.runs).where(self._mine()).values(kept)).rowcount:
                self.is_lost = True
                raise LostClaim(f"“{self.run.key}”已经由另一个程序接手。", "台账", "不用处理：那边会做完。")
            yield connection

    def _set(self, connection: Connection, changes: dict[str, Any]) -> Run:
        values = {key: _plain(value) for key, value in changes.items()}
        values["changed"] = written(self._store.now(connection))
        connection.execute(update(tables.runs).where(self._mine()).values(values))
        return run_of(connection.execute(select(tables.runs).where(self._mine())).one()._mapping)

    def _mine(self) -> ColumnElement[bool]:
        t = tables.runs.c
        run = self.run
        return (t.job == run.job) & (t.period == run.period) & (t.owner == run.owner) & (t.fence == run.fence)


def _plain(value: Any) -> Any:
    """Return a field's value as the ledger writes it."""
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, Mapping):
        return clean(json.dumps(dict(value), ensure_ascii=False))
    # A state is a text as well, and has to stay what it is.
    return clean(value) if type(value) is str else value


def _row(run: str, side: str, audience: str, name: str, path: str, size: int, digest: str) -> dict[str, Any]:
    return {
        "run": run, "side": side, "audience": audience, "name": name, "path": path, "bytes": size, "sha256": digest,
    }  # fmt: skip

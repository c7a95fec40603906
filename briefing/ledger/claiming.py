"""A run and who wants to work on it in; whether it is free, and what its last holder left, out.

A holder that is known to be at work on this machine keeps its run, whatever the clock says; one that is known to be
gone loses it at once. Of any other, on another machine or where the system tells nothing, the lease decides. A clock
that was set back since then would make a lease last for days: one that ends later than a lease can is cut to a lease
from now, so that a holder that works has time to renew it and one that does not holds nobody off for longer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from briefing.ledger import tables
from briefing.ledger.model import Run, Sending, key_of
from briefing.ledger.rows import run_of, written
from briefing.processes import is_alive, is_gone

_CUT_OFF = "发送时中断，不知道对方收到没有。"


def taken(connection: Connection, key: str, owner: str, lease: timedelta, now: datetime) -> Run | None:
    """Take a run, or return None while somebody else holds it."""
    t = tables.runs
    row = connection.execute(select(t).where(is_run(key)).with_for_update()).one_or_none()
    if row is None:
        return None
    run = run_of(row._mapping)
    if not _is_free(run, owner, now):
        _cut(connection, run, timedelta(seconds=row._mapping["lease"]), now)
        return None
    values = {
        "owner": owner, "lease_until": written(now + lease), "lease": lease.total_seconds(), "fence": run.fence + 1,
    }  # fmt: skip
    connection.execute(update(t).where(is_run(key)).values(values))
    _take_over(connection, run, owner, now)
    return run_of(connection.execute(select(t).where(is_run(key))).one()._mapping)


def is_run(key: str) -> Any:
    """Return the condition that a row of runs is the one of a key."""
    job, _, period = key.rpartition("@")
    return (tables.runs.c.job == job) & (tables.runs.c.period == period)


def _is_free(run: Run, owner: str, now: datetime) -> bool:
    if run.owner in ("", owner) or run.lease_until is None or is_gone(run.owner):
        return True
    return run.lease_until < now and not is_alive(run.owner)


def _cut(connection: Connection, run: Run, lease: timedelta, now: datetime) -> None:
    """Cut a lease that ends later than one that began now: the clock was set back since it was written."""
    if run.lease_until and run.lease_until > now + lease:
        values = {"lease_until": written(now + lease)}
        connection.execute(update(tables.runs).where(is_run(run.key)).values(values))


def _take_over(connection: Connection, run: Run, owner: str, now: datetime) -> None:
    """Settle what whoever held the run before was at: what was not taken is sent again, of what may be nobody knows."""
    key = key_of(run.job, run.period)
    again = _moved(connection, key, Sending.SENDING, {"state": Sending.PENDING}, now)
    unsure = _moved(connection, key, Sending.HANDING, {"state": Sending.UNSURE, "message": _CUT_OFF}, now)
    words = ["接手中断的任务"] if run.owner not in ("", owner) else []
    words += [f"{again} 个收件人没有发到，重新发"] if again else []
    words += [f"{unsure} 个收件人不确定发到没有，不会自动重发"] if unsure else []
    if words:
        row = {"run": key, "at": written(now), "step": "taken", "message": "；".join(words) + "。"}
        connection.execute(insert(tables.events).values(row))


def _moved(connection: Connection, key: str, state: Sending, values: dict[str, Any], now: datetime) -> int:
    t = tables.deliveries
    mine = (t.c.run == key) & (t.c.state == state)
    return connection.execute(update(t).where(mine).values(values | {"changed": written(now)})).rowcount

"""A run's key in; the run held by this process, to be worked on, out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing import faults
from briefing.errors import BriefingError, UsageError, suggest
from briefing.ledger.model import Run
from briefing.model.period import Period
from briefing.schedule.model import Job
from briefing.schedule.work import Tools, Work

if TYPE_CHECKING:
    from briefing.ledger.ledger import Ledger


def known(tools: Tools, key: str) -> tuple[Run, Job]:
    """Return the run that a person named, and its job.

    Raises UsageError for a key that there is no run of, and says which is near.
    """
    run = tools.ledger.run(full_key(tools.ledger, key)) if "@" in key else None
    if run is None:
        keys = [each.key for each in tools.ledger.runs(limit=200)]
        hint = suggest(key, keys) or "还没有任何一次生成。"
        raise UsageError(f"台账里没有“{key}”。", "RUN", f"写法是“作业@期间”。{hint}")
    job = tools.schedule.job(run.job)
    if job is None:
        hint = suggest(run.job, [each.id for each in tools.schedule.jobs])
        raise BriefingError(f"schedule.yaml 里已经没有“{run.job}”这个作业。", key, f"请先把它写回去。{hint}")
    return run, job


def full_key(ledger: Ledger, key: str) -> str:
    """Return the key of the run that is meant: `monthly@2026-10` also names the one of January to October."""
    job, _, code = key.partition("@")
    if not code or ledger.run(key):
        return key
    try:
        last = Period.parse(code).last
        near = [run.key for run in ledger.runs(job) if Period.parse(run.period).last == last]
    except ValueError:
        return key
    return near[0] if len(near) == 1 else key


@contextmanager
def holding(tools: Tools, job: Job, key: str) -> Iterator[Work | None]:
    """Hold a run for as long as it is worked on; None where another process holds it."""
    claim = tools.ledger.claim(key, tools.owner)
    if claim is None:
        yield None
        return
    faults.point("run.claimed")
    try:
        with claim.kept():
            yield Work(tools, job, Period.parse(claim.run.period), claim)
    finally:
        claim.release()
    faults.point("run.released")


@contextmanager
def held(tools: Tools, key: str) -> Iterator[Work]:
    """Hold a run that a person named. Raises BriefingError where another process holds it."""
    run, job = known(tools, key)
    with holding(tools, job, run.key) as work:
        if work is None:
            raise BriefingError(f"另一个程序正在处理“{key}”。", key, "请等它做完再试。")
        yield work

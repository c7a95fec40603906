"""A workspace, its schedule and its ledger in; all that is due done, one run after another, and what came of each, out.

What is due is settled by the ledger alone, so it does not matter who calls this, how often, or how many at a time.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing import events, faults
from briefing.delivery.model import Means
from briefing.ledger.model import Run, Standing, State
from briefing.schedule.failing import alert, said
from briefing.schedule.holding import holding
from briefing.schedule.model import Due, Schedule
from briefing.schedule.steps import advance
from briefing.schedule.work import Build, Clock, Report, Result, Send, Tools, result_of

if TYPE_CHECKING:
    from briefing.build.workspace import Workspace
    from briefing.ledger.ledger import Ledger


def run_once(
    workspace: Workspace, schedule: Schedule, ledger: Ledger, *, clock: Clock, send: Send, build: Build, owner: str
) -> Report:
    """Do all that is due now. A run that fails does not stop the others.

    Raises BriefingError where the ledger cannot be had or the calendar does not know a day: then nothing was done.
    """
    return do_due(Tools(workspace, schedule, ledger, clock, send, build, means_of(workspace, schedule), owner))


def means_of(workspace: Workspace, schedule: Schedule) -> Means:
    """Return what a workspace has to send with."""
    return Means(schedule.mail, os.environ, root=workspace.root)


def do_due(tools: Tools) -> Report:
    """Do all that is due now, with the tools at hand."""
    from briefing.schedule.due import due

    now = tools.clock()
    standing = tools.ledger.standing([job.id for job in tools.schedule.jobs], now)
    results = [_told_later(tools, run) for run in _untold(tools, standing)]
    for each in due(tools.schedule.jobs, standing, now):
        if tools.stopping():
            break
        results.append(_do(tools, each))
    return Report(tuple(results))


def _do(tools: Tools, due: Due) -> Result:
    from briefing.ledger.claim import LostClaim

    key = f"{due.job.id}@{due.period.code}"
    try:
        run = tools.ledger.begin(due.job.id, due.period.code, due.at)
        faults.point("run.begun")
        with holding(tools, due.job, key) as work:
            if work is None:
                return Result(key, run.state, "busy", "另一个程序正在处理。")
            if work.run.next_try is None or work.run.next_try <= tools.clock():
                advance(work)
            run = work.run
        return result_of(run)
    except LostClaim as error:
        return Result(key, State.DUE, "busy", error.message)
    # A run whose failure could not even be written down must not keep the others from theirs.
    except Exception as error:
        events.tell("run.broken", said(error), level=logging.ERROR, run=key)
        return Result(key, State.DUE, "failed", said(error))


def _untold(tools: Tools, standing: Standing) -> Iterator[Run]:
    """Yield the failed runs of which word was to be sent, and was cut off."""
    for run in standing.runs.values():
        about = run.details.get("alert")
        if run.state is State.FAILED and isinstance(about, dict) and not about["is_done"]:
            yield run


def _told_later(tools: Tools, run: Run) -> Result:
    job = tools.schedule.job(run.job)
    if job:
        with holding(tools, job, run.key) as work:
            if work and work.run.state is State.FAILED:
                alert(work)
    return result_of(run)

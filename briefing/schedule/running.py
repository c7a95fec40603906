"""A workspace, its schedule and its ledger in; all that is due done, one run after another, and what came of each, out.

What is due is settled by the ledger alone, so it does not matter who calls this, how often, or how many at a time.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing import events, faults
from briefing.delivery.model import Means
from briefing.errors import Problem
from briefing.ledger.model import Run, Standing, State, key_of
from briefing.schedule.failing import alert, is_alert_due, said
from briefing.schedule.holding import holding
from briefing.schedule.model import Due, Schedule, is_waiting
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
    dues = due(tools.schedule.jobs, standing, now)
    results += [_unreckoned(job, problems) for job, problems in dues.problems.items()]
    stuck: set[str] = set()
    for each in dues:
        if tools.stopping():
            break
        # What is due next is reckoned on from a job's latest run: a later one must not be begun before an earlier one.
        if each.job.id not in stuck:
            results.append(_do(tools, each, stuck))
    return Report(tuple(results))


def _unreckoned(job: str, problems: Sequence[Problem]) -> Result:
    message = "\n".join(map(str, problems))
    events.tell("schedule.unknown", message, level=logging.ERROR, job=job)
    return Result(job, None, "failed", message)


def _do(tools: Tools, due: Due, stuck: set[str]) -> Result:
    from briefing.ledger.claim import LostClaim

    key = key_of(due.job.id, due.period.code)
    try:
        stuck.add(due.job.id)
        run = tools.ledger.begin(due.job.id, due.period.code, due.at)
        stuck.discard(due.job.id)
        faults.point("run.begun")
        with holding(tools, due.job, key) as work:
            if work is None:
                return Result(key, run.state, "busy", "另一个程序正在处理。", label=run.label)
            # Another may have put the next try off since the run was found due.
            if not is_waiting(work.run.next_try, tools.clock()):
                advance(work)
            run = work.run
        return result_of(run, due.job.zone)
    except LostClaim as error:
        return Result(key, None, "busy", error.message)
    # A run whose failure could not even be written down must not keep the others from theirs.
    except Exception as error:
        events.tell("run.broken", said(error), level=logging.ERROR, run=key)
        return Result(key, None, "failed", said(error))


def _untold(tools: Tools, standing: Standing) -> Iterator[Run]:
    """Yield the failed runs of which word was to be sent, and was cut off or could not be taken."""
    now = tools.clock()
    for run in standing.runs.values():
        if run.state is State.FAILED and is_alert_due(run, now) and tools.schedule.job(run.job):
            yield run


def _told_later(tools: Tools, run: Run) -> Result:
    from briefing.ledger.claim import LostClaim

    job = tools.schedule.job(run.job)
    assert job is not None
    try:
        with holding(tools, job, run.key) as work:
            if work and work.run.state is State.FAILED:
                alert(work)
    except LostClaim as error:
        return Result(run.key, None, "busy", error.message)
    # Word of one failure must not keep the other runs from theirs.
    except Exception as error:
        events.tell("run.broken", said(error), level=logging.ERROR, run=run.key)
    return result_of(run, job.zone)

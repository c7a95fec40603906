"""A step that failed in; when it is tried again, or the run's end with word to those who hear of failures, out."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from briefing import events
from briefing.delivery.model import Parcel, Recipient
from briefing.errors import BriefingError, ProblemsFound
from briefing.ledger.model import ALERT, Delivery, Run, Sending, State, named
from briefing.schedule.model import is_waiting
from briefing.schedule.sending import message_id, send_one

if TYPE_CHECKING:
    from briefing.schedule.work import Work

_MOST = 3
_MOST_ALERTS, _ALERT_PAUSE = 8, timedelta(minutes=10)


def stumble(work: Work, step: str, message: str, **details: object) -> None:
    """Note a failed try of a step: the next is set by the job's `Retries`, or there is none and the run has failed."""
    attempts = (work.run.attempts if work.run.step in {step, ""} else 0) + 1
    if attempts > work.job.retries.times:
        fail(work, step, message, attempts, **details)
        return
    next_try = work.now() + work.job.retries.pause(attempts)
    said = f"{message}（第{attempts}次没有成功，{local(work, next_try)}再试）"
    changed = work.details(**details)
    work.record(step, said, step=step, attempts=attempts, next_try=next_try, message=message, details=changed)


def fail(work: Work, step: str, message: str, attempts: int = 0, **details: object) -> None:
    """End a run as failed, and tell those who hear of failures, once."""
    former: Any = work.run.details.get("alert", {})
    if _hearers(work):
        told = {"count": former.get("count", 0) + 1, "at": work.now().isoformat(), "is_done": False}
        details |= {"alert": told}
    changes = {"step": step, "attempts": attempts, "next_try": None, "message": message}
    work.record(step, message, state=State.FAILED, details=work.details(**details), **changes)
    _alert_now(work)


def _alert_now(work: Work) -> None:
    """Send word at once; where the ledger or the mail cannot be had just now, the next round does."""
    from briefing.ledger.claim import LostClaim

    try:
        alert(work)
    except LostClaim:
        raise
    # Whatever it is, it must not take the place of why the run failed.
    except Exception as error:
        events.tell("alert.failed", said(error), level=logging.ERROR, run=work.run.key)


def local(work: Work, moment: datetime) -> str:
    """Return a moment as people of the job's time zone write it."""
    return f"{moment.astimezone(work.job.zone):%Y-%m-%d %H:%M}"


def is_alert_due(run: Run, now: datetime) -> bool:
    """Return whether somebody is still to hear of a failure, and it is time to try."""
    about: Any = run.details.get("alert", {})
    if about.get("is_done", True):
        return False
    return "next" not in about or not is_waiting(datetime.fromisoformat(about["next"]), now)


def alert(work: Work) -> None:
    """Send word of a failure to each that is to hear of it and has not; what came of it is in the ledger as well.

    Who could not be told for a passing reason is tried again, ever less often, for about a day.
    """
    about: Any = work.run.details.get("alert", {})
    if not is_alert_due(work.run, work.now()):
        return
    failed, lasting, unsure = _tell(work, about)
    tries = about.get("tries", 0) + 1
    is_done = not set(failed) - set(lasting) or tries >= _MOST_ALERTS
    told = {**about, "is_done": is_done, "tries": tries, "lasting": lasting}
    if not is_done:
        told["next"] = (work.now() + _ALERT_PAUSE * 2 ** (tries - 1)).isoformat()
    words = [f"没有通知到{'、'.join(map(named, failed))}" + ("" if is_done else "，过一会儿再试")] if failed else []
    words += [f"不知道通知到没有：{'、'.join(map(named, unsure))}"] if unsure else []
    work.record("alert", "；".join(words) or "已通知有关人员", details=work.details(alert=told))


def _tell(work: Work, about: Any) -> tuple[list[str], list[str], list[str]]:
    """Send word, and return the keys of those who could not be told, of whom for good, and of whom nobody knows."""
    failed, lasting, unsure = list[str](), list[str](about.get("lasting", [])), list[str]()
    listed = {each.recipient: each for each in work.tools.ledger.deliveries(work.run.key)}
    for recipient in _hearers(work):
        key = f"{ALERT}{about['count']}:{recipient.key}"
        delivery = listed.get(key) or Delivery(key, "", message_id=message_id(work, key, ""))
        state = delivery.state
        if state in {Sending.PENDING, Sending.SENDING, Sending.FAILED} and recipient.key not in lasting:
            outcome = send_one(work, recipient, delivery, lambda: _word(work, about["at"]))
            state = Sending(outcome.state)
            lasting += [recipient.key] if outcome.is_lasting else []
        failed += [recipient.key] if state is Sending.FAILED else []
        unsure += [recipient.key] if state is Sending.UNSURE else []
    return failed, lasting, unsure


def _hearers(work: Work) -> list[Recipient]:
    # A folder is told nothing: nobody reads it for news.
    return [each for each in work.tools.schedule.alerts if each.channel != "folder"]


def _word(work: Work, at: str) -> Parcel:
    run = work.run
    title = f"定时简报需要处理：{run.key}"
    notes = (*filter(None, (work.job.title,)), *run.message.splitlines(), f"查看：briefing history {run.key}")
    return Parcel(run.key, "", title, work.period.label, "", (), notes=notes, at=datetime.fromisoformat(at))


def said(error: BaseException) -> str:
    """Return what an error says, of many problems the first ones."""
    if isinstance(error, ProblemsFound):
        problems = [str(problem) for problem in error.problems]
        more = f"……共{len(problems)}个问题。" if len(problems) > _MOST else ""
        return "\n".join(problems[:_MOST]) + more
    return str(error) if isinstance(error, BriefingError) else f"程序出错（{type(error).__name__}：{error}）。"

"""A step that failed in; when it is tried again, or the run's end with word to those who hear of failures, out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.delivery.model import Parcel
from briefing.errors import BriefingError, ProblemsFound
from briefing.ledger.model import Delivery, Sending, State
from briefing.schedule.sending import message_id, send_one

if TYPE_CHECKING:
    from briefing.schedule.work import Work

ALERT = "alert:"
"""What the keys of those begin with, in the ledger, who hear of a failure: `alert:1:mail:zhang@example.cn`."""
_MOST = 3


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
    if work.tools.schedule.alerts:
        told = {"count": former.get("count", 0) + 1, "at": work.now().isoformat(), "is_done": False}
        details |= {"alert": told}
    changes = {"step": step, "attempts": attempts, "next_try": None, "message": message}
    work.record(step, message, state=State.FAILED, details=work.details(**details), **changes)
    alert(work)


def local(work: Work, moment: datetime) -> str:
    """Return a moment as people of the job's time zone write it."""
    return f"{moment.astimezone(work.job.zone):%Y-%m-%d %H:%M}"


def alert(work: Work) -> None:
    """Send word of a failure to each that is to hear of it and has not; what came of it is in the ledger as well."""
    about: Any = work.run.details.get("alert", {})
    if about.get("is_done", True):
        return
    listed = {each.recipient: each for each in work.tools.ledger.deliveries(work.run.key)}
    for recipient in work.tools.schedule.alerts:
        # A folder is told nothing: nobody reads it for news.
        if recipient.channel == "folder":
            continue
        key = f"{ALERT}{about['count']}:{recipient.key}"
        delivery = listed.get(key) or Delivery(key, "", message_id=message_id(work, key, ""))
        if delivery.state in {Sending.PENDING, Sending.SENDING}:
            send_one(work, recipient, delivery, lambda: _word(work, about["at"]))
    work.record("alert", "已通知有关人员", details=work.details(alert={**about, "is_done": True}))


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

"""An archived run in; every recipient sent its parcel once, and what came of each in the ledger, out.

A recipient is `sending` until right before the other side may have taken the message, then `handing` until the answer
is in the ledger. What was cut off in between is `unsure` for whoever claims the run next, and is sent again only when a
person says so.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefing import events, faults
from briefing.delivery.model import Outcome, Parcel, Recipient
from briefing.errors import BriefingError
from briefing.ledger.model import Delivery, Sending, named
from briefing.schedule.recipients import audience_of, recipients, standing

if TYPE_CHECKING:
    from briefing.schedule.work import Work

_TRIES = 3
_AGAIN = frozenset({Sending.PENDING, Sending.SENDING, Sending.FAILED})


def list_recipients(work: Work) -> dict[str, Delivery]:
    """Return how far each recipient of a run has come, by its key; those that are new are put down as pending."""
    known = standing(work)
    fresh = [key for key in recipients(work) if key not in known]
    for key in fresh:
        delivery = Delivery(key, audience_of(work, key))
        known[key] = replace(delivery, message_id=message_id(work, key, delivery.audience))
        work.claim.put_delivery(known[key])
    if fresh:
        work.record("list", f"{len(known)}个收件人")
    faults.point("run.listed")
    return known


def message_id(work: Work, key: str, audience: str) -> str:
    """Return the Message-ID for a recipient, the same at every try.

    When the run began is part of it: another workspace may have a run of the same name, and a mail program that gets
    two mails of one Message-ID shows only one.
    """
    from briefing.delivery.addresses import stable_id

    began = hashlib.sha256(str(work.run.began).encode()).hexdigest()[:8]
    mail = work.tools.schedule.mail
    return stable_id(f"{work.run.key}.{began}", f"{key}#{audience}", mail.sender if mail else "")


def send_all(work: Work, parcel_for: Callable[[str], Parcel], lasting: Iterable[str]) -> list[str]:
    """Send to every recipient that is to be sent to; return the keys of failures that are lasting.

    `parcel_for` makes the parcel of an audience. Raises LostClaim where another process has taken over.
    """
    known, refused = list_recipients(work), list(lasting)
    for key, recipient in recipients(work).items():
        delivery = known[key]
        if work.tools.stopping():
            break
        if delivery.state in _AGAIN and key not in refused:
            outcome = send_one(work, recipient, delivery, partial(parcel_for, delivery.audience))
            refused += [key] if outcome.is_lasting else []
    return refused


def send_one(work: Work, recipient: Recipient, delivery: Delivery, make: Callable[[], Parcel]) -> Outcome:
    """Send a parcel to one recipient, and write down what came of it."""
    trying = replace(delivery, state=Sending.SENDING, attempts=delivery.attempts + 1, message="")
    work.claim.put_delivery(trying)
    faults.point("delivery.sending")
    outcome = _handed(work, recipient, trying, make)
    digest = outcome.sha256 or delivery.sha256
    _note_surely(work, replace(trying, state=Sending(outcome.state), message=outcome.message, sha256=digest))
    faults.point("delivery.recorded")
    return outcome


def _handed(work: Work, recipient: Recipient, trying: Delivery, make: Callable[[], Parcel]) -> Outcome:
    """Let the channel deliver, and note the moment from which nobody can say."""
    from briefing.ledger.claim import LostClaim

    handed = []

    def note_handing() -> None:
        work.claim.put_delivery(replace(trying, state=Sending.HANDING))
        handed.append(True)

    try:
        return work.tools.send(recipient, make(), work.tools.means, trying.message_id, note_handing)
    except LostClaim:
        raise
    # What no channel has foreseen must not keep the other recipients from theirs.
    except Exception as error:
        message = str(error) if isinstance(error, BriefingError) else f"程序出错（{type(error).__name__}）。"
        return Outcome("unsure" if handed else "failed", message)


def _note_surely(work: Work, delivery: Delivery) -> None:
    """Write down what came of a try, even in a ledger that is busy for a while: the answer is not to be had again."""
    from briefing.ledger.faults import LedgerUnusable

    for _ in range(_TRIES - 1):
        try:
            _note(work, delivery)
            return
        except LedgerUnusable:
            continue
    _note(work, delivery)


def _note(work: Work, delivery: Delivery) -> None:
    work.claim.put_delivery(delivery)
    is_sent = delivery.state is Sending.SENT
    about = {"run": work.run.key, "recipient": delivery.recipient, "state": str(delivery.state)}
    message = f"{named(delivery.recipient)}：{delivery.state.label}" + (
        f"（{delivery.message}）" if delivery.message else ""
    )
    events.tell("delivery", message, level=logging.INFO if is_sent else logging.WARNING, **about)

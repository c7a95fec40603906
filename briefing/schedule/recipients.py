"""A run in; who is to get it, by the key that the ledger has for each, out.

The run's first audience is settled when it is built: who names none gets that one, whatever stands first in the
schedule later. Who was sent to is known by address and audience, so that naming the audience, or no longer naming it,
makes nobody another recipient, who would be sent everything again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.delivery.model import Recipient
from briefing.ledger.model import Delivery, Sending

if TYPE_CHECKING:
    from briefing.schedule.work import Work


def recipients(work: Work) -> dict[str, Recipient]:
    """Return the job's recipients for whom there is something in the run's archive, by their keys in the ledger.

    An audience that the job has had only since then was not built.
    """
    found: dict[str, Recipient] = {}
    for key, recipient in _keyed(work):
        if key:
            found.setdefault(key, recipient)
    return found


def left_out(work: Work) -> list[Recipient]:
    """Return the job's recipients for whom nothing was built."""
    return [recipient for key, recipient in _keyed(work) if not key]


def _keyed(work: Work) -> Iterator[tuple[str, Recipient]]:
    """Yield each of the job's recipients with its key in the ledger, "" where nothing was built for it."""
    archived: Any = work.run.details.get("archive", {})
    known = _deliveries(work)
    for each in work.job.recipients:
        delivery = known.get(each.key) or _same(each, audience_of(work, each), known.values())
        audience = delivery.audience if delivery else audience_of(work, each)
        is_built = not archived or audience in archived
        yield (delivery.recipient if delivery else each.key) if is_built else "", each


def standing(work: Work) -> dict[str, Delivery]:
    """Return the run's deliveries to the recipients that its job has now."""
    known = _deliveries(work)
    return {key: known[key] for key in recipients(work) if key in known}


def audience_of(work: Work, recipient: Recipient) -> str:
    """Return which audience's files a recipient gets who was not sent any yet."""
    return recipient.audience or str(work.run.details.get("first") or work.job.audiences[0])


def by_name(work: Work) -> Mapping[str, list[str]]:
    """Return the keys of the recipients by all that people may call them; an address may stand for several."""
    found: dict[str, list[str]] = {}
    for key, each in recipients(work).items():
        for name in dict.fromkeys(filter(None, (key, each.key, each.address, each.name))):
            found.setdefault(name, []).append(key)
    return found


def fitting(keys: Iterable[str], known: Mapping[str, Delivery], state: Sending | None) -> list[str]:
    """Of the deliveries that a name stands for, return those in a state where there are any; without a state, those
    that did not arrive."""
    found = [key for key in keys if key in known]
    states = {key: known[key].state for key in found}
    fit = [key for key in found if (states[key] is state if state else states[key] is not Sending.SENT)]
    return fit or found


def _deliveries(work: Work) -> dict[str, Delivery]:
    return {each.recipient: each for each in work.tools.ledger.deliveries(work.run.key)}


def _same(recipient: Recipient, audience: str, deliveries: Iterable[Delivery]) -> Delivery | None:
    """Return the delivery to an address of what a recipient gets, who was written in another way then."""
    # A folder of a named audience is another folder.
    if recipient.channel == "folder":
        return None
    bare, full = (replace(recipient, audience=name).key for name in ("", audience))
    return next((each for each in deliveries if each.recipient in {bare, full} and each.audience == audience), None)

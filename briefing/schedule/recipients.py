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
    from briefing.ledger.model import Run
    from briefing.schedule.model import Job
    from briefing.schedule.work import Work


def recipients(work: Work) -> dict[str, Recipient]:
    """Return the job's recipients for whom there is something in the run's archive, by their keys in the ledger.

    An audience that the job has had only since then was not built.
    """
    return {key: recipient for key, (recipient, _) in _settled(work).items()}


def left_out(work: Work) -> list[Recipient]:
    """Return the job's recipients for whom nothing was built."""
    archived: Any = work.run.details.get("archive", {})
    return [each for each, audience in _audiences(work.run, work.job) if archived and audience not in archived]


def _settled(work: Work) -> dict[str, tuple[Recipient, str]]:
    archived: Any = work.run.details.get("archive", {})
    found = keyed(work.run, work.job, work.tools.ledger.deliveries(work.run.key))
    return {key: each for key, each in found.items() if not archived or each[1] in archived}


def keyed(run: Run, job: Job, deliveries: Iterable[Delivery]) -> dict[str, tuple[Recipient, str]]:
    """Return a job's recipients with their audiences, by the keys that the ledger has for them, or will have."""
    known = {each.recipient: each for each in deliveries}
    found: dict[str, tuple[Recipient, str]] = {}
    for each, audience in _audiences(run, job):
        bare, full = (replace(each, audience=name).key for name in ("", audience))
        # A folder of a named audience is another folder.
        names = (each.key,) if each.channel == "folder" else (each.key, bare, full)
        mine = (key for key in names if key in known and known[key].audience == audience)
        fresh = full if each.key in known and each.channel != "folder" else each.key
        found.setdefault(next(mine, fresh), (each, audience))
    return found


def _audiences(run: Run, job: Job) -> Iterator[tuple[Recipient, str]]:
    """Yield each recipient with the audience whose files of the run are its own, each address and audience once."""
    first, seen = str(run.details.get("first") or job.audiences[0]), set[tuple[str, str]]()
    for each in job.recipients:
        bare = replace(each, audience="").key
        # Where the same address asks for the run's first by name, who asks for the first means the one of now.
        is_named = any(other.audience == first and replace(other, audience="").key == bare for other in job.recipients)
        audience = each.audience or (job.audiences[0] if is_named and each.channel != "folder" else first)
        place = (each.key if each.channel == "folder" else bare, audience)
        if place not in seen:
            seen.add(place)
            yield each, audience


def standing(work: Work) -> dict[str, Delivery]:
    """Return the run's deliveries to the recipients that its job has now."""
    known = {each.recipient: each for each in work.tools.ledger.deliveries(work.run.key)}
    return {key: known[key] for key in recipients(work) if key in known}


def audience_of(work: Work, key: str) -> str:
    """Return which audience's files the recipient of a key gets."""
    return _settled(work)[key][1]


def by_name(work: Work) -> Mapping[str, list[str]]:
    """Return the keys of the recipients by all that people may call them; an address may stand for several."""
    found: dict[str, list[str]] = {}
    for key, each in recipients(work).items():
        for name in dict.fromkeys(filter(None, (key, each.key, each.address, each.name))):
            found.setdefault(name, []).append(key)
    return found


def fitting(keys: Iterable[str], known: Mapping[str, Delivery], state: Sending | None) -> list[str]:
    """Return which of the deliveries that a name stands for are meant.

    Those in the state, or without one those that did not arrive; all, where there are none of these.
    """
    found = [key for key in keys if key in known]
    states = {key: known[key].state for key in found}
    fit = [key for key in found if (states[key] is state if state else states[key] is not Sending.SENT)]
    return fit or found

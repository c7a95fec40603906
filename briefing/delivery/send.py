"""A recipient and a parcel in; the parcel delivered by its channel, and what came of it, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

from briefing.delivery import folder
from briefing.delivery.model import Channel, Handing, Means, Outcome, Parcel, Recipient
from briefing.errors import BriefingError

Deliver = Callable[[Recipient, Parcel, Means, str, Handing], Outcome]


def _mail(recipient: Recipient, parcel: Parcel, means: Means, message_id: str, handing: Handing) -> Outcome:
    from briefing.delivery import smtp
    from briefing.delivery.mail import letter

    if means.mail is None:
        return Outcome("failed", "schedule.yaml 里没有写邮件服务器（mail:），发不了邮件。")
    try:
        made = letter(recipient, parcel, means.mail, message_id)
    except BriefingError as error:
        return Outcome("failed", str(error), is_lasting=True)
    return smtp.deliver(made, means, handing)


def _webhook(recipient: Recipient, parcel: Parcel, means: Means, message_id: str, handing: Handing) -> Outcome:
    from briefing.delivery import webhook

    return webhook.deliver(recipient, parcel, means, message_id, handing)


CHANNELS: Mapping[Channel, Deliver] = MappingProxyType({"folder": folder.deliver, "mail": _mail, "webhook": _webhook})


def send(recipient: Recipient, parcel: Parcel, means: Means, message_id: str, handing: Handing) -> Outcome:
    """Deliver a parcel to a recipient, once.

    Whatever goes wrong is an outcome; only what `handing` raises comes through, and then nothing was handed over.
    """
    return CHANNELS[recipient.channel](recipient, _narrowed(parcel, recipient), means, message_id, handing)


def _narrowed(parcel: Parcel, recipient: Recipient) -> Parcel:
    """Return a parcel with the formats that a recipient wants; all where none is named."""
    if not recipient.formats:
        return parcel
    wanted = {f".{name.lower().lstrip('.')}" for name in recipient.formats}
    return replace(
        parcel, files=tuple(file for file in parcel.files if PurePosixPath(file.name).suffix.lower() in wanted)
    )

"""What went wrong with a run in; a short message to those who look after the program out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from briefing.delivery.addresses import stable_id
from briefing.delivery.model import Means, Outcome, Parcel, Recipient
from briefing.delivery.send import send


def alert(
    recipients: Iterable[Recipient], run: str, lines: tuple[str, ...], means: Means, at: datetime,
    title: str = "定时简报需要处理",
) -> tuple[Outcome, ...]:  # fmt: skip
    """Tell each of the recipients that a run needs somebody; a folder is told nothing.

    The same news at the same moment has the same Message-ID, so that a mail program shows a repeated one once.
    """
    parcel = Parcel(run, "", f"{title}：{run}", "", "", (), notes=lines, at=at)
    told = "\n".join((run, at.isoformat(), *lines))
    news = f"alert.{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    sender = means.mail.sender if means.mail else ""
    return tuple(
        send(recipient, parcel, means, stable_id(news, recipient.key, sender), lambda: None)
        for recipient in recipients
        if recipient.channel != "folder"
    )

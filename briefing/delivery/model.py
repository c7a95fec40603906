"""What is handed to a recipient, how to reach one, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

Channel = Literal["folder", "mail", "webhook"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody or something that gets a briefing.

    `address` is a mail address, a folder, or the kind of a webhook (`wecom`, `dingtalk`, `feishu`, or a template file
    of the workspace); `name` is what people call it. `secret` names the environment variable that holds a webhook's
    URL, which is a credential; `sign` names the one that holds the key it signs with (加签), where the robot has one.
    An `audience` of "" gets what the job's first audience gets. `formats` narrows what is sent.
    """

    channel: Channel
    address: str
    name: str = ""
    audience: str = ""
    secret: str = ""
    formats: tuple[str, ...] = ()
    sign: str = ""

    @property
    def key(self) -> str:
        """What tells recipients of a job apart in the ledger; no credential stands in it."""
        place = f"{self.channel}:{self.address}" + (f":{self.secret}" if self.secret else "")
        return f"{place}#{self.audience}" if self.audience else place


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to hand over, under the name that the recipient sees."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A key figure for the body of a message: what it is, as printed (`843.8亿元`), and a line of context."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that one audience's recipients get of a run, settled before the first is sent: a second try sends the same.

    `at` dates the message, so that a message sent again is the same bytes. `number` is the 期号.
    """

    run: str
    audience: str
    title: str
    period: str
    organization: str
    files: tuple[Attachment, ...]
    key_figures: tuple[KeyNumber, ...] = ()
    number: int | None = None
    synthetic: bool = False
    at: datetime | None = None
    language: str = "zh-CN"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try. `unsure`: it was handed over, and no answer came, so nobody knows.

    A failure that `is_lasting` (no such address) is not tried again by itself. `sha256` is of the bytes that went out.
    """

    state: Literal["sent", "failed", "unsure"]
    message: str = ""
    is_lasting: bool = False
    sha256: str = ""


Handing = Callable[[], None]
"""Called right before the moment from which the other side may have taken the parcel; it may raise to stop it."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """How to reach the mail server. User and password come from the environment variables named here.

    `security`: `tls` from the first byte, `starttls`, or `none`, which is refused but for loopback addresses.
    """

    host: str
    port: int
    sender: str
    security: Literal["tls", "starttls", "none"] = "tls"
    user_env: str = ""
    password_env: str = ""
    timeout: float = 60.0
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """What a workspace has to send with; `environment` is where the credentials are looked up.

    `root` is the workspace: folders, templates and the file of a certificate authority are given relative to it.
    """

    mail: MailServer | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 30.0
    root: Path = Path()

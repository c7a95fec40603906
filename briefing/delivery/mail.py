"""A recipient and a parcel in; one mail as bytes out. The same parcel is the same bytes: no clock, no chance.

Nothing here connects to anything: what cannot be sent is refused by a BriefingError before there is a connection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage, Message
from email.policy import SMTP, EmailPolicy
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import cast
from urllib.parse import quote

from briefing.delivery import addresses, body
from briefing.delivery.addresses import Mailbox
from briefing.delivery.model import Attachment, MailServer, Parcel, Recipient
from briefing.delivery.names import heading, shown, unique
from briefing.delivery.words import words

TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "application/pdf",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".html": "text/html",
        ".zip": "application/zip",
        ".png": "image/png",
    }
)
_UNKNOWN = "application/octet-stream"
# The headers of attachments are written as they are: folded by the library, a long name is cut into filename*0*,
# filename*1* …, which older mail programs show as no name at all.
_POLICY: EmailPolicy[EmailMessage] = SMTP.clone(refold_source="none", max_line_length=addresses.LINE)
_LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready for a server: from whom, to whom, and its bytes with CRLF at each line's end."""

    sender: str
    recipient: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def letter(recipient: Recipient, parcel: Parcel, server: MailServer, message_id: str) -> Letter:
    """Return the mail that one recipient gets; raise BriefingError where an address or a text could do harm."""
    from_ = addresses.mailbox(server.sender, what="发件人地址")
    organization = addresses.checked(parcel.organization, "单位名称")
    to = addresses.mailbox(recipient.address, recipient.name)
    message = EmailMessage(policy=_POLICY)
    message["From"] = _header(Mailbox(from_.local, from_.domain, from_.name or organization))
    message["To"] = _header(to)
    message["Subject"] = _subject(parcel)
    if parcel.at is not None:
        message["Date"] = parcel.at if parcel.at.tzinfo else parcel.at.replace(tzinfo=UTC)
    message["Message-ID"] = addresses.message_id(message_id)
    # Keeps replies of absent people from being answered, and is what RFC 3834 asks of a program.
    message["Auto-Submitted"] = "auto-generated"
    _fill(message, parcel)
    # After the content: setting that drops every header of content.
    message["Content-Language"] = addresses.checked(parcel.language, "语言")
    _fix_boundaries(message)
    return Letter(from_.address, to.address, message.as_bytes())


def _header(box: Mailbox) -> str:
    """Return a mailbox as a header has it; the library encodes what is not ASCII."""
    from email.headerregistry import Address

    return str(Address(display_name=box.name, username=box.local, domain=box.domain))


def _subject(parcel: Parcel) -> str:
    for text, what in ((parcel.title, "标题"), (parcel.period, "期间")):
        addresses.checked(text, what)
    sign = words(parcel.language).synthetic if parcel.synthetic else ""
    subject = sign + heading(parcel)
    return subject if len(subject) <= _LONGEST_SUBJECT else subject[: _LONGEST_SUBJECT - 2] + "……"


def _fill(message: EmailMessage, parcel: Parcel) -> None:
    names = unique([shown(parcel, file) for file in parcel.files])
    message.set_content(body.plain(parcel, tuple(names)), cte="base64")
    message.add_alternative(body.page(parcel, tuple(names)), subtype="html", cte="base64")
    for part in message.iter_parts():
        del part["MIME-Version"]
    if parcel.files:
        message.make_mixed()
        for name, file in zip(names, parcel.files, strict=True):
            message.attach(_part(name, file))


def _part(name: str, file: Attachment) -> EmailMessage:
    """Return a file as a part. Its name stands there twice: by RFC 2231, and as an encoded word for older programs."""
    from email.encoders import encode_base64
    from email.header import Header

    part = Message()
    kind = TYPES.get(PurePosixPath(name).suffix.lower(), _UNKNOWN)
    if name.isascii():
        old = new = f'="{name}"'
    else:
        old = f'="{Header(name, "utf-8", maxlinelen=70).encode()}"'
        new = f"*=utf-8''{quote(name, safe='')}"
    part["Content-Type"] = f"{kind};\n name{old}"
    part["Content-Disposition"] = f"attachment;\n filename{new}"
    part.set_payload(file.data)
    encode_base64(part)
    # The container asks nothing of its parts but what every message has.
    return cast(EmailMessage, part)


def _fix_boundaries(message: EmailMessage) -> None:
    """Give each multipart a boundary of its own by its content: the library's are by chance. Base64 holds no `=_`."""
    seed = hashlib.sha256(message["Message-ID"].encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seed}_{number}")

"""Addresses and header texts as a person wrote them in; ones that can do no harm in a header out, or an error."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from briefing.errors import BriefingError

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.\-\[\]:]+")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mail address, its domain in the ASCII spelling that servers speak, and the name shown with it."""

    local: str
    domain: str
    name: str = ""

    @property
    def address(self) -> str:
        return f"{self.local}@{self.domain}"


def mailbox(text: str, name: str = "", what: str = "收件人地址") -> Mailbox:
    """Return the one address of `a@b.cn` or `名称 <a@b.cn>`; raise BriefingError where it is not exactly one."""
    checked(text, what)
    match = _NAMED.fullmatch(text.strip())
    address = (match["address"] if match else text).strip()
    shown = name or (match["name"].strip().strip('"').strip() if match else "")
    local, at, domain = address.rpartition("@")
    if not at or "," in address or ";" in address or "@" in local:
        hint = (
            "“＠”要写成半角的“@”。" if "＠" in address else "一处只写一个，例如 zhang@example.gov.cn；几个人就写几条。"
        )
        raise BriefingError(f"{what}“{address}”不是一个电子邮件地址。", "", hint)
    if not local.isascii():
        raise BriefingError(
            f"{what}“{address}”的“@”前面有非英文字符，多数邮件服务器不收。", "", "请向对方要一个英文的地址。"
        )
    if not _LOCAL.fullmatch(local) or len(local) > 64 or len(address) > 254:
        raise BriefingError(f"{what}“{address}”的写法不对。", "", "“@”前面只写字母、数字、点、横线和下划线。")
    return Mailbox(local, _domain(domain, what, address), checked(shown, f"{what}的名称"))


def _domain(domain: str, what: str, address: str) -> str:
    """Return a domain as servers speak it: 中文.中国 is xn--fiq228c.xn--fiqs8s."""
    try:
        spelled = domain.encode("idna").decode("ascii")
    except UnicodeError:
        spelled = ""
    if not spelled or len(spelled) > 253 or not all(_LABEL.fullmatch(label) for label in spelled.split(".")):
        raise BriefingError(
            f"{what}“{address}”的域名写法不对。", "", "“@”后面是邮件服务器的域名，例如 example.gov.cn。"
        )
    return spelled.lower()


def checked(text: str, what: str) -> str:
    """Return a text that is one line and can stand in a header; raise BriefingError where it could begin another."""
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
            raise BriefingError(
                f"{what}里有换行或控制字符（U+{ord(char):04X}），可能混进别的邮件头，没有发送。",
                "",
                "请把它改成一行普通的文字。",
            )
    return text


LINE = 76
"""The longest line of a header: with encoded words (RFC 2047, 2), and so within the 78 of RFC 5322, 2.1.1."""


def message_id(text: str) -> str:
    """Return a Message-ID in its angle brackets; raise BriefingError for what is none."""
    bare = text.removeprefix("<").removesuffix(">")
    if len(bare) > 250 or not _MESSAGE_ID.fullmatch(bare):
        raise BriefingError(
            "邮件编号（Message-ID）的写法不对，没有发送。", "", "应当像 <monthly.2026-10.1@example.gov.cn>。"
        )
    return f"<{bare}>"


def stable_id(run: str, recipient: str, sender: str) -> str:
    """Return the Message-ID of what a recipient gets of a run: always the same, under the sender's domain.

    Nothing of the recipient's address can be read in it. It is short enough for its line, since many programs do not
    expect this header on two lines.
    """
    domain = sender.rpartition("@")[2].strip(" >")
    try:
        host = _domain(domain, "", sender)
    except BriefingError:
        host = "briefing.invalid"
    digest = hashlib.sha256(f"{run}\n{recipient}".encode()).hexdigest()[:24]
    room = max(8, LINE - len(f"Message-ID: <.{digest}@{host}>"))
    name = re.sub(r"[^A-Za-z0-9-]+", ".", run)[:room].strip(".") or "run"
    return f"<{name}.{digest}@{host}>"

"""A letter and a mail server in; what came of it out.

The library opens the connection, secures it and logs in; the data phase is this module's own, so that it is known on
which side of the final dot something went wrong: before it nobody has the mail, after it only the server knows.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from briefing import faults
from briefing.delivery.mail import Letter
from briefing.delivery.model import Handing, Means, Outcome
from briefing.delivery.session import Refused, Session, opened

if TYPE_CHECKING:
    import smtplib

_CHUNK = 64 * 1024
# Codes of 5yz that tell of the account and not of the mail: a person mends them, and the next try goes through.
_ACCOUNT = frozenset((530, 534, 535, 538))
_TOO_LARGE = 552
_SMALLER = "请让对方放宽邮件大小，或者给这位收件人少发一种格式（formats），或改为发到共享文件夹（folder）。"


def deliver(letter: Letter, means: Means, handing: Handing) -> Outcome:
    """Send a letter; `handing` is called right before the dot that ends it, and what it raises stops the sending."""
    try:
        with opened(means, len(letter.data)) as session:
            faults.point("delivery.connected")
            return _converse(session, letter, handing)
    except Refused as refused:
        return Outcome("failed", refused.message, refused.is_lasting)


def _converse(session: Session, letter: Letter, handing: Handing) -> Outcome:
    with session.telling("发件人"):
        _address(session, letter)
    faults.point("delivery.addressed")
    with session.telling("正文"):
        _begin(session)
        _body(session, letter.data)
    faults.point("delivery.body")
    _check_silence(session)
    handing()
    faults.point("delivery.handing")
    outcome = _end(session, letter)
    faults.point("delivery.handed")
    return outcome


def _address(session: Session, letter: Letter) -> None:
    client = session.client
    options = _size_option(client, letter)
    code, reply = client.mail(letter.sender, options)
    _expect(session, code, reply, (250,), "邮件服务器不接受发件人")
    code, reply = client.rcpt(letter.recipient)
    _expect(session, code, reply, (250, 251, 252), "邮件服务器不接受收件人地址")


def _size_option(client: smtplib.SMTP, letter: Letter) -> list[str]:
    """Tell the size where the server wants to know it; raise Refused where it has said that this is too much."""
    if not client.has_extn("size"):
        return []
    text, size = client.esmtp_features.get("size", "").strip(), len(letter.data)
    if text.isdigit() and 0 < int(text) < size:
        raise Refused(
            f"邮件有 {_megabytes(size)} MB，超过邮件服务器的上限 {_megabytes(int(text))} MB，没有发送。{_SMALLER}", True
        )
    return [f"size={size}"]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}" if size >= 100_000 else f"{size / 1_000_000:.3f}"


def _begin(session: Session) -> None:
    code, reply = session.client.docmd("data")
    _expect(session, code, reply, (354,), "邮件服务器不接收正文")


def _body(session: Session, data: bytes) -> None:
    """Write the body up to, and without, the final dot. In pieces: the timeout is for each, not for all of a deck."""
    stuffed = _stuffed(data)
    for start in range(0, len(stuffed), _CHUNK):
        session.sock.sendall(stuffed[start : start + _CHUNK])


def _stuffed(data: bytes) -> bytes:
    """Return a body with its lines' leading dots doubled (RFC 5321, 4.5.2), ending with an end of line."""
    whole = data if data.endswith(b"\r\n") else data + b"\r\n"
    whole = whole.replace(b"\r\n.", b"\r\n..")
    return b"." + whole if whole.startswith(b".") else whole


def _check_silence(session: Session) -> None:
    """Raise Refused where the server has hung up, or has refused the mail, while it was being written."""
    first = session.heard()
    if first is None:
        return
    with session.telling("正文"):
        if not first:
            raise Refused("邮件服务器在正文没有收完时断开了连接，邮件没有发出。", False)
        # What the server says before the dot is an answer to the part that it got.
        line = first + session.sock.makefile("rb").readline(1000)
        code = int(line[:3]) if line[:3].isdigit() else 0
        _expect(session, code or 421, line[4:], (), "邮件服务器中途拒收")


def _end(session: Session, letter: Letter) -> Outcome:
    """Write the dot and wait for the answer; without one nobody knows whether the mail was taken."""
    try:
        session.sock.sendall(b".\r\n")
    except TimeoutError:
        return Outcome("unsure", _unsure("交出最后一个字节时超时"), sha256=letter.sha256)
    except OSError:
        # The system did not take the dot, so the server cannot have it.
        return Outcome("failed", "邮件服务器在收完邮件之前断开了连接，邮件没有发出。")
    answer = session.answer()
    if answer is None:
        return Outcome("unsure", _unsure("没有等到邮件服务器的回答"), sha256=letter.sha256)
    code, reply = answer
    try:
        _expect(session, code, reply, range(200, 300), "邮件服务器没有收下邮件")
    except Refused as refused:
        return Outcome("failed", refused.message, refused.is_lasting)
    return Outcome("sent", "邮件服务器已收下。", sha256=letter.sha256)


def _unsure(what: str) -> str:
    return (
        f"邮件已全部交出，但{what}，无法确定对方是否收到。程序不会自动重发；请先问一下对方，"
        "没有收到再用 briefing resend --only unsure 补发，收到了用 briefing schedule arrived 记下。"
    )


def _expect(session: Session, code: int, reply: bytes, good: Container[int], what: str) -> None:
    """Raise Refused for an answer that is none of the good ones; whether it lasts is by its first digit."""
    if code in good:
        return
    is_lasting = 500 <= code < 600 and code not in _ACCOUNT
    way = _way_out(code, is_lasting)
    raise Refused(f"{what}（{code} {session.said(reply)}）。{way}", is_lasting)


def _way_out(code: int, is_lasting: bool) -> str:
    if code == _TOO_LARGE:
        return _SMALLER
    if code in _ACCOUNT:
        return "请检查邮箱账户和密码（或授权码）。"
    return "请核对地址，改好后用 briefing resend 补发。" if is_lasting else ""

"""A URL that is a secret and a body in; the server's answer out, or None where nobody knows.

The phases are kept apart: what goes wrong before the body goes out is `Refused`, and nobody has the message. Redirects
are not followed, since they could carry the key elsewhere.
"""

from __future__ import annotations

import socket
import time
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlsplit

from briefing import faults
from briefing.delivery.deadline import within
from briefing.delivery.model import Handing
from briefing.delivery.places import is_loopback
from briefing.delivery.reasons import reason
from briefing.delivery.session import Refused
from briefing.errors import BriefingError

_MOST_BYTES = 64 * 1024
# Of the timeout of one answer: how long all of it may take.
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Address:
    """Where to post to. Only `host` and `port` are for people: path and query are the key."""

    is_secure: bool
    host: str
    port: int
    target: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """All pieces that must not be repeated to anybody."""
        parts = urlsplit(self.target)
        pairs = (pair.partition("=")[2] for pair in parts.query.split("&"))
        pieces = (piece for piece in (*parts.path.split("/"), *pairs) if len(piece) >= 12)
        return (self.target, parts.query, *pieces)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the code of HTTP, and the body as far as anybody wants to read it."""

    status: int
    body: bytes


def address(url: str, variable: str) -> Address:
    """Return a URL in its parts; an error names the variable that holds it, and shows nothing of it."""
    where = f"环境变量 {variable} 里的机器人地址"
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:
        raise BriefingError(f"{where}写法不对。", "", "请从群机器人的设置里重新复制整个地址。") from None
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if not is_plain or not host or parts.username is not None or parts.scheme not in ("http", "https"):
        raise BriefingError(f"{where}写法不对。", "", "请从群机器人的设置里重新复制整个地址，以 https:// 开头。")
    if parts.scheme == "http" and not is_loopback(host):
        raise BriefingError(f"{where}不是 https，密钥会以明文发送，没有连接。", "", "请改用 https:// 开头的地址。")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    is_secure = parts.scheme == "https"
    return Address(is_secure, host, port or (443 if is_secure else 80), target)


def post(to: Address, body: bytes, timeout: float, handing: Handing) -> Answer | None:
    """Post a JSON body; `handing` is called before its first byte goes out, and what it raises stops it."""
    # The library lets go of the socket once it has read the head of an answer, and still reads from it.
    sockets: list[socket.socket] = []
    with (
        closing(_connection(to, timeout)) as connection,
        within(_LONGEST * timeout, lambda: sockets[0] if sockets else connection.sock),
    ):
        _open(connection, to, len(body), sockets)
        handing()
        faults.point("delivery.handing")
        try:
            connection.send(body)
        except TimeoutError:
            return None
        except OSError:
            # The system did not take all of it, and a part of a JSON text is none.
            raise Refused(f"{to.host} 在收完消息之前断开了连接，消息没有发出。", False) from None
        try:
            answer = _answer(connection.getresponse(), timeout)
        except (OSError, HTTPException):
            answer = None
        faults.point("delivery.handed")
        return answer


def _connection(to: Address, timeout: float) -> HTTPConnection:
    if not to.is_secure:
        return HTTPConnection(to.host, to.port, timeout=timeout)
    import ssl
    from http.client import HTTPSConnection

    return HTTPSConnection(to.host, to.port, timeout=timeout, context=ssl.create_default_context())


def _open(connection: HTTPConnection, to: Address, length: int, sockets: list[socket.socket]) -> None:
    """Connect and write the head of the request; a server does nothing before it has the body."""
    try:
        connection.connect()
        sockets += [connection.sock] if connection.sock else []
        faults.point("delivery.connected")
        connection.putrequest("POST", to.target, skip_accept_encoding=True)
        connection.putheader("Content-Type", "application/json; charset=utf-8")
        connection.putheader("Content-Length", str(length))
        connection.putheader("User-Agent", "briefing")
        connection.putheader("Connection", "close")
        connection.endheaders()
    except (OSError, HTTPException, ValueError) as error:
        # The library's words may repeat the target, so only the kind of error is told.
        raise Refused(f"连不上 {to.host}：{reason(error)}。请检查网络。", False) from None
    faults.point("delivery.addressed")
    faults.point("delivery.body")


def _answer(response: HTTPResponse, timeout: float) -> Answer | None:
    """Read an answer: so much, and for so long; a server that trickles has not answered."""
    until, found = time.monotonic() + timeout, b""
    while len(found) <= _MOST_BYTES and (piece := response.read1(_MOST_BYTES + 1 - len(found))):
        found += piece
        if time.monotonic() > until:
            return None
    return Answer(response.status, found)

"""How to reach a mail server in; an open, secured, logged-in session with it out, or in one sentence why there is none.

Whatever goes wrong here leaves the mail unsent, and none of it is the recipient's fault, so none of it is lasting.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.delivery.deadline import Watch, within
from briefing.delivery.model import MailServer, Means
from briefing.delivery.places import is_loopback
from briefing.delivery.reasons import reason
from briefing.delivery.secrets import credential, said
from briefing.errors import BriefingError, cause

if TYPE_CHECKING:
    import smtplib
    import ssl

_GOODBYE = 5.0
# How long a whole conversation may take: so many timeouts of one answer, and the body at so many bytes a second.
_LONGEST, _SLOWEST = 20, 50_000
_FINE = 250


class Refused(Exception):
    """A mail was not sent, and it is certain that it was not."""

    def __init__(self, message: str, is_lasting: bool) -> None:
        super().__init__(message)
        self.message, self.is_lasting = message, is_lasting


@dataclass(frozen=True, slots=True)
class Session:
    """A connection to a mail server, past its greeting, TLS and login. `secrets` are never repeated in a message."""

    client: smtplib.SMTP
    server: MailServer
    secrets: tuple[str, ...]
    watch: Watch

    @property
    def sock(self) -> socket.socket:
        """The socket itself, for bytes that must not pass through the library; gone when the connection is."""
        if self.client.sock is None:
            raise ConnectionError("closed")
        found: socket.socket = self.client.sock
        return found

    def said(self, reply: bytes) -> str:
        return said(reply, self.secrets)

    @contextmanager
    def telling(self, step: str) -> Iterator[None]:
        """Turn a connection that breaks at a step before the final dot into Refused."""
        import smtplib

        try:
            yield
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            raise Refused(f"与邮件服务器的连接在交{step}时中断（{self.why(error)}），邮件没有发出。", False) from None

    def why(self, error: Exception) -> str:
        """Return why the connection broke; where it was this side that cut it, that."""
        if self.watch.is_over:
            return f"{self.watch.said}；网络慢的请把 mail 的 timeout 调大，或少发一种格式"
        return reason(error)

    def check(self) -> None:
        """Ask for nothing, to see that the server answers; raise Refused where it does not."""
        with self.telling("问候"):
            code, reply = self.client.noop()
        if code != _FINE:
            raise Refused(f"邮件服务器现在不提供服务（{code} {self.said(reply)}）。", False)

    def heard(self) -> bytes | None:
        """Return what the server has said without being asked: None for nothing, b"" where it has hung up."""
        import ssl

        try:
            if not select.select([self.sock], [], [], 0)[0]:
                return None
            self.sock.settimeout(0)
            return self.sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            # A record of TLS itself, such as a new session ticket.
            return None
        except OSError:
            return b""
        finally:
            with suppress(OSError):
                self.sock.settimeout(self.server.timeout)

    def answer(self) -> tuple[int, bytes] | None:
        """Return the server's answer, or None where none came that could be read."""
        import smtplib

        try:
            code, reply = self.client.getreply()
        except (OSError, smtplib.SMTPException, ValueError):
            return None
        return (code, reply) if 200 <= code < 600 and not 300 <= code < 400 else None


@contextmanager
def opened(means: Means, size: int = 0) -> Iterator[Session]:
    """Open a session for a mail of so many bytes, and close it in any case; raise Refused where it cannot be opened."""
    server = means.mail
    if server is None:
        raise Refused("schedule.yaml 里没有写邮件服务器（mail:），发不了邮件。", False)
    try:
        user, password = _credentials(server, means)
    except BriefingError as error:
        raise Refused(str(error), False) from None
    secrets = tuple(value for value in (password, user) if value)
    clients: list[smtplib.SMTP] = []
    limit = _LONGEST * server.timeout + size / _SLOWEST
    with within(limit, lambda: clients[0].sock if clients else None) as watch:
        client = _connected(server, means, clients, watch)
        try:
            session = Session(client, server, secrets, watch)
            _greet(session, means)
            if user:
                _log_in(session, user, password)
            yield session
            _leave(client)
        finally:
            client.close()


def _credentials(server: MailServer, means: Means) -> tuple[str, str]:
    if not server.user_env:
        return "", ""
    user = credential(means.environment, server.user_env, "邮箱账户")
    if not server.password_env:
        raise BriefingError("mail 里写了 user_env，没有写 password_env。", "", "请写上装着密码或授权码的环境变量名。")
    return user, credential(means.environment, server.password_env, "邮箱密码（或授权码）")


def _connected(server: MailServer, means: Means, clients: list[smtplib.SMTP], watch: Watch) -> smtplib.SMTP:
    """Connect and hear the greeting; the client is in `clients` from before that on."""
    import smtplib

    class Plain(smtplib.SMTP):
        def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            clients.append(self)
            return super().connect(*args, **kwargs)

    class Secured(Plain, smtplib.SMTP_SSL):
        """The same, over TLS from the first byte."""

    place = f"{server.host}:{server.port}"
    if server.security == "none" and not is_loopback(server.host):
        raise Refused(
            f"邮件服务器 {place} 写的是 security: none，会以明文发送，没有连接。请改为 tls 或 starttls。", False
        )
    try:
        # A name of one's own that is an address literal: looking the machine's name up can take a minute offline.
        if server.security == "tls":
            client: smtplib.SMTP = Secured(
                server.host, server.port, "[127.0.0.1]", timeout=server.timeout, context=_context(server, means)
            )
        else:
            client = Plain(server.host, server.port, "[127.0.0.1]", timeout=server.timeout)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        why = watch.said if watch.is_over else reason(error)
        raise Refused(f"连不上邮件服务器 {place}：{why}。请检查地址、端口和网络。", False) from None
    client.local_hostname = _own_name(client)
    return client


def _context(server: MailServer, means: Means) -> ssl.SSLContext:
    """Return what checks the server's certificate; with `ca_file` by that authority alone."""
    import ssl

    if not server.ca_file:
        return ssl.create_default_context()
    path = means.root / server.ca_file
    try:
        return ssl.create_default_context(cafile=str(path))
    except OSError as error:
        # A file that holds no certificate is an SSLError, which is an OSError as well.
        why = "里面没有证书" if isinstance(error, ssl.SSLError) else cause(error)
        raise Refused(
            f"证书文件 {server.ca_file} 用不了（{why}），没有连接邮件服务器。请检查 mail 的 ca_file。", False
        ) from None


def _own_name(client: smtplib.SMTP) -> str:
    """Return the address literal of this end of the connection (RFC 5321, 4.1.3)."""
    try:
        address = str(client.sock.getsockname()[0]) if client.sock else "127.0.0.1"
    except OSError:
        address = "127.0.0.1"
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _greet(session: Session, means: Means) -> None:
    """Say EHLO, and go over to TLS where that was asked for; a server that does not offer it gets nothing."""
    import smtplib

    client, server = session.client, session.server
    try:
        client.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            if not client.has_extn("starttls"):
                raise Refused(
                    f"邮件服务器 {server.host}:{server.port} 不提供 STARTTLS 加密，没有发送（不会改用明文）。"
                    "请确认端口；加密端口 465 用 security: tls。", False,
                )  # fmt: skip
            client.starttls(context=_context(server, means))
            client.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise Refused(f"与邮件服务器建立加密连接失败：{_reply(session, error)}。没有发送。", False) from None


def _log_in(session: Session, user: str, password: str) -> None:
    """Log in. A wrong password is not lasting: a person mends it, and it is no fault of the recipient's."""
    import smtplib

    server = session.server
    try:
        session.client.login(user, password)
    except smtplib.SMTPAuthenticationError as error:
        raise Refused(
            f"邮件服务器没有接受账户或密码（{error.smtp_code} {_reply(session, error)}）。"
            f"请检查环境变量 {server.user_env} 和 {server.password_env}；多数邮箱要用授权码，不是登录密码。", False,
        ) from None  # fmt: skip
    except UnicodeError:
        # The library's own words would show a character of the password.
        raise Refused(
            f"环境变量 {server.user_env} 或 {server.password_env} 里有非英文字符，不能用来登录。请检查是不是粘贴错了。",
            False,
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise Refused("邮件服务器不支持登录（没有 AUTH）。请确认端口，或去掉 user_env。", False) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise Refused(f"登录邮件服务器时出错：{_reply(session, error)}。没有发送。", False) from None


def _reply(session: Session, error: Exception) -> str:
    """Return why something failed: the server's own words where it had some, without credentials."""
    import smtplib

    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return session.said(reply if isinstance(reply, bytes) else str(reply).encode())
    return session.why(error)


def _leave(client: smtplib.SMTP) -> None:
    """Say goodbye; the answer changes nothing any more, so it is not waited for long."""
    import smtplib

    with suppress(OSError, smtplib.SMTPException):
        if client.sock is not None:
            client.sock.settimeout(_GOODBYE)
            client.quit()

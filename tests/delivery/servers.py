"""Real servers on loopback that go wrong on demand: mail by aiosmtpd, HTTP by the standard library. No test sleeps."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "sender@example.gov.cn", "s3cret-授权码".encode().hex()


@dataclass
class Post:
    """What a mail server does and what it got. `at` names the step where it goes wrong, `how` in which way."""

    at: str = ""
    how: str = "close"
    refused: tuple[str, ...] = ()
    answers: list[str] = field(default_factory=list)
    got: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    said: threading.Event = field(default_factory=threading.Event)

    async def goes_wrong(self, step: str, server: Any) -> str | None:
        self.seen.append(step)
        if self.at != step:
            return None
        if self.how == "close":
            server.transport.abort()
            return "421 closing"
        if self.how == "slow":
            await asyncio.get_running_loop().run_in_executor(None, self.released.wait)
            return "421 too late"
        if self.how == "trickle":
            # Never ends, and never lets a single read wait for long.
            while not self.released.is_set() and not server.transport.is_closing():
                await server.push("250-wait")
                await asyncio.sleep(0.01)
            return None
        return self.how

    async def handle_EHLO(
        self, server: Any, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.seen.append("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        wrong = await self.goes_wrong("MAIL", server)
        if wrong:
            return wrong
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        wrong = await self.goes_wrong("RCPT", server)
        if wrong or address in self.refused:
            return wrong or "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        self.got.append((str(envelope.mail_from), list(envelope.rcpt_tos), envelope.original_content or b""))
        wrong = await self.goes_wrong("DOT", server)
        return wrong or (self.answers.pop(0) if self.answers else "250 OK: queued")


class _Smtp(SMTP):
    """aiosmtpd's server, which can go wrong in the middle of the body as well."""

    async def smtp_DATA(self, arg: str) -> None:
        post: Post = self.event_handler
        if post.at == "DATA":
            wrong = await post.goes_wrong("DATA", self)
            await self.push(wrong or "")
            return
        if post.at == "BODY":
            post.seen.append("BODY")
            await self.push("354 go on")
            await self._reader.readline()
            if post.how == "close":
                cast(asyncio.Transport, self.transport).abort()
                return
            # Says no and hangs up before the dot.
            await self.push(post.how)
            cast(asyncio.Transport, self.transport).close()
            post.said.set()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    """A controller on a port that the system chooses, whose server is made by `factory`."""

    def __init__(self, handler: Post, **options: Any) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=0, **options)

    def factory(self) -> SMTP:
        return _Smtp(self.handler, **self.SMTP_kwargs)

    def _create_server(self) -> Coroutine[Any, Any, asyncio.AbstractServer]:
        async def made() -> asyncio.AbstractServer:
            server = cast(asyncio.Server, await super(_Controller, self)._create_server())
            self.port = server.sockets[0].getsockname()[1]
            return server

        return made()


def _knows(server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


@contextmanager
def mail_server(
    post: Post, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, login: bool = False,
    limit: int | None = None,
) -> Iterator[int]:  # fmt: skip
    """Run a mail server; yields its port."""
    options: dict[str, Any] = {"ident": "test", "loop": asyncio.new_event_loop()}
    if limit:
        options["data_size_limit"] = limit
    if starttls:
        options |= {"tls_context": starttls, "require_starttls": True}
    if login:
        options |= {"authenticator": _knows, "auth_required": True, "auth_require_tls": starttls is not None}
    controller = _Controller(post, ssl_context=tls, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        post.released.set()
        controller.stop()


@dataclass
class Group:
    """What an HTTP server answers and what it got. `how`: answer, close, slow, before (closes without reading)."""

    status: int = 200
    body: bytes = b'{"errcode":0,"errmsg":"ok"}'
    how: str = "answer"
    location: str = ""
    is_hung_up: bool = False
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def web_server(group: Group, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run a group robot's server; yields its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            if not data:
                # Whoever stopped before the body has asked for nothing.
                return
            group.got.append((self.path, json.loads(data)))
            if group.how == "slow":
                group.released.wait()
            if group.how == "trickle":
                # A head that goes on and on, so that no single read waits for long.
                with suppress(OSError):
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Wait: ")
                    while not group.released.wait(0.01):
                        self.wfile.write(b"x")
            if group.how == "endless":
                # Its head is read, and what comes after its last piece never ends.
                with suppress(OSError):
                    head = "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    self.wfile.write(f"{head}2\r\n{{}}\r\n0\r\n".encode())
                    while not group.released.wait(0.01):
                        self.wfile.write(b"X: y\r\n")
            if group.how in ("slow", "close", "trickle", "endless"):
                self.close_connection = True
                return
            self.send_response(group.status)
            if group.location:
                self.send_header("Location", group.location)
            self.send_header("Content-Length", str(len(group.body) + (100 if group.how == "cut" else 0)))
            self.end_headers()
            # Whoever reads no more than it wants hangs up on a giant answer.
            try:
                self.wfile.write(group.body)
            except ConnectionError:
                group.is_hung_up = self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing: the target is a key."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # What handlers noticed is known once the server is closed.
    server.daemon_threads = False
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    # Short turns: shutdown waits for the end of one.
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        group.released.set()
        server.shutdown()
        server.server_close()
        thread.join()

"""A mail server as a process of its own: a mood in a file in, a mailbox of files out.

    python -m tests.schedule.year.post_office FOLDER

It prints its port and serves until its standard input closes. `FOLDER/mood` says how it behaves at the moment, and
every mail that it took lies in `FOLDER/mail/` as it came. Moods: `well`; `down` (hangs up on whoever calls); `busy`
(451 for the body); `cut` (hangs up before the body); `mute` (takes the mail, then hangs up without an answer); and
`no ADDRESS` (550 for that one).
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Clerk:
    """Takes mails into a folder, as its mood has it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, itertools.count()
        (folder / "mail").mkdir(parents=True, exist_ok=True)

    @property
    def mood(self) -> str:
        return (self.folder / "mood").read_text(encoding="utf-8")

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        if self.mood == "down":
            _hang_up(server)
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == f"no {address}":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        if self.mood == "cut":
            _hang_up(server)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mood = self.mood
        if mood == "busy":
            return "451 4.3.0 try again later"
        content = envelope.content
        assert isinstance(content, bytes)
        name = f"{next(self.count):04}-{envelope.rcpt_tos[0]}"
        (self.folder / "mail" / name).write_bytes(content)
        if mood == "mute":
            _hang_up(server)
        return "250 OK"


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


async def serve(folder: Path) -> None:
    """Serve until standard input closes. aiosmtpd's own Controller cannot be given port 0."""
    loop, clerk = asyncio.get_running_loop(), Clerk(folder)
    server = await loop.create_server(lambda: SMTP(clerk, hostname="post.example"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))

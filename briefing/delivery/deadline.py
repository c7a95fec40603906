"""A connection and a limit of time in; the connection cut once that is over, whatever it is doing, out.

A timeout holds for one read alone: a server that sends a byte now and then would hold a sender up for ever, and with
it all that is sent after.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_AGAIN = 0.5


@contextmanager
def within(seconds: float, connection: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Let a conversation last so many seconds; then it breaks as if the other side had gone.

    `connection` is asked for the socket when the time is up, and again until the conversation has ended: going over to
    TLS changes it.
    """
    ended = threading.Event()

    def cut() -> None:
        pause = seconds
        while not ended.wait(pause):
            pause = _AGAIN
            with suppress(OSError):
                if found := connection():
                    found.shutdown(socket.SHUT_RDWR)

    watch = threading.Thread(target=cut, name="deadline", daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()

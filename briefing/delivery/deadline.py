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


class Watch:
    """How long a conversation may last, in seconds, and whether it was cut for that."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.is_over = seconds, False

    @property
    def said(self) -> str:
        return f"{self.seconds:.0f} 秒还没有完，已挂断"


@contextmanager
def within(seconds: float, connection: Callable[[], socket.socket | None]) -> Iterator[Watch]:
    """Let a conversation last so many seconds; then it breaks as if the other side had gone.

    `connection` is asked for the socket when the time is up, and again until the conversation has ended: going over to
    TLS changes it.
    """
    watch, ended = Watch(seconds), threading.Event()

    def cut() -> None:
        pause = seconds
        while not ended.wait(pause):
            pause, watch.is_over = _AGAIN, True
            with suppress(OSError):
                if found := connection():
                    # Not the socket's own method: that of TLS forgets its keys first, and what is being written in
                    # that moment would go out in the clear.
                    socket.socket.shutdown(found, socket.SHUT_RDWR)

    thread = threading.Thread(target=cut, name="deadline", daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        # A cut that is under way must not meet another connection with the same number.
        thread.join()

"""Calls to vl-convert on standard input, their results on standard output: run as a program of its own by `engine`.

A message is its length (four bytes, big-endian) and that many bytes. A request is JSON with `call`, `given` and
`options`; a reply is a kind (`T` text, `B` bytes, `J` JSON, `E` error) and the rest. It imports nothing of the package.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
import tempfile
from typing import Any, BinaryIO

_LAST = 120
"""Seconds after which a call ends with its process; `engine` ends it much earlier."""


def serve(requests: BinaryIO, replies: BinaryIO, said: BinaryIO) -> None:
    """Answer until the input ends; `said` is the file that whatever the converter prints goes to."""
    import vl_convert

    # V8 starts here, while the other side gets its first request ready.
    vl_convert.vegalite_to_vega({"data": {"values": [{}]}, "mark": "point"})
    while True:
        head = requests.read(4)
        if len(head) < 4:
            return
        asked = json.loads(requests.read(*struct.unpack(">I", head)))
        kind, content = _answer(vl_convert, asked, said)
        replies.write(struct.pack(">I", len(content) + 1) + kind + content)
        replies.flush()


def _answer(converter: Any, asked: dict[str, Any], said: BinaryIO) -> tuple[bytes, bytes]:
    said.seek(0)
    said.truncate()
    _alarm(_LAST)
    try:
        made = getattr(converter, asked["call"])(*asked["given"], **asked["options"])
    except Exception as error:
        # Whatever it is, it belongs to the caller, who knows the chart. What was printed before is the cause.
        return b"E", _failed(said) or str(error).encode("utf-8", "replace")
    finally:
        _alarm(0)
    failed = _failed(said)
    if failed:
        return b"E", failed
    if isinstance(made, bytes):
        return b"B", made
    if isinstance(made, str):
        return b"T", made.encode("utf-8", "replace")
    return b"J", json.dumps(made).encode()


def _alarm(seconds: int) -> None:
    """Have the system end this process, even where its parent was killed and V8 never comes back; 0 takes it back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _failed(said: BinaryIO) -> bytes:
    """Return the error that Vega printed and went on from: what it made then is a part of the picture only."""
    said.seek(0)
    return next((line[6:] for line in said if line.startswith(b"ERROR ")), b"")


def main() -> None:
    """Serve the parent process on the pipes it gave; nobody else may write to them."""
    replies = os.fdopen(os.dup(1), "wb")
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        serve(sys.stdin.buffer, replies, said)


if __name__ == "__main__":
    main()

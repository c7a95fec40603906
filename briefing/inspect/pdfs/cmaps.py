"""A ToUnicode stream in, the text of each code out (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST = 70_000


def texts(content: bytes) -> dict[int, str]:
    """Return the text of each code; what is malformed is left out."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(content):
        tokens = _TOKEN.findall(body)
        if kind == b"bfchar":
            codes = [word for word, _, _ in tokens]
            found |= {_number(code): _text(word) for code, word in zip(codes[::2], codes[1::2], strict=False)}
        else:
            _add_ranges(tokens, found)
        if len(found) > _MOST:
            break
    return found


def _add_ranges(tokens: list[tuple[bytes, bytes, bytes]], found: dict[int, str]) -> None:
    """Add `<first> <last> <text>`, where texts count on, and `<first> <last> [<text> …]`."""
    at = 0
    while at + 2 < len(tokens):
        first, last = _number(tokens[at][0]), _number(tokens[at + 1][0])
        at += 2
        if tokens[at][1]:
            end = next((each for each in range(at, len(tokens)) if tokens[each][2]), len(tokens))
            found |= {first + step: _text(word) for step, (word, _, _) in enumerate(tokens[at + 1 : end])}
            at = end + 1
            continue
        start = _text(tokens[at][0])
        at += 1
        if start:
            for step in range(min(last - first, _MOST) + 1):
                found[first + step] = start[:-1] + chr(min(ord(start[-1]) + step, 0x10FFFF))


def _number(word: bytes) -> int:
    return int(b"".join(word.split()) or b"0", 16)


def _text(word: bytes) -> str:
    digits = b"".join(word.split()).decode()
    if len(digits) % 4:
        # A text is a row of UTF-16 units; one of two digits is met all the same.
        return chr(int(digits, 16)) if len(digits) == 2 else ""
    return bytes.fromhex(digits).decode("utf-16-be", errors="replace")

"""Bytes and text from outside in; decoded and tidied text out, or the character that has no place in it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from codecs import BOM_UTF8
from collections import Counter
from functools import lru_cache

# Controls, direction overrides, private use, U+FFFD, noncharacters: no font draws them, or they hide what the reader
# sees.
_ENDS_OF_PLANES = "".join(f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 15))
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    f"\ufffd-\uffff\U000f0000-\U0010ffff{_ENDS_OF_PLANES}]"
)
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_LINE_BREAK = re.compile(r"(.?)[ \t\u3000]*[\r\n\u2028\u2029]+\s*(.?)")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_COMMON_SHARE = 0.75
_PIECE = 2**20


def decode(data: bytes) -> str | None:
    """Decode UTF-8 (with or without a byte order mark), else GB18030 when the result reads like Chinese, else None."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if _reads_like_chinese(text) else None


def as_utf_8(data: bytes) -> bytes | None:
    """Return the bytes of a text in UTF-8 without a byte order mark; None where `decode` cannot read it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        # Piece by piece, since the text itself is not wanted.
        for begin in range(0, len(data), _PIECE):
            decoder.decode(data[begin : begin + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        text = decode(data)
        return None if text is None else text.encode()
    return data.removeprefix(BOM_UTF8)


def _reads_like_chinese(text: str) -> bool:
    # GB18030 takes most bytes: broken UTF-8 gives rare characters, real text common ones (GB 2312, level 1).
    counts = Counter("".join(_BEYOND_ASCII.findall(text)))
    common = sum(n for char, n in counts.items() if _is_common(char))
    return common >= _COMMON_SHARE * sum(counts.values())


def _is_common(char: str) -> bool:
    # By GBK, which holds GB 2312 in two bytes from A1 on: Python's own GB 2312 has no — and no ·.
    try:
        lead, *trail = char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return bool(trail) and trail[0] >= 0xA1 and (0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7)


def is_clean(text: str) -> bool:
    """Return whether a text holds nothing to tidy within it and nothing forbidden: a fast first look."""
    return text.isprintable() and "\ufffd" not in text


def forbidden(text: str) -> str:
    """Return the first character that cannot stand in a text as `U+E000`, or an empty string."""
    found = None if is_clean(text) else _FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def without_forbidden(text: str) -> str:
    """Drop the characters that cannot stand in a text."""
    return _FORBIDDEN.sub("", text)


def tidy(text: str) -> str:
    """Drop outer blanks and invisible characters, and join the lines of a cell as Chinese or Latin text needs it."""
    if not is_clean(text):
        text = _LINE_BREAK.sub(_join, text.translate(_INVISIBLE)).replace("\t", " ")
    return text.strip()


def _join(match: re.Match[str]) -> str:
    before, after = match[1], match[2]
    latin = before.isascii() and after.isascii() and before and after
    return f"{before} {after}" if latin else before + after


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return text in the form used to compare: half-width where there is one, no blanks, lower case."""
    if text.isascii():
        return "".join(text.split()).lower()
    return "".join(unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).split()).casefold()


def shown(text: str) -> str:
    """Return text for a message: on one line, cut where it is long, with a stand-in for what cannot be printed."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text[:200].split()))
    return line if len(line) <= 40 else line[:39] + "…"

"""The bytes of a CFF table in, the numbers that choose its glyphs in a CID font out (Adobe Technical Note 5176).

Only the top dictionary and the charset are read, in steps that the table's length bounds: a damaged table may say that
it has any number of anything. What does not fit raises IndexError, KeyError, RuntimeError, ValueError or struct.error.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

_CHARSET, _CHAR_STRINGS, _ROS = 15, 17, 1230
_ESCAPE, _SHORT, _LONG, _REAL = 12, 28, 29, 30


def glyph_numbers(table: bytes) -> frozenset[int]:
    """Return the CIDs of a font keyed by them, else the indices of its glyphs; without 0, the missing glyph."""
    _, names_end = _index(table, table[2])
    (start, end), _ = _index(table, names_end)
    top = dict(_operators(table[start:end]))
    (count,) = unpack_from(">H", table, top[_CHAR_STRINGS])
    if _ROS not in top:
        return frozenset(range(1, count))
    return frozenset(_charset(table, top[_CHARSET], count)) - {0}


def _index(table: bytes, at: int) -> tuple[tuple[int, int], int]:
    """Return where the first entry of an INDEX begins and ends, and where the INDEX ends."""
    (count,) = unpack_from(">H", table, at)
    if not count:
        return (at, at), at + 2
    size = table[at + 2]
    data = at + 3 + (count + 1) * size - 1
    first, second, last = (_offset(table, at + 3 + number * size, size) for number in (0, 1, count))
    return (data + first, data + second), data + last


def _offset(table: bytes, at: int, size: int) -> int:
    if not 1 <= size <= 4 or at + size > len(table):
        raise ValueError("the offset of an entry is outside of the table")
    return int.from_bytes(table[at : at + size], "big")


def _operators(dictionary: bytes) -> Iterator[tuple[int, int]]:
    """Yield each operator with its last operand; one of two bytes is 1200 and its second."""
    at, last = 0, 0
    while at < len(dictionary):
        first = dictionary[at]
        if first == _ESCAPE:
            yield 1200 + dictionary[at + 1], last
            at += 2
        elif first < _SHORT:
            yield first, last
            at += 1
        elif first == _REAL:
            at = next(end for end in range(at + 1, len(dictionary)) if dictionary[end] & 15 == 15) + 1
        else:
            last, at = _integer(dictionary, at)


def _integer(dictionary: bytes, at: int) -> tuple[int, int]:
    """Return an integer and where it ends (table 3)."""
    first = dictionary[at]
    if first == _SHORT:
        return unpack_from(">h", dictionary, at + 1)[0], at + 3
    if first == _LONG:
        return unpack_from(">i", dictionary, at + 1)[0], at + 5
    if first <= 246:
        return first - 139, at + 1
    if first <= 250:
        return (first - 247) * 256 + dictionary[at + 1] + 108, at + 2
    return -(first - 251) * 256 - dictionary[at + 1] - 108, at + 2


def _charset(table: bytes, at: int, count: int) -> Iterator[int]:
    """Yield the CIDs of the glyphs after glyph 0 (section 13)."""
    kind = table[at]
    if kind == 0:
        yield from unpack_from(f">{count - 1}H", table, at + 1)
        return
    step, layout = (3, ">HB") if kind == 1 else (4, ">HH")
    at, left = at + 1, count - 1
    while left > 0:
        first, more = unpack_from(layout, table, at)
        yield from range(first, first + min(more + 1, left))
        at, left = at + step, left - more - 1

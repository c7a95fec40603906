"""The bytes of a CID-keyed CFF table in, the CID of each glyph out. Of CFF only the charset is read.

fontTools reads it too, but importing that takes longer than drawing the whole document.
"""

from __future__ import annotations

from struct import unpack_from

_CHARSET = 15
_SHORT_INTEGER, _LONG_INTEGER, _REAL, _ESCAPE = 28, 29, 30, 12


def glyph_cids(table: bytes, glyphs: int) -> list[int]:
    """Return the CID of every glyph by its index (Adobe Technical Note 5176, section 13); glyph 0 is CID 0."""
    offset = _charset_offset(table)
    kind = table[offset]
    if kind == 0:
        return [0, *unpack_from(f">{glyphs - 1}H", table, offset + 1)]
    step, layout = (3, ">HB") if kind == 1 else (4, ">HH")
    cids, offset = [0], offset + 1
    while len(cids) < glyphs:
        first, left = unpack_from(layout, table, offset)
        cids += range(first, first + left + 1)
        offset += step
    return cids[:glyphs]


def _charset_offset(table: bytes) -> int:
    """Return where the charset begins, as the top dictionary says."""
    names_end = _index_end(table, table[2])
    start, end = _first_entry(table, names_end)
    return _operand(table[start:end], _CHARSET)


def _index_end(table: bytes, at: int) -> int:
    count, size = _offset(table, at, 2), table[at + 2]
    data = at + 3 + (count + 1) * size - 1
    return data + _offset(table, at + 3 + count * size, size)


def _first_entry(table: bytes, at: int) -> tuple[int, int]:
    count, size = _offset(table, at, 2), table[at + 2]
    data = at + 3 + (count + 1) * size - 1
    return data + _offset(table, at + 3, size), data + _offset(table, at + 3 + size, size)


def _offset(table: bytes, at: int, size: int) -> int:
    return int.from_bytes(table[at : at + size], "big")


def _operand(dictionary: bytes, operator: int) -> int:
    """Return the last integer before an operator in DICT data; ValueError if the operator is not there."""
    at, last = 0, 0
    while at < len(dictionary):
        first = dictionary[at]
        if first <= 21:
            if first == operator:
                return last
            at += 2 if first == _ESCAPE else 1
        elif first == _REAL:
            at = _real_end(dictionary, at + 1)
        else:
            last, at = _integer(dictionary, at)
    raise ValueError(f"operator {operator} is not in the CFF dictionary")


def _real_end(dictionary: bytes, at: int) -> int:
    while dictionary[at] & 0x0F != 0x0F:
        at += 1
    return at + 1


def _integer(dictionary: bytes, at: int) -> tuple[int, int]:
    """Return an integer operand and where it ends (Technical Note 5176, table 3)."""
    first = dictionary[at]
    if first == _SHORT_INTEGER:
        return int.from_bytes(dictionary[at + 1 : at + 3], "big", signed=True), at + 3
    if first == _LONG_INTEGER:
        return int.from_bytes(dictionary[at + 1 : at + 5], "big", signed=True), at + 5
    if first <= 246:
        return first - 139, at + 1
    if first <= 250:
        return (first - 247) * 256 + dictionary[at + 1] + 108, at + 2
    return -(first - 251) * 256 - dictionary[at + 1] - 108, at + 2

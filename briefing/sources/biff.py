"""The stream of an old workbook (.xls, .et) in; its sheets, and the cells of each that need care, out.

Source of the structure: Microsoft [MS-XLS]; records of BIFF8, the only one that is read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.sources.care import Care, error, shows_percent
from briefing.sources.ole import Compound
from briefing.sources.unusable import Unusable, damaged

_FORMULA, _END, _PASSWORD, _COLUMN, _BOUNDSHEET, _MERGED = 0x06, 0x0A, 0x2F, 0x7D, 0x85, 0xE5
_MULTIPLE, _XF, _ERROR, _ROW, _FORMAT, _BEGIN = 0xBD, 0xE0, 0x205, 0x208, 0x41E, 0x809
_NUMBERS = frozenset({0x203, 0x27E})
"""NUMBER and RK: a number in a cell."""
_TEXTS = frozenset({0xFD, 0x204, 0xD6})
"""LABELSST, LABEL and RSTRING: a text in a cell."""
_BIFF8 = 0x600
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_PERCENTS = frozenset({9, 10})
_DIMENSIONS, _MOST_ROWS, _MOST_COLUMNS = 0x200, 65_536, 256
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x1

Record = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Biff:
    """The stream of a workbook, with where each sheet begins in it and the cell styles that show a percentage."""

    stream: bytes
    starts: dict[str, int]
    percents: frozenset[int]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.starts)

    def care(self, sheet: str) -> Care:
        try:
            return _scan(_records(self.stream, self.starts[sheet]), self.percents)
        except (struct.error, IndexError):
            raise damaged() from None


def opened(compound: Compound) -> Biff:
    """Return the workbook of a compound file; Unusable if it is locked, or older than Excel 97."""
    name = next((name for name in ("Workbook", "WORKBOOK") if name in compound.names), None)
    if name is None:
        raise Unusable("这个旧格式的工作簿读不了（早于 Excel 97）。", hint="请用 Excel 或 WPS 另存为 .xlsx。")
    starts: dict[str, int] = {}
    formats: set[int] = set(_PERCENTS)
    styles: list[int] = []
    try:
        stream = compound.read(name)
        for kind, body in _records(stream, 0):
            _global(kind, body, starts, formats, styles)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise damaged() from None
    if any(_is_impossible(stream, start) for start in starts.values()):
        raise damaged()
    return Biff(stream, starts, frozenset(at for at, format_ in enumerate(styles) if format_ in formats))


def _global(kind: int, body: bytes, starts: dict[str, int], formats: set[int], styles: list[int]) -> None:
    if kind == _PASSWORD:
        raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。")
    if kind == _BOUNDSHEET:
        if _text(body[6:], body[6], 1) in starts:
            raise damaged()
        starts[_text(body[6:], body[6], 1)] = struct.unpack_from("<I", body)[0]
    elif kind == _FORMAT:
        number, length = struct.unpack_from("<HH", body)
        formats.discard(number)
        formats |= {number} if shows_percent(_text(body[2:], length, 2)) else set()
    elif kind == _XF:
        styles.append(struct.unpack_from("<H", body, 2)[0])


def _text(body: bytes, length: int, width: int) -> str:
    """Return a text after its length (of one or two bytes) and a flag: one byte a character, or two."""
    wide, rest = body[width] & 1, body[width + 1 :]
    return rest[: length * 2].decode("utf-16-le") if wide else rest[:length].decode("latin-1")


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield the records of one part of the stream, from its beginning to its end."""
    kind, size = struct.unpack_from("<HH", stream, at)
    if kind != _BEGIN or struct.unpack_from("<H", stream, at + 4)[0] != _BIFF8:
        raise damaged()
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 1:  # charts have a part of their own within
            yield kind, stream[at + 4 : at + 4 + size]
        if depth == 0:
            return
        at += 4 + size
    raise damaged()


def _is_impossible(stream: bytes, start: int) -> bool:
    """Whether a sheet says it ends before it begins, or is too large: calamine would ask for room for all at once."""
    try:
        body = next((body for kind, body in _records(stream, start) if kind == _DIMENSIONS), None)
        top, bottom, left, right = struct.unpack_from("<IIHH", body) if body is not None else (0, 0, 0, 0)
    except (struct.error, Unusable):
        return False  # what it is, shows where it is read
    return not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS)


def _scan(records: Iterator[Record], percents: frozenset[int]) -> Care:
    care = Care()
    rows: set[int] = set()
    hidden: set[int] = set()
    columns: set[int] = set()
    for kind, body in records:
        if kind in _NUMBERS or kind in _TEXTS or kind in (_FORMULA, _ERROR, _MULTIPLE):
            row = _cell(kind, body, percents, care)
            rows.add(row)
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
            hidden.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
            columns |= set(range(first, last + 1)) if flags & _HIDDEN_COLUMN else set()
        elif kind == _MERGED:
            for at in range(struct.unpack_from("<H", body)[0]):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + at * 8)
                care.merged.append((top, left, bottom, right))
    care.hidden_rows, care.hidden_columns = sorted(rows & hidden), sorted(c for c in columns if c < care.columns)
    return care


def _cell(kind: int, body: bytes, percents: frozenset[int], care: Care) -> int:
    row: int
    row, column, style = struct.unpack_from("<HHH", body)
    if kind == _MULTIPLE:
        styles = [struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 2, 6)]
        care.reach(row, column + max(len(styles) - 1, 0))
        for at, each in enumerate(styles):
            if each in percents:
                care.percent(row, column + at)
        return row
    care.reach(row, column)
    if kind == _ERROR and body[7]:
        care.flaws[row, column] = error(_ERRORS.get(body[6], "#?"))
    elif kind == _FORMULA:
        _formula(body, (row, column), style in percents, care)
    elif kind in _NUMBERS and style in percents:
        care.percent(row, column)
    return row


def _formula(body: bytes, place: tuple[int, int], percent: bool, care: Care) -> None:
    """Take note of a formula whose result is an error, or a number shown as a percentage.

    Bytes 12 and 13 tell that the result is no number: then byte 6 says what it is, and byte 8 which error. A formula
    that was never worked out cannot be told from one that gives an empty text.
    """
    if body[12:14] != b"\xff\xff":
        if percent:
            care.percent(*place)
    elif body[6] == 2:
        care.flaws[place] = error(_ERRORS.get(body[8], "#?"))
    elif body[6] == 3:
        care.empty_results.append(place)

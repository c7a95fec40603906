"""The bytes of a CSV table and edits in, the bytes of the table with them out. What is not edited stays as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.errors import BriefingError
from briefing.intake.headings import Edit, Headings, find, heading, wanted
from briefing.sources.headings import Layout

_BOM = b"\xef\xbb\xbf"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FIELD = re.compile(r'("(?:[^"]|"")*"[^,]*|[^,]*)(?:,|$)')


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: the number of the physical line it begins on, its text, and the end of line behind it."""

    number: int
    text: str
    end: str


def edit(data: bytes, layout: Layout, edits: Sequence[Edit], file: str) -> bytes:
    """Change cells and add rows below; encoding, other rows, other columns and ends of lines are kept."""
    start, text, encoding = _decoded(data, file)
    records = list(_records(text))
    first = [_values(record.text) for record in records[:50]]
    headings = find(layout, first, file)
    more = wanted(edits, headings)
    index = dict(headings.index) | {column: headings.width + at for at, column in enumerate(more)}
    changed = {each.number: each for each in edits if each.number is not None}
    lines = []
    for at, record in enumerate(records):
        if at == headings.line and more:
            named = {headings.width + n: heading(layout, column, headings) for n, column in enumerate(more)}
            lines.append(_with(record.text, named) + record.end)
        elif record.number in changed:
            lines.append(_with(record.text, _cells(changed[record.number], index, record.text)) + record.end)
        else:
            lines.append(record.text + record.end)
    body = "".join(lines) + _added(records, headings, index, edits)
    return start + body.encode(encoding)


def _decoded(data: bytes, file: str) -> tuple[bytes, str, str]:
    start = _BOM if data.startswith(_BOM) else b""
    body = data[len(start) :]
    for encoding in ("utf-8", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.encode(encoding) == body:
            return start, text, encoding
    raise BriefingError("编码转换会改变原有的内容，没有写。", file, "请另存为“CSV UTF-8（逗号分隔）”。")


def _records(text: str) -> Iterator[_Record]:
    """Yield the records as the reader finds them; a quoted cell may hold ends of lines, so one may take several."""
    lines = [match[0] for match in _LINE.finditer(text) if match[0]]
    reader = csv.reader(iter(lines))
    for first in iter(lambda: reader.line_num, len(lines)):
        next(reader)
        held = "".join(lines[first : reader.line_num])
        body = held.rstrip("\r\n")
        yield _Record(first + 1, body, held[len(body) :])


def _values(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline="")), [])


def _raw_fields(text: str) -> list[str]:
    """Return the cells of a record as they are written, quotes and all."""
    fields, at = [], 0
    while True:
        match = _FIELD.match(text, at)
        assert match is not None
        fields.append(match[1])
        at = match.end()
        if match[0] == match[1]:
            return fields


def _with(text: str, cells: Mapping[int, str]) -> str:
    fields = _raw_fields(text)
    fields += [""] * (max(cells, default=-1) + 1 - len(fields))
    for position, value in cells.items():
        fields[position] = _written(value)
    return ",".join(fields)


def _written(value: str) -> str:
    if any(mark in value for mark in ',"\r\n'):
        return '"' + value.replace('"', '""') + '"'
    return value


def _cells(each: Edit, index: Mapping[str, int], text: str) -> dict[int, str]:
    values = _values(text)
    filled = {c for c, at in index.items() if at < len(values) and values[at].strip()}
    soft = {index[c]: value for c, value in each.if_there.items() if c in filled}
    return {index[c]: value for c, value in each.cells.items() if c in index} | soft


def _added(records: Sequence[_Record], headings: Headings, index: Mapping[str, int], edits: Sequence[Edit]) -> str:
    end = next((record.end for record in records if record.end), "\n")
    width = max(headings.width, *(at + 1 for at in index.values()))
    rows = []
    for each in edits:
        if each.number is None:
            cells = {**each.if_there, **each.cells}
            placed = {index[c]: value for c, value in cells.items() if c in index}
            rows.append(",".join(_written(placed.get(at, "")) for at in range(width)) + end)
    gap = end if rows and records and not records[-1].end else ""
    return gap + "".join(rows)


def lines(data: bytes, file: str) -> dict[int, list[str]]:
    """Return the cells of every record by the number of the physical line that it begins on."""
    _, text, _ = _decoded(data, file)
    return {record.number: _values(record.text) for record in _records(text)}

"""A large CSV file in, a `Block` out; None where it is not surely read as Python's reader reads it.

What pyarrow takes and Python's reader refuses or reads otherwise is looked for in the bytes before: quotes that do not
enclose a whole cell, returns without a new line, cells past Python's limit.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.sources.block import Block, Rows
from briefing.sources.blocks import picked

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Bytes = NDArray[numpy.uint8]
    Places = NDArray[numpy.int64]

_COMMA, _NEW_LINE, _RETURN, _QUOTE = b',\n\r"'
_MOST_LETTERS = 131_072
_FIRST_ROWS = 8
# The share of rows with more or fewer cells than others above which rows are read one by one.
_MOST_ODD = 0.05


def read(data: bytes) -> Block | None:
    """Read a file in UTF-8 by columns; None where rows must be read one by one."""
    import numpy

    returns = data.count(b"\r")
    if not data or (returns and returns != data.count(b"\r\n")):
        return None
    raw = numpy.frombuffer(data, dtype=numpy.uint8)
    quotes = numpy.flatnonzero(raw == _QUOTE) if b'"' in data else numpy.empty(0, numpy.int64)
    if not _enclose_cells(raw, quotes):
        return None
    # Each row begins a line; a line that begins within quotes belongs to the row before.
    starts = numpy.append(0, numpy.flatnonzero(raw == _NEW_LINE) + 1)
    begins = starts < len(raw)
    if len(quotes):
        begins &= numpy.searchsorted(quotes, starts) % 2 == 0
    if numpy.diff(starts[begins], append=len(raw)).max() >= _MOST_LETTERS:
        return None
    return _block(data, numpy.flatnonzero(begins) + 1, _width(data))


def _enclose_cells(raw: Bytes, quotes: Places) -> bool:
    """Return whether each pair of quotes encloses a cell, or stands for a quote within such a cell."""
    import numpy

    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    padded = numpy.concatenate(([_NEW_LINE], raw, [_NEW_LINE])).astype(numpy.uint8)
    before, after = padded[quotes[::2]], padded[quotes[1::2] + 2]
    opened = (before == _COMMA) | (before == _NEW_LINE) | (before == _QUOTE)
    closed = (after == _COMMA) | (after == _NEW_LINE) | (after == _RETURN) | (after == _QUOTE)
    return bool(opened.all() and closed.all())


def _width(data: bytes) -> int:
    """Return how many cells the widest of the first rows has."""
    rows = csv.reader(io.StringIO(data[: 4 * _MOST_LETTERS].decode(errors="ignore"), newline=""))
    return max((len(cells) for cells, _ in zip(rows, range(_FIRST_ROWS), strict=False)), default=0)


@dataclass(slots=True)
class _Odd:
    """The rows that have another number of cells than the first ones, by their place."""

    most: int
    rows: dict[int, list[str]] = field(default_factory=dict)

    def take(self, row: Any) -> str:
        if row.number is None or len(self.rows) >= self.most:
            return "error"
        # pyarrow counts from 1.
        self.rows[row.number - 1] = next(csv.reader([row.text], strict=True), [])
        return "skip"


def _block(data: bytes, numbers: Any, width: int) -> Block | None:
    import pyarrow

    odd = _Odd(int(len(numbers) * _MOST_ODD))
    try:
        try:
            columns = _columns(data, width, None)
        except pyarrow.ArrowInvalid:
            columns = _columns(data, width, odd)
    except pyarrow.ArrowInvalid:
        return None
    if not columns or len(columns[0]) + len(odd.rows) != len(numbers):
        return None
    rows = _joined(columns, numbers, odd.rows) if odd.rows else Rows(columns, numbers)
    number, heading = rows[0]
    return Block((number, heading), tuple(column[1:] for column in rows.columns), rows.numbers[1:])


def _columns(data: bytes, width: int, odd: _Odd | None) -> tuple[Any, ...]:
    import pyarrow
    from pyarrow import csv as reader

    names = [str(position) for position in range(width)]
    # The number of an odd row is known to one thread alone.
    options = reader.ReadOptions(column_names=names, use_threads=odd is None)
    parsing = reader.ParseOptions(
        newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=odd.take if odd else None
    )
    kinds = dict.fromkeys(names, pyarrow.string())
    converting = reader.ConvertOptions(column_types=kinds, strings_can_be_null=False)
    table = reader.read_csv(pyarrow.BufferReader(data), options, parsing, converting)
    return tuple(table.columns)


def _joined(columns: tuple[Any, ...], numbers: Any, odd: dict[int, list[str]]) -> Rows:
    """Put the odd rows where they belong; cells that they do not have are empty."""
    import numpy
    import pyarrow

    width = max(len(columns), *map(len, odd.values()))
    regular = numpy.ones(len(numbers), dtype=numpy.bool_)
    regular[list(odd)] = False
    order = numpy.argsort(numpy.concatenate((numpy.flatnonzero(regular), list(odd))).astype(numpy.int64))
    joined = []
    for position in range(width):
        mine = columns[position] if position < len(columns) else _empty(int(regular.sum()))
        told = [cells[position] if position < len(cells) else "" for cells in odd.values()]
        joined.append(pyarrow.chunked_array([*mine.chunks, pyarrow.array(told, pyarrow.string())]))
    return Rows(picked(Rows(tuple(joined), range(len(numbers))), order).columns, numbers)


def _empty(rows: int) -> Any:
    import pyarrow

    return pyarrow.chunked_array([pyarrow.repeat("", rows)])

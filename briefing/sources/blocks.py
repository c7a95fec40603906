"""A `Block` in, what `tables` asks about lines out: which are blank, lie below the headings, or are too wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.sources.block import Block, Rows
from briefing.sources.coded import filled, taken
from briefing.sources.tables import Line, Raw

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

Filled = Callable[[Raw], bool]


def without_blank(block: Block, is_filled: Filled) -> Block | Sequence[Line]:
    """Return a block without its blank rows; a blank heading gives way to the first row that is not blank."""
    rows = _filled_rows(block.rows, is_filled)
    if any(map(is_filled, block.heading[1])):
        return Block(block.heading, rows.columns, rows.numbers)
    if not len(rows):
        return []
    rest = _cut(rows, slice(1, None))
    return Block(rows[0], rest.columns, rest.numbers)


def below(block: Block, top: int) -> Rows:
    """Return the rows below a line of a block."""
    return _cut(block.rows, slice(top, None)) if top else block.rows


def wide(rows: Rows, width: int, is_filled: Filled) -> Iterator[tuple[int, int]]:
    """Yield the number of each row that has something to the right of the headings, and how many cells it fills."""
    import numpy

    last = numpy.zeros(len(rows), dtype=numpy.int64)
    for position, column in enumerate(rows.columns[width:], width + 1):
        last[filled(column, is_filled)] = position
    for row in numpy.flatnonzero(last).tolist():
        yield int(rows.numbers[row]), int(last[row])


def first_filled(rows: Rows, position: int, is_filled: Filled) -> int | None:
    """Return the number of the first row that has something in a column."""
    if position >= len(rows.columns):
        return None
    found = filled(rows.columns[position], is_filled)
    return int(rows.numbers[int(found.argmax())]) if found.any() else None


def _filled_rows(rows: Rows, is_filled: Filled) -> Rows:
    """Return the rows that are not blank: only those that are blank up to a column are looked at in the next."""
    import numpy

    blank = numpy.arange(len(rows))
    for column in rows.columns:
        if not len(blank):
            return rows
        part = column if len(blank) == len(rows) else taken(column, blank)
        blank = blank[~filled(part, is_filled)]
    kept = numpy.ones(len(rows), dtype=numpy.bool_)
    kept[blank] = False
    return rows if kept.all() else picked(rows, numpy.flatnonzero(kept))


def picked(rows: Rows, wanted: NDArray[numpy.int64]) -> Rows:
    """Return some of the rows, in the order that is given."""
    import numpy

    numbers: Any = numpy.asarray(rows.numbers)[wanted]
    return Rows(tuple(taken(column, wanted) for column in rows.columns), numbers)


def _cut(rows: Rows, part: slice) -> Rows:
    return Rows(tuple(column[part] for column in rows.columns), rows.numbers[part])

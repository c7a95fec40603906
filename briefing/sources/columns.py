"""The rows of a large sheet as calamine reads them in; its columns out, as compact as their values allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from briefing.sources.block import Block
from briefing.sources.care import Care
from briefing.sources.headings import Layout
from briefing.sources.tables import Raw, heading_line
from briefing.sources.text import plain
from briefing.sources.values import as_percent, decimal, raw

if TYPE_CHECKING:
    import pyarrow

_AT_ONCE, _TITLES = 20_000, 50
Kind = Literal["", "text", "number", "day", "mixed"]


def block(rows: Iterator[list[Any]], care: Care, layout: Layout) -> Block | None:
    """Return a sheet by columns below its headings; None where its first rows hold no headings of a long table."""
    first = list(islice(rows, _TITLES))
    top = heading_line(layout, [(at, [raw(cell) for cell in cells]) for at, cells in enumerate(first)])
    heading = [raw(cell) for cell in first[top]] if top is not None else []
    known = {layout.headings.get(plain(cell)) for cell in heading if isinstance(cell, str)}
    if top is None or not known.issuperset(layout.required_columns):
        return None
    parts: list[list[_Part]] = [[] for _ in heading]
    for some in _batches(chain(first[top + 1 :], rows)):
        for column, values in zip(parts, zip(*some, strict=True), strict=True):
            column.append(_part(values))
    made: list[Sequence[Raw] | pyarrow.ChunkedArray] = [_whole(column) for column in parts]
    numbers = range(top + 2, top + 2 + sum(len(part.values) for part in parts[0]))
    _mend(made, len(numbers), top + 1, care)
    return Block((top + 1, heading), tuple(made), numbers)


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


class _Part:
    """Some rows of a column: a pyarrow array where all values are of one kind, else a list of raw cells."""

    __slots__ = ("kind", "values")

    def __init__(self, kind: Kind, values: Any) -> None:
        self.kind, self.values = kind, values

    def listed(self) -> list[Raw]:
        if self.kind == "mixed":
            return list(self.values)
        plain = self.values.to_pylist()
        if self.kind == "number":
            return ["" if value is None else decimal(value) for value in plain]
        return ["" if value is None else value for value in plain]


def _part(values: Sequence[Any]) -> _Part:
    import pyarrow

    kinds = set(map(type, values))
    if kinds == {str}:
        return _Part("text", pyarrow.array(values, pyarrow.string())) if any(values) else _nothing(len(values))
    blank = str not in kinds or all(not value for value in values if type(value) is str)
    if blank and kinds <= {float, int, str} and all(isfinite(value) for value in values if value != ""):
        # There is no negative zero: + 0.0 takes the sign.
        figures = [None if value == "" else value + 0.0 for value in values]
        return _Part("number", pyarrow.array(figures, pyarrow.float64()))
    if blank and kinds <= {date, datetime, str}:
        return _Part("day", pyarrow.array([raw(value) or None for value in values], pyarrow.date32()))
    return _Part("mixed", [raw(value) for value in values])


def _nothing(length: int) -> _Part:
    import pyarrow

    return _Part("", pyarrow.nulls(length))


def _whole(parts: Sequence[_Part]) -> Sequence[Raw] | pyarrow.ChunkedArray:
    import pyarrow

    kinds = {part.kind for part in parts} - {""}
    if len(kinds) == 1 and "mixed" not in kinds:
        kind = next(part.values.type for part in parts if part.kind)
        return pyarrow.chunked_array([part.values.cast(kind) for part in parts])
    if not kinds:
        return pyarrow.chunked_array([part.values.cast(pyarrow.string()) for part in parts], pyarrow.string())
    return list(chain.from_iterable(part.listed() for part in parts))


def _mend(made: list[Any], length: int, first: int, care: Care) -> None:
    """Put in what calamine does not tell: flaws, and percentages as they are shown."""
    for column, percents in care.percents.items():
        cells = _list_of(made, column, length)
        for row in percents:
            if first <= row < first + length:
                cells[row - first] = as_percent(cells[row - first])
    for (row, column), flaw in (*care.flaws.items(), *care.covered()):
        if first <= row < first + length:
            _list_of(made, column, length)[row - first] = flaw


def _list_of(made: list[Any], column: int, length: int) -> list[Raw]:
    made.extend([""] * length for _ in range(column + 1 - len(made)))
    if not isinstance(made[column], list):
        kind = {"double": "number", "date32[day]": "day"}.get(str(made[column].type), "text")
        made[column] = _Part(kind, made[column]).listed()  # type: ignore[arg-type]  # one of the kinds, by its spelling
    found: list[Raw] = made[column]
    return found

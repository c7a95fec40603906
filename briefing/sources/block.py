"""A large table by columns: what readers hand over where one list of cells for each row would take too much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite, isnan
from typing import Any, Protocol, overload

from briefing.sources.tables import Flaw, Line, Raw

BIG = 20_000
"""From so many rows on a reader hands its table over by columns."""
_AT_ONCE = 4096


class Column(Protocol):
    """A column of a large table: a list of raw cells, or an array (or chunked array) of pyarrow's."""

    def __len__(self) -> int: ...
    def __getitem__(self, at: Any, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Line]):
    """The rows of a large table below its headings: columns of one length, and the rows' numbers."""

    columns: tuple[Column, ...]
    numbers: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        return int(self.numbers[at]), [cell(column[at]) for column in self.columns]

    def __iter__(self) -> Iterator[Line]:
        for first in range(0, len(self), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            cells = [[cell(each) for each in listed(column[part])] for column in self.columns]
            yield from zip(map(int, self.numbers[part]), map(list, zip(*cells, strict=True)), strict=True)


@dataclass(frozen=True, slots=True)
class Block(Sequence[Line]):
    """The headings and, below them, columns of one length: raw cells, or a pyarrow array of them.

    A pyarrow array may hold texts, whole numbers, decimals, floats, dates or nulls. `numbers` are the rows' numbers as
    messages name them. As a sequence it is its lines, the headings first; a part of it (a slice) is lines too.
    """

    heading: Line
    columns: tuple[Column, ...]
    numbers: Sequence[int]

    @property
    def rows(self) -> Rows:
        return Rows(self.columns, self.numbers)

    def __len__(self) -> int:
        return len(self.numbers) + 1

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        return self.heading if at == 0 else self.rows[at - 1]

    def __iter__(self) -> Iterator[Line]:
        yield self.heading
        yield from self.rows


def listed(column: Column) -> Sequence[object]:
    """Return a column, or a part of one, as a list."""
    if hasattr(column, "to_pylist"):
        return list(column.to_pylist())
    return [column[row] for row in range(len(column))]


def cell(value: object) -> Raw:
    """Return a cell as the row readers know it: pyarrow's own values become text, decimal or date."""
    plain = value.as_py() if hasattr(value, "as_py") else value
    if isinstance(plain, Flaw):
        return plain
    match plain:
        case None:
            return ""
        case bool():
            return str(plain).upper()
        case int():
            return Decimal(plain)
        case float():
            return _decimal(plain)
        case datetime():
            return plain.date()
        case str() | Decimal() | date():
            return plain
    return str(plain)


def _decimal(value: float) -> Raw:
    """Return a float as a workbook shows it; what is no number at all is an empty cell."""
    if isnan(value):
        return ""
    if not isfinite(value):
        return Flaw("不是有限的数。", "请重新输入这一格。")
    return Decimal(f"{value:.15g}")

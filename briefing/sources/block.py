"""A large table by columns: what readers hand over where one list of cells for each row would take too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, overload

from briefing.sources.tables import Flaw, Line, Raw

if TYPE_CHECKING:
    import pyarrow

BIG = 20_000
"""From so many rows on a reader hands its table over by columns."""


@dataclass(frozen=True, slots=True)
class Block(Sequence[Line]):
    """The headings and, below them, columns of one length: raw cells, or a pyarrow array of them.

    A pyarrow array may hold texts, whole numbers, decimals, floats, dates or nulls. `numbers` are the rows' numbers as
    messages name them. As a sequence it is its lines, the headings first; a part of it (a slice) is lines too.
    """

    heading: Line
    columns: tuple[Sequence[Raw] | pyarrow.ChunkedArray, ...]
    numbers: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers) + 1

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        if at == 0:
            return self.heading
        return self.numbers[at - 1], [_cell(column[at - 1]) for column in self.columns]


def _cell(value: object) -> Raw:
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
            return Decimal(f"{plain:.15g}")
        case datetime():
            return plain.date()
        case str() | Decimal() | date():
            return plain
    return str(plain)

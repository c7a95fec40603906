"""What a sheet holds besides plain values: its extent, and the cells that the values alone would tell falsely."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from briefing.sources.tables import Flaw, letters
from briefing.sources.unusable import Unusable

MOST_COLUMNS, MOST_CELLS = 400, 16_000_000
NO_RESULT = Flaw("公式没有算出来的值。", "请用 Excel 或 WPS 打开，保存一次；或改成数值。")
_MOST_MERGED = 1_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)

_NO_SIGN = re.compile(r'"[^"]*"?|[\\_*].?|\[[^\]]*\]?', re.DOTALL)
"""What stands in a number format for itself, or for something else: text, a space, what fills the cell, a colour."""

Place = tuple[int, int]
"""Row and column, from zero."""


def shows_percent(format_code: str) -> bool:
    """Return whether a number format shows 0.973 as 97.3%; `0.0"%"` and `0.0\\%` only write the sign behind 97.3."""
    return "%" in _NO_SIGN.sub("", format_code)


@dataclass(frozen=True, slots=True)
class Covered(Flaw):
    """A cell under a merged one, whose value stands at `anchor`."""

    anchor: Place = (0, 0)


@dataclass(slots=True)
class Care:
    """The cells of one sheet that need care; `flaws` have no value to read, `percents` are rows by column.

    `merged` are (top, left, bottom, right), all inclusive; `hidden_rows` and `hidden_columns` those with content.
    `empty_results` are formulas of old workbooks that gave an empty text, or were never worked out: none can tell.
    """

    rows: int = 0
    columns: int = 0
    flaws: dict[Place, Flaw] = field(default_factory=dict)
    percents: dict[int, array[int]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    empty_results: list[Place] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Take note of a cell with content; Unusable if the sheet's cells lie too far apart to be a table."""
        if row < self.rows and column < self.columns:
            return
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if not fits(self.rows, self.columns):
            raise too_far(row, column)

    def percent(self, row: int, column: int) -> None:
        self.percents.setdefault(column, array("I")).append(row)

    def covered(self) -> Iterator[tuple[Place, Covered]]:
        """Yield the cells that merged ones cover: they have no value of their own."""
        left_over = _MOST_MERGED
        for top, first, bottom, last in self.merged:
            message = f"这一格与 {letters(first)}{top + 1} 合并，没有自己的值。"
            flaw = Covered(message, "请取消合并，每一格都填上内容。", True, (top, first))
            for row in range(top, min(bottom + 1, self.rows)):
                left_over -= max(min(last + 1, self.columns) - first, 0)
                if left_over < 0:
                    raise Unusable("合并的单元格太多。", hint="请取消合并，每一格都填上内容。")
                for column in range(first, min(last + 1, self.columns)):
                    if (row, column) != (top, first):
                        yield (row, column), flaw


def fits(rows: int, columns: int) -> bool:
    """Return whether a sheet of this extent can be a table."""
    return columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS


def too_far(row: int, column: int) -> Unusable:
    return Unusable(
        f"有内容的单元格 {letters(column)}{row + 1} 离表格太远，或表格太大。",
        hint=f"请清除多余的内容；一张表最多 {MOST_COLUMNS} 列、{MOST_CELLS // 10_000} 万格。",
    )


def error(shown: str) -> Flaw:
    """Return the flaw of a cell that shows an error such as #DIV/0!."""
    return Flaw(f"单元格里是错误值 {shown}。", "请改正公式；没有数据请留空。")


@lru_cache(maxsize=65_536)
def column_of(name: str) -> int:
    """Return a column's position: A is 0, AA is 26."""
    position = 0
    for char in name:
        position = position * 26 + ord(char) - 64
    return position - 1


def place_of(reference: str) -> Place:
    """Return the place that `B7` names; ValueError if it names none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return int(match[2]) - 1, column_of(match[1])

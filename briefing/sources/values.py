"""The values of a sheet as calamine reads them, and what needs care, in; lines of raw cells out, or columns of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from briefing.sources.block import BIG
from briefing.sources.care import Care
from briefing.sources.headings import Layout
from briefing.sources.panics import sheltered
from briefing.sources.tables import Flaw, Line, Raw
from briefing.sources.unusable import damaged

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_INTEGERS = 10**15


def lines(workbook: CalamineWorkbook, name: str, care: Care, layout: Layout) -> Sequence[Line]:
    """Return the cells of a sheet: a list of lines, or from `BIG` rows on a `Block`."""
    from python_calamine import CalamineError

    try:
        with sheltered():
            return _read(workbook, name, care, layout)
    except CalamineError:
        raise damaged() from None


def _read(workbook: CalamineWorkbook, name: str, care: Care, layout: Layout) -> Sequence[Line]:
    sheet = workbook.get_sheet_by_name(name)
    if not care.merged:
        care.merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    if sheet.total_height > BIG:
        from briefing.sources import columns

        block = columns.block(rows(sheet), care, layout)
        if block is not None:
            return block
    return _lines([[raw(cell) for cell in cells] for cells in rows(sheet)], care)


def rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Yield the rows of a sheet from its first on, each from its first column on."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for cells in sheet.iter_rows():
        yield [*left, *cells] if left else cells


def _lines(cells: list[list[Raw]], care: Care) -> list[Line]:
    for column, percents in care.percents.items():
        for row in percents:
            _put(cells, row, column, as_percent(_get(cells, row, column)))
    for (row, column), flaw in (*care.flaws.items(), *care.covered()):
        _put(cells, row, column, flaw)
    return list(enumerate(cells, 1))


def _get(cells: list[list[Raw]], row: int, column: int) -> Raw:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else ""


def _put(cells: list[list[Raw]], row: int, column: int, value: Raw) -> None:
    # calamine leaves out what has no value at the edges; the cells that need care may stand just there.
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend([""] * (column + 1 - len(cells[row])))
    cells[row][column] = value


def as_percent(value: Raw) -> Raw:
    """Return a number as a percentage shows it: 0.973 is 97.3%."""
    return f"{(value * 100).normalize():f}%" if isinstance(value, Decimal) else value


def raw(value: Any) -> Raw:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return decimal(value)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def decimal(value: float) -> Raw:
    """Return a number as the workbook shows it: 15 digits at most, so 0.1+0.2 is 0.3."""
    if not isfinite(value):
        return Flaw("不是有限的数。", "请重新输入这一格。")
    if abs(value) < _INTEGERS and value == int(value):
        return Decimal(int(value))
    return Decimal(f"{value:.15g}")

"""The bytes of a workbook in, its sheets as rows of raw cells out; `Unusable` where it cannot be read.

What program's format the bytes are goes by what they hold, not by the name. They are read with the same care as a data
set's workbook: percent cells, errors, formulas without results.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from briefing.sources.books import opened
from briefing.sources.care import NO_RESULT, Care
from briefing.sources.panics import sheltered
from briefing.sources.tables import Raw, letters
from briefing.sources.unusable import Unusable, damaged
from briefing.sources.values import as_percent, raw
from briefing.zips import UNREADABLE, is_bomb

_MOST_BYTES, _FREE_BYTES = 50_000_000, 5_000_000
_MOST_CELLS = 200_000
READ = (".xlsx", ".xls", ".ods")
MACROS = (".xlsm", ".xltm", ".xlsb")
OTHERS = (".et", ".csv", ".xltx", ".numbers", ".zip", ".rar", ".7z")
Rows = Sequence[Sequence[Raw]]


def sheets(data: bytes, suffix: str) -> dict[str, Rows]:
    """Return the cells of every sheet, hidden ones too, by its name."""
    if suffix in MACROS:
        raise Unusable("带宏的工作簿不收。", hint="请另存为 .xlsx 再报。")
    _check_size(data)
    book = opened(data)
    # First: what reads the values asks for room up to the last cell, however far away that is, and ends without it.
    cares = {name: book.care(name) for name in book.names}
    values = _values(data)
    return {name: _cared_for(values.get(name, []), care) for name, care in cares.items()}


def _values(data: bytes) -> dict[str, list[list[Raw]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with sheltered():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            return {name: _rows(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except PasswordError:
        raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。") from None
    except (CalamineError, *UNREADABLE):
        raise damaged() from None


def _check_size(data: bytes) -> None:
    """Refuse what unfolds to more than a form can be; what is no zip is left to the reader."""
    if len(data) > _MOST_BYTES:
        raise Unusable("文件太大，不像一张报送表。", hint="请用发下去的表填报。")
    if not data.startswith(b"PK"):
        return
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except UNREADABLE:
        raise damaged() from None
    size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if size > _MOST_BYTES or is_bomb(size, packed, _FREE_BYTES):
        raise Unusable(f"工作簿解开后太大（{size // 1_000_000} MB）。", hint="请用发下去的表填报。")


def _rows(sheet: Any) -> list[list[Raw]]:
    if sheet.height * sheet.width > _MOST_CELLS:
        raise Unusable("工作表太大，不像一张报送表。", hint="请清除多余的内容，或用发下去的表填报。")
    return [[raw(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=False)]


def _cared_for(rows: list[list[Raw]], care: Care) -> list[list[Raw]]:
    """Put in what values alone do not tell: percent cells as they show, and cells without a value of their own."""
    for column, percents in care.percents.items():
        for row in percents:
            _put(rows, row, column, as_percent(cell(rows, row, column)))
    for row, column in care.empty_results:
        _put(rows, row, column, NO_RESULT)
    for (row, column), flaw in care.flaws.items():
        _put(rows, row, column, flaw)
    return rows


def _put(rows: list[list[Raw]], row: int, column: int, value: Raw) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def cell(rows: Rows, row: int, column: int) -> Raw:
    """Return a cell, empty where the sheet does not reach."""
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def place(row: int, column: int) -> str:
    """Return a cell's name as workbooks show it."""
    return f"{letters(column)}{row + 1}"

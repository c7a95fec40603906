"""The bytes of a workbook in, its sheets as rows of raw cells out; `Unusable` where it cannot be read.

.xlsx is read with the same care as a data set's workbook (percent cells, errors, formulas without results); .xls and
.ods by their values.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from briefing.intake.parts import Parts
from briefing.sources.tables import Flaw, Raw, letters
from briefing.sources.unusable import Unusable, damaged
from briefing.zips import UNREADABLE, is_bomb

_OLE = bytes.fromhex("d0cf11e0")
_MOST_BYTES, _FREE_BYTES = 50_000_000, 5_000_000
_MOST_CELLS = 200_000
_INTEGERS = 10**15
READ = (".xlsx", ".xls", ".ods")
MACROS = (".xlsm", ".xltm", ".xlsb")
OTHERS = (".et", ".csv", ".xltx", ".numbers", ".zip", ".rar", ".7z")
Rows = Sequence[Sequence[Raw]]


def sheets(data: bytes, suffix: str) -> dict[str, Rows]:
    """Return the cells of every sheet, hidden ones too, by its name."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if suffix in MACROS:
        raise Unusable("带宏的工作簿不收。", hint="请另存为 .xlsx 再报。")
    if suffix == ".xlsx" and data.startswith(_OLE):
        raise Unusable("工作簿有密码，或其实是旧的 .xls 格式。", hint="请去掉密码，另存为 .xlsx。")
    _check_size(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = {name: _rows(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except PasswordError:
        raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。") from None
    except (CalamineError, *UNREADABLE):
        raise damaged() from None
    if suffix == ".xlsx":
        _care_for(found, data)
    return dict(found)


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
    return [[_raw(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=False)]


def _care_for(found: Mapping[str, list[list[Raw]]], data: bytes) -> None:
    """Put in what values alone do not tell: percent cells as they show, and cells without a value of their own."""
    parts = Parts(data)
    places = parts.sheets()
    for name, rows in found.items():
        if name not in places:
            continue
        care = parts.care(places[name])
        for row, column in care.percents:
            if isinstance(value := cell(rows, row, column), Decimal):
                rows[row][column] = f"{(value * 100).normalize():f}%"
        for (row, column), flaw in care.flaws.items():
            _put(rows, row, column, flaw)


def _put(rows: list[list[Raw]], row: int, column: int, flaw: Flaw) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = flaw


def cell(rows: Rows, row: int, column: int) -> Raw:
    """Return a cell, empty where the sheet does not reach."""
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def place(row: int, column: int) -> str:
    """Return a cell's name as workbooks show it."""
    return f"{letters(column)}{row + 1}"


def _raw(value: Any) -> Raw:
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case int() | float():
            return _decimal(value)
        case datetime():
            return value.date()
        case date():
            return value
    return str(value)


def _decimal(value: float) -> Raw:
    if not isfinite(value):
        return Flaw("不是有限的数。", "请重新输入这一格。")
    whole = abs(value) < _INTEGERS and value == int(value)
    return Decimal(int(value)) if whole else Decimal(f"{value:.15g}")

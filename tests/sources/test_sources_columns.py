"""A large sheet, read by columns, is the same as a small one, read by rows."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import Problems
from briefing.sources import excel, values
from briefing.sources.block import Block
from briefing.sources.folder import Folder
from briefing.sources.tables import Grid

HEAD = ["指标", "期间", "数值", "同比", "地区", "来源"]


def rows() -> list[list[Any]]:
    """Return rows of every kind: one kind a column, mixed columns, gaps, an empty column."""
    figures = [0.1 + 0.2, -0.0, 1e22, 1e-5, 123456789012345.0, 5, 0, -3.25]
    made: list[list[Any]] = []
    for at in range(60):
        day = date(2020, at % 12 + 1, 1) if at % 2 else "2020H1"
        made.append([f"i{at}", day, figures[at % 8], None if at % 3 else at / 7, "" if at % 4 else "江北区", None])
    return made


def book(change: Any = None) -> bytes:
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "数据"
    for row in ([["标题"]], [HEAD], rows()):
        for cells in row:
            sheet.append(cells)
    if change:
        change(sheet)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def grid(tmp_path: Path, data: bytes) -> Grid:
    path = tmp_path / "data.xlsx"
    path.write_bytes(data)
    problems = Problems()
    found = excel.read(Folder(tmp_path, tmp_path), [path], problems)
    assert list(problems) == []
    return found.grids[0]


def strange(sheet: Any) -> None:
    for row in range(5, 30):
        sheet[f"C{row}"].number_format = "0.0%"
    sheet["C8"] = "#DIV/0!"
    sheet["D9"] = "=1+1"
    sheet["F12"] = "=1+1"
    sheet.merge_cells("E20:E23")


@pytest.mark.parametrize("change", [None, strange])
def test_columns_hold_what_rows_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    data = book(change)
    by_rows = grid(tmp_path, data).lines
    monkeypatch.setattr(values, "BIG", 10)
    monkeypatch.setattr("briefing.sources.columns._AT_ONCE", 7)
    by_columns = grid(tmp_path, data).lines
    assert isinstance(by_columns, Block)
    assert isinstance(by_rows, list)
    expected = [(number, [str(cell) for cell in cells]) for number, cells in by_rows[1:]]
    assert [(number, [str(cell) for cell in cells]) for number, cells in by_columns] == expected


def test_columns_of_one_kind_are_arrays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "BIG", 10)
    lines = grid(tmp_path, book()).lines
    assert isinstance(lines, Block)
    kinds = [str(getattr(column, "type", "list")) for column in lines.columns]
    assert kinds == ["string", "list", "double", "double", "string", "string"]


def test_a_large_wide_table_stays_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "BIG", 10)

    def wide(sheet: Any) -> None:
        for column, heading in enumerate(["名", "2019", "2020", None, None, None], 1):
            sheet.cell(2, column, heading)

    assert isinstance(grid(tmp_path, book(wide)).lines, list)

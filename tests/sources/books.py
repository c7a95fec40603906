"""The tables of a data set as workbooks of other programs."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.sources.files import Cell, Rows


def xls(tables: dict[str, Rows], change: Callable[[Any], None] | None = None) -> bytes:
    """Return the tables as an old workbook; dates are shown as dates."""
    book = xlwt.Workbook()
    for name, rows in tables.items():
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell not in (None, ""):
                    style = xlwt.easyxf(num_format_str="YYYY-MM-DD" if isinstance(cell, date) else "General")
                    sheet.write(row, column, cell, style)
    if change:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(tables: dict[str, Rows], change: Callable[[Any, dict[str, Any]], None] | None = None) -> bytes:
    """Return the tables as an OpenDocument spreadsheet; `change` gets the document and its tables by name."""
    document = OpenDocumentSpreadsheet()
    made = {}
    for name, rows in tables.items():
        made[name] = table = Table(name=name)
        for cells in rows:
            row = TableRow()
            for cell in cells:
                row.addElement(_cell(cell))
            table.addElement(row)
        document.spreadsheet.addElement(table)
    if change:
        change(document, made)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def _cell(cell: Cell) -> Any:
    if cell in (None, ""):
        return TableCell()
    if isinstance(cell, date):
        return TableCell(valuetype="date", datevalue=cell.isoformat())
    if isinstance(cell, str):
        made = TableCell(valuetype="string")
        made.addElement(P(text=cell))
        return made
    return TableCell(valuetype="float", value=str(cell))


def cell_of(table: Any, row: int, column: int) -> Any:
    return table.getElementsByType(TableRow)[row].childNodes[column]


def replace_cell(table: Any, row: int, column: int, cell: Any) -> None:
    line = table.getElementsByType(TableRow)[row]
    line.insertBefore(cell, line.childNodes[column])
    line.removeChild(line.childNodes[column + 1])


__all__ = ["CoveredTableCell", "P", "TableCell", "cell_of", "ods", "replace_cell", "xls"]

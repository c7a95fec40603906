"""A native chart in, the bytes of the workbook behind it out. Strings stay strings: no formulas, no links."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from briefing.charts.native import NativeChart
from briefing.render.pptx.chart.refs import SHEET, column_of, scattered

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(native: NativeChart, stamped: date) -> bytes:
    """Return an .xlsx with the categories in the first column and a column for each series."""
    from xlsxwriter import Workbook

    stored = BytesIO()
    book = Workbook(stored, _OPTIONS)
    # XlsxWriter stamps the clock; equal charts are to be equal files.
    book.set_properties({"created": datetime(stamped.year, stamped.month, stamped.day)})
    sheet = book.add_worksheet(SHEET)
    for row, category in enumerate(native.categories, 1):
        sheet.write_string(row, 0, category)
    for at, series in enumerate(native.series):
        column = column_of(native, at)
        sheet.write_string(0, column, series.name)
        _write_column(sheet, column, series.values)
        if scattered(native):
            _write_column(sheet, column - 1, series.x)
            _write_column(sheet, column + 1, series.sizes)
    book.close()
    return stored.getvalue()


def _write_column(sheet: Worksheet, column: int, values: tuple[float | None, ...]) -> None:
    for row, value in enumerate(values, 1):
        if value is not None:
            sheet.write_number(row, column, value)

"""A native chart in, the bytes of the workbook behind it out. Strings stay strings: no formulas, no links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from briefing.charts.native import NativeChart, NativeSeries
from briefing.render.pptx.chart.data import plotted
from briefing.render.pptx.chart.refs import SHEET, Columns, columns, date_format, number, scattered, x_format

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Headings of what is no series: x, the sizes of bubbles, the lengths of error bars.
_X, _SIZES = "X", "大小"
_MINUS, _PLUS = "（向下）", "（向上）"
_GENERAL = "General"
Formats = Callable[[str], "Format | None"]


def workbook(native: NativeChart, stamped: date, said: Callable[[str], str] = str) -> bytes:
    """Return an .xlsx with categories or dates in the first column and a column for each series.

    `said` says our own headings in the language of the deck.
    """
    from xlsxwriter import Workbook

    stored = BytesIO()
    book = Workbook(stored, _OPTIONS)
    # XlsxWriter stamps the clock; equal charts are to be equal files.
    book.set_properties({"created": datetime(stamped.year, stamped.month, stamped.day)})
    sheet = book.add_worksheet(SHEET, worksheet_class=_exact_worksheet())
    formats = cache(lambda code: None if code == _GENERAL else book.add_format({"num_format": code}))
    _write_categories(sheet, native, formats)
    for series, places in zip(native.series, columns(native), strict=True):
        _write_series(sheet, series, places, native, formats, said)
    book.close()
    return stored.getvalue()


@cache
def _exact_worksheet() -> type[Worksheet]:
    """Return a worksheet that keeps all digits; XlsxWriter's own writes sixteen, and some floats have seventeen."""
    from xlsxwriter.worksheet import Worksheet

    class Exact(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
        def _xml_number_element(self, value: float, attributes: Sequence[tuple[str, str]] = ()) -> None:
            written = "".join(f' {key}="{self._escape_attributes(each)}"' for key, each in attributes)
            self.fh.write(f"<c{written}><v>{number(value)}</v></c>")

    return Exact


def _write_categories(sheet: Worksheet, native: NativeChart, formats: Formats) -> None:
    if scattered(native):
        return
    if native.dates:
        _write_column(sheet, 0, native.dates, formats(date_format(native)))
        return
    for row, category in enumerate(native.categories, 1):
        sheet.write_string(row, 0, category)


def _write_series(
    sheet: Worksheet,
    series: NativeSeries,
    places: Columns,
    native: NativeChart,
    formats: Formats,
    said: Callable[[str], str],
) -> None:
    sheet.write_string(0, places.values, series.name)
    own = formats(series.number_format)
    if scattered(native):
        sheet.write_string(0, places.x, native.category_axis.title or _X)
        _write_column(sheet, places.x, series.x, formats(x_format(native)))
        _write_column(sheet, places.values, plotted(series), own)
        if native.kind == "bubble":
            sheet.write_string(0, places.sizes, said(_SIZES))
            _write_column(sheet, places.sizes, series.sizes, None)
    else:
        _write_column(sheet, places.values, series.values, own)
    for errors, (minus, plus) in zip(series.errors, places.errors, strict=True):
        for column, words, lengths in ((minus, _MINUS, errors.minus), (plus, _PLUS, errors.plus)):
            sheet.write_string(0, column, series.name + said(words))
            _write_column(sheet, column, lengths, None)


def _write_column(sheet: Worksheet, column: int, values: Sequence[float | None], look: Format | None) -> None:
    for row, value in enumerate(values, 1):
        if value is not None:
            sheet.write_number(row, column, value, look)

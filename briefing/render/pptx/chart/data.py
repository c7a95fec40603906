"""The numbers and names of a chart as chart XML: their places in the workbook, and a copy of what stands there."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native import NativeChart, NativeSeries
from briefing.render.pptx.chart.refs import Columns, cell, date_format, number, scattered, span, x_format
from briefing.render.pptx.xml import escape


def name_xml(series: NativeSeries, columns: Columns) -> str:
    return f"<c:tx><c:strRef><c:f>{cell(columns.values, 0)}</c:f>{_strings([series.name])}</c:strRef></c:tx>"


def data_xml(series: NativeSeries, columns: Columns, native: NativeChart) -> str:
    """Return the data of a series: categories and values, or x, y and sizes."""
    count = len(series.values)
    code = series.number_format
    if not scattered(native):
        values = numbers(series.values, span(columns.values, count), code)
        return f"<c:cat>{_categories(native)}</c:cat><c:val>{values}</c:val>"
    x = f"<c:xVal>{numbers(series.x, span(columns.x, count), x_format(native))}</c:xVal>"
    y = f"<c:yVal>{numbers(plotted(series), span(columns.values, count), code)}</c:yVal>"
    if native.kind == "scatter":
        return x + y
    sizes = numbers(series.sizes, span(columns.sizes, count), "General")
    return f"{x}{y}<c:bubbleSize>{sizes}</c:bubbleSize>"


def plotted(series: NativeSeries) -> tuple[float | None, ...]:
    """Return the values of scattered points; one without an x has none, or PowerPoint would put it at zero."""
    return tuple(value if x is not None else None for x, value in zip(series.x, series.values, strict=True))


def numbers(values: Sequence[float | None], ref: str, code: str) -> str:
    """Return the values behind a reference; a missing one has no point, which leaves a gap."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{number(value)}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    cache = f'<c:formatCode>{escape(code)}</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{ref}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _categories(native: NativeChart) -> str:
    if native.dates:
        return numbers(native.dates, span(0, len(native.dates)), date_format(native))
    return f"<c:strRef><c:f>{span(0, len(native.categories))}</c:f>{_strings(native.categories)}</c:strRef>"


def _strings(words: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{_lines(word)}</c:v></c:pt>' for at, word in enumerate(words))
    return f'<c:strCache><c:ptCount val="{len(words)}"/>{points}</c:strCache>'


def _lines(word: str) -> str:
    return "\n".join(escape(line) for line in word.split("\n"))

"""The series of a chart as chart XML, with exact values, gaps, and the colours of single points."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native import NativeChart, NativeSeries
from briefing.render.pptx.chart.labels import labels
from briefing.render.pptx.chart.refs import cell, column_of, scattered, span
from briefing.render.pptx.chart.text import Pen
from briefing.render.pptx.xml import escape

_REFERENCE_WIDTH = 1.25
_LEAST_MARKER, _MOST_MARKER = 2, 72


def series_xml(series: NativeSeries, at: int, native: NativeChart, pen: Pen) -> str:
    """Return `c:ser` for the plot that the series is drawn in."""
    kind = "line" if series.reference else native.kind
    column = column_of(native, at)
    lined = kind in ("line", "scatter")
    parts = [
        f'<c:idx val="{at}"/><c:order val="{at}"/>',
        f"<c:tx><c:strRef><c:f>{cell(column, 0)}</c:f>{_strings([series.name])}</c:strRef></c:tx>",
        f"<c:spPr>{_shape(series, kind, pen)}</c:spPr>",
        '<c:invertIfNegative val="0"/>' if kind in ("column", "bar", "bubble") else "",
        marker(series, shown=series.marker != "none" and not series.point_markers, pen=pen) if lined else "",
        *(_point(series, index, kind, pen) for index in range(len(series.values))),
        labels(series, native, pen),
        _data(series, column, native),
        '<c:smooth val="0"/>' if lined else "",
        '<c:bubble3D val="0"/>' if kind == "bubble" else "",
    ]
    return f"<c:ser>{''.join(parts)}</c:ser>"


def marker(series: NativeSeries, *, shown: bool, pen: Pen, color: str = "") -> str:
    """Return the marker of a line's points: a disc; a ring stands off from its line by a rim of the ground's colour.

    LibreOffice draws no outline around a marker, so that a hollow one would be a hole in the line there.
    """
    if not shown:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    size = min(_MOST_MARKER, max(_LEAST_MARKER, round(series.marker_size or 7)))
    ink = color or series.color
    rim = pen.line(pen.setting.style.ground, 2) if series.marker == "ring" else pen.line(ink, 0.75)
    look = f"{pen.fill(ink)}{rim}"
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{look}</c:spPr></c:marker>'


def _shape(series: NativeSeries, kind: str, pen: Pen) -> str:
    if kind in ("line", "scatter"):
        width = series.line_width or (_REFERENCE_WIDTH if series.reference else 0)
        return pen.line(series.color, width, dashed=series.dashed)
    outline = series.outline if series.outline else ""
    width = series.outline_width or series.line_width
    return pen.fill(series.color) + pen.line(outline, width, dashed=series.dashed)


def _point(series: NativeSeries, at: int, kind: str, pen: Pen) -> str:
    """Return what one point has of its own: a colour, or a marker; nothing where it is like its series."""
    color = series.point_colors[at] if at < len(series.point_colors) else ""
    marked = bool(series.point_markers) and series.point_markers[at] and series.marker != "none"
    if kind in ("line", "scatter"):
        if not marked and not (color and series.marker != "none" and not series.point_markers):
            return ""
        look = marker(series, shown=True, pen=pen, color=color)
        return (
            f'<c:dPt><c:idx val="{at}"/>{look}<c:bubble3D val="0"/><c:spPr>{_shape(series, kind, pen)}</c:spPr></c:dPt>'
        )
    if not color or (color == series.color and kind not in ("pie", "doughnut")):
        return ""
    outline = pen.line(series.outline, series.outline_width)
    inverted = '<c:invertIfNegative val="0"/>' if kind in ("column", "bar", "bubble") else ""
    return (
        f'<c:dPt><c:idx val="{at}"/>{inverted}<c:bubble3D val="0"/><c:spPr>{pen.fill(color)}{outline}</c:spPr></c:dPt>'
    )


def _data(series: NativeSeries, column: int, native: NativeChart) -> str:
    count = len(series.values)
    if not scattered(native):
        names = f"<c:strRef><c:f>{span(0, count)}</c:f>{_strings(native.categories)}</c:strRef>"
        return f"<c:cat>{names}</c:cat><c:val>{_numbers(series.values, span(column, count), native)}</c:val>"
    x = f"<c:xVal>{_numbers(series.x, span(column - 1, count), native)}</c:xVal>"
    y = f"<c:yVal>{_numbers(series.values, span(column, count), native)}</c:yVal>"
    if native.kind == "scatter":
        return x + y
    return f"{x}{y}<c:bubbleSize>{_numbers(series.sizes, span(column + 1, count), native)}</c:bubbleSize>"


def _strings(words: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{_lines(word)}</c:v></c:pt>' for at, word in enumerate(words))
    return f'<c:strCache><c:ptCount val="{len(words)}"/>{points}</c:strCache>'


def _lines(word: str) -> str:
    return "\n".join(escape(line) for line in word.split("\n"))


def _numbers(values: Sequence[float | None], ref: str, native: NativeChart) -> str:
    """Return the values behind a reference; a missing one has no point, which leaves a gap."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{ref}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"

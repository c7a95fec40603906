"""The series of a chart as chart XML, with exact values, gaps, and the colours of single points."""

from __future__ import annotations

from dataclasses import replace

from briefing.charts.native import NativeChart, NativeSeries
from briefing.charts.native.model import NativeKind
from briefing.render.pptx.chart.data import data_xml, name_xml
from briefing.render.pptx.chart.errors import errors_xml
from briefing.render.pptx.chart.labels import labels
from briefing.render.pptx.chart.marker import marker
from briefing.render.pptx.chart.plots import Plot, Plotted
from briefing.render.pptx.chart.text import Pen

LINED = frozenset[NativeKind](("line", "scatter", "radar"))
_INVERTIBLE = frozenset[NativeKind](("column", "bar", "bubble"))
_REFERENCE_WIDTH, _MARKER = 1.25, 7.0


def series_xml(member: Plotted, plot: Plot, native: NativeChart, pen: Pen, *, filled: bool = False) -> str:
    """Return `c:ser` for the plot that the series is drawn in; `filled` for the areas of a radar chart."""
    series, kind = member.series, plot.kind
    lined = kind in LINED
    shape = _area(series, pen) if filled else _shape(series, kind, pen)
    parts = [
        f'<c:idx val="{member.order}"/><c:order val="{member.order}"/>',
        name_xml(series, member.columns),
        f"<c:spPr>{shape}</c:spPr>",
        '<c:invertIfNegative val="0"/>' if kind in _INVERTIBLE else "",
        _marker(series, pen) if lined else "",
        *(_point(series, index, kind, pen) for index in range(len(series.values)) if not filled),
        labels(series, plot, native, pen),
        errors_xml(series, member.columns, kind, pen),
        data_xml(series, member.columns, native),
        f'<c:smooth val="{int(series.smooth)}"/>' if kind in ("line", "scatter") else "",
        '<c:bubble3D val="0"/>' if kind == "bubble" else "",
    ]
    return f"<c:ser>{''.join(parts)}</c:ser>"


def _area(series: NativeSeries, pen: Pen) -> str:
    line = pen.line(series.outline or series.color, series.outline_width or series.line_width or 1)
    return pen.fill(series.color, series.opacity) + line


def _shape(series: NativeSeries, kind: NativeKind, pen: Pen) -> str:
    if kind in LINED:
        width = series.line_width or (_REFERENCE_WIDTH if series.reference else 0)
        return pen.line(series.color, width, dashed=series.dashed, opacity=series.opacity)
    width = series.outline_width or series.line_width
    color = "" if series.hollow else series.color
    outline = series.outline or (series.color if series.hollow else "")
    return pen.fill(color, series.opacity) + pen.line(outline, width, dashed=series.dashed)


def _point(series: NativeSeries, at: int, kind: NativeKind, pen: Pen) -> str:
    """Return what one point has of its own: a colour, or a marker; nothing where it is like its series."""
    color = series.point_colors[at] if at < len(series.point_colors) else ""
    if kind in LINED:
        return _marked(series, at, color, kind, pen)
    if not color or (color == series.color and kind not in ("pie", "doughnut")):
        return ""
    outline = pen.line(series.outline or (color if series.hollow else ""), series.outline_width)
    inverted = '<c:invertIfNegative val="0"/>' if kind in _INVERTIBLE else ""
    fill = pen.fill("" if series.hollow else color, series.opacity)
    return f'<c:dPt><c:idx val="{at}"/>{inverted}<c:bubble3D val="0"/><c:spPr>{fill}{outline}</c:spPr></c:dPt>'


def _marker(series: NativeSeries, pen: Pen) -> str:
    """Return the marker of a series.

    LibreOffice heeds the colour of a point's own marker only where its size is another: the series' one is larger.
    """
    larger = replace(series, marker_size=(series.marker_size or _MARKER) + 1.1) if any(series.point_colors) else series
    return marker(larger, shown=series.marker != "none" and not series.point_markers, pen=pen)


def _marked(series: NativeSeries, at: int, color: str, kind: NativeKind, pen: Pen) -> str:
    marked = bool(series.point_markers) and series.point_markers[at] and series.marker != "none"
    colored = any(series.point_colors) and series.marker != "none" and not series.point_markers
    if not marked and not colored:
        return ""
    look = marker(series, shown=True, pen=pen, color=color)
    return f'<c:dPt><c:idx val="{at}"/>{look}<c:bubble3D val="0"/><c:spPr>{_shape(series, kind, pen)}</c:spPr></c:dPt>'

"""The marks of a line's points as chart XML: their shapes, filled or hollow."""

from __future__ import annotations

from briefing.charts.native import NativeSeries
from briefing.render.pptx.chart.text import Pen

# A ring is a disc that stands off from its line by a rim of the ground's colour.
_SYMBOLS = {
    "circle": "circle",
    "ring": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle",
    "dash": "dash",
    "x": "x",
    "plus": "plus",
}
_STROKED = ("x", "plus")
_SIZE, _LEAST, _MOST = 7, 2, 72
_RIM, _STROKE, _EDGE = 2.0, 1.5, 0.75


def marker(series: NativeSeries, *, shown: bool, pen: Pen, color: str = "") -> str:
    """Return the marker of a series, or of one point of it in a colour of its own.

    A hollow one has no fill rather than a white one: LibreOffice draws no outline, and takes the outline's colour for
    the fill where there is none; a white marker would be a hole in the line there.
    """
    if not shown:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    size = min(_MOST, max(_LEAST, round(series.marker_size or _SIZE)))
    ink = color or series.color or series.outline
    look = _look(series, ink, pen)
    symbol = _SYMBOLS[series.marker]
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{look}</c:spPr></c:marker>'


def _look(series: NativeSeries, ink: str, pen: Pen) -> str:
    if series.marker == "ring":
        return pen.fill(ink, series.opacity) + pen.line(pen.setting.style.ground, _RIM)
    if series.hollow or series.marker in _STROKED:
        return pen.fill("") + pen.line(ink, series.outline_width or _STROKE, opacity=series.opacity)
    rim = pen.line(series.outline, series.outline_width or _EDGE) if series.outline else ""
    own = pen.line(ink, _EDGE) if series.opacity == 1 else pen.line("", 0)
    return pen.fill(ink, series.opacity) + (rim or own)

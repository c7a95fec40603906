"""The labels of a series as chart XML: one rule for all points where they are alike, else one for each."""

from __future__ import annotations

from dataclasses import replace

from briefing.charts.native import NativeChart, NativeLabel, NativeSeries
from briefing.render.pptx.chart.plots import Plot
from briefing.render.pptx.chart.text import LABEL_SIZE, SIZE, WHOLE, Pen
from briefing.render.pptx.xml import escape

_POSITIONS = {
    "outside_end": "outEnd",
    "inside_end": "inEnd",
    "inside_base": "inBase",
    "center": "ctr",
    "left": "l",
    "right": "r",
    "above": "t",
    "below": "b",
}
_POINTS = frozenset(("t", "b", "l", "r", "ctr"))
_BARS = frozenset(("outEnd", "inEnd", "inBase", "ctr"))
# What PowerPoint opens: a doughnut, an area and a radar have one place only, and a stacked bar no outer end.
_ALLOWED = {
    "column": _BARS,
    "bar": _BARS,
    "line": _POINTS,
    "scatter": _POINTS,
    "bubble": _POINTS,
    "pie": frozenset(("outEnd", "inEnd", "ctr")),
    "area": frozenset[str](),
    "doughnut": frozenset[str](),
    "radar": frozenset[str](),
}
# The nearest place that a kind has for one that it has not.
_NEAREST = {"outEnd": "t", "inEnd": "b", "inBase": "b", "t": "outEnd", "b": "inEnd", "r": "outEnd", "l": "inBase"}
_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
# A moved label stands beside its point's end: a line from one to the other is only noise.
_UNLED = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


def labels(series: NativeSeries, plot: Plot, native: NativeChart, pen: Pen) -> str:
    """Return `c:dLbls`, or nothing for a series without labels."""
    given = [(at, label) for at, label in enumerate(series.labels) if label and series.values[at] is not None]
    if given and series.reference and native.kind == "column":
        given = [_clear(given[-1], series, native)]
    if not given:
        return ""
    whole = len(given) == sum(value is not None for value in series.values)
    alike = len({replace(label, text="") for _, label in given}) == 1
    first = given[0][1]
    if whole and alike and first.format and not first.shift:
        return f"<c:dLbls>{_style(first, plot, pen)}{_SHOWN.format(value=1)}</c:dLbls>"
    points = "".join(_point(at, label, plot, pen) for at, label in given)
    unled = _UNLED if plot.kind == "line" else ""
    return f"<c:dLbls>{points}{_SHOWN.format(value=0)}{unled}</c:dLbls>"


def _clear(given: tuple[int, NativeLabel], series: NativeSeries, native: NativeChart) -> tuple[int, NativeLabel]:
    """Move the label of a line across columns to the category whose columns leave it most room, above the line."""
    own = [each.values for each in native.series if not each.reference and not each.secondary]
    tops = [max((values[at] or 0 for values in own), default=0) for at in range(len(native.categories))]
    lowest = min(range(len(tops)), key=tops.__getitem__)
    line = series.values[lowest]
    if line is None or tops[lowest] >= line:
        return given
    return lowest, replace(given[1], position="above")


def _point(at: int, label: NativeLabel, plot: Plot, pen: Pen) -> str:
    layout = ""
    if label.shift:
        moved = f'<c:x val="0"/><c:y val="{-label.shift:.4f}"/>'
        layout = f"<c:layout><c:manualLayout>{moved}</c:manualLayout></c:layout>"
    words = "" if label.format else _rich(label, pen)
    style = _style(label, plot, pen)
    return f'<c:dLbl><c:idx val="{at}"/>{layout}{words}{style}{_SHOWN.format(value=1)}</c:dLbl>'


def _style(label: NativeLabel, plot: Plot, pen: Pen) -> str:
    number = f'<c:numFmt formatCode="{escape(label.format)}" sourceLinked="0"/>' if label.format else ""
    text = pen.text(size=_size(label), color=label.color, strong=label.bold, body=WHOLE)
    position = _POSITIONS[label.position]
    stacked = plot.grouping != "clustered" and plot.kind in ("column", "bar")
    allowed = _ALLOWED[plot.kind] - ({"outEnd"} if stacked else set())
    position = position if position in allowed else _NEAREST.get(position, "")
    place = f'<c:dLblPos val="{position}"/>' if position in allowed else ""
    return f"{number}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}{place}"


def _rich(label: NativeLabel, pen: Pen) -> str:
    """Return the words themselves, for a label that is not its point's number."""
    words = pen.words(label.text, size=_size(label), color=label.color, strong=label.bold)
    return f"<c:tx><c:rich>{WHOLE}<a:lstStyle/>{pen.paragraph(words, size=_size(label))}</c:rich></c:tx>"


def _size(label: NativeLabel) -> float:
    return max(SIZE, round(LABEL_SIZE * label.scale * 2) / 2)

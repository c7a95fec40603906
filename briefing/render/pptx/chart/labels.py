"""The labels of a series as chart XML: one rule for all points where they are alike, else one for each."""

from __future__ import annotations

from dataclasses import replace

from briefing.charts.native import NativeChart, NativeLabel, NativeSeries
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
# What the schema's users accept: a doughnut and an area have one place only, and a stacked bar no outer end.
_ALLOWED = {
    "column": _BARS,
    "bar": _BARS,
    "line": _POINTS,
    "scatter": _POINTS,
    "bubble": _POINTS,
    "pie": frozenset(("outEnd", "inEnd", "ctr")),
    "area": frozenset[str](),
    "doughnut": frozenset[str](),
}
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


def labels(series: NativeSeries, native: NativeChart, pen: Pen) -> str:
    """Return `c:dLbls`, or nothing for a series without labels."""
    given = [(at, label) for at, label in enumerate(series.labels) if label and series.values[at] is not None]
    if given and series.reference and native.kind == "column":
        given = [_clear(given[-1], series, native)]
    if not given:
        return ""
    kind = "line" if series.reference else native.kind
    whole = len(given) == sum(value is not None for value in series.values)
    alike = len({replace(label, text="") for _, label in given}) == 1
    first = given[0][1]
    if whole and alike and first.format and not first.shift:
        return f"<c:dLbls>{_style(first, kind, native, pen)}{_SHOWN.format(value=1)}</c:dLbls>"
    points = "".join(_point(at, label, kind, native, pen) for at, label in given)
    unled = _UNLED if kind == "line" else ""
    return f"<c:dLbls>{points}{_SHOWN.format(value=0)}{unled}</c:dLbls>"


def _clear(given: tuple[int, NativeLabel], series: NativeSeries, native: NativeChart) -> tuple[int, NativeLabel]:
    """Move the label of a line across columns to the category whose columns leave it most room, above the line."""
    own = [each.values for each in native.series if not each.reference]
    tops = [max((values[at] or 0 for values in own), default=0) for at in range(len(native.categories))]
    lowest = min(range(len(tops)), key=tops.__getitem__)
    line = series.values[lowest]
    if line is None or tops[lowest] >= line:
        return given
    return lowest, replace(given[1], position="above")


def _point(at: int, label: NativeLabel, kind: str, native: NativeChart, pen: Pen) -> str:
    layout = ""
    if label.shift:
        moved = f'<c:x val="0"/><c:y val="{-label.shift:.4f}"/>'
        layout = f"<c:layout><c:manualLayout>{moved}</c:manualLayout></c:layout>"
    words = "" if label.format else _rich(label, pen)
    style = _style(label, kind, native, pen)
    return f'<c:dLbl><c:idx val="{at}"/>{layout}{words}{style}{_SHOWN.format(value=1)}</c:dLbl>'


def _style(label: NativeLabel, kind: str, native: NativeChart, pen: Pen) -> str:
    number = f'<c:numFmt formatCode="{escape(label.format)}" sourceLinked="0"/>' if label.format else ""
    text = pen.text(size=_size(label), color=label.color, strong=label.bold, body=WHOLE)
    position = _POSITIONS[label.position]
    allowed = _ALLOWED[kind] - ({"outEnd"} if native.grouping != "clustered" and kind in ("column", "bar") else set())
    place = f'<c:dLblPos val="{position}"/>' if position in allowed else ""
    return f"{number}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}{place}"


def _rich(label: NativeLabel, pen: Pen) -> str:
    """Return the words themselves, for a label that is not its point's number."""
    properties = pen.properties("a:rPr", size=_size(label), color=label.color, strong=label.bold)
    words = f"<a:r>{properties}<a:t>{escape(label.text)}</a:t></a:r>"
    return f"<c:tx><c:rich>{WHOLE}<a:lstStyle/>{pen.paragraph(words, size=_size(label))}</c:rich></c:tx>"


def _size(label: NativeLabel) -> float:
    return max(SIZE, round(LABEL_SIZE * label.scale * 2) / 2)

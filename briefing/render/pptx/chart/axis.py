"""What every kind of axis shares as chart XML: its scale, its line, its grid, its title and the look of its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.charts.native import NativeAxis, NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.plots import Plot
from briefing.render.pptx.chart.refs import number
from briefing.render.pptx.chart.room import axis_title_place, manual
from briefing.render.pptx.chart.text import LEVEL, Pen, turned
from briefing.render.pptx.xml import escape

_LINE = 1.0
_GRIDLINE = 0.5
_LEAST_BASE, _MOST_BASE = 2.0, 1000.0
_UPWARD = -90


@dataclass(frozen=True, slots=True)
class Frame:
    """What axes are written with: the chart, its plots, its size and the pen."""

    native: NativeChart
    drawn: Sequence[Plot]
    box: Box
    pen: Pen


def scaling(axis: NativeAxis) -> str:
    """Return the scale; a logarithmic one has no bound at or below zero."""
    base = f'<c:logBase val="{number(min(_MOST_BASE, max(_LEAST_BASE, axis.log)))}"/>' if axis.log else ""
    most, least = (
        bound if bound is not None and (not axis.log or bound > 0) else None for bound in (axis.maximum, axis.minimum)
    )
    way = "maxMin" if axis.reversed else "minMax"
    upper = f'<c:max val="{number(most)}"/>' if most is not None else ""
    lower = f'<c:min val="{number(least)}"/>' if least is not None else ""
    return f'<c:scaling>{base}<c:orientation val="{way}"/>{upper}{lower}</c:scaling>'


def common(axis: NativeAxis, place: str, labels: str, frame: Frame, body: str = LEVEL) -> str:
    """Return what all kinds of axis share, from `c:delete` to the look of the labels."""
    pen = frame.pen
    style = pen.setting.style
    grid = f"<c:majorGridlines><c:spPr>{pen.line(style.rule, _GRIDLINE)}</c:spPr></c:majorGridlines>"
    line = pen.line(axis.color or style.context, axis.width or _LINE) if axis.line else pen.line("", 0)
    # LibreOffice draws what belongs to a deleted second axis on the first one: that axis is only not seen.
    hidden = not axis.visible and not axis.line and not axis.title and not axis.opposite
    return (
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>'
        f"{grid if axis.gridlines else ''}{_title(axis, place, frame)}"
        f'<c:numFmt formatCode="{escape(axis.number_format)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{labels if axis.visible else "none"}"/><c:spPr>{line}</c:spPr>'
        f"{pen.text(color=style.muted, body=body)}"
    )


def _title(axis: NativeAxis, place: str, frame: Frame) -> str:
    """Return the title: level under or over the chart, level above an upright axis if short, else running upward."""
    if not axis.title:
        return ""
    pen = frame.pen
    color = pen.setting.style.muted
    upright = place in ("l", "r")
    spot = axis_title_place(axis, place, frame.native, frame.box) if upright else None
    body = turned(_UPWARD) if upright and not spot else LEVEL
    layout = manual(*spot) if spot else ""
    rich = f"<c:rich>{body}<a:lstStyle/>{pen.paragraph(pen.words(axis.title, color=color), color=color)}</c:rich>"
    return f'<c:title><c:tx>{rich}</c:tx>{layout}<c:overlay val="0"/></c:title>'

"""A native chart in, the XML of its chart part out: plots, axes, legend, and text with both faces."""

from __future__ import annotations

import math
from typing import assert_never

from briefing.charts.native import NativeChart, NativeSeries
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.axes import axes, ids
from briefing.render.pptx.chart.legend import legend
from briefing.render.pptx.chart.plots import Plot, plots
from briefing.render.pptx.chart.room import plot_box, plot_layout
from briefing.render.pptx.chart.series import series_xml
from briefing.render.pptx.chart.text import Pen
from briefing.render.pptx.chart.title import title
from briefing.render.pptx.palette import Palette
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import HEAD, A, C, R

_GROUPING = {"clustered": "clustered", "stacked": "stacked", "percent": "percentStacked"}
_FULL_OVERLAP = 100
# At a scale of 100 PowerPoint draws the largest bubble a quarter as wide as the shorter side of the plot.
_BUBBLE_SHARE, _MOST_SCALE = 0.25, 300
_TYPICAL_PLOT = 0.8


def chart_space(native: NativeChart, box: Box, colors: Palette, setting: Setting) -> str:
    """Return `c:chartSpace` for a chart of that size; the workbook's relation is added by python-pptx."""
    pen = Pen(colors, setting)
    drawn = plots(native)
    inner = "".join(_plot(plot, native, box, pen) for plot in drawn)
    blanks = "span" if native.spans else "gap"
    area = f"{plot_layout(native, box)}{inner}{axes(native, drawn, box, pen)}"
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
        f'<c:roundedCorners val="0"/><c:chart>{title(native, box, pen)}'
        f"<c:plotArea>{area}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        f'{legend(native, drawn, box, pen)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="{blanks}"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{pen.text()}</c:chartSpace>"
    )


def _plot(plot: Plot, native: NativeChart, box: Box, pen: Pen) -> str:
    filled = plot.kind == "radar" and _filled(plot)
    inner = "".join(series_xml(member, plot, native, pen, filled=filled) for member in plot.members)
    match plot.kind:
        case "column" | "bar":
            return _bars(inner, plot, native)
        case "line" | "area":
            return _lines(inner, plot)
        case "scatter":
            style = '<c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
            return f"<c:scatterChart>{style}{inner}{ids(plot)}</c:scatterChart>"
        case "bubble":
            scale = f'<c:bubbleScale val="{_scale(plot, native, box)}"/><c:showNegBubbles val="0"/>'
            sizes = '<c:sizeRepresents val="area"/>'
            return f'<c:bubbleChart><c:varyColors val="0"/>{inner}{scale}{sizes}{ids(plot)}</c:bubbleChart>'
        case "radar":
            style = f'<c:radarStyle val="{"filled" if filled else "marker"}"/><c:varyColors val="0"/>'
            return f"<c:radarChart>{style}{inner}{ids(plot)}</c:radarChart>"
        case "pie":
            return f'<c:pieChart><c:varyColors val="1"/>{inner}<c:firstSliceAng val="0"/></c:pieChart>'
        case "doughnut":
            hole = f'<c:firstSliceAng val="0"/><c:holeSize val="{min(90, max(10, native.hole))}"/>'
            return f'<c:doughnutChart><c:varyColors val="1"/>{inner}{hole}</c:doughnutChart>'
        case _:
            assert_never(plot.kind)


def _bars(inner: str, plot: Plot, native: NativeChart) -> str:
    direction = "bar" if plot.kind == "bar" else "col"
    overlap = native.overlap if plot.grouping == "clustered" else _FULL_OVERLAP
    own = next((each.series.gap_width for each in plot.members if each.series.gap_width is not None), native.gap_width)
    gap = min(500, max(0, own))
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{_GROUPING[plot.grouping]}"/>'
        f'<c:varyColors val="0"/>{inner}<c:gapWidth val="{gap}"/>'
        f'<c:overlap val="{min(100, max(-100, overlap))}"/>{ids(plot)}</c:barChart>'
    )


def _lines(inner: str, plot: Plot) -> str:
    grouping = "standard" if plot.grouping == "clustered" else _GROUPING[plot.grouping]
    head = f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{inner}'
    if plot.kind == "area":
        return f"<c:areaChart>{head}{ids(plot)}</c:areaChart>"
    return f'<c:lineChart>{head}<c:marker val="1"/>{ids(plot)}</c:lineChart>'


def _filled(plot: Plot) -> bool:
    """Return whether a radar chart is drawn as areas: its series are see-through, or have no line."""
    return all(member.series.opacity < 1 or not member.series.line_width for member in plot.members)


def _widest(series: NativeSeries) -> float:
    """Return the diameter of the largest bubble of a series, from that of the first."""
    sizes = [size for size in series.sizes if size]
    return series.marker_size * math.sqrt(max(sizes) / sizes[0]) if sizes and sizes[0] > 0 else 0.0


def _scale(plot: Plot, native: NativeChart, box: Box) -> int:
    """Return the scale at which the first bubble of a series has the diameter in points that is given; else 100."""
    widest = max((_widest(member.series) for member in plot.members), default=0.0)
    area = plot_box(native, box)
    side = min(area.w, area.h) if area else _TYPICAL_PLOT * min(box.w, box.h)
    return min(_MOST_SCALE, max(1, round(100 * widest / (_BUBBLE_SHARE * side)))) if widest else 100

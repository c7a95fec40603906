"""A native chart in, the XML of its chart part out: plots, axes, legend, and text with both faces."""

from __future__ import annotations

from typing import assert_never

from briefing.charts.native import NativeChart, NativeSeries
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.axes import axes, ids
from briefing.render.pptx.chart.room import plot_layout
from briefing.render.pptx.chart.series import series_xml
from briefing.render.pptx.chart.text import Pen
from briefing.render.pptx.palette import Palette
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import HEAD, A, C, R

_GROUPING = {"clustered": "clustered", "stacked": "stacked", "percent": "percentStacked"}
_LEGEND = {"top": "t", "right": "r", "bottom": "b", "left": "l"}
_FULL_OVERLAP = 100


def chart_space(native: NativeChart, box: Box, colors: Palette, setting: Setting) -> str:
    """Return `c:chartSpace` for a chart of that size; the workbook's relation is added by python-pptx."""
    pen = Pen(colors, setting)
    plots = f"{plot_layout(native, box)}{_plots(native, pen)}{axes(native, box, pen)}"
    legend = _legend(native, pen)
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{plots}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{pen.text()}</c:chartSpace>"
    )


def _plots(native: NativeChart, pen: Pen) -> str:
    """Return the plot of the data, and a plot of lines over it for what the data is compared with."""
    own = [(at, each) for at, each in enumerate(native.series) if not each.reference or native.kind == "line"]
    references = [(at, each) for at, each in enumerate(native.series) if each.reference and native.kind != "line"]
    lines = _line_plot(references, native, pen) if references else ""
    return _plot(own, native, pen) + lines


def _plot(chosen: list[tuple[int, NativeSeries]], native: NativeChart, pen: Pen) -> str:
    if native.kind == "line":
        return _line_plot(chosen, native, pen)
    inner = "".join(series_xml(series, at, native, pen) for at, series in chosen)
    match native.kind:
        case "column" | "bar":
            return _bar_plot(inner, native)
        case "area":
            grouping = "standard" if native.grouping == "clustered" else _GROUPING[native.grouping]
            return f'<c:areaChart><c:grouping val="{grouping}"/><c:varyColors val="0"/>{inner}{ids()}</c:areaChart>'
        case "scatter":
            style = '<c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
            return f"<c:scatterChart>{style}{inner}{ids()}</c:scatterChart>"
        case "bubble":
            scale = '<c:bubbleScale val="100"/><c:showNegBubbles val="0"/>'
            return f'<c:bubbleChart><c:varyColors val="0"/>{inner}{scale}{ids()}</c:bubbleChart>'
        case "pie":
            return f'<c:pieChart><c:varyColors val="1"/>{inner}<c:firstSliceAng val="0"/></c:pieChart>'
        case "doughnut":
            hole = f'<c:firstSliceAng val="0"/><c:holeSize val="{min(90, max(10, native.hole))}"/>'
            return f'<c:doughnutChart><c:varyColors val="1"/>{inner}{hole}</c:doughnutChart>'
        case _:
            assert_never(native.kind)


def _bar_plot(inner: str, native: NativeChart) -> str:
    direction = "bar" if native.kind == "bar" else "col"
    overlap = native.overlap if native.grouping == "clustered" else _FULL_OVERLAP
    gap = min(500, max(0, native.gap_width))
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{_GROUPING[native.grouping]}"/>'
        f'<c:varyColors val="0"/>{inner}<c:gapWidth val="{gap}"/>'
        f'<c:overlap val="{min(100, max(-100, overlap))}"/>{ids()}</c:barChart>'
    )


def _line_plot(chosen: list[tuple[int, NativeSeries]], native: NativeChart, pen: Pen) -> str:
    inner = "".join(series_xml(series, at, native, pen) for at, series in chosen)
    grouping = "standard" if native.grouping == "clustered" or native.kind != "line" else _GROUPING[native.grouping]
    return (
        f'<c:lineChart><c:grouping val="{grouping}"/><c:varyColors val="0"/>{inner}<c:marker val="1"/>'
        f"{ids()}</c:lineChart>"
    )


def _legend(native: NativeChart, pen: Pen) -> str:
    if not native.legend:
        return ""
    text = pen.text(color=pen.setting.style.muted)
    return f'<c:legend><c:legendPos val="{_LEGEND[native.legend]}"/><c:overlay val="0"/>{text}</c:legend>'

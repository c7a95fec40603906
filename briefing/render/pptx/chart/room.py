"""A native chart and its size in, where its plot stands in it out: room for labels that reach beyond the plot."""

from __future__ import annotations

from briefing.charts.native import NativeAxis, NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.text import SIZE
from briefing.render.pptx.text import width

_ABOVE = 20.0
_BELOW = 8.0
_LINE = 1.5
_BESIDE_AXIS = 10.0
_LEGEND = 24.0
# Its axis runs through the middle, so that the labels at the foot stand half of this below the line.
_TIMELINE = 44.0


def plot_layout(native: NativeChart, box: Box) -> str:
    """Return the layout of the plot; PowerPoint's own where no label asks for room beside it."""
    if is_timeline(native.category_axis):
        return _layout(0.02, 0.5 - _TIMELINE / 2 / box.h, 0.96, _TIMELINE / box.h)
    if not native.margin_left and not native.margin_right:
        return "<c:layout/>"
    left = native.margin_left * SIZE + _axis_labels(native.value_axis)
    right = native.margin_right * SIZE
    top = _ABOVE + (_LEGEND if native.legend == "top" else 0)
    bottom = _category_labels(native) + (_LEGEND if native.legend == "bottom" else 0)
    wide, high = max(0.2, 1 - (left + right) / box.w), max(0.2, 1 - (top + bottom) / box.h)
    return _layout(left / box.w, top / box.h, wide, high)


def is_timeline(axis: NativeAxis) -> bool:
    """Return whether the axis itself is the drawing: a thick line that bears markers, its labels close under it."""
    return axis.width > 0 and not axis.labels_low


def _layout(*shares: float) -> str:
    """Return the place of the plot without its labels, as shares of the chart's width and height."""
    places = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in zip("xywh", shares, strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{modes}{places}</c:manualLayout></c:layout>"


def _axis_labels(axis: NativeAxis) -> float:
    """Return how wide the labels of a value axis are."""
    if not axis.visible:
        return 0.0
    decimals = axis.number_format.partition(".")[2].count("0")
    ends = (axis.minimum or 0, axis.maximum or 0)
    return max(width(f"{end:.{decimals}f}", SIZE) for end in ends) + _BESIDE_AXIS


def _category_labels(native: NativeChart) -> float:
    """Return how high the labels under the plot are."""
    if not native.category_axis.visible:
        return _BELOW
    most = max((category.count("\n") + 1 for category in native.categories), default=1)
    return most * SIZE * _LINE + _BELOW

"""A native chart and its size in, where its plot, its axis titles and its legend stand in it out."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native import NativeAxis, NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.headings import heading_height
from briefing.render.pptx.chart.margins import LEGEND_LEVEL, LEGEND_ROW, OVER_AXIS, legend_width, margins, stands_above
from briefing.render.pptx.chart.text import LINE, SIZE
from briefing.render.pptx.text import width

_ABOVE = 20.0
_BELOW = 8.0
_BESIDE_AXIS = 10.0
# The least share of the chart's width and height that the plot keeps, however much room its surroundings ask for.
_LEAST_WIDE, _LEAST_HIGH = 0.45, 0.3
# Its axis runs through the middle, so that the labels at the foot stand half of this below the line.
_TIMELINE = 44.0


def plot_layout(native: NativeChart, box: Box) -> str:
    """Return the layout of the plot; PowerPoint's own where nothing asks for room beside it."""
    plot = plot_box(native, box)
    if not plot:
        return "<c:layout/>"
    return manual(plot.x / box.w, plot.y / box.h, plot.w / box.w, plot.h / box.h, inner=True)


def plot_box(native: NativeChart, box: Box) -> Box | None:
    """Return the plot without its labels in points from the chart's corner, or None where PowerPoint places it."""
    if native.insets:
        return _inset(native, native.insets, box)
    if is_timeline(native.category_axis):
        return Box(0.02 * box.w, 0.5 * box.h - _TIMELINE / 2, 0.96 * box.w, _TIMELINE)
    if not native.margin_left and not native.margin_right:
        return None
    left = native.margin_left * SIZE + _axis_labels(native.value_axis)
    right = native.margin_right * SIZE
    top = _ABOVE + heading_height(native, box.w) + (LEGEND_LEVEL if native.legend == "top" else 0)
    bottom = _category_labels(native) + (LEGEND_LEVEL if native.legend == "bottom" else 0)
    return Box(left, top, max(0.2 * box.w, box.w - left - right), max(0.2 * box.h, box.h - top - bottom))


def short_of(native: NativeChart, box: Box) -> tuple[float, float, float, float]:
    """Return how much wider the insets of a chart have to be for its labels at their least size, side by side."""
    given = native.insets or (0.0, 0.0, 0.0, 0.0)
    needed = margins(native, box)
    left, top, right, bottom = (max(0.0, need - have) for need, have in zip(needed, given, strict=True))
    return left, top, right, bottom


def widened(insets: Sequence[float], more: Sequence[float]) -> tuple[float, float, float, float]:
    """Return insets with more room on each side."""
    left, top, right, bottom = (one + other for one, other in zip(insets, more, strict=True))
    return left, top, right, bottom


def manual(x: float, y: float, w: float | None = None, h: float | None = None, *, inner: bool = False) -> str:
    """Return a place as shares of the chart's width and height; `inner`: that of a plot without its labels."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    sizes = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in (("w", w), ("h", h)) if share is not None)
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    place = f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/>{sizes}'
    return f"<c:layout><c:manualLayout>{target}{modes}{place}</c:manualLayout></c:layout>"


def axis_title_place(axis: NativeAxis, place: str, native: NativeChart, box: Box) -> tuple[float, float] | None:
    """Return where a short title stands level above its upright axis; None for one that is long or has no room."""
    plot = plot_box(native, box)
    wide = width(axis.title, SIZE)
    high = SIZE * LINE
    if not plot or not stands_above(axis, native, box):
        return None
    x = max(0.0, plot.x - wide) if place == "l" else min(box.w - wide, plot.right)
    return max(0.0, x) / box.w, (plot.y - high - OVER_AXIS) / box.h


def legend_box(native: NativeChart, box: Box) -> Box | None:
    """Return where the legend stands if it has a title over it; None where PowerPoint places it."""
    plot = plot_box(native, box)
    if not native.legend_title or not plot or native.legend not in ("left", "right"):
        return None
    sliced = native.kind in ("pie", "doughnut")
    rows = len(native.categories) if sliced else sum(series.listed for series in native.series)
    wide = min(legend_width(native), box.w - plot.right if native.legend == "right" else plot.x)
    top = plot.y + SIZE * LINE
    high = min(box.h - top, rows * LEGEND_ROW + _BELOW)
    return Box(box.w - wide if native.legend == "right" else 0.0, top, wide, high)


def is_timeline(axis: NativeAxis) -> bool:
    """Return whether the axis itself is the drawing: a thick line that bears markers, its labels close under it."""
    return axis.width > 0 and not axis.labels_low


def _inset(native: NativeChart, insets: tuple[float, float, float, float], box: Box) -> Box:
    """Take the insets off the box, or what its words need if that is more.

    What leaves too little of the plot gives way in proportion.
    """
    left, top, right, bottom = widened([max(0.0, inset) for inset in insets], short_of(native, box))
    across = min(1.0, (1 - _LEAST_WIDE) * box.w / max(left + right, 1e-9))
    down = min(1.0, (1 - _LEAST_HIGH) * box.h / max(top + bottom, 1e-9))
    left, top, right, bottom = left * across, top * down, right * across, bottom * down
    return Box(left, top, box.w - left - right, box.h - top - bottom)


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
    return most * SIZE * LINE + _BELOW

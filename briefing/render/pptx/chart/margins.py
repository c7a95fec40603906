"""A native chart and its size in, the least room out that its labels, titles and legend take around the plot."""

from __future__ import annotations

import math
from typing import Literal

from briefing.charts.native import NativeAxis, NativeChart, NativeSeries
from briefing.charts.native.formats import printed
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.headings import heading_height
from briefing.render.pptx.chart.refs import is_date_format, scattered
from briefing.render.pptx.chart.text import LINE, SIZE
from briefing.render.pptx.text import width

Side = Literal["left", "top", "right", "bottom"]
Margins = dict[Side, float]
_OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
LEGEND_ROW, LEGEND_KEY, LEGEND_LINE_KEY = 19.0, 26.0, 52.0
LEGEND_LEVEL = 24.0
_BESIDE, _BELOW = 10.0, 8.0
_NAMES_SHARE = 0.34
_SHORT_TITLE, OVER_AXIS = 64.0, 10.0
_MOST_LINES = 4
# Excel prints a number without a format in so many digits at most.
_DIGITS = ".6g"


def margins(native: NativeChart, box: Box) -> tuple[float, float, float, float]:
    """Return the room in points at the left, the top, the right and the bottom."""
    found: Margins = {"left": 0.0, "top": heading_height(native, box.w), "right": 0.0, "bottom": 0.0}
    if native.kind not in ("pie", "doughnut", "radar"):
        _add_axes(found, native, box)
    if native.legend:
        level = native.legend in ("top", "bottom")
        found[native.legend] += LEGEND_LEVEL if level else legend_width(native)
    return found["left"], found["top"], found["right"], found["bottom"]


def legend_width(native: NativeChart) -> float:
    """Return how wide a legend of one column is, its title included."""
    sliced = native.kind in ("pie", "doughnut")
    lined = any(series.line_width and not sliced for series in native.series if series.listed)
    widest = max((width(name, SIZE) for name in entry_names(native)), default=0.0)
    return max(widest + (LEGEND_LINE_KEY if lined else LEGEND_KEY), width(native.legend_title, SIZE, strong=True) + 4)


def entry_names(native: NativeChart) -> tuple[str, ...]:
    """Return what the entries of a legend say."""
    if native.kind in ("pie", "doughnut"):
        return native.categories
    return tuple(series.name for series in native.series if series.listed)


def _add_axes(found: Margins, native: NativeChart, box: Box) -> None:
    lying = native.kind == "bar"
    across, upright = (native.value_axis, native.category_axis) if lying else (native.category_axis, native.value_axis)
    foot: Side = "top" if across.opposite else "bottom"
    edge: Side = "right" if upright.opposite else "left"
    found[foot] += _level(native, across, box)
    found[edge] += _beside(native, upright, box, _own(native))
    second = [series for series in native.series if series.secondary]
    if second:
        axis = native.secondary_axis or NativeAxis()
        far = _OPPOSITE[foot if lying else edge]
        found[far] += _level(native, axis, box) if lying else _beside(native, axis, box, second)
    if upright.visible and not lying:
        # The uppermost and the lowest label reach half of their height beyond the plot.
        found["top"] = max(found["top"], heading_height(native, box.w) + SIZE * LINE / 2)


def _own(native: NativeChart) -> list[NativeSeries]:
    return [series for series in native.series if not series.secondary]


def _level(native: NativeChart, axis: NativeAxis, box: Box) -> float:
    """Return the height of an axis that lies under or over the plot."""
    high = _BELOW if axis.visible or axis.title else 0.0
    if axis.visible:
        named = not scattered(native) and native.kind != "bar" and not axis.unit
        high += _named_height(native, axis, box) if named else _turned(axis, _widest(native, axis, _own(native)))
    return high + (SIZE * LINE if axis.title else 0.0)


def _named_height(native: NativeChart, axis: NativeAxis, box: Box) -> float:
    """Return the height of the names of categories, broken into the lines that their share of the width takes."""
    widest = max((width(line, SIZE) for name in native.categories for line in name.split("\n")), default=0.0)
    if axis.angle:
        return _turned(axis, widest)
    written = max((name.count("\n") + 1 for name in native.categories), default=1)
    room = box.w / max(1, len(native.categories))
    return SIZE * LINE * min(_MOST_LINES, max(written, math.ceil(widest / room) if room > 2 * SIZE else 1))


def _turned(axis: NativeAxis, wide: float) -> float:
    turn = math.radians(axis.angle)
    return abs(math.sin(turn)) * wide + abs(math.cos(turn)) * SIZE * LINE


def _beside(native: NativeChart, axis: NativeAxis, box: Box, series: list[NativeSeries]) -> float:
    """Return the width of an axis that stands beside the plot."""
    wide = _BESIDE if axis.visible else 0.0
    if axis.visible:
        wide += min(_NAMES_SHARE * box.w, _widest(native, axis, series))
    return wide + (SIZE * LINE if axis.title and not stands_above(axis, native, box) else 0.0)


def stands_above(axis: NativeAxis, native: NativeChart, box: Box) -> bool:
    """Return whether the title of an upright axis is short, and stands level above it where the insets have room."""
    taken = heading_height(native, box.w) + (LEGEND_LEVEL if native.legend == "top" else 0.0)
    free = native.insets[1] - taken if native.insets else 0.0
    return width(axis.title, SIZE) <= _SHORT_TITLE and free >= SIZE * LINE + OVER_AXIS


def _widest(native: NativeChart, axis: NativeAxis, series: list[NativeSeries]) -> float:
    """Return the width of the widest label of an axis: names, or the numbers at its ends."""
    if (native.kind == "bar" and axis is native.category_axis) or axis.unit:
        return max((width(line, SIZE) for name in native.categories for line in name.split("\n")), default=0.0)
    across = scattered(native) and axis is native.category_axis
    values = [value for each in series for value in (each.x if across else each.values) if value is not None]
    given = (axis.minimum, axis.maximum, *((min(values), max(values)) if values else ()))
    return max((width(_number(end, axis.number_format), SIZE) for end in given if end is not None), default=0.0)


def _number(value: float, code: str) -> str:
    """Return a number about as its axis prints it."""
    if code == "General":
        return f"{value:{_DIGITS}}"
    # A date is as long as its format.
    return code.replace('"', "") if is_date_format(code) else printed(float(value), code)

"""A scene in, `Native` out: one chart, a table, or small multiples on a grid."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from briefing.charts.native.evaluated import axes
from briefing.charts.native.evaluated.classify import family
from briefing.charts.native.evaluated.columns import columns
from briefing.charts.native.evaluated.heat import heat
from briefing.charts.native.evaluated.points import points
from briefing.charts.native.evaluated.rings import rings
from briefing.charts.native.model import (
    MOST_PANELS,
    MOST_POINTS,
    LegendPosition,
    Native,
    NativeChart,
    NativePanel,
    NativePanels,
    NativeTable,
    NotNative,
)
from briefing.charts.scene import Scene, View
from briefing.errors import BriefingError

_BESIDE = 6.0


def translate_scene(scene: Scene) -> Native:
    """Return what PowerPoint can draw of a scene; NotNative with the feature that stands in the way."""
    if not scene.views:
        raise BriefingError("图表没有数据。", hint="请检查字段名、筛选条件和期间，或删去这张图。")
    if len(scene.views) == 1:
        return _single(scene, scene.views[0])
    if len(scene.views) > MOST_PANELS:
        raise NotNative(f"有{len(scene.views)}幅小图，超过{MOST_PANELS}幅")
    panels = tuple(_panel(scene, view) for view in scene.views)
    return NativePanels(panels, scene.title, scene.subtitle, scene.width, scene.height)


def _single(scene: Scene, view: View) -> Native:
    drawn = _drawn(view)
    drawn = replace(drawn, title=scene.title, subtitle=scene.subtitle)
    if isinstance(drawn, NativeChart):
        return replace(drawn, insets=axes.insets(view, scene.width, scene.height))
    return drawn


def _drawn(view: View) -> NativeChart | NativeTable:
    kind, category = family(view)
    match kind:
        case "ring":
            drawn: NativeChart | NativeTable = rings(view)
        case "heat":
            return heat(view)
        case "category":
            drawn = columns(view, category)
        case "points":
            drawn = points(view)
        case _:
            assert_never(kind)
    if isinstance(drawn, NativeChart):
        _check_size(drawn)
    return drawn


def _check_size(chart: NativeChart) -> None:
    count = sum(len(series.values) for series in chart.series)
    if count > MOST_POINTS:
        raise NotNative(f"数据点有{count}个，超过{MOST_POINTS}个")


def _panel(scene: Scene, view: View) -> NativePanel:
    """Return a view with the room around it that is its own, as one panel of the whole."""
    left, right = _reach(scene, view, "x")
    top, bottom = _reach(scene, view, "y")
    drawn = _drawn(view)
    drawn = replace(drawn, title=view.title, subtitle=view.subtitle)
    width, height = right - left, bottom - top
    if isinstance(drawn, NativeChart):
        drawn = replace(drawn, insets=axes.insets(view, width, height, left, top), legend=_legend(scene, view, drawn))
    shares = (left / scene.width, top / scene.height, width / scene.width, height / scene.height)
    return NativePanel(drawn, *(round(share, 4) for share in shares))


def _reach(scene: Scene, view: View, way: str) -> tuple[float, float]:
    """Return how far a view's own room reaches: axes and titles stand before a view, at its left and above it."""
    start, end = (view.x, view.x + view.width) if way == "x" else (view.y, view.y + view.height)
    whole = scene.width if way == "x" else scene.height
    before, after = [0.0], [whole]
    for other in scene.views:
        low, high = (other.x, other.x + other.width) if way == "x" else (other.y, other.y + other.height)
        if other is not view and _in_line(view, other, way):
            before += [high] if high <= start else []
            after += [low] if low >= end else []
    first, last = max(before), min(after)
    sides = {axis.orient for axis in view.axes if axis.ticks or axis.title}
    far = "right" if way == "x" else "bottom"
    if last < whole:
        last = (
            end
            + (last - end) * (0.5 if far in sides else 0.0)
            + (0.0 if far in sides else min(_BESIDE, (last - end) / 3))
        )
    if first > 0:
        gap = start - first
        first = first + (gap * 0.5 if _neighbour_needs(scene, view, way) else min(_BESIDE, gap / 3))
    return first, last


def _neighbour_needs(scene: Scene, view: View, way: str) -> bool:
    """Return whether the views before this one have an axis in the gap between."""
    far = "right" if way == "x" else "bottom"
    start = view.x if way == "x" else view.y
    before = [
        v for v in scene.views if _in_line(view, v, way) and (v.x + v.width if way == "x" else v.y + v.height) <= start
    ]
    return any(axis.orient == far and (axis.ticks or axis.title) for each in before for axis in each.axes)


def _in_line(one: View, two: View, way: str) -> bool:
    """Return whether two views stand beside each other (`x`) or one above the other (`y`)."""
    if way == "x":
        return one.y < two.y + two.height and two.y < one.y + one.height
    return one.x < two.x + two.width and two.x < one.x + one.width


def _legend(scene: Scene, view: View, drawn: NativeChart) -> LegendPosition | None:
    """Leave the legend to the view at the edge where Vega has it."""
    if drawn.legend == "right":
        nearest = min(scene.views, key=lambda each: (-(each.x + each.width), each.y))
    elif drawn.legend == "left":
        nearest = min(scene.views, key=lambda each: (each.x, each.y))
    elif drawn.legend == "top":
        nearest = min(scene.views, key=lambda each: (each.y, each.x))
    else:
        nearest = min(scene.views, key=lambda each: (-each.y, each.x))
    return drawn.legend if nearest is view else None

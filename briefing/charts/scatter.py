"""Scatter and bubble: two measures of each name. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from briefing.charts import marks, scale
from briefing.charts.checks import check_short, width_of
from briefing.charts.data import ChartData, Datum
from briefing.charts.marks import Placement
from briefing.document import Style
from briefing.errors import BriefingError

_MOST_NAMED = 30
"""Past so many points only emphasised ones are named, and the outermost."""
_EM, _LINE = 0.028, 0.075
"""The width of a Chinese character and the height of a line, as shares of a plot of usual size."""
_DOT = 90
_LARGEST = 1200
_MARGIN = 0.08

_PLACES = {
    "right": Placement("right", align="left", dx=7),
    "left": Placement("left", align="right", dx=-7),
    "above": Placement("above", baseline="bottom", dy=-7),
    "below": Placement("below", baseline="top", dy=7),
}


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle in shares of the plot, to keep words apart."""

    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: _Box) -> float:
        """Return the area that two boxes share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a point a row at (`x`, `value`), named beside it where names do not touch; `size` makes it a bubble."""
    points = _points(data)
    across, up = _domain([row.x or 0 for row in points]), _domain([row.value or 0 for row in points])
    chosen = any(row.emphasis for row in points)
    named = _named(points, across, up)
    check_short([row.category for row in named], "散点图（scatter）", 14)
    places = _placed(named, points, across, up)
    rows = [
        marks.row(row, x=row.x, size=row.size, place=places.get(row.category, ""), name=row.category)
        | {"shade": color if row.emphasis or not chosen else style.muted}
        for row in points
    ]
    base = marks.blank().encode(
        alt.X("x:Q", scale=marks.value_scale(across), axis=_axis(across, data.axes[0], style)),
        alt.Y("value:Q", scale=marks.value_scale(up), axis=_axis(up, "", style), stack=None),
    )
    strong = [replace(each, place=f"{each.place}-strong", bold=True) for each in _PLACES.values()]
    words = marks.texts(base, rows, [*_PLACES.values(), *strong], style, field="name")
    return marks.finish([_dots(base, points, style), *words, *_title(data, style)], rows)


def _points(data: ChartData) -> list[Datum]:
    """Return the rows that have a place; BriefingError if there is none, or for a size below zero."""
    points = [row for row in data.rows if row.x is not None and row.value is not None]
    if not points:
        raise BriefingError("散点图（scatter）没有一个点。", hint="每个点要有横、纵两个数；请检查两个指标。")
    if any((row.size or 0) < 0 for row in points):
        raise BriefingError("散点图（scatter）的气泡大小不能是负数。", hint="请换一个指标作大小，或不写第三个指标。")
    return points


def _dots(base: alt.Chart, points: Sequence[Datum], style: Style) -> alt.Chart:
    """Draw the points, their areas in proportion to their sizes where they have any."""
    marked = base.mark_point(filled=True, opacity=0.85, size=_DOT, stroke=style.ground, strokeWidth=1)
    dots: alt.Chart = marked.encode(color=alt.Color("shade:N", scale=None))
    if all(row.size is None for row in points):
        return dots
    largest = max(row.size or 0 for row in points) or 1.0
    sizes = alt.Scale(domain=[0, largest], range=[0, _LARGEST])
    return dots.encode(size=alt.Size("size:Q", scale=sizes, legend=None))


def _domain(values: Sequence[float]) -> scale.Domain:
    """Return rounded ends with some room inside them, so that no point lies on the frame."""
    low, high = min(values), max(values)
    if low == high:
        margin = abs(low) * 0.5 or 1.0
        return scale.around([low - margin, high + margin], ticked=True)
    room = (high - low) * _MARGIN
    return scale.around([low if 0 <= low < room else low - room, high + room], ticked=True)


def _axis(domain: scale.Domain, title: str, style: Style) -> alt.Axis | None:
    axis = marks.value_axis(domain, 0, style)
    if axis is not None and title:
        axis.title, axis.titleColor, axis.titleFontWeight, axis.titleAnchor = title, style.muted, "normal", "end"
    return axis


def _title(data: ChartData, style: Style) -> list[alt.Chart]:
    """Write the name of the y axis above it, lying: a Chinese title on its side is hard to read."""
    if not data.axes[1]:
        return []
    words = marks.aside({"label": data.axes[1]}, "upright").mark_text(
        style="note", align="left", baseline="bottom", dy=-6, color=style.muted
    )
    return [words.encode(x=marks.fixed(alt.XValue, 0), y=marks.fixed(alt.YValue, 0), text=alt.Text("label:N"))]


def _named(points: Sequence[Datum], across: scale.Domain, up: scale.Domain) -> list[Datum]:
    """Return the points that get a name: all of a few, of many the emphasised and the outermost ones."""
    if len(points) <= _MOST_NAMED:
        return list(points)
    strong = [row for row in points if row.emphasis]
    far = sorted(points, key=lambda row: -_distance(row, across, up))
    return list(dict.fromkeys([*strong, *far]))[: max(len(strong), _MOST_NAMED // 3)]


def _distance(row: Datum, across: scale.Domain, up: scale.Domain) -> float:
    x, y = _at(row, across, up)
    return (x - 0.5) ** 2 + (y - 0.5) ** 2


def _at(row: Datum, across: scale.Domain, up: scale.Domain) -> tuple[float, float]:
    """Return a point's place in shares of the plot, from its upper left corner."""
    return ((row.x or 0) - across.low) / across.span, 1 - ((row.value or 0) - up.low) / up.span


def _placed(named: Sequence[Datum], points: Sequence[Datum], across: scale.Domain, up: scale.Domain) -> dict[str, str]:
    """Choose a side for each name so that it covers as little as possible of the others; right is preferred."""
    taken = [_dot(*_at(row, across, up)) for row in points]
    places = {}
    for row in sorted(named, key=lambda row: (not row.emphasis, -(row.value or 0))):
        at = _at(row, across, up)
        boxes = {side: _words(row.category, *at, side) for side in _PLACES}
        side = min(_PLACES, key=lambda each: (round(_cost(boxes[each], taken), 6), list(_PLACES).index(each)))
        # Words that would lie on others are left out, but for those that are the point.
        if _cost(boxes[side], taken) > 0.35 * _LINE * _EM * width_of(row.category) and not row.emphasis:
            continue
        taken.append(boxes[side])
        places[row.category] = side + ("-strong" if row.emphasis else "")
    return places


def _cost(box: _Box, taken: Sequence[_Box]) -> float:
    beyond = max(0.0, -box.left) + max(0.0, box.right - 1.12) + max(0.0, -box.top - 0.05) + max(0.0, box.bottom - 1)
    return sum(box.over(other) for other in taken) + beyond * 0.05


def _dot(x: float, y: float) -> _Box:
    return _Box(x - 0.012, y - 0.03, x + 0.012, y + 0.03)


def _words(name: str, x: float, y: float, side: str) -> _Box:
    wide, gap = width_of(name) * _EM, 0.016
    match side:
        case "right":
            return _Box(x + gap, y - _LINE / 2, x + gap + wide, y + _LINE / 2)
        case "left":
            return _Box(x - gap - wide, y - _LINE / 2, x - gap, y + _LINE / 2)
        case "above":
            return _Box(x - wide / 2, y - 0.035 - _LINE, x + wide / 2, y - 0.035)
        case _:
            return _Box(x - wide / 2, y + 0.035, x + wide / 2, y + 0.035 + _LINE)

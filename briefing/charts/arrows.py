"""Differences in, arrows over a plot out: up from one value, across, and down to another, the change on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

import altair as alt

from briefing.charts import marks
from briefing.charts.data import ChartData, Difference, Key
from briefing.charts.scale import Domain
from briefing.document import Style

Place = Callable[[Key], float]
"""Where a value stands, as a share of the plot's width."""

_OVER_LABEL, _RISE, _HEAD = 0.115, 0.17, 0.1
"""Shares of the height: from a value to the foot of its arrow, from the highest value below to the arrow, and the
room of the words on it."""
_FOOT_ABOVE = 0.015


@dataclass(frozen=True, slots=True)
class _Arrow:
    """One arrow in shares of the plot's width and in values: `highest` is under it, `depth` counts arrows below it."""

    label: str
    start: float
    end: float
    foot: float
    tip: float
    highest: float
    depth: int

    def crosses(self, other: _Arrow) -> bool:
        (low, high), (left, right) = sorted((self.start, self.end)), sorted((other.start, other.end))
        return low < right and left < high


def with_room(domain: Domain, data: ChartData, place: Place, floor: float = -inf) -> Domain:
    """Return the domain with its upper end moved up until every arrow and its words fit below it.

    No arrow begins below `floor`: of columns it is zero, since their tops are no lower.
    """
    span = domain.span
    for arrow in _arrows(data, place, floor):
        share = 1 - _RISE * arrow.depth - _HEAD
        span = max(span, (arrow.highest - domain.low) / max(share, 0.2))
    return replace(domain, high=domain.low + span)


def arrows(data: ChartData, style: Style, domain: Domain, place: Place, floor: float = -inf) -> list[alt.Chart]:
    """Return the layers of all arrows: their lines, their heads, and the words."""
    found = _arrows(data, place, floor)
    if not found:
        return []
    lines = [row for arrow in found for row in _lines(arrow, domain)]
    heads = [{"x": a.end, "y": a.tip + _OVER_LABEL * domain.span, "label": "▼"} for a in found]
    words = [{"x": (a.start + a.end) / 2, "y": _level(a, domain), "label": a.label} for a in found]
    rules = _at(
        alt.Chart(alt.InlineData(name="arrows", values=lines)).mark_rule(color=style.ink, strokeWidth=1),
        data,
        domain,
        style,
    )
    rules = rules.encode(x2=marks.fixed(alt.X2Value, _share("x2")), y2=alt.Y2("y2"))
    return [
        rules,
        _text("heads", heads, data, style, domain, bold=False),
        _text("changes", words, data, style, domain, bold=True),
    ]


def _arrows(data: ChartData, place: Place, floor: float) -> list[_Arrow]:
    made: list[_Arrow] = []
    for difference in data.differences:
        arrow = _arrow(data, difference, place, floor)
        below = [each.depth for each in made if each.crosses(arrow)]
        made.append(replace(arrow, depth=max(below, default=0) + 1))
    return made


def _arrow(data: ChartData, difference: Difference, place: Place, floor: float) -> _Arrow:
    rows = data.by_key()
    start, end = place(difference.first), place(difference.last)
    low, high = sorted((start, end))
    under = [row.value for key, row in rows.items() if row.value is not None and low <= place(key) <= high]
    foot, tip = (rows[key].value or 0.0 for key in (difference.first, difference.last))
    return _Arrow(difference.label, start, end, max(foot, floor), max(tip, floor), max(*under, floor), 1)


def _level(arrow: _Arrow, domain: Domain) -> float:
    return arrow.highest + _RISE * arrow.depth * domain.span


def _lines(arrow: _Arrow, domain: Domain) -> list[marks.Row]:
    level, room = _level(arrow, domain), _OVER_LABEL * domain.span
    foot, tip = arrow.foot + room, arrow.tip + room + _FOOT_ABOVE * domain.span
    return [
        {"x": arrow.start, "x2": arrow.start, "y": foot, "y2": level},
        {"x": arrow.start, "x2": arrow.end, "y": level, "y2": level},
        {"x": arrow.end, "x2": arrow.end, "y": level, "y2": tip},
    ]


def _text(name: str, rows: list[marks.Row], data: ChartData, style: Style, domain: Domain, *, bold: bool) -> alt.Chart:
    chart = alt.Chart(alt.InlineData(name=name, values=rows))
    marked = chart.mark_text(
        style="value", baseline="bottom", dy=-3 if bold else 0, color=style.ink, fontWeight="bold" if bold else "normal"
    )
    return _at(marked, data, domain, style).encode(text=alt.Text("label:N"))


def _at(chart: alt.Chart, data: ChartData, domain: Domain, style: Style) -> alt.Chart:
    # The axis is repeated: Vega-Lite would add a default one for this layer.
    axis = marks.value_axis(domain, data.digits, style)
    return chart.encode(
        x=marks.fixed(alt.XValue, _share("x")), y=alt.Y("y:Q", axis=axis, scale=marks.value_scale(domain), stack=None)
    )


def _share(field: str) -> alt.ExprRef:
    return alt.ExprRef(expr=f"datum.{field} * width")

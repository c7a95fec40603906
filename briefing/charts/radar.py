"""Radar: several measures of the same unit at once. Chart data in, Vega-Lite spec out.

Vega-Lite has no polar lines, so that corners are worked out here; the rows stand in `usermeta` for native charts.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import altair as alt

from briefing.charts import marks, palette, scale
from briefing.charts.checks import check_count, check_positive, check_short, check_whole
from briefing.charts.data import ChartData
from briefing.document import Style
from briefing.errors import BriefingError

MOST_CORNERS, MOST_SERIES = 10, 3
_Side = Literal["left", "center", "right"]
_RADIUS = 0.45
"""The radius as a share of the smaller side."""


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a polygon a series over spokes, one spoke a category, clockwise from the top, all from zero."""
    _check(data)
    domain = scale.from_zero(data.values, ticked=True)
    chosen = marks.emphasised(data)
    names = data.series
    colors = palette.latest_first(names, chosen or names[:2], style, color)
    # The grey of what stands behind would be lost among the lines of the web.
    colors = [style.muted if shade == style.context else shade for shade in colors]
    shades = alt.Scale(domain=list(names), range=colors)
    rows = _corners(data, domain)
    line = _put(marks.blank().mark_line(strokeWidth=2.25)).encode(
        order=alt.Order("order:Q"), color=alt.Color("series:N", sort=None, scale=shades, legend=_legend(names))
    )
    dots = _put(marks.blank().mark_point(filled=True, opacity=1, size=40)).encode(
        color=alt.Color("series:N", sort=None, scale=shades, legend=_legend(names))
    )
    layers = [*_web(data, domain, style), line, dots, *_words(data, domain, style)]
    spec = marks.finish(layers, rows)
    known = [
        {"category": r.category, "series": r.series, "value": r.value, "label": r.printed, "emphasis": r.emphasis}
        for r in data.rows
    ]
    about = {"rows": known, "colors": dict(zip(names, colors, strict=True)), "maximum": domain.high}
    return spec | {"usermeta": {"briefing": about}}


def _check(data: ChartData) -> None:
    check_positive(data, "雷达图（radar）")
    if len(data.categories) < 3:
        raise BriefingError(
            f"雷达图（radar）要有三项以上，现有{len(data.categories)}项。", hint="请增加指标，或改用条形图（bar）。"
        )
    check_count(data.categories, MOST_CORNERS, "雷达图（radar）", "请只选主要几项，或改用条形图（bar）。")
    check_count(data.series, MOST_SERIES, "雷达图（radar）的系列", "请只比较两三个，或改用表格。")
    check_short(data.categories, "雷达图（radar）", 12)
    check_short(data.series, "雷达图（radar）")
    check_whole(data, "雷达图（radar）", "请补上缺的数，或去掉这一项。")


def _legend(names: tuple[str, ...]) -> alt.Legend | None:
    if len(names) < 2:
        return None
    legend = marks.legend(names)
    # Beside the web: above it, the legend would take height, which is what the web lacks.
    legend.orient, legend.direction = "right", "vertical"
    return legend


def _put(chart: alt.Chart, x: str = "across", y: str = "up") -> alt.Chart:
    """Put a chart's rows at their places, shares of the radius from the middle of whatever room there is."""
    radius = f"min(width, height) * {_RADIUS}"
    return chart.encode(
        x=marks.fixed(alt.XValue, alt.ExprRef(expr=f"width / 2 + datum.{x} * {radius}")),
        y=marks.fixed(alt.YValue, alt.ExprRef(expr=f"height / 2 - datum.{y} * {radius}")),
    )


def _corner(place: int, count: int, share: float) -> dict[str, float]:
    turn = 2 * math.pi * place / count
    return {"across": round(share * math.sin(turn), 6), "up": round(share * math.cos(turn), 6)}


def _corners(data: ChartData, domain: scale.Domain) -> list[marks.Row]:
    """Return the corners of each polygon in order, the first one again at the end to close it."""
    known, count = data.by_key(), len(data.categories)
    rows = []
    for series in data.series:
        for order in range(count + 1):
            row = known[data.categories[order % count], series]
            rows.append(marks.row(row, order=order) | _corner(order, count, (row.value or 0) / domain.high))
    return rows


def _web(data: ChartData, domain: scale.Domain, style: Style) -> list[alt.Chart]:
    """Draw a ring for each tick and a spoke for each category."""
    count = len(data.categories)
    rings = [
        {"ring": tick, "order": order} | _corner(order, count, tick / domain.high)
        for tick in domain.ticks
        if tick > 0
        for order in range(count + 1)
    ]
    web = alt.Chart(alt.InlineData(name="web", values=rings)).mark_line(strokeWidth=1, color=style.rule)
    ends = [_corner(place, count, 1) for place in range(count)]
    spokes = alt.Chart(alt.InlineData(name="spokes", values=ends)).mark_rule(strokeWidth=1, color=style.rule)
    x2, y2 = (
        marks.fixed(alt.X2Value, alt.ExprRef(expr="width / 2")),
        marks.fixed(alt.Y2Value, alt.ExprRef(expr="height / 2")),
    )
    return [
        _put(web).encode(detail=alt.Detail("ring:N"), order=alt.Order("order:Q")),
        _put(spokes).encode(x2=x2, y2=y2),
    ]


def _words(data: ChartData, domain: scale.Domain, style: Style) -> list[alt.Chart]:
    """Write the names outside the web, a single series' values after them, and the ticks on the first spoke."""
    count, known = len(data.categories), data.by_key()
    sides: dict[_Side, list[marks.Row]] = {}
    for place, name in enumerate(data.categories):
        label = known[name, data.series[0]].printed if len(data.series) == 1 else ""
        corner = _corner(place, count, 1.12)
        side: _Side = "left" if corner["across"] > 0 else "right" if corner["across"] < 0 else "center"
        sides.setdefault(side, []).append({"name": f"{name} {label}".strip()} | corner)
    layers = []
    for side, own in sides.items():
        chart = alt.Chart(alt.InlineData(name=f"names-{side}", values=own))
        layers.append(_put(chart.mark_text(style="value", align=side, color=style.ink)).encode(text=alt.Text("name:N")))
    inner = [tick for tick in domain.ticks if 0 < tick < domain.high]
    ticks = [{"tick": f"{tick:g}"} | _corner(0, count, tick / domain.high) for tick in inner]
    marked = alt.Chart(alt.InlineData(name="ticks", values=ticks))
    words = marked.mark_text(style="note", align="left", baseline="middle", dx=3, color=style.muted)
    return [*layers, _put(words).encode(text=alt.Text("tick:N"))]

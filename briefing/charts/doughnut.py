"""Doughnut and pie: chart data in, Vega-Lite spec out. Shares on the ring, names beside it."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from briefing.charts import marks, palette
from briefing.charts.checks import check_count, check_positive, check_short, check_single
from briefing.charts.data import ChartData
from briefing.charts.fit import wrap
from briefing.charts.marks import Placement, Row
from briefing.document import Style
from briefing.errors import BriefingError

MOST = 7
"""More slices cannot be told apart; a ranked bar chart says it better."""
THIN = 0.06
"""A slice below this share has its number beside its name, not on the ring."""

NAME_EMS = 6
"""Names are broken into lines of so many Chinese characters."""

_OUTER, _INNER = 0.42, 0.23
"""Radii as shares of the plot's height, or of the part of a narrow width that the names leave."""


def doughnut(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a ring with one slice a category, clockwise from the top in the given order."""
    return _ring(data, style, color, "环形图（doughnut）", _INNER)


def pie(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a whole disc with one slice a category, clockwise from the top in the given order."""
    return _ring(data, style, color, "饼图（pie）", 0)


def _ring(data: ChartData, style: Style, color: str, kind: str, inner: float) -> dict[str, Any]:
    check_positive(data, kind)
    check_short(data.categories, kind, NAME_EMS * 4)
    check_single(data, kind, "请改用堆积图（stacked）。")
    check_count(data.categories, MOST, kind, "请合并小项，或改用条形图（bar）。")
    if len(data.rows) < 2:
        raise BriefingError(f"{kind}只有一项，会画成整圆。", hint="请加上其余部分，或改用条形图（bar）。")
    strong = {row.category for row in data.rows if row.emphasis}
    colors = palette.shares(data.categories, strong, style, color)
    rows = _rows(data, colors, style)
    base = marks.blank().encode(alt.Theta("value:Q", stack=True), alt.Order("order:Q"))
    shades = alt.Scale(domain=list(data.categories), range=colors)
    named = alt.Color("category:N", sort=None, scale=shades, legend=None)
    ring = base.mark_arc(outerRadius=_radius(_OUTER), stroke=style.ground, strokeWidth=1.5)
    if inner:
        ring.mark.innerRadius = _radius(inner)
    middle = ((inner or _OUTER / 3) + _OUTER) / 2
    inks = dict.fromkeys(palette.readable_on(shade, style) for shade in colors)
    places = [Placement(ink, bold=True, color=ink) for ink in inks]
    on_ring = [_at(text, middle) for text in marks.texts(base, rows, places, style, stacked=True)]
    return marks.finish([ring.encode(color=named), *on_ring, *_names(base, rows, style)], rows)


def _rows(data: ChartData, colors: list[str], style: Style) -> list[Row]:
    total = sum(data.values)
    done = 0.0
    rows = []
    for order, (datum, shade) in enumerate(zip(data.rows, colors, strict=True)):
        share = (datum.value or 0) / total
        thin = share < THIN
        side = _side(done + share / 2)
        name = "\n".join(wrap(datum.category, NAME_EMS, 1)) + (f" {datum.label}" if thin and datum.label else "")
        place = palette.readable_on(shade, style) if datum.label and not thin else ""
        rows.append(marks.row(datum, order=order, place=place, side=side, name=name))
        done += share
    return rows


_SIDES: tuple[tuple[str, Literal["left", "right"], Literal["bottom", "middle"]], ...] = (
    ("right", "left", "middle"),
    ("left", "right", "middle"),
    ("top-right", "left", "bottom"),
    ("top-left", "right", "bottom"),
)


def _side(turn: float) -> str:
    """Return the side of the ring at a share of the whole turn; near the top the names are lifted off one another."""
    side = "right" if turn <= 0.5 else "left"
    return f"top-{side}" if turn < 0.05 or turn > 0.95 else side


def _names(base: alt.Chart, rows: list[Row], style: Style) -> list[alt.Chart]:
    """Write the names outside the ring, away from it on either side."""
    sides = {row["side"] for row in rows}
    layers = []
    for side, align, baseline in _SIDES:
        if side in sides:
            text = base.mark_text(
                style="value", align=align, baseline=baseline, lineBreak="\n", color=style.ink, fontWeight="normal"
            )
            here = alt.FieldEqualPredicate(field="side", equal=side)
            text = text.encode(text=alt.TextValue(**alt.condition(here, alt.Text("name:N"), alt.value(""))))
            layers.append(_at(text, _OUTER + 0.04))
    return layers


def _at(text: alt.Chart, share: float) -> alt.Chart:
    text.mark.radius = _radius(share)
    return text


def _radius(share: float) -> alt.ExprRef:
    return alt.ExprRef(expr=f"min(width * 0.62, height) * {share:.3g}")

"""Column, bar and stacked charts: chart data in, Vega-Lite spec out. Values start at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from briefing.charts import marks, palette, scale
from briefing.charts.data import ChartData, Datum, check_positive
from briefing.charts.marks import Placement, Row
from briefing.document import Style

MANY_COLUMNS = 14
"""Past so many columns their labels touch; then only emphasised ones are labelled and a value axis is shown."""
MANY_BARS = 40
THIN = 0.07
"""A part of a stack below this share of the height is too thin for a label inside it."""


@dataclass(frozen=True, slots=True)
class _Bars:
    """What the layers of one bar chart share; `colors` has one for each series."""

    data: ChartData
    style: Style
    colors: tuple[str, ...]
    domain: scale.Domain
    vertical: bool
    stacked: bool = False


def column(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return upright bars, side by side where there are several series; the emphasised or last series leads."""
    return _side_by_side(data, style, color, vertical=True)


def bar(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return horizontal bars from the top down in the given order."""
    return _side_by_side(data, style, color, vertical=False)


def stacked(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return upright bars made of their series, from the foot up in the given order."""
    check_positive(data, "堆积图（stacked）")
    colors = tuple(palette.shares(data.series, marks.emphasised(data), style, color))
    totals = [sum(datum.value or 0 for datum in data.rows if datum.category == name) for name in data.categories]
    bars = _Bars(data, style, colors, scale.from_zero(totals), vertical=True, stacked=True)
    rows = [
        marks.row(d, order=data.series.index(d.series), place=d.series if _thick(d, bars) else "") for d in data.rows
    ]
    shades = zip(data.series, colors, strict=True)
    return _finish(bars, rows, [Placement(name, color=palette.readable_on(shade, style)) for name, shade in shades])


def _side_by_side(data: ChartData, style: Style, color: str, *, vertical: bool) -> dict[str, Any]:
    crowded = len(data.rows) > (MANY_COLUMNS if vertical else MANY_BARS)
    data = _with_latest(data) if crowded and vertical else data
    labelled = all(datum.label for datum in data.rows if datum.value is not None)
    values = [*data.values, *(reference.value for reference in data.references)]
    above, below = (scale.UP, scale.DOWN) if vertical else (0, scale.LEFT)
    domain = scale.from_zero(values, ticked=crowded or not labelled, above=above, below=below)
    colors = tuple(palette.latest_last(data.series, marks.emphasised(data), style, color))
    bars = _Bars(data, style, colors, domain, vertical)
    rows = [marks.row(datum, place=_place(datum, bars, crowded=crowded)) for datum in data.rows]
    inside = [(f"inside-{shade}", palette.readable_on(shade, style)) for shade in (*colors, style.context)]
    places = _UPRIGHT if vertical else _LYING
    return _finish(bars, rows, [*places, *_inside(dict(inside))])


def _with_latest(data: ChartData) -> ChartData:
    """Emphasise the last row of a crowded single series in which nothing is: the latest value is what one looks for."""
    if len(data.series) > 1 or any(row.emphasis for row in data.rows):
        return data
    return replace(data, rows=(*data.rows[:-1], replace(data.rows[-1], emphasis=True)))


def _place(datum: Datum, bars: _Bars, *, crowded: bool) -> str:
    if not datum.label or datum.value is None or (crowded and not datum.emphasis):
        return ""
    latest = not marks.emphasised(bars.data) and len(bars.data.series) > 1 and datum.series == bars.data.series[-1]
    if bars.vertical and _is_crossed(datum.value, bars):
        return f"inside-{_shade(datum, bars)}"
    return ("below" if datum.value < 0 else "end") + ("-strong" if datum.emphasis or latest else "")


def _is_crossed(value: float, bars: _Bars) -> bool:
    """Return whether a reference line would run through the label above a column that has room for it inside."""
    room = bars.domain.span * 0.1
    return value > room and any(value - room * 0.1 < r.value < value + room for r in bars.data.references)


def _shade(datum: Datum, bars: _Bars) -> str:
    grey = len(bars.data.series) == 1 and not datum.emphasis and any(row.emphasis for row in bars.data.rows)
    return bars.style.context if grey else bars.colors[bars.data.series.index(datum.series)]


def _inside(shades: dict[str, str]) -> list[Placement]:
    return [Placement(place, baseline="top", dy=4, color=ink) for place, ink in shades.items()]


def _thick(datum: Datum, bars: _Bars) -> bool:
    return bool(datum.label) and (datum.value or 0) >= bars.domain.span * THIN


_UPRIGHT = (
    Placement("end", baseline="bottom", dy=-4),
    Placement("end-strong", baseline="bottom", dy=-4, bold=True),
    Placement("below", baseline="top", dy=4),
    Placement("below-strong", baseline="top", dy=4, bold=True),
)
_LYING = (
    Placement("end", align="left", dx=4),
    Placement("end-strong", align="left", dx=4, bold=True),
    Placement("below", align="right", dx=-4),
    Placement("below-strong", align="right", dx=-4, bold=True),
)


def _finish(bars: _Bars, rows: list[Row], places: Sequence[Placement]) -> dict[str, Any]:
    base = _encode(marks.blank(), bars)
    text = _encode(marks.blank(), bars, inside=bars.stacked)
    layers = [_drawn(base, bars), *marks.texts(text, rows, places, bars.style, stacked=bars.stacked), _baseline(bars)]
    return marks.finish([*layers, *marks.references(bars.data, bars.style, bars.domain, vertical=bars.vertical)], rows)


def _encode(chart: alt.Chart, bars: _Bars, *, inside: bool = False) -> alt.Chart:
    """Put categories and values on their axes, and the series beside or on top of each other."""
    side_by_side = 1 if bars.stacked else len(bars.data.series)
    names = marks.bands(bars.data.categories, thickness=0.17 * side_by_side, share=0.62 if side_by_side == 1 else 0.72)
    category: dict[str, Any] = {"sort": None, "scale": names, "axis": marks.category_axis(bars.style)}
    ticks = marks.value_axis(bars.domain, bars.data.digits, bars.style)
    value: dict[str, Any] = {"scale": marks.value_scale(bars.domain), "axis": ticks, "stack": None}
    if bars.stacked:
        value["stack"] = "zero"
        value |= {"bandPosition": 0.5} if inside else {}
        chart = chart.encode(detail="series:N", order="order:Q")
    elif side_by_side > 1:
        offset = alt.Scale(domain=list(bars.data.series), paddingInner=0.1)
        side = alt.XOffset if bars.vertical else alt.YOffset
        chart = chart.encode(side("series:N", sort=None, scale=offset))
    if bars.vertical:
        return chart.encode(alt.X("category:N", **category), alt.Y("value:Q", **value))
    return chart.encode(alt.Y("category:N", **category), alt.X("value:Q", **value))


def _drawn(base: alt.Chart, bars: _Bars) -> alt.Chart:
    """Colour several series by name, a single one by the emphasis of its rows."""
    names = list(bars.data.series)
    drawn: alt.Chart = base.mark_bar(orient="vertical" if bars.vertical else "horizontal")
    if len(names) > 1:
        shades = alt.Scale(domain=names, range=list(bars.colors))
        return drawn.encode(color=alt.Color("series:N", sort=None, scale=shades, legend=marks.legend(names)))
    if not any(row.emphasis for row in bars.data.rows):
        return drawn.encode(color=alt.value(bars.colors[0]))
    strong = alt.FieldEqualPredicate(field="emphasis", equal=True)
    return drawn.encode(color=alt.condition(strong, alt.value(bars.colors[0]), alt.value(bars.style.context)))


def _baseline(bars: _Bars) -> alt.Chart:
    rule: alt.Chart = marks.aside({}, "zero").mark_rule(color=bars.style.muted, strokeWidth=1)
    return rule.encode(marks.constant(0, bars.data, bars.domain, bars.style, vertical=bars.vertical))

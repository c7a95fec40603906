"""Column and bar charts: chart data in, Vega-Lite spec out. Values start at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import altair as alt

from briefing.charts import arrows, marks, palette, scale
from briefing.charts.checks import check_below, check_beside, check_short, check_some
from briefing.charts.data import ChartData, Datum, Key
from briefing.charts.marks import Placement, Row
from briefing.document import Style

MANY_COLUMNS = 14
"""Past so many columns their labels touch; then only emphasised ones are labelled and a value axis is shown."""
MANY_BARS = 40
_INNER = 0.1
"""The space between bars side by side, as a share of a step."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What the layers of one bar chart share; `colors` has one for each series.

    `stack` says whether the series stand on top of one another: not, as they are, or as shares of the whole.
    """

    data: ChartData
    style: Style
    colors: tuple[str, ...]
    domain: scale.Domain
    vertical: bool
    stack: Literal["", "zero", "normalize"] = ""

    @property
    def padding(self) -> float:
        """The space between two categories, as a share of a step."""
        side_by_side = 1 if self.stack else len(self.data.series)
        return marks.padding(
            self.data.categories, thickness=0.17 * side_by_side, share=0.62 if side_by_side == 1 else 0.72
        )


def column(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return upright bars, side by side where there are several series; the emphasised or last series leads."""
    return _side_by_side(data, style, color, vertical=True)


def bar(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return horizontal bars from the top down in the given order."""
    return _side_by_side(data, style, color, vertical=False)


def _side_by_side(data: ChartData, style: Style, color: str, *, vertical: bool) -> dict[str, Any]:
    kind = "柱状图（column）" if vertical else "条形图（bar）"
    check_some(data, kind)
    check_short(data.series, kind, 24)
    if vertical:
        check_below(data.categories, kind)
    else:
        check_beside(data.categories, kind)
    crowded = len(data.rows) > (MANY_COLUMNS if vertical else MANY_BARS)
    data = _with_latest(data) if crowded and vertical else data
    labelled = all(datum.label for datum in data.rows if datum.value is not None)
    values = [*data.values, *(reference.value for reference in data.references)]
    above, below = (scale.UP, scale.DOWN) if vertical else (0, scale.LEFT)
    domain = scale.from_zero(values, ticked=crowded or not labelled, above=above, below=below)
    colors = tuple(palette.latest_last(data.series, marks.emphasised(data), style, color))
    bars = _with_arrows(Bars(data, style, colors, domain, vertical))
    rows = [marks.row(datum, place=_place(datum, bars, crowded=crowded)) for datum in data.rows]
    inside = [(f"inside-{shade}", palette.readable_on(shade, style)) for shade in (*colors, style.context)]
    places = _UPRIGHT if vertical else _LYING
    return finish(bars, rows, [*places, *_inside(dict(inside))])


def _with_arrows(bars: Bars) -> Bars:
    return replace(bars, domain=arrows.with_room(bars.domain, bars.data, lambda key: center(key, bars), 0.0))


def center(key: Key, bars: Bars) -> float:
    """Return where the middle of a bar stands, as a share of the plot's width."""
    count, padding, side_by_side = len(bars.data.categories), bars.padding, len(bars.data.series)
    within = (bars.data.series.index(key[1]) + (1 - _INNER) / 2) / (side_by_side - _INNER) if side_by_side > 1 else 0.5
    # Half a padding is left free before the first band and after the last one.
    return (padding / 2 + bars.data.categories.index(key[0]) + (1 - padding) * within) / count


def _with_latest(data: ChartData) -> ChartData:
    """Emphasise the last row of a crowded single series in which nothing is: the latest value is what one looks for."""
    if len(data.series) > 1 or any(row.emphasis for row in data.rows):
        return data
    return replace(data, rows=(*data.rows[:-1], replace(data.rows[-1], emphasis=True)))


def _place(datum: Datum, bars: Bars, *, crowded: bool) -> str:
    if not datum.label or datum.value is None or (crowded and not datum.emphasis):
        return ""
    latest = not marks.emphasised(bars.data) and len(bars.data.series) > 1 and datum.series == bars.data.series[-1]
    if bars.vertical and _is_crossed(datum.value, bars):
        return f"inside-{_shade(datum, bars)}"
    return ("below" if datum.value < 0 else "end") + ("-strong" if datum.emphasis or latest else "")


def _is_crossed(value: float, bars: Bars) -> bool:
    """Return whether a reference line would run through the label above a column that has room for it inside."""
    room = bars.domain.span * 0.1
    return value > room and any(value - room * 0.1 < r.value < value + room for r in bars.data.references)


def _shade(datum: Datum, bars: Bars) -> str:
    grey = len(bars.data.series) == 1 and not datum.emphasis and any(row.emphasis for row in bars.data.rows)
    return bars.style.context if grey else bars.colors[bars.data.series.index(datum.series)]


def _inside(shades: dict[str, str]) -> list[Placement]:
    return [Placement(place, baseline="top", dy=4, color=ink) for place, ink in shades.items()]


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


def finish(bars: Bars, rows: list[Row], places: Sequence[Placement], above: Sequence[alt.Chart] = ()) -> dict[str, Any]:
    """Return the spec of the bars with their labels, base line, references and arrows; `above` is drawn last."""
    base = encode(marks.blank(), bars)
    text = encode(marks.blank(), bars, inside=bool(bars.stack))
    words = marks.texts(text, rows, places, bars.style, stacked=bool(bars.stack))
    foot = marks.baseline(bars.data, bars.domain, bars.style, vertical=bars.vertical)
    lines = marks.references(bars.data, bars.style, bars.domain, vertical=bars.vertical)
    changes = arrows.arrows(bars.data, bars.style, bars.domain, lambda key: center(key, bars), 0.0)
    return marks.finish([_drawn(base, bars), *words, foot, *lines, *changes, *above], rows)


def encode(chart: alt.Chart, bars: Bars, *, inside: bool = False) -> alt.Chart:
    """Put categories and values on their axes, and the series beside or on top of each other."""
    names = marks.band_scale(bars.data.categories, bars.padding)
    category: dict[str, Any] = {"sort": None, "scale": names, "axis": marks.category_axis(bars.style)}
    ticks = marks.value_axis(bars.domain, bars.data.digits, bars.style, percent=bars.stack == "normalize")
    value: dict[str, Any] = {"scale": marks.value_scale(bars.domain), "axis": ticks, "stack": bars.stack or None}
    if bars.stack:
        value |= {"bandPosition": 0.5} if inside else {}
        chart = chart.encode(detail=alt.Detail("series:N"), order=alt.Order("order:Q"))
    elif len(bars.data.series) > 1:
        offset = alt.Scale(domain=list(bars.data.series), paddingInner=_INNER)
        side = alt.XOffset if bars.vertical else alt.YOffset
        chart = chart.encode(side("series:N", sort=None, scale=offset))
    if bars.vertical:
        return chart.encode(alt.X("category:N", **category), alt.Y("value:Q", **value))
    return chart.encode(alt.Y("category:N", **category), alt.X("value:Q", **value))


def _drawn(base: alt.Chart, bars: Bars) -> alt.Chart:
    """Colour several series by name, a single one by the emphasis of its rows."""
    names = list(bars.data.series)
    drawn: alt.Chart = base.mark_bar(orient="vertical" if bars.vertical else "horizontal")
    if len(names) > 1:
        shades = alt.Scale(domain=names, range=list(bars.colors))
        return drawn.encode(color=alt.Color("series:N", sort=None, scale=shades, legend=marks.legend(names)))
    if not any(row.emphasis for row in bars.data.rows):
        return drawn.encode(color=alt.ColorValue(bars.colors[0]))
    strong = alt.FieldEqualPredicate(field="emphasis", equal=True)
    shade = alt.condition(strong, alt.value(bars.colors[0]), alt.value(bars.style.context))
    return drawn.encode(color=alt.ColorValue(**shade))

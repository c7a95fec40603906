"""Who stands where: ranked bars, lollipops and dumbbells. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt

from briefing.charts import bars, marks, scale
from briefing.charts.checks import check_beside, check_pair, check_single, check_some, width_of
from briefing.charts.data import ChartData, Datum
from briefing.charts.marks import Placement, Row
from briefing.document import Style

_EM = 0.035
"""The width of a character of a label, as a share of a plot of usual width."""

_BEYOND = (
    Placement("right", align="left", dx=8),
    Placement("right-strong", align="left", dx=8, bold=True),
    Placement("left", align="right", dx=-8),
    Placement("left-strong", align="right", dx=-8, bold=True),
)


def ranked(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return horizontal bars from the best down, each name after its rank, and changes of rank after the values."""
    return bars.bar(_in_order(data, "排名图（ranked）"), style, color)


def lollipop(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a dot on a stalk from zero for each category, from the best down."""
    data = _in_order(data, "棒棒糖图（lollipop）")
    check_beside(data.categories, "棒棒糖图（lollipop）")
    domain = scale.from_zero(data.values, below=scale.LEFT)
    chosen = any(row.emphasis for row in data.rows)
    rows = [
        marks.row(row, place=_side(row, left=(row.value or 0) < 0), shade=color if row.emphasis or not chosen else "")
        for row in data.rows
        if row.value is not None
    ]
    rows = [row | {"shade": row["shade"] or style.muted} for row in rows]
    base = _encode(marks.blank(), data, domain, style)
    shade = alt.Color("shade:N", scale=None)
    stalk = base.mark_rule(strokeWidth=2.5).encode(alt.X2Datum(0), color=shade)
    dot = base.mark_point(filled=True, opacity=1, size=130).encode(color=shade)
    baseline = marks.baseline(data, domain, style, vertical=False)
    return marks.finish([stalk, dot, *marks.texts(base, rows, _BEYOND, style), baseline], rows)


def dumbbell(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return two dots a category with a line between: the first series before, in grey, the second after."""
    check_pair(data, "哑铃图（dumbbell）", "前和后", "请给出两个期间，或改用柱状图（column）。")
    check_some(data, "哑铃图（dumbbell）")
    check_beside(data.categories, "哑铃图（dumbbell）", most=20)
    domain = _beyond(data)
    rows = [marks.row(row, place=_end(row, data)) for row in data.rows if row.value is not None]
    base = _encode(marks.blank(), data, domain, style)
    shades = alt.Scale(domain=list(data.series), range=[style.muted, color])
    legend = marks.legend(data.series)
    legend.symbolType = "circle"
    dots = base.mark_point(filled=True, opacity=1, size=130).encode(
        color=alt.Color("series:N", sort=None, scale=shades, legend=legend)
    )
    return marks.finish([*_between(data, domain, style), dots, *marks.texts(base, rows, _BEYOND, style)], rows)


def _in_order(data: ChartData, kind: str) -> ChartData:
    """Put the largest first, or the smallest of ranks; ranked rows keep their order, the rank before the name.

    BriefingError for several series, or none with a value.
    """
    check_single(data, kind, "请只选一个期间，或改用条形图（bar）。")
    check_some(data, kind)
    if all(row.rank for row in data.rows):
        # The ranks know what the values do not: whether more is better.
        return replace(data, rows=tuple(replace(row, category=f"{row.rank} {row.category}") for row in data.rows))
    best = 1 if data.falling else -1
    known = [row for row in data.rows if row.value is not None]
    missing = [row for row in data.rows if row.value is None]
    return replace(data, rows=(*sorted(known, key=lambda row: best * (row.value or 0)), *missing))


def _encode(chart: alt.Chart, data: ChartData, domain: scale.Domain, style: Style) -> alt.Chart:
    names = marks.bands(data.categories, thickness=0.2, share=0.6)
    axis = marks.value_axis(domain, data.digits, style)
    return chart.encode(
        alt.Y("category:N", sort=None, scale=names, axis=marks.category_axis(style)),
        alt.X("value:Q", scale=marks.value_scale(domain), axis=axis, stack=None),
    )


def _side(row: Datum, *, left: bool) -> str:
    if not row.label:
        return ""
    return ("left" if left else "right") + ("-strong" if row.emphasis else "")


def _end(row: Datum, data: ChartData) -> str:
    """Return the side of a dumbbell a label belongs on: away from the other dot."""
    first, last = data.series
    other = data.by_key().get((row.category, last if row.series == first else first))
    value = row.value or 0.0
    ahead = other is None or other.value is None or value > other.value or (value == other.value and row.series == last)
    side = _side(replace(row, emphasis=row.series == last), left=ahead is data.falling)
    same = other is not None and other.value == value and row.series == first
    return "" if same else side


def _beyond(data: ChartData) -> scale.Domain:
    """Return a domain with room for the labels beyond the outermost dots."""
    domain = scale.around(data.values, ticked=False, falling=data.falling)
    room = max(2.0, *(width_of(row.printed) for row in data.rows)) * _EM * domain.span
    return replace(domain, low=domain.low - room, high=domain.high + room)


def _between(data: ChartData, domain: scale.Domain, style: Style) -> list[alt.Chart]:
    rows: list[Row] = []
    known = data.by_key()
    for name in data.categories:
        ends = [row.value for series in data.series if (row := known.get((name, series))) and row.value is not None]
        if len(ends) == 2:
            rows.append({"category": name, "value": ends[0], "until": ends[1]})
    if not rows:
        return []
    line = alt.Chart(alt.InlineData(name="between", values=rows)).mark_rule(strokeWidth=3, color=style.context)
    return [_encode(line, data, domain, style).encode(alt.X2("until"))]

"""Stacked area: how a whole and its parts went. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from briefing.charts import marks, palette, scale
from briefing.charts.checks import check_below, check_count, check_positive, check_short, check_whole
from briefing.charts.data import ChartData
from briefing.charts.lines import GAP
from briefing.document import Style
from briefing.errors import BriefingError

MOST_PARTS = 7


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return areas on top of one another from the foot up, each named with its last value beside its end."""
    check_positive(data, "面积图（area）")
    check_whole(data, "面积图（area）", "请补上缺的数，或改用折线图（line）。")
    check_below(data.categories, "面积图（area）")
    check_short(data.series, "面积图（area）")
    check_count(data.series, MOST_PARTS, "面积图（area）", "请合并小项，或改用折线图（line）。")
    if len(data.categories) < 2:
        raise BriefingError("面积图（area）要有两个以上期间。", hint="请增加期间，或改用堆积图（stacked）。")
    sums = [sum(row.value or 0 for row in data.rows if row.category == name) for name in data.categories]
    domain = scale.from_zero(sums, ticked=True)
    colors = palette.shares(data.series, marks.emphasised(data), style, color)
    rows = [marks.row(row, order=data.series.index(row.series)) for row in data.rows]
    base = _encode(marks.blank(), data, domain, style, "value", "zero")
    shades = alt.Scale(domain=list(data.series), range=colors)
    areas = base.mark_area(line=False, stroke=style.ground, strokeWidth=1).encode(
        detail=alt.Detail("series:N"),
        order=alt.Order("order:Q"),
        color=alt.Color("series:N", sort=None, scale=shades, legend=None),
    )
    return marks.finish([areas, _names(data, domain, style)], rows)


def _encode(
    chart: alt.Chart, data: ChartData, domain: scale.Domain, style: Style, field: str, stack: Literal["zero"] | None
) -> alt.Chart:
    names = alt.Scale(domain=list(data.categories), padding=0)
    axis = marks.value_axis(domain, data.digits, style)
    return chart.encode(
        alt.X("category:N", sort=None, scale=names, axis=marks.category_axis(style, line=True)),
        alt.Y(f"{field}:Q", scale=marks.value_scale(domain), axis=axis, stack=stack),
    )


def _names(data: ChartData, domain: scale.Domain, style: Style) -> alt.Chart:
    """Write each part's name and last value beside the middle of its end, moved apart where they would touch."""
    last, known = data.categories[-1], data.by_key()
    ends = [known[last, name] for name in data.series]
    middles, foot = [], 0.0
    for row in ends:
        middles.append(foot + (row.value or 0) / 2)
        foot += row.value or 0
    places = scale.spread(middles, GAP * domain.span, domain.low, domain.high)
    rows = [
        {"category": last, "at": at, "name": " ".join(part for part in (row.series, row.printed) if part)}
        for row, at in zip(ends, places, strict=True)
    ]
    words = alt.Chart(alt.InlineData(name="names", values=rows)).mark_text(
        style="value", align="left", dx=7, color=style.ink
    )
    return _encode(words, data, domain, style, "at", None).encode(text=alt.Text("name:N"))

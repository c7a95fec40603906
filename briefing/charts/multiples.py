"""Small multiples: one small line or column chart a series, on shared axes. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from typing import Any

import altair as alt

from briefing.charts import marks, scale
from briefing.charts.checks import check_count, check_short, check_some
from briefing.charts.data import ChartData, Datum
from briefing.charts.marks import Placement, Row
from briefing.document import Style
from briefing.errors import BriefingError

MOST = 12
_LINE_FROM = 5
_MOST_CATEGORIES = 60

_PLACES = (
    Placement("above", baseline="bottom", dy=-4, bold=True),
    Placement("below", baseline="top", dy=4, bold=True),
)


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a panel a series in the given order, all on the same scales; each prints its last value.

    Few categories are drawn as columns, five and more as a line. Emphasised panels are in colour, the others grey.
    """
    check_some(data, "小图组（multiples）")
    check_count(data.series, MOST, "小图组（multiples）", "请用 limit 只列前几项，或改用折线图（line）。")
    check_count(data.categories, _MOST_CATEGORIES, "小图组（multiples）的期间", "请减少期间。")
    check_short(data.series, "小图组（multiples）", 12)
    lines = len(data.categories) >= _LINE_FROM
    check_short((data.categories[0], data.categories[-1]) if lines else data.categories, "小图组（multiples）", 6)
    domain = _domain(data, lines=lines)
    chosen = marks.emphasised(data)
    ends = {row.series: row for row in data.rows if row.value is not None}
    rows = [_row(row, ends, color if not chosen or row.series in chosen else style.muted) for row in data.rows]
    panel = alt.layer(*_marks(data, rows, domain, style, lines=lines))
    names = alt.Header(title=None, labelColor=style.ink, labelFontWeight="bold", labelAnchor="start", labelPadding=4)
    facet = alt.Facet("series:N", sort=list(data.series), title=None, header=names)
    spec = marks.plain(panel.facet(facet=facet, data=alt.NamedData(name=marks.ROWS), columns=columns_of(data)), rows)
    return spec | {"spacing": {"row": 14, "column": 18}}


def columns_of(data: ChartData) -> int:
    """Return how many panels stand in a row: what was asked for, or rows of about equal length, four at most."""
    count = len(data.series)
    if data.columns:
        return min(data.columns, count)
    if count <= 4:
        return count
    return 3 if count in (5, 6, 9) else 4


def _domain(data: ChartData, *, lines: bool) -> scale.Domain:
    if lines:
        domain = scale.around(data.values, ticked=False, falling=data.falling)
    elif data.falling:
        raise BriefingError("位次的小图组（multiples）要有五个以上期间。", hint="请增加期间，或改用坡度图（slope）。")
    else:
        domain = scale.from_zero(data.values, above=scale.UP, below=scale.DOWN)
    # The words of small panels take a larger share of their height.
    room = domain.span * 0.12
    return scale.Domain(domain.low - (room if domain.low else 0), domain.high + room, falling=domain.falling)


def _row(row: Datum, ends: dict[str, Datum], shade: str) -> Row:
    last = ends.get(row.series) is row
    place = ("below" if (row.value or 0) < 0 else "above") if last and row.label else ""
    return marks.row(row, place=place, shade=shade, last=last)


def _marks(data: ChartData, rows: list[Row], domain: scale.Domain, style: Style, *, lines: bool) -> list[alt.Chart]:
    base = _encode(marks.blank(), data, domain, style, lines=lines)
    shade = alt.Color("shade:N", scale=None)
    baseline = marks.baseline(data, domain, style, vertical=True, color=style.rule)
    words = marks.texts(base, rows, _PLACES, style)
    if not lines:
        return [base.mark_bar(orient="vertical").encode(color=shade), *words, baseline]
    path = base.mark_line(invalid="break-paths-show-domains", strokeWidth=2).encode(color=shade)
    dot = marks.only(base.mark_point(filled=True, opacity=1, size=36).encode(color=shade), "last", True)
    return [*([baseline] if domain.low <= 0 <= domain.high else []), path, dot, *words]


def _encode(chart: alt.Chart, data: ChartData, domain: scale.Domain, style: Style, *, lines: bool) -> alt.Chart:
    names = (
        alt.Scale(domain=list(data.categories), padding=0)
        if lines
        else marks.bands(data.categories, thickness=0.3, share=0.62)
    )
    axis = marks.category_axis(style, line=lines)
    axis.labelColor = style.muted
    if lines:
        # A small panel has room for its first and its last period; they are drawn within its width.
        axis.values, axis.labelFlush, axis.labelOverlap = [data.categories[0], data.categories[-1]], True, False
    return chart.encode(
        alt.X("category:N", sort=None, scale=names, axis=axis),
        alt.Y("value:Q", scale=marks.value_scale(domain), axis=None, stack=None),
    )

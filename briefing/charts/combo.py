"""Combo: a value as columns and its growth as a line on a second axis. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from briefing.charts import marks, scale
from briefing.charts.checks import check_below, check_pair, check_short, check_some
from briefing.charts.data import ChartData, Datum
from briefing.charts.lines import is_valley
from briefing.charts.marks import Placement, Row
from briefing.document import Style

_FEW = 10
"""Up to so many categories both series are labelled; of more, each has its axis."""
_COLUMNS_SHARE, _LINE_SHARE = 0.56, 0.22
"""Shares of the height: the columns keep below, the line above, so that their labels never meet."""

_COLUMN_PLACES = (
    Placement("end", baseline="bottom", dy=-4),
    Placement("below", baseline="top", dy=4),
)
_LINE_PLACES = (
    Placement("above", baseline="bottom", dy=-6, bold=True),
    Placement("under", baseline="top", dy=6, bold=True),
)


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return columns of the first series and a line of the `secondary` one, each on an axis of its own."""
    check_pair(data, "组合图（combo）", "数额和增速", "请写一个指标（增速由程序计算），或两个指标。")
    check_below(data.categories, "组合图（combo）")
    check_short(data.series, "组合图（combo）", 20)
    lower, upper = _parts(data)
    labelled = len(data.categories) <= _FEW and all(row.label for row in data.rows if row.value is not None)
    columns, line = _domains((lower, upper), ticked=not labelled)
    rows = _rows(lower, upper, labelled=labelled)
    names = [lower.series[0], upper.series[0]]
    shades = alt.Scale(domain=names, range=[color, style.ink])
    named = alt.Color("series:N", sort=None, scale=shades, legend=marks.legend(names))
    layers = [_columns(rows, lower, columns, style, named), _line(rows, upper, line, style, named)]
    return marks.finish(layers, rows, own_axes=True)


def _parts(data: ChartData) -> tuple[ChartData, ChartData]:
    """Return the columns' series and the line's; BriefingError where one of them has no value."""
    upper = data.secondary[0] if data.secondary else data.series[1]
    lower = next(name for name in data.series if name != upper)
    parts = _part(data, lower), _part(data, upper)
    for part in parts:
        check_some(part, f"组合图（combo）的“{part.series[0]}”")
    return parts


def _rows(lower: ChartData, upper: ChartData, *, labelled: bool) -> list[Row]:
    course = [row.value for row in upper.rows]
    places = [_bar_place(row) for row in lower.rows]
    places += [_point_place(row, course, index) for index, row in enumerate(upper.rows)]
    pairs = zip((*lower.rows, *upper.rows), places, strict=True)
    return [marks.row(row, place=place if labelled else "") for row, place in pairs]


def _part(data: ChartData, series: str) -> ChartData:
    """Return the rows of one series, a missing one for every category that it lacks."""
    known = data.by_key()
    rows = (known.get((name, series), Datum(name, series, None)) for name in data.categories)
    return ChartData(tuple(rows), data.unit, data.digits)


def _domains(parts: Sequence[ChartData], *, ticked: bool) -> tuple[scale.Domain, scale.Domain]:
    below = scale.from_zero(parts[0].values, ticked=ticked, above=scale.UP, below=scale.DOWN)
    line = scale.around(parts[1].values, ticked=ticked)
    if ticked:
        return below, line
    lifted = scale.Domain(below.low, below.low + below.span / _COLUMNS_SHARE)
    low, high = min(parts[1].values), max(parts[1].values)
    # A line without ups and downs has no span of its own; any will do, as its labels say the values.
    span = ((high - low) or abs(high) or 1.0) / _LINE_SHARE
    top = high + span * 0.12
    return lifted, scale.Domain(top - span, top)


def _bar_place(row: Datum) -> str:
    if not row.label or row.value is None:
        return ""
    return "below" if row.value < 0 else "end"


def _point_place(row: Datum, course: Sequence[float | None], index: int) -> str:
    if not row.label or row.value is None:
        return ""
    return "under" if is_valley(course, index) else "above"


def _columns(
    rows: list[Row], part: ChartData, domain: scale.Domain, style: Style, named: alt.Color
) -> alt.LayerChart | alt.FacetChart:
    base = _encode(marks.blank(), part, domain, style, orient="left")
    bars = marks.only(base.mark_bar(orient="vertical").encode(color=named), "series", part.series[0])
    baseline = marks.baseline(part, domain, style, vertical=True)
    return alt.layer(bars, *marks.texts(base, rows, _COLUMN_PLACES, style), baseline)


def _line(
    rows: list[Row], part: ChartData, domain: scale.Domain, style: Style, named: alt.Color
) -> alt.LayerChart | alt.FacetChart:
    base = _encode(marks.blank(), part, domain, style, orient="right")
    line = base.mark_line(invalid="break-paths-show-domains", strokeWidth=2.5).encode(color=named)
    dots = base.mark_point(filled=True, opacity=1, size=40).encode(color=named)
    own = [marks.only(each, "series", part.series[0]) for each in (line, dots)]
    return alt.layer(*own, *marks.texts(base, rows, _LINE_PLACES, style))


def _encode(chart: alt.Chart, part: ChartData, domain: scale.Domain, style: Style, *, orient: str) -> alt.Chart:
    names = marks.bands(part.categories, thickness=0.17, share=0.62)
    axis = marks.value_axis(domain, part.digits, style)
    if axis is not None:
        axis.orient, axis.grid = orient, orient == "left"
    return chart.encode(
        alt.X("category:N", sort=None, scale=names, axis=marks.category_axis(style)),
        alt.Y("value:Q", scale=marks.value_scale(domain), axis=axis, stack=None),
    )

"""Stacked columns, as they are and as shares of the whole: chart data in, Vega-Lite spec out."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from briefing.charts import marks, palette, scale
from briefing.charts.bars import Bars, finish
from briefing.charts.checks import check_below, check_count, check_positive, check_short
from briefing.charts.data import ChartData, Datum
from briefing.charts.marks import Placement
from briefing.document import Style
from briefing.errors import BriefingError

MOST_PARTS = 7
"""More parts of a whole cannot be told apart by the lightness of their colours."""
THIN = 0.07
"""A part of a stack below this share of the height is too thin for a label inside it."""
_FEW = 14


def stacked(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return upright bars made of their series, from the foot up in the given order, with their totals above."""
    sums = _sums(data)
    check_parts(data, "堆积图（stacked）")
    ticked = not any(data.totals) and not all(row.label for row in data.rows if row.value is not None)
    domain = scale.from_zero(list(sums.values()), ticked=ticked, above=scale.UP if any(data.totals) else 0)
    return _built(data, style, color, domain, "zero")


def share(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return columns of equal height made of the shares of their series; labels are as given, values or shares."""
    check_parts(data, "占比图（share）")
    if len(data.series) < 2:
        raise BriefingError(
            "占比图（share）只有一个系列，会全画成百分之百。", hint="请加上其余部分，或改用柱状图（column）。"
        )
    empty = [name for name, total in _sums(data).items() if not total]
    for name in empty:
        check_positive(ChartData(tuple(row for row in data.rows if row.category == name)), f"占比图（share）“{name}”")
    labelled = all(row.label for row in data.rows if row.value is not None)
    ticks = () if labelled else (0.0, 0.25, 0.5, 0.75, 1.0)
    return _built(data, style, color, scale.Domain(0.0, 1.0, ticks), "normalize")


def check_parts(data: ChartData, kind: str) -> None:
    """Raise a BriefingError unless the series are parts of wholes, few enough and named shortly enough for a legend."""
    check_positive(data, kind)
    check_below(data.categories, kind)
    check_short(data.series, kind)
    check_count(data.series, MOST_PARTS, f"{kind}的系列", "请合并小项，或改用条形图（bar）。")


def _sums(data: ChartData) -> dict[str, float]:
    return {name: sum(row.value or 0 for row in data.rows if row.category == name) for name in data.categories}


def _built(
    data: ChartData, style: Style, color: str, domain: scale.Domain, stack: Literal["zero", "normalize"]
) -> dict[str, Any]:
    colors = tuple(palette.shares(data.series, marks.emphasised(data), style, color))
    bars = Bars(data, style, colors, domain, vertical=True, stack=stack)
    rows = [
        marks.row(row, order=data.series.index(row.series), place=row.series if _has_room(row, bars) else "")
        for row in data.rows
    ]
    shades = zip(data.series, colors, strict=True)
    places = [Placement(name, color=palette.readable_on(shade, style)) for name, shade in shades]
    return finish(bars, rows, places, _totals(bars))


def _has_room(row: Datum, bars: Bars) -> bool:
    """Return whether a part is thick enough for its label; past so many columns labels would touch sideways."""
    whole = bars.domain.span if bars.stack == "zero" else _sums(bars.data)[row.category]
    return bool(row.label) and len(bars.data.categories) <= _FEW and (row.value or 0) >= whole * THIN


def _totals(bars: Bars) -> list[alt.Chart]:
    """Print the total above each column; on columns of equal height it stands above them all."""
    if not any(bars.data.totals):
        return []
    sums = _sums(bars.data) if bars.stack == "zero" else dict.fromkeys(bars.data.categories, 1.0)
    rows = [
        {"category": name, "value": sums[name], "label": label}
        for name, label in zip(bars.data.categories, bars.data.totals, strict=True)
    ]
    words = alt.Chart(alt.InlineData(name="totals", values=rows)).mark_text(
        style="value", baseline="bottom", dy=-4, fontWeight="bold", color=bars.style.ink
    )
    names = marks.band_scale(bars.data.categories, bars.padding)
    return [
        words.encode(
            alt.X("category:N", sort=None, scale=names, axis=marks.category_axis(bars.style)),
            # The totals stand on nothing: a stack of their own would begin at zero again.
            alt.Y("value:Q", scale=marks.value_scale(bars.domain), stack=None, axis=_axis(bars)),
            text=alt.Text("label:N"),
        )
    ]


def _axis(bars: Bars) -> alt.Axis | None:
    return marks.value_axis(bars.domain, bars.data.digits, bars.style, percent=bars.stack == "normalize")

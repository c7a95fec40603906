"""Waterfall: what contributed to a change. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt

from briefing.charts import marks, palette, scale
from briefing.charts.checks import check_below, check_single, check_some
from briefing.charts.data import ChartData, Datum
from briefing.charts.marks import Placement, Row
from briefing.document import Style
from briefing.errors import BriefingError

_MOST = 16


@dataclass(frozen=True, slots=True)
class _Step:
    """One bar from `start` to `end`; `datum` is its row."""

    datum: Datum
    start: float
    end: float
    part: str


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return columns that float from where the one before ended; emphasised rows are levels that stand on zero.

    Levels have to agree with the sum of what comes before them, within their rounding.
    """
    check_some(data, "瀑布图（waterfall）")
    check_below(data.categories, "瀑布图（waterfall）", most=_MOST)
    check_single(data, "瀑布图（waterfall）", "请把起点、各项增减和终点写成一列。")
    steps = _steps(data)
    domain = scale.from_zero(
        [end for step in steps for end in (step.start, step.end)], above=scale.UP, below=scale.DOWN
    )
    rows = [_row(step) for step in steps]
    # Dark, middle and light, so that levels, rises and falls differ on grey paper too.
    shades = alt.Scale(
        # What a bar is; the series of a native chart bear these names.
        domain=[data.words.level, data.words.rise, data.words.fall],
        range=[style.ink, color, palette.mix(color, style.ground, 0.45)],
    )
    base = _encode(marks.blank(), data, domain, style)
    bars = base.mark_bar(orient="vertical").encode(
        y2=alt.Y2("end"), color=alt.Color("part:N", sort=None, scale=shades, legend=None)
    )
    words = marks.texts(_encode(marks.blank(), data, domain, style, "at"), rows, _PLACES, style)
    baseline = marks.baseline(data, domain, style, vertical=True)
    return marks.finish([*_joints(steps, data, domain, style), bars, *words, baseline], rows)


_PLACES = (
    Placement("above", baseline="bottom", dy=-4),
    Placement("above-strong", baseline="bottom", dy=-4, bold=True),
    Placement("below", baseline="top", dy=4),
    Placement("below-strong", baseline="top", dy=4, bold=True),
)


def _steps(data: ChartData) -> list[_Step]:
    running, steps = 0.0, []
    # Each rounded number may be off by half of its last digit, and so may each of those added up to it.
    slack = 0.5 * 10.0**-data.digits * (len(data.rows) + 1) + 1e-9
    for place, row in enumerate(data.rows):
        if row.value is None:
            raise BriefingError(
                f"瀑布图（waterfall）不能缺数：{row.category}没有数。", hint="请补上这一项，或把它并入其他。"
            )
        if row.emphasis and place and abs(row.value - running) > slack:
            raise BriefingError(
                f"瀑布图（waterfall）对不上：{row.category}为{row.value:g}，前面各项合计为{running:g}。",
                hint="请补上遗漏的一项（其他）。",
            )
        start, end = (0.0, row.value) if row.emphasis else (running, running + row.value)
        words = data.words
        part = words.level if row.emphasis else words.fall if row.value < 0 else words.rise
        steps.append(_Step(row, start, end, part))
        running = end
    return steps


def _row(step: _Step) -> Row:
    high, low = max(step.start, step.end), min(step.start, step.end)
    below = high <= 0 and low < 0
    place = ("below" if below else "above") + ("-strong" if step.datum.emphasis else "") if step.datum.label else ""
    return marks.row(step.datum, start=step.start, end=step.end, part=step.part, at=low if below else high, place=place)


def _encode(chart: alt.Chart, data: ChartData, domain: scale.Domain, style: Style, field: str = "start") -> alt.Chart:
    names = marks.bands(data.categories, thickness=0.17, share=0.66)
    axis = marks.value_axis(domain, data.digits, style)
    return chart.encode(
        alt.X("category:N", sort=None, scale=names, axis=marks.category_axis(style)),
        alt.Y(f"{field}:Q", scale=marks.value_scale(domain), axis=axis, stack=None),
    )


def _joints(steps: list[_Step], data: ChartData, domain: scale.Domain, style: Style) -> list[alt.Chart]:
    """Draw thin lines from where one bar ends to where the next begins."""
    pairs = pairwise(steps)
    rows = [{"category": a.datum.category, "next": b.datum.category, "start": a.end} for a, b in pairs]
    if not rows:
        return []
    line = alt.Chart(alt.InlineData(name="joints", values=rows)).mark_rule(color=style.muted, strokeWidth=0.75)
    line = _encode(line, data, domain, style).encode(x2=alt.X2("next", bandPosition=0))
    line.encoding.x.bandPosition = 1
    return [line]

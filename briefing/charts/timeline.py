"""Timeline: milestones in, Vega-Lite spec out. Even steps on a line, how long each took above, its name below."""

from __future__ import annotations

from typing import Any

import altair as alt

from briefing.charts import marks
from briefing.charts.checks import check_below
from briefing.charts.data import ChartData
from briefing.charts.marks import Placement
from briefing.document import Style
from briefing.errors import BriefingError

MOST = 8
"""More steps leave no room for their names."""


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return the categories as dots in the given order; labels are printed large above them, values are not drawn."""
    if len(data.rows) > MOST:
        raise BriefingError(
            f"时间轴有{len(data.rows)}步，超过{MOST}步就排不下了。", hint="请只留主要节点，或改用表格。"
        )
    check_below(data.categories, "时间轴（timeline）", most=MOST)
    chosen = any(row.emphasis for row in data.rows)
    rows = [marks.row(d, level=0, place="strong" if d.emphasis or not chosen else "plain") for d in data.rows]
    base = marks.blank().encode(
        alt.X(
            "category:N",
            sort=None,
            scale=alt.Scale(domain=list(data.categories), padding=0.5),
            axis=_track(style, color),
        ),
        alt.Y("level:Q", scale=alt.Scale(domain=[-1, 1], nice=False, zero=False), axis=None),
    )
    dots = base.mark_point(shape="circle", filled=True, size=190, stroke=color, strokeWidth=3.5, opacity=1)
    durations = (
        Placement("strong", baseline="bottom", dy=-14, bold=True, color=color, role="figure"),
        Placement("plain", baseline="bottom", dy=-14, bold=True, color=style.muted, role="figure"),
    )
    return marks.finish(
        [dots.encode(color=alt.ColorValue(style.ground)), *marks.texts(base, rows, durations, style)], rows
    )


def _track(style: Style, color: str) -> alt.Axis:
    """Return the axis of names, lifted to the middle, its line the track that the dots stand on."""
    axis = marks.category_axis(style, line=True)
    axis.offset = alt.ExprRef(expr="-height / 2")
    axis.domainColor, axis.domainWidth, axis.labelPadding = color, 4, 16
    return axis

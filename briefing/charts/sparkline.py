"""Sparkline: a course without axes, for a table cell or a card. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from typing import Any

import altair as alt

from briefing.charts import marks, scale
from briefing.charts.checks import check_count, check_single, check_some
from briefing.charts.data import ChartData
from briefing.charts.marks import Placement
from briefing.document import Style

_MOST = 400


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return one line with its last point marked and printed; nothing else is said."""
    check_single(data, "迷你图（sparkline）", "请只选一个指标，或改用小图组（multiples）。")
    check_some(data, "迷你图（sparkline）")
    check_count(data.categories, _MOST, "迷你图（sparkline）", "请改用年度或季度数据。")
    last = next(row for row in reversed(data.rows) if row.value is not None)
    rows = [marks.row(row, last=row is last, place="right" if row is last and row.label else "") for row in data.rows]
    domain = scale.around(data.values, ticked=False, falling=data.falling)
    base = marks.blank().encode(
        alt.X("category:N", sort=None, scale=alt.Scale(domain=list(data.categories), padding=0), axis=None),
        alt.Y("value:Q", scale=marks.value_scale(domain), axis=None),
    )
    line = base.mark_line(invalid="break-paths-show-domains", strokeWidth=1.75, color=style.muted)
    dot = marks.only(base.mark_point(filled=True, opacity=1, size=40, color=color), "last", True)
    words = marks.texts(base, rows, (Placement("right", align="left", dx=6, bold=True),), style)
    return marks.finish([line, dot, *words], rows)

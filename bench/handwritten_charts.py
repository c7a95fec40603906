"""Chart rows in, a ReportLab drawing out: Altair, then vl-convert, then svglib."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import altair as alt
import pandas
import vl_convert
from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from svglib.svglib import svg2rlg

INK, MUTED, GREY = "#1F2933", "#5B6673", "#C3CAD3"
Content = dict[str, Any]


def draw_chart(block: Content, color: str) -> Flowable:
    """Draw a chart with Altair and bring it in as vectors."""
    rows = pandas.DataFrame(block["rows"]).fillna({"label": ""})
    layers = CHARTS.get(block["kind"], columns)(rows, color)
    chart = alt.layer(*layers).properties(width=340, height=34 * rows["category"].nunique())
    chart = chart.configure(font="Noto Sans SC").configure_view(stroke=None).configure_axis(labelFontSize=11)
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    drawing = svg2rlg(BytesIO(svg.encode()))
    assert drawing is not None
    factor = min(156 * mm / drawing.width, 190 / drawing.height)
    drawing.scale(factor, factor)
    drawing.width, drawing.height, drawing.hAlign = drawing.width * factor, drawing.height * factor, "CENTER"
    return drawing


def columns(rows: pandas.DataFrame, color: str) -> list[alt.Chart]:
    """Return upright bars, side by side where there are several series, with their values above."""
    base = alt.Chart(rows).encode(
        x=alt.X("category:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)), y=alt.Y("value:Q", axis=None)
    )
    names = list(rows["series"].unique())
    if len(names) == 1:
        return [base.mark_bar(size=48).encode(color=emphasis(color)), base.mark_text(dy=-7).encode(text="label:N")]
    base = base.encode(xOffset=alt.XOffset("series:N", sort=None))
    shades = alt.Scale(domain=names, range=[GREY] * (len(names) - 1) + [color])
    legend = alt.Legend(orient="top", title=None)
    bars = base.mark_bar().encode(color=alt.Color("series:N", sort=None, scale=shades, legend=legend))
    return [bars, base.mark_text(dy=-7).encode(text="label:N")]


def bars(rows: pandas.DataFrame, color: str) -> list[alt.Chart]:
    """Return horizontal bars with their values at the end."""
    base = lying(rows)
    text = base.mark_text(align="left", dx=4).encode(text="label:N")
    return [base.mark_bar().encode(color=emphasis(color)), text]


def bullets(rows: pandas.DataFrame, color: str) -> list[alt.Chart]:
    """Return horizontal bars inside the outline of the whole."""
    actual, whole = (lying(part) for _, part in rows.groupby("series", sort=False))
    text = actual.mark_text(align="right", dx=-5, color="white").encode(text="label:N")
    return [actual.mark_bar(color=color), whole.mark_bar(filled=False, stroke=INK), text]


def timeline(rows: pandas.DataFrame, color: str) -> list[alt.Chart]:
    """Return dots on a line, how long each step took above them."""
    base = alt.Chart(rows.assign(level=0)).encode(
        x=alt.X("category:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)), y=alt.Y("level:Q", axis=None)
    )
    dots = base.mark_point(size=190, filled=True, color=color)
    return [base.mark_line(color=color), dots, base.mark_text(dy=-18).encode(text="label:N")]


def lines(rows: pandas.DataFrame, color: str) -> list[alt.Chart]:
    """Return lines with their values at the points."""
    axis = alt.Axis(labelAngle=0)
    base = alt.Chart(rows).encode(x=alt.X("category:N", sort=None, title=None, axis=axis), y=alt.Y("value:Q"))
    base = base.encode(color=alt.Color("series:N", sort=None, scale=alt.Scale(range=[color, MUTED, GREY])))
    return [base.mark_line(point=True), base.mark_text(dy=-8).encode(text="label:N")]


def lying(rows: pandas.DataFrame) -> alt.Chart:
    axis = alt.Axis(labelLimit=0, ticks=False, domain=False)
    return alt.Chart(rows).encode(
        y=alt.Y("category:N", sort=None, title=None, axis=axis), x=alt.X("value:Q", axis=None, stack=None)
    )


def emphasis(color: str) -> Any:
    return alt.condition("datum.emphasis", alt.value(color), alt.value(GREY))


CHARTS: Mapping[str, Callable[[pandas.DataFrame, str], list[alt.Chart]]] = {
    "column": columns,
    "bar": bars,
    "bullet": bullets,
    "timeline": timeline,
    "line": lines,
    "slope": lines,
}

"""Progress against the pace (序时进度): chart data in, Vega-Lite spec out. Shares of the plan in per cent."""

from __future__ import annotations

from typing import Any

import altair as alt

from briefing.charts import marks, palette, scale
from briefing.charts.checks import check_beside, check_pair, check_some
from briefing.charts.data import ChartData, Datum
from briefing.charts.marks import Placement, Row
from briefing.document import Style
from briefing.model.metrics import Light

SHAPES = {Light.GREEN: "●", Light.YELLOW: "▲", Light.RED: "■"}
"""A light is told by its shape and its word too, for those who do not see the colour, and on grey paper."""

_WHOLE = 100.0
_MANY, _SHARE, _LARGER_SHARE = 12, 0.55, 0.82
"""From so many bars on each takes more of its band, or the label in it would be higher than the bar."""
_ROOMY = 0.14
"""A bar of this share of the width holds its own label."""


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return one bar a category: the first series is what is done, the second what should be by now, both in per cent.

    The bar lies on a track as long as the plan; a line across it marks the pace, and a light stands at the right.
    """
    check_pair(data, "进度图（progress）", "完成和序时", "请给指标补上目标值和目标期。")
    check_some(data, "进度图（progress）")
    check_beside(data.categories, "进度图（progress）", most=20)
    domain = scale.Domain(min(0.0, *data.values), max(_WHOLE, *data.values))
    done, due = data.series
    known = data.by_key()
    rows = [_row(row, known.get((row.category, due)), domain) for row in data.rows if row.series == done]
    rows += [marks.row(row, at=row.value, place="") for row in data.rows if row.series == due]
    base = _encode(marks.blank(), data, domain, style)
    whole = [{"category": name, "series": data.words.target, "value": _WHOLE} for name in data.categories]
    track = alt.Chart(alt.InlineData(name="track", values=whole)).mark_bar(orient="horizontal", color=style.faint)
    ground = _encode(track, data, domain, style)
    bar = marks.only(base.mark_bar(orient="horizontal", color=color), "series", done)
    words = marks.texts(_encode(marks.blank(), data, domain, style, "at"), rows, _places(style, color), style)
    pace = [*_pace(base, due, style), *_pace_label(data, due, domain, style)]
    return marks.finish([ground, bar, *words, *pace, *_lights(data, style)], rows)


def _places(style: Style, color: str) -> tuple[Placement, ...]:
    return (
        Placement("inside", align="left", dx=6, bold=True, color=palette.readable_on(color, style)),
        Placement("outside", align="left", dx=6, bold=True),
    )


def _row(row: Datum, pace: Datum | None, domain: scale.Domain) -> Row:
    """Put the label at the foot of its bar, where no pace crosses it; of a short bar beyond its end and the pace."""
    value, room = row.value or 0.0, domain.span * _ROOMY
    place = "" if not row.label or row.value is None else "inside" if value >= room else "outside"
    due = pace.value if pace and pace.value is not None else value
    beyond = due if value < due < value + room else value
    return marks.row(row, at=0.0 if place == "inside" else max(beyond, 0.0), place=place)


def _encode(chart: alt.Chart, data: ChartData, domain: scale.Domain, style: Style, field: str = "value") -> alt.Chart:
    names = _names(data)
    return chart.encode(
        alt.Y("category:N", sort=None, scale=names, axis=marks.category_axis(style)),
        alt.X(f"{field}:Q", scale=marks.value_scale(domain), axis=None, stack=None),
        detail=alt.Detail("series:N"),
    )


def _names(data: ChartData) -> alt.Scale:
    share = _SHARE if len(data.categories) < _MANY else _LARGER_SHARE
    return marks.bands(data.categories, thickness=0.16, share=share)


def _pace(base: alt.Chart, due: str, style: Style) -> list[alt.Chart]:
    """Draw the pace as a line across each bar and a little beyond it."""
    line = base.mark_rule(color=style.ink, strokeWidth=2.5, yOffset=-3, y2Offset=3)
    line = line.encode(y=base.encoding.y.copy(), y2=alt.Y2("category", bandPosition=1))
    line.encoding.y.bandPosition = 0
    return [marks.only(line, "series", due)]


def _pace_label(data: ChartData, due: str, domain: scale.Domain, style: Style) -> list[alt.Chart]:
    """Print the pace once above its lines, where all bars have the same."""
    found = {(row.value, row.label) for row in data.rows if row.series == due}
    value, label = next(iter(found))
    if len(found) > 1 or not label or value is None:
        return []
    words = marks.aside({"at": value, "label": f"{due}{data.words.gap}{label}"}, "pace").mark_text(
        style="note", baseline="bottom", dy=-2, color=style.muted
    )
    place = alt.X("at:Q", scale=marks.value_scale(domain), axis=None)
    return [words.encode(place, y=marks.fixed(alt.YValue, 0), text=alt.Text("label:N"))]


def _lights(data: ChartData, style: Style) -> list[alt.Chart]:
    """Write shape and word of each light beyond the track."""
    colors = {Light.GREEN: style.green, Light.YELLOW: style.yellow, Light.RED: style.red}
    names = _names(data)
    layers = []
    for light, shape in SHAPES.items():
        rows = [
            {"category": row.category, "shape": shape, "word": data.words.light(light)}
            for row in data.rows
            if row.light is light
        ]
        if rows:
            chart = alt.Chart(alt.InlineData(name=f"light-{light.name.lower()}", values=rows))
            place = alt.Y("category:N", sort=None, scale=names, axis=marks.category_axis(style))
            sign = chart.mark_text(style="value", align="left", dx=8, color=colors[light])
            word = chart.mark_text(style="value", align="left", dx=24, color=style.ink)
            layers += [sign.encode(place, x=marks.fixed(alt.XValue, "width"), text=alt.Text("shape:N"))]
            layers += [word.encode(place, x=marks.fixed(alt.XValue, "width"), text=alt.Text("word:N"))]
    return layers

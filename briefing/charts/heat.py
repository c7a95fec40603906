"""Heat table: names × periods with lights or shades. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from typing import Any

import altair as alt

from briefing.charts import marks, palette
from briefing.charts.checks import check_beside, check_count, check_short
from briefing.charts.data import ChartData, Datum
from briefing.charts.progress import SHAPES
from briefing.document import Style
from briefing.errors import BriefingError
from briefing.model.metrics import Light

MOST_COLUMNS, _MOST_ROWS = 13, 20
_ACROSS, _LINES = 42, 3
"""How many characters the heads of all columns have room for together on a line, and how many lines they may take."""
NOTHING = "—"


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a cell for each series (down) and category (across): its light with a shape and its label or word.

    Without lights cells are shaded from light to dark by their values. Darker is worse, or more: grey paper shows it.
    """
    if not data.values and not any(row.light for row in data.rows):
        raise BriefingError("热力表（heat）没有一个数，也没有一盏灯。", hint="请检查所选指标和期间，或删去这张图。")
    check_count(data.categories, MOST_COLUMNS, "热力表（heat）的列", "请减少期间，或改用季度。")
    check_short(data.categories, "热力表（heat）的列", head_room(len(data.categories)))
    check_beside(data.series, "热力表（heat）的行", most=_MOST_ROWS)
    rows = _rows(data, style, color)
    across = alt.Axis(
        title=None, orient="top", labelAngle=0, labelLimit=0, labelColor=style.ink, ticks=False, domain=False
    )
    base = marks.blank().encode(
        alt.X("category:N", sort=None, scale=alt.Scale(domain=list(data.categories), padding=0), axis=across),
        alt.Y(
            "series:N",
            sort=None,
            scale=alt.Scale(domain=list(data.series), padding=0),
            axis=marks.category_axis(style),
        ),
    )
    cells = base.mark_rect(stroke=style.ground, strokeWidth=2).encode(color=alt.Color("ground:N", scale=None))
    words = base.mark_text(style="value").encode(text=alt.Text("printed:N"), color=alt.Color("ink:N", scale=None))
    return marks.finish([cells, words], rows)


def head_room(columns: int) -> int:
    """Return how many characters the head of each of so many columns may have."""
    return max(4, _ACROSS // columns) * _LINES


def _rows(data: ChartData, style: Style, color: str) -> list[marks.Row]:
    lit = any(row.light for row in data.rows)
    known = data.by_key()
    places = [(category, series) for series in data.series for category in data.categories]
    rows = []
    for category, series in places:
        row = known.get((category, series)) or Datum(category, series, None)
        ground = _light_ground(row.light, style) if lit else _shade(row.value, data, style, color)
        shape = f"{SHAPES[row.light]} " if row.light else ""
        word = row.label or (data.words.light(row.light) if row.light else NOTHING)
        ink = palette.readable_on(ground, style)
        rows.append(marks.row(row, ground=ground, ink=ink, printed=shape + word))
    return rows


def _light_ground(light: Light | None, style: Style) -> str:
    grounds = {
        Light.GREEN: palette.mix(style.green, style.ground, 0.18),
        Light.YELLOW: palette.mix(style.yellow, style.ground, 0.5),
        Light.RED: style.red,
    }
    return grounds[light] if light else style.faint


def _shade(value: float | None, data: ChartData, style: Style, color: str) -> str:
    if value is None:
        return style.faint
    low, high = min(data.values), max(data.values)
    share = (value - low) / (high - low) if high > low else 0.5
    return palette.mix(color, style.ground, 0.1 + 0.8 * (1 - share if data.falling else share))

"""Bullet chart: chart data in, Vega-Lite spec out. A bar for what is, in a frame as long as what was aimed at."""

from __future__ import annotations

from typing import Any

import altair as alt

from briefing.charts import marks, scale
from briefing.charts.checks import check_beside, check_pair, check_positive
from briefing.charts.data import ChartData, ChartWords, Datum
from briefing.charts.marks import Placement, Row
from briefing.document import Style

ROOMY = 0.2
"""A bar of this share of the width holds its own label."""


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return one bar a category: the first series is the actual value, the second the target or total."""
    check_pair(data, "子弹图（bullet）", "实际和目标", "请给出目标，或改用条形图（bar）。")
    check_positive(data, "子弹图（bullet）")
    check_beside(data.categories, "子弹图（bullet）")
    domain = scale.from_zero(data.values)
    rows = _rows(data, domain)
    base = _encode(marks.blank(), data, domain, style)
    actual, target = data.series
    bar = marks.only(base.mark_bar(orient="horizontal", color=color), "series", actual)
    frame = marks.only(
        base.mark_bar(orient="horizontal", filled=False, stroke=style.ink, strokeWidth=1.25), "series", target
    )
    words = marks.texts(base, rows, _places(style), style, field="printed")
    return marks.finish([bar, frame, *words], rows)


def _places(style: Style) -> tuple[Placement, ...]:
    return (
        Placement("inside", align="right", dx=-5, bold=True, color=style.ground),
        Placement("inside-plain", align="right", dx=-5, color=style.ground),
        Placement("outside", align="left", dx=5, bold=True),
        Placement("outside-plain", align="left", dx=5, color=style.muted),
    )


def _rows(data: ChartData, domain: scale.Domain) -> list[Row]:
    actual, target = data.series
    pairs = {(row.category, row.series): row for row in data.rows}
    rows = []
    for name in data.categories:
        done, aim = pairs.get((name, actual)), pairs.get((name, target))
        rows += [_actual_row(done, aim, domain, data.words)] if done else []
        rows += [_target_row(done, aim, domain, data.words)] if aim else []
    return rows


def _actual_row(done: Datum, aim: Datum | None, domain: scale.Domain, words: ChartWords) -> Row:
    inside = _value(done) < _value(aim) and _value(done) >= domain.span * ROOMY
    # A frame too short for its own label has it in brackets after the actual value.
    aside = _bracketed(aim, words) if aim and aim.label and _is_cramped(done, aim, domain) else ""
    shown = done.label and not (aim and _is_close(done, aim, domain))
    return marks.row(done, place=("inside" if inside else "outside") if shown else "", printed=done.label + aside)


def _target_row(done: Datum | None, aim: Datum, domain: scale.Domain, words: ChartWords) -> Row:
    place = "outside-plain" if _value(aim) > _value(done) else "inside-plain"
    shown = aim.label and not _is_cramped(done, aim, domain)
    if done and _is_close(done, aim, domain):
        return marks.row(aim, place="outside", printed=done.label + _bracketed(aim, words))
    return marks.row(aim, place=place if shown else "", printed=f"{aim.series}{words.gap}{aim.label}")


def _bracketed(aim: Datum, words: ChartWords) -> str:
    return f"{words.open}{aim.series}{words.gap}{aim.label}{words.close}"


def _is_cramped(done: Datum | None, aim: Datum, domain: scale.Domain) -> bool:
    return _value(aim) <= _value(done) and _value(aim) < domain.span * ROOMY


def _is_close(done: Datum, aim: Datum, domain: scale.Domain) -> bool:
    """Return whether a short bar ends so little before its frame that its label would run into the frame's."""
    room = domain.span * ROOMY
    short = bool(done.label and aim.label) and _value(done) < room
    return short and _value(done) < _value(aim) < _value(done) + room


def _value(datum: Datum | None) -> float:
    return (datum and datum.value) or 0.0


def _encode(chart: alt.Chart, data: ChartData, domain: scale.Domain, style: Style) -> alt.Chart:
    names = marks.bands(data.categories, thickness=0.16, share=0.55)
    return chart.encode(
        alt.Y("category:N", sort=None, scale=names, axis=marks.category_axis(style)),
        alt.X("value:Q", scale=marks.value_scale(domain), axis=None, stack=None),
        detail=alt.Detail("series:N"),
    )

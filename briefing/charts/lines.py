"""Line and slope charts: chart data in, Vega-Lite spec out. Lines are named at their end, not in a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from briefing.charts import arrows, marks, palette, scale
from briefing.charts.checks import check_below, check_count, check_short, check_some
from briefing.charts.data import ChartData, Datum, Key
from briefing.charts.marks import Placement, Row
from briefing.document import Style
from briefing.errors import BriefingError

FEW_POINTS = 12
"""Up to so many points of a single line are all labelled."""
LEADERS = 3
"""Up to so many lines are told apart by colour; of more, the emphasised ones (or else the first) lead."""
NAMED = 12
"""Up to so many lines are named at their end."""
GAP = 0.072
"""The least distance of two names, as a share of the plot's height: a line of text in a chart of usual height."""

_PLACES = (
    Placement("above", baseline="bottom", dy=-6),
    Placement("above-strong", baseline="bottom", dy=-6, bold=True),
    Placement("below", baseline="top", dy=6),
    Placement("below-strong", baseline="top", dy=6, bold=True),
    Placement("right", align="left", dx=7, role="note"),
    Placement("right-strong", align="left", dx=7, bold=True),
    Placement("left", align="right", dx=-7, role="note"),
    Placement("left-strong", align="right", dx=-7, bold=True),
)


@dataclass(frozen=True, slots=True)
class _Lines:
    """What the layers of one line chart share; `leading` are the series that are drawn strong and in colour."""

    data: ChartData
    style: Style
    colors: tuple[str, ...]
    leading: frozenset[str]
    domain: scale.Domain


def line(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return lines over the given categories; a missing value leaves a gap."""
    check_below(data.categories, "折线图（line）")
    single = len(data.series) == 1
    every = single and len(data.rows) <= FEW_POINTS and all(d.label for d in data.rows if d.value is not None)
    lines = _lines(data, style, color, ticked=not every)
    return _finish(lines, _each_labelled(lines) if every else _last_labelled(lines))


def slope(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return one line a series between two periods, labelled at both ends."""
    if len(data.categories) != 2:
        raise BriefingError(
            f"坡度图（slope）要有两个期间，现有{len(data.categories)}个。",
            hint="请改用折线图（line）或柱状图（column）。",
        )
    check_count(data.series, NAMED, "坡度图（slope）", "请用 limit 只列前几项。")
    check_below(data.categories, "坡度图（slope）")
    lines = _lines(data, style, color, ticked=False)
    rows = _last_labelled(lines)
    first = [row for row in rows if row["category"] == data.categories[0] and row["value"] is not None]
    ends = _spread_at([row["value"] for row in first], lines)
    for row, at in zip(first, ends, strict=True):
        row |= {
            "at": at,
            "place": _strong("left", lines, row["series"]) if row["label"] else "",
            "printed": row["label"],
        }
    return _finish(lines, [row | {"dot": row["value"] is not None} for row in rows])


def _lines(data: ChartData, style: Style, color: str, *, ticked: bool) -> _Lines:
    check_some(data, "折线图")
    if len(data.series) > 1:
        check_short(data.series, "折线图", 18)
    if data.falling and data.differences:
        raise BriefingError("位次越小越好，图上不画增减箭头。", hint="请把 annotate 改为 rank。")
    chosen = frozenset(row.series for row in data.rows if row.emphasis)
    if not chosen:
        chosen = frozenset(data.series if len(data.series) <= LEADERS else data.series[:1])
    colors = tuple(palette.latest_first(data.series, chosen, style, color))
    values = [*data.values, *(reference.value for reference in data.references)]
    domain = scale.around(values, ticked=ticked, falling=data.falling)
    lines = _Lines(data, style, colors, chosen, domain)
    return replace(lines, domain=arrows.with_room(domain, data, lambda key: _across(key, lines)))


def _across(key: Key, lines: _Lines) -> float:
    """Return where a point stands, as a share of the plot's width."""
    return lines.data.categories.index(key[0]) / max(len(lines.data.categories) - 1, 1)


def _each_labelled(lines: _Lines) -> list[Row]:
    """Label every point of a single line, below it in the valleys."""
    values = [datum.value for datum in lines.data.rows]
    last = max(index for index, value in enumerate(values) if value is not None)
    rows = []
    for index, datum in enumerate(lines.data.rows):
        side = "below" if is_valley(values, index) is not lines.data.falling else "above"
        place = "" if datum.value is None else side + ("-strong" if datum.emphasis or index == last else "")
        rows.append(_row(datum, lines, place=place, dot=datum.value is not None))
    return rows


def is_valley(values: Sequence[float | None], index: int) -> bool:
    """Return whether both neighbours of a value are higher, so that its label belongs below it."""
    here = values[index]
    near = [
        value for value in (*values[max(index - 1, 0) : index], *values[index + 1 : index + 2]) if value is not None
    ]
    return here is not None and len(near) == 2 and all(value > here for value in near)


def _last_labelled(lines: _Lines) -> list[Row]:
    """Name every line at its last point, with its value where it leads; the names are moved apart."""
    ends = {datum.series: datum for datum in lines.data.rows if datum.value is not None}
    named = [n for n in lines.data.series if n in ends and (n in lines.leading or len(lines.data.series) <= NAMED)]
    positions = _spread_at([ends[name].value or 0.0 for name in named], lines)
    at = dict(zip(named, positions, strict=True))
    rows = []
    for datum in lines.data.rows:
        if datum.series not in at or ends[datum.series] is not datum:
            rows.append(_row(datum, lines, dot=_is_alone(datum, lines.data)))
            continue
        printed = " ".join(part for part in (_name(datum, lines), datum.printed) if part)
        place = _strong("right", lines, datum.series) if printed else ""
        rows.append(_row(datum, lines, place=place, dot=True, at=at[datum.series], printed=printed))
    return rows


def _name(datum: Datum, lines: _Lines) -> str:
    return datum.series if len(lines.data.series) > 1 else ""


def _is_alone(datum: Datum, data: ChartData) -> bool:
    """Return whether a point has a gap on both sides, so that no line would show it."""
    values = {row.category: row.value for row in data.rows if row.series == datum.series}
    index = data.categories.index(datum.category)
    near = [
        values.get(name)
        for name in (*data.categories[max(index - 1, 0) : index], *data.categories[index + 1 : index + 2])
    ]
    return datum.value is not None and all(value is None for value in near)


def _strong(side: str, lines: _Lines, series: str) -> str:
    return f"{side}-strong" if series in lines.leading else side


def _spread_at(values: Sequence[float], lines: _Lines) -> list[float]:
    return scale.spread(values, GAP * lines.domain.span, lines.domain.low, lines.domain.high)


def _row(datum: Datum, lines: _Lines, **more: Any) -> Row:
    fields = {
        "leads": datum.series in lines.leading,
        "at": datum.value,
        "printed": datum.printed,
        "place": "",
        "dot": False,
    }
    return marks.row(datum, **fields | more)


def _finish(lines: _Lines, rows: list[Row]) -> dict[str, Any]:
    base = _encode(marks.blank(), lines, "value")
    label = _encode(marks.blank(), lines, "at")
    words = marks.texts(label, rows, _PLACES, lines.style, field="printed")
    layers = [*_paths(base, rows, lines), *_dots(base, rows, lines), *words]
    layers += marks.references(lines.data, lines.style, lines.domain, vertical=True)
    layers += arrows.arrows(lines.data, lines.style, lines.domain, lambda key: _across(key, lines))
    return marks.finish(layers, rows)


def _encode(chart: alt.Chart, lines: _Lines, field: str) -> alt.Chart:
    # Without padding the last point is at the plot's edge, so that the room its name takes does not depend on the size.
    names = alt.Scale(domain=list(lines.data.categories), padding=0)
    ticks = marks.value_axis(lines.domain, lines.data.digits, lines.style)
    axis = marks.category_axis(lines.style, line=True)
    return chart.encode(
        alt.X("category:N", sort=None, scale=names, axis=axis),
        alt.Y(f"{field}:Q", scale=marks.value_scale(lines.domain), axis=ticks),
        detail=alt.Detail("series:N"),
    )


def _paths(base: alt.Chart, rows: Sequence[Row], lines: _Lines) -> list[alt.Chart]:
    """Draw the grey lines first, so that the leading ones lie on top."""
    both = {row["leads"] for row in rows}
    widths = {False: 1.25, True: 2.5}
    return [
        marks.only(
            _colored(base.mark_line(invalid="break-paths-show-domains", strokeWidth=widths[leads]), lines),
            "leads",
            leads,
        )
        for leads in (False, True)
        if leads in both
    ]


def _dots(base: alt.Chart, rows: Sequence[Row], lines: _Lines) -> list[alt.Chart]:
    if not any(row["dot"] for row in rows):
        return []
    return [marks.only(_colored(base.mark_point(filled=True, opacity=1, size=36), lines), "dot", True)]


def _colored(chart: alt.Chart, lines: _Lines) -> alt.Chart:
    shades = alt.Scale(domain=list(lines.data.series), range=list(lines.colors))
    return chart.encode(color=alt.Color("series:N", sort=None, scale=shades, legend=None))

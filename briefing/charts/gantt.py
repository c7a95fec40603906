"""Gantt: projects on a time axis, done and planned. Chart data in, Vega-Lite spec out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from briefing.charts import marks, palette
from briefing.charts.checks import check_beside
from briefing.charts.data import ChartData, ChartWords, Datum
from briefing.charts.marks import Row
from briefing.document import Style
from briefing.errors import BriefingError

_MOST_TICKS = 7
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two ticks: parts of a year, then whole years."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """One project: planned from `start` to `due`, at work until `end`."""

    name: str
    start: date
    due: date | None
    end: date | None
    label: str

    @property
    def last(self) -> date:
        return max(day for day in (self.start, self.due, self.end) if day)


def build(data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return a bar a category from start to finish; the first series is the plan, the second what really happened.

    A bar is dark where work was done in time, pale where it is still planned, and black past its plan. What has started
    and not finished runs up to `today`, where that is given.
    """
    if len(data.series) > 2:
        raise BriefingError("甘特图（gantt）至多有两个系列：计划和实际。", hint="请检查项目的起止日期。")
    check_beside(data.categories, "甘特图（gantt）", most=20)
    bars = [bar for name in data.categories if (bar := _bar(data, name))]
    if not bars:
        raise BriefingError("甘特图（gantt）没有一个起止日期。", hint="请在项目表补开工和计划完成日期，或改用表格。")
    rows = [row for bar in bars for row in _pieces(bar, data.words)]
    states = [data.words.done, data.words.planned, data.words.late]
    shades = alt.Scale(domain=states, range=[color, palette.mix(color, style.ground, 0.32), style.ink])
    legend = marks.legend([name for name in states if any(row["piece"] == name for row in rows)])
    axis = _axes(data, bars, style)
    base = axis.put(marks.blank(), "start")
    drawn = base.mark_bar(orient="horizontal").encode(
        x2=alt.X2("finish"), color=alt.Color("piece:N", sort=None, scale=shades, legend=legend)
    )
    return marks.finish([drawn, *_ends(bars, axis, style), *_today(data, axis, style)], rows)


@dataclass(frozen=True, slots=True)
class _Axes:
    """Both axes of the chart: names down, days across from the first of a month to the first of another."""

    names: alt.Scale
    first: date
    last: date
    style: Style
    words: ChartWords

    def put(self, chart: alt.Chart, field: str) -> alt.Chart:
        return chart.encode(
            alt.Y("category:N", sort=None, scale=self.names, axis=marks.category_axis(self.style)),
            alt.X(f"{field}:T", scale=self.scale, axis=self.axis),
        )

    @property
    def scale(self) -> alt.Scale:
        # Days without a clock: in local time a day could be drawn as the one before.
        return alt.Scale(type="utc", domain=[_utc(self.first), _utc(self.last)], nice=False)

    @property
    def axis(self) -> alt.Axis:
        step = next((step for step in _STEPS if _months(self.first, self.last) / step <= _MOST_TICKS), _STEPS[-1])
        offset = -(self.first.year * 12 + self.first.month - 1) % step
        ticks = range(offset, _months(self.first, self.last) + 1, step)
        return alt.Axis(
            title=None,
            values=[_utc(_month(self.first, months)) for months in ticks],
            format=self.words.year if step >= 12 else self.words.month,
            ticks=False,
            domain=False,
            grid=True,
            gridColor=self.style.faint,
            labelColor=self.style.muted,
            labelFlush=False,
            labelOverlap=True,
        )


def _axes(data: ChartData, bars: list[_Bar], style: Style) -> _Axes:
    days = [day for bar in bars for day in (bar.start, bar.last)] + ([data.today] if data.today else [])
    names = marks.bands(data.categories, thickness=0.16, share=0.5)
    return _Axes(names, _month(min(days)), _month(max(days), 1), style, data.words)


def _bar(data: ChartData, name: str) -> _Bar | None:
    plan = data.by_key().get((name, data.series[0]))
    actual = data.by_key().get((name, data.series[1])) if len(data.series) > 1 else None
    start = next((row.start for row in (actual, plan) if row and row.start), None)
    if start is None:
        return None
    due = plan.finish if plan else None
    end = actual.finish if actual and actual.finish else None
    if end is None and actual and actual.start and data.today and data.today > actual.start:
        end = data.today
    if due is None and end is None:
        return None
    for day in (due, end):
        if day and day < start:
            raise BriefingError(f"甘特图（gantt）里“{name}”的完成日期早于开工日期。", hint="请更正项目表的日期。")
    label = next((row.printed for row in (actual, plan) if row and row.label), "")
    return _Bar(name, start, due, end, label)


def _pieces(bar: _Bar, words: ChartWords) -> Iterator[Row]:
    """Cut a bar where its state changes: done in time, done late, still planned."""
    due, end = bar.due, bar.end
    if end:
        yield _piece(bar, bar.start, min(end, due) if due else end, words.done)
    if end and due and end > due:
        yield _piece(bar, due, end, words.late)
    if due and (end is None or due > end):
        yield _piece(bar, end or bar.start, due, words.planned)


def _piece(bar: _Bar, start: date, finish: date, name: str) -> Row:
    row = marks.row(Datum(bar.name, name, None))
    return row | {"start": start.isoformat(), "finish": finish.isoformat(), "piece": name}


def _ends(bars: list[_Bar], axis: _Axes, style: Style) -> list[alt.Chart]:
    """Print each label beyond the end of its bar."""
    rows = [{"category": bar.name, "last": bar.last.isoformat(), "label": bar.label} for bar in bars if bar.label]
    if not rows:
        return []
    chart = alt.Chart(alt.InlineData(name="ends", values=rows))
    words = chart.mark_text(style="value", align="left", dx=5, color=style.ink)
    return [axis.put(words, "last").encode(text=alt.Text("label:N"))]


def _today(data: ChartData, axis: _Axes, style: Style) -> list[alt.Chart]:
    """Draw a dashed line at today, its label above it."""
    if data.today is None:
        return []
    base = marks.aside({"today": data.today.isoformat(), "label": data.today_label}, "today")
    place = alt.X("today:T", scale=axis.scale, axis=axis.axis)
    rule = base.mark_rule(color=style.ink, strokeWidth=1, strokeDash=[4, 3]).encode(place)
    words = base.mark_text(style="note", baseline="bottom", dy=-3, color=style.ink)
    return (
        [rule, words.encode(place, y=marks.fixed(alt.YValue, 0), text=alt.Text("label:N"))]
        if data.today_label
        else [rule]
    )


def _month(day: date, later: int = 0) -> date:
    """Return the first day of a day's month, or of one that many months later."""
    index = day.year * 12 + day.month - 1 + later
    return date(index // 12, index % 12 + 1, 1)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _utc(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)

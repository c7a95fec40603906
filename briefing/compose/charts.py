"""Charts: a template's words and data in, `Chart` blocks out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing import charts
from briefing.blocks import Chart, plain, text
from briefing.charts.data import ChartData
from briefing.compose import annotate, chartdata, courses, custom, fitting, light_board, schedules, standings
from briefing.compose.choice import Choice, chosen
from briefing.compose.context import Context
from briefing.compose.phrases import phrases
from briefing.compose.plots import Plot, axis, course, two_periods
from briefing.compose.plots import courses as periods_of
from briefing.errors import BriefingError, suggest
from briefing.model import wording
from briefing.model.language import Language
from briefing.model.period import Period
from briefing.model.series import Series
from briefing.template.schema import ChartSpec

_ALT_LONGEST = 300


def chart(spec: ChartSpec, context: Context, path: str) -> Chart | None:
    """Return the chart of a block, or None where the data have nothing that a chart would show better than words."""
    if spec.chart == "custom":
        return custom.chart(spec, context, path)
    if spec.of == "milestones":
        plot = chartdata.milestones(context, spec.project)
        return _block(spec, context, path, "timeline", plot) if plot else None
    if spec.of == "projects" or spec.chart == "gantt":
        plot = schedules.gantt(context, spec.limit)
        return _block(spec, context, path, "gantt", plot) if plot else None
    if spec.of == "entities":
        plot = light_board.board(spec, context)
        return _block(spec, context, path, "heat", plot) if plot else None
    _check(spec, context)
    choice = chosen(spec, context)
    if choice is None or (not choice.rows and choice.kind != "heat"):
        return None
    kind = choice.kind if spec.chart == "auto" else spec.chart
    if not fitting.fits(kind, choice, spec, context):
        return None
    plot = _plot(kind, choice, spec, context)
    return _block(spec, context, path, kind, plot) if plot else None


def _check(spec: ChartSpec, context: Context) -> None:
    """What a chart is asked to stress must exist, and a timeline has steps, not indicators."""
    data = context.book.dataset
    known = [*(i.id for i in data.indicators), *(e.id for e in data.entities)]
    if spec.emphasis is not None and spec.emphasis not in known:
        where = context.at("emphasis").where
        context.problems.add(where, f"没有“{spec.emphasis}”这个指标或地区。", suggest(spec.emphasis, known))
    if spec.chart == "timeline":
        context.problems.add(context.at("chart").where, "timeline 画的是项目节点。", "请写 of: milestones。")


def _block(spec: ChartSpec, context: Context, path: str, kind: str, plot: Plot) -> Chart | None:
    words = text(plot.title) if spec.title is None else context.at("title").set(spec.title)
    title, named = plain(words), tuple(span.figure for span in words if span.figure)
    plot = replace(plot, data=replace(plot.data, words=context.phrases.charts))
    try:
        drawn = charts.build(kind, plot.data, context.style, context.color)
    except BriefingError as error:
        context.problems.add(context.where, error.message, error.hint)
        return None
    return Chart(path, kind, title, drawn, alt(title, plot.data, context.language), (*named, *plot.figures), spec.only)


def alt(title: str, data: ChartData, language: Language = "zh") -> str:
    """Say in words what a chart shows: its title and its labelled numbers, as many as are still read out."""
    marks, others = wording.marks(language), phrases(language).and_others
    whole = f"{title}{marks.colon}{marks.semicolon.join(_said(data, language))}{marks.stop}"
    if len(whole) <= _ALT_LONGEST:
        return whole
    # Cut between two numbers: half a number would be another one.
    room = _ALT_LONGEST - len(others)
    kept = whole[:room].rpartition(marks.semicolon)[0]
    return f"{kept or whole[:room]}{others}"


def _said(data: ChartData, language: Language) -> list[str]:
    """Return each labelled number with its name, totals and changes; the names alone where nothing is labelled."""
    said, parts = phrases(language), list[str]()
    joint = " " if language == "en" else ""
    for datum in data.rows:
        if datum.printed or datum.light:
            name = " ".join(part for part in (datum.series, datum.category) if part).replace("\n", joint)
            light = said.light_of.format(wording.light_word(datum.light, language)) if datum.light else ""
            parts.append(" ".join(part for part in (name, datum.printed, light) if part))
    parts += [
        said.total_of.format(name, sum_) for name, sum_ in zip(data.categories, data.totals, strict=False) if sum_
    ]
    parts += [f"{difference.first[0]} {difference.label}" for difference in data.differences]
    return parts or list(data.categories)


def _plot(kind: str, choice: Choice, spec: ChartSpec, context: Context) -> Plot | None:
    rows, shown, wanted = choice.rows, choice.periods, _annotations(spec, kind)
    match kind:
        case "line":
            return _line(rows, shown, spec, wanted)
        case "column":
            return _column(rows, shown, spec, wanted)
        case "slope":
            return _slope(rows, two_periods(rows, shown), wanted)
        case "bullet":
            return chartdata.against_whole(context, rows)
        case "doughnut" | "pie":
            return chartdata.parts(rows)
        case "ranked" | "lollipop":
            return standings.ranked(context, rows, spec.limit, spec.emphasis, moves="rank" in wanted)
        case "progress":
            return standings.progress(context, rows, _left_out(rows, spec, context))
        case "heat":
            return standings.heat(context, rows, shown)
        case "dumbbell":
            return standings.dumbbell(rows, two_periods(rows, shown), wanted)
        case "scatter":
            return standings.scatter(context, rows, spec.emphasis)
        case "radar":
            return standings.radar(rows, shown)
        case _:
            return _over_time(kind, choice, spec, context)


def _left_out(rows: Sequence[Series], spec: ChartSpec, context: Context) -> int:
    """Return how many indicators that could be drawn against their pace a limit has cut off."""
    paces = [context.book.pace(fact.row) for fact in context.facts()]
    drawn = [state for row in rows if (state := context.book.pace(row)) and not state.ceiling]
    return 0 if spec.indicators is not None else sum(bool(p and not p.ceiling) for p in paces) - len(drawn)


def _over_time(kind: str, choice: Choice, spec: ChartSpec, context: Context) -> Plot | None:
    rows, shown = choice.rows, choice.periods
    match kind:
        case "stacked" | "area":
            return courses.stacked(kind, rows, shown, _annotations(spec, kind))
        case "share":
            return courses.share(rows, shown)
        case "combo":
            return courses.combo(rows, shown)
        case "waterfall":
            return courses.waterfall(context, rows, shown)
        case "multiples":
            return courses.multiples(rows, shown, spec.emphasis, spec.columns or 0)
        case "sparkline":
            return courses.sparkline(rows, shown)
        case _:
            return chartdata.levels(rows, spec.emphasis)


def _annotations(spec: ChartSpec, kind: str) -> tuple[str, ...]:
    """Return what is drawn over a chart: as the template says, else moves in rank beside slopes of ranks."""
    if spec.annotate is not None:
        return spec.annotate
    return ("rank",) if kind == "slope" else ()


def _line(rows: Sequence[Series], shown: Sequence[Period], spec: ChartSpec, wanted: Sequence[str]) -> Plot:
    plot = chartdata.lines(rows, shown, spec.emphasis)
    if len(rows) > 1 or not wanted:
        return plot
    return annotate.line(plot, rows[0], axis(rows, shown), wanted)


def _slope(rows: Sequence[Series], shown: Sequence[Period], wanted: Sequence[str]) -> Plot:
    plot = chartdata.periods(rows, shown, by_period=False)
    return annotate.moves(plot, rows, shown) if wanted else plot


def _column(rows: Sequence[Series], shown: Sequence[Period], spec: ChartSpec, wanted: Sequence[str]) -> Plot:
    """Columns at several periods, or over the whole course of a single row; without any, the current values."""
    times = tuple(shown)
    if not times and len(rows) == 1 and len(course(rows[0])) > 1:
        times = tuple(periods_of(rows, ()))
    if not times:
        return chartdata.levels(rows, spec.emphasis)
    plot = chartdata.periods(rows, times, by_period=True)
    return annotate.columns(plot, rows, times, wanted) if wanted and len(times) > 1 else plot

"""Series in, chart rows out: values scaled and rounded exactly as the text prints them, with the printed strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from briefing.charts.data import Datum
from briefing.compose.context import Context
from briefing.compose.phrases import phrases
from briefing.compose.plots import Made, Plot, axis, datum, leads, name_of, period_names, plotted, title_of
from briefing.errors import suggest
from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.model.metrics import HUNDRED
from briefing.model.period import Period
from briefing.model.records import Milestone, Project
from briefing.model.series import Series
from briefing.template.text import withheld

_MOST_MILESTONES = 6


def lines(rows: Sequence[Series], shown: Sequence[Period], emphasis: str | None) -> Plot:
    """Return lines over time; the first row (or the named one) leads, and only last values are printed for several."""
    times = axis(rows, shown)
    names = period_names(times)
    few = len(rows) == 1 and len(times) <= 12
    made = [
        datum(
            row,
            row.at(period),
            names[period],
            name_of(row, rows),
            leads(row, rows, emphasis),
            few or period == times[-1],
        )
        for row in rows
        for period in times
    ]
    return plotted(title_of(rows), made, rows)


def periods(rows: Sequence[Series], shown: Sequence[Period], *, by_period: bool) -> Plot:
    """Return every row at each of some periods; for columns the periods are the series, for slopes the categories.

    The columns of a single row are named by their periods: no legend has to say which is which.
    """
    if by_period and len(rows) == 1:
        names = period_names(shown)
        made = [datum(rows[0], rows[0].at(p), names[p], "", p == shown[-1]) for p in shown]
        return plotted(title_of(rows), made, rows)
    made = []
    for row in rows:
        for period in shown:
            name = name_of(row, rows)
            category, series = (name, period.brief) if by_period else (period.brief, name)
            made.append(datum(row, row.at(period), category, series, period == shown[-1]))
    return plotted(title_of(rows), made, rows)


def levels(rows: Sequence[Series], emphasis: str | None) -> Plot:
    """Return the current value of each row: largest first with the first emphasised, or as given with the named one.

    Where units differ, each label carries its own.
    """
    league = len({row.indicator.id for row in rows}) == 1 and len(rows) > 1
    ordered = rows if league or emphasis else sorted(rows, key=lambda row: -_current(row))
    leader = next((row for row in ordered if emphasis in {row.indicator.id, row.entity.id}), ordered[0])
    mixed = len({row.current.period for row in rows if row.current}) > 1
    made = [datum(row, row.current, _dated(row, rows, mixed), "", row is leader) for row in ordered]
    if len({row.unit for row in rows}) > 1:
        made = [(replace(each, label=figure.text), figure) if figure else (each, None) for each, figure in made]
    return plotted(title_of(rows), made, rows)


def _dated(row: Series, rows: Sequence[Series], mixed: bool) -> str:
    """Name a row, with its period under the name where the values are of different periods."""
    name = name_of(row, rows)
    return phrases(row.language).dated.format(name, row.current.period.brief) if mixed and row.current else name


def _current(row: Series) -> Decimal:
    return row.current.value if row.current and row.current.value is not None else Decimal(0)


def against_whole(context: Context, rows: Sequence[Series]) -> Plot:
    """Return actual values against their targets where all have one, else against the whole (100 %)."""
    targeted = all(row.indicator.target is not None for row in rows)
    if not targeted and any(row.unit not in {"%", "％"} for row in rows):
        context.problems.add(context.where, "bullet 要有目标值，或单位是 %。", "请在指标表补目标值，或改用 bar。")
    made: list[tuple[Datum, Figure | None]] = []
    said = context.phrases
    for row in rows:
        name = name_of(row, rows)
        made.append(_done(context, row, name) if targeted else datum(row, row.current, name, said.actual))
        goal = printing.target(row) if targeted else None
        whole = Datum(name, said.whole, float(HUNDRED))
        aim = Datum(name, said.target, float(goal.rounded), goal.bare) if goal else whole
        made.append((aim, goal))
    return plotted(title_of(rows), made, rows)


def _done(context: Context, row: Series, name: str) -> Made:
    """Return what is held against a row's target; a Problem where its values are not of the target's time."""
    state, actual = context.book.pace(row), context.phrases.actual
    if state is None:
        message = f"“{row.name}”没有与目标同期的数，不能和目标比。"
        context.problems.add(context.where, message, "请补齐目标期内各月的数或累计数，或改用 bar。")
        return Datum(name, actual, None), None
    if len(state.sources) == 1:
        return datum(row, state.sources[0], name, actual)
    figure = printing.achieved(row, state)
    return Datum(name, actual, float(figure.rounded), figure.bare), figure


def parts(rows: Sequence[Series]) -> Plot:
    """Return parts of a whole: the rows themselves, or one share and the rest up to 100 %."""
    made = [datum(row, row.current, name_of(row, rows), "", row is rows[0]) for row in rows]
    figure = made[0][1]
    if len(rows) == 1 and rows[0].is_rate and figure:
        made.append((Datum(phrases(rows[0].language).remaining, "", float(HUNDRED - figure.rounded)), None))
    return plotted(title_of(rows), made, rows)


def milestones(context: Context, project: str | None) -> Plot | None:
    """Return the steps of one project with how long each took."""
    chosen = timed_steps(context, project)
    if chosen is None:
        return None
    owner, steps = chosen
    language = context.language
    made = [
        (Datum(step.name, "", float(order), duration(step, language)), days(step, language))
        for order, step in enumerate(steps, 1)
    ]
    return plotted(context.phrases.steps_of.format(owner.name), made, ())


def timed_steps(context: Context, project: str | None) -> tuple[Project, list[Milestone]] | None:
    """Return the named project, or the one with most steps whose time is known, with these steps; None below two."""
    data = context.book.dataset
    mine = {p.id: p for p in data.projects if context.theme is None or p.theme == context.theme.id}
    if project is not None and (reason := data.gaps.reason("project", project)):
        context.problems.add(context.at("project").where, *withheld("项目", project, reason))
        return None
    if project is not None and project not in mine:
        context.problems.add(context.at("project").where, f"没有“{project}”这个项目。", suggest(project, mine))
        return None
    timed = {id_: [m for m in data.milestones if m.project == id_ and duration(m, context.language)] for id_ in mine}
    chosen = project or max(timed, key=lambda id_: len(timed[id_]), default="")
    steps = timed.get(chosen, [])[:_MOST_MILESTONES]
    return (mine[chosen], steps) if len(steps) > 1 else None


def duration(step: Milestone, language: Language) -> str:
    """Return how long a step took, as printed: `49天`, or the source's own measure (半年); empty if unknown."""
    figure = days(step, language)
    if figure is not None:
        return figure.text
    return step.note if step.note.endswith(phrases(language).durations) else ""


def days(step: Milestone, language: Language) -> Figure | None:
    """Return how many days a step took, as a figure, where that is known."""
    if step.days is None:
        return None
    id_, unit = f"{step.project}/milestone/{step.name}/days", printing.units(language).days
    return printing.make(id_, "days", step.name, Decimal(step.days), 0, unit, (step.origin,), language=language)

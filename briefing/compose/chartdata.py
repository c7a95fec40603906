"""Series in, chart rows out: values scaled and rounded exactly as the text prints them, with the printed strings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.charts.data import ChartData, Datum
from briefing.compose.context import Context
from briefing.errors import suggest
from briefing.model import printing
from briefing.model.figure import Figure, decimals
from briefing.model.metrics import HUNDRED
from briefing.model.period import Period
from briefing.model.records import Milestone, Observation, Project
from briefing.model.series import Series

_REST = "其余"
_MOST_MILESTONES = 6


@dataclass(frozen=True, slots=True)
class Plot:
    """What one chart draws: its title with the unit, its rows, and the figures its labels print."""

    title: str
    data: ChartData
    figures: tuple[Figure, ...]


def course(row: Series) -> tuple[Observation, ...]:
    """Return the observations of the current one's kind, which alone can stand on one time axis.

    A cumulative figure may stand beside other cumulative ones, whose years start again.
    """
    if row.current is None:
        return ()
    return tuple(o for o in row.observations if o.period.kind == row.current.period.kind)


def lines(context: Context, rows: Sequence[Series], emphasis: str | None) -> Plot:
    """Return lines over time; the first row (or the named one) leads, and only last values are printed for several."""
    periods = sorted({o.period for row in rows for o in course(row)})
    one_year = len({period.year for period in periods}) == 1
    names = {period: (period.short_label if one_year else period.label) for period in periods}
    few = len(rows) == 1 and len(periods) <= 12
    made = [
        _datum(
            row,
            row.at(period),
            names[period],
            _name(context, row, rows),
            _leads(row, rows, emphasis),
            few or period == periods[-1],
        )
        for row in rows
        for period in periods
    ]
    return _plot(_title(context, rows), made, rows)


def _leads(row: Series, rows: Sequence[Series], emphasis: str | None) -> bool:
    return row.indicator.id == emphasis if emphasis else row is rows[0]


def periods(context: Context, rows: Sequence[Series], shown: Sequence[Period], *, by_period: bool) -> Plot:
    """Return every row at each of some periods; for columns the periods are the series, for slopes the categories."""
    made = []
    for row in rows:
        for period in shown:
            name = _name(context, row, rows)
            category, series = (name, period.label) if by_period else (period.label, name)
            made.append(_datum(row, row.at(period), category, series, period == shown[-1]))
    return _plot(_title(context, rows), made, rows)


def levels(context: Context, rows: Sequence[Series], emphasis: str | None) -> Plot:
    """Return the current value of each row: largest first with the first emphasised, or as given with the named one.

    Where units differ, each label carries its own.
    """
    league = len({row.indicator.id for row in rows}) == 1 and len(rows) > 1
    ordered = rows if league or emphasis else sorted(rows, key=lambda row: -_current(row))
    leader = next((row for row in ordered if emphasis in {row.indicator.id, row.entity.id}), ordered[0])
    mixed = len({row.current.period for row in rows if row.current}) > 1
    made = [_datum(row, row.current, _dated(context, row, rows, mixed), "", row is leader) for row in ordered]
    if len({row.unit for row in rows}) > 1:
        made = [(replace(datum, label=figure.text), figure) if figure else (datum, None) for datum, figure in made]
    return _plot(_title(context, rows), made, rows)


def _dated(context: Context, row: Series, rows: Sequence[Series], mixed: bool) -> str:
    """Name a row, with its period under the name where the values are of different periods."""
    name = _name(context, row, rows)
    return f"{name}\n{row.current.period.label}" if mixed and row.current else name


def _current(row: Series) -> Decimal:
    return row.current.value if row.current and row.current.value is not None else Decimal(0)


def against_whole(context: Context, rows: Sequence[Series]) -> Plot:
    """Return actual values against their targets where all have one, else against the whole (100 %)."""
    targeted = all(row.indicator.target is not None for row in rows)
    if not targeted and any(row.unit not in {"%", "％"} for row in rows):
        context.problems.add(context.where, "bullet 要有目标值，或单位是 %。", "请在指标表补目标值，或改用 bar。")
    made: list[tuple[Datum, Figure | None]] = []
    for row in rows:
        name = _name(context, row, rows)
        made.append(_datum(row, row.current, name, "实际"))
        goal = printing.target(row) if targeted else None
        aim = Datum(name, "目标", float(goal.rounded), goal.bare) if goal else Datum(name, "全部", float(HUNDRED))
        made.append((aim, goal))
    return _plot(_title(context, rows), made, rows)


def parts(context: Context, rows: Sequence[Series]) -> Plot:
    """Return parts of a whole: the rows themselves, or one share and the rest up to 100 %."""
    made = [_datum(row, row.current, _name(context, row, rows), "", row is rows[0]) for row in rows]
    if len(rows) == 1 and rows[0].is_rate and made[0][0].value is not None:
        made.append((Datum(_REST, "", 100 - made[0][0].value), None))
    return _plot(_title(context, rows), made, rows)


def milestones(context: Context, project: str | None) -> Plot | None:
    """Return the steps of one project with how long each took."""
    chosen = timed_steps(context, project)
    if chosen is None:
        return None
    owner, steps = chosen
    made = [(Datum(step.name, "", float(order), duration(step)), days(step)) for order, step in enumerate(steps, 1)]
    return _plot(f"{owner.name}建设节点用时", made, ())


def timed_steps(context: Context, project: str | None) -> tuple[Project, list[Milestone]] | None:
    """Return the named project, or the one with most steps whose time is known, with these steps; None below two."""
    data = context.book.dataset
    mine = {p.id: p for p in data.projects if context.theme is None or p.theme == context.theme.id}
    if project is not None and project not in mine:
        context.problems.add(context.at("project").where, f"没有“{project}”这个项目。", suggest(project, mine))
        return None
    timed = {id_: [m for m in data.milestones if m.project == id_ and duration(m)] for id_ in mine}
    chosen = project or max(timed, key=lambda id_: len(timed[id_]), default="")
    steps = timed.get(chosen, [])[:_MOST_MILESTONES]
    return (mine[chosen], steps) if len(steps) > 1 else None


def duration(step: Milestone) -> str:
    """Return how long a step took, as printed: `49天`, or the source's own measure (半年); empty if unknown."""
    if step.days is not None:
        return f"{step.days}天"
    return step.note if step.note.endswith(("年", "月", "天", "日", "周")) else ""


def days(step: Milestone) -> Figure | None:
    """Return how many days a step took, as a figure, where that is known."""
    if step.days is None:
        return None
    id_ = f"{step.project}/milestone/{step.name}/days"
    return printing.make(id_, "days", step.name, Decimal(step.days), 0, "天", (step.origin,))


def _datum(
    row: Series,
    observation: Observation | None,
    category: str,
    series: str,
    emphasis: bool = False,
    labelled: bool = True,
) -> tuple[Datum, Figure | None]:
    if observation is None or observation.value is None:
        return Datum(category, series, None, "", emphasis), None
    figure = printing.value(row, observation)
    value = float(figure.rounded)
    return Datum(category, series, value, figure.bare if labelled else "", emphasis), figure if labelled else None


def _plot(title: str, made: Iterable[tuple[Datum, Figure | None]], rows: Sequence[Series]) -> Plot:
    pairs = list(made)
    figures = tuple(figure for _, figure in pairs if figure)
    digits = max((decimals(figure.rounded) for figure in figures), default=0)
    unit = rows[0].unit if rows else ""
    falling = bool(rows) and all(row.is_rank for row in rows)
    return Plot(title, ChartData(tuple(datum for datum, _ in pairs), unit, digits, falling=falling), figures)


def _name(context: Context, row: Series, rows: Sequence[Series]) -> str:
    """Name a row in its chart: by entity in a league, by indicator else, by both where both differ."""
    indicators = {other.indicator.id for other in rows}
    entities = {other.entity.id for other in rows}
    if len(entities) > 1:
        return row.entity.name if len(indicators) == 1 else f"{row.entity.name}{row.name}"
    return row.name


def _title(context: Context, rows: Sequence[Series]) -> str:
    """Name what a chart shows, with the unit and, where all values are of one period, that period."""
    names = list(dict.fromkeys(row.name for row in rows))
    subject = names[0] if len(names) == 1 else f"{names[0]}等{len(names)}项指标" if len(names) > 2 else "与".join(names)
    shown = {row.current.period for row in rows if row.current}
    ended = len(shown) == 1 and len(rows) > 1 and len({r.entity.id for r in rows}) > 1
    period = f"，{next(iter(shown)).label}" if ended else ""
    units = list(dict.fromkeys(_unit(row) for row in rows))
    return f"{subject}（{'、'.join(units)}{period}）"


def _unit(row: Series) -> str:
    return "位次" if row.is_rank else row.unit

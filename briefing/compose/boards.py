"""Boards: tables of projects with their steps, and of honours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from briefing.blocks import Cell, Column, Row, Table, Text, text
from briefing.compose.chartdata import days, duration
from briefing.compose.context import Context, titled
from briefing.model import printing, wording
from briefing.model.dates import date_words
from briefing.model.figure import decimals
from briefing.model.records import Highlight, Milestone, Project, ProjectStatus
from briefing.template.schema import TableSpec

NOTHING = "—"
STATUS_ORDER: tuple[ProjectStatus, ...] = ("completed", "started", "in_progress", "planned", "delayed")


def projects(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return projects with their state and steps; columns that no project fills are left out."""
    wanted = [p for p in context.book.dataset.projects if _belongs(context, p.theme)]
    wanted = [p for p in wanted if not spec.status or p.status in spec.status]
    shown = wanted[: spec.limit] if spec.limit else wanted
    if len(shown) < spec.least:
        return None
    steps = {p.id: _steps(context, p) for p in shown}
    said = context.phrases
    extra = [column for column in _project_columns(context) if any(column[2](p) for p in shown)]
    if all(name == said.status for name, _, _ in extra) and sum(map(bool, steps.values())) * 3 < len(shown):
        return _gathered(spec, context, path, shown)
    with_theme = context.theme is None
    columns = [Column(said.project, weight=3), *([Column(said.theme, weight=1.4)] if with_theme else [])]
    columns += [Column(name, weight=weight) for name, weight, _ in extra]
    columns += [Column(said.milestones, weight=4)] if any(steps.values()) else []
    body = []
    for project in shown:
        names = [project.name, *([context.book.dataset.theme(project.theme).name] if with_theme else [])]
        cells = [Cell(text(name)) for name in names]
        cells += [Cell(cell(project) or text(NOTHING)) for _, _, cell in extra]
        cells += [Cell(steps[project.id] or text(NOTHING))] if any(steps.values()) else []
        body.append(Row(tuple(cells)))
    return Table(
        path, titled(spec.title, context, context.phrases.project_board), tuple(columns), tuple(body), only=spec.only
    )


def _gathered(spec: TableSpec, context: Context, path: str, shown: Sequence[Project]) -> Table:
    """Return projects of which little more than the state is known: a row a state, or a theme and state, with names."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for status in (*STATUS_ORDER, None):
        for project in shown:
            if project.status == status:
                state = context.status(status) if status else NOTHING
                theme = () if context.theme else (context.book.dataset.theme(project.theme).name,)
                groups.setdefault((*theme, state), []).append(project.name)
    order = [theme.name for theme in context.book.dataset.themes]
    keys = sorted(groups, key=lambda key: order.index(key[0]) if context.theme is None else 0)
    columns = [
        *([] if context.theme else [Column(context.phrases.theme, weight=1.6)]),
        Column(context.phrases.status, weight=1.6),
        Column(context.phrases.project, weight=8),
    ]
    item = context.marks.item
    rows = tuple(Row(tuple(Cell(text(part)) for part in (*key, item.join(groups[key])))) for key in keys)
    return Table(path, titled(spec.title, context, context.phrases.project_board), tuple(columns), rows, only=spec.only)


def _belongs(context: Context, theme: str) -> bool:
    return context.theme is None or context.theme.id == theme


def _investment(context: Context, project: Project) -> Text:
    if project.investment is None:
        return ()
    id_ = f"project/{project.id}/investment"
    name, digits = context.phrases.investment_of.format(project.name), decimals(project.investment)
    amount, origins, language = project.investment, (project.origin,), context.language
    return text(printing.make(id_, "value", name, amount, digits, project.unit, origins, language=language))


def _progress(context: Context, project: Project) -> Text:
    if project.progress is None:
        return ()
    id_, name = f"project/{project.id}/progress", context.phrases.progress_of.format(project.name)
    digits, origins, language = decimals(project.progress), (project.origin,), context.language
    return text(printing.make(id_, "progress", name, project.progress, digits, "%", origins, language=language))


def _project_columns(context: Context) -> tuple[tuple[str, float, Callable[[Project], Text]], ...]:
    """Return what may be said of projects: the head of each column, its weight, and its cells."""
    said, language = context.phrases, context.language
    return (
        (said.department, 2.0, lambda project: text(project.department)),
        (said.investment, 1.4, partial(_investment, context)),
        (said.status, 1.4, lambda project: text(context.status(project.status)) if project.status else ()),
        (said.progress, 1.2, partial(_progress, context)),
        (said.planned_finish, 1.6, lambda project: text(date_words(project.planned_finish, language))),
        (said.actual_finish, 1.6, lambda project: text(date_words(project.actual_finish, language))),
    )


def _steps(context: Context, project: Project) -> Text:
    """List the steps of a project, each with its time where that is known: `集中签约（57天）`.

    Outside a theme, where all projects stand together, only the steps still ahead are listed.
    """
    parts: list[Text] = []
    for step in context.book.dataset.milestones:
        if step.project == project.id and (context.theme is not None or (step.planned and not step.actual)):
            time, marks = _time(context, step), context.marks
            inside = (marks.open, time, marks.close) if time else ()
            parts.append(text(marks.item if parts else "", step.name, *inside))
    return tuple(span for part in parts for span in part)


def _time(context: Context, step: Milestone) -> Text:
    language = context.language
    figure = days(step, language)
    if figure:
        return text(figure)
    planned = context.phrases.planned_at.format(date_words(step.planned, language)) if step.planned else ""
    return text(duration(step, language) or date_words(step.actual, language) or planned)


def highlights(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return honours, firsts, pilots and cases, grouped by theme where several themes are shown."""
    shown: list[Row] = []
    for theme in context.themes():
        mine = [item for item in context.book.dataset.highlights if item.theme == theme.id]
        if mine and context.theme is None:
            shown.append(Row((Cell(text(theme.name)),), group=True))
        shown += [Row(tuple(Cell(text(part)) for part in _highlight(context, item))) for item in mine]
    shown = shown[: spec.limit] if spec.limit else shown
    if not shown:
        return None
    said = context.phrases
    columns = (
        Column(said.content, weight=7),
        Column(said.kind, weight=1.4),
        Column(said.level, weight=1.2),
        Column(said.time, weight=2),
    )
    return Table(path, titled(spec.title, context, said.honours), columns, tuple(shown), only=spec.only)


def _highlight(context: Context, item: Highlight) -> tuple[str, str, str, str]:
    tongue = wording.tongue(context.language)
    kind = tongue.KINDS[item.kind] if item.kind else NOTHING
    level = tongue.LEVELS[item.level] if item.level else NOTHING
    return item.text, kind, level, date_words(item.date, context.language) or NOTHING

"""The board of projects (项目进度展板): data in, a table with progress, lights and steps out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from briefing.blocks import Cell, Column, Progress, Row, Table, Text, text
from briefing.compose.chartdata import days, duration
from briefing.compose.context import Context, say, titled
from briefing.compose.counts import (
    WORST_FIRST,
    Lit,
    count,
    light_within,
    lights,
    listed,
    only_listed,
    said_lit,
    selection,
)
from briefing.compose.phrases import filled
from briefing.model import pace_wording
from briefing.model.dates import date_words, day_words, last_day
from briefing.model.figure import Figure
from briefing.model.metrics import HUNDRED, Light
from briefing.model.project_pace import ProjectPace
from briefing.model.records import Milestone, Project, ProjectStatus
from briefing.template.schema import TableSpec

NOTHING = "—"
STATUS_ORDER: tuple[ProjectStatus, ...] = ("completed", "started", "in_progress", "planned", "delayed")


@dataclass(frozen=True, slots=True)
class Stand:
    """A project with where it stands against its plan."""

    project: Project
    pace: ProjectPace

    @property
    def light(self) -> Light | None:
        return self.pace.light


Stands = Sequence[Stand]
Maker = Callable[[Stand], Cell | None]
"""What a column prints of a project; None for nothing."""


def selected(spec: TableSpec, context: Context) -> tuple[Stand, ...]:
    """Return the projects that a board is about, in its order, before its limit."""
    wanted = [p for p in context.book.dataset.projects if context.theme is None or p.theme == context.theme.id]
    stands = [Stand(p, context.book.project_pace(p)) for p in wanted if not spec.status or p.status in spec.status]
    named = {light.name.lower() for light in Light}.intersection(spec.lights)
    kept = [each for each in stands if not named or (each.light and each.light.name.lower() in named)]
    return tuple(sorted(kept, key=_order(spec, context)))


def _order(spec: TableSpec, context: Context) -> Callable[[Stand], tuple[float, ...]]:
    """Return the key of an order; what is alike stays as the data list it."""
    themes = [theme.id for theme in context.book.dataset.themes]
    match spec.sort:
        case "light":
            return worst_first
        case "finish":
            ends = {p.id: last_day(p.planned_finish) for p in context.book.dataset.projects}
            return lambda each: (0, end.toordinal()) if (end := ends[each.project.id]) else (1,)
        case "theme":
            return lambda each: (themes.index(each.project.theme),)
        case "data":
            return lambda each: ()


def worst_first(stand: Stand) -> tuple[float, ...]:
    """Return the key of an order by light; of one light the longest overdue is first, then the furthest behind."""
    light = WORST_FIRST.index(stand.light) if stand.light else len(WORST_FIRST)
    return light, -stand.pace.overdue, -float(stand.pace.behind or 0)


def is_lit(stands: Stands) -> bool:
    """Whether lights say more than that projects are completed."""
    return any(each.light and each.pace.standing != "completed" for each in stands)


def projects(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return projects with their state and steps; columns that no project fills are left out."""
    wanted = selected(spec, context)
    shown = wanted[: spec.limit] if spec.limit else wanted
    if not shown or len(shown) < spec.least:
        return None
    lit = is_lit(shown)
    made = [(column, cell) for column, cell in _columns(spec, context, shown, lit) if any(map(cell, shown))]
    if not lit and _says_little(context, shown) and spec.group == "none":
        return _gathered(spec, context, path, [each.project for each in shown])
    rows = [
        row
        for heading, group in _groups(spec, context, shown)
        for row in (*heading, *(_row(each, [cell for _, cell in made]) for each in group))
    ]
    note = lights_note(context) if lit else ""
    columns = tuple(column for column, _ in made)
    title = titled(spec.title, context, context.phrases.project_board)
    return Table(path, title, columns, tuple(rows), note, only=spec.only)


def _row(stand: Stand, makers: Sequence[Maker]) -> Row:
    return Row(tuple(make(stand) or Cell(text(NOTHING)) for make in makers))


def _columns(spec: TableSpec, context: Context, shown: Stands, lit: bool) -> Iterator[tuple[Column, Maker]]:
    data, said, language = context.book.dataset, context.phrases, context.language
    yield Column(said.project, weight=3), lambda each: Cell(text(each.project.name))
    if context.theme is None and spec.group != "theme":
        yield Column(said.theme, weight=1.4), lambda each: Cell(text(data.theme(each.project.theme).name))
    if lit and spec.group != "entity":
        yield Column(context.boards.entity, weight=1.4), lambda each: _words(_entity(context, each.project))
    if spec.group != "department":
        yield Column(said.department, weight=2), lambda each: _words(each.project.department)
    yield Column(said.investment, weight=1.4), lambda each: _figure(pace_wording.investment(each.project, language))
    yield from (_lit if lit else _plain)(context)
    if lit and context.theme is not None:
        yield Column(context.boards.next_step, weight=2.4), partial(_next_step, context)
    elif not lit:
        steps = {each.project.id: _steps(context, each.project) for each in shown}
        yield (
            Column(said.milestones, weight=4),
            lambda each: Cell(steps[each.project.id]) if steps[each.project.id] else None,
        )


def _lit(context: Context) -> Iterator[tuple[Column, Maker]]:
    """Yield the columns of a board with lights: how far, until when, and where that stands."""
    said = context.phrases
    yield Column(said.progress, weight=2.4), partial(_bar, context)
    yield Column(said.planned_finish, weight=1.6), partial(_due, context)
    yield Column(context.boards.lamp, weight=1.1), partial(_lamp, context)
    yield Column(said.status, weight=2.4), lambda each: Cell(words) if (words := standing(context, each)) else None


def _plain(context: Context) -> Iterator[tuple[Column, Maker]]:
    """Yield the columns of projects that nothing is held against."""
    said, language = context.phrases, context.language
    yield Column(said.status, weight=1.4), lambda each: _words(_status(context, each.project))
    yield Column(said.progress, weight=1.2), lambda each: _figure(pace_wording.progress(each.project, language))
    yield Column(said.planned_finish, weight=1.6), partial(_planned, context)
    yield Column(said.actual_finish, weight=1.6), lambda each: _words(date_words(each.project.actual_finish, language))


def standing(context: Context, stand: Stand) -> Text:
    """Say where a project stands, with its day where it is done; Chinese leaves out the year of the report.

    `3月20日建成投用`, `Completed (20 March 2024)`.
    """
    language, marks = context.language, context.marks
    done = _day(context, stand.project.actual_finish) if stand.pace.standing == "completed" else ""
    words = say(pace_wording.standing(stand.project, stand.pace, language))
    if language == "zh":
        return text(done, words)
    return (*words, *text(f"{marks.open}{done}{marks.close}" if done else ""))


def _day(context: Context, written: str) -> str:
    """Return a day as a board says it: Chinese leaves out the year of the report."""
    said = date_words(written, context.language)
    return said.removeprefix(f"{context.book.day.year}年") or said if context.language == "zh" else said


def _due(context: Context, stand: Stand) -> Cell | None:
    return _words(_day(context, stand.project.planned_finish))


def _planned(context: Context, stand: Stand) -> Cell | None:
    return _words(date_words(stand.project.planned_finish, context.language))


def _lamp(context: Context, stand: Stand) -> Cell | None:
    return Cell(text(context.words.light(stand.light)), stand.light) if stand.light else None


def _words(words: str) -> Cell | None:
    return Cell(text(words)) if words else None


def _figure(figure: Figure | None) -> Cell | None:
    return Cell(text(figure)) if figure else None


def _status(context: Context, project: Project) -> str:
    return context.status(project.status) if project.status else ""


def _entity(context: Context, project: Project) -> str:
    return context.book.dataset.entity(project.entity).name if project.entity else ""


def _bar(context: Context, stand: Stand) -> Cell | None:
    """Return the progress as a bar with a mark where the plan stands."""
    figure, due = pace_wording.progress(stand.project, context.language), stand.pace.expected
    if figure is None:
        return None
    mark = float(due / HUNDRED) if due is not None else None
    return Cell(text(figure), progress=Progress(float(figure.rounded / HUNDRED), mark))


def _groups(spec: TableSpec, context: Context, shown: Stands) -> Iterator[tuple[Sequence[Row], Stands]]:
    """Yield the groups of a board, each with its heading: how many projects, and how many red and yellow lights."""
    if spec.group == "none":
        yield (), shown
        return
    names = {each.project.id: _group(spec, context, each.project) for each in shown}
    order = [theme.name for theme in context.book.dataset.themes] if spec.group == "theme" else []
    found = dict.fromkeys([*order, *names.values()])
    for name in found:
        mine = [each for each in shown if names[each.project.id] == name]
        if mine:
            yield (Row((Cell(_heading(spec, context, name, mine)),), group=True),), mine


def _group(spec: TableSpec, context: Context, project: Project) -> str:
    match spec.group:
        case "theme":
            return context.book.dataset.theme(project.theme).name
        case "department":
            return project.department or context.boards.no_department
        case _:
            return _entity(context, project) or context.boards.no_entity


def _heading(spec: TableSpec, context: Context, name: str, mine: Stands) -> Text:
    key, said = f"projects{selection(spec)}:{spec.group}:{name}", context.boards
    origins, unit = [each.project.origin for each in mine], context.phrases.projects_unit
    total = count(context, key, said.projects_in.format(name), len(mine), unit, origins)
    lit = [(each.light, each.project.origin) for each in mine if each.light is not Light.GREEN]
    behind = lights(context, key, lit, context.phrases.some_projects_unit, said.lit_projects)
    heading = filled(said.projects_heading, name=name, total=total)
    return text(heading, *(text(context.marks.comma, said_lit(context, each)) for each in reversed(behind)))


def lights_note(context: Context) -> str:
    """Say what the lights of projects mean, and up to which day."""
    limits, said = context.book.dataset.lights, context.phrases
    green = said.lights_within.format(limits.yellow) if limits.yellow else context.boards.projects_on_pace
    red, day = said.lights_points.format(limits.red), day_words(context.book.day, context.language)
    return context.boards.project_lights_note.format(green=green, red=red, day=day)


def headline(spec: TableSpec, context: Context) -> Text:
    """Say how many projects there are and how they stand: by their lights, or state by state."""
    stands = selected(spec, context)
    if not is_lit(stands):
        return _by_state(spec, context, stands)
    return (*only_listed("project", context), *_by_light(spec, context, stands))


def _by_light(spec: TableSpec, context: Context, stands: Stands) -> Text:
    key, said, unit = f"projects{selection(spec)}", context.boards, context.phrases.some_projects_unit
    origins = [each.project.origin for each in stands]
    lit = lights(context, key, [(each.light, each.project.origin) for each in stands], unit, said.lit_projects)[::-1]
    dark = [each.project.origin for each in stands if each.light is None]
    late = [each.project.origin for each in stands if each.pace.overdue]
    overdue = count(context, f"{key}:overdue", said.overdue_projects, len(late), unit, late)
    total = count(context, key, context.phrases.projects, len(stands), context.phrases.projects_unit, origins)
    if len(lit) == 1 and not dark:
        light, number = lit[0]
        word = light_within(context, light)
        first = filled(said.all_lit_projects, light=word, number=number, total=total)
        return (*first, *(filled(said.some_overdue, overdue=overdue) if late else ()))
    parts = [_with_overdue(context, each, overdue if late else None) for each in lit]
    if dark:
        number = count(context, f"{key}:dark", said.dark_projects, len(dark), unit, dark)
        parts.append(filled(said.dark, number=number))
    return filled(said.projects_by_light, total=total, lights=listed(parts, context.marks.item))


def _with_overdue(context: Context, lit: Lit, overdue: Figure | None) -> Text:
    """Say a light, and how many projects are overdue where it is the red one: all that are overdue are red."""
    words = said_lit(context, lit)
    if overdue is None or lit[0] is not Light.RED:
        return words
    return filled(context.boards.red_overdue, lit=words, overdue=overdue)


def _by_state(spec: TableSpec, context: Context, stands: Stands) -> Text:
    said, found = context.phrases, [each.project for each in stands]
    parts: list[Text] = []
    for state in (*STATUS_ORDER, None):
        mine = [p.origin for p in found if p.status == state]
        if mine and (state or parts):
            name = context.inside(context.status(state)) if state else said.state_unknown
            label = said.projects_in_state.format(name) if state else said.projects_unknown
            number = count(context, f"projects:{state or 'unknown'}", label, len(mine), said.some_projects_unit, mine)
            parts.append(filled(said.in_state, number=number, state=name))
    origins = [p.origin for p in found]
    total = count(context, f"projects{selection(spec)}", said.projects, len(found), said.projects_unit, origins)
    joint = text(context.marks.colon if parts else "")
    # The Chinese sentence says so anyway.
    first = only_listed("project", context) if context.language != "zh" else ()
    return (*first, *filled(said.listed_projects, total=total), *joint, *listed(parts, context.marks.item))


def _says_little(context: Context, shown: Stands) -> bool:
    """Whether little more than the state is known of projects, and steps of few."""
    known = [each.project for each in shown]
    fields = [(p.department, p.investment, p.progress, p.planned_finish, p.actual_finish) for p in known]
    if any(value not in ("", None) for row in fields for value in row):
        return False
    return sum(bool(_steps(context, project)) for project in known) * 3 < len(known)


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
    title = titled(spec.title, context, context.phrases.project_board)
    return Table(path, title, tuple(columns), rows, only=spec.only)


def _steps(context: Context, project: Project) -> Text:
    """List the steps of a project, each with its time where that is known: `集中签约（57天）`.

    Outside a theme, where all projects stand together, only the steps still ahead are listed.
    """
    parts: list[Text] = []
    marks = context.marks
    for step in _telling(context, project):
        time = _time(context, step)
        within = (marks.open, time, marks.close) if time else ()
        parts.append(text(marks.item if parts else "", step.name, *within))
    return tuple(span for part in parts for span in part)


def _telling(context: Context, project: Project) -> Sequence[Milestone]:
    """Return the steps of a project that are listed: all of them within a theme, else those still ahead."""
    mine = [step for step in context.book.dataset.milestones if step.project == project.id]
    return mine if context.theme is not None else [step for step in mine if _is_ahead(step)]


def _is_ahead(step: Milestone) -> bool:
    return bool(step.planned) and not step.actual and "actual" not in step.held


def _next_step(context: Context, stand: Stand) -> Cell | None:
    """Return the next step of a project, with its day; a board with lights has no room for more."""
    mine = (step for step in context.book.dataset.milestones if step.project == stand.project.id)
    step = next((step for step in mine if _is_ahead(step)), None)
    if step is None:
        return None
    marks, day = context.marks, _day(context, step.planned)
    return Cell(text(f"{step.name}{marks.open}{day}{marks.close}"))


def _time(context: Context, step: Milestone) -> Text:
    language = context.language
    figure = days(step, language)
    if figure:
        return text(figure)
    planned = context.phrases.planned_at.format(date_words(step.planned, language)) if step.planned else ""
    return text(duration(step, language) or date_words(step.actual, language) or planned)

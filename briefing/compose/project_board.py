"""The board of projects (项目进度展板): data in, a table with progress, lights and steps out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.blocks import Cell, Column, Progress, Row, Table, Text, text
from briefing.compose.chartdata import days, duration
from briefing.compose.context import Context, say, titled
from briefing.compose.counts import WORST_FIRST, count, lights, selection
from briefing.model import pace_wording, wording
from briefing.model.dates import last_day, said, written
from briefing.model.figure import Figure
from briefing.model.metrics import HUNDRED, Light
from briefing.model.project_pace import ProjectPace
from briefing.model.records import Milestone, Project, ProjectStatus
from briefing.template.schema import TableSpec

NOTHING = "—"
_RED = f"{Light.RED.value}灯"
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
    return Table(path, titled(spec.title, context, "项目进展"), columns, tuple(rows), note, only=spec.only)


def _row(stand: Stand, makers: Sequence[Maker]) -> Row:
    return Row(tuple(make(stand) or Cell(text(NOTHING)) for make in makers))


def _columns(spec: TableSpec, context: Context, shown: Stands, lit: bool) -> Iterator[tuple[Column, Maker]]:
    data = context.book.dataset
    yield Column("项目", weight=3), lambda each: Cell(text(each.project.name))
    if context.theme is None and spec.group != "theme":
        yield Column("主题", weight=1.4), lambda each: Cell(text(data.theme(each.project.theme).name))
    if lit and spec.group != "entity":
        yield Column("地区", weight=1.4), lambda each: _words(_entity(context, each.project))
    if spec.group != "department":
        yield Column("牵头单位", weight=2), lambda each: _words(each.project.department)
    yield Column("投资", weight=1.4), lambda each: _figure(pace_wording.investment(each.project))
    yield from _lit(context) if lit else _plain()
    if context.theme is not None or not lit:
        steps = {each.project.id: _steps(context, each.project) for each in shown}
        yield (
            Column("重要节点", weight=4),
            lambda each: Cell(steps[each.project.id]) if steps[each.project.id] else None,
        )


def _lit(context: Context) -> Iterator[tuple[Column, Maker]]:
    """Yield the columns of a board with lights: how far, until when, and where that stands."""
    yield Column("进度", weight=2.4), _bar
    yield Column("计划完成", weight=1.6), lambda each: _words(written(each.project.planned_finish))
    yield Column("进度灯", weight=1.1), lambda each: Cell(text(each.light.value), each.light) if each.light else None
    yield Column("状态", weight=2.4), lambda each: Cell(words) if (words := _standing(context, each)) else None


def _plain() -> Iterator[tuple[Column, Maker]]:
    """Yield the columns of projects that nothing is held against."""
    yield Column("状态", weight=1.4), lambda each: _words(_status(each.project))
    yield Column("进度", weight=1.2), lambda each: _figure(pace_wording.progress(each.project))
    yield Column("计划完成", weight=1.6), lambda each: _words(written(each.project.planned_finish))
    yield Column("实际完成", weight=1.6), lambda each: _words(written(each.project.actual_finish))


def _standing(context: Context, stand: Stand) -> Text:
    """Say where a project stands, with its day where it is done, without the year of the report: `3月20日建成投用`."""
    done = written(stand.project.actual_finish) if stand.pace.standing == "completed" else ""
    year = f"{context.book.day.year}年"
    day = done.removeprefix(year) or done
    return text(day, say(pace_wording.standing(stand.project, stand.pace)))


def _words(words: str) -> Cell | None:
    return Cell(text(words)) if words else None


def _figure(figure: Figure | None) -> Cell | None:
    return Cell(text(figure)) if figure else None


def _status(project: Project) -> str:
    return wording.STATUSES[project.status] if project.status else ""


def _entity(context: Context, project: Project) -> str:
    return context.book.dataset.entity(project.entity).name if project.entity else ""


def _bar(stand: Stand) -> Cell | None:
    """Return the progress as a bar with a mark where the plan stands."""
    figure, due = pace_wording.progress(stand.project), stand.pace.expected
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
            return project.department or "牵头单位未注明"
        case _:
            return _entity(context, project) or "地区未注明"


def _heading(spec: TableSpec, context: Context, name: str, mine: Stands) -> Text:
    key = f"projects{selection(spec)}:{spec.group}:{name}"
    total = count(context, key, f"{name}项目", len(mine), "个", [each.project.origin for each in mine])
    lit = [(each.light, each.project.origin) for each in mine if each.light is not Light.GREEN]
    behind = lights(context, key, lit, "个", "项目")
    return text(f"{name}　项目", total, *(text("，", *phrase) for phrase in reversed(behind)))


def lights_note(context: Context) -> str:
    """Say what the lights of projects mean, and up to which day."""
    limits = context.book.dataset.lights
    green = f"落后不超过{limits.yellow:g}个百分点" if limits.yellow else "不落后于序时进度"
    red = f"{limits.red:g}个百分点"
    return (
        f"进度灯：绿＝已完成或{green}；黄＝落后{red}以内；红＝落后超过{red}、逾期未完成或进度滞后。"
        f"竖线为序时进度。截至{said(context.book.day)}。"
    )


def headline(spec: TableSpec, context: Context) -> Text:
    """Say how many projects there are and how they stand: by their lights, or state by state."""
    stands = selected(spec, context)
    return _by_light(spec, context, stands) if is_lit(stands) else _by_state(spec, context, stands)


def _by_light(spec: TableSpec, context: Context, stands: Stands) -> Text:
    key = f"projects{selection(spec)}"
    parts = lights(context, key, [(each.light, each.project.origin) for each in stands], "个", "项目")[::-1]
    dark = [each.project.origin for each in stands if each.light is None]
    if dark:
        parts.append((count(context, f"{key}:dark", "未亮灯项目", len(dark), "个", dark), "未亮灯"))
    late = [each.project.origin for each in stands if each.pace.overdue]
    overdue = count(context, f"{key}:overdue", "逾期项目", len(late), "个", late)
    if len(parts) == 1:
        number, name = parts[0]
        return text(f"{name}项目", number, *(("，其中逾期", overdue) if late else ()))
    total = count(context, key, "项目", len(stands), "个", [each.project.origin for each in stands])
    # All that are overdue are red.
    parts = [(*part, "（逾期", overdue, "）") if late and part[1] == _RED else part for part in parts]
    return text("项目", total, "：", say(wording.join(parts, "、")))


def _by_state(spec: TableSpec, context: Context, stands: Stands) -> Text:
    found = [each.project for each in stands]
    parts: list[wording.Phrase] = []
    for state in (*STATUS_ORDER, None):
        mine = [p.origin for p in found if p.status == state]
        name = wording.STATUSES[state] if state else "状态未注明"
        if mine and (state or parts):
            label = f"{name}项目" if state else "状态未注明的项目"
            parts.append((count(context, f"projects:{state or 'unknown'}", label, len(mine), "个", mine), name))
    total = count(context, f"projects{selection(spec)}", "项目", len(found), "个", [p.origin for p in found])
    return text("列出项目", total, "：" if parts else "", say(wording.join(parts, "、")))


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
                state = wording.STATUSES[status] if status else NOTHING
                theme = () if context.theme else (context.book.dataset.theme(project.theme).name,)
                groups.setdefault((*theme, state), []).append(project.name)
    order = [theme.name for theme in context.book.dataset.themes]
    keys = sorted(groups, key=lambda key: order.index(key[0]) if context.theme is None else 0)
    columns = [
        *([] if context.theme else [Column("主题", weight=1.6)]),
        Column("状态", weight=1.6),
        Column("项目", weight=8),
    ]
    rows = tuple(Row(tuple(Cell(text(part)) for part in (*key, "、".join(groups[key])))) for key in keys)
    return Table(path, titled(spec.title, context, "项目进展"), tuple(columns), rows, only=spec.only)


def _steps(context: Context, project: Project) -> Text:
    """List the steps of a project, each with its time where that is known: `集中签约（57天）`.

    Outside a theme, where all projects stand together, only the steps still ahead are listed.
    """
    parts: list[Text] = []
    for step in context.book.dataset.milestones:
        if step.project == project.id and (context.theme is not None or (step.planned and not step.actual)):
            time = _time(step)
            parts.append(text("、" if parts else "", step.name, *(("（", time, "）") if time else ())))
    return tuple(span for part in parts for span in part)


def _time(step: Milestone) -> Text:
    figure = days(step)
    if figure:
        return text(figure)
    planned = f"计划{written(step.planned)}" if step.planned else ""
    return text(duration(step) or written(step.actual) or planned)

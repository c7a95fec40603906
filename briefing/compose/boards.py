"""Boards: tables of projects with their steps, and of honours."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.blocks import Cell, Column, Row, Table, Text, text
from briefing.compose.chartdata import days, duration
from briefing.compose.context import Context, titled
from briefing.model import printing, wording
from briefing.model.figure import decimals
from briefing.model.period import Period
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
    extra = [(name, weight, cell) for name, weight, cell in _PROJECT_COLUMNS if any(cell(p) for p in shown)]
    if all(name == "状态" for name, _, _ in extra) and sum(map(bool, steps.values())) * 3 < len(shown):
        return _gathered(spec, context, path, shown)
    with_theme = context.theme is None
    columns = [Column("项目", weight=3), *([Column("主题", weight=1.4)] if with_theme else [])]
    columns += [Column(name, weight=weight) for name, weight, _ in extra]
    columns += [Column("重要节点", weight=4)] if any(steps.values()) else []
    body = []
    for project in shown:
        names = [project.name, *([context.book.dataset.theme(project.theme).name] if with_theme else [])]
        cells = [Cell(text(name)) for name in names]
        cells += [Cell(cell(project) or text(NOTHING)) for _, _, cell in extra]
        cells += [Cell(steps[project.id] or text(NOTHING))] if any(steps.values()) else []
        body.append(Row(tuple(cells)))
    return Table(path, titled(spec.title, context, "项目进展"), tuple(columns), tuple(body), only=spec.only)


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


def _belongs(context: Context, theme: str) -> bool:
    return context.theme is None or context.theme.id == theme


def _investment(project: Project) -> Text:
    if project.investment is None:
        return ()
    id_ = f"project/{project.id}/investment"
    name, digits = f"{project.name}投资", decimals(project.investment)
    return text(printing.make(id_, "value", name, project.investment, digits, project.unit, (project.origin,)))


def _progress(project: Project) -> Text:
    if project.progress is None:
        return ()
    id_ = f"project/{project.id}/progress"
    digits = decimals(project.progress)
    return text(printing.make(id_, "progress", f"{project.name}进度", project.progress, digits, "%", (project.origin,)))


def _status(project: Project) -> Text:
    return text(wording.STATUSES[project.status]) if project.status else ()


_PROJECT_COLUMNS = (
    ("牵头单位", 2.0, lambda project: text(project.department)),
    ("投资", 1.4, _investment),
    ("状态", 1.4, _status),
    ("进度", 1.2, _progress),
    ("计划完成", 1.6, lambda project: text(_date(project.planned_finish))),
    ("实际完成", 1.6, lambda project: text(_date(project.actual_finish))),
)


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
    planned = f"计划{_date(step.planned)}" if step.planned else ""
    return text(duration(step) or _date(step.actual) or planned)


def highlights(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return honours, firsts, pilots and cases, grouped by theme where several themes are shown."""
    shown: list[Row] = []
    for theme in context.themes():
        mine = [item for item in context.book.dataset.highlights if item.theme == theme.id]
        if mine and context.theme is None:
            shown.append(Row((Cell(text(theme.name)),), group=True))
        shown += [Row(tuple(Cell(text(part)) for part in _highlight(item))) for item in mine]
    shown = shown[: spec.limit] if spec.limit else shown
    if not shown:
        return None
    columns = (
        Column("内容", weight=7),
        Column("类别", weight=1.4),
        Column("层级", weight=1.2),
        Column("时间", weight=2),
    )
    return Table(path, titled(spec.title, context, "荣誉与亮点"), columns, tuple(shown), only=spec.only)


def _highlight(item: Highlight) -> tuple[str, str, str, str]:
    kind = wording.KINDS[item.kind] if item.kind else NOTHING
    level = wording.LEVELS[item.level] if item.level else NOTHING
    return item.text, kind, level, _date(item.date) or NOTHING


def _date(written: str) -> str:
    """Return a date as Chinese writes it; one that is not a period is shown as it was written."""
    try:
        return Period.parse(written).label
    except ValueError:
        return written

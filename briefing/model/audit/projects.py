"""Projects whose state, progress and dates contradict one another. Row by row: projects are few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefing.model.audit.finding import Finding, Severity
from briefing.model.audit.table import Table
from briefing.model.dates import first_day, last_day
from briefing.model.metrics import HUNDRED
from briefing.model.records import Project, ProjectStatus

_WORDS: dict[ProjectStatus, str] = {
    "planned": "计划", "started": "已开工", "in_progress": "在建", "completed": "已完成", "delayed": "滞后",
}  # fmt: skip
_Told = tuple[Severity, str, str, str]
_HINT = "请核对状态、进度和时间。"


def check(table: Table) -> Iterator[Finding]:
    themes = {theme.id: theme.department for theme in table.dataset.themes}
    for project in table.dataset.projects:
        for severity, column, message, hint in (*_dates(project, table.dataset.as_of), *_state(project)):
            yield Finding(
                "project",
                severity,
                f"项目“{project.name}”{message}",
                hint,
                department=project.department or themes.get(project.theme, ""),
                entity=project.entity,
                origins=(project.origin,),
                project=project.id,
                column=column,
                value=_standing(project, column),
            )


def _standing(project: Project, column: str) -> str:
    if column == "status":
        return _WORDS[project.status] if project.status else ""
    if column == "progress":
        return "" if project.progress is None else f"{project.progress:f}%"
    return str(getattr(project, column))


def _dates(project: Project, today: date | None) -> Iterator[_Told]:
    start, finish = first_day(project.start), last_day(project.actual_finish)
    planned = last_day(project.planned_finish)
    if start and finish and finish < start:
        message = f"的完成时间（{project.actual_finish}）早于开工时间（{project.start}）。"
        yield "error", "actual_finish", message, "请核对两个时间。"
    if start and planned and planned < start:
        message = f"的计划完成时间（{project.planned_finish}）早于开工时间（{project.start}）。"
        yield "error", "planned_finish", message, "请核对两个时间。"
    done = first_day(project.actual_finish)
    if today and done and done > today:
        message = f"的完成时间（{project.actual_finish}）在数据截止日（{today}）之后。"
        yield "doubt", "actual_finish", message, "还没有完成的，实际完成时间请留空。"


def _state(project: Project) -> Iterator[_Told]:
    progress, status = project.progress, project.status
    if progress is not None and not 0 <= progress <= HUNDRED:
        yield "error", "progress", f"的进度是{progress:f}%。", "进度在0和100%之间。"
        return
    if status is None:
        return
    word = _WORDS[status]
    # Where a data set keeps no dates of a project at all, that it lacks one says nothing.
    if status == "completed" and not project.actual_finish and (project.start or project.planned_finish):
        yield "doubt", "actual_finish", "已完成，却没有实际完成时间。", "请补上实际完成时间。"
    if status == "completed" and progress is not None and progress < HUNDRED:
        yield "doubt", "progress", f"已完成，进度却是{progress:f}%。", _HINT
    if status != "completed" and progress == HUNDRED:
        yield "doubt", "status", f"的进度是100%，状态却是“{word}”。", _HINT
    if status != "completed" and project.actual_finish:
        yield "doubt", "status", f"有实际完成时间（{project.actual_finish}），状态却是“{word}”。", _HINT
    if status == "planned" and progress:
        yield "doubt", "status", f"还在计划，进度却是{progress:f}%。", _HINT

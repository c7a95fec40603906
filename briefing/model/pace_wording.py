"""Where projects, due items and targets stand in; Chinese phrases and their figures out. Like `wording`, for boards."""

from __future__ import annotations

from decimal import Decimal

from briefing.model import printing, wording
from briefing.model.due import Due
from briefing.model.figure import RATE_DIGITS, Figure, Metric, decimals
from briefing.model.metrics import HUNDRED
from briefing.model.pace import Pace
from briefing.model.project_pace import ProjectPace
from briefing.model.records import Project
from briefing.model.series import Series
from briefing.model.wording import Phrase

FINISH = "项目完工"
ON_PACE = "按序时推进"


def progress(project: Project) -> Figure | None:
    """Return the progress of a project, as published."""
    if project.progress is None:
        return None
    digits = decimals(project.progress)
    return _of(project, "progress", "progress", "进度", project.progress, digits, "%")


def investment(project: Project) -> Figure | None:
    """Return the investment of a project, as published."""
    if project.investment is None:
        return None
    digits = decimals(project.investment)
    return _of(project, "investment", "value", "投资", project.investment, digits, project.unit)


def overdue(project: Project, state: ProjectPace) -> Figure:
    """Return by how many days a project is past its planned finish."""
    return _of(project, "overdue", "overdue", "逾期", Decimal(state.overdue), 0, "天")


def lag(project: Project, state: ProjectPace) -> Figure:
    """Return by how many points a project is behind its pace."""
    return _of(project, "behind", "behind", "", state.behind or Decimal(0), RATE_DIGITS, "个百分点")


def standing(project: Project, state: ProjectPace) -> Phrase:
    """Say where a project stands, briefly: `逾期107天`, `落后12.3个百分点`, `按序时推进`, `建成投用`."""
    match state.standing:
        case "completed":
            return (wording.STATUSES["completed"] if project.status == "completed" else "已完成",)
        case "overdue":
            return "逾期", overdue(project, state)
        case "delayed":
            return (wording.STATUSES["delayed"], *_behind(project, state, "，落后"))
        case "unstarted":
            return ("未按期开工",)
        case "behind":
            return _behind(project, state, "落后")
        case "on_pace":
            return (ON_PACE,)
        case "unknown":
            return (wording.STATUSES[project.status],) if project.status else ()


def _behind(project: Project, state: ProjectPace, words: str) -> Phrase:
    return (words, lag(project, state)) if state.behind is not None and state.behind > 0 else ()


def lateness(item: Due) -> Phrase:
    """Say how a due item stands in time: `逾期107天`, `当日到期`, `还有30天`."""
    if item.days == 0:
        return ("当日到期",)
    return "逾期" if item.days < 0 else "还有", days_of(item)


def days_of(item: Due) -> Figure:
    """Return by how many days an item is overdue, or how many are left."""
    late = item.days < 0
    key = f"step/{item.step.name}/" if item.step else ""
    id_ = f"project/{item.project.id}/{key}{'overdue' if late else 'left'}"
    label = f"{item.project.name}{item.step.name if item.step else ''}{'逾期' if late else '距计划时间'}"
    return printing.make(id_, "overdue", label, Decimal(abs(item.days)), 0, "天", (item.origin,))


def against_pace(row: Series, state: Pace) -> Phrase:
    """Say how a target stands against its pace, briefly: `落后11.7个百分点`, `快3.2个百分点`, `差11微克/立方米`."""
    behind = printing.behind(row, state)
    if state.ceiling:
        return ("超出", behind) if behind.rounded > 0 else ("未超序时",)
    if state.met:
        return ("已达到目标",) if state.completed == HUNDRED or row.indicator.direction == "lower" else ("已超额完成",)
    if state.completed < 0 or row.indicator.direction == "lower" or row.is_rank:
        return "差", printing.gap(row, state)
    if behind.rounded == 0:
        return ("与序时持平",)
    return ("落后", behind) if behind.rounded > 0 else ("快", printing.unsigned(behind))


def _of(project: Project, key: str, metric: Metric, words: str, raw: Decimal, digits: int, unit: str) -> Figure:
    id_ = f"project/{project.id}/{key}"
    return printing.make(id_, metric, f"{project.name}{words}", raw, digits, unit, (project.origin,))

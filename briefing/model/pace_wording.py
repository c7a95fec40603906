"""Where projects, due items and targets stand in; phrases and their figures out. Like `wording`, for boards."""

from __future__ import annotations

from decimal import Decimal

from briefing.model import printing
from briefing.model.due import Due
from briefing.model.figure import RATE_DIGITS, Figure, Metric, decimals
from briefing.model.language import Language
from briefing.model.metrics import HUNDRED
from briefing.model.pace import Pace
from briefing.model.project_pace import ProjectPace
from briefing.model.records import Project
from briefing.model.series import Series
from briefing.model.wording import Phrase, around, pace_words, tongue


def progress(project: Project, language: Language) -> Figure | None:
    """Return the progress of a project, as published."""
    if project.progress is None:
        return None
    digits, name = decimals(project.progress), pace_words(language).progress_of
    return _of(project, "progress", "progress", name, project.progress, digits, "%", language)


def investment(project: Project, language: Language) -> Figure | None:
    """Return the investment of a project, as published."""
    if project.investment is None:
        return None
    digits, name = decimals(project.investment), pace_words(language).investment_of
    return _of(project, "investment", "value", name, project.investment, digits, project.unit, language)


def overdue(project: Project, state: ProjectPace, language: Language) -> Figure:
    """Return by how many days a project is past its planned finish."""
    name, days = pace_words(language).overdue_of, printing.units(language).days
    return _of(project, "overdue", "overdue", name, Decimal(state.overdue), 0, days, language)


def lag(project: Project, state: ProjectPace, language: Language) -> Figure:
    """Return by how many points a project is behind its pace."""
    points, raw = printing.units(language).points, state.behind or Decimal(0)
    return _of(project, "behind", "behind", "{}", raw, RATE_DIGITS, points, language)


def standing(project: Project, state: ProjectPace, language: Language) -> Phrase:
    """Say where a project stands, briefly: `逾期107天`, `落后12.3个百分点`, `按序时推进`, `建成投用`."""
    words, statuses = pace_words(language), tongue(language).STATUSES
    match state.standing:
        case "completed":
            return (statuses["completed"] if project.status == "completed" else words.done,)
        case "overdue":
            return around(words.overdue, overdue(project, state, language))
        case "delayed":
            return (statuses["delayed"], *_behind(project, state, words.delayed_behind, language))
        case "unstarted":
            return (words.unstarted,)
        case "behind":
            return _behind(project, state, words.behind, language)
        case "on_pace":
            return (words.on_pace,)
        case "unknown":
            return (statuses[project.status],) if project.status else ()


def _behind(project: Project, state: ProjectPace, words: str, language: Language) -> Phrase:
    lags = state.behind is not None and state.behind > 0
    return around(words, lag(project, state, language)) if lags else ()


def lateness(item: Due, language: Language) -> Phrase:
    """Say how a due item stands in time: `逾期107天`, `当日到期`, `还有30天`."""
    words = pace_words(language)
    if item.days == 0:
        return (words.today,)
    return around(words.overdue if item.days < 0 else words.left, days_of(item, language))


def days_of(item: Due, language: Language) -> Figure:
    """Return by how many days an item is overdue, or how many are left."""
    late, words = item.days < 0, pace_words(language)
    key = f"step/{item.step.name}/" if item.step else ""
    id_ = f"project/{item.project.id}/{key}{'overdue' if late else 'left'}"
    name = words.step_of.format(item.project.name, item.step.name) if item.step else item.project.name
    label = (words.overdue_of if late else words.left_of).format(name)
    number, unit = Decimal(abs(item.days)), printing.units(language).days
    return printing.make(id_, "overdue", label, number, 0, unit, (item.origin,), language=language)


def against_pace(row: Series, state: Pace) -> Phrase:
    """Say how a target stands against its pace, briefly: `落后11.7个百分点`, `快3.2个百分点`, `差11微克/立方米`."""
    behind, words = printing.behind(row, state), pace_words(row.language)
    if state.ceiling:
        return around(words.beyond, behind) if behind.rounded > 0 else (words.within,)
    if state.met:
        return (words.met if state.completed == HUNDRED or row.indicator.direction == "lower" else words.exceeded,)
    if state.completed < 0 or row.indicator.direction == "lower" or row.is_rank:
        return around(words.short, printing.gap(row, state))
    if behind.rounded == 0:
        return (words.level,)
    return around(words.behind, behind) if behind.rounded > 0 else around(words.ahead, printing.unsigned(behind))


def _of(
    project: Project, key: str, metric: Metric, name: str, raw: Decimal, digits: int, unit: str, language: Language
) -> Figure:
    id_, label = f"project/{project.id}/{key}", name.format(project.name)
    return printing.make(id_, metric, label, raw, digits, unit, (project.origin,), language=language)

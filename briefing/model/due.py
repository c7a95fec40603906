"""A data set and a day in; the projects and milestones that are overdue or fall due soon, by date, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.model.dataset import Dataset
from briefing.model.dates import first_day, last_day, months_later
from briefing.model.period import Kind, Period
from briefing.model.project_pace import is_open
from briefing.model.records import Milestone, Origin, Project
from briefing.model.wording import tongue


@dataclass(frozen=True, slots=True)
class Due:
    """A project's finish, or a `step` of it, with its planned day and the days until then; overdue is below zero."""

    project: Project
    step: Milestone | None
    planned: date
    days: int

    @property
    def written(self) -> str:
        """The planned date as the data write it."""
        return self.step.planned if self.step else self.project.planned_finish

    @property
    def origin(self) -> Origin:
        return self.step.origin if self.step else self.project.origin


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far one looks ahead: up to a day, and how that is said (`一个月`, `60天`)."""

    until: date
    words: str


_AHEAD: dict[Kind, tuple[int, int]] = {
    "month": (1, 1),
    "cumulative": (1, 1),
    "quarter": (3, 2),
    "half": (6, 3),
    "year": (12, 4),
    "span": (12, 4),
}
"""How many months one looks ahead by the kind of period, and the place of the words for that in `Tongue.AHEAD`."""


def horizon(period: Period, day: date, within: int | None = None) -> Horizon:
    """Look `within` days ahead of a day; without it one period of the reporting kind (a month for cumulative ones)."""
    words = tongue(period.language).AHEAD
    if within is not None:
        return Horizon(day + timedelta(days=within), words[0].format(within))
    months, place = _AHEAD[period.kind]
    return Horizon(months_later(day, months), words[place])


def due(dataset: Dataset, day: date, until: date) -> tuple[Due, ...]:
    """Return what is not done and was planned up to a day, earliest first; a project before its own steps."""
    found = [item for item in _planned(dataset, day) if item.planned <= until]
    return tuple(sorted(found, key=lambda item: (item.planned, item.step is not None)))


def _planned(dataset: Dataset, day: date) -> Iterator[Due]:
    """Yield what is known to be still to be done and has a planned date: of projects that are not completed."""
    for project in dataset.projects:
        if not is_open(project, day):
            continue
        if finish := last_day(project.planned_finish):
            yield Due(project, None, finish, (finish - day).days)
        for step in dataset.milestones:
            planned = last_day(step.planned) if step.project == project.id and _is_open(step, day) else None
            if planned:
                yield Due(project, step, planned, (planned - day).days)


def _is_open(step: Milestone, day: date) -> bool:
    """Whether a step is known not to be done by the end of a day; one whose time it took is known has been done."""
    reached = first_day(step.actual)
    done = step.days is not None or (reached is not None and reached <= day)
    return not done and not {"actual", "days"} & step.held

"""A project and a day in; where it stands against its plan, and its light, out. Pure: the day is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from briefing.model.dates import first_day, last_day
from briefing.model.figure import RATE_DIGITS, round_half_up
from briefing.model.lights import LightRule, Lights
from briefing.model.metrics import HUNDRED, Light
from briefing.model.records import Project

Standing = Literal["completed", "overdue", "delayed", "unstarted", "behind", "on_pace", "unknown"]


@dataclass(frozen=True, slots=True)
class ProjectPace:
    """Where a project stands at the end of a day.

    `expected` is the elapsed share of its plan (序时进度) in per cent, None where start or finish is missing or the
    finish lies before the start; `behind` is by how many points its progress is short of that. `overdue` is by how many
    days the planned finish has passed.
    """

    standing: Standing
    light: Light | None = None
    expected: Decimal | None = None
    behind: Decimal | None = None
    overdue: int = 0


def project_pace(project: Project, day: date, limits: Lights) -> ProjectPace:
    """Hold a project against its plan.

    Completed is green. Past its planned finish, or reported as delayed, is red. Else the progress is held against the
    elapsed share of the plan by the data set's limits; without anything to hold against there is no light. Nor is there
    where what would decide it is kept back from the audience.
    """
    if is_completed(project, day):
        return ProjectPace("completed", Light.GREEN)
    if not is_open(project, day):
        return ProjectPace("unknown", None, elapsed(project, day))
    expected = elapsed(project, day)
    done = _done(project, day)
    behind = expected - done if expected is not None and done is not None else None
    if overdue := days_overdue(project.planned_finish, day):
        return ProjectPace("overdue", Light.RED, expected, behind, overdue)
    if project.status == "delayed":
        return ProjectPace("delayed", Light.RED, expected, behind)
    if behind is None or not (expected or done):
        # Before its start a project that has done nothing is neither on its pace nor behind it.
        return ProjectPace("unknown", None, expected)
    return _against_pace(project, expected, behind, limits)


def _against_pace(project: Project, expected: Decimal | None, behind: Decimal, limits: Lights) -> ProjectPace:
    # Rules for indicators do not bear on projects: theirs are the common limits.
    light = LightRule("pace", yellow=limits.yellow, red=limits.red).of_points(behind)
    if light is Light.GREEN:
        return ProjectPace("on_pace", light, expected, behind)
    standing: Standing = "unstarted" if project.status == "planned" and not project.progress else "behind"
    return ProjectPace(standing, light, expected, behind)


def is_completed(project: Project, day: date) -> bool:
    """Whether a project is done by the end of a day: reported so, finished by then, or at 100 % without a state."""
    finished = first_day(project.actual_finish)
    if project.status == "completed" or (finished is not None and finished <= day):
        return True
    return _has_no_state(project) and project.progress is not None and project.progress >= HUNDRED


def is_open(project: Project, day: date) -> bool:
    """Whether a project is known not to be done by the end of a day: nothing that would say so is kept back."""
    telling = {"status", "actual_finish"} | ({"progress"} if project.status is None else set())
    return not is_completed(project, day) and not telling & project.held


def _has_no_state(project: Project) -> bool:
    return project.status is None and "status" not in project.held


def elapsed(project: Project, day: date) -> Decimal | None:
    """Return the share of the days from start to planned finish that have gone by, in per cent (序时进度)."""
    start, finish = first_day(project.start), last_day(project.planned_finish)
    if start is None or finish is None or finish < start:
        return None
    gone = min(max((day - start).days + 1, 0), (finish - start).days + 1)
    return round_half_up(Decimal(gone) / ((finish - start).days + 1) * HUNDRED, RATE_DIGITS)


def days_overdue(planned: str, day: date) -> int:
    """Return by how many days a planned date has passed; 0 on that day itself, before it, and without a date."""
    due = last_day(planned)
    return max((day - due).days, 0) if due else 0


def _done(project: Project, day: date) -> Decimal | None:
    """Return the progress as it is printed; a project still only planned after its start has done nothing."""
    if project.progress is not None:
        return round_half_up(project.progress, RATE_DIGITS)
    if "progress" in project.held:
        return None
    start = first_day(project.start)
    return Decimal(0) if project.status == "planned" and start is not None and start <= day else None

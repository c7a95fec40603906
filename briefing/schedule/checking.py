"""A schedule that was read in; what only a look at the data or the calendar shows, out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, Notice, Problem, Problems, suggest
from briefing.schedule.calendar import known_years
from briefing.schedule.days import WorkDays
from briefing.schedule.model import Job, Schedule
from briefing.schedule.times import At

if TYPE_CHECKING:
    from briefing.build.workspace import Workspace


def check(schedule: Schedule, workspace: Workspace) -> tuple[Problem, ...]:
    """Return the departments of gates that lead nothing in their data set; reads each of these data sets once."""
    from briefing.intake.asked import leads
    from briefing.sources import read

    found, led = Problems(), dict[str, tuple[str, ...]]()
    for job in schedule.jobs:
        if job.gate is None or not job.gate.departments:
            continue
        if job.dataset not in led:
            dataset, problems = read(workspace.root / "data" / job.dataset, workspace.root)
            found.extend(problems)
            names = (leads(dataset, each) for each in dataset.indicators) if dataset is not None else ()
            led[job.dataset] = tuple(dict.fromkeys(filter(None, names)))
        found.extend(_strangers(job, job.gate.departments, led[job.dataset]))
    return tuple(found)


def _strangers(job: Job, departments: tuple[str, ...], led: tuple[str, ...]) -> Iterator[Problem]:
    # A data set that cannot be read has told so already.
    for name in departments if led else ():
        if name not in led:
            message = f"作业“{job.id}”的 gate：数据集里没有由“{name}”牵头的指标，等不来它的数据。"
            yield Problem(job.where, message, suggest(name, led))


def hints(schedule: Schedule, now: datetime, root: Path) -> Iterator[Notice]:
    """Yield what will go wrong one day: days off that nobody has told yet, and folders that are not to be had now."""
    yield from _years(schedule, now)
    yield from _folders(schedule, root)


def _folders(schedule: Schedule, root: Path) -> Iterator[Notice]:
    """Yield the folders of recipients that could not be written into now: a share may come back."""
    from briefing.delivery.folder import place
    from briefing.delivery.model import Means

    seen = set()
    for job in schedule.jobs:
        for each in job.recipients if job.enabled else ():
            if each.channel == "folder" and each.address not in seen:
                seen.add(each.address)
                try:
                    place(each, Means(root=root))
                except BriefingError as error:
                    yield Notice(job.where, f"{error.message}{error.hint}")


def _years(schedule: Schedule, now: datetime) -> Iterator[Notice]:
    jobs = [job for job in schedule.jobs if job.enabled and _needs_workdays(job)]
    year = now.astimezone(schedule.zone).year
    for each in (year, year + 1):
        if jobs and each not in known_years() and each not in schedule.calendar.years:
            named = "、".join(job.id for job in jobs[:5]) + ("等" if len(jobs) > 5 else "")
            message = (
                f"还不知道 {each} 年的放假和调休，{named}到时候算不出日子。放假通知发布后，请升级 chinesecalendar，"
            )
            yield Notice("schedule.yaml", f"{message}或在 calendar 里写上 {each} 年。")


def _needs_workdays(job: Job) -> bool:
    return isinstance(job.rule, At) and (isinstance(job.rule.days, WorkDays) or job.rule.days.shift != "none")

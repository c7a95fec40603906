"""A workspace, or none, in; what `briefing doctor` finds besides fonts, libraries and folders out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, Problem, ProblemsFound
from briefing.schedule import health
from briefing.schedule.health.machine import Machine

if TYPE_CHECKING:
    from briefing.build.doctor import Finding
    from briefing.build.workspace import Workspace
    from briefing.schedule.model import Schedule

FILE = "schedule.yaml"
Read = Callable[[Path], "Schedule"]


def _read(root: Path) -> Schedule:
    from briefing.schedule.reading import load

    return load(root)


def findings(workspace: Workspace | None, machine: Machine | None = None, read: Read = _read) -> Iterator[Finding]:
    """Yield what is found of clock and disk, and of the schedule where the workspace has one."""
    machine = machine or Machine()
    if workspace is None:
        yield from health.of_machine(machine)
        return
    root = workspace.root
    yield from health.of_machine(machine, root, root / workspace.settings.output)
    if (root / FILE).exists():
        yield from _of_schedule(machine, workspace, read)


def _of_schedule(machine: Machine, workspace: Workspace, read: Read) -> Iterator[Finding]:
    from briefing.schedule.checking import check

    try:
        schedule = read(workspace.root)
        problems = check(schedule, workspace)
    except ProblemsFound as error:
        yield from _told(error.problems)
        yield from health.of_extras(machine)
    except BriefingError as error:
        yield from _told([Problem(error.where, error.message, error.hint)])
        yield from health.of_extras(machine)
    else:
        yield from _told(problems)
        yield from health.of_schedule(machine, workspace.root, schedule)


def _told(problems: Iterable[Problem]) -> Iterator[Finding]:
    from briefing.build.doctor import Finding

    yield from (Finding(each.where or FILE, "missing", each.message, each.hint) for each in problems)

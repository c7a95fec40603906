"""A workspace, or none, in; what `briefing doctor` finds besides fonts, libraries and folders out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, ProblemsFound
from briefing.schedule import health
from briefing.schedule.health.machine import Machine

if TYPE_CHECKING:
    from briefing.build.doctor import Finding
    from briefing.build.workspace import Workspace

FILE = "schedule.yaml"
Read = Callable[[Path], Any]


def _read(root: Path) -> Any:
    return import_module("briefing.schedule.reading").load(root)


def findings(workspace: Workspace | None, machine: Machine | None = None, read: Read = _read) -> Iterator[Finding]:
    """Yield what is found of clock and disk, and of the schedule where the workspace has one."""
    machine = machine or Machine()
    if workspace is None:
        yield from health.of_machine(machine)
        return
    root = workspace.root
    yield from health.of_machine(machine, root, root / workspace.settings.output)
    if (root / FILE).exists():
        yield from _of_schedule(machine, root, read)


def _of_schedule(machine: Machine, root: Path, read: Read) -> Iterator[Finding]:
    from briefing.build.doctor import Finding

    try:
        schedule = read(root)
    except ProblemsFound as error:
        yield from (Finding(each.where or FILE, "missing", each.message, each.hint) for each in error.problems)
        yield from health.of_extras(machine)
    except BriefingError as error:
        yield Finding(error.where or FILE, "missing", error.message, error.hint)
        yield from health.of_extras(machine)
    else:
        yield from health.of_schedule(machine, root, schedule)

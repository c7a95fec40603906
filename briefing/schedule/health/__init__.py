"""A workspace and its machine in; findings on what unattended builds need out. Nothing is built, sent or changed.

`briefing doctor` joins these to what it finds of fonts, libraries and folders.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.build.doctor import Finding
from briefing.extras import INSTALL
from briefing.schedule.health import clock, disk, means, record
from briefing.schedule.health.machine import Machine

if TYPE_CHECKING:
    from briefing.schedule.model import Schedule

EXTRAS = {"apscheduler": "APScheduler", "chinese_calendar": "chinesecalendar", "sqlalchemy": "SQLAlchemy"}
"""What a schedule needs and a build does not: the module and what installs it."""


def of_machine(machine: Machine, root: Path | None = None, output: Path | None = None) -> Iterator[Finding]:
    """Yield what is found without a schedule: the clock, the disk."""
    yield from clock.of_zone(machine)
    yield from clock.of_time(machine)
    if root is not None:
        yield from clock.of_files(machine, [root / "data", *([output] if output else [])])
    yield from disk.of_disks(machine, disk.places(root, output))


def of_schedule(machine: Machine, root: Path, schedule: Schedule) -> Iterator[Finding]:
    """Yield what is found of a schedule that can be read: its days, credentials, addresses, and its ledger."""
    jobs = sum(job.enabled for job in schedule.jobs)
    paused = f"，另有 {len(schedule.jobs) - jobs} 个停用" if jobs < len(schedule.jobs) else ""
    yield Finding("schedule.yaml", "ok", f"{jobs} 个作业{paused}。")
    missing = tuple(of_extras(machine))
    yield from missing
    yield from clock.of_schedule_zones(machine, schedule)
    if not any(finding.name == EXTRAS["chinese_calendar"] for finding in missing):
        yield from clock.of_calendar(machine, schedule)
    yield from means.of_variables(machine, schedule)
    yield from means.of_addresses(machine, schedule, root)
    if not any(finding.name == EXTRAS["sqlalchemy"] for finding in missing):
        yield from record.of_ledger(machine, schedule, root)


def of_extras(machine: Machine) -> Iterator[Finding]:
    """Yield every library that a schedule needs and that is not installed."""
    for module, name in EXTRAS.items():
        if not machine.installed(module):
            yield Finding(name, "missing", "没有安装，定时任务要用。", INSTALL)


__all__ = ["EXTRAS", "Machine", "of_extras", "of_machine", "of_schedule"]

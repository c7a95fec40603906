"""The machine's clock in; whether it can be right, and whether the days ahead are known, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.build.doctor import Finding
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.schedule.health.machine import Machine
    from briefing.schedule.model import Job, Schedule

RELEASED = date(2026, 11, 1)
"""A day that was past when this version was made: a clock before it is wrong."""

TOLERANCE = timedelta(minutes=10)
"""Machines that share a folder differ by seconds; by this much one of them is wrong."""

LONG = timedelta(days=400)
"""Longer than a year's job waits for its next run."""

_SET_IT = "请校准时钟并打开自动对时（Linux：timedatectl set-ntp true），否则会早做、晚做或漏做。"
# The State Council's office announces a year's days off in the November before it.
_ANNOUNCED = 10


def of_zone(machine: Machine) -> Iterator[Finding]:
    now = machine.now()
    yield Finding("系统时间", "ok", f"{now:%Y-%m-%d %H:%M:%S}，时区 {_zone(now)}。")


def _zone(now: datetime) -> str:
    offset = f"{now:%z}"
    name = now.tzname() or ""
    return f"UTC{offset[:3]}:{offset[3:5]}" + (
        f"（{name}）" if name[:1].isalpha() and not name.startswith("UTC") else ""
    )


def of_time(machine: Machine) -> Iterator[Finding]:
    """Yield a clock that is before this version was made, or that no server sets."""
    now = machine.now()
    if now.date() < RELEASED:
        yield Finding("系统时钟", "missing", f"比本程序发布的日子（{RELEASED}）还早。", _SET_IT)
    if machine.synchronized() is False:
        yield Finding("时间同步", "note", "没有和时间服务器对时，时钟会慢慢走偏。", _SET_IT)


def of_files(machine: Machine, folders: Iterable[Path]) -> Iterator[Finding]:
    """Yield a file that is from the future: the clock was set back, or the file comes from a machine that is ahead."""
    stamped = [(modified, path) for folder in folders for path, modified in _modified(folder)]
    if not stamped:
        return
    modified, path = max(stamped)
    now = machine.now()
    if modified > now + TOLERANCE:
        message = f"文件 {path.name} 的修改时间是 {_local(modified, now)}，比现在还晚：时钟可能慢了，"
        yield Finding("系统时钟", "note", message + "也可能是这个文件来自时钟快的电脑。", _SET_IT)


def _modified(folder: Path) -> Iterator[tuple[Path, datetime]]:
    for path in folder.rglob("*"):
        try:
            yield path, datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            # Gone since, or with a time that no calendar has.
            continue


def of_last(machine: Machine, last: datetime) -> Iterator[Finding]:
    """Yield a clock that is before, or more than a year behind, the last entry of the ledger."""
    now = machine.now()
    if last > now + TOLERANCE:
        message = f"台账最后一笔记在 {_local(last, now)}，比现在还晚：时钟被拨回去了。"
        yield Finding("系统时钟", "missing", message, _SET_IT)
    elif now - last > LONG:
        message = f"台账最后一笔记在 {_local(last, now)}，距今 {(now - last).days} 天：停了这么久，还是时钟快了？"
        yield Finding("系统时钟", "note", message, "时钟不对请先校准，再运行定时任务。")


def of_schedule_zones(machine: Machine, schedule: Schedule) -> Iterator[Finding]:
    """Yield the zones of the schedule, and whether the machine's own differs: timers of the system go by that."""
    now = machine.now()
    for zone in dict.fromkeys([schedule.zone, *(job.zone for job in schedule.jobs if job.enabled)]):
        there = now.astimezone(zone)
        message = f"{zone.key}，那里现在是 {there:%m-%d %H:%M}。"
        if there.utcoffset() == now.utcoffset():
            yield Finding("计划的时区", "ok", message)
        else:
            hint = "作业按计划的时区算，不受影响；自己写 cron、systemd 的时刻时要按系统时区换算。"
            yield Finding("计划的时区", "note", f"{message}系统时区是 {_zone(now)}。", hint)


def of_calendar(machine: Machine, schedule: Schedule) -> Iterator[Finding]:
    """Yield the jobs whose times of this year, and from October on of the next, cannot be known for want of its days
    off.
    """
    now = machine.now().astimezone(schedule.zone)
    wanted = [now.year] if now.month < _ANNOUNCED else [now.year, now.year + 1]
    jobs = [job for job in schedule.jobs if job.enabled]
    unknown = {year: [job.id for job in jobs if not _is_known(job, year)] for year in wanted}
    if jobs and not any(unknown.values()):
        yield Finding("法定节假日", "ok", f"各作业 {wanted[-1]} 年的日子都算得出来。")
    for year, lost in unknown.items():
        if lost:
            state: Literal["missing", "note"] = "missing" if year == now.year else "note"
            message = f"还不知道 {year} 年的放假安排，{'、'.join(lost)} 的日子算不出来。"
            hint = (
                "放假通知一般在上一年11月发布；请 pip install -U chinesecalendar，或写在 schedule.yaml 的 calendar 里。"
            )
            yield Finding("法定节假日", state, message, hint)


def _is_known(job: Job, year: int) -> bool:
    """Return whether a job's first time of a year can be told: rules without workdays can be always."""
    try:
        job.rule.after(datetime(year, 1, 1, tzinfo=job.zone) - timedelta(seconds=1), job.zone)
    except BriefingError:
        return False
    return True


def _local(moment: datetime, now: datetime) -> str:
    return f"{moment.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"

"""The ledger in; whether it can be written, whether it can be trusted where it lies, and how the last runs went out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from briefing.build.doctor import Finding
from briefing.errors import BriefingError
from briefing.ledger.model import Run, Sending, State
from briefing.schedule.health import clock

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.ledger.ledger import Ledger
    from briefing.schedule.health.machine import Machine
    from briefing.schedule.model import Schedule

LATELY = timedelta(days=45)
"""What failed longer ago than a month and a half was seen to, or is superseded by the next month's."""

_MOST = 500
# Locks do not hold over them, and two programs at a time would each think that the ledger is theirs.
_SHARED = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph", "afs", "vboxsf", "prl_fs")
_RESTORE = "请先停下定时任务，再从备份恢复，见 docs/operations.zh-CN.md。"


def of_ledger(machine: Machine, schedule: Schedule, root: Path) -> Iterator[Finding]:
    """Yield what is found of the ledger; one that is not there yet is not made."""
    try:
        place = schedule.ledger_at(machine.environment)
    except BriefingError:
        # That its variable is not set is a finding of its own.
        return
    file = _file(place, root)
    if file is not None:
        found = tuple(_of_file(machine, file))
        yield from found
        if not file.exists() or any(finding.state != "ok" for finding in found):
            return
    yield from _of_runs(machine, schedule, place, root)


def _file(place: str, root: Path) -> Path | None:
    """Return the file of a ledger, or None for one on a server."""
    if place.startswith("sqlite:///"):
        return root / place.removeprefix("sqlite:///")
    return None if "://" in place else root / place


def _of_file(machine: Machine, file: Path) -> Iterator[Finding]:
    there = next((each for each in (file, *file.parents) if each.exists()), file)
    kind = machine.filesystem(there)
    if kind.startswith(_SHARED):
        hint = "请把工作文件夹放在本机磁盘上；几台电脑一起用时，台账改用 PostgreSQL。"
        yield Finding("台账", "missing", f"{file} 在网络盘（{kind}）上，锁不可靠，会发两遍。", hint)
    elif not file.exists():
        yield Finding("台账", "ok", "还没有，第一次运行时新建。")
    else:
        yield _of_database(machine, file)


def _of_database(machine: Machine, file: Path) -> Finding:
    """Try to write to a database without writing anything, and have it look itself over."""
    try:
        address = f"file:{quote(str(file))}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=machine.patience, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    except sqlite3.Error as error:
        return _refused(file, error)
    if said != "ok":
        return Finding("台账", "missing", f"{file} 坏了。", _RESTORE)
    if mode != "wal":
        hint = "换到本机磁盘上；刚从备份恢复的，运行一次定时任务后再看。"
        return Finding("台账", "note", f"{file} 没有用 WAL 方式，多半是这个位置不支持。", hint)
    return Finding("台账", "ok", f"{file}，可以写。")


def _refused(file: Path, error: sqlite3.Error) -> Finding:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Finding(
            "台账", "note", f"{file} 正被别的程序写着，这次没有看。", "过一会儿再试；一直这样，看是哪个程序占着。"
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Finding("台账", "missing", f"{file} 坏了。", _RESTORE)
    if code == sqlite3.SQLITE_FULL:
        return Finding("台账", "missing", f"{file} 写不进去：磁盘满了。", "请清理磁盘。")
    hint = "请检查这个文件和所在文件夹的权限：运行定时任务的账户两样都要能写。"
    return Finding("台账", "missing", f"{file} 写不进去。", hint)


def _of_runs(machine: Machine, schedule: Schedule, place: str, root: Path) -> Iterator[Finding]:
    from sqlalchemy.exc import SQLAlchemyError

    from briefing.ledger.ledger import Ledger

    try:
        with Ledger.open(place, root, machine.now) as ledger:
            runs, since = ledger.runs(limit=_MOST), ledger.standing((), machine.now()).since
            unsure = [run for run in runs if _is_late(machine, run) and _is_unsure(machine, ledger, run)]
    except ImportError:
        yield Finding("台账", "missing", "连台账的数据库要另装驱动。", "请运行 pip install 'gongjian-briefing[sql]'。")
    except BriefingError as error:
        yield Finding("台账", "missing", error.message, error.hint)
    except (SQLAlchemyError, OSError):
        # Its words may hold the address with what is in it.
        yield Finding("台账", "missing", "打不开。", "请核对 schedule.yaml 的 ledger，或问数据库管理员。")
    else:
        yield from _told(machine, runs, unsure)
        yield from _of_future(machine, schedule, since)


def _of_future(machine: Machine, schedule: Schedule, since: Mapping[str, datetime]) -> Iterator[Finding]:
    """Yield what is found of jobs that were first seen by a clock that ran ahead: in silence they wait for it."""
    for job in schedule.jobs:
        if job.enabled and job.start is None and since.get(job.id, machine.now()) > machine.now():
            day = f"{since[job.id].astimezone(job.zone):%Y-%m-%d}"
            hint = f"请在 schedule.yaml 的 {job.id} 里写上 start:（从哪一天起做）。"
            yield Finding("作业", "note", f"{job.id} 第一次登记时时钟快了，{day} 以前不会做。", hint)


def _is_late(machine: Machine, run: Run) -> bool:
    return machine.now() - run.at < LATELY


def _is_unsure(machine: Machine, ledger: Ledger, run: Run) -> bool:
    # What is being handed over just now, by who holds the run, is not.
    is_held = run.lease_until is not None and run.lease_until > machine.now()
    doubtful = {Sending.UNSURE} if is_held else {Sending.UNSURE, Sending.HANDING}
    return any(each.state in doubtful for each in ledger.deliveries(run.key))


def _told(machine: Machine, runs: tuple[Run, ...], unsure: list[Run]) -> Iterator[Finding]:
    if not runs:
        yield Finding("最近一次", "ok", "还没有运行过。")
        return
    last = max(runs, key=lambda run: run.changed or run.at)
    yield Finding("最近一次", "ok", f"{last.key}：{last.state.label}。")
    if last.changed is not None:
        yield from clock.of_last(machine, last.changed)
    late = [run for run in runs if _is_late(machine, run)]
    failed = [run for run in late if run.state is State.FAILED]
    held = [run for run in late if run.state is State.HELD]
    for name, which, hint in (
        ("失败的", failed, "用 briefing history 看原因。"),
        ("待审批", held, "看过文件后用 briefing approve 批准。"),
        ("发没发到不确定", unsure, "问过收件人后，没收到的用 briefing resend --only unsure 再发。"),
    ):
        if which:
            yield Finding(name, "note", f"{_some(run.key for run in which)}。", hint)


def _some(keys: Iterable[str], most: int = 5) -> str:
    known = list(keys)
    return "、".join(known[:most]) + (f"等 {len(known)} 次" if len(known) > most else "")

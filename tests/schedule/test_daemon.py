"""Claims about the program that waits: when it looks, what it does with an edited schedule, and how it leaves."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import BriefingError
from briefing.schedule import daemon as module
from briefing.schedule.daemon import MARK, STORE, Daemon
from briefing.schedule.model import Schedule
from briefing.schedule.work import Report
from tests.schedule.world import ZONE, monthly

PLAN = Schedule((monthly(),), ZONE)
EVERY = timedelta(milliseconds=10)


class Seen:
    """What a daemon did: the schedules it looked by; it is told to stop at the last of `plans`."""

    def __init__(
        self, root: Path, *plans: Schedule | BriefingError, leave: Callable[[Daemon], None] = Daemon.stop
    ) -> None:
        self.plans, self.looks, self.leave = list(plans), list[tuple[str, ...]](), leave
        self.jobs: list[set[str]] = []
        self.daemon = Daemon(root, self._load, self._do, EVERY)

    def _load(self) -> Schedule:
        plan = self.plans.pop(0)
        if isinstance(plan, BriefingError):
            raise plan
        return plan

    def _do(self, plan: Schedule, stopping: Callable[[], bool]) -> Report:
        self.looks.append(tuple(job.id for job in plan.jobs))
        assert self.daemon._scheduler is not None
        self.jobs.append({job.id for job in self.daemon._scheduler.get_jobs()})
        if not self.plans:
            assert not stopping()
            self.leave(self.daemon)
            assert stopping()
        return Report()


def test_it_looks_at_once_and_leaves_after_the_step_at_hand(tmp_path: Path) -> None:
    seen = Seen(tmp_path, PLAN, PLAN)
    seen.daemon.run()
    assert seen.looks == [("monthly",)]
    assert seen.jobs == [{"job:monthly"}]
    assert (tmp_path / STORE).exists()
    assert not (tmp_path / MARK).exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_makes_it_leave(tmp_path: Path, number: signal.Signals) -> None:
    before = signal.getsignal(number)

    def leave(daemon: Daemon) -> None:
        # More than one: whoever is impatient, and a service manager after that.
        for _ in range(5):
            os.kill(os.getpid(), number)
        # The main thread takes the signal while this one is at its step.
        daemon._stopping.wait()

    seen = Seen(tmp_path, PLAN, PLAN, leave=leave)
    seen.daemon.run()
    assert seen.looks == [("monthly",)]
    assert signal.getsignal(number) == before


def test_jobs_of_a_former_schedule_are_not_looked_for_any_more(tmp_path: Path) -> None:
    Seen(tmp_path, replace(PLAN, jobs=(monthly(id="old"), monthly())), PLAN).daemon.run()
    seen = Seen(tmp_path, PLAN, PLAN)
    seen.daemon.run()
    assert seen.jobs == [{"job:monthly"}]


def test_an_edited_schedule_holds_from_the_next_look_on(tmp_path: Path) -> None:
    edited = replace(PLAN, jobs=(monthly(id="quarterly"),))
    seen = Seen(tmp_path, PLAN, PLAN, edited)
    seen.daemon.run()
    assert seen.looks == [("monthly",), ("quarterly",)]
    assert seen.jobs == [{"job:monthly"}, {"job:quarterly"}]


def test_a_broken_edit_is_told_once_and_the_former_schedule_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = BriefingError("写错了。", "schedule.yaml:3")
    seen = Seen(tmp_path, PLAN, broken, broken, PLAN)
    seen.daemon.run()
    assert seen.looks == [("monthly",)] * 3
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == [
        "schedule.yaml:3: 写错了。（还按原来的执行）"
    ]


def test_a_ledger_that_cannot_be_had_is_told_and_the_program_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seen = Seen(tmp_path, PLAN, PLAN, PLAN)
    looked = seen.daemon._do

    def locked(plan: Schedule, stopping: Callable[[], bool]) -> Report:
        report = looked(plan, stopping)
        if len(seen.looks) == 1:
            raise BriefingError("台账锁住了。")
        return report

    seen.daemon._do = locked
    seen.daemon.run()
    assert len(seen.looks) == 2
    assert "台账锁住了。" in caplog.text


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_store_that_is_damaged_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".briefing").mkdir()
    (tmp_path / STORE).write_bytes(content)
    seen = Seen(tmp_path, PLAN, PLAN)
    seen.daemon.run()
    assert (seen.looks, seen.jobs) == ([("monthly",)], [{"job:monthly"}])


def test_a_store_that_cannot_be_written_keeps_nobody_from_looking(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    edited = replace(PLAN, jobs=(monthly(id="quarterly"),))
    seen = Seen(tmp_path, PLAN, PLAN, edited, edited)
    looked = seen.daemon._do

    def refuse(plan: Schedule, stopping: Callable[[], bool]) -> Report:
        assert seen.daemon._scheduler is not None
        seen.daemon._scheduler.add_job = _full
        return looked(plan, stopping)

    seen.daemon._do = refuse
    seen.daemon.run()
    assert seen.looks == [("monthly",), ("quarterly",), ("quarterly",)]
    assert "（每隔一阵照样看）" in caplog.text


def test_a_scheduler_whose_store_fails_for_a_while_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    from apscheduler.jobstores.memory import MemoryJobStore

    store = MemoryJobStore()
    store.update_job = _full
    scheduler = module._started(store)
    try:
        scheduler.pause()
        scheduler.add_job(int, "interval", seconds=60, next_run_time=datetime.now(UTC))
        scheduler.state = 1
        assert scheduler._process_jobs() == 60
    finally:
        scheduler.shutdown()
    assert "磁盘满了" in caplog.text


def test_a_clock_that_is_set_back_keeps_nothing_from_being_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Seen(tmp_path, PLAN, PLAN, PLAN, PLAN)
    looked, before = seen.daemon._do, datetime.now(UTC) - timedelta(days=400)

    class Back(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return before

    def turn(plan: Schedule, stopping: Callable[[], bool]) -> Report:
        monkeypatch.setattr("apscheduler.schedulers.base.datetime", Back)
        return looked(plan, stopping)

    seen.daemon._do = turn
    seen.daemon.run()
    assert len(seen.looks) == 3


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "磁盘满了")


def test_a_second_program_of_a_workspace_keeps_its_times_to_itself(tmp_path: Path) -> None:
    (tmp_path / ".briefing").mkdir()
    with module._store(tmp_path) as first, module._store(tmp_path) as second:
        assert [type(store).__name__ for store in (first, second)] == ["SQLAlchemyJobStore", "MemoryJobStore"]
    # One that was killed leaves its mark.
    (tmp_path / MARK).write_text("00000000-1", encoding="utf-8")
    with module._store(tmp_path) as after:
        assert type(after).__name__ == "MemoryJobStore"
    from briefing.processes import own_mark

    child = os.fork()
    if not child:
        (tmp_path / MARK).write_text(own_mark(), encoding="utf-8")
        os._exit(0)
    os.waitpid(child, 0)
    with module._store(tmp_path) as after:
        assert type(after).__name__ == "SQLAlchemyJobStore"

"""A workspace in; what is due done at its time, until the program is told to stop.

APScheduler says when to look, by each job's own times. A tick looks as well, for gates and retries; it goes by the
clock that nobody sets, so that one that was set back keeps nothing from being looked for. Whatever fires asks the
ledger what is to be done, so a firing too many, too late or in two programs at once does no harm. The job store lies in
`.briefing/jobs.sqlite` for the first program of a workspace; a second one keeps its own in memory, since a store of
APScheduler 3 cannot be shared. Nothing in it is needed again: one that is damaged is made anew.
"""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from briefing import events
from briefing.errors import BriefingError
from briefing.extras import require
from briefing.schedule.failing import said
from briefing.schedule.model import Schedule
from briefing.schedule.work import Report

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

STORE, MARK = ".briefing/jobs.sqlite", ".briefing/jobs.owner"
_PAUSE = 60.0
_running: dict[str, Daemon] = {}
"""The daemons of this process, by their workspace: what a job store keeps is the name of a function, not an object."""


class Daemon:
    """Looks for what is due until `stop`.

    `load` reads the schedule, `do` does what is due by it; both are asked at every firing. A schedule that cannot be
    read is told of once, and the one before it holds.
    """

    def __init__(
        self, root: Path, load: Callable[[], Schedule], do: Callable[[Schedule, Callable[[], bool]], Report],
        every: timedelta = timedelta(minutes=1),
    ) -> None:  # fmt: skip
        self._root, self._load, self._do, self._every = root, load, do, every
        self._schedule = load()
        self._told = ""
        self._stopping = threading.Event()
        # Held while something fires: what is at hand is done before the program ends.
        self._busy = threading.Lock()
        self._scheduler: BackgroundScheduler | None = None

    def run(self) -> None:
        """Run until `stop`; what a step has begun is done first. Raises BriefingError where APScheduler is missing."""
        require("apscheduler", "APScheduler", "定时运行")
        with _store(self._root) as store, self._signals():
            self._scheduler = _started(store)
            _running[str(self._root)] = self
            # The tick has a thread of its own, so that a signal is heard at once.
            ticking = threading.Thread(target=self._tick, name="briefing-tick")
            try:
                self._sync()
                events.tell("daemon.started", "开始等候", jobs=len(self._schedule.jobs))
                ticking.start()
                ticking.join()
            finally:
                self._stopping.set()
                self._scheduler.shutdown(wait=False)
                with self._busy:
                    del _running[str(self._root)]
            events.tell("daemon.stopped", "已停止")

    def stop(self) -> None:
        """Leave after the step at hand; may be called from any thread, but not from a signal's handler."""
        self._stopping.set()

    def _tick(self) -> None:
        while not self._stopping.is_set():
            self.fire()
            self._stopping.wait(self._every.total_seconds())

    def fire(self) -> None:
        """Read the schedule again and do what is due."""
        with self._busy:
            if self._stopping.is_set():
                return
            try:
                self._reload()
                self._do(self._schedule, self._stopping.is_set)
            # Whatever it is: this program is to be here when it is over, and says so in the meantime.
            except Exception as error:
                events.tell("daemon.failed", said(error), level=logging.ERROR)

    def _reload(self) -> None:
        try:
            fresh = self._load()
        except BriefingError as error:
            if str(error) != self._told:
                self._told = str(error)
                events.tell("schedule.broken", f"{error}（还按原来的执行）", level=logging.ERROR)
            return
        self._told = ""
        if fresh != self._schedule:
            self._schedule = fresh
            events.tell("schedule.changed", "schedule.yaml 改过，按新的执行", jobs=len(fresh.jobs))
            self._sync()

    def _sync(self) -> None:
        """Have the scheduler look at the times of the jobs that there are now, and of no former one.

        Where its store cannot be written, the tick alone looks: that is as often, and not to the minute.
        """
        try:
            self._synced()
        # Whatever it is, what is due is to be done.
        except Exception as error:
            _tell_of_store(error)

    def _synced(self) -> None:
        assert self._scheduler is not None
        wanted = {f"job:{job.id}": job for job in self._schedule.jobs if job.enabled}
        for known in self._scheduler.get_jobs():
            if known.id not in wanted:
                self._scheduler.remove_job(known.id)
        for name, job in wanted.items():
            self._scheduler.add_job(
                fire, _trigger(job.rule, job.zone), args=[str(self._root)], id=name, replace_existing=True,
                coalesce=True, misfire_grace_time=None, max_instances=1,
            )  # fmt: skip

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Let SIGTERM and SIGINT stop the daemon, where it runs in the main thread."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def leave(_number: int, _frame: FrameType | None) -> None:
            # In a thread of its own: a second signal may come while the first one holds the lock of what it sets.
            threading.Thread(target=self.stop, name="briefing-stop", daemon=True).start()

        former = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)


def fire(root: str) -> None:
    """Let the daemon of a workspace look; the function whose name the job store keeps."""
    daemon = _running.get(root)
    if daemon is not None:
        daemon.fire()


def _started(store: Any) -> BackgroundScheduler:
    """Start a scheduler with a store; with one in memory where that cannot be had."""
    from apscheduler.jobstores.memory import MemoryJobStore

    made = _scheduler(store)
    try:
        made.start()
    # Whatever it is, the store is not worth the program's life.
    except Exception as error:
        _tell_of_store(error)
        made = _scheduler(MemoryJobStore())
        made.start()
    return made


def _scheduler(store: Any) -> BackgroundScheduler:
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    class Lasting(BackgroundScheduler):  # type: ignore[misc]  # APScheduler has no types
        """Goes on where its store cannot be written for a while, as when the disk is full."""

        def _process_jobs(self) -> Any:
            try:
                return super()._process_jobs()
            # Unforeseen or not, it would end the scheduler's thread.
            except Exception as error:
                _tell_of_store(error)
                return _PAUSE

    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    # One at a time: what fires does all that is due.
    return Lasting(jobstores={"default": store}, executors={"default": ThreadPoolExecutor(1)}, timezone=UTC)


def _tell_of_store(error: Exception) -> None:
    events.tell("daemon.store", f"{said(error)}（每隔一阵照样看）", level=logging.WARNING)


def _trigger(rule: Any, zone: Any) -> Any:
    from briefing.schedule.trigger import RuleTrigger

    return RuleTrigger(rule, zone)


@contextmanager
def _store(root: Path) -> Iterator[Any]:
    """The job store of a workspace for the first program; one in memory for a second."""
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore

    mark = root / MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    if not _is_taken(mark):
        yield MemoryJobStore()
        return
    try:
        if not _is_whole(root / STORE):
            (root / STORE).unlink(missing_ok=True)
        yield SQLAlchemyJobStore(url=f"sqlite:///{root / STORE}")
    finally:
        mark.unlink(missing_ok=True)


def _is_whole(file: Path) -> bool:
    """Return whether a job store can be read, or is only busy."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False


def _is_taken(mark: Path) -> bool:
    """Return whether this process is now the first of its workspace; a mark of one that is gone does not count."""
    from briefing.processes import is_gone, own_mark

    with suppress(FileNotFoundError):
        if is_gone(mark.read_text(encoding="utf-8")) or not mark.stat().st_size:
            mark.unlink(missing_ok=True)
    try:
        handle = os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(own_mark())
    return True

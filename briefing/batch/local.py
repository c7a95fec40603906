"""Tasks in; how their items went out, as they are done, by processes of this machine.

Each worker is a pool of one process: when it dies it is known of what, and nobody else is touched. Processes are
spawned, since a fork of a process with threads may hang.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection

from briefing.batch.model import Done, How, Item, Order, Task

Results = tuple[Done, ...]
Work = Callable[[Order, tuple[Item, ...]], Results]
DIED = "生成它的进程中途死了，单独再试一次又死了，多半是内存不够。请用 --workers 减少进程，或把数据减少。"


def run(order: Order, tasks: Sequence[Task], workers: int, stop: threading.Event, work: Work) -> Iterator[Results]:
    """Have tasks done and yield their results as they come; once `stop` is set no more are begun.

    The items of a task that a worker died of are done again, each alone; one that a worker dies of again has failed.
    """
    waiting = deque(tasks)
    crew = [_Worker(order, work) for _ in range(min(workers, len(tasks)))]
    try:
        while True:
            for worker in crew:
                if worker.future is None and waiting and not stop.is_set():
                    worker.take(waiting.popleft())
            busy = {worker.future: worker for worker in crew if worker.future is not None}
            if not busy:
                return
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                task, results = busy[future].result()
                if results is None:
                    waiting.extendleft(Task((item,), again=True) for item in reversed(task.items))
                else:
                    yield results
    finally:
        for worker in crew:
            worker.end()


class _Worker:
    """One process and the task that it has in hand."""

    def __init__(self, order: Order, work: Work) -> None:
        self._order, self._work = order, work
        self._task = Task(())
        self.future: Future[Results] | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(1, context, _begin, (self._theirs,))

    def take(self, task: Task) -> None:
        """Begin a task; a process that died in between makes room for a new one."""
        self._task = task
        try:
            self.future = self._pool.submit(self._work, self._order, task.items)
        except BrokenProcessPool:
            self._renew()
            self.future = self._pool.submit(self._work, self._order, task.items)

    def result(self) -> tuple[Task, Results | None]:
        """Return the task that is done and its results; None where its items are to be done again."""
        assert self.future is not None
        task, future, self.future = self._task, self.future, None
        try:
            return task, future.result()
        except BrokenProcessPool:
            self._renew()
            return task, tuple(Done(item.key, How.FAILED, DIED) for item in task.items) if task.again else None

    def _renew(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        """End the process; what it has in hand is dropped, and none of its files is half written."""
        if self.future is not None:
            self._ours.close()
        self._pool.shutdown(cancel_futures=True)
        self._ours.close()
        self._theirs.close()


def _begin(parent: Connection) -> None:
    """Prepare a worker: the terminal's Ctrl-C is the parent's business, and when that goes this goes as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Connection) -> None:
    """End this process when the other end of the pipe is closed: by the parent, or by the system when that was killed.

    Processes of a pool wait for work for ever otherwise.
    """
    parent.poll(None)
    os._exit(1)

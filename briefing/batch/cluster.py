"""Tasks in; how their items went out, as they are done, by the workers of a Dask cluster.

Every worker needs the workspace under the same path, on a disk that all share: the first thing is to ask each. A task
whose worker dies is given to another by the scheduler; one that several died of is done again, item by item.
"""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from briefing import __version__
from briefing.batch.local import Results, Work
from briefing.batch.model import Done, How, Item, Order, Task
from briefing.errors import BriefingError, Problem, ProblemsFound, UsageError

SECONDS = 15
"""How long to wait for the scheduler, and for its first worker."""
DIED = "生成它的 worker 一再中途死掉，多半是内存不够。请给 worker 更多内存，或把数据减少。"
_AHEAD = 2
_alone = threading.Lock()


def run(address: str, order: Order, tasks: Sequence[Task], stop: threading.Event, work: Work) -> Iterator[Results]:
    """Have tasks done by a cluster and yield their results as they come; once `stop` is set no more are given out.

    Raises BriefingError where the cluster cannot be reached or used, or is lost.
    """
    with _connected(address) as client:
        threads = _checked(client, order)
        with _telling():
            yield from _done(client, order, deque(tasks), threads * _AHEAD, stop, work)


def _done(
    client: Any, order: Order, waiting: deque[Task], most: int, stop: threading.Event, work: Work
) -> Iterator[Results]:
    given: dict[Any, Task] = {}
    doubtful: deque[Task] = deque()
    coming = _distributed().as_completed(loop=client.loop)
    while True:
        while not stop.is_set() and (task := _next(waiting, doubtful, most - len(given), not given)):
            # A task is never the same as another: what was built once may have to be built again.
            future = client.submit(serve, work, order, task.items, pure=False)
            given[future] = task
            coming.add(future)
        if not given:
            return
        future = next(coming)
        results = _result(future, task := given.pop(future))
        if results is None:
            doubtful.extend(Task((item,), again=True) for item in task.items)
        else:
            yield results


def _next(waiting: deque[Task], doubtful: deque[Task], room: int, is_idle: bool) -> Task | None:
    """Return the next task to give out.

    A worker that dies is held against all tasks that it had, those that only waited there as well. So each of these
    has the cluster to itself, after all others: what dies then has died of it.
    """
    if waiting:
        return waiting.popleft() if room > 0 else None
    return doubtful.popleft() if doubtful and is_idle else None


def _result(future: Any, task: Task) -> Results | None:
    """Return the results of a task that is done; None where its items are to be done again."""
    try:
        results: Results = future.result()
    except _distributed().KilledWorker:
        return tuple(Done(item.key, How.FAILED, DIED) for item in task.items) if task.again else None
    return results


def serve(work: Work, order: Order, items: tuple[Item, ...]) -> Results:
    """Do a task on a worker; one at a time, since neither fonts nor charts are made for several threads."""
    with _alone:
        if not order.workspace.root.is_dir():
            message = f"这个 worker 上没有工作文件夹 {order.workspace.root}。"
            return tuple(Done(item.key, How.FAILED, message) for item in items)
        return work(order, items)


def _distributed() -> Any:
    """Return Dask's library, which has types for some of its functions only."""
    return import_module("distributed")


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        library = _distributed()
    except ModuleNotFoundError as error:
        hint = "请运行 pip install 'gongjian-briefing[scale]'。"
        raise UsageError("没有安装 Dask，不能用集群。", "--cluster", hint) from error
    try:
        client = library.Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        hint = "请检查地址（如 tcp://10.0.0.5:8786）、防火墙，以及 scheduler 是否在运行。"
        raise BriefingError(f"连不上集群 {address}。", "--cluster", hint) from error
    try:
        yield client
    finally:
        client.close(timeout=SECONDS)


@contextmanager
def _telling() -> Iterator[None]:
    """Say in words what it means that the scheduler is gone."""
    from concurrent.futures import CancelledError

    # Dask's own errors of this kind are kinds of these.
    try:
        yield
    except (CancelledError, TimeoutError, OSError) as error:
        hint = "做完的都记在台账里；集群恢复后再运行一次，只做没有做完的。"
        raise BriefingError("和集群断了联系。", "--cluster", hint) from error


def _checked(client: Any, order: Order) -> int:
    """Return how many threads the workers have. Raises ProblemsFound with every worker that cannot do the work."""
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError as error:
        hint = "请在各台机器上运行 dask worker tcp://…。"
        raise BriefingError("集群里一个 worker 也没有。", "--cluster", hint) from error
    with _token(order.workspace.root) as (place, token):
        answers: dict[str, Any] = client.run(look, str(place), token, on_error="return")
    found = {worker: _fault(answer, order.workspace.root) for worker, answer in answers.items()}
    problems = [Problem(f"worker {worker}", *fault) for worker, fault in found.items() if fault]
    if problems:
        raise ProblemsFound(problems)
    threads: dict[str, int] = client.nthreads()
    return max(1, sum(threads.values()))


@contextmanager
def _token(root: Path) -> Iterator[tuple[Path, str]]:
    """Write a file into the workspace that nobody can have who does not share it."""
    token = secrets.token_hex(16)
    place = root / ".briefing" / f"cluster-{token}"
    place.parent.mkdir(exist_ok=True)
    place.write_text(token, encoding="utf-8")
    try:
        yield place, token
    finally:
        place.unlink(missing_ok=True)


def look(place: str, token: str) -> tuple[bool, str]:
    """Return, on a worker, whether it sees the file of the parent, and which version it has."""
    try:
        seen = Path(place).read_text(encoding="utf-8") == token
    except OSError:
        seen = False
    return seen, __version__


def _fault(answer: object, root: Path) -> tuple[str, str] | None:
    """Return what is wrong with a worker by its answer, and the way out."""
    install = f"请在它的环境里运行 pip install 'gongjian-briefing[scale]=={__version__}'。"
    if isinstance(answer, ModuleNotFoundError):
        return f"没有安装 {answer.name}。", install
    if isinstance(answer, BaseException):
        return f"不能用（{type(answer).__name__}：{answer}）。", install
    assert isinstance(answer, tuple)
    seen, version = answer
    if not seen:
        hint = "每个 worker 都要在同一路径看到同一个工作文件夹（共享磁盘）。"
        return f"看不到工作文件夹 {root}。", hint
    if version != __version__:
        return f"装的是 {version} 版，这里是 {__version__} 版，生成的文件会不一样。", install
    return None

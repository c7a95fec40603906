"""Items in; all of them built, each one's state in the ledger, and what became of them out.

Workers build and tell; only this process writes the ledger, a few rows at a time. Whatever dies, a new run does what is
missing: what stands in the ledger was done, and files appear whole.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.batch import local
from briefing.batch.model import Done, How, Item, Order, Outcome, Task
from briefing.batch.work import work
from briefing.build.workspace import Workspace
from briefing.events import tell
from briefing.schedule.places import ledger_place

if TYPE_CHECKING:
    from briefing.ledger.items import ItemResult
    from briefing.ledger.ledger import Ledger

_TOGETHER = 6
"""Items of one data set that a worker gets in one go: enough to share what was read, and few enough to tell often."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What to run: its name in the ledger, its items, where and how. `workers` of 0 are as many as there are cores."""

    name: str
    items: tuple[Item, ...]
    output: Path | None = None
    force: bool = False
    only_failed: bool = False
    workers: int = 0
    cluster: str = ""
    work: local.Work = work


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: `begun` hears how many items there are to do, `done` of each that is done, `stop` ends it early."""

    begun: Callable[[int], None] = lambda count: None
    done: Callable[[Done], None] = lambda done: None
    stop: threading.Event = field(default_factory=threading.Event)


def run(workspace: Workspace, batch: Batch, watch: Watch) -> Outcome:
    """Build a batch. Raises BriefingError where it cannot begin or go on; an item that failed is in the outcome."""
    from briefing.ledger.ledger import Ledger

    began = time.monotonic()
    with Ledger.open(ledger_place(workspace.root), workspace.root) as ledger:
        items = _wanted(ledger, batch)
        watch.begun(len(items))
        tell("batch.begun", f"批量“{batch.name}”开始：{len(items)}份。", batch=batch.name, items=len(items))
        done = []
        for results in _results(Order(workspace, batch.output, batch.force), batch, items, watch.stop):
            _record(ledger, batch.name, results)
            for each in results:
                done.append(each)
                watch.done(each)
    finished = {each.key for each in done}
    left = tuple(item.key for item in items if item.key not in finished)
    return Outcome(batch.name, tuple(done), left, time.monotonic() - began)


def _wanted(ledger: Ledger, batch: Batch) -> tuple[Item, ...]:
    """Write down all items of a batch and return those to do: all, or those that failed the last time."""
    from briefing.ledger.items import Work

    known = ledger.items.begin(batch.name, (item.key for item in batch.items))
    if not batch.only_failed:
        return batch.items
    return tuple(item for item, row in zip(batch.items, known, strict=True) if row.state is Work.FAILED)


def _results(order: Order, batch: Batch, items: Sequence[Item], stop: threading.Event) -> Iterator[local.Results]:
    if batch.cluster:
        from briefing.batch import cluster

        return cluster.run(batch.cluster, order, tasks_of(items, 0), stop, batch.work)
    workers = batch.workers or cores()
    return local.run(order, tasks_of(items, workers), workers, stop, batch.work)


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def tasks_of(items: Sequence[Item], workers: int) -> tuple[Task, ...]:
    """Part items into tasks: those of one data set together, but few enough that every worker has some."""
    size = min(_TOGETHER, max(1, len(items) // (4 * workers))) if workers else _TOGETHER
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.dataset, []).append(item)
    return tuple(Task(tuple(group[at : at + size])) for group in groups.values() for at in range(0, len(group), size))


def _record(ledger: Ledger, name: str, results: local.Results) -> None:
    ledger.items.record_many(name, [_result(each) for each in results])
    for each in results:
        if each.how is How.FAILED:
            tell("batch.failed", f"{each.key}：{each.message}", batch=name, item=str(each.key))


def _result(done: Done) -> ItemResult:
    from briefing.ledger.items import ItemResult, Work

    state, seconds = Work(done.how.value), round(done.seconds, 3)
    return ItemResult(done.key, state, done.message, seconds, done.sha256, done.folder, done.worker)

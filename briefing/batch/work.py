"""Items of one data set in; how each of them went out. This is what runs on a worker, and all that runs there."""

from __future__ import annotations

import hashlib
import os
import platform
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from briefing.batch.model import Done, How, Item, Order
from briefing.build.job import Built, Job
from briefing.build.several import build_several
from briefing.errors import BriefingError

Result = Built | BriefingError


def work(order: Order, items: tuple[Item, ...]) -> tuple[Done, ...]:
    """Build items, which share what was read; what goes wrong with one of them is told of it, and stops no other.

    Where several were built in one go, each has its share of the seconds.
    """
    began = time.perf_counter()
    results = _results(order, items)
    _settle()
    seconds = (time.perf_counter() - began) / len(items)
    return tuple(_done(order, item, result, seconds) for item, result in zip(items, results, strict=True))


@cache
def _settle() -> None:
    """Tune this process for many more, once."""
    from briefing.build.warm import settle

    settle()


def _results(order: Order, items: Sequence[Item]) -> tuple[Result, ...]:
    jobs = [job_of(order, item) for item in items]
    try:
        return build_several(order.workspace, jobs, force=order.force)
    except Exception as error:
        # A fault of ours in one briefing of thousands: the others are wanted all the same, and this one is told.
        if len(items) > 1:
            return tuple(result for item in items for result in _results(order, [item]))
        message = f"程序出错（{type(error).__name__}：{error}）。"
        return (BriefingError(message, hint="请把这一句和这份数据发给维护人员。"),)


def job_of(order: Order, item: Item) -> Job:
    """Return the job that an item is."""
    output = order.workspace.root / item.output if item.output else order.output
    return Job(item.dataset, item.audience, item.period, item.formats, output, language=item.language or None)


def worker_name() -> str:
    """Return how a worker is called in the ledger: its machine and its process."""
    return f"{platform.node()}:{os.getpid()}"


def _done(order: Order, item: Item, result: Result, seconds: float) -> Done:
    if isinstance(result, BriefingError):
        return Done(item.key, How.FAILED, str(result), seconds, worker=worker_name())
    how = How.UNCHANGED if result.is_unchanged else How.BUILT
    folder, notices = result.folder, tuple(str(each) for each in result.news)
    return Done(item.key, how, "", seconds, shown(order, folder), digest(folder), worker_name(), notices)


def digest(folder: Path) -> str:
    """Return the SHA-256 of a folder's manifest, which holds those of all other files."""
    return hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()


def shown(order: Order, folder: Path) -> str:
    root = order.workspace.root
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)

"""Items of one data set in; how each of them went out. This is what runs on a worker, and all that runs there."""

from __future__ import annotations

import hashlib
import os
import platform
import time
from pathlib import Path

from briefing.batch.model import Done, How, Item, Order
from briefing.build.job import Built, Job, build
from briefing.errors import BriefingError


def work(order: Order, items: tuple[Item, ...]) -> tuple[Done, ...]:
    """Build items one after another; what goes wrong with one of them is told of it, and stops no other."""
    return tuple(_one(order, item) for item in items)


def worker_name() -> str:
    """Return how a worker is called in the ledger: its machine and its process."""
    return f"{platform.node()}:{os.getpid()}"


def _one(order: Order, item: Item) -> Done:
    began = time.perf_counter()
    try:
        built = build(order.workspace, job_of(order, item))
    except BriefingError as error:
        return _failed(item, str(error), began)
    except Exception as error:
        # A fault of ours in one briefing of thousands: the others are wanted all the same, and this one is told.
        return _failed(item, f"程序出错（{type(error).__name__}：{error}）。请把这一行和数据发给维护人员。", began)
    return _done(order, item, built, time.perf_counter() - began)


def job_of(order: Order, item: Item) -> Job:
    """Return the job that an item is."""
    output = order.workspace.root / item.output if item.output else order.output
    return Job(item.dataset, item.audience, item.period, item.formats, output, language=item.language or None)


def _failed(item: Item, message: str, began: float) -> Done:
    return Done(item.key, How.FAILED, message, time.perf_counter() - began, worker=worker_name())


def _done(order: Order, item: Item, built: Built, seconds: float) -> Done:
    notices = tuple(str(each) for each in (*built.told, *built.notices))
    return Done(
        item.key, How.BUILT, "", seconds, shown(order, built.folder), digest(built.folder), worker_name(), notices
    )


def digest(folder: Path) -> str:
    """Return the SHA-256 of a folder's manifest, which holds those of all other files."""
    return hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()


def shown(order: Order, folder: Path) -> str:
    root = order.workspace.root
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)

"""Work that dies, waits or tells: what tests give to workers instead of the true work, which they then do as well.

Workers are processes of their own, so they are told by files in the workspace what to do.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from unittest import mock

from briefing import faults
from briefing.batch.local import Results
from briefing.batch.model import Item, Order
from briefing.batch.work import work

POINT = "files.renaming"


def dies_once(order: Order, items: tuple[Item, ...]) -> Results:
    """Die while writing the item that the file `deadly` names, the first time only; every try is written down."""
    root = order.workspace.root
    _tell(root, items)
    with faults.hooked(_die if _is_deadly(root, items) and _first(root / "died") else _go_on):
        return work(order, items)


def dies_always(order: Order, items: tuple[Item, ...]) -> Results:
    """Die while writing that item each time."""
    root = order.workspace.root
    _tell(root, items)
    with faults.hooked(_die if _is_deadly(root, items) else _go_on):
        return work(order, items)


def _die(point: str) -> None:
    """Kill this process between two files that take their final names."""
    if point == POINT:
        os.kill(os.getpid(), signal.SIGKILL)


def _go_on(_point: str) -> None:
    """Do nothing."""


def waits(order: Order, items: tuple[Item, ...]) -> Results:
    """Say while writing that item, through the pipe `reached`, which process this is, and then wait for ever."""
    root = order.workspace.root

    def wait(point: str) -> None:
        if point == POINT:
            with (root / "reached").open("w") as pipe:
                pipe.write(f"{os.getpid()}\n")
                pipe.flush()
                # The other end stays open until this process is gone.
                signal.pause()

    with faults.hooked(wait if _is_deadly(root, items) else _go_on):
        return work(order, items)


def breaks(order: Order, items: tuple[Item, ...]) -> Results:
    """Meet a fault of the program's own at that item."""
    if not _is_deadly(order.workspace.root, items):
        return work(order, items)
    with mock.patch("briefing.batch.work.build_several", side_effect=ZeroDivisionError("division by zero")):
        return work(order, items)


def tries(root: Path) -> list[str]:
    """Return the data sets of all tries so far, in order."""
    return (root / "tries").read_text(encoding="utf-8").split()


def _is_deadly(root: Path, items: tuple[Item, ...]) -> bool:
    return (root / "deadly").read_text(encoding="utf-8") in {item.dataset for item in items}


def _tell(root: Path, items: tuple[Item, ...]) -> None:
    with (root / "tries").open("a", encoding="utf-8") as file:
        file.write("".join(f"{item.dataset}\n" for item in items))


def _first(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True

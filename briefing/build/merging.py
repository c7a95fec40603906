"""A data set folder in; nothing out, once no merge is writing into it. One that was cut off there is an error."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from briefing.errors import BriefingError
from briefing.intake import journal
from briefing.intake.lock import holder

_PATIENCE, _PAUSE = 10.0, 0.1
"""Seconds: a merge holds its lock for as long as comparing and renaming takes."""


def wait_for_merge(folder: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Wait while a merge writes into a data set. Raises BriefingError where it does not end, or was cut off.

    Between its renames half of the tables are the new ones and half the old.
    """
    left = _PATIENCE
    while held := holder(folder):
        if left <= 0:
            raise held
        pause(_PAUSE)
        left -= _PAUSE
    if journal.is_begun(folder):
        message = "上一次合并（briefing data merge）没有写完就中断了，表可能一半是新的、一半是旧的。"
        raise BriefingError(message, f"data/{folder.name}", "请先再运行一次 briefing data merge，它会接着写完。")


def is_merging(folder: Path) -> bool:
    """Return whether a merge is writing into a data set, or was cut off there."""
    return journal.is_begun(folder) or holder(folder) is not None

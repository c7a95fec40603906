"""A workspace in; where its ledger is, and in which time zone each of its jobs lives, out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import tzinfo
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.schedule.model import Schedule

LEDGER = ".briefing/ledger.sqlite"
SCHEDULE = "schedule.yaml"


def ledger_place(root: Path) -> str:
    """Return the path or URL of a workspace's ledger: what `schedule.yaml` says, or the usual place."""
    schedule = _schedule(root)
    if schedule is None:
        return LEDGER
    at = getattr(schedule, "ledger_at", None)
    return str(at(os.environ)) if at else schedule.ledger


def zones(root: Path) -> Callable[[str], tzinfo | None]:
    """Return what tells a job's time zone; None, the machine's own, for a job that the schedule does not have."""
    try:
        schedule = _schedule(root)
    except BriefingError:
        # A time can be told in any zone; what is wrong with the schedule others say.
        schedule = None
    known: dict[str, tzinfo] = {job.id: job.zone for job in schedule.jobs} if schedule else {}
    return known.get


def _schedule(root: Path) -> Schedule | None:
    if not (root / SCHEDULE).is_file():
        return None
    found: Schedule = import_module("briefing.schedule.reading").load(root)
    return found

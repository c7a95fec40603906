"""A workspace in; where its ledger is, and in which time zone each of its jobs lives, out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, UsageError
from briefing.yamlfile import read

if TYPE_CHECKING:
    from briefing.schedule.model import Schedule

SCHEDULE = "schedule.yaml"
LEDGER = ".briefing/ledger.sqlite"


def ledger_place(root: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return the path or the URL of the ledger: what the schedule says, or the usual place.

    What else is wrong in the schedule is no business of who only reads the ledger, or makes a batch. Raises UsageError
    where the variable that holds the URL is not set.
    """
    if not (root / SCHEDULE).is_file():
        return LEDGER
    source = read(root / SCHEDULE, SCHEDULE)
    variable = source.value.get("ledger_env")
    if isinstance(variable, str) and variable:
        if not environment.get(variable):
            message, where = f"环境变量 {variable} 没有设置，不知道台账在哪里。", source.where(("ledger_env",))
            raise UsageError(message, where, "请设置好再运行。")
        return environment[variable]
    written = source.value.get("ledger")
    return written if isinstance(written, str) and written else LEDGER


def readable(root: Path) -> Schedule | None:
    """Return the schedule of who only looks: None where there is none, or one with problems, which others say."""
    if (root / SCHEDULE).is_file():
        from briefing.schedule.reading import load

        with suppress(BriefingError):
            return load(root)
    return None


def zone_of(schedule: Schedule | None, job: str) -> tzinfo | None:
    """Return a job's time zone: the schedule's for one that it has not; without one, None, the machine's."""
    known = schedule and schedule.job(job)
    return known.zone if known else schedule.zone if schedule else None

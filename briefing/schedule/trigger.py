"""A job's time rule in; a trigger of APScheduler that asks it out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.schedule.model import TimeRule


class RuleTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Fires at the times of a rule. Where the calendar does not know the next one, it fires no more: the tick tells."""

    __slots__ = ("rule", "zone")

    def __init__(self, rule: TimeRule, zone: ZoneInfo) -> None:
        self.rule, self.zone = rule, zone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the time after the last one, so that one that was missed fires late, once."""
        try:
            return self.rule.after(previous_fire_time or now, self.zone)
        except BriefingError:
            return None

    def __getstate__(self) -> dict[str, Any]:
        return {"rule": self.rule, "zone": self.zone}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.rule, self.zone = state["rule"], state["zone"]

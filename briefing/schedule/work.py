"""One run at hand: its job, the claim on it, and what the steps need. What came of a round of runs: `Report`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from briefing import events
from briefing.delivery.model import Handing, Means, Outcome, Parcel, Recipient
from briefing.ledger.model import Run, State
from briefing.model.period import Period
from briefing.schedule.model import Job, Schedule

if TYPE_CHECKING:
    from briefing.build.job import Built
    from briefing.build.job import Job as BuildJob
    from briefing.build.workspace import Workspace
    from briefing.ledger.claim import Claim
    from briefing.ledger.ledger import Ledger

Clock = Callable[[], datetime]
Progress = Callable[[str], None]
Send = Callable[[Recipient, Parcel, Means, str, Handing], Outcome]
Build = Callable[["Workspace", "Sequence[BuildJob]", Progress], "Sequence[Built]"]


AFRESH: Mapping[str, Any] = MappingProxyType({"step": "", "attempts": 0, "next_try": None, "message": ""})
"""What a run has that nothing went wrong with since its last step."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Tools:
    """What runs are worked on with; tests bring their own. `stopping` is asked between steps and between recipients."""

    workspace: Workspace
    schedule: Schedule
    ledger: Ledger
    clock: Clock
    send: Send
    build: Build
    means: Means
    owner: str
    stopping: Callable[[], bool] = _never


@dataclass(frozen=True, slots=True)
class Work:
    """A run that this process holds. All that is written of it goes through `record`."""

    tools: Tools
    job: Job
    period: Period
    claim: Claim

    @property
    def run(self) -> Run:
        """The run as it stood when this process last wrote it."""
        return self.claim.run

    def now(self) -> datetime:
        return self.tools.clock()

    def record(self, step: str, message: str, /, **changes: Any) -> None:
        """Write a change of the run with a line of its story, and log it."""
        self.claim.record(step, message, **changes)
        level = logging.WARNING if self.run.state is State.FAILED else logging.INFO
        events.tell(f"run.{step}", message, level=level, run=self.run.key, state=str(self.run.state))

    def start_over(self, told: str) -> None:
        """Set the run back to being built; how long it may wait for data is reckoned from now."""
        details = self.details(waits_from=self.now().isoformat(), missing=None, spoiled=None)
        self.record("again", told, state=State.DUE, details=details, **AFRESH)

    def details(self, **changes: object) -> dict[str, object]:
        """Return the details of the run with some changed; None takes one out."""
        return {key: value for key, value in {**self.run.details, **changes}.items() if value is not None}


Came = Literal["done", "waiting", "busy", "retrying", "failed"]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run this time.

    `waiting`: for data or an approval; `busy`: another process holds it; `retrying`: something failed and will be
    tried again; `failed`: nothing more is tried by itself. Without a `state` nothing could be read or written of it;
    `run` is then the id of a job where its calendar is at fault. `label` is the state as people say it;
    `can_retry`: a person may have it tried again at once, and that does something.
    """

    run: str
    state: State | None
    came: Came
    message: str = ""
    next_try: datetime | None = None
    label: str = ""
    can_retry: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all that was due; `exit_code` is 1 where anything failed, even what will be tried again."""

    results: tuple[Result, ...] = field(default=())

    @property
    def exit_code(self) -> int:
        return int(any(result.came in {"failed", "retrying"} for result in self.results))


def result_of(run: Run, zone: tzinfo | None = None) -> Result:
    """Return what came of a run, by how it stands now; its next try as they write it in a zone."""
    came: Came = "done"
    if run.state is State.FAILED:
        came = "failed"
    elif run.state is not State.SENT:
        came = "retrying" if run.state.is_open and run.attempts else "waiting"
    next_try = run.next_try.astimezone(zone) if run.next_try else None
    is_asked = run.state is State.FAILED and bool(run.details.get("no_retry"))
    can_retry = came in {"failed", "retrying"} and not is_asked
    return Result(run.key, run.state, came, run.message, next_try, run.label, can_retry)

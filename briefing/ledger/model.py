"""What the ledger knows: runs, what went into and came out of them, and who was sent what.

A run is one job for one period; there is never a second one of the same. It goes through the states

    due → gated → built → held → approved → sent
                    └───────────────↗   ↘ failed

`gated` waits for data, `held` for an approval; a job that sends at once goes from built to sent. `failed` says in
`Run.message` what it failed at; the step that failed is the one that a new try begins with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """The state of a run."""

    DUE = "due"
    GATED = "gated"
    BUILT = "built"
    HELD = "held"
    APPROVED = "approved"
    SENT = "sent"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do by the program itself."""
        return self in {State.DUE, State.GATED, State.BUILT, State.APPROVED}


_LABELS = {
    State.DUE: "待生成", State.GATED: "等数据", State.BUILT: "已生成", State.HELD: "待审批", State.APPROVED: "已批准",
    State.SENT: "已发送", State.FAILED: "失败",
}  # fmt: skip


class Sending(StrEnum):
    """How far the sending to one recipient has come.

    `sending` is before the moment from which the other side may have taken it: what was cut off there was not taken and
    may be sent again. `handing` is from that moment until the answer is in the ledger: what was cut off there is
    `unsure`, and is sent again only when a person says so.
    """

    PENDING = "pending"
    SENDING = "sending"
    HANDING = "handing"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"

    @property
    def label(self) -> str:
        return _SENDINGS[self]


_SENDINGS = {
    Sending.PENDING: "待发", Sending.SENDING: "正在发", Sending.HANDING: "正在交付", Sending.SENT: "已发",
    Sending.FAILED: "没发成", Sending.UNSURE: "不确定",
}  # fmt: skip


ALERT = "alert:"
"""What the keys of those begin with who hear of a failure: `alert:1:mail:zhang@example.cn`, of the first failure."""


def named(recipient: str) -> str:
    """Return a recipient's key as people call it: the address alone."""
    key = recipient.removeprefix(ALERT).partition(":")[2] if recipient.startswith(ALERT) else recipient
    return key.partition(":")[2].partition("#")[0] or recipient


def key_of(job: str, period: str) -> str:
    """Return the key of a run, as people write it: `monthly@2026-10`."""
    return f"{job}@{period}"


@dataclass(frozen=True, slots=True)
class Run:
    """One run as the ledger has it. Every moment is aware and in UTC.

    `step` is where a failed one failed: `gate`, `build` or `delivery`. `attempts` counts the failed tries of that step,
    and `next_try` is when the next is due. `fence` grows with every claim: who holds an older one has lost the run.
    """

    job: str
    period: str
    at: datetime
    state: State = State.DUE
    step: str = ""
    attempts: int = 0
    next_try: datetime | None = None
    number: int | None = None
    message: str = ""
    approved_by: str = ""
    owner: str = ""
    lease_until: datetime | None = None
    fence: int = 0
    began: datetime | None = None
    changed: datetime | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return key_of(self.job, self.period)

    @property
    def label(self) -> str:
        """Its state as people say it; what was sent to some and is tried again for the others is not only built."""
        is_cut_short = self.step == "delivery" and self.state in {State.BUILT, State.APPROVED}
        return "没有发完" if is_cut_short else self.state.label


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a run built: its audience, its name, where it lies (relative to the workspace), its SHA-256."""

    audience: str
    name: str
    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Input:
    """A file that went into a run, by the name that a manifest shows; a digest of "" where it cannot be had."""

    audience: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one recipient of a run gets. `recipient` is its key within the job: `mail:zhang@example.cn`."""

    recipient: str
    audience: str
    state: Sending = Sending.PENDING
    attempts: int = 0
    message_id: str = ""
    message: str = ""
    sha256: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a run's story; nothing is ever removed from it."""

    at: datetime
    step: str
    message: str


@dataclass(frozen=True, slots=True, order=True)
class ItemKey:
    """What tells a briefing from all others of its batch; a language of "" is the data set's own."""

    dataset: str
    period: str
    audience: str
    language: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.dataset, self.period, self.audience, self.language) if part)


@dataclass(frozen=True, slots=True)
class Standing:
    """What `due` asks of the ledger: since when each job is known, and how each of its runs stands, by `Run.key`.

    `runs` holds all open runs, and of each job at least the runs due after `since` of the job.
    """

    since: Mapping[str, datetime] = field(default_factory=dict)
    runs: Mapping[str, Run] = field(default_factory=dict)

"""A workspace with a job or two, a clock that is set by hand, a build that writes two small files, and a mailbox."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from briefing import faults
from briefing.build.files import write_all
from briefing.build.job import Built
from briefing.build.job import Job as BuildJob
from briefing.build.keptback import KeptBack
from briefing.build.summary import KeyLine, Summary
from briefing.build.workspace import Settings, Workspace
from briefing.delivery.model import Handing, Means, Outcome, Parcel, Recipient
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import Run
from briefing.schedule.model import Job, Schedule
from briefing.schedule.running import do_due
from briefing.schedule.work import Progress, Report, Tools

ZONE = ZoneInfo("Asia/Shanghai")
SINCE = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 6, 0, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 6, 0, 31, tzinfo=UTC)
KEY = "monthly@2026-10"
ZHANG, LI, ARCHIVE = (
    Recipient("mail", "zhang@example.cn", "张三"),
    Recipient("mail", "li@example.cn"),
    Recipient("folder", "共享"),
)


@dataclass(frozen=True)
class Sixth:
    """08:30 on the sixth of each month, in the job's own time zone."""

    day: int = 6

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        local = moment.astimezone(zone)
        for months in range(3):
            year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
            at = datetime(year, month + 1, self.day, 8, 30, tzinfo=zone).astimezone(UTC)
            if at > moment:
                return at
        raise AssertionError


def monthly(**more: Any) -> Job:
    about: dict[str, Any] = {
        "id": "monthly", "dataset": "t", "audiences": ("leadership",), "rule": Sixth(), "rule_text": "每月6日 08:30",
        "zone": ZONE, "period": "last_month", "hold": False, "recipients": (ZHANG, LI), "series": "月报",
    } | more  # fmt: skip
    return Job(**about)


@dataclass
class World:
    """`reply` is what the mailbox answers, by address; `broken` is what the next builds raise, one each."""

    root: Path
    jobs: tuple[Job, ...] = field(default_factory=lambda: (monthly(),))
    now: datetime = NOW
    alerts: tuple[Recipient, ...] = ()
    reply: dict[str, Outcome] = field(default_factory=dict)
    broken: list[BaseException] = field(default_factory=list)
    builds: int = 0
    text: str = "一"

    def __post_init__(self) -> None:
        (self.root / "data" / "t").mkdir(parents=True, exist_ok=True)
        (self.root / "data" / "t" / "observations.csv").write_text("a\n", encoding="utf-8")
        # A job is made up for since the ledger first saw it.
        with self.ledger() as ledger:
            ledger.standing([job.id for job in self.jobs], SINCE)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        with Ledger.open(".briefing/ledger.sqlite", self.root, lambda: self.now) as ledger:
            yield ledger

    @contextmanager
    def tools(self, owner: str = "a", **more: Any) -> Iterator[Tools]:
        schedule = Schedule(self.jobs, ZONE, alerts=self.alerts)
        workspace = Workspace(self.root, Settings())
        with self.ledger() as ledger:
            given = Tools(
                workspace, schedule, ledger, lambda: self.now, self.send, self.build, Means(root=self.root), owner
            )
            yield replace(given, **more)

    def once(self, owner: str = "a", **more: Any) -> Report:
        with self.tools(owner, **more) as tools:
            return do_due(tools)

    def run(self, key: str = KEY) -> Run:
        with self.ledger() as ledger:
            found = ledger.run(key)
        assert found is not None
        return found

    def states(self, key: str = KEY) -> dict[str, str]:
        """Return how far each recipient has come."""
        with self.ledger() as ledger:
            return {each.recipient: str(each.state) for each in ledger.deliveries(key)}

    def story(self, key: str = KEY) -> list[str]:
        with self.ledger() as ledger:
            return [event.step for event in ledger.events(key)]

    def tale(self, key: str = KEY) -> list[str]:
        """Return what the ledger says of each step."""
        with self.ledger() as ledger:
            return [event.message for event in ledger.events(key)]

    def file(self, name: str = "briefing.pdf", period: str = "2026-10", audience: str = "leadership") -> Path:
        return self.root / "output" / "t" / period / audience / name

    # What stands in for the build and the mail server

    def build(self, workspace: Workspace, jobs: Sequence[BuildJob], progress: Progress) -> list[Built]:
        if self.broken:
            raise self.broken.pop(0)
        self.builds += 1
        progress("组织内容")
        return [self._built(job) for job in jobs]

    def _built(self, job: BuildJob) -> Built:
        folder = self.root / "output" / "t" / str(job.period) / str(job.audience)
        contents = {
            f"briefing.{kind}": f"{kind} {job.audience} 第{job.issue}期 {self.text}".encode()
            for kind in ("pdf", "pptx")
        }
        write_all(folder, contents)
        about = Summary("月报", "2026年10月", "示例办", "zh-CN", True, (KeyLine("产值", "8亿元"),))
        source = self.root / "data" / "t" / "observations.csv"
        inputs = (("data/t/observations.csv", hashlib.sha256(source.read_bytes()).hexdigest()),)
        return Built(
            folder, tuple(folder / name for name in contents), (), KeptBack(str(job.audience)), about, (), inputs
        )

    @property
    def mailbox(self) -> Path:
        return self.root / "mailbox.txt"

    def taken(self) -> list[str]:
        """Return who got something, in that order, once for each time."""
        return [line.split()[0] for line in self._lines()]

    def messages(self) -> set[tuple[str, ...]]:
        """Return the distinct messages that were taken: to whom, the Message-ID, and the SHA-256 of what was sent."""
        return {tuple(line.split()) for line in self._lines()}

    def _lines(self) -> list[str]:
        return self.mailbox.read_text(encoding="utf-8").splitlines() if self.mailbox.exists() else []

    def send(self, to: Recipient, parcel: Parcel, means: Means, message_id: str, handing: Handing) -> Outcome:
        """Take a parcel as a mail server does: from `handing` until the answer nobody can say whether it has."""
        for name in ("delivery.connected", "delivery.addressed", "delivery.body"):
            faults.point(name)
        answer = self.reply.get(to.address, Outcome("sent"))
        if answer.state == "failed":
            return answer
        handing()
        faults.point("delivery.handing")
        digest = hashlib.sha256(repr(parcel).encode()).hexdigest()
        line = f"{to.address} {message_id} {digest}\n".encode()
        handle = os.open(self.mailbox, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        os.write(handle, line)
        os.fsync(handle)
        os.close(handle)
        faults.point("delivery.handed")
        return replace(answer, sha256=digest)


DIED = 9


def killed(work: Callable[[], object], at: str, times: int = 1) -> bool:
    """Do something in a process of its own that is killed when it comes to a point; return whether it came there."""
    child = os.fork()
    if not child:
        try:
            with faults.hooked(_killer(at, times)):
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == DIED


def _killer(at: str, times: int) -> Callable[[str], None]:
    left = [times]

    def hook(name: str) -> None:
        left[0] -= name == at
        if not left[0] and name == at:
            os.kill(os.getpid(), DIED)

    return hook


def later(world: World, **by: float) -> None:
    world.now += timedelta(**by)

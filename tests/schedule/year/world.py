"""A district's year: its data as they come in, its schedule, its clock, and a machine on which anything may go wrong.

Everything that the schedule does, it does in a child process at a moment of this world's own clock, so that it can be
cut off by a signal 9 at any point of `briefing.faults`. The mail server is a process, too (`post_office`), and mails
are sent through a socket.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import errno
import os
import signal
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NoReturn
from zoneinfo import ZoneInfo

from briefing import faults
from briefing.build.workspace import Workspace, find
from briefing.delivery.model import MailServer, Recipient
from briefing.delivery.send import send
from briefing.ledger.ledger import Ledger
from briefing.processes import own_mark
from briefing.schedule import cron, phrases
from briefing.schedule.building import build_all
from briefing.schedule.model import Calendar, Gate, Job, Retries, Schedule
from briefing.schedule.running import means_of
from briefing.schedule.work import Tools

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
LEDGER = ".briefing/ledger.sqlite"
DEPARTMENTS = {"区经信局": ("output", "invest"), "区科技局": ("patents",)}
_DATASET = """\
id: county
title: 六项攻坚月报
region: 示例区
organization: 示例区攻坚办
synthetic: true
themes:
  - {id: industry, name: 产业攻坚, department: 区经信局}
  - {id: science, name: 科技攻坚, department: 区科技局}
"""
_INDICATORS = """\
id,name,theme,unit,kind,frequency,department
output,规上工业产值,industry,亿元,flow,month,区经信局
invest,固定资产投资,industry,亿元,flow,month,区经信局
patents,专利授权,science,件,flow,month,区科技局
"""
_TEMPLATE = """\
extends: public
name: 月报
description: 一页看懂
cover: {title: "{{ dataset.title }}"}
order: [overview]
chapters: {themes: null, built: null, honours: null, appendix: null}
"""


WORKDAY_5, WORKDAY_3, NIGHT = "每月第5个工作日 08:30", "每季度第3个工作日 09:00", "30 2 29 * *"
LEADERS = tuple(Recipient("mail", f"{name}@example.cn") for name in ("shuji", "quzhang", "mishu"))
OTHERS = Recipient("mail", "bumen@example.cn", audience="second")
SHARED = Recipient("folder", "output/共享")


def jobs() -> tuple[Job, ...]:
    """Three jobs: one held for approval; one sent at once, in a night that summer time cuts short; one a quarter."""
    wait, retries, plain = Gate(wait=timedelta(days=25)), Retries(5, timedelta(minutes=30)), Calendar()
    monthly = Job(
        "monthly", "county", ("small",), phrases.parse(WORKDAY_5, plain), WORKDAY_5, SHANGHAI, "year_to_last_month",
        ("pdf", "pptx"), gate=wait, recipients=(*LEADERS, SHARED), series="月报",
    )  # fmt: skip
    express = Job(
        "express", "county", ("small", "second"), cron.parse(NIGHT), NIGHT, BERLIN, "last_month", ("pptx",), gate=wait,
        hold=False, retries=retries, recipients=(LEADERS[0], OTHERS), series="快报",
    )  # fmt: skip
    quarterly = Job(
        "quarterly", "county", ("small",), phrases.parse(WORKDAY_3, plain), WORKDAY_3, SHANGHAI, "last_quarter",
        ("pdf",), gate=wait, recipients=LEADERS[:1], series="季报", yearly=False,
    )  # fmt: skip
    return monthly, express, quarterly


@dataclass(slots=True)
class World:
    """The year as far as it has come. `told` counts what went wrong, so that a test can see that something did."""

    root: Path
    random: Random
    now: datetime
    port: int
    told: Counter[str] = field(default_factory=Counter)

    @property
    def workspace(self) -> Workspace:
        return find(self.root)

    def schedule(self) -> Schedule:
        mail = MailServer("127.0.0.1", self.port, "示例区攻坚办 <gongjian@example.cn>", "none", timeout=20)
        return Schedule(jobs(), SHANGHAI, mail=mail)

    @contextlib.contextmanager
    def ledger(self) -> Iterator[Ledger]:
        with Ledger.open(LEDGER, self.root, lambda: self.now) as opened:
            yield opened

    def tools(self, ledger: Ledger) -> Tools:
        workspace, schedule = self.workspace, self.schedule()
        return Tools(
            workspace, schedule, ledger, lambda: self.now, send, build_all, means_of(workspace, schedule), own_mark()
        )

    # The office

    def mood(self, mood: str) -> None:
        (self.root / "post" / "mood").write_text(mood, encoding="utf-8")

    def mails(self) -> list[tuple[str, str, bytes]]:
        """Return every mail that the server took, as recipient, Message-ID and bytes."""
        found = []
        for path in sorted((self.root / "post" / "mail").iterdir()):
            data = path.read_bytes()
            message = email.message_from_bytes(data, policy=email.policy.default)
            found.append((str(message["To"]), str(message["Message-ID"]), data))
        return found

    def bring(self, month: date, department: str) -> None:
        """Let a department's figures of a month come in: the table is written anew, whole."""
        path = self.root / "data" / "county" / "observations.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines += rows(month, DEPARTMENTS[department])
        aside = path.with_suffix(".aside")
        aside.write_text("\n".join(lines) + "\n", encoding="utf-8")
        aside.replace(path)

    # The machine

    def run(self, act: Callable[[Tools], object], *hooks: Callable[[str], None], machines: int = 1) -> None:
        """Let one or several processes act at this moment, each with a hook, and wait until all have ended."""
        children = [self._fork(act, hooks[at] if at < len(hooks) else _nothing) for at in range(machines)]
        for child in children:
            _, status = os.waitpid(child, 0)
            ended = os.waitstatus_to_exitcode(status)
            assert ended in {0, -signal.SIGKILL}, f"a process ended with {ended} at {self.now}"
            self.told["killed"] += ended == -signal.SIGKILL

    def _fork(self, act: Callable[[Tools], object], hook: Callable[[str], None]) -> int:
        child = os.fork()
        if not child:
            self._act(act, hook)
        return child

    def _act(self, act: Callable[[Tools], object], hook: Callable[[str], None]) -> NoReturn:
        try:
            with faults.hooked(hook), self.ledger() as ledger:
                act(self.tools(ledger))
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)


def _nothing(_point: str) -> None:
    pass


def killed(seed: int, share: float) -> Callable[[str], None]:
    """Return a hook that ends the process at one point of several, the share of which is given."""
    random = Random(seed)

    def hook(_point: str) -> None:
        if random.random() < share:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def full_disk(point: str) -> None:
    """A hook: there is no room for a file."""
    if point == "files.aside":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "briefing.pptx")


def rows(month: date, indicators: tuple[str, ...]) -> list[str]:
    """Return a month's lines of some indicators: the same for the same month."""
    source = Random(f"{month:%Y-%m}")
    values = {name: round(80 + 40 * source.random(), 1) for name in ("output", "invest", "patents")}
    return [f"{name},{month:%Y-%m},{values[name]}" for name in indicators]


def months(first: date, count: int) -> list[date]:
    number = first.year * 12 + first.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number, number + count)]


@contextlib.contextmanager
def world(root: Path, seed: int) -> Iterator[World]:
    """A workspace with the data up to November 2025 at the end of that year, and a mail server beside it."""
    data = root / "data" / "county"
    data.mkdir(parents=True)
    (root / "briefing.yaml").write_text("system_fonts: false\n", encoding="utf-8")
    (data / "dataset.yaml").write_text(_DATASET, encoding="utf-8")
    (data / "indicators.csv").write_text(_INDICATORS, encoding="utf-8")
    known = [line for month in months(date(2025, 1, 1), 11) for line in rows(month, ("output", "invest", "patents"))]
    (data / "observations.csv").write_text("\n".join(["indicator,period,value", *known]) + "\n", encoding="utf-8")
    for name in ("small", "second"):
        (root / "templates" / name).mkdir(parents=True)
        (root / "templates" / name / "template.yaml").write_text(_TEMPLATE, encoding="utf-8")
    (root / "post").mkdir()
    (root / "post" / "mood").write_text("well", encoding="utf-8")
    command = [sys.executable, "-m", "tests.schedule.year.post_office", str(root / "post")]
    office = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert office.stdin is not None
    assert office.stdout is not None
    try:
        yield World(root, Random(seed), datetime(2025, 12, 31, 12, 0, tzinfo=UTC), int(office.stdout.readline()))
    finally:
        office.stdin.close()
        office.wait()
        office.stdout.close()

"""A year of monthly jobs in a simulated clock, with faults strewn in by a seeded generator."""

from __future__ import annotations

import email
import email.policy
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest

from briefing.ledger.model import Run, Sending, State
from briefing.schedule import again, approval
from briefing.schedule.due import due
from briefing.schedule.running import do_due
from briefing.schedule.work import Tools
from tests.schedule.year.world import DEPARTMENTS, LEADERS, World, full_disk, jobs, killed, months, world

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes to kill them")

SEEDS = (2026,)
LAST = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
STEP = timedelta(hours=7)
"""How often somebody looks: so that the times of day go round."""
QUIET = 0.1
"""Of the looks at which nothing is due, the share that is taken: nothing but time is saved by it."""
KILLED = 0.12
"""Of the points that a process passes which is to be killed, the share at which it is."""


class Year:
    """What happens in the year: data late, machines off, mails refused, processes killed, clocks wrong."""

    def __init__(self, world: World) -> None:
        self.world, self.random = world, world.random
        self.arrivals = sorted(_arrivals(self.random))

    def play(self) -> None:
        """Let the year go by, then some quiet days in which everybody makes good what is left."""
        world = self.world
        while world.now < LAST:
            world.now += STEP
            self._deliver_data()
            if self._is_due() or self.random.random() < QUIET:
                self._fault()
            self._operator()
        world.mood("well")
        for _ in range(60):
            world.now += timedelta(hours=5)
            world.run(do_due)
            self._operator(is_careful=True)

    def _is_due(self) -> bool:
        with self.world.ledger() as ledger:
            standing = ledger.standing([job.id for job in jobs()], self.world.now)
        return bool(due(jobs(), standing, self.world.now))

    def _deliver_data(self) -> None:
        while self.arrivals and self.arrivals[0][0] <= self.world.now:
            _, month, department = self.arrivals.pop(0)
            self.world.bring(month, department)

    def _fault(self) -> None:
        """Look for what is due, with one of the faults, or none."""
        kind = self.random.choices(FAULTS, WEIGHTS)[0]
        self.world.told[kind] += 1
        getattr(self, f"_{kind}")()
        if self.random.random() < 0.5:
            self.world.mood("well")

    def _well(self) -> None:
        self.world.run(do_due)

    def _kill(self) -> None:
        self.world.run(do_due, self._killer())

    def _two(self) -> None:
        self.world.run(do_due, machines=2)

    def _two_and_kill(self) -> None:
        self.world.run(do_due, self._killer(), machines=2)

    def _disk_full(self) -> None:
        self.world.run(do_due, full_disk)

    def _off(self) -> None:
        """The machine is off for days, perhaps for a due time or two."""
        self.world.now += timedelta(days=self.random.choice((1, 2, 6, 20)))

    def _clock(self) -> None:
        """The clock is wrong while the program looks, by days forward or back; then somebody sets it right."""
        right = self.world.now
        self.world.now += timedelta(days=self.random.choice((-40, -3, -1, 1, 3)))
        self.world.run(do_due)
        self.world.now = right

    def _mood(self) -> None:
        moods = ("down", "busy", "cut", "mute", *(f"no {each.address}" for each in LEADERS))
        self.world.mood(self.random.choice(moods))
        self.world.run(do_due)

    def _template(self) -> None:
        """Somebody edits a template while a build is at work: from the next build on it counts."""
        path = self.world.root / "templates" / "small" / "template.yaml"

        def hook(point: str) -> None:
            if point == "run.building":
                path.write_text(path.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")

        self.world.run(do_due, hook)

    def _output_gone(self) -> None:
        """The output folder is a file for a while: nothing can be written."""
        output, aside = self.world.root / "output", self.world.root / "output.aside"
        had = output.exists()
        if had:
            output.rename(aside)
        output.write_text("", encoding="utf-8")
        self.world.run(do_due)
        output.unlink()
        if had:
            aside.rename(output)

    # The person who looks after it

    def _operator(self, *, is_careful: bool = False) -> None:
        """Approve what is held, have failures tried again, and ask those of whom nobody knows what they got."""
        with self.world.ledger() as ledger:
            runs = ledger.runs()
        for run in runs:
            if not is_careful and self.random.random() < 0.6:
                continue
            hook = self._killer() if not is_careful and self._seldom() else None
            hooks = [hook] if hook else []
            if run.state is State.HELD:
                self._maybe_edit(run)
                self.world.run(partial(_approve, key=run.key), *hooks)
            elif run.state is State.FAILED:
                self.world.run(partial(self._mend, key=run.key), *hooks)

    def _seldom(self) -> bool:
        return self.random.random() < 0.3

    def _killer(self) -> Callable[[str], None]:
        return killed(self.random.randrange(1 << 30), KILLED)

    def _maybe_edit(self, run: Run) -> None:
        """Sometimes a deck is edited by hand before it is approved."""
        if run.job == "monthly" and self._seldom():
            period = run.period.replace("..", "_")
            path = self.world.root / "output" / "county" / period / "small" / "briefing.pptx"
            path.write_bytes(path.read_bytes() + b"edited")
            self.world.told["edited"] += 1

    def _mend(self, tools: Tools, key: str) -> None:
        """Do what the guide says: ask whoever is unsure, and have the rest tried again."""
        unsure = [d.recipient for d in tools.ledger.deliveries(key) if d.state is Sending.UNSURE]
        had = {(to, id) for to, id, _ in self.world.mails()}
        for each in tools.ledger.deliveries(key):
            if each.recipient in unsure and (each.recipient.split(":")[1].split("#")[0], each.message_id) in had:
                again.arrived(tools, key, [each.recipient], "收件人")
        run = tools.ledger.run(key)
        if run is not None and run.state is State.FAILED:
            left = [d.recipient for d in tools.ledger.deliveries(key) if d.state is Sending.UNSURE]
            if left:
                again.resend(tools, key, ["unsure", "failed"])
            else:
                again.retry(tools, key)


FAULTS = (
    "well", "kill", "two", "two_and_kill", "disk_full", "off", "clock", "mood", "template", "output_gone",
)  # fmt: skip
WEIGHTS = (30, 20, 8, 8, 5, 3, 4, 12, 5, 5)


def _arrivals(random: Random) -> Iterator[tuple[datetime, date, str]]:
    """Yield when which department's figures of which month come in: most in time, some after the fifth workday."""
    for month in months(date(2025, 12, 1), 12):
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        for department in DEPARTMENTS:
            day = datetime(following.year, following.month, following.day, tzinfo=UTC)
            yield day + timedelta(days=random.randrange(1, 15), hours=random.randrange(24)), month, department


def _approve(tools: Tools, key: str) -> None:
    approval.approve(tools, key, "主任", edited=True)


@pytest.fixture(scope="module", params=SEEDS)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A year that has gone by; the tests only look at what is left of it."""
    with world(tmp_path_factory.mktemp("year"), request.param) as made:
        Year(made).play()
        yield made


@pytest.fixture(scope="module")
def runs(year: World) -> dict[str, Run]:
    with year.ledger() as ledger:
        return {run.key: run for run in ledger.runs()}


MONTHS = ["2025-12", *(f"2026-{month:02}" for month in range(1, 12))]
# The 29th of February 2026 is not: January's briefing of that night is nobody's.
EXPRESS = [month for month in MONTHS if month != "2026-01"]
CUMULATIVE = ["2025", *(f"2026-01..2026-{month:02}" for month in range(1, 12))]
QUARTERS = ["2025Q4", "2026Q1", "2026Q2", "2026Q3"]
EXPECTED = {
    *(f"monthly@{period}" for period in CUMULATIVE),
    *(f"express@{period}" for period in EXPRESS),
    *(f"quarterly@{period}" for period in QUARTERS),
}


def test_the_year_was_not_a_quiet_one(year: World) -> None:
    assert year.told["killed"] >= 20
    assert all(year.told[fault] for fault in FAULTS)
    assert year.told["edited"]


def test_every_job_ran_once_for_every_period_and_for_no_other(runs: dict[str, Run]) -> None:
    assert set(runs) == EXPECTED
    assert {run.state for run in runs.values()} == {State.SENT}


def test_issue_numbers_count_up_without_one_twice(runs: dict[str, Run]) -> None:
    given: dict[tuple[str, int], list[int]] = {}
    for run in runs.values():
        year = 0 if run.job == "quarterly" else int(run.period[:4])
        given.setdefault((run.job, year), []).append(run.number or 0)
    assert {key: sorted(numbers) for key, numbers in given.items()} == {
        ("monthly", 2025): [1], ("monthly", 2026): list(range(1, 12)),
        ("express", 2025): [1], ("express", 2026): list(range(1, 11)),
        ("quarterly", 0): [1, 2, 3, 4],
    }  # fmt: skip


def test_every_recipient_got_every_mail_once(year: World, runs: dict[str, Run]) -> None:
    wanted = Counter[tuple[str, str]]()
    with year.ledger() as ledger:
        for key in runs:
            for each in ledger.deliveries(key):
                assert each.state is Sending.SENT, f"{key} {each}"
                if each.recipient.startswith("mail:"):
                    wanted[each.recipient.split(":")[1].split("#")[0], each.message_id] += 1
    got = Counter((to, message_id) for to, message_id, _ in year.mails())
    assert got == wanted
    assert got.total() == 3 * len(CUMULATIVE) + 2 * len(EXPRESS) + len(QUARTERS)


def test_what_lies_in_the_mailbox_is_what_the_archive_holds(year: World, runs: dict[str, Run]) -> None:
    archived: dict[str, set[str]] = {}
    with year.ledger() as ledger:
        for key, run in runs.items():
            for each in ledger.deliveries(key):
                held: Any = run.details["archive"]
                files = {digest for name, digest in held[each.audience].items() if name.startswith("briefing.")}
                folder = year.root / ".briefing" / "archive" / run.job / run.period.replace("..", "_") / each.audience
                assert {_digest(path.read_bytes()) for path in folder.glob("briefing.*")} == files
                archived[each.message_id] = files
    for _, message_id, data in year.mails():
        message = email.message_from_bytes(data, policy=email.policy.default)
        sent = {_digest(part.get_content()) for part in message.iter_attachments()}
        assert sent == archived[message_id]


def test_the_shared_folder_holds_every_monthly_briefing(year: World, runs: dict[str, Run]) -> None:
    there = Counter(_digest(path.read_bytes()) for path in (year.root / "output" / "共享").rglob("*") if path.is_file())
    wanted = Counter[str]()
    for run in runs.values():
        if run.job == "monthly":
            held: Any = run.details["archive"]
            wanted.update(digest for name, digest in held["small"].items() if name.startswith("briefing."))
    assert there == wanted


def test_no_half_file_is_left_and_each_is_the_one_that_the_ledger_names(year: World, runs: dict[str, Run]) -> None:
    with year.ledger() as ledger:
        for key in runs:
            for output in ledger.outputs(key):
                assert _digest((year.root / output.path).read_bytes()) == output.sha256, output.path


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

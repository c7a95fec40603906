"""Claims about runs that are cut off anywhere, done twice at once, or done by a clock that jumps: nothing is lost,
nothing is done twice, and the ledger tells the truth."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing import faults
from briefing.errors import BriefingError, ProblemsFound
from briefing.ledger.claim import Claim
from briefing.ledger.faults import LedgerUnusable
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import Delivery, Run, Sending, State
from briefing.processes import own_mark
from briefing.schedule.approval import approve
from briefing.schedule.holding import held
from briefing.schedule.model import Retries
from briefing.schedule.steps import advance
from tests.schedule.world import ARCHIVE, DUE, KEY, LI, SINCE, ZHANG, World, killed, later, monthly

OWN = tuple(name for name in faults.POINTS if name.startswith(("run.", "delivery.", "files.")))
MAYBE_TAKEN = frozenset({"delivery.handing", "delivery.handed"})


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def _to_the_end(world: World) -> None:
    """Do a run that is held, approve it, and send it."""
    world.once(own_mark())
    if world.run().state is State.HELD:
        _approve(world, own_mark())
        world.once(own_mark())


def _approve(world: World, owner: str) -> None:
    with world.tools(owner) as tools:
        approve(tools, KEY, "王主任")


def _passed(world: World) -> list[str]:
    names: list[str] = []
    with faults.hooked(names.append):
        _to_the_end(world)
    return names


def test_a_held_run_passes_every_point(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    passed = dict.fromkeys(_passed(world))
    assert [name for name in OWN if name not in passed and not name.startswith("files.")] == []


@pytest.mark.parametrize("hold", [True, False])
@pytest.mark.parametrize("point", OWN)
def test_a_run_killed_at_a_point_is_done_by_the_next_and_nobody_gets_it_twice(
    world: World, point: str, hold: bool
) -> None:
    world.jobs = (monthly(hold=hold),)
    world.file().parent.mkdir(parents=True)
    world.file().write_bytes(b"good and old")
    came = killed(lambda: _to_the_end(world), point)
    assert came or (not hold and point in {"run.held", "run.approved"}) or point.startswith("files.")
    assert world.file().read_bytes() in (b"good and old", "pdf leadership 第1期 一".encode())
    assert len(world.taken()) == len(set(world.taken()))
    # Who comes next takes over at once from one that is no more.
    _to_the_end(world)
    _check_whole(world, point)


def _check_whole(world: World, point: str) -> None:
    """Hold the ledger against the mailbox and the folders."""
    run, states, taken = world.run(), world.states(), world.taken()
    assert len(taken) == len(set(taken))
    assert run.number == 1
    for recipient in (ZHANG, LI):
        if states[recipient.key] == "sent":
            assert recipient.address in taken
        else:
            assert (states[recipient.key], point in MAYBE_TAKEN) == ("unsure", True)
            assert (recipient.address in taken) == (point == "delivery.handed")
    assert run.state is (State.SENT if set(states.values()) == {"sent"} else State.FAILED)
    for name in ("briefing.pdf", "briefing.pptx"):
        archived = world.root / ".briefing" / "archive" / "monthly" / "2026-10" / "leadership" / name
        assert archived.read_bytes() == world.file(name).read_bytes() == f"{name[9:]} leadership 第1期 一".encode()
    assert [path.name for path in world.file().parent.iterdir() if path.name.startswith(".")] == []
    with world.ledger() as ledger:
        assert len(ledger.runs()) == 1


@pytest.mark.parametrize("point", ["delivery.sending", "delivery.handing", "delivery.handed", "delivery.recorded"])
def test_the_second_recipient_is_sent_to_after_a_kill_at_the_first_and_the_other_way_round(
    world: World, point: str
) -> None:
    assert killed(lambda: world.once(own_mark()), point, times=2)
    world.once(own_mark())
    assert world.states()[ZHANG.key] == "sent"
    assert world.states()[LI.key] == ("unsure" if point in MAYBE_TAKEN else "sent")
    assert sorted(world.taken()) == (
        ["zhang@example.cn"] if point == "delivery.handing" else [LI.address, ZHANG.address]
    )


def test_while_a_mail_is_on_its_way_the_ledger_says_how_far(world: World) -> None:
    for point, state in (("delivery.body", "sending"), ("delivery.handing", "handing"), ("delivery.recorded", "sent")):
        other = World(world.root / point)
        assert killed(lambda other=other: other.once(own_mark()), point)  # type: ignore[misc]  # bound for each
        assert other.states() == {ZHANG.key: state, LI.key: "pending"}


def test_what_lies_in_the_archive_of_a_try_that_was_cut_off_is_not_kept(world: World) -> None:
    folder = world.root / ".briefing" / "archive" / "monthly" / "2026-10" / "leadership"
    folder.mkdir(parents=True)
    (folder / "briefing.html").write_bytes(b"never sent")
    world.once()
    assert not (folder / "briefing.html").exists()


@pytest.mark.parametrize("point", ["delivery.sending", "delivery.handing", "delivery.handed", "delivery.recorded"])
def test_word_of_a_failure_that_was_cut_off_is_sent_once(world: World, point: str) -> None:
    world.jobs = (monthly(recipients=(), gate=None, retries=replace(monthly().retries, times=0)),)
    world.alerts = (replace(ZHANG, address="duty@example.cn"),)

    def fail() -> None:
        world.broken = [ValueError("no")]
        world.once(own_mark())

    assert killed(fail, point)
    world.once(own_mark())
    world.once(own_mark())
    assert world.run().state is State.FAILED
    assert world.taken() == ([] if point == "delivery.handing" else ["duty@example.cn"])


def test_one_that_was_taken_over_stops_before_it_hands_anything_over(world: World) -> None:
    """Its machine slept; another has gone on meanwhile."""

    def sleep(name: str) -> None:
        if name == "delivery.body" and not world.taken():
            later(world, minutes=6)
            with faults.hooked(lambda _: None):
                slept.append(world.once("other").results[0].came)

    slept: list[str] = []
    with faults.hooked(_once(sleep)):
        assert world.once("sleeper").results[0].came == "busy"
    assert slept == ["done"]
    assert world.taken() == ["zhang@example.cn", "li@example.cn"]
    assert world.states() == {ZHANG.key: "sent", LI.key: "sent"}


def _once(hook: Callable[[str], None]) -> Callable[[str], None]:
    """Let a hook hear of nothing while it is at work itself."""
    at_work: list[bool] = []

    def heard(name: str) -> None:
        if not at_work:
            at_work.append(True)
            hook(name)
            at_work.clear()

    return heard


def test_twenty_times_two_programs_at_once_do_a_run_once(tmp_path: Path) -> None:
    for turn in range(20):
        world = World(tmp_path / str(turn))
        children = [_forked(world, owner) for owner in ("a", "b")]
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        # Whichever came second may have found the other at work.
        world.once("c")
        assert sorted(world.taken()) == ["li@example.cn", "zhang@example.cn"]
        assert (world.run().state, world.run().number) == (State.SENT, 1)
        assert world.story().count("build") == 1
        assert sorted(path.name for path in world.file().parent.iterdir()) == ["briefing.pdf", "briefing.pptx"]


def _forked(world: World, owner: str) -> int:
    child = os.fork()
    if not child:
        code = 1
        try:
            world.once(owner)
            code = 0
        finally:
            os._exit(code)
    return child


def test_what_was_due_while_the_machine_was_off_is_done_once_when_it_is_back(world: World) -> None:
    later(world, minutes=-30)
    world.once()
    later(world, days=40)
    assert [each.run for each in world.once().results] == [KEY, "monthly@2026-11"]
    assert world.once().results == ()
    assert len(world.taken()) == 4


def test_a_clock_that_is_put_back_sends_nothing_a_second_time(world: World) -> None:
    world.once()
    later(world, hours=-5)
    assert world.once().results == ()
    later(world, hours=5)
    assert world.once().results == ()
    assert len(world.taken()) == 2


def test_a_clock_that_was_put_forward_and_back_leaves_no_month_out(world: World) -> None:
    world.once()
    later(world, days=400)
    world.once()
    later(world, days=-400)
    world.once()
    later(world, days=400)
    world.once()
    with world.ledger() as ledger:
        periods = [run.period for run in ledger.runs()]
    assert len(periods) == len(set(periods)) == 14
    assert len(world.taken()) == 28


def test_a_run_that_failed_while_the_clock_was_ahead_is_done_when_its_time_comes(world: World) -> None:
    world.once()
    world.jobs = (monthly(retries=Retries(0)),)
    world.broken = [BriefingError("没有这个月的数据。") for _ in range(3)]
    later(world, days=100)
    assert {each.came for each in world.once().results} == {"failed"}
    later(world, days=-100)
    assert world.once().results == ()
    later(world, days=32)
    assert [(each.run, each.state) for each in world.once().results] == [("monthly@2026-11", State.SENT)]
    assert world.once().results == ()


def test_a_time_that_a_zone_has_twice_is_due_once(tmp_path: Path) -> None:
    world = World(tmp_path, (monthly(zone=ZoneInfo("America/New_York"), rule=_Half()),))
    world.now = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
    for _ in range(12):
        later(world, minutes=15)
        world.once()
    assert sorted(world.taken()) == ["li@example.cn", "zhang@example.cn"]


class _Half:
    """01:30 of the first of November, which New York has twice."""

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        both = (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
        return next((at for at in both if at > moment), None)


def test_a_ledger_that_is_locked_for_a_while_is_waited_for(world: World) -> None:
    other = sqlite3.connect(world.root / ".briefing" / "ledger.sqlite", check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    freed = threading.Timer(0.2, other.rollback)
    freed.start()
    assert world.once().results[0].state is State.SENT
    freed.join()
    other.close()


@contextmanager
def _in_place_of(folder: Path) -> Iterator[None]:
    """A file where a folder should be: nothing can be written there, not even by root."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"")
    yield
    folder.unlink()


def test_an_output_folder_that_cannot_be_written_is_tried_again(world: World) -> None:
    with _in_place_of(world.root / "output"):
        assert world.once().results[0].came == "retrying"
        assert "路径中间有一段不是文件夹" in world.run().message or "同名的已经有了" in world.run().message
    later(world, minutes=10)
    assert world.once().results[0].state is State.SENT


def test_an_archive_that_cannot_be_written_sends_nothing_and_is_tried_again(world: World) -> None:
    with _in_place_of(world.root / ".briefing" / "archive"):
        assert world.once().results[0].came == "retrying"
        assert (world.run().state, world.taken()) == (State.BUILT, [])
    later(world, minutes=10)
    assert world.once().results[0].state is State.SENT
    assert world.builds == 1


def test_an_output_folder_that_is_gone_before_the_approval_is_told(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    world.once()
    shutil.rmtree(world.root / "output")
    with pytest.raises(ProblemsFound, match="生成的文件不见了"):
        _approve(world, "a")
    assert world.run().state is State.HELD


def test_a_full_disk_leaves_the_older_good_file_and_the_run_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.file().parent.mkdir(parents=True)
    world.file().write_bytes(b"good and old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(world.file()))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert world.once().results[0].came == "retrying"
    assert "磁盘满了" in world.run().message
    assert [path.name for path in world.file().parent.iterdir()] == ["briefing.pdf"]
    assert world.file().read_bytes() == b"good and old"
    later(world, minutes=10)
    assert world.once().results[0].state is State.SENT


def test_a_run_that_was_approved_and_cut_off_is_sent_by_the_next(world: World) -> None:
    world.jobs = (monthly(hold=True, recipients=(ZHANG, LI, ARCHIVE)),)
    world.once()

    def approve_and_send() -> None:
        _approve(world, "first")
        with world.tools("first") as tools, held(tools, KEY) as work:
            advance(work)

    assert killed(approve_and_send, "run.listed")
    assert world.once("second").results[0].came == "busy"
    later(world, minutes=6)
    assert world.once("second").results[0].state is State.SENT
    assert sorted(world.taken()) == ["li@example.cn", "zhang@example.cn", "共享"]


def test_the_job_is_known_since_the_ledger_first_saw_it(world: World) -> None:
    """What the other claims rest on: the world is set up before the first is due."""
    assert SINCE < DUE < world.now < DUE + timedelta(days=1)


def test_an_answer_is_written_down_although_the_ledger_was_busy_just_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, busy = Claim.put_delivery, [LedgerUnusable("台账正被另一个程序占用。")] * 2

    def seldom(claim: Claim, delivery: Delivery) -> None:
        if delivery.state is Sending.SENT and busy:
            raise busy.pop()
        put(claim, delivery)

    monkeypatch.setattr(Claim, "put_delivery", seldom)
    assert world.once().results[0].state is State.SENT
    assert (len(world.taken()), busy) == (2, [])


def test_an_answer_that_cannot_be_written_down_leaves_the_recipient_unsure(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Claim.put_delivery

    def never(claim: Claim, delivery: Delivery) -> None:
        if delivery.state is Sending.SENT and delivery.recipient == ZHANG.key:
            raise LedgerUnusable("台账正被另一个程序占用。")
        put(claim, delivery)

    with monkeypatch.context() as patch:
        patch.setattr(Claim, "put_delivery", never)
        assert world.once().exit_code == 1
    later(world, minutes=10)
    world.once()
    assert world.states() == {ZHANG.key: "unsure", LI.key: "sent"}
    assert world.taken() == ["zhang@example.cn", "li@example.cn"]


def test_a_later_month_is_not_begun_while_an_earlier_one_cannot_be(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, busy = Ledger.begin, [LedgerUnusable("台账正被另一个程序占用。")]

    def first_not(ledger: Ledger, job: str, period: str, at: datetime) -> Run:
        if busy:
            raise busy.pop()
        return begin(ledger, job, period, at)

    monkeypatch.setattr(Ledger, "begin", first_not)
    later(world, days=30)
    assert [each.came for each in world.once().results] == ["failed"]
    assert [each.run for each in world.once().results] == [KEY, "monthly@2026-11"]

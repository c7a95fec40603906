"""Claims about a year of monthly runs with faults strewn in: the ledger, the mailbox and the folders agree at its end.

The clock is simulated, the faults come from a seeded generator: kills at any point, builds and mails that fail, folders
that cannot be written, a clock that jumps, programs that come twice at once.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from briefing import faults
from briefing.delivery.model import Outcome
from briefing.errors import BriefingError
from briefing.ledger.model import Delivery, Run, Sending, State
from briefing.processes import own_mark
from briefing.schedule import again
from briefing.schedule.approval import approve
from tests.schedule.world import LI, ZHANG, World, killed, monthly

END = datetime(2027, 11, 1, tzinfo=UTC)
MONTHS = ["2026-10", "2026-11", "2026-12", *(f"2027-{month:02d}" for month in range(1, 10))]
POINTS = tuple(name for name in faults.POINTS if not name.startswith("files."))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_a_year_of_faults_nothing_is_lost_or_done_twice(tmp_path: Path, seed: int) -> None:
    world, chance = World(tmp_path, (monthly(), monthly(id="held", hold=True, series="送审月报"))), Random(seed)
    met: Counter[str] = Counter()
    while world.now < END:
        world.now += timedelta(minutes=chance.choice([5, 30, 200, 900, 1500]))
        if chance.random() < 0.3:
            fault = chance.choice(FAULTS)
            fault(world, chance)
            met[fault.__name__] += 1
        else:
            world.once(own_mark())
        if chance.random() < 0.5:
            _look_after(world)
    _calm(world)
    assert min(met[fault.__name__] for fault in FAULTS) > 10
    for job in ("monthly", "held"):
        _check(world, job)
    taken = Counter(message for _, message, _ in world.messages())
    assert max(taken.values()) == 1
    assert sorted(world.taken()) == sorted(to for to, _, _ in world.messages())


def _kill(world: World, chance: Random) -> None:
    killed(lambda: world.once(own_mark()), chance.choice(POINTS), chance.choice([1, 1, 2]))


def _break_build(world: World, chance: Random) -> None:
    world.broken = [BriefingError("数据有问题。") for _ in range(chance.randint(1, 2))]
    world.once(own_mark())
    world.broken = []


def _break_mail(world: World, chance: Random) -> None:
    lasting = chance.random() < 0.3
    world.reply = {chance.choice([ZHANG, LI]).address: Outcome("failed", "不收。", is_lasting=lasting)}
    world.once(own_mark())
    world.reply = {}


def _block_output(world: World, chance: Random) -> None:
    output = world.root / chance.choice(["output", ".briefing/archive"])
    aside = output.with_name("aside")
    if output.exists():
        output.rename(aside)
    output.write_bytes(b"")
    world.once(own_mark())
    output.unlink()
    if aside.exists():
        aside.rename(output)


def _jump(world: World, chance: Random) -> None:
    by = timedelta(hours=chance.choice([-30, -3, 3, 30]))
    world.now += by
    world.once(own_mark())
    world.now -= by


def _twice(world: World, chance: Random) -> None:
    children = [os.fork() or _child(world) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]


def _child(world: World) -> int:
    code = 1
    try:
        world.once(own_mark())
        code = 0
    finally:
        os._exit(code)


FAULTS: tuple[Callable[[World, Random], object], ...] = (
    _kill,
    _kill,
    _break_build,
    _break_mail,
    _block_output,
    _jump,
    _twice,
)


def _look_after(world: World) -> None:
    """What people do now and then: approve what is held, and have what failed done again."""
    with world.tools(own_mark()) as tools:
        for run in tools.ledger.runs():
            if run.state is State.HELD:
                # One whose files were lost in a fault is built again.
                try:
                    approve(tools, run.key, "王主任")
                except BriefingError:
                    again.rebuild(tools, run.key)
            if run.state is State.FAILED and not _is_only_unsure(tools.ledger.deliveries(run.key), run):
                again.retry(tools, run.key)


def _is_only_unsure(deliveries: tuple[Delivery, ...], run: Run) -> bool:
    return run.step == "delivery" and all(each.state in {Sending.SENT, Sending.UNSURE} for each in deliveries)


def _calm(world: World) -> None:
    """A few days without faults, and with people who look after everything."""
    for _ in range(8):
        world.now += timedelta(hours=7)
        world.once(own_mark())
        _look_after(world)


def _check(world: World, job: str) -> None:
    with world.ledger() as ledger:
        runs = sorted(ledger.runs(job), key=lambda run: run.period)
        assert [run.period for run in runs] == MONTHS
        assert [run.number for run in runs] == [1, 2, 3, *range(1, 10)]
        for run in runs:
            states = {each.recipient: each for each in ledger.deliveries(run.key)}
            taken = {message for _, message, _ in world.messages()}
            assert set(states) == {ZHANG.key, LI.key}
            for each in states.values():
                assert each.state in {Sending.SENT, Sending.UNSURE}
                assert each.state is Sending.UNSURE or each.message_id in taken
            is_whole = all(each.state is Sending.SENT for each in states.values())
            assert run.state is (State.SENT if is_whole else State.FAILED)
            _check_archive(world, run)


def _check_archive(world: World, run: Run) -> None:
    folder = world.root / ".briefing" / "archive" / run.job / run.period / "leadership"
    said = f"leadership 第{run.number}期 一"
    assert (folder / "briefing.pdf").read_bytes() == f"pdf {said}".encode()
    with suppress(FileNotFoundError):
        assert [path.name for path in world.file(period=run.period).parent.glob(".*")] == []

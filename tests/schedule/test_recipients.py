"""Claims about who gets a run: settled when it was built, whatever is written in the schedule afterwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.delivery.model import Outcome
from briefing.errors import BriefingError, UsageError
from briefing.ledger.model import Sending, State
from briefing.ledger.telling import lines
from briefing.schedule import again
from briefing.schedule.approval import approve
from briefing.schedule.model import Retries
from briefing.schedule.recipients import keyed
from briefing.schedule.running import do_due
from tests.schedule.world import KEY, LI, ZHANG, World, later, monthly

BUSY = Outcome("failed", "服务器忙。")
GONE = Outcome("failed", "没有这个邮箱。", is_lasting=True)
LOST = Outcome("unsure", "没有等到回答。")
DUTY = replace(ZHANG, address="duty@example.cn")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def first_put(world: World, **more: object) -> None:
    """Put another audience first in the schedule."""
    world.jobs = (monthly(audiences=("public", "leadership"), **more),)


def test_who_names_no_audience_gets_the_one_that_stood_first_when_it_was_built(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    assert world.once().results[0].state is State.HELD
    first_put(world, hold=True)
    with world.tools() as tools:
        approve(tools, KEY, "王主任")
    assert world.once().results[0].state is State.SENT
    assert Counter(world.taken()) == {"zhang@example.cn": 1, "li@example.cn": 1}
    with world.ledger() as ledger:
        assert {each.audience for each in ledger.deliveries(KEY)} == {"leadership"}


@pytest.mark.parametrize("busy", [("zhang@example.cn",), ("zhang@example.cn", "li@example.cn")])
def test_a_try_after_the_audiences_were_put_in_another_order_sends_the_rest_and_nobody_twice(
    world: World, busy: tuple[str, ...]
) -> None:
    world.reply = dict.fromkeys(busy, BUSY)
    assert world.once().results[0].came == "retrying"
    world.reply = {}
    first_put(world, recipients=(replace(ZHANG, audience="leadership"), LI))
    later(world, minutes=10)
    assert world.once().results[0].state is State.SENT
    assert Counter(world.taken()) == {"zhang@example.cn": 1, "li@example.cn": 1}
    with world.tools() as tools:
        assert again.resend(tools, KEY, ["failed"]) == ()
        with pytest.raises(UsageError, match="会收到第二次"):
            again.resend(tools, KEY, ["zhang@example.cn"])


def test_where_nobody_is_left_to_get_it_the_run_has_failed_and_that_is_told(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    world.alerts = (DUTY,)
    world.once()
    world.jobs = (monthly(hold=True, audiences=("leadership", "public"), recipients=(replace(LI, audience="public"),)),)
    with world.tools() as tools:
        approve(tools, KEY, "王主任")
    assert world.once().results[0].state is State.FAILED
    assert world.run().message == "没有发给任何人：收件人（li@example.cn）要的版本这一次没有生成。请核对 audiences。"
    assert world.taken() == ["duty@example.cn"]


def test_whose_audience_was_not_built_is_told_beside_those_who_were_sent_to(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    world.once()
    public = replace(LI, audience="public")
    world.jobs = (monthly(hold=True, audiences=("leadership", "public"), recipients=(ZHANG, public)),)
    with world.tools() as tools:
        approve(tools, KEY, "王主任")
    assert world.once().results[0].state is State.SENT
    assert world.tale()[-1] == "已发给1个收件人；要的版本没有生成，没有发：li@example.cn"


def test_of_an_address_that_gets_two_audiences_the_one_that_is_meant_is_found(world: World) -> None:
    two = (ZHANG, replace(ZHANG, audience="public"))
    world.jobs = (monthly(audiences=("leadership", "public"), recipients=two),)
    answers = iter([LOST, Outcome("sent")])
    with world.tools() as tools:
        sends = replace(tools, send=lambda *_: next(answers))
        do_due(sends)
    assert world.states() == {ZHANG.key: "unsure", two[1].key: "sent"}
    with world.tools() as tools:
        assert again.arrived(tools, KEY, ["zhang@example.cn"], "小王") == (ZHANG.key,)
    assert set(world.states().values()) == {"sent"}


def test_a_word_of_an_address_that_failed_in_one_audience_sends_that_one_alone(world: World) -> None:
    two = (ZHANG, replace(ZHANG, audience="public"))
    world.jobs = (monthly(audiences=("leadership", "public"), recipients=two),)
    answers = iter([GONE, Outcome("sent")])
    with world.tools() as tools:
        do_due(replace(tools, send=lambda *_: next(answers)))
    with world.tools() as tools:
        assert again.resend(tools, KEY, ["zhang@example.cn"]) == (ZHANG.key,)


def test_where_all_that_is_left_is_unsure_a_retry_sends_nothing_and_says_what_helps(world: World) -> None:
    world.reply = {"zhang@example.cn": LOST}
    (result,) = world.once().results
    assert (result.came, result.can_retry) == ("failed", False)
    with world.tools() as tools, pytest.raises(BriefingError, match="不确定送到没有的：zhang") as caught:
        again.retry(tools, KEY)
    assert "--only unsure" in caught.value.hint
    world.reply = {}
    with world.tools() as tools:
        again.resend(tools, KEY, ["unsure"])
    assert world.once().results[0].state is State.SENT


def test_a_ledger_that_is_busy_when_word_is_sent_leaves_the_reason_of_the_failure(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.ledger.claim import Claim

    world.jobs, world.alerts = (monthly(retries=Retries(0)),), (DUTY,)
    world.reply = {"zhang@example.cn": GONE}
    put, broken = Claim.put_delivery, [True]

    def busy(claim: Claim, delivery: object) -> None:
        if str(getattr(delivery, "recipient", "")).startswith("alert:") and broken:
            broken.pop()
            raise OSError("locked")
        put(claim, delivery)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Claim, "put_delivery", busy)
    assert world.once().results[0].message == "zhang@example.cn没发成：没有这个邮箱。"
    assert (world.run().state, world.run().step) == (State.FAILED, "delivery")
    assert world.once().results[0].message == "zhang@example.cn没发成：没有这个邮箱。"
    assert world.taken() == ["li@example.cn", "duty@example.cn"]
    assert world.once().results == ()


def test_where_only_folders_are_to_hear_of_failures_nobody_is_said_to_have_been_told(world: World) -> None:
    world.jobs, world.alerts = (monthly(retries=Retries(0)),), (replace(DUTY, channel="folder"),)
    world.broken = [BriefingError("没有数据。")]
    assert world.once().results[0].state is State.FAILED
    assert "已通知有关人员" not in world.tale()
    assert Sending.PENDING not in world.states().values()


def test_audiences_put_in_another_order_under_an_address_that_gets_both_change_nothing(world: World) -> None:
    public = replace(ZHANG, audience="public")
    world.jobs = (monthly(hold=True, audiences=("leadership", "public"), recipients=(ZHANG, public)),)
    world.once()
    first_put(world, hold=True, recipients=(ZHANG, replace(ZHANG, audience="leadership")))
    with world.tools() as tools:
        approve(tools, KEY, "王主任")
    assert world.once().results[0].state is State.SENT
    with world.ledger() as ledger:
        assert sorted(each.audience for each in ledger.deliveries(KEY)) == ["leadership", "public"]
    assert len(world.messages()) == len(world.taken()) == 2


@pytest.mark.parametrize("left", ["leadership", "public"])
def test_what_is_left_of_two_audiences_of_an_address_is_sent_after_they_changed_places(world: World, left: str) -> None:
    public = replace(ZHANG, audience="public")
    world.jobs = (monthly(audiences=("leadership", "public"), recipients=(ZHANG, public)),)
    answers = iter([BUSY, Outcome("sent")] if left == "leadership" else [Outcome("sent"), BUSY])
    with world.tools() as tools:
        do_due(replace(tools, send=lambda *_: next(answers)))
    first_put(world, recipients=(ZHANG, replace(ZHANG, audience="leadership")))
    later(world, minutes=10)
    assert world.once().results[0].state is State.SENT
    with world.ledger() as ledger:
        found = {each.audience: (each.state, each.attempts) for each in ledger.deliveries(KEY)}
    assert found == {
        "leadership": (Sending.SENT, 2 if left == "leadership" else 1),
        "public": (Sending.SENT, 2 if left == "public" else 1),
    }
    assert world.taken() == ["zhang@example.cn"]


def test_nobody_is_said_to_have_got_it_only_where_nobody_did(world: World) -> None:
    world.reply = {"zhang@example.cn": BUSY}
    world.once()
    public = replace(LI, address="wang@example.cn", audience="public")
    world.jobs = (monthly(audiences=("leadership", "public"), recipients=(public,)),)
    later(world, minutes=10)
    (result,) = world.once().results
    assert (result.state, result.can_retry) == (State.FAILED, False)
    assert result.message == "收件人（wang@example.cn）要的版本这一次没有生成。请核对 audiences。"


def test_the_history_knows_who_is_meant_however_they_are_written_now(world: World) -> None:
    world.reply = {"zhang@example.cn": BUSY}
    world.once()
    first_put(world, recipients=(replace(ZHANG, audience="leadership"),))
    with world.ledger() as ledger:
        current = keyed(world.run(), world.jobs[0], ledger.deliveries(KEY))
        told = [line for line in lines(ledger, world.run(), None, current) if "没发成" in line and "第 1 次" in line]
    assert len(told) == 1
    assert "已不是收件人" not in told[0]

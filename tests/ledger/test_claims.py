"""Claims about who holds a run: the living, the dead, clocks that jump, and what a holder leaves."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.ledger.claim import Claim, LostClaim
from briefing.ledger.ledger import LEASE, Ledger
from briefing.ledger.model import Delivery, Sending, State
from briefing.processes import is_alive, is_gone, own_mark
from tests.ledger.children import hold, ready, start
from tests.ledger.conftest import AT, Clock

KEY = "monthly@2026-10"
YEARS = timedelta(days=3000)


def held(ledger: Ledger, owner: str, lease: timedelta = LEASE) -> Claim:
    ledger.begin("monthly", "2026-10", AT)
    claim = ledger.claim(KEY, owner, lease)
    assert claim is not None
    return claim


def test_a_run_that_is_not_there_cannot_be_claimed(ledger: Ledger) -> None:
    assert ledger.claim("monthly@1999-01", "a") is None


def test_who_lives_on_this_machine_keeps_a_run_however_far_the_clock_jumps(ledger: Ledger, clock: Clock) -> None:
    first = held(ledger, own_mark())
    clock.now += YEARS
    assert ledger.claim(KEY, "b") is None
    assert first.record("build", state=State.BUILT).state is State.BUILT
    clock.now -= 2 * YEARS
    assert ledger.claim(KEY, "b") is None
    first.release()
    assert ledger.claim(KEY, "b") is not None


def test_who_died_on_this_machine_loses_a_run_at_once_with_the_lease_far_from_over(place: str, tmp_path: Path) -> None:
    with Ledger.open(place, tmp_path) as ledger:
        ledger.begin("monthly", "2026-10", AT)
        child = start(hold.__name__, place, KEY)
        assert ready(child) == "held"
        assert ledger.claim(KEY, own_mark()) is None
        # Not waited for: a process that nobody asked how it ended is dead all the same.
        child.kill()
        with child:
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
            assert ledger.claim(KEY, own_mark()) is not None
        assert "接手中断的一期" in ledger.events(KEY)[-1].message


def test_a_process_that_got_the_number_of_a_dead_one_is_not_taken_for_it(ledger: Ledger) -> None:
    machine, number, began = own_mark().split("-")
    other = f"{machine}-{number}-{'s0000000' if began != 's0000000' else 's1111111'}"
    assert (is_gone(other), is_alive(other)) == (True, False)
    assert (is_gone(own_mark()), is_alive(own_mark())) == (False, True)
    assert (is_gone(f"{own_mark()}-77"), is_alive(f"{own_mark()}-77")) == (False, True)
    held(ledger, other)
    assert ledger.claim(KEY, own_mark()) is not None


@pytest.mark.parametrize("mark", ["", "a", "00000000-1-s0000000", "x-y-z", f"{own_mark().partition('-')[0]}-0"])
def test_of_a_process_elsewhere_or_of_no_process_nothing_is_known(mark: str) -> None:
    assert (is_gone(mark), is_alive(mark)) == (False, False)


def test_who_is_elsewhere_holds_a_run_until_the_lease_is_over(ledger: Ledger, clock: Clock) -> None:
    first = held(ledger, "elsewhere", timedelta(minutes=5))
    clock.now += timedelta(minutes=5)
    assert ledger.claim(KEY, "b") is None
    clock.now += timedelta(microseconds=1)
    second = ledger.claim(KEY, "b")
    assert second is not None
    with pytest.raises(LostClaim):
        first.put_delivery(Delivery("mail:a@example.cn", "leadership"))
    assert ledger.deliveries(KEY) == ()
    assert first.is_lost
    first.release()
    assert ledger.claim(KEY, "c") is None


def test_a_clock_set_back_by_years_holds_nobody_off_for_longer_than_one_lease(ledger: Ledger, clock: Clock) -> None:
    held(ledger, "elsewhere", timedelta(minutes=5))
    clock.now -= YEARS
    assert ledger.claim(KEY, "b") is None
    clock.now += timedelta(minutes=5, microseconds=1)
    assert ledger.claim(KEY, "b") is not None


def test_who_works_elsewhere_while_the_clock_is_set_back_renews_in_time_and_keeps_the_run(
    ledger: Ledger, clock: Clock
) -> None:
    first = held(ledger, "elsewhere", timedelta(minutes=5))
    clock.now -= YEARS
    assert ledger.claim(KEY, "b") is None
    clock.now += timedelta(minutes=4)
    first.renew()
    clock.now += timedelta(minutes=4)
    assert ledger.claim(KEY, "b") is None
    assert first.record("build", state=State.BUILT).state is State.BUILT


def test_what_was_being_sent_is_settled_by_whoever_claims_the_run(ledger: Ledger, clock: Clock) -> None:
    first = held(ledger, "elsewhere")
    for state in Sending:
        first.put_delivery(Delivery(f"mail:{state}", "leadership", state, 1, f"<{state}@x>", "以前的话"))
    clock.now += LEASE * 2
    assert ledger.claim(KEY, "b") is not None
    found = {each.recipient: each for each in ledger.deliveries(KEY)}
    assert {name: each.state.value for name, each in found.items()} == {
        "mail:pending": "pending", "mail:sending": "pending", "mail:handing": "unsure", "mail:sent": "sent",
        "mail:failed": "failed", "mail:unsure": "unsure",
    }  # fmt: skip
    unsure = found["mail:handing"]
    assert (unsure.message, unsure.message_id, unsure.changed) == (
        "发送时中断，不知道对方收到没有。", "<handing@x>", clock.now,
    )  # fmt: skip
    assert found["mail:sent"].message == "以前的话"
    assert [event.message for event in ledger.events(KEY)] == [
        "接手中断的一期；1 个收件人没有发到，重新发；1 个收件人不确定发到没有，不会自动重发。"
    ]


def test_the_same_owner_that_claims_again_settles_what_it_left_as_well(ledger: Ledger) -> None:
    held(ledger, "a").put_delivery(Delivery("mail:a", "leadership", Sending.HANDING))
    second = ledger.claim(KEY, "a")
    assert second is not None
    assert [each.state for each in ledger.deliveries(KEY)] == [Sending.UNSURE]


def noticed(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what is set as soon as a claim was renewed, or could not be."""
    renewed, real = threading.Event(), Claim.renew

    def renew(claim: Claim) -> None:
        try:
            real(claim)
        finally:
            renewed.set()

    monkeypatch.setattr(Claim, "renew", renew)
    return renewed


def test_a_claim_is_renewed_while_a_long_build_runs(
    ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, renewed = held(ledger, "elsewhere"), noticed(monkeypatch)
    clock.now += LEASE
    with claim.kept(timedelta(milliseconds=1)):
        assert renewed.wait(30)
    clock.now += timedelta(minutes=4)
    assert ledger.claim(KEY, "b") is None
    assert not claim.is_lost
    assert "briefing-claim" not in {thread.name for thread in threading.enumerate()}


def test_a_claim_that_was_lost_while_a_long_build_ran_is_noticed(
    ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, renewed = held(ledger, "elsewhere"), noticed(monkeypatch)
    clock.now += LEASE * 2
    assert ledger.claim(KEY, "b") is not None
    with first.kept(timedelta(milliseconds=1)):
        assert renewed.wait(30)
        assert first.is_lost
    with pytest.raises(LostClaim):
        first.record("build", state=State.BUILT)


def test_a_server_s_own_clock_runs_the_leases(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(database, tmp_path) as ledger:
        monkeypatch.setattr("briefing.ledger.store.datetime", None)  # whoever asked this machine would fail
        before = ledger.now()
        claim = held(ledger, "elsewhere")
        assert claim.run.lease_until is not None
        assert before + LEASE <= claim.run.lease_until <= ledger.now() + LEASE

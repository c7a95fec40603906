"""Claim: whatever is done to a ledger in whatever order, it stands as a plain dictionary would."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from briefing.ledger.claim import Claim, LostClaim
from briefing.ledger.ledger import LEASE, Ledger
from briefing.ledger.model import Delivery, Sending, State
from tests.ledger.conftest import AT

PERIODS, OWNERS = ("2026-09", "2026-10"), ("a", "b", "c")
periods, owners = st.sampled_from(PERIODS), st.sampled_from(OWNERS)
_TAKEN = {Sending.SENDING: Sending.PENDING, Sending.HANDING: Sending.UNSURE}


@dataclass
class Known:
    """What a run has to be."""

    state: State = State.DUE
    number: int | None = None
    owner: str = ""
    until: datetime = AT
    claim: Claim | None = None
    sending: Sending | None = None
    story: list[str] = field(default_factory=list)


class Ledgers(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now, self.runs, self.claims, self.given = AT, dict[str, Known](), list[tuple[str, Claim]](), 0
        self.stack = ExitStack()
        folder = self.stack.enter_context(TemporaryDirectory())
        self.ledger = self.stack.enter_context(Ledger.open("ledger.sqlite", Path(folder), lambda: self.now))

    def teardown(self) -> None:
        self.stack.close()

    @rule(period=periods)
    def begin(self, period: str) -> None:
        self.ledger.begin("monthly", period, AT)
        self.runs.setdefault(f"monthly@{period}", Known())

    @rule(period=periods, owner=owners)
    def claim(self, period: str, owner: str) -> None:
        key = f"monthly@{period}"
        claim, known = self.ledger.claim(key, owner), self.runs.get(key)
        if known is None or not (known.owner in ("", owner) or known.until < self.now):
            assert claim is None
            if known:
                known.until = min(known.until, self.now + LEASE)
            return
        assert claim is not None
        moved = known.sending in _TAKEN
        if moved or known.owner not in ("", owner):
            known.story.append("taken")
        known.sending = _TAKEN.get(known.sending, known.sending) if known.sending else None
        known.owner, known.until, known.claim = owner, self.now + LEASE, claim
        self.claims.append((key, claim))

    @rule(minutes=st.integers(-20, 20))
    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(data=st.data(), state=st.sampled_from(list(State)))
    def record(self, data: st.DataObject, state: State) -> None:
        if known := self._writing(data, lambda claim: claim.record("build", state=state)):
            known.state = state
            known.story.append("build")

    @rule(data=st.data())
    def number(self, data: st.DataObject) -> None:
        if (known := self._writing(data, lambda claim: claim.number("简报", 2026))) and known.number is None:
            self.given += 1
            known.number = self.given

    @rule(data=st.data(), state=st.sampled_from(list(Sending)))
    def deliver(self, data: st.DataObject, state: Sending) -> None:
        if known := self._writing(data, lambda claim: claim.put_delivery(Delivery("mail:a", "x", state))):
            known.sending = state

    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        if self.claims:
            key, claim = data.draw(st.sampled_from(self.claims))
            claim.release()
            known = self.runs[key]
            if known.claim is claim:
                known.owner, known.claim = "", None

    def _writing(self, data: st.DataObject, write: object) -> Known | None:
        """Write through some claim that was ever given; return the run where it had the right to."""
        assert callable(write)
        if not self.claims:
            return None
        key, claim = data.draw(st.sampled_from(self.claims))
        known = self.runs[key]
        if known.claim is not claim:
            with pytest.raises(LostClaim):
                write(claim)
            return None
        write(claim)
        known.until = self.now + LEASE
        return known

    @invariant()
    def stands_as_it_should(self) -> None:
        found = {run.key: run for run in self.ledger.runs()}
        assert {key: (run.state, run.number, run.owner) for key, run in found.items()} == {
            key: (known.state, known.number, known.owner) for key, known in self.runs.items()
        }
        for key, known in self.runs.items():
            assert [event.step for event in self.ledger.events(key)] == known.story
            assert [each.state for each in self.ledger.deliveries(key)] == ([known.sending] if known.sending else [])
        assert self.ledger.standing((), self.now).runs.keys() == self.runs.keys()


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)

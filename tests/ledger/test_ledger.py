from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.ledger.claim import LostClaim
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import Delivery, Output, Sending, State

AT = datetime(2026, 11, 6, 0, 30, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open("ledger.sqlite", tmp_path, clock) as opened:
        yield opened


def test_a_job_and_a_period_have_one_run(ledger: Ledger) -> None:
    assert ledger.begin("monthly", "2026-10", AT) == ledger.begin("monthly", "2026-10", AT + timedelta(days=1))
    assert [run.key for run in ledger.runs()] == ["monthly@2026-10"]


def test_a_run_is_held_by_one_until_its_lease_is_over(ledger: Ledger, clock: Clock) -> None:
    ledger.begin("monthly", "2026-10", AT)
    first = ledger.claim("monthly@2026-10", "a", timedelta(minutes=5))
    assert first is not None
    assert ledger.claim("monthly@2026-10", "b") is None
    clock.now += timedelta(minutes=6)
    second = ledger.claim("monthly@2026-10", "b")
    assert second is not None
    with pytest.raises(LostClaim):
        first.record("build", state=State.BUILT)
    assert second.record("build", state=State.BUILT).state is State.BUILT


def test_issue_numbers_count_up_and_are_never_given_out_again(ledger: Ledger) -> None:
    given = []
    for month in ("2026-08", "2026-09", "2026-10"):
        ledger.begin("monthly", month, AT)
        claim = ledger.claim(f"monthly@{month}", "a")
        assert claim is not None
        given.append((claim.number("简报", 2026), claim.number("简报", 2026)))
        claim.record("build", state=State.FAILED)
    assert given == [(1, 1), (2, 2), (3, 3)]


def test_what_was_written_of_a_run_is_read_again(ledger: Ledger) -> None:
    ledger.begin("monthly", "2026-10", AT)
    claim = ledger.claim("monthly@2026-10", "a")
    assert claim is not None
    claim.put_files([Output("leadership", "briefing.pdf", "output/x.pdf", 3, "ab")], [])
    claim.put_delivery(Delivery("mail:a@example.cn", "leadership", Sending.SENDING, 1, "<x@y>"))
    claim.put_delivery(Delivery("mail:a@example.cn", "leadership", Sending.SENT, 1, "<x@y>"))
    claim.record("build", "生成 1 个文件", state=State.BUILT, details={"title": "月报"})
    claim.release()
    assert [(o.name, o.sha256) for o in ledger.outputs("monthly@2026-10")] == [("briefing.pdf", "ab")]
    assert [d.state for d in ledger.deliveries("monthly@2026-10")] == [Sending.SENT]
    assert [(e.step, e.message) for e in ledger.events("monthly@2026-10")] == [("build", "生成 1 个文件")]
    run = ledger.run("monthly@2026-10")
    assert run is not None
    assert (run.state, run.owner, run.details) == (State.BUILT, "", {"title": "月报"})


def test_a_job_is_known_since_it_was_first_seen(ledger: Ledger) -> None:
    assert ledger.standing(["monthly"], AT).since == {"monthly": AT}
    assert ledger.standing(["monthly"], AT + timedelta(days=40)).since == {"monthly": AT}

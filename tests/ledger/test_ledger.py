"""Claims about the ledger, in each of the databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing.ledger.claim import Claim, LostClaim
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import Delivery, Input, Output, Sending, State
from tests.ledger.conftest import AT, Clock


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
    made = [Output("leadership", "briefing.pdf", "output/x.pdf", 3, "ab")]
    claim.put_delivery(Delivery("mail:a@example.cn", "leadership", Sending.SENDING, 1, "<x@y>"))
    claim.put_delivery(Delivery("mail:a@example.cn", "leadership", Sending.SENT, 1, "<x@y>"))
    claim.record("build", "生成 1 个文件", files=(made, []), state=State.BUILT, details={"title": "月报"})
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


def test_what_is_asked_of_runs_is_the_latest_first_of_a_job_or_in_a_state_alone(ledger: Ledger) -> None:
    for job, period, days in (("monthly", "2026-09", 0), ("monthly", "2026-10", 30), ("季报", "2026Q3", 10)):
        ledger.begin(job, period, AT + timedelta(days=days))
    claim = ledger.claim("季报@2026Q3", "a")
    assert claim is not None
    claim.record("build", "坏了", state=State.FAILED)
    assert [run.key for run in ledger.runs()] == ["monthly@2026-10", "季报@2026Q3", "monthly@2026-09"]
    assert [run.key for run in ledger.runs("monthly", 1)] == ["monthly@2026-10"]
    assert [run.key for run in ledger.runs(state=State.FAILED)] == ["季报@2026Q3"]


def test_a_sent_run_stands_with_its_key_and_time_and_any_other_with_all(ledger: Ledger) -> None:
    for period, state in (("2026-09", State.SENT), ("2026-10", State.HELD)):
        ledger.begin("monthly", period, AT)
        claim = ledger.claim(f"monthly@{period}", "a")
        assert claim is not None
        claim.record("x", state=state, message="说明")
    runs = ledger.standing(["monthly"], AT).runs
    assert (runs["monthly@2026-09"].state, runs["monthly@2026-09"].at) == (State.SENT, AT)
    assert runs["monthly@2026-10"] == ledger.run("monthly@2026-10")


def test_files_and_recipients_come_in_one_order_and_are_put_in_place_of_the_older(ledger: Ledger) -> None:
    ledger.begin("monthly", "2026-10", AT)
    claim = ledger.claim("monthly@2026-10", "a")
    assert claim is not None
    claim.record(
        "build",
        files=([Output("b", "x.pdf", "x", 1, "1"), Output("a", "y.pdf", "y", 2, "2")], [Input("a", "z.csv", "3")]),
    )
    claim.record(
        "build",
        files=([Output("b", "x.pdf", "x", 1, "4"), Output("a", "y.pdf", "y", 2, "5")], [Input("a", "z.csv", "6")]),
    )
    for name in ("mail:乙@example.cn", "mail:甲@example.cn", "folder:共享"):
        claim.put_delivery(Delivery(name, "a"))
    assert [(o.audience, o.sha256) for o in ledger.outputs("monthly@2026-10")] == [("a", "5"), ("b", "4")]
    assert ledger.inputs("monthly@2026-10") == (Input("a", "z.csv", "6"),)
    assert {d.recipient for d in ledger.deliveries("monthly@2026-10")} == {
        "mail:乙@example.cn", "mail:甲@example.cn", "folder:共享",
    }  # fmt: skip


def test_numbers_begin_where_the_office_stands_and_anew_each_year_and_a_run_keeps_its_own(ledger: Ledger) -> None:
    def given(period: str, year: int, first: int) -> int:
        ledger.begin("monthly", period, AT)
        claim = ledger.claim(f"monthly@{period}", "a")
        assert claim is not None
        return claim.number("简报", year, first)

    assert [given("2026-08", 2026, 31), given("2026-09", 2026, 31), given("2026-10", 2026, 1)] == [31, 32, 33]
    assert (given("2026-11", 2027, 1), given("2026-08", 2026, 99)) == (1, 31)
    run = ledger.run("monthly@2026-08")
    assert run is not None
    assert run.number == 31


def test_a_text_that_no_database_takes_is_written_with_signs_in_place(ledger: Ledger) -> None:
    ledger.begin("monthly", "2026-10", AT)
    claim = ledger.claim("monthly@2026-10", "a")
    assert claim is not None
    claim.record("build", "坏的\0名字\udcff", message="\0", details={"file": "\udcff"})
    assert [event.message for event in ledger.events("monthly@2026-10")] == ["坏的\ufffd名字?"]


def test_what_is_changed_beside_the_story_adds_no_line_to_it(ledger: Ledger) -> None:
    ledger.begin("monthly", "2026-10", AT)
    claim = ledger.claim("monthly@2026-10", "a")
    assert claim is not None
    assert claim.change(next_try=AT).next_try == AT
    assert ledger.events("monthly@2026-10") == ()


def test_files_are_written_with_the_step_that_made_them_or_neither_is(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.begin("monthly", "2026-10", AT)
    claim = ledger.claim("monthly@2026-10", "m-1")
    assert claim is not None
    made = [Output("a", "x.pdf", "x", 1, "1")]
    claim.record("build", "1个文件", files=(made, []), state=State.BUILT)
    assert ledger.outputs("monthly@2026-10") == tuple(made)

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Claim, "_put", broken)
    with pytest.raises(OSError, match="full"):
        claim.record("approve", "由王批准", files=([], []), state=State.APPROVED)
    run = ledger.run("monthly@2026-10")
    assert run is not None
    assert (run.state, ledger.outputs("monthly@2026-10")) == (State.BUILT, tuple(made))

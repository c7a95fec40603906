"""Claims about waiting for data: who is waited for, what counts as in, and what happens when it does not come."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.errors import ProblemsFound
from briefing.intake import journal
from briefing.intake.lock import LOCK
from briefing.ledger.model import State
from briefing.model.period import Period
from briefing.schedule import gate
from briefing.schedule.gate import lacking
from briefing.schedule.model import Gate
from tests.intake.rounds import Fill, Round, fill
from tests.schedule.world import NOW, World, later, monthly

JANUARY = Period.parse("2020-01")
GOOD: Fill = {"output": {"value": 21.3, "growth": 5.2}, "rd_rank": {"value": 5}, "road": {"progress": 45}}


@pytest.fixture
def town(tmp_path: Path) -> Round:
    return Round(tmp_path).set_up()


def _lacking(town: Round, period: Period = JANUARY, first: date | None = None, *departments: str) -> list[str]:
    found = lacking(town.folder, town.root, Gate(departments), period, first, "schedule.yaml:3")
    return [str(each) for each in found]


def _add(town: Round, *rows: str) -> None:
    with (town.folder / "observations.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row},,,,\n" for row in rows)


def test_departments_whose_indicators_have_no_value_are_waited_for(town: Round) -> None:
    assert _lacking(town) == [
        "经发办缺规上工业产值、研发投入位次（2项）",
        "民政办缺群众满意率、改造受益户数（2项）",
        "文旅办缺游客人数（1项）",
    ]
    _add(town, "output,2020-01,21.3", "rd_rank,2020-01,5", "visitors,2020-01,9")
    assert _lacking(town) == ["民政办缺群众满意率、改造受益户数（2项）"]
    assert _lacking(town, JANUARY, None, "经发办", "文旅办") == []


def test_a_cumulative_value_is_one_where_the_data_have_cumulative_ones(town: Round) -> None:
    _add(town, "visitors,2019-01..2019-11,80", "visitors,2020-01..2020-02,9")
    assert _lacking(town, Period.parse("2020-02"), None, "文旅办") == []
    assert _lacking(town, Period.parse("2020-01..2020-02"), None, "文旅办") == []
    assert _lacking(town, Period.parse("2020-03"), None, "文旅办") == ["文旅办缺游客人数（1项）"]


def test_an_indicator_is_waited_for_only_when_its_frequency_has_one_due(town: Round) -> None:
    path = town.folder / "indicators.csv"
    path.write_text(path.read_text("utf-8").replace("文旅办,,month", "文旅办,,quarter"), encoding="utf-8")
    path = town.folder / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("visitors,2019-12", "visitors,2019Q4"), encoding="utf-8")
    assert _lacking(town, JANUARY, None, "文旅办") == []
    assert _lacking(town, Period.parse("2020-03"), None, "文旅办") == ["文旅办缺游客人数（1项）"]


def test_the_sample_data_are_all_in_for_the_month_that_the_sample_schedule_builds_first() -> None:
    root = Path(__file__).parents[2]
    found = lacking(root / "data" / "demo-monthly", root, Gate(), Period.parse("2026-01..2026-10"), None, "")
    assert [str(each) for each in found] == []


def test_a_department_that_leads_nothing_is_a_slip(town: Round) -> None:
    with pytest.raises(ProblemsFound, match=r"schedule\.yaml:3: .*“经发局”.*是不是想写：经发办"):
        _lacking(town, JANUARY, None, "经发局")


def test_where_forms_went_out_a_department_has_to_send_its_own(town: Round) -> None:
    forms = town.issue()
    _add(town, "output,2020-01,21.3", "rd_rank,2020-01,5")
    assert _lacking(town, JANUARY, None, "经发办") == ["经发办没有交表"]
    fill(forms["经发办"], town.back() / "a.xlsx", GOOD)
    town.merge(None, "all")
    assert _lacking(town, JANUARY, None, "经发办") == []
    # The round of a month counts for the year up to it as well.
    assert _lacking(town, Period.parse("2020-01..2020-01"), None, "经发办") == []


def test_a_form_that_was_taken_in_before_that_day_does_not_count(town: Round) -> None:
    forms = town.issue()
    fill(forms["经发办"], town.back() / "a.xlsx", GOOD)
    town.merge(None, "all", now=datetime(2020, 2, 3, 9, tzinfo=UTC))
    assert _lacking(town, JANUARY, date(2020, 2, 3), "经发办") == []
    assert _lacking(town, JANUARY, date(2020, 2, 4), "经发办") == ["经发办没有交表"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Gate(), None),
        (Gate(since="month_start"), date(2026, 11, 1)),
        (Gate(since="period_end"), date(2026, 10, 31)),
    ],
)
def test_data_count_from_the_day_that_the_gate_names(rule: Gate, expected: date | None) -> None:
    assert gate.since(rule, monthly(), Period.parse("2026-10"), NOW) == expected


def test_the_month_begins_in_the_time_zone_of_the_job() -> None:
    last_of_october_in_utc = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
    assert gate.since(Gate(since="month_start"), monthly(), JANUARY, last_of_october_in_utc) == date(2026, 11, 1)


# In a run


@pytest.fixture
def world(town: Round) -> World:
    waits = Gate(("文旅办",), wait=timedelta(days=3))
    return World(town.root, (monthly(dataset="town", gate=waits),))


def _arrive(town: Round) -> None:
    _add(town, "visitors,2026-10,9")


def test_a_run_waits_for_data_and_goes_on_when_they_are_in(town: Round, world: World) -> None:
    report = world.once()
    assert (report.exit_code, report.results[0].came, world.run().state) == (0, "waiting", State.GATED)
    assert world.run().message == "等数据：文旅办缺游客人数（1项）。"
    assert world.run().next_try == NOW + timedelta(minutes=5)
    assert world.once().results == ()
    later(world, minutes=5)
    world.once()
    assert world.story() == ["gate"]
    _arrive(town)
    later(world, minutes=5)
    assert world.once().results[0].state is State.SENT


def test_what_does_not_come_in_time_fails_the_run_and_a_new_try_waits_anew(town: Round, world: World) -> None:
    from briefing.schedule import again

    world.once()
    later(world, days=3)
    report = world.once()
    assert (report.exit_code, world.run().state, world.run().step) == (1, State.FAILED, "gate")
    assert world.run().message == "等到期限还没有等齐。等数据：文旅办缺游客人数（1项）。"
    with world.tools() as tools:
        again.retry(tools, world.run().key)
    assert world.once().results[0].state is State.GATED
    _arrive(town)
    later(world, days=1)
    assert world.once().results[0].state is State.SENT


def test_to_look_again_at_once_does_not_make_it_wait_for_longer(town: Round, world: World) -> None:
    from briefing.schedule import again

    world.once()
    for _ in range(4):
        with world.tools() as tools:
            again.retry(tools, world.run().key)
        assert world.once().results[0].can_retry is False
        assert world.run().state is State.GATED
        later(world, hours=16)
    later(world, hours=8)
    world.once()
    assert (world.run().state, world.run().step) == (State.FAILED, "gate")


def test_a_late_department_is_named_to_those_who_get_the_briefing(town: Round, world: World) -> None:
    world.jobs = (monthly(dataset="town", gate=Gate(("文旅办",), wait=timedelta(days=3), late="build")),)
    world.once()
    later(world, days=3)
    assert world.once().results[0].state is State.SENT
    parcel = town.root / ".briefing" / "archive" / "monthly" / "2026-10" / "leadership" / "parcel.json"
    assert json.loads(parcel.read_text("utf-8"))["notes"] == ["编制时还没有报齐数据的部门：文旅办。"]


def test_a_merge_under_way_is_waited_for(town: Round, world: World) -> None:
    _arrive(town)
    lock = {"by": "王分析", "host": socket.gethostname(), "process": os.getpid()}
    (town.folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    assert world.once().results[0].state is State.GATED
    assert "另一个合并正在写这个数据集（王分析" in world.run().message
    (town.folder / LOCK).unlink()
    later(world, minutes=5)
    assert world.once().results[0].state is State.SENT


def test_a_merge_under_way_when_the_time_to_wait_is_over_ends_nothing(town: Round, world: World) -> None:
    _arrive(town)
    lock = {"by": "王分析", "host": socket.gethostname(), "process": os.getpid()}
    (town.folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    later(world, days=20)
    assert (world.once().results[0].came, world.run().state) == ("retrying", State.DUE)
    (town.folder / LOCK).unlink()
    later(world, minutes=10)
    assert world.once().results[0].state is State.SENT


def test_a_merge_that_was_cut_off_is_finished_before_the_data_are_read(town: Round, world: World) -> None:
    fresh = (town.folder / "observations.csv").read_bytes() + b"visitors,2026-10,9,,,,\n"
    aside = town.folder / journal.FOLDER
    aside.mkdir()
    (aside / "observations.csv").write_bytes(fresh)
    before = journal._digest((town.folder / "observations.csv").read_bytes())
    (aside / journal.LIST).write_text(json.dumps({"observations.csv": before}), encoding="utf-8")
    assert world.once().results[0].state is State.SENT
    assert (town.folder / "observations.csv").read_bytes() == fresh
    assert not aside.exists()


def test_data_with_problems_are_a_failure_and_not_waited_for(town: Round, world: World) -> None:
    _add(town, "nothing,2026-10,9")
    assert world.once().results[0].came == "retrying"
    assert "observations.csv" in world.run().message

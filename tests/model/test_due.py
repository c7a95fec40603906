"""Claims about what is overdue and what falls due, counted by hand from the 15th of October 2024."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.model.dataset import Dataset
from briefing.model.due import due, horizon
from briefing.model.pace_wording import lateness
from briefing.model.period import Period
from briefing.model.policy import Policy, Table
from briefing.model.records import Milestone, Project
from briefing.model.restrict import restrict
from briefing.model.wording import plain

DAY = date(2024, 10, 15)


def data(*steps: Milestone, projects: tuple[Project, ...] = ()) -> Dataset:
    return Dataset("t", "测试", (), (), (), projects=(Project("p", "t", "产业园"), *projects), milestones=steps)


def said(found: Dataset, until: date = date(2024, 11, 15)) -> list[str]:
    return [
        f"{item.project.name}{item.step.name if item.step else ''} {plain(lateness(item, 'zh'))}"
        for item in due(found, DAY, until)
    ]


def test_overdue_and_due_items_stand_in_the_order_of_their_dates() -> None:
    found = data(
        Milestone("p", "封顶", "2024-10-20"),
        Milestone("p", "桩基", "2024-06"),
        Milestone("p", "招标", "2024-10-15"),
        Milestone("p", "验收", "2024-11-16"),
        projects=(Project("q", "t", "绿道", planned_finish="2024-10"),),
    )
    assert said(found) == ["产业园桩基 逾期107天", "产业园招标 当日到期", "产业园封顶 还有5天", "绿道 还有16天"]


@pytest.mark.parametrize("hidden", [("projects", "status"), ("projects", "actual_finish"), ("milestones", "actual")])
def test_what_may_be_done_for_all_that_is_shown_is_not_due(hidden: tuple[Table, str]) -> None:
    late = Project("q", "t", "绿道", status="started", planned_finish="2024-03")
    found = data(Milestone("p", "桩基", "2024-06"), projects=(late,))
    seen = restrict(found, Policy(withhold=frozenset({hidden}))).dataset
    assert said(found) == ["绿道 逾期198天", "产业园桩基 逾期107天"]
    assert said(seen) == (["绿道 逾期198天"] if hidden[0] == "milestones" else [])


def test_what_is_done_is_not_due() -> None:
    found = data(
        Milestone("p", "桩基", "2024-06", actual="2024-07"),
        Milestone("p", "拆迁", "2024-06", days=49),
        Milestone("q", "验收", "2024-06"),
        Milestone("p", "无期"),
        projects=(Project("q", "t", "绿道", planned_finish="2024-03", status="completed"),),
    )
    assert said(found) == []


def test_a_step_reported_for_a_later_day_is_still_to_be_done() -> None:
    assert said(data(Milestone("p", "封顶", "2024-10-31", actual="2024-10-31"))) == ["产业园封顶 还有16天"]


@pytest.mark.parametrize(
    ("period", "until", "words"),
    [
        ("2024-09", "2024-10-31", "一个月"),
        ("2024-01..2024-09", "2024-10-31", "一个月"),
        ("2024Q3", "2024-12-31", "一个季度"),
        ("2024H1", "2025-03-31", "半年"),
        ("2024", "2025-09-30", "一年"),
    ],
)
def test_one_looks_ahead_by_a_period_of_the_reporting_kind(period: str, until: str, words: str) -> None:
    found = horizon(Period.parse(period), date(2024, 9, 30))
    assert (str(found.until), found.words) == (until, words)


def test_one_looks_ahead_by_days_where_they_are_given() -> None:
    found = horizon(Period.parse("2024-09"), DAY, 60)
    assert (str(found.until), found.words) == ("2024-12-14", "60天")

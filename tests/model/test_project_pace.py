"""Claims about projects against their plans, with shares of days counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from briefing.model.dataset import Dataset
from briefing.model.dates import date_words, months_later
from briefing.model.lights import Lights
from briefing.model.metrics import Light
from briefing.model.pace_wording import standing
from briefing.model.policy import Policy
from briefing.model.project_pace import days_overdue, elapsed, is_completed, project_pace
from briefing.model.records import Project
from briefing.model.restrict import restrict
from briefing.model.wording import plain


def project(**more: Any) -> Project:
    progress = more.pop("progress", None)
    return Project("p", "t", "产业园", progress=D(progress) if progress else None, **more)


@pytest.mark.parametrize(
    ("start", "finish", "day", "share"),
    [
        ("2024-01-01", "2024-12-31", date(2024, 2, 29), "16.4"),  # 60 of the 366 days of a leap year
        ("2023", "2023", date(2023, 2, 28), "16.2"),  # 59 of 365
        ("2024-02", "2024-02", date(2024, 2, 29), "100.0"),
        ("2024-03", "2024-06", date(2024, 2, 29), "0.0"),  # not begun
        ("2024-03-01", "2024-03-01", date(2024, 3, 1), "100.0"),  # a plan of one day
        ("2023-07", "2025-06", date(2024, 6, 30), "50.1"),  # 366 of 731
    ],
)
def test_the_elapsed_share_of_a_plan_counts_days(start: str, finish: str, day: date, share: str) -> None:
    assert str(elapsed(project(start=start, planned_finish=finish), day)) == share


@pytest.mark.parametrize(
    ("start", "finish"), [("", "2024-12"), ("2024-01", ""), ("2024-12", "2024-01"), ("不详", "2024-12")]
)
def test_a_plan_without_two_ends_in_order_has_no_pace_and_no_light(start: str, finish: str) -> None:
    found = project_pace(project(start=start, planned_finish=finish, progress="10"), date(2024, 1, 15), Lights())
    assert (found.expected, found.behind, found.light) == (None, None, None)


@pytest.mark.parametrize(
    ("about", "light", "said"),
    [
        ({"status": "completed", "planned_finish": "2024-06"}, Light.GREEN, "建成投用"),
        ({"actual_finish": "2024-06", "planned_finish": "2024-03"}, Light.GREEN, "已完成"),
        ({"progress": "100"}, Light.GREEN, "已完成"),
        ({"progress": "100", "status": "in_progress", "planned_finish": "2024-06"}, Light.RED, "逾期107天"),
        ({"status": "in_progress", "planned_finish": "2024-10-14"}, Light.RED, "逾期1天"),
        ({"status": "delayed"}, Light.RED, "进度滞后"),
        (
            {"status": "delayed", "start": "2024", "planned_finish": "2024", "progress": "40"},
            Light.RED,
            "进度滞后，落后39.0个百分点",
        ),
        ({"start": "2024", "planned_finish": "2024", "progress": "79"}, Light.GREEN, "按序时推进"),
        ({"start": "2024", "planned_finish": "2024", "progress": "78.9"}, Light.YELLOW, "落后0.1个百分点"),
        ({"start": "2024", "planned_finish": "2024", "progress": "69"}, Light.YELLOW, "落后10.0个百分点"),
        ({"start": "2024", "planned_finish": "2024", "progress": "68.9"}, Light.RED, "落后10.1个百分点"),
        ({"start": "2024", "planned_finish": "2024", "status": "planned"}, Light.RED, "未按期开工"),
        ({"start": "2025", "planned_finish": "2026", "status": "planned"}, None, "计划实施"),
        ({"start": "2025", "planned_finish": "2026", "status": "planned", "progress": "0"}, None, "计划实施"),
        ({"start": "2025", "planned_finish": "2026", "status": "started", "progress": "3"}, Light.GREEN, "按序时推进"),
        ({"status": "in_progress"}, None, "推进中"),
        ({"progress": "55"}, None, ""),
        ({}, None, ""),
    ],
)
def test_the_light_and_the_words_of_a_project_on_the_15th_of_october_2024(
    about: dict[str, Any], light: Light | None, said: str
) -> None:
    one = project(**about)
    found = project_pace(one, date(2024, 10, 15), Lights(0, 10))
    assert (found.light, plain(standing(one, found, "zh"))) == (light, said)


def test_the_limits_of_the_data_set_are_the_projects_limits_too() -> None:
    one = project(start="2024", planned_finish="2024", progress="70")
    found = [project_pace(one, date(2024, 10, 15), limits).light for limits in (Lights(9, 30), Lights(0, 5))]
    assert found == [Light.GREEN, Light.RED]


def test_a_finish_after_the_day_does_not_complete_a_project_yet() -> None:
    one = project(actual_finish="2024-11", status="in_progress")
    assert [is_completed(one, date(2024, month, 30)) for month in (10, 11)] == [False, True]


def test_the_planned_day_itself_is_not_overdue() -> None:
    assert [days_overdue("2024-02", date(2024, 2, 29)), days_overdue("2024-02", date(2024, 3, 1))] == [0, 1]
    assert [days_overdue("", date(2024, 3, 1)), days_overdue("待定", date(2024, 3, 1))] == [0, 0]


def test_the_end_of_a_month_leads_to_the_end_of_another() -> None:
    ends = [months_later(date(2024, 2, 29), 1), months_later(date(2024, 1, 31), 1), months_later(date(2024, 8, 15), 6)]
    assert [str(end) for end in ends] == ["2024-03-31", "2024-02-29", "2025-02-15"]


def test_a_date_is_written_as_chinese_writes_it() -> None:
    assert [date_words(text) for text in ("2024-03-05", "2024-03", "2024", "年底", "")] == [
        "2024年3月5日", "2024年3月", "2024年", "年底", "",
    ]  # fmt: skip


DONE = {"start": "2023-01", "planned_finish": "2024-06"}
HALF = {"start": "2024-01", "planned_finish": "2025-06", "progress": "60"}


@pytest.mark.parametrize(
    ("about", "field", "shown", "left"),
    [
        (DONE | {"status": "completed"}, "status", ("completed", Light.GREEN, 0), ("unknown", None, 0)),
        (DONE | {"actual_finish": "2024-05"}, "actual_finish", ("completed", Light.GREEN, 0), ("unknown", None, 0)),
        (DONE | {"actual_finish": "2024-05"}, "status", ("completed", Light.GREEN, 0), ("completed", Light.GREEN, 0)),
        (DONE | {"progress": "100"}, "progress", ("completed", Light.GREEN, 0), ("unknown", None, 0)),
        (DONE | {"progress": "100"}, "status", ("completed", Light.GREEN, 0), ("unknown", None, 0)),
        (HALF | {"status": "delayed"}, "status", ("delayed", Light.RED, 0), ("unknown", None, 0)),
        (HALF | {"status": "delayed"}, "progress", ("delayed", Light.RED, 0), ("delayed", Light.RED, 0)),
        (HALF | {"status": "planned"}, "progress", ("behind", Light.YELLOW, 0), ("unknown", None, 0)),
        (HALF | {"status": "started"}, "planned_finish", ("behind", Light.YELLOW, 0), ("unknown", None, 0)),
        (HALF | {"status": "started"}, "start", ("behind", Light.YELLOW, 0), ("unknown", None, 0)),
        (DONE | {"status": "started"}, "progress", ("overdue", Light.RED, 184), ("overdue", Light.RED, 184)),
    ],
)
def test_without_a_field_that_decides_it_no_light_and_no_delay_are_told(
    about: dict[str, Any], field: str, shown: tuple[Any, ...], left: tuple[Any, ...]
) -> None:
    data = Dataset("t", "测试", (), (), (), projects=(project(**about),))
    policies = Policy(), Policy(withhold=frozenset({("projects", field)}))
    for policy, expected in zip(policies, (shown, left), strict=True):
        (seen,) = restrict(data, policy).dataset.projects
        found = project_pace(seen, date(2024, 12, 31), Lights())
        assert (found.standing, found.light, found.overdue) == expected

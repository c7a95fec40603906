"""Claims about ranks, targets, totals and projects, about what is confirmed, and about the checks as a whole."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefing.model.audit import CHECKS, Finding, examine, review
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Project
from briefing.model.rules import RULES, Confirmed, Rules, Total
from briefing.sources import load
from tests.factory import dataset, indicator, observation
from tests.model.auditing import TOWNS, found, months, of_towns, said, series

REPOSITORY = Path(__file__).parents[2]
SALES = indicator("sales", "销售收入", "亿元", kind="flow")


def ranked(*rows: tuple[str, str, int], direction: str = "higher", **more: Any) -> list[str]:
    about = indicator("sales", "销售收入", "亿元", kind="flow", direction=direction)
    made = [observation("sales", "2020", value, entity, rank=rank, **more) for entity, value, rank in rows]
    return said(of_towns(about, made), "rank")


def test_ranks_that_follow_the_values_are_well_with_ties_and_either_direction() -> None:
    assert ranked(("a", "9", 1), ("b", "8", 2), ("c", "8", 2), ("d", "7", 4)) == []
    assert ranked(("a", "1", 1), ("b", "2", 2), ("c", "3", 3), direction="lower") == []


def test_a_rank_that_contradicts_the_values_is_told() -> None:
    assert ranked(("a", "9", 1), ("b", "7", 2), ("c", "8", 3)) == [
        "销售收入（南）2020年是8亿元，排第3位；西是7亿元，反而排第2位。"
    ]
    assert len(ranked(("a", "1", 1), ("b", "2", 2), ("c", "3", 3))) == 2


def test_ranks_may_be_of_growth() -> None:
    about = [("a", "7", "9", 1), ("b", "8", "8", 2), ("c", "9", "7", 3)]
    rows = [observation("sales", "2020", value, entity, rank=rank, growth=g) for entity, value, g, rank in about]
    assert said(of_towns(SALES, rows), "rank") == []


def test_one_rank_with_two_values_is_told() -> None:
    assert ranked(("a", "9", 1), ("b", "8", 2), ("c", "7", 2)) == [
        "销售收入（南）2020年和西都排第2位，数值却不同：7亿元、8亿元。"
    ]


def test_a_rank_beyond_the_number_of_entities_is_asked_about_unless_a_total_says_more() -> None:
    rows = (("a", "9", 1), ("b", "8", 2), ("c", "7", 5))
    assert ranked(*rows) == ["销售收入（南）2020年排第5位，报送这个指标的只有3个单位。"]
    assert ranked(*rows, rank_total=10) == []


@pytest.mark.parametrize(("value", "wrong"), [("0", True), ("1.5", True), ("11", True), ("10", False), ("1", False)])
def test_the_value_of_a_rank_is_a_place_among_those_ranked(value: str, wrong: bool) -> None:
    about = indicator("place", "营商环境位次", "位", kind="rank", direction="lower")
    made = found(dataset([about], [observation("place", "2020", value, rank_total=10)]), "rank")
    assert [finding.severity for finding in made] == (["error"] if wrong else [])


def aimed(target: str, *values: tuple[str, str], **about: Any) -> list[str]:
    return said(series(*values, about=indicator("x", "甲", "件", target=target, **about)), "target")


def test_a_target_worse_than_its_base_is_in_the_wrong_direction() -> None:
    up = {"baseline": "2018", "target_period": "2020"}
    assert aimed("9", ("2018", "10"), **up) == ["甲越高越好，目标9件却比2018年的10件还差。"]
    assert aimed("11", ("2018", "10"), **up) == aimed("9", ("2018", "10"), **up, direction="lower") == []
    assert aimed("9", ("2018", "10"), **up, direction="neutral") == []
    assert aimed("11", ("2018", "10"), **up, direction="lower") == ["甲越低越好，目标11件却比2018年的10件还差。"]


def test_a_prudent_target_below_last_year_is_none_and_one_far_below_is() -> None:
    assert aimed("48", ("2019", "54"), target_period="2020", kind="flow") == []
    assert len(aimed("20", ("2019", "54"), target_period="2020", kind="flow")) == 1


def test_a_target_reached_before_its_period_is_told_of_levels_only() -> None:
    assert aimed("9", ("2019-12", "9"), target_period="2020") == ["甲的目标（2020年9件）在2019年12月就已经达到：9件。"]
    assert (
        aimed("9", ("2019-12", "8"), target_period="2020") == aimed("9", ("2020-03", "9"), target_period="2020") == []
    )
    assert aimed("9", ("2019", "10"), target_period="2020", kind="flow") == []


def test_a_target_for_a_time_before_its_base_is_an_error() -> None:
    made = series(("2020", "1"), about=indicator("x", "甲", "件", target="9", baseline="2020", target_period="2020"))
    assert [finding.severity for finding in found(made, "target")] == ["error"]


def test_the_target_of_a_share_is_at_most_the_whole() -> None:
    about = indicator("x", "绿化率", "%", kind="rate", target="950", target_period="2020")
    assert said(series(("2020", "90"), about=about), "target") == ["绿化率的目标是950%，不在0和100%之间。"]


GDP, FIRST, SECOND = (
    indicator(i, n, "亿元", kind="flow") for i, n in (("gdp", "总值"), ("p1", "一产"), ("p2", "二产"))
)


def summed(whole: str, first: str | None, second: str, tolerance: str | None = None) -> list[str]:
    total = Total("gdp", ("p1", "p2"), (), None if tolerance is None else Decimal(tolerance))
    rows = [observation(i, "2020", v) for i, v in (("gdp", whole), ("p1", first), ("p2", second)) if v is not None]
    return said(dataset([GDP, FIRST, SECOND], rows, rules=Rules(totals=(total,))), "sum")


def test_a_total_may_miss_its_parts_by_what_rounding_explains() -> None:
    assert summed("10.1", "5.0", "5.0") == summed("10.15", "5.0", "5.05", "0.1") == []
    assert summed("10.2", "5.0", "5.0") == [
        "总值2020年是10.2亿元，2个分项加起来是10亿元，差0.2亿元，超过四舍五入能解释的0.15亿元。"
    ]


def test_a_tolerance_takes_the_place_of_rounding_and_a_missing_part_says_nothing() -> None:
    assert len(summed("10.1", "5.0", "5.0", "0")) == 1
    assert summed("12.0", "5.0", "5.0", "2") == summed("10.2", None, "5.0") == []


def test_entities_add_up_to_the_whole_where_all_that_report_have_reported() -> None:
    rules = Rules(totals=(Total("all", (), ("sales",)),))

    def made(missing: str = "") -> list[Finding]:
        rows = [observation("sales", "2019", "5.0", entity) for entity in ("a", "b")]
        rows += [
            observation("sales", "2020", "9.0" if e == "all" else "5.0", e) for e in ("all", "a", "b") if e != missing
        ]
        return found(dataset([SALES], rows, entities=TOWNS[:3], rules=rules), "sum")

    (finding,) = made()
    assert finding.severity == "error"
    assert [origin.cell for origin in finding.origins] == ["sales-2020-all", "sales-2020-a", "sales-2020-b"]
    assert made("b") == []


def test_a_total_with_an_entity_that_never_reports_is_not_called_wrong_but_unchecked() -> None:
    rows = [observation("sales", "2020", value, e) for e, value in (("all", "30.0"), ("a", "10.0"), ("b", "10.0"))]
    rows.append(observation("gdp", "2020", "1", "c"))
    made = dataset([SALES, GDP], rows, entities=TOWNS, rules=Rules(totals=(Total("all", (), ("sales",)),)))
    (finding,) = found(made, "sum")
    assert (finding.severity, finding.message) == (
        "doubt",
        f"{SALES.name}的合计没有核对：南、北没有报过这个指标。",
    )
    named = replace(made, rules=Rules(totals=(Total("all", ("a", "d"), ("sales",)),)))
    assert said(named, "sum") == [f"{SALES.name}的合计没有核对：北没有报过这个指标。"]


def test_a_declared_entity_without_any_data_is_told_once() -> None:
    rows = [observation("sales", "2020", "1.0", entity) for entity in ("all", "a", "b", "d")]
    assert said(dataset([SALES, GDP], rows, entities=TOWNS), "gap") == ["南没有任何数据。"]
    of_project = (Project("p", "industry", "光电园", entity="c"),)
    assert said(dataset([SALES], rows, entities=TOWNS, projects=of_project), "gap") == []


def projects(**about: Any) -> list[tuple[str, str]]:
    project = Project("p", "industry", "光电园", **about)
    made = dataset([SALES], [observation("sales", "2020", "1")], projects=(project,), as_of=date(2020, 6, 30))
    return [(finding.severity, finding.column) for finding in found(made, "project")]


@pytest.mark.parametrize(
    ("about", "finding"),
    [
        ({"start": "2020-03", "actual_finish": "2020-02"}, ("error", "actual_finish")),
        ({"start": "2020-03", "planned_finish": "2020-02"}, ("error", "planned_finish")),
        ({"progress": Decimal(101)}, ("error", "progress")),
        ({"status": "completed", "start": "2020-01"}, ("doubt", "actual_finish")),
        ({"status": "completed", "progress": Decimal(90)}, ("doubt", "progress")),
        ({"status": "in_progress", "progress": Decimal(100)}, ("doubt", "status")),
        ({"status": "in_progress", "actual_finish": "2020-05"}, ("doubt", "status")),
        ({"status": "planned", "progress": Decimal(5)}, ("doubt", "status")),
        ({"actual_finish": "2020-07-01"}, ("doubt", "actual_finish")),
    ],
)
def test_a_project_that_contradicts_itself_is_told(about: dict[str, Any], finding: tuple[str, str]) -> None:
    assert projects(**about) == [finding]


@pytest.mark.parametrize(
    "about",
    [
        {"status": "completed"},
        {"status": "completed", "progress": Decimal(100), "start": "2020-03", "actual_finish": "2020-03"},
        {"status": "in_progress", "progress": Decimal(99)},
    ],
)
def test_a_project_without_contradictions_is_not(about: dict[str, Any]) -> None:
    assert projects(**about) == []


def jumping(*confirmed: Confirmed) -> Dataset:
    return series(*months("10.0", "30.0", "90.0"), about=SALES, rules=Rules(confirmed=confirmed))


def test_what_is_confirmed_is_listed_apart_and_not_asked_about() -> None:
    known = Confirmed("jump", "sales", period=Period.parse("2020-02"), note="疫情")
    made = review(jumping(known))
    assert [finding.period and finding.period.code for finding in made.findings] == ["2020-03"]
    assert [(finding.period and finding.period.code, each.note) for finding, each in made.confirmed] == [
        ("2020-02", "疫情")
    ]
    assert made.stale == ()


def test_a_confirmation_without_a_period_holds_for_all_and_one_of_nothing_is_stale() -> None:
    all_, other = Confirmed("jump", "sales"), Confirmed("gap", "sales", where="dataset.yaml:9")
    made = review(jumping(all_, other))
    assert (len(made.findings), len(made.confirmed), made.stale) == (0, 2, (other,))


def test_a_confirmation_of_another_rule_entity_or_period_settles_nothing() -> None:
    others = (
        Confirmed("growth", "sales"),
        Confirmed("jump", "sales", "there"),
        Confirmed("jump", "sales", period=Period.parse("2020-01")),
    )
    assert len(examine(jumping(*others))) == 2


def test_projects_and_targets_are_confirmed_too() -> None:
    project = Project("p", "industry", "光电园", status="in_progress", progress=Decimal(100))
    about = indicator("x", "甲", "件", target="9", target_period="2020")
    known = (Confirmed("project", project="p"), Confirmed("target", "x"))
    made = review(series(("2019", "9"), about=about, projects=(project,), rules=Rules(confirmed=known)))
    assert (made.findings, len(made.confirmed)) == ((), 2)


def test_of_many_alike_the_newest_are_told_and_the_others_counted() -> None:
    about = indicator("firms", "新设企业", "家", kind="count")
    made = series(*[(str(year), "1.5") for year in range(1990, 2020)], about=about)
    told = [finding for finding in examine(made, most=5) if finding.rule == "sign"]
    assert [f.period.code for f in told[:-1] if f.period] == ["2015", "2016", "2017", "2018", "2019"]
    assert told[-1].message == "新设企业另有25处同样的情况，没有一一列出。"


def test_doubles_and_an_empty_data_set_are_no_trouble() -> None:
    assert examine(dataset([SALES], [])) == ()
    doubled = [observation("sales", "2020-01", "1.0"), observation("sales", "2020-01", "9.0")]
    assert examine(dataset([SALES], doubled)) == ()


def test_checks_of_whole_tables_wait_until_all_rows_can_be_read() -> None:
    made = series(
        ("2020-01", "5.0"), ("2020-03", "15.0"), ("2020-04", "5"), about=indicator("s", "甲", frequency="month")
    )
    assert {finding.rule for finding in review(made).findings} == {"gap", "jump"}
    assert {finding.rule for finding in review(made, complete=False).findings} == {"jump"}


def test_the_department_is_the_indicators_or_else_its_themes() -> None:
    (finding,) = found(series(*months("1.0", "9.0"), about=indicator("s", "甲", department="区统计局")), "jump")
    assert finding.department == "区统计局"


@pytest.mark.parametrize("name", ["jiangbei", "demo-monthly"])
def test_the_data_that_are_shipped_are_clean(name: str) -> None:
    made = review(load(REPOSITORY / "data" / name, REPOSITORY))
    assert (made.findings, made.stale) == ((), ())


def test_every_rule_has_chinese_words_and_an_entry_in_both_guides() -> None:
    assert list(CHECKS) == list(RULES)
    for guide in ("checks.zh-CN.md", "checks.md"):
        text = (REPOSITORY / "docs" / guide).read_text(encoding="utf-8")
        for rule, title in RULES.items():
            assert f"### `{rule}`" in text, (guide, rule)
            assert title in text, (guide, title)


def test_importing_the_checks_is_light() -> None:
    code = "import sys, briefing.model.audit; print([m for m in ('pandas', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Every kind of chart from a template's words: what is drawn, and that each label is a figure's own string."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.blocks import Chart
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.charts import KINDS
from briefing.charts.data import ChartData, Datum
from briefing.compose import compose
from briefing.compose.charts import alt
from briefing.errors import ProblemsFound
from briefing.model.dates import first_day, last_day
from briefing.model.parts import remainder
from briefing.model.period import Period
from briefing.model.records import Entity, Indicator, Observation
from briefing.model.scale import Scale
from briefing.model.series import Comparison, Series
from tests.datasets import write

DESCRIBED = (
    "title: 示例数据\nsynthetic: true\nas_of: 2024-09-30\ndefault_period: 2024\n"
    "themes: [{id: economy, name: 经济, color: '#1F6FB5'}]\n"
    "entities: [{id: a, name: 甲镇}, {id: b, name: 乙镇}, {id: c, name: 丙镇}]\n"
)
INDICATORS = [
    ("id", "name", "theme", "unit", "kind", "target", "target_period", "baseline", "direction"),
    ("gdp", "生产总值", "economy", "亿元", "flow", "", "", 2021, ""),
    ("farm", "第一产业", "economy", "亿元", "flow", "", "", 2021, ""),
    ("plant", "第二产业", "economy", "亿元", "flow", "", "", 2021, ""),
    ("trade", "第三产业", "economy", "亿元", "flow", "", "", 2021, ""),
    ("place", "全省位次", "economy", "位", "rank", "", "", 2021, "lower"),
    ("invest", "固定资产投资", "economy", "亿元", "flow", 100, 2024, "", ""),
    ("jobs", "新增就业", "economy", "人", "count", 500, 2024, "", ""),
    ("score", "治理得分", "economy", "分", "level", "", "", "", ""),
]
OBSERVATIONS = [
    ("indicator", "entity", "period", "value"),
    *(("gdp", "a", year, value) for year, value in ((2021, "50.0"), (2022, "56.0"), (2023, "60.5"), (2024, "66.6"))),
    *(("farm", "a", year, value) for year, value in ((2021, "6.0"), (2022, "6.0"), (2023, "5.5"), (2024, "5.6"))),
    *(("plant", "a", year, value) for year, value in ((2021, "20.0"), (2022, "23.0"), (2023, "25.0"), (2024, "28.0"))),
    *(("trade", "a", year, value) for year, value in ((2021, "24.0"), (2022, "27.0"), (2023, "30.0"), (2024, "33.0"))),
    ("place", "a", 2021, 37), ("place", "a", 2024, 6),
    ("invest", "a", 2024, "91.5"), ("jobs", "a", 2024, 520),
    *(("score", entity, year, value) for entity, year, value in (
        ("a", 2023, "80.5"), ("b", 2023, "88.0"), ("c", 2023, "70.0"),
        ("a", 2024, "90.5"), ("b", 2024, "86.0"), ("c", 2024, "75.0"))),
]  # fmt: skip
PROJECTS = [
    ("id", "theme", "name", "status", "start", "planned_finish", "actual_finish"),
    ("p1", "economy", "一号桥", "completed", "2023-03", "2024-06", "2024-05-20"),
    ("p2", "economy", "二号桥", "delayed", "2023-09", "2024-08", ""),
    ("p3", "economy", "三号桥", "completed", "2023-09", "2024-08", ""),
]
PARTS = "indicators: [farm, plant, trade]"
ASKED = {
    "column": "indicators: [gdp]\nperiods: ['2021', '2024']\nannotate: [difference, growth]",
    "bar": "indicators: [score]",
    "ranked": "indicators: [score]\nemphasis: a\nannotate: [rank]",
    "lollipop": "indicators: [score]\nemphasis: b",
    "dumbbell": f"{PARTS}\nannotate: [difference]",
    "stacked": f"{PARTS}\nannotate: [total]",
    "share": PARTS,
    "line": "indicators: [gdp]\nannotate: [growth]",
    "slope": "indicators: [place]",
    "area": PARTS,
    "combo": "indicators: [gdp]",
    "waterfall": "indicators: [gdp, farm, plant]\nperiods: ['2021', '2024']",
    "bullet": "indicators: [invest, jobs]",
    "progress": "indicators: [invest, jobs]",
    "heat": "indicators: [invest, jobs]",
    "multiples": f"{PARTS}\ncolumns: 3\nemphasis: trade",
    "scatter": "indicators: [score, score]",
    "radar": f"{PARTS}\nperiods: ['2021', '2024']",
    "doughnut": PARTS,
    "pie": PARTS,
    "timeline": "",
    "gantt": "of: projects",
    "sparkline": "indicators: [gdp]",
}


Table = Sequence[Sequence[object]]


def workspace(root: Path, words: str, **changed: Table) -> Path:
    tables: dict[str, Table] = {"indicators": INDICATORS, "observations": OBSERVATIONS, "projects": PROJECTS}
    tables |= changed
    write(root, "sample", DESCRIBED, **tables, milestones=[
        ("project", "name", "days"), ("p1", "开工", 30), ("p1", "合龙", 60),
    ])  # fmt: skip
    (root / "templates" / "mine").mkdir(parents=True)
    inside = "".join(f"            {line}\n" for line in words.splitlines() if line)
    (root / "templates" / "mine" / "template.yaml").write_text(
        "name: 测试\nchapters:\n  a:\n    pages:\n      b:\n        label: 总体\n        headline: 情况\n"
        f"        blocks:\n          drawn:\n            kind: chart\n{inside}",
        encoding="utf-8",
    )
    return root


def drawn(root: Path, kind: str, words: str | None = None, **changed: Table) -> Chart:
    asked = ASKED[kind] if words is None else words
    head = "of: milestones" if kind == "timeline" else "" if words is not None else f"chart: {kind}"
    ready = prepare(find(workspace(root, f"{head}\n{asked}", **changed)), Job("sample", "mine", None))
    blocks = [
        block for section in compose(ready.loaded, ready.dataset, ready.period).sections for block in section.blocks
    ]
    return next(block for block in blocks if isinstance(block, Chart))


def problems(root: Path, words: str) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        drawn(root, "column", words)
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_can_ask_for_every_kind_and_every_label_is_a_figure(tmp_path: Path, kind: str) -> None:
    chart = drawn(tmp_path, kind)
    assert chart.kind == kind
    assert chart.spec["usermeta"]["briefing"]["kind"] == kind
    strings = {text for figure in chart.figures for text in (figure.bare, figure.text)}
    rows = chart.spec["data"]["values"]
    labels = {row["label"].split(" ")[0].lstrip("+−") for row in rows if row.get("label")}
    assert labels <= {text.lstrip("−") for text in strings} or kind == "radar"


def _of_months(periods: Sequence[str]) -> Table:
    return [*OBSERVATIONS, *(("people", "a", period, 10 + order) for order, period in enumerate(periods))]


PEOPLE = [*INDICATORS, ("people", "户籍人口", "economy", "万人", "level", "", "", "", "")]
TORN = ("2023-08", "2023-09", "2024-07", "2024-08", "2024-09")


@pytest.mark.parametrize("kind", ["line", "combo", "sparkline", "multiples"])
def test_months_that_are_missing_keep_their_place_on_the_axis_and_break_the_line(tmp_path: Path, kind: str) -> None:
    words = f"chart: {kind}\nindicators: [people]"
    chart = drawn(tmp_path, kind, words, indicators=PEOPLE, observations=_of_months(TORN))
    rows = {row["category"]: row["value"] for row in reversed(chart.spec["data"]["values"])}
    assert list(reversed(rows)) == [f"{2023 + month // 12}年{month % 12 + 1}月" for month in range(7, 21)]
    assert [name for name, value in rows.items() if value is None] == [
        f"{2023 + month // 12}年{month % 12 + 1}月" for month in reversed(range(9, 18))
    ]


@pytest.mark.parametrize(
    ("seen", "axis"),
    [
        (("2009", "2014", "2019", "2024"), "2009年 2014年 2019年 2024年"),
        (("2020", "2021", "2023", "2024"), "2020年 2021年 — 2023年 2024年"),
        (("2023Q4", "2024Q1", "2024Q3"), "2023年四季度 2024年一季度 — 2024年三季度"),
        (("2023-01..2023-11", "2024-01..2024-02", "2024-01..2024-03"), "2023年1—11月 2024年1—2月 2024年1—3月"),
        (("2024-01..2024-05", "2024-01..2024-06", "2024-01..2024-08"), "1—5月 1—6月 — 1—8月"),
        (("1990-01", "1990-02", "2024-09"), "1990年1月 1990年2月 — 2024年9月"),
    ],
)
def test_an_axis_has_a_gap_where_its_own_step_is_left_out(tmp_path: Path, seen: Sequence[str], axis: str) -> None:
    words = "chart: line\nindicators: [people]"
    chart = drawn(tmp_path, "line", words, indicators=PEOPLE, observations=_of_months(seen))
    rows = chart.spec["data"]["values"]
    assert " ".join("—" if row["value"] is None else row["category"] for row in rows) == axis


def test_periods_that_a_template_names_are_drawn_as_they_are(tmp_path: Path) -> None:
    words = "chart: line\nindicators: [people]\nperiods: [2023-09, 2024-07, 2024-08]"
    chart = drawn(tmp_path, "line", words, indicators=PEOPLE, observations=_of_months(TORN))
    assert [row["category"] for row in chart.spec["data"]["values"]] == ["2023年9月", "2024年7月", "2024年8月"]


def test_an_arrow_over_a_line_with_a_gap_goes_from_its_first_value_to_its_last(tmp_path: Path) -> None:
    words = "chart: line\nindicators: [people]\nannotate: [difference]"
    chart = drawn(tmp_path, "line", words, indicators=PEOPLE, observations=_of_months(TORN))
    assert "2023年8月 +40.0%" in chart.alt


def test_growth_over_columns_is_said_as_in_the_text(tmp_path: Path) -> None:
    assert drawn(tmp_path, "column").alt.endswith("2021年 +33.2%；2021年 年均增长10.0%。")


def test_a_rank_is_followed_by_its_move(tmp_path: Path) -> None:
    assert "第6 ↑31位" in drawn(tmp_path, "slope").alt


def test_a_league_says_who_moved_since_the_year_before(tmp_path: Path) -> None:
    rows = drawn(tmp_path, "ranked").spec["data"]["values"]
    assert [(row["category"], row["label"], row["emphasis"]) for row in rows] == [
        ("1 甲镇", "90.5 ↑1位", True),
        ("2 乙镇", "86.0 ↓1位", False),
        ("3 丙镇", "75.0", False),
    ]


def test_the_rest_of_a_change_is_called_other(tmp_path: Path) -> None:
    rows = drawn(tmp_path, "waterfall").spec["data"]["values"]
    assert [(row["category"], row["label"]) for row in rows] == [
        ("2021年", "50.0"), ("第一产业", "−0.4"), ("第二产业", "+8.0"), ("其他", "+9.0"), ("2024年", "66.6"),
    ]  # fmt: skip


def test_what_only_rounding_leaves_of_a_change_is_not_called_other() -> None:
    def rise(name: str, old: str, new: str) -> Comparison:
        indicator = Indicator(name, name, "economy", "亿元", precision=0)
        scale = Scale(digits=0)
        first = Observation(name, "a", Period.parse("2021"), Decimal(old))
        last = Observation(name, "a", Period.parse("2024"), Decimal(new))
        row = Series(indicator, Entity("a", "甲镇"), (first, last), last, last.period, scale)
        return Comparison(row, first, last, "比2021年")

    whole, parts = rise("总", "10.0", "12.8"), [rise("甲", "5.0", "6.4"), rise("乙", "5.0", "6.4")]
    # Printed: 3 in all, 1 and 1.
    assert remainder(whole, parts) is None
    left = remainder(whole, parts[:1])
    assert left is not None
    assert left.text == "2亿元"


def test_published_rates_are_not_mixed_with_worked_out_ones(tmp_path: Path) -> None:
    observations = [("indicator", "entity", "period", "value", "growth"), *(
        ("gdp", "a", year, value, growth)
        for year, value, growth in ((2022, "56.0", ""), (2023, "60.5", "6.1"), (2024, "66.6", "5.8"))
    )]  # fmt: skip
    rows = drawn(tmp_path, "combo", observations=observations).spec["data"]["values"]
    assert [row["label"] for row in rows if row["series"] == "增速（%）"] == ["", "6.1", "5.8"]


def test_a_cell_without_a_target_is_empty_beside_lights(tmp_path: Path) -> None:
    observations = [*OBSERVATIONS, ("invest", "a", 2023, "80.0")]
    rows = drawn(tmp_path, "heat", "chart: heat\nindicators: [invest]", observations=observations).spec["data"][
        "values"
    ]
    assert [(row["category"], row["printed"]) for row in rows] == [("2023年", "—"), ("2024年", "▲ 91.5%")]


def test_the_entity_at_hand_closes_a_league_it_is_too_low_for(tmp_path: Path) -> None:
    words = "chart: ranked\nindicators: [score]\nemphasis: c\nlimit: 2"
    rows = drawn(tmp_path, "ranked", words).spec["data"]["values"]
    assert [(row["category"], row["emphasis"]) for row in rows] == [("1 甲镇", False), ("3 丙镇", True)]


def test_of_ranks_where_less_is_better_the_least_comes_first(tmp_path: Path) -> None:
    indicators = [*INDICATORS, ("days", "审批天数", "economy", "天", "level", "", "", "", "lower")]
    observations = [*OBSERVATIONS, *(("days", entity, 2024, days) for entity, days in (("a", 9), ("b", 3), ("c", 5)))]
    words = "chart: ranked\nindicators: [days]"
    chart = drawn(tmp_path, "ranked", words, indicators=indicators, observations=observations)
    assert [row["category"] for row in chart.spec["data"]["values"]] == ["1 乙镇", "2 丙镇", "3 甲镇"]


def test_the_rest_of_a_share_has_no_more_digits_than_the_share(tmp_path: Path) -> None:
    indicators = [*INDICATORS, ("rate", "占比", "economy", "%", "rate", "", "", "", "")]
    observations = [*OBSERVATIONS, ("rate", "a", 2024, "64.1")]
    words = "chart: doughnut\nindicators: [rate]"
    chart = drawn(tmp_path, "doughnut", words, indicators=indicators, observations=observations)
    assert [row["value"] for row in chart.spec["data"]["values"]] == [64.1, 35.9]


def test_a_long_description_ends_after_a_whole_number() -> None:
    rows = tuple(Datum(f"{year}年", "规上工业产值", year, f"{year}.5") for year in range(1980, 2024))
    said = alt("产值", ChartData(rows))
    assert len(said) <= 300
    assert said.endswith("规上工业产值 1993年 1993.5等。")


def test_shares_are_worked_out_from_the_parts(tmp_path: Path) -> None:
    chart = drawn(tmp_path, "share")
    assert "第一产业 2021年 12.0%" in chart.alt
    assert chart.title == "第一产业等3项指标占比（%）"


def test_totals_are_the_sums_of_the_parts(tmp_path: Path) -> None:
    chart = drawn(tmp_path, "stacked")
    assert [figure.text for figure in chart.figures if figure.label == "合计"] == [
        "50.0亿元",
        "56.0亿元",
        "60.5亿元",
        "66.6亿元",
    ]


def test_value_and_growth_of_each_year_stand_together(tmp_path: Path) -> None:
    rows = drawn(tmp_path, "combo").spec["data"]["values"]
    assert [row["label"] for row in rows] == ["50.0", "56.0", "60.5", "66.6", "", "12.0", "8.0", "10.1"]


def test_progress_bears_lights_and_its_pace(tmp_path: Path) -> None:
    chart = drawn(tmp_path, "progress")
    assert "完成 固定资产投资 91.5% 黄灯" in chart.alt
    assert [figure.text for figure in chart.figures] == ["91.5%", "100.0%", "104.0%"]


def test_a_project_done_without_a_date_of_it_is_left_out(tmp_path: Path) -> None:
    rows = drawn(tmp_path, "gantt").spec["data"]["values"]
    assert [(row["category"], row["finish"], row["piece"]) for row in rows] == [
        ("一号桥", "2024-05-20", "已实施"),
        ("一号桥", "2024-06-30", "计划"),
        ("二号桥", "2024-08-31", "已实施"),
        ("二号桥", "2024-09-30", "超期"),
    ]


def test_a_bare_date_is_its_first_or_last_day() -> None:
    assert [str(first_day(text)) for text in ("2024", "2024-02", "2024年2月9日", "")] == [
        "2024-01-01", "2024-02-01", "2024-02-09", "None",
    ]  # fmt: skip
    assert [str(last_day(text)) for text in ("2024", "2024-02", "2024-13-09")] == ["2024-12-31", "2024-02-29", "None"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("chart: waterfall\nindicators: [gdp]", "waterfall 要写2至15个指标，现有1个"),
        ("chart: waterfall\nindicators: [gdp, farm, invest]\nperiods: ['2021', '2024']", "“固定资产投资”缺2021年"),
        ("chart: stacked\nindicators: [gdp, jobs]", "单位不同（亿元、人）"),
        ("chart: doughnut\nindicators: [gdp, jobs]", "单位不同（亿元、人）"),
        ("chart: line\nindicators: [gdp, jobs]", "单位不同（亿元、人）"),
        ("chart: ranked\nindicators: [gdp, jobs]", "单位不同（亿元、人）"),
        ("chart: scatter\nindicators: [gdp]", "scatter 要写2至3个指标，现有1个"),
        ("chart: combo\nindicators: [gdp, farm, plant]", "combo 要写1至2个指标，现有3个"),
        ("chart: sparkline\nindicators: [gdp, farm]", "sparkline 要写1个指标，现有2个"),
        ("chart: combo", "要用 indicators 写明"),
        ("chart: progress\nindicators: [invest, gdp]", "“生产总值”没有目标值"),
        ("chart: bar\nindicators: [gdp]\nannotate: [growth]", "bar 上画不了 growth"),
        ("chart: line\nindicators: [gdp, farm]\nannotate: [growth]", "有几条线时不画箭头"),
        ("chart: line\nindicators: [place]\nannotate: [growth]", "没有年均增长"),
        ("chart: slope\nindicators: [invest]", "slope 要有两个期间"),
        ("chart: dumbbell\nindicators: [invest]", "两个期间"),
        ("chart: radar\nindicators: [gdp, farm]", "三项以上"),
    ],
)
def test_words_that_the_data_cannot_meet_are_a_problem(tmp_path: Path, words: str, said: str) -> None:
    assert any(said in message for message in problems(tmp_path, words))

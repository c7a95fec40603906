"""Claims about the checks of single values and of values beside one another: each fault, and the near miss."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.model.audit.slips import slip
from briefing.model.rules import Rules
from tests.factory import dataset, indicator, observation
from tests.model.auditing import found, months, of_towns, said, series

COVER = indicator("cover", "养老服务覆盖率", "%", kind="rate")
SALES = indicator("sales", "销售收入", "亿元", kind="flow")
FIRMS = indicator("firms", "新设企业", "家", kind="count")


def test_a_share_above_100_per_cent_is_an_error() -> None:
    (finding,) = found(series(("2019", "97.3"), ("2020", "100.1"), about=COVER), "rate")
    assert finding.severity == "error"
    assert finding.message == "养老服务覆盖率2020年是100.1%，超过100%。"
    assert finding.origin.cell == "cover-2020-here"


def test_a_share_of_100_per_cent_is_none() -> None:
    assert said(series(("2019", "0"), ("2020", "100"), about=COVER), "rate") == []


def test_a_share_below_0_is_an_error() -> None:
    assert said(series(("2020", "-1"), about=COVER), "rate") == ["养老服务覆盖率2020年是-1%，小于0。"]


def test_what_only_sounds_like_a_share_is_a_doubt() -> None:
    (finding,) = found(series(("2020", "120"), about=indicator("x", "上市公司募资比例", "%", kind="rate")), "rate")
    assert finding.severity == "doubt"


@pytest.mark.parametrize("name", ["计划完成率", "产值增长率", "资产负债率", "成本利润率"])
def test_rates_that_may_pass_100_per_cent_are_left_alone(name: str) -> None:
    assert said(series(("2020", "120"), about=indicator("x", name, "%", kind="rate")), "rate") == []


def test_growth_below_minus_100_per_cent_is_an_error_of_what_cannot_be_negative() -> None:
    made = dataset([SALES], [observation("sales", "2020", "5", growth="-100.1")])
    (finding,) = found(made, "rate")
    assert (finding.severity, finding.column, finding.value) == ("error", "growth", "-100.1%")
    assert found(dataset([SALES], [observation("sales", "2020", "0", growth="-100")]), "rate") == []


def test_growth_below_minus_100_per_cent_is_a_doubt_of_profits() -> None:
    profit = indicator("profit", "企业利润", "亿元", kind="flow")
    (finding,) = found(dataset([profit], [observation("profit", "2020", "-2", growth="-150")]), "rate")
    assert finding.severity == "doubt"


@pytest.mark.parametrize(("growth", "asked"), [("973", True), ("500", False), ("-97", True), ("-90", False)])
def test_growth_that_looks_like_a_lost_point_is_asked_about(growth: str, asked: bool) -> None:
    made = dataset([SALES], [observation("sales", "2020", "5", growth=growth)])
    assert bool(said(made, "rate")) is asked


def test_growth_that_the_values_bear_out_is_not_asked_about() -> None:
    rows = [observation("sales", "2019", "1.00"), observation("sales", "2020", "10.73", growth="973")]
    made = dataset([SALES], rows)
    assert said(made, "rate") == said(made, "growth") == []


def test_a_count_is_never_negative() -> None:
    (finding,) = found(series(*months("5", "-5"), about=FIRMS), "sign")
    assert (finding.severity, finding.message) == ("error", "新设企业2020年2月是负数：-5家；个数没有负的。")


def test_one_negative_amount_among_ten_is_asked_about_and_two_are_not() -> None:
    ten = ["5.1", "5.2", "5.3", "5.1", "5.2", "5.3", "5.1", "5.2", "5.3"]
    assert len(said(series(*months(*ten, "-5.2"), about=SALES), "sign")) == 1
    assert said(series(*months(*ten[:8], "-5.1", "-5.2"), about=SALES), "sign") == []


def test_profits_may_be_negative() -> None:
    about = indicator("profit", "企业利润", "亿元", kind="flow")
    assert said(series(*months(*["5"] * 9, "-5"), about=about), "sign") == []


def test_single_things_are_counted_in_whole_numbers() -> None:
    assert said(series(("2020", "3.5"), about=FIRMS), "sign") == ["新设企业2020年是3.5家，个数应该是整数。"]
    assert said(series(("2020", "3.0"), about=FIRMS), "sign") == []
    assert said(series(("2020", "3.5"), about=indicator("x", "游客", "万人次", kind="count")), "sign") == []


def test_a_value_half_as_much_again_is_asked_about_and_one_of_just_half_is_not() -> None:
    assert said(series(*months("1.4", "2.2"), about=SALES), "jump") == [
        "销售收入2020年2月是2.2亿元，比2020年1月的1.4亿元增长57.1%，超过50%。"
    ]
    assert said(series(*months("1.4", "2.1"), about=SALES), "jump") == []


def test_the_threshold_is_what_the_rules_say() -> None:
    rules = Rules(jump=Decimal(100), jumps={"sales": Decimal(10)})
    assert len(said(series(*months("10.0", "11.1"), about=SALES, rules=rules), "jump")) == 1
    assert said(series(*months("10.0", "11.0"), about=SALES, rules=rules), "jump") == []


def test_of_rates_points_are_counted() -> None:
    assert said(series(*months("5", "56"), about=COVER), "jump") == [
        "养老服务覆盖率2020年2月是56%，比2020年1月的5%上升51个百分点，超过50个百分点。"
    ]
    assert said(series(*months("5", "50"), about=COVER), "jump") == []


def test_what_a_season_does_every_year_is_no_jump() -> None:
    values = [("2019-01", "10.0"), ("2019-02", "4.0"), ("2020-01", "10.5"), ("2020-02", "4.1")]
    assert [finding.period.code for finding in found(series(*values, about=SALES), "jump") if finding.period] == [
        "2019-02"
    ]


def test_the_temperature_of_one_year_has_no_jumps() -> None:
    warmth = indicator("warmth", "平均气温", "摄氏度", kind="level", frequency="month")
    year = ("5.1", "7.0", "12.0", "17.1", "22.0", "25.5", "29.9", "29.0", "24.8", "19.0", "13.2", "6.1")
    assert said(series(*months(*year), about=warmth), "jump") == []
    assert len(said(series(*months(*year[:5], "2.5", *year[6:]), about=warmth), "jump")) == 1


def test_a_value_between_two_alike_is_told_once() -> None:
    made = found(series(*months("10.0", "30.0", "10.2"), about=SALES), "jump")
    assert [finding.period.code for finding in made if finding.period] == ["2020-02"]


def test_few_things_vary_by_chance() -> None:
    assert said(series(*months("3", "9"), about=FIRMS), "jump") == []
    assert len(said(series(*months("300", "900"), about=FIRMS), "jump")) == 1


def test_cumulative_values_are_held_against_the_year_before_and_told_once_a_year() -> None:
    values = [
        (f"{year}-01..{year}-{m:02d}", str(m * each)) for year, each in ((2019, 10), (2020, 30)) for m in (2, 3, 4)
    ]
    assert said(series(*values, about=SALES), "jump") == [
        "销售收入2020年1—2月是60亿元，比2019年1—2月的20亿元增长200%，超过50%。"
    ]


def test_what_most_entities_do_alike_is_told_once() -> None:
    rows = [
        observation("sales", period, value, entity)
        for entity in ("all", "a", "b", "c", "d")
        for period, value in (("2020-01", "10.0"), ("2020-02", "30.0" if entity != "d" else "10.0"))
    ]
    assert said(of_towns(SALES, rows), "jump") == [
        "销售收入（全区）2020年2月是30.0亿元，比2020年1月的10.0亿元增长200%，超过50%；同期5个单位里有4个都这样变。"
    ]


def test_a_slip_of_units_is_named() -> None:
    (finding,) = found(series(*months("84.1", "852000"), about=SALES), "jump")
    assert finding.hint.startswith("像是把万元当成了亿元")
    assert "大，约为它的10131倍" in finding.message


@pytest.mark.parametrize(
    ("new", "old", "unit", "words"),
    [
        (843800, 84.4, "亿元", "像是把万元当成了亿元"),
        (84.4, 843800, "万元", "像是把亿元当成了万元"),
        (1.2e9, 12, "亿元", "像是把元当成了亿元"),
        (0.95, 94, "%", "像是把小数（0.95）当成了百分数（95%）"),
        (120, 12, "家", "像是小数点错了1位"),
        (60, 12, "家", ""),
        (-12, 12, "家", ""),
    ],
)
def test_powers_of_ten_say_what_may_have_happened(new: float, old: float, unit: str, words: str) -> None:
    assert slip(new, old, unit) == words


def test_an_entity_ten_thousand_times_its_peers_has_probably_another_unit() -> None:
    values = {"all": "60.0", "a": "10.0", "b": "200000.0", "c": "15.0", "d": "12.0"}
    (finding,) = found(of_towns(SALES, [observation("sales", "2020", v, e) for e, v in values.items()]), "unit")
    assert (finding.entity, finding.hint.split("。")[0]) == ("b", "像是把万元当成了亿元")
    values["b"] = "2000.0"
    assert found(of_towns(SALES, [observation("sales", "2020", v, e) for e, v in values.items()]), "unit") == []


def test_a_lone_period_ten_thousand_times_the_others_has_probably_another_unit() -> None:
    values = [*months("10.0", "11.0", "12.0", "11.5"), ("2020-06", "120000.0")]
    assert [f.period.code for f in found(series(*values, about=SALES), "unit") if f.period] == ["2020-06"]
    assert found(series(*values[:4], ("2020-06", "1200.0"), about=SALES), "unit") == []

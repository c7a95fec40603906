"""Claims about the checks along time: missing periods, old preliminary values, cumulative values, published growth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factory import dataset, indicator, observation
from tests.model.auditing import found, months, of_towns, said, series

SALES = indicator("sales", "销售收入", "亿元", kind="flow", frequency="month")
FIRMS = indicator("firms", "新设企业", "家", kind="count", frequency="month")


def test_a_month_missing_inside_a_series_is_told() -> None:
    made = series(("2020-01", "5.0"), ("2020-02", "5.1"), ("2020-04", "5.2"), about=SALES)
    (finding,) = found(made, "gap")
    assert finding.message == "销售收入缺2020年3月的数。"
    assert (finding.period and finding.period.code, [o.cell for o in finding.origins]) == (
        "2020-03",
        ["sales-2020-02-here", "sales-2020-04-here"],
    )
    assert said(series(*months("5.0", "5.1", "5.2"), about=SALES), "gap") == []


def test_several_missing_months_are_one_finding() -> None:
    made = series(*months("5.0", "5.1", "5.0", "5.0"), ("2020-08", "5.2"), about=SALES)
    assert said(made, "gap") == ["销售收入从2020年5月到2020年7月缺3期。"]


def test_months_that_stand_in_the_first_two_months_are_not_missing() -> None:
    values = [
        ("2019-12", "5.0"),
        ("2020-01..2020-02", "10.0"),
        ("2020-03", "5.2"),
        ("2020-04", "5.0"),
        ("2020-06", "5"),
    ]
    assert said(series(*values, about=SALES), "gap") == [
        "销售收入缺2020年5月的数。",
    ]


def test_an_indicator_that_never_has_january_and_february_lacks_neither() -> None:
    values = [(f"{year}-{month:02d}", "5.0") for year in (2018, 2019, 2020) for month in range(3, 13)]
    assert said(series(*values, about=SALES), "gap") == []
    with_one = [*values, ("2018-02", "5.0")]
    assert said(series(*with_one, about=SALES), "gap") == [
        "销售收入从2019年1月到2019年2月缺2期。",
        "销售收入从2020年1月到2020年2月缺2期。",
    ]


def test_an_entity_without_january_lacks_it_where_another_has_it() -> None:
    months_ = [f"{year}-{month:02d}" for year in (2019, 2020) for month in range(1, 13)]
    rows = [
        observation("sales", month, "5.0", entity)
        for entity in ("all", "a", "b")
        for month in months_
        if (entity, month) != ("b", "2020-01")
    ]
    assert said(of_towns(SALES, rows), "gap")[1:] == ["销售收入（西）缺2020年1月的数。"]


def test_a_cumulative_series_misses_only_what_is_within_a_year() -> None:
    values = [
        (f"{y}-01..{y}-{m:02d}", str(10 * m)) for y, m in ((2019, 9), (2019, 10), (2020, 2), (2020, 3), (2020, 5))
    ]
    assert said(series(*values, about=SALES), "gap") == ["销售收入缺2020年1—4月的数。"]


def test_without_a_frequency_the_rhythm_of_the_series_counts() -> None:
    about = indicator("sales", "销售收入", "亿元", kind="flow")
    values = [(f"2020-{m:02d}", "5.0") for m in (3, 6, 9, 12)] + [("2021-06", "5.0")]
    assert said(series(*values, about=about), "gap") == ["销售收入缺2021年3月的数。"]
    assert said(series(("2020-03", "5.0"), ("2020-12", "5.0"), about=about), "gap") == []


def test_a_base_year_stands_apart_from_the_series() -> None:
    about = indicator("sales", "销售收入", "亿元", kind="flow", frequency="year", baseline="2015")
    assert said(series(("2015", "1"), ("2018", "2"), ("2019", "2"), about=about), "gap") == []


def test_who_lacks_the_latest_period_that_peers_have_is_named() -> None:
    rows = [
        observation("sales", f"2020-{month:02d}", "5.0", entity)
        for entity in ("all", "a", "b", "c", "d")
        for month in (1, 2, 3)
        if (entity, month) != ("c", 3)
    ]
    assert said(of_towns(SALES, rows), "gap") == ["销售收入（南）没有报2020年3月的数，5个单位里已有4个报了。"]
    early = [row for row in rows if row.period.month < 3 or row.entity == "a"]
    assert said(of_towns(SALES, early), "gap") == []


def test_what_several_entities_lack_alike_is_one_finding() -> None:
    rows = [observation("sales", f"2020-{m:02d}", "5.0", e) for e in ("all", "a", "b") for m in (1, 2, 4)]
    assert said(of_towns(SALES, rows), "gap") == [
        "南、北没有任何数据。",
        "销售收入（全区）和另外2个单位缺2020年3月的数。",
    ]
    towns = [row for row in rows if row.entity != "all"]
    assert said(of_towns(SALES, towns), "gap")[1] == "销售收入（东）等2个单位缺2020年3月的数。"


@pytest.mark.parametrize(("day", "asked"), [(date(2020, 12, 31), False), (date(2021, 1, 1), True)])
def test_a_preliminary_value_is_final_a_year_later(day: date, asked: bool) -> None:
    made = dataset([SALES], [observation("sales", "2020-01", "5.0", status="preliminary")], as_of=day)
    assert bool(said(made, "revision")) is asked


def test_a_cumulative_value_below_the_one_before_is_an_error() -> None:
    made = series(("2020-01..2020-08", "80.0"), ("2020-01..2020-09", "79.8"), about=SALES)
    (finding,) = found(made, "cumulative")
    assert finding.severity == "error"
    assert finding.message == "销售收入2020年1—9月累计79.8亿元，比2020年1—8月的80.0亿元还少。"


def test_a_cumulative_value_within_rounding_of_the_one_before_is_none() -> None:
    assert said(series(("2020-01..2020-08", "80.0"), ("2020-01..2020-09", "79.9"), about=SALES), "cumulative") == []
    assert said(series(("2020-01..2020-12", "80.0"), ("2021-01..2021-02", "9.0"), about=SALES), "cumulative") == []


def test_a_fall_is_a_doubt_where_something_negative_may_have_been_added() -> None:
    profit = indicator("profit", "企业利润", "亿元", kind="flow")
    made = series(("2020-01..2020-08", "8.0"), ("2020-01..2020-09", "7.0"), about=profit)
    assert [finding.severity for finding in found(made, "cumulative")] == ["doubt"]
    explained = series(("2020-01..2020-08", "8.0"), ("2020-09", "-1.0"), ("2020-01..2020-09", "7.0"), about=profit)
    assert said(explained, "cumulative") == []


def test_a_year_belongs_to_its_cumulative_values() -> None:
    assert len(said(series(("2020-01..2020-11", "80.0"), ("2020", "79.0"), about=SALES), "cumulative")) == 1


def test_a_month_more_makes_the_cumulative_value_within_three_half_units() -> None:
    def made(value: str) -> list[str]:
        values = [("2020-01..2020-08", "80.0"), ("2020-09", "9.0"), ("2020-01..2020-09", value)]
        return said(series(*values, about=SALES), "cumulative")

    assert made("89.1") == []
    assert made("89.2") == ["销售收入2020年1—9月累计89.2亿元，不等于2020年1—8月80.0亿元加9月9.0亿元，差0.2亿元。"]


def test_counted_things_add_up_exactly() -> None:
    values = [("2020-01..2020-08", "80"), ("2020-09", "9"), ("2020-01..2020-09", "90")]
    assert len(said(series(*values, about=FIRMS), "cumulative")) == 1
    assert said(series(*values[:2], ("2020-01..2020-09", "89"), about=FIRMS), "cumulative") == []


def test_quarters_make_the_half_and_halves_the_year() -> None:
    values = [("2020Q1", "10.0"), ("2020Q2", "12.0"), ("2020H1", "23.0"), ("2020H2", "20.0"), ("2020", "43.0")]
    assert said(series(*values, about=SALES), "cumulative") == [
        "销售收入2020年上半年是23.0亿元，各季度加起来是22亿元，差1亿元。"
    ]
    about_right = dataset([SALES], [observation("sales", p, v, qualifier="近") for p, v in values])
    assert said(about_right, "cumulative") == []


def growth(new: str, old: str, published: str, **about: str) -> list[str]:
    made = indicator("x", "用电量", **({"unit": "万千瓦时"} | about), kind="flow")
    return said(
        dataset([made], [observation("x", "2019", old), observation("x", "2020", new, growth=published)]), "growth"
    )


def test_growth_within_the_rounding_of_both_values_is_none() -> None:
    # 1.2 may be 1.15 to 1.25 and 1.0 be 0.95 to 1.05: anything from 9.5 % to 31.6 %.
    assert growth("1.2", "1.0", "31.6") == growth("1.2", "1.0", "9.5") == []
    assert growth("1.2", "1.0", "31.7") == [
        "用电量2020年的同比是31.7%，按1.2万千瓦时和2019年的1.0万千瓦时应该是9.5%～31.6%。"
    ]
    assert len(growth("1.2", "1.0", "9.4")) == 1


def test_growth_of_money_may_be_at_constant_prices() -> None:
    assert growth("120.00", "100.00", "12.0", unit="亿元") == []
    assert len(growth("120.00", "100.00", "9.9", unit="亿元")) == 1
    assert growth("101.00", "100.00", "-2.0", unit="亿元") == []
    assert len(growth("104.00", "100.00", "-2.0", unit="亿元")) == 1


def test_the_definition_says_at_which_prices_growth_is() -> None:
    assert len(growth("120.00", "100.00", "12.0", unit="亿元", definition="按现价计算")) == 1
    assert growth("120.00", "100.00", "12.0", definition="增速按可比价计算") == []


def test_of_a_value_about_right_and_of_a_base_near_nothing_no_growth_is_worked_out() -> None:
    about = indicator("x", "用电量", "万千瓦时", kind="flow")
    rows = [observation("x", "2019", "100", qualifier="约"), observation("x", "2020", "120", growth="5")]
    assert said(dataset([about], rows), "growth") == []
    assert growth("1.2", "0.0", "5") == []


def test_growth_is_shown_no_narrower_than_it_is() -> None:
    made = growth("843.8", "681.4", "25.0", definition="现价", unit="亿元")
    assert made == ["用电量2020年的同比是25.0%，按843.8亿元和2019年的681.4亿元应该是23.8%～23.9%。"]
    low = (Decimal("843.75") / Decimal("681.45") - 1) * 100
    assert Decimal("23.8") <= low <= Decimal("23.9")

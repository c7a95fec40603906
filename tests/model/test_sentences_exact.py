"""Claims about phrases that are easily read the wrong way round: whose target, which growth, which year, how exact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefing.model.policy import Policy
from briefing.model.records import Entity, Indicator, Observation, Theme
from briefing.model.restrict import restrict
from briefing.model.translated import in_language
from briefing.template.faults import TextFault
from tests.factory import dataset, indicator, observation
from tests.model.test_sentences import CITY, TOWNS, of, said, towns

TEN, HALF = "2020-01..2020-10", "2020-01..2020-06"
HERE = (Entity("here", "江南区", "Jiangnan"),)


def says(about: Indicator, source: str, period: str, *rows: Observation, entities: tuple[Entity, ...] = HERE) -> str:
    return said(of(about, *rows, entities=entities), f"{{{{ {about.id} | {source} }}}}", period)


def english(about: Indicator, source: str, period: str, *rows: Observation) -> str:
    made = dataset(
        [replace(about, name_en="Output")], rows, entities=HERE, title_en="T", region_en="J",
        themes=(Theme("industry", "产业攻坚", "Industry"),),
    )  # fmt: skip
    return said(in_language(made, "en")[0], f"{{{{ {about.id} | {source} }}}}", period)


@pytest.mark.parametrize("source", ["target_phrase", "completion", "achieved", "target"])
def test_the_target_of_all_is_not_held_against_one_town(source: str) -> None:
    aimed = replace(towns(), indicators=(indicator(kind="flow", target="120", target_period="2020"),))
    assert said(aimed, f"{{{{ output | {source} }}}}", "2020")
    with pytest.raises(TextFault, match="各地区合计的，不是“甲镇”的"):
        said(aimed, f"{{{{ output | of('甲镇') | {source} }}}}", "2020")


def test_a_target_that_is_for_each_is_held_against_one_town() -> None:
    air = indicator("air", "浓度", "微克/立方米", direction="lower", target="28", target_period="2020")
    rows = [observation("air", "2020", value, who) for who, value in (("all", "30"), ("a", "31"), ("b", "29"))]
    data = of((indicator(kind="flow"), air), *towns().observations, *rows, entities=TOWNS)
    assert said(data, "{{ air | of('甲镇') | target_phrase }}", "2020") == "比目标高3微克/立方米"


@pytest.mark.parametrize(
    ("value", "words", "in_english"),
    [
        ("50", "完成目标的50.0%，与序时进度持平", "at 50.0% of target, on schedule"),
        ("50.1", "完成目标的50.1%，快于序时进度", "at 50.1% of target, ahead of schedule"),
        (
            "49.9",
            "完成目标的49.9%，落后序时进度0.1个百分点",
            "at 49.9% of target, 0.1 percentage points behind schedule",
        ),
    ],
)
def test_half_of_100_at_half_year_is_on_pace_and_not_ahead(value: str, words: str, in_english: str) -> None:
    about, row = indicator(kind="flow", target="100", target_period="2020"), observation("output", HALF, value)
    assert says(about, "target_phrase", HALF, row) == words
    assert english(about, "target_phrase", HALF, row) == in_english


@pytest.mark.parametrize("policy", [Policy(), Policy(withhold=frozenset({("indicators", "baseline")}))])
def test_no_other_completion_stands_in_where_the_base_is_kept_back(policy: Policy) -> None:
    about = indicator(target="440", baseline="2019", target_period="2020")
    base = observation("output", "2019", "380", visibility="public" if policy.withhold else "internal")
    data = of(about, base, observation("output", "2020", "427"), entities=HERE)
    assert said(data, "{{ output | target_phrase }}", "2020").startswith("完成增量目标的78.3%")
    for source in ("target_phrase", "completion"):
        with pytest.raises(TextFault, match="基期或基期的数值不给这个模板看"):
            said(restrict(data, policy).dataset, f"{{{{ output | {source} }}}}", "2020")


def beside(about: Indicator, mine: str, theirs: str, value: str = "60") -> str:
    rows = [observation(about.id, TEN, value, growth=mine), observation(about.id, TEN, "50", "city", growth=theirs)]
    return says(about, "against_mean", TEN, *rows, entities=CITY)


@pytest.mark.parametrize(
    ("about", "mine", "theirs", "words"),
    [
        ({"kind": "flow"}, "5.6", "3.3", "高于全市平均水平2.3个百分点"),
        ({"kind": "level", "direction": "lower"}, "-8.5", "-7.8", "降幅高于全市平均水平0.7个百分点"),
        ({"kind": "flow"}, "-20", "-37.5", "降幅低于全市平均水平17.5个百分点"),
        ({"kind": "flow"}, "-20", "-20", "降幅与全市平均水平持平"),
        ({"kind": "flow"}, "2", "-3", "增速高于全市平均水平5个百分点"),
        ({"kind": "level"}, "3", "6.7", "增速低于全市平均水平3.7个百分点"),
        ({"kind": "count", "direction": "lower"}, "3", "1", "增速高于全市平均水平2个百分点"),
    ],
)
def test_what_is_held_against_the_mean_is_named_unless_both_grew_and_more_is_better(
    about: dict[str, Any], mine: str, theirs: str, words: str
) -> None:
    assert beside(indicator(**about), mine, theirs) == words


def test_english_names_growth_and_decline_too() -> None:
    made = dataset(
        [indicator(kind="flow", name_en="Output")],
        [observation("output", TEN, "1", growth="-8.5"), observation("output", TEN, "1", "city", growth="-7.8")],
        entities=CITY, title_en="T", region_en="J", themes=(Theme("industry", "产业攻坚", "Industry"),),
    )  # fmt: skip
    words = said(in_language(made, "en")[0], "{{ output | against_mean('city') }}", TEN)
    assert words == "decline 0.7 percentage points above the average of City"


def test_110_of_100_from_50_exceeds_the_increase_by_20_per_cent_and_not_the_target() -> None:
    about = indicator(target="100", target_period="2020", baseline="2019")
    rows = (observation("output", "2019", "50"), observation("output", "2020", "110"))
    assert says(about, "target_phrase", "2020", *rows) == "增量目标超额完成20.0%"
    assert english(about, "target_phrase", "2020", *rows) == "planned increase exceeded by 20.0%"


def test_no_comma_parts_a_name_from_its_published_rate_or_rank() -> None:
    year, months = observation("output", "2020", None, growth="3.5"), observation("output", TEN, None, growth="5.6")
    assert says(indicator(), "sentence", "2020", year) == "2020年，规上工业产值比上年增长3.5%"
    assert says(indicator(), "sentence", TEN, replace(months, rank=1)) == "1—10月，规上工业产值同比增长5.6%，居第1位"
    assert says(indicator(), "sentence", "2020", replace(year, growth=None, rank=2)) == "2020年，规上工业产值居第2位"
    assert english(indicator(), "sentence", "2020", year) == "In 2020, Output up 3.5% from the previous year"


def test_上年_and_上季度_are_those_of_the_report_and_any_other_is_named() -> None:
    place = indicator("place", "研发占比全省位次", "位", kind="rank", direction="lower")
    rows = (observation("place", "2017", "37"), observation("place", "2018", "6"))
    assert says(place, "rank_phrase", "2018..2020", *rows) == "居全省第6位，较2017年提升31位"
    assert says(place, "rank_phrase", "2018", *rows) == "居全省第6位，较上年提升31位"
    quarters = (observation("place", "2019Q3", "5"), observation("place", "2019Q4", "4"))
    assert says(place, "rank_phrase", "2020-01", *quarters) == "居全省第4位，较2019年三季度提升1位"
    assert says(place, "rank_phrase", "2019", *quarters) == "居全省第4位，较上季度提升1位"
    shares = towns()
    assert said(shares, "{{ output | of('甲镇') | share }}", "2021") == "占全区的50.0%，比2019年提高2.5个百分点"


@pytest.mark.parametrize(
    ("about", "value", "words"),
    [
        ({"kind": "rate", "unit": "%", "target": "6"}, "5.0", "低于目标1.0个百分点"),
        ({"kind": "level", "unit": "家", "target": "440"}, "427", "低于目标13家"),
        ({"kind": "flow", "target": "100"}, "40", "完成目标的40.0%，落后序时进度10.0个百分点"),
    ],
)
def test_a_level_or_rate_is_short_of_its_target_and_not_behind_a_pace(
    about: dict[str, Any], value: str, words: str
) -> None:
    made = indicator(target_period="2020", **about)
    assert says(made, "target_phrase", HALF, observation("output", HALF, value)) == words


def test_a_rate_is_short_of_its_target_in_english_too() -> None:
    made, row = indicator(kind="rate", unit="%", target="6", target_period="2020"), observation("output", HALF, "5.0")
    assert english(made, "target_phrase", HALF, row) == "1.0 percentage points short of target"


def test_a_mean_of_24_9_in_october_has_not_met_28_early_for_the_year_is_not_over() -> None:
    air = indicator(unit="微克/立方米", direction="lower", target="28", target_period="2020")
    assert says(air, "target_phrase", TEN, observation("output", TEN, "24.9")) == "达到目标"


PEOPLE = indicator("people", "受益居民", "户", kind="count")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("change", "同比增长约39%"),
        ("growth", "约39%"),
        ("net_change", "净增约4200户"),
        ("difference", "约4200户"),
        ("sentence", "1—10月，受益居民近15000户，同比增长约39%"),
    ],
)
def test_nothing_exact_is_worked_out_of_nearly_15000(source: str, words: str) -> None:
    rows = (observation("people", TEN, "15000", qualifier="近"), observation("people", "2019-01..2019-10", "10800"))
    assert says(PEOPLE, source, TEN, *rows) == words


def test_a_vague_value_has_no_doubling_trend_share_or_threshold_and_keeps_its_published_rate() -> None:
    rows = (observation("people", "2020", "801", qualifier="约"), observation("people", "2019", "390"))
    for source in ("doubled", "trend", "breakthrough"):
        with pytest.raises(TextFault):
            says(PEOPLE, source, "2020", *rows)
    over = (replace(rows[0], qualifier="超"), rows[1])
    assert says(PEOPLE, "breakthrough", "2020", *over) == "突破800户"
    assert says(PEOPLE, "change", "2020", *rows) == "比上年增长约105%"
    published = observation("people", "2020", "801", qualifier="约", growth="3.5")
    assert says(PEOPLE, "change", "2020", published, rows[1]) == "比上年增长3.5%"
    vague = [replace(row, qualifier="约") if row.entity == "a" else row for row in towns().observations]
    with pytest.raises(TextFault, match="比重"):
        said(replace(towns(), observations=tuple(vague)), "{{ output | of('甲镇') | share }}", "2020")


def test_a_trend_names_the_growth_it_is_of_where_another_was_said() -> None:
    about = indicator(baseline="2018-12")
    rows = [observation("output", "2018-12", "90")]
    for month, old, new in (("08", "90", "99"), ("09", "90", "97.2")):
        rows += [observation("output", f"2019-{month}", old), observation("output", f"2020-{month}", new)]
    assert says(about, "change", "2020-09", *rows) == "比2018年12月增长8.0%"
    assert says(about, "trend", "2020-09", *rows) == "同比增速比上月回落2.0个百分点"
    assert says(indicator(), "trend", "2020-09", *rows) == "增速比上月回落2.0个百分点"
    assert english(about, "trend", "2020-09", *rows).startswith("year-on-year growth 2.0 percentage points slower")
    years = [observation("output", str(year), value) for year, value in ((2017, "80"), (2018, "88"), (2019, "99"))]
    assert says(indicator(baseline="2017"), "trend", "2019", *years) == "年度增速比上年加快2.5个百分点"


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("200", "比上年翻一番"),
        ("230", "比上年增长130.0%，实现翻番"),
        ("400", "比上年翻两番"),
        ("490", "比上年增长390.0%，翻两番以上"),
    ],
)
def test_4_9_times_is_翻两番以上_and_no_weaker_than_4_times(new: str, words: str) -> None:
    assert (
        says(indicator(), "doubled", "2020", observation("output", "2019", "100"), observation("output", "2020", new))
        == words
    )


@pytest.mark.parametrize("source", ["net_change", "mean_growth", "doubled"])
def test_ranks_and_rates_have_no_net_growth(source: str) -> None:
    for about in (indicator(kind="rank", unit="位", direction="lower"), indicator(kind="rate", unit="%")):
        rows = (observation("output", "2018", "2"), observation("output", "2020", "4"))
        with pytest.raises(TextFault, match="请用 change 或 difference"):
            says(about, f"{source}('2018')", "2020", *rows)


def test_what_turned_negative_has_no_growth_rate_and_no_trend() -> None:
    rows = (
        observation("output", "2019-09", "100"), observation("output", "2020-09", "-50"),
        observation("output", "2019-08", "100"), observation("output", "2020-08", "10"),
    )  # fmt: skip
    assert says(indicator(), "change", "2020-09", *rows) == "由正转负"
    for source in ("growth", "trend"):
        with pytest.raises(TextFault):
            says(indicator(), source, "2020-09", *rows)


def test_a_fall_that_ended_at_nought_is_faster_growth_and_no_narrower_fall() -> None:
    rows = (observation("output", "2020-09", "1", growth="0.0"), observation("output", "2020-08", "1", growth="-10.0"))
    assert says(indicator(), "trend", "2020-09", *rows) == "增速比上月加快10.0个百分点"


def test_a_subject_that_the_name_has_is_not_said_twice() -> None:
    gdp = indicator("gdp", "全区生产总值")
    assert says(gdp, "sentence('全区')", "2020", observation("gdp", "2020", "110")) == "2020年，全区生产总值110亿元"
    own = indicator("gdp", "江南区GDP")
    rows = (observation("gdp", "2020", "110"), observation("gdp", "2020", "900", "city"))
    assert says(own, "sentence", "2020", *rows, entities=CITY) == "2020年，江南区GDP为110亿元"


def test_what_prints_800_has_not_passed_800() -> None:
    rows = (observation("output", "2019", "760"), observation("output", "2020", "800.3"))
    whole = indicator(precision=0)
    assert says(whole, "value", "2020", *rows) == "800亿元"
    with pytest.raises(TextFault, match="没有越过整数关口"):
        says(whole, "breakthrough", "2020", *rows)
    assert says(indicator(), "breakthrough", "2020", *rows) == "突破800亿元"


def test_nine_months_of_what_comes_by_quarters_are_前三季度() -> None:
    row = observation("output", "2020-01..2020-09", "70")
    assert says(indicator(frequency="quarter"), "sentence", "2020-01..2020-09", row) == "前三季度，规上工业产值70亿元"
    assert says(indicator(), "sentence", "2020-01..2020-09", row) == "1—9月，规上工业产值70亿元"


@pytest.mark.parametrize(
    ("period", "value", "words", "in_english"),
    [
        ("2020", "120", "超控制数20.0%", "20.0% over its limit"),
        (
            HALF,
            "70",
            "为控制数的70.0%，超出序时进度20.0个百分点",
            "at 70.0% of its limit, 20.0 percentage points faster than planned",
        ),
    ],
)
def test_a_limit_that_is_passed_is_said_by_how_much_of_it(period: str, value: str, words: str, in_english: str) -> None:
    about = indicator(kind="flow", direction="lower", target="100", target_period="2020")
    assert says(about, "target_phrase", period, observation("output", period, value)) == words
    assert english(about, "target_phrase", period, observation("output", period, value)) == in_english


def test_a_rounded_rate_is_not_called_a_completion_rate_when_its_mean_is_asked_for() -> None:
    rate = indicator(kind="rate", unit="%", name="满意率")
    rows = (observation("output", "2020", "93.31"), observation("output", "2020", "91.02", "city"))
    coarse = restrict(of(rate, *rows, entities=CITY), Policy(rounding=(("output", 0),))).dataset
    with pytest.raises(TextFault, match="满意率”的数值取整后才给这个模板看") as fault:
        said(coarse, "{{ output | against_mean('全市') }}", "2020")
    assert "完成率" not in str(fault.value)

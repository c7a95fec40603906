"""Claims about whole phrases: the usual order, shares, means, ranks, trends and targets; and what is kept back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from briefing.blocks import plain
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.policy import Policy
from briefing.model.records import Entity, Indicator, Observation, Theme
from briefing.model.restrict import restrict
from briefing.model.translated import in_language
from briefing.template.faults import TextFault
from briefing.template.text import Typesetter
from briefing.template.views import names
from tests.factory import dataset, indicator, observation

CITY = (Entity("here", "江南区", "Jiangnan"), Entity("city", "全市", "City"))
TOWNS = tuple(
    Entity(id_, name, en)
    for id_, name, en in (("all", "全区", "District"), ("a", "甲镇", "A"), ("b", "乙镇", "B"), ("c", "丙镇", "C"))
)


def said(data: Dataset, source: str, period: str = "2020-01..2020-10") -> str:
    found = Book(data, Period.parse(period))
    return plain(Typesetter(names(found), data.gaps, found.language, found).set(source))


def of(
    about: Indicator | Sequence[Indicator], *rows: Observation, entities: tuple[Entity, ...] = CITY, **more: Any
) -> Dataset:
    wanted = (about,) if isinstance(about, Indicator) else tuple(about)
    return dataset(wanted, rows, entities=entities, **more)


INVESTMENT = indicator("invest", "固定资产投资", kind="flow", name_en="Fixed-asset investment")
FULL = (
    observation("invest", "2020-01..2020-10", "256.8", growth="5.6", rank=1),
    observation("invest", "2020-01..2020-09", "230.1", growth="4.8", rank=3),
    observation("invest", "2020-01..2020-10", "2300.0", "city", growth="3.3"),
)


def full(**more: Any) -> Dataset:
    first = replace(FULL[0], **more)
    return of(INVESTMENT, first, *FULL[1:], region="江南区")


def test_a_sentence_has_value_change_mean_and_rank_in_the_usual_order() -> None:
    assert said(full(), "{{ invest | sentence('全区', scope='全市') }}。") == (
        "1—10月，全区固定资产投资256.8亿元，同比增长5.6%，高于全市平均水平2.3个百分点，居全市第1位，较上月提升2位。"
    )


def test_a_sentence_leaves_out_what_the_data_lack() -> None:
    alone = of(INVESTMENT, observation("invest", "2020-01..2020-10", "256.8"), entities=CITY[:1])
    assert said(alone, "{{ invest | sentence }}") == "1—10月，固定资产投资256.8亿元"
    grown = of(INVESTMENT, observation("invest", "2020-01..2020-10", "256.8", growth="-5.6"), entities=CITY[:1])
    assert said(grown, "{{ invest | sentence(dated=false) }}") == "固定资产投资256.8亿元，同比下降5.6%"


def test_a_sentence_marks_a_preliminary_value_behind_it() -> None:
    assert said(full(status="preliminary", rank=None), "{{ invest | sentence('全区') }}") == (
        "1—10月，全区固定资产投资256.8亿元（初步统计数），同比增长5.6%，高于全市平均水平2.3个百分点"
    )
    assert said(full(status="preliminary"), "{{ invest | with_status }}") == "256.8亿元（初步统计数）"
    assert said(full(), "{{ invest | with_status }}") == "256.8亿元"


def test_a_sentence_of_another_year_names_it_in_full() -> None:
    old = of(INVESTMENT, observation("invest", "2019", "800"), observation("invest", "2018", "700"), entities=CITY[:1])
    assert said(old, "{{ invest | sentence }}", "2020") == "2019年，固定资产投资800亿元，比2018年增长14.3%"


def test_no_mean_follows_a_rate_that_is_against_another_base() -> None:
    based = replace(INVESTMENT, baseline=Period.parse("2017-01..2017-10"))
    rows = (*FULL, observation("invest", "2017-01..2017-10", "200"))
    assert "平均" not in said(of(based, *rows, region="江南区"), "{{ invest | sentence }}")


def test_a_name_that_ends_in_a_digit_is_kept_off_its_value() -> None:
    air = indicator("air", "PM2.5", "微克/立方米", direction="neutral")
    assert (
        said(of(air, observation("air", "2020", "30")), "{{ air | sentence }}", "2020")
        == "2020年，PM2.5为30微克/立方米"
    )


def test_an_english_sentence_has_the_same_order() -> None:
    themed = replace(full(), title_en="T", region_en="J", themes=(Theme("industry", "产业攻坚", "Industry"),))
    english = in_language(themed, "en")[0]
    assert said(english, "{{ invest | sentence('', scope='the city') }}") == (
        "In January–October 2020, Jiangnan, Fixed-asset investment: 25.68 billion yuan, up 5.6% year on year, "
        "ranked 1st in the city, up 2 places from the previous month"
    )
    assert said(english, "{{ [invest] | ups_and_downs }}; {{ 2 | ordinal }}; {{ invest | trend }}") == (
        "one indicator rose; 2nd; growth 0.8 percentage points faster than in January–September 2020"
    )


def towns(**shares: str) -> Dataset:
    now = {"all": "100", "a": "50", "b": "30", "c": "20"} | shares
    rows = [observation("output", "2020", value, entity) for entity, value in now.items()]
    old = {"all": "80", "a": "38", "b": "26", "c": "16"}
    rows += [observation("output", "2019", value, entity) for entity, value in old.items()]
    return of(indicator(kind="flow"), *rows, entities=TOWNS)


def test_a_part_is_said_by_its_share_and_what_it_gave() -> None:
    assert said(towns(), "{{ output | of('甲镇') | share }}", "2020") == "占全区的50.0%，比上年提高2.5个百分点"
    assert said(towns(), "{{ output | of('a') | contribution }}", "2020") == "拉动全区增长15.0个百分点，贡献率60.0%"
    fell = towns(b="20", c="30")
    assert said(fell, "{{ output | of('乙镇') | contribution }}", "2020") == "下拉全区增速7.5个百分点"


def test_a_part_may_be_of_another_indicator() -> None:
    whole, part = indicator("gdp", "地区生产总值", kind="flow"), indicator("services", "服务业增加值", kind="flow")
    rows = [observation("gdp", "2020", "200"), observation("services", "2020", "63")]
    rows += [observation("gdp", "2019", "180"), observation("services", "2019", "55.3")]
    data = of((whole, part), *rows, entities=CITY[:1])
    assert said(data, "{{ services | share('gdp') }}", "2020") == "占地区生产总值的31.5%，比上年提高0.8个百分点"
    assert said(data, "{{ services | share('gdp', '全区生产总值') }}", "2020").startswith("占全区生产总值的31.5%")
    assert said(data, "{{ services | contribution('gdp') }}", "2020") == "拉动地区生产总值增长4.3个百分点，贡献率38.5%"


def test_what_does_not_add_up_has_no_share() -> None:
    data = of(
        (indicator(kind="flow"), indicator("air", "浓度", "微克/立方米", direction="lower")),
        *towns().observations,
        *(observation("air", "2020", value, who) for who, value in (("all", "30"), ("a", "31"), ("b", "29"))),
        entities=TOWNS,
    )
    with pytest.raises(TextFault, match="加起来不等于整体"):
        said(data, "{{ air | of('甲镇') | share }}", "2020")


def test_ranks_worked_out_share_a_place_and_say_so() -> None:
    tied = towns(a="40", b="40", c="20")
    assert said(tied, "{{ output | of('乙镇') | rank_phrase('全区') }}", "2020") == "并列全区第1位"
    assert said(tied, "{{ output | of('丙镇') | rank_phrase }}", "2020") == "居第3位"
    assert said(towns(), "{{ output | of('甲镇') | against('乙镇') }}", "2020") == "高于乙镇16.2个百分点"
    assert said(towns(), "{{ output | of('丙镇') | against_mean }}", "2020") == "与全区平均水平持平"


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("4.8", "5.6", "增速比1—9月加快0.8个百分点"),
        ("5.6", "4.8", "增速比1—9月回落0.8个百分点"),
        ("-3.2", "-2.0", "降幅比1—9月收窄1.2个百分点"),
        ("-2.0", "-3.2", "降幅比1—9月扩大1.2个百分点"),
        ("-2.0", "1.0", "增速由负转正"),
        ("2.0", "-1.0", "增速由正转负"),
        ("2.0", "2.0", "增速与1—9月持平"),
        ("-2.0", "-2.0", "降幅与1—9月持平"),
    ],
)
def test_a_rate_moves_faster_slower_narrower_or_wider(was: str, now: str, words: str) -> None:
    rows = [observation("invest", "2020-01..2020-10", "1", growth=now)]
    rows.append(observation("invest", "2020-01..2020-09", "1", growth=was))
    assert said(of(INVESTMENT, *rows), "{{ invest | trend }}") == words


def test_a_run_of_growth_ends_at_a_fall_and_at_a_gap() -> None:
    rates = {"2020-05": "-1", "2020-06": "1", "2020-07": "2", "2020-08": "3", "2020-09": "4", "2020-10": "5"}
    rows = [observation("invest", period, "1", growth=rate) for period, rate in rates.items()]
    assert said(of(INVESTMENT, *rows), "{{ invest | run_of_growth }}", "2020-10") == "连续5个月增长"
    withheld = restrict(of(INVESTMENT, *rows), Policy(withhold=frozenset({("observations", "growth")}))).dataset
    with pytest.raises(TextFault, match="不给这个模板看"):
        said(withheld, "{{ invest | run_of_growth }}", "2020-10")
    gap = [row for row in rows if row.period.code != "2020-08"]
    assert said(of(INVESTMENT, *gap), "{{ invest | run_of_growth }}", "2020-10") == "连续2个月增长"


def test_first_places_on_end_are_连冠_of_years_alone() -> None:
    rows = [observation("invest", str(year), "1", rank=1) for year in (2018, 2019, 2020)]
    assert said(of(INVESTMENT, *rows), "{{ invest | run_of_firsts('全市') }}", "2020") == "全市三连冠"
    assert said(of(INVESTMENT, *rows[1:]), "{{ invest | run_of_firsts }}", "2020") == "两连冠"
    months = [observation("invest", f"2020-{month:02d}", "1", rank=1) for month in (8, 9)]
    assert said(of(INVESTMENT, *months), "{{ invest | run_of_firsts('全市') }}", "2020-09") == "连续2个月居全市第一"
    with pytest.raises(TextFault, match="没有连续两期"):
        said(of(INVESTMENT, rows[2]), "{{ invest | run_of_firsts }}", "2020")


def test_a_round_threshold_is_passed_and_passed_first_only_where_no_earlier_value_did() -> None:
    rows = [observation("invest", year, value) for year, value in (("2018", "760"), ("2019", "799"), ("2020", "843.8"))]
    assert said(of(INVESTMENT, *rows), "{{ invest | breakthrough(first=true) }}", "2020") == "首次突破800亿元"
    higher = [observation("invest", "2017", "810"), *rows]
    assert said(of(INVESTMENT, *higher), "{{ invest | breakthrough }}", "2020") == "突破800亿元"
    with pytest.raises(TextFault, match="不是首次"):
        said(of(INVESTMENT, *higher), "{{ invest | breakthrough(first=true) }}", "2020")
    with pytest.raises(TextFault, match="整数关口"):
        said(of(INVESTMENT, *rows[:2], observation("invest", "2020", "800")), "{{ invest | breakthrough }}", "2020")


@pytest.mark.parametrize(
    ("about", "rows", "period", "words"),
    [
        ({"kind": "flow"}, {"2020-01..2020-10": "104.3"}, "2020-01..2020-10", "提前2个月完成目标，超额完成4.3%"),
        ({"kind": "flow"}, {"2020": "104.3"}, "2020", "超额完成4.3%"),
        ({"kind": "flow"}, {"2020": "100"}, "2020", "达到目标"),
        ({"kind": "flow"}, {"2020-01..2020-06": "40"}, "2020-01..2020-06", "完成目标的40.0%，落后序时进度10.0个百分点"),
        ({"kind": "level", "target_period": "2018..2020"}, {"2019": "100"}, "2019", "提前一年完成目标"),
        ({"kind": "rate", "unit": "%"}, {"2020": "101.2"}, "2020", "高于目标1.2个百分点"),
        ({"kind": "level", "direction": "lower"}, {"2020": "90"}, "2020", "达到目标"),
    ],
)
def test_a_target_is_met_early_and_by_how_much(
    about: dict[str, Any], rows: dict[str, str], period: str, words: str
) -> None:
    given = {"target": "100", "target_period": "2020"} | about
    data = of(indicator("invest", "投资", **given), *(observation("invest", p, v) for p, v in rows.items()))
    assert said(data, "{{ invest | target_phrase }}", period) == words


def test_ups_and_downs_are_counted_in_words_and_a_smaller_rank_rose() -> None:
    about = [indicator(id_, id_) for id_ in "abcd"]
    about.append(indicator("e", "位次", "位", kind="rank", direction="lower"))
    new = {"a": "11", "b": "12", "c": "9", "d": "10", "e": "3"}
    rows = [observation(id_, "2019", "10") for id_ in new] + [observation(i, "2020", v) for i, v in new.items()]
    data = of(about, *rows)
    assert said(data, "{{ [a, b, c, d, e] | ups_and_downs }}", "2020") == "五项指标三升一降一平"
    assert said(data, "{{ [a, b, e, c] | ups_and_downs }}", "2020") == "四项指标三升一降"
    assert said(data, "{{ [a, b] | ups_and_downs }}", "2020") == "两项指标全部上升"
    assert said(data, "{{ themes | ups_and_downs }}", "2020") == "五项指标三升一降一平"
    lone = of([*about, indicator("f", "f")], *rows, observation("f", "2020", "1"))
    assert said(lone, "{{ themes | ups_and_downs }}", "2020") == "可比的五项指标三升一降一平"
    with pytest.raises(TextFault, match="没有可比的前期"):
        said(lone, "{{ [a, f] | ups_and_downs }}", "2020")


def test_small_words() -> None:
    data = of(INVESTMENT, *FULL)
    assert said(data, "{{ 1 | ordinal }}、{{ 12 | ordinal }}、{{ 120 | ordinal }}") == "第一、第十二、第一百二十"
    assert said(data, "{{ ['甲', '乙', '丙'] | join_and }}；{{ ['甲'] | join_and }}") == "甲、乙和丙；甲"
    assert said(data, "{{ ['甲', '乙', '丙'] | join }}") == "甲、乙、丙"


@pytest.mark.parametrize(
    ("policy", "source"),
    [
        (Policy(withhold=frozenset({("observations", "growth")})), "{{ invest | trend }}"),
        (Policy(withhold=frozenset({("observations", "growth")})), "{{ invest | against_mean }}"),
        (Policy(withhold=frozenset({("observations", "rank")})), "{{ invest | rank_phrase }}"),
        (Policy(withhold=frozenset({("observations", "rank")})), "{{ invest | run_of_firsts }}"),
        (Policy(rounding=(("invest", -2),)), "{{ invest | share('全市') }}"),
        (Policy(rounding=(("invest", -2),)), "{{ invest | contribution('全市') }}"),
        (Policy(rounding=(("invest", -2),)), "{{ invest | breakthrough }}"),
        (Policy(withhold=frozenset({("indicators", "target")})), "{{ invest | target_phrase }}"),
        (Policy(rounding=(("invest", -2),)), "{{ invest | target_phrase }}"),
        (Policy(indicators=frozenset({"gdp"})), "{{ invest | share('gdp') }}"),
        (Policy(indicators=frozenset({"gdp"})), "{{ themes | ups_and_downs }}"),
    ],
)
def test_what_is_kept_back_is_not_worked_out_in_its_place(policy: Policy, source: str) -> None:
    wanted = replace(INVESTMENT, target=Decimal(300), target_period=Period.parse("2020"))
    rows = [*FULL, observation("invest", "2019-01..2019-10", "199"), observation("gdp", "2020-01..2020-10", "900")]
    rows.append(observation("invest", "2019-01..2019-10", "2200", "city"))
    data = of((wanted, indicator("gdp", "地区生产总值")), *rows, region="江南区")
    assert said(data, source.replace("run_of_firsts", "rank_phrase"))
    with pytest.raises(TextFault, match="给这个模板看"):
        said(restrict(data, policy).dataset, source)


def test_a_sentence_leaves_out_what_is_kept_back() -> None:
    policy = Policy(withhold=frozenset({("observations", "growth"), ("observations", "rank")}))
    seen = restrict(full(), policy).dataset
    assert said(seen, "{{ invest | sentence('全区') }}") == "1—10月，全区固定资产投资256.8亿元"
    hidden = replace(FULL[0], visibility="internal")
    with pytest.raises(TextFault, match="不给这个模板看"):
        said(restrict(of(INVESTMENT, hidden, *FULL[1:]), Policy()).dataset, "{{ invest | sentence }}")


def test_a_kept_back_peer_leaves_no_rank_and_an_entity_kept_back_no_value() -> None:
    rows = [replace(row, visibility="internal" if row.entity == "b" else "public") for row in towns().observations]
    seen = restrict(of(indicator(kind="flow"), *rows, entities=TOWNS), Policy()).dataset
    for source in ("{{ output | of('甲镇') | rank_phrase }}", "{{ output | of('乙镇') | sentence }}"):
        with pytest.raises(TextFault):
            said(seen, source, "2020")
    assert said(seen, "{{ output | of('甲镇') | share }}", "2020").startswith("占全区的50.0%")


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("{{ invest | of('全县') }}", "没有“全县”这个地区"),
        ("{{ invest | share('gpd') }}", "没有“gpd”这个指标或地区"),
        ("{{ invest | share }}", "看不出整体"),
        ("{{ 'x' | ups_and_downs }}", "列表"),
        ("{{ 0 | ordinal }}", "1 以上"),
        ("{{ 'x' | join_and }}", "列表"),
        ("{{ invest | doubled }}", "没有翻番"),
    ],
)
def test_a_filter_that_does_not_fit_says_so(source: str, hint: str) -> None:
    rows = (*FULL, observation("invest", "2019-01..2019-10", "243"))
    with pytest.raises(TextFault, match=hint):
        said(of(INVESTMENT, *rows), source)


@pytest.mark.parametrize(
    ("months", "reason"),
    [
        (range(8, 11), "缺2020年1—7月的数，加不成2020年以来的累计数"),
        ((1, 2, 4, 5, 6, 7, 9, 10), "缺2020年3月、2020年8月的数，加不成2020年以来的累计数"),
        ((1, 2, 3, 4, 5, 6, 7, 8, 10), "缺2020年9月的数"),
    ],
)
@pytest.mark.parametrize("asked", ["target_phrase", "completion", "achieved"])
def test_a_target_that_single_months_do_not_reach_up_to_is_told_by_the_months_that_are_missing(
    months: Sequence[int], reason: str, asked: str
) -> None:
    about = indicator("output", "产值", kind="flow", target="400", target_period="2020")
    data = of(about, *(observation("output", f"2020-{month:02d}", "35") for month in months))
    with pytest.raises(TextFault, match=f"指标“产值”{reason}"):
        said(data, f"{{{{ output | {asked} }}}}", "2020-10")


@pytest.mark.parametrize(
    ("seen", "aim", "reason"),
    [
        ("2019", "100", "2019年的数不在目标期间（2020年）之内"),
        ("2020", None, "没有目标值，算不出完成率"),
        ("2020", "0", "的目标值是零，或与基期的数相同"),
    ],
)
def test_why_there_is_no_rate_of_completion_is_told(seen: str, aim: str | None, reason: str) -> None:
    about = replace(indicator("output", "产值", kind="flow"), target=Decimal(aim) if aim else None)
    about = replace(about, target_period=Period.parse("2020"))
    with pytest.raises(TextFault, match=reason):
        said(of(about, observation("output", seen, "35")), "{{ output | completion }}", "2020")


def test_a_month_of_the_plan_that_is_kept_back_is_told_as_such_and_not_as_missing() -> None:
    about = indicator("output", "产值", kind="flow", target="400", target_period="2020")
    rows = [
        observation("output", f"2020-{month:02d}", "35", visibility="internal" if month == 3 else "public")
        for month in range(1, 11)
    ]
    with pytest.raises(TextFault, match="不给这个模板看"):
        said(restrict(of(about, *rows), Policy()).dataset, "{{ output | target_phrase }}", "2020-10")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (99, "第九十九"), (100, "第一百"), (101, "第一百零一"), (110, "第一百一十"), (235, "第二百三十五"),
        (1000, "第一千"), (1005, "第一千零五"), (1050, "第一千零五十"), (9999, "第九千九百九十九"), (10000, "第10000"),
    ],
)  # fmt: skip
def test_an_ordinal_is_in_chinese_numerals_past_a_hundred_too(number: int, words: str) -> None:
    assert said(full(), f"{{{{ {number} | ordinal }}}}") == words

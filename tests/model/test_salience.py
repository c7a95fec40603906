"""Claims about what is worth saying, and in which words: targets, paces, ranks, leaders, doublings, order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from briefing.model import printing, wording
from briefing.model.book import Book
from briefing.model.metrics import Light
from briefing.model.records import Entity
from briefing.model.salience import Fact, facts, headline, points
from briefing.model.scale import scale_of
from briefing.model.wording import plain
from tests.factory import book, indicator, observation, single

TOWNS = tuple(Entity(id_, name) for id_, name in (("a", "甲镇"), ("b", "乙镇"), ("c", "丙镇")))


def only(found: Book) -> Fact:
    (fact,) = facts(found, "industry")
    return fact


def said(fact: Fact) -> str:
    return f"{plain(fact.headline)}。{plain(fact.body)}" if fact.body else plain(fact.headline)


def aimed(period: str, *values: tuple[str, str], **about: Any) -> Fact:
    return only(single(period, *values, target_period="2020", **about))


def test_a_published_rate_is_said_rather_than_a_change_since_last_month() -> None:
    rows = [
        observation("output", "2020-08", "100", growth="5.1"),
        observation("output", "2020-09", "110", growth="5.6"),
    ]
    fact = only(book([indicator(kind="flow")], rows, "2020-09"))
    assert plain(fact.headline) == "规上工业产值同比增长5.6%"


def test_single_months_of_a_flow_are_added_up_towards_a_years_target() -> None:
    months = [(f"2020-{month:02d}", "10") for month in range(1, 10)]
    found = single("2020-09", *months, kind="flow", target="120", target_period="2020")
    state = found.pace(found.series("output"))
    assert state is not None
    rates = (str(state.actual), str(state.completed), str(state.expected))
    assert (rates, state.light) == (("90", "75.0", "75.0"), Light.GREEN)


def test_a_month_that_is_missing_leaves_the_pace_open() -> None:
    months = [(f"2020-{month:02d}", "10") for month in (1, 2, 4)]
    found = single("2020-04", *months, kind="flow", target="120", target_period="2020")
    assert found.pace(found.series("output")) is None


@pytest.mark.parametrize("period", ["2019", "2021"])
def test_a_value_of_another_year_is_not_held_against_the_target(period: str) -> None:
    found = single(period, (period, "70"), kind="flow", target="100", target_period="2020")
    assert found.pace(found.series("output")) is None


def test_a_ceiling_is_about_not_using_it_up_too_soon() -> None:
    about = {"name": "三公经费", "unit": "万元", "kind": "flow", "direction": "lower", "target": "100"}
    early = aimed("2020-01..2020-06", ("2020-01..2020-06", "70"), **about)
    assert said(early).startswith("三公经费为控制数的70.0%，超出序时进度20.0个百分点")
    assert early.pace is not None
    assert early.pace.light is Light.RED
    thrifty = single("2020-01..2020-06", ("2020-01..2020-06", "40"), target_period="2020", **about)
    state = thrifty.pace(thrifty.series("output"))
    assert state is not None
    assert (state.light, state.met) == (Light.GREEN, False)


def test_a_level_of_which_less_is_better_says_how_far_it_is_from_its_target() -> None:
    air = aimed("2020", ("2020", "71"), name="PM2.5浓度", unit="微克/立方米", direction="lower", target="60")
    assert plain(air.headline) == "PM2.5浓度比目标高11微克/立方米"
    leaving = aimed("2020", ("2020", "2.9"), name="离职率", unit="%", kind="rate", direction="lower", target="2")
    assert plain(leaving.headline) == "离职率比目标高0.9个百分点"


def test_a_loss_has_no_completion_rate() -> None:
    loss = aimed("2020", ("2020", "-24"), name="净利润", kind="flow", target="100")
    assert plain(loss.headline) == "净利润距目标差124亿元"


def test_light_and_words_are_about_the_printed_rate() -> None:
    nearly = single("2020", ("2020", "99.96"), kind="flow", target="100", target_period="2020")
    state = nearly.pace(nearly.series("output"))
    assert state is not None
    assert (state.met, state.light) == (True, Light.GREEN)


def test_a_rank_of_one_is_the_news_and_a_fall_in_number_is_a_rise() -> None:
    about = {"name": "满意度全市位次", "unit": "位", "kind": "rank", "direction": "lower"}
    assert said(only(single("2020", ("2020", "1"), **about))) == "满意度居全市第1位"
    risen = only(single("2020", ("2019", "9"), ("2020", "4"), **about))
    assert said(risen) == "满意度全市位次比上年上升5位。由2019年的第9位升至2020年的第4位"


def test_more_of_a_bad_thing_is_no_doubling() -> None:
    fact = only(single("2020", ("2019", "100"), ("2020", "230"), name="信访量", unit="件", direction="lower"))
    assert plain(fact.headline) == "信访量比上年增长130.0%"


def test_a_change_that_rounds_to_nothing_is_no_news() -> None:
    fact = only(single("2020", ("2019", "10000.0"), ("2020", "10001.0")))
    assert (fact.is_news, plain(fact.headline)) == (False, "规上工业产值与上年持平")


def test_a_rate_from_next_to_nothing_gives_way_to_the_amount() -> None:
    fact = only(single("2020", ("2019", "0.1"), ("2020", "95"), unit="个"))
    assert plain(fact.headline) == "规上工业产值比上年增加94.9个，实现翻番"


@pytest.mark.parametrize(
    ("direction", "words"), [("higher", "丙镇失业人数居首，达30人"), ("lower", "甲镇失业人数最低，为10人")]
)
def test_who_leads_depends_on_what_is_better(direction: str, words: str) -> None:
    rows = [observation("output", "2020", value, entity) for entity, value in (("a", "10"), ("b", "20"), ("c", "30"))]
    about = indicator(name="失业人数", unit="人", direction=direction)
    assert plain(only(book([about], rows, "2020", entities=TOWNS)).headline) == words


def test_a_first_entity_that_is_the_sum_of_the_others_is_not_ranked() -> None:
    entities = (Entity("all", "全区"), *TOWNS)
    values = (("all", "60"), ("a", "10"), ("b", "20"), ("c", "30"))
    whole = book(
        [indicator(kind="flow")], [observation("output", "2020", v, e) for e, v in values], "2020", entities=entities
    )
    assert [(row.entity.name, rank) for row, rank in whole.ranked("output")] == [("丙镇", 1), ("乙镇", 2), ("甲镇", 3)]


def test_one_large_entity_is_not_taken_for_the_whole() -> None:
    values = (("a", "1000"), ("b", "50"), ("c", "40"))
    peers = book([indicator()], [observation("output", "2020", v, e) for e, v in values], "2020", entities=TOWNS)
    assert peers.ranked("output")[0][0].entity.name == "甲镇"


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    values = (("a", "5"), ("b", "5"), ("c", "4"))
    tied = book([indicator()], [observation("output", "2020", v, e) for e, v in values], "2020", entities=TOWNS)
    assert [rank for _, rank in tied.ranked("output")] == [1, 1, 3]


def test_missed_targets_come_before_met_ones_and_levels_last() -> None:
    indicators = [
        indicator("plain", "常住人口", "万人"),
        indicator("grown", "财政收入"),
        indicator("met", "公园", "个", target="10", kind="count"),
        indicator("late", "投资", target="100", kind="flow"),
    ]
    rows = [
        observation("plain", "2020", "30"),
        *(observation("grown", year, value) for year, value in (("2019", "50"), ("2020", "60"))),
        observation("met", "2020", "12"),
        observation("late", "2020", "60"),
    ]
    ranked = facts(book(indicators, rows, "2020"), "industry")
    assert [fact.row.indicator.id for fact in ranked] == ["late", "met", "grown", "plain"]
    assert plain(headline(ranked, width=50)).startswith("投资完成目标的60.0%，落后序时进度40.0个百分点；")
    assert [plain(point.lead) for point in points(ranked, 2)] == [plain(fact.headline) for fact in ranked[:2]]


@pytest.mark.parametrize(
    ("values", "unit", "prefix", "digits"),
    [
        (["681.4", "843.8"], "亿元", "", None),
        (["1318683096", "1280400000"], "人", "亿", 2),
        (["1300000", "2400000"], "人", "万", 1),
        (["1230000000"], "千元", "", None),
        (["1230000000"], "千瓦时", "亿", 2),
        (["974.5803384", "28.801"], "美元", "", 1),
        (["0.000123", "0.000456"], "克", "", 5),
    ],
)
def test_scale_is_chosen_once_for_an_indicator(values: list[str], unit: str, prefix: str, digits: int | None) -> None:
    scale = scale_of(indicator(unit=unit), map(Decimal, values))
    assert (scale.prefix, scale.digits) == (prefix, digits)


def test_a_falling_rate_prints_its_size_in_a_sentence_and_its_sign_in_a_table() -> None:
    found = book([indicator()], [observation("output", "2020", "50", growth="-2.1")], "2020").series("output")
    assert plain(wording.published_growth(found)) == "比上年下降2.1%"
    assert plain(wording.signed_published_growth(found)) == "−2.1%"
    assert found.current is not None
    assert printing.value(found, found.current).text == "50亿元"


def test_per_mille_differs_by_per_mille_points() -> None:
    pair = facts(single("2020", ("2019", "5.1"), ("2020", "5.6"), unit="‰", kind="rate", name="出生率"), "industry")
    assert plain(pair[0].headline) == "出生率比上年提高0.5个千分点"


def two(period: str, first: str, second: str) -> Book:
    """Return two rates of growth, the greater news first: 研发投入 of one period, 产值 of another."""
    about = [indicator("rd", "研发投入", kind="flow"), indicator("output", "产值", kind="flow")]
    rows = [observation("rd", first, "8", growth="15.4"), observation("output", second, "100", growth="2.1")]
    return book(about, rows, period)


def test_what_is_of_the_reporting_period_goes_before_greater_news_of_the_month_before() -> None:
    found = facts(two("2026-09", "2026-08", "2026-09"), "industry")
    assert plain(headline(found, limit=1)) == "产值同比增长2.1%"
    assert plain(headline(found)) == "产值同比增长2.1%，8月研发投入同比增长15.4%"


@pytest.mark.parametrize(
    ("period", "seen", "said"),
    [
        ("2026-09", "2026-08", "8月研发投入同比增长15.4%"),
        ("2026-01..2026-10", "2026-01..2026-09", "1—9月研发投入同比增长15.4%"),
        ("2026-03", "2025-12", "2025年12月研发投入比2024年12月增长15.4%"),
        ("2026-09", "2026-09", "研发投入同比增长15.4%"),
        ("2026-01..2026-10", "2026Q3", "研发投入同比增长15.4%"),
        ("2026-09", "2026-01..2026-09", "研发投入同比增长15.4%"),
        ("2024..2026", "2025", "研发投入比2024年增长15.4%"),
    ],
)
def test_a_headline_says_the_time_of_what_is_earlier_than_the_report(period: str, seen: str, said: str) -> None:
    found = book([indicator("rd", "研发投入", kind="flow")], [observation("rd", seen, "8", growth="15.4")], period)
    assert plain(only(found).headline) == said

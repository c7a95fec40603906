"""Claims about statistical Chinese (DOMAIN rules): the right verb, the right base word, the right unit of change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from briefing.model import printing, wording
from briefing.model.metrics import Light
from briefing.model.series import Comparison, Series, compare
from briefing.model.wording import plain
from tests.factory import book, indicator, observation, single


def pair(period: str, *values: tuple[str, str], **about: Any) -> Comparison:
    found = compare(single(period, *values, **about).series("output"))
    assert found is not None
    return found


def row(period: str, *values: tuple[str, str], **about: Any) -> Series:
    return single(period, *values, **about).series("output")


def test_growth_against_a_base_year_names_the_year() -> None:
    change = wording.change(pair("2019", ("2017", "681.4"), ("2019", "843.8"), baseline="2017"))
    assert plain(change) == "比2017年增长23.8%"


def test_a_whole_year_is_compared_with_the_year_before_never_with_同比() -> None:
    assert plain(wording.change(pair("2019", ("2018", "100"), ("2019", "119")))) == "比上年增长19.0%"


@pytest.mark.parametrize("period", ["2020-09", "2020Q3", "2020H1", "2020-01..2020-09"])
def test_part_of_a_year_is_同比(period: str) -> None:
    year_ago = {"2020-09": "2019-09", "2020Q3": "2019Q3", "2020H1": "2019H1", "2020-01..2020-09": "2019-01..2019-09"}
    change = wording.change(pair(period, (year_ago[period], "200"), (period, "190")))
    assert plain(change) == "同比下降5.0%"


def test_without_a_year_ago_a_month_is_compared_with_the_month_before() -> None:
    assert plain(wording.change(pair("2020-09", ("2020-08", "200"), ("2020-09", "210")))) == "环比增长5.0%"


def test_rates_differ_by_percentage_points() -> None:
    change = wording.change(pair("2019", ("2018", "3.1"), ("2019", "3.4"), name="研发投入占比", unit="%", kind="rate"))
    assert plain(change) == "比上年提高0.3个百分点"


def test_a_smaller_rank_is_a_rise() -> None:
    about = {"name": "研发占比全省位次", "unit": "位", "kind": "rank", "direction": "lower", "baseline": "2017"}
    moved = pair("2018", ("2017", "37"), ("2018", "6"), **about)
    assert plain(wording.change(moved)) == "比上年上升31位"
    assert plain(wording.signed_change(moved)) == "↑31位"
    assert plain(wording.value(moved.series)) == "研发占比居全省第6位"
    assert plain(wording.from_to(moved)) == "由2017年的第37位升至2018年的第6位"


def test_a_change_that_rounds_to_nothing_is_持平() -> None:
    still = pair("2019", ("2018", "1000"), ("2019", "1000.2"))
    assert plain(wording.change(still)) == "与上年持平"
    assert plain(wording.signed_change(still)) == "持平"


def test_a_turn_of_sign_has_no_rate() -> None:
    turned = pair("2019", ("2018", "-12"), ("2019", "30"), name="利润")
    assert plain(wording.change(turned)) == "由负转正"
    assert printing.growth(turned) is None


def test_a_zero_base_gives_an_amount_and_never_a_rate() -> None:
    assert plain(wording.change(pair("2019", ("2018", "0"), ("2019", "5"), unit="个"))) == "比上年增加5个"


@pytest.mark.parametrize(("new", "words"), [("199", ""), ("200", "翻一番"), ("260", "实现翻番"), ("405", "翻两番")])
def test_doubling_is_said_only_when_it_is_true(new: str, words: str) -> None:
    said = wording.multiple(pair("2019", ("2017", "100"), ("2019", new), baseline="2017"))
    assert said == words


def test_the_whole_course_is_said_with_amounts_and_mean_rate() -> None:
    output = pair("2019", ("2017", "681.4"), ("2019", "843.8"), baseline="2017")
    assert plain(wording.from_to(output)) == "由2017年的681.4亿元增加到2019年的843.8亿元"
    assert plain(wording.net_change(output)) == "净增162.4亿元"
    assert plain(wording.mean_growth(output)) == "年均增长11.3%"


@pytest.mark.parametrize(
    ("qualifier", "text"), [("近", "近400项"), ("超", "超400项"), ("余", "400余项"), ("约", "约400项")]
)
def test_a_qualifier_is_kept(qualifier: str, text: str) -> None:
    patents = book(
        [indicator(unit="项", kind="count")], [observation("output", "2020", "400", qualifier=qualifier)], "2020"
    )
    series = patents.series("output")
    assert series.current is not None
    assert printing.value(series, series.current).text == text


def test_a_published_rate_wins_and_keeps_its_precision() -> None:
    visitors = book(
        [indicator(name="游客", unit="万人次", kind="flow")],
        [observation("output", "2018", "70"), observation("output", "2019", "86.1", growth="19")],
        "2019",
    )
    found = compare(visitors.series("output"))
    assert found is not None
    assert plain(wording.change(found)) == "比上年增长19%"  # computed from the levels it would be 23.0 %


def test_a_published_rate_alone_is_said_as_such() -> None:
    only = book([indicator()], [observation("output", "2020-01..2020-09", "50", growth="-2.1")], "2020-01..2020-09")
    assert plain(wording.published_growth(only.series("output"))) == "同比下降2.1%"


@pytest.mark.parametrize(("written", "printed"), [("93.31", "93.31%"), ("99.6", "99.6%"), ("100", "100%")])
def test_published_precision_is_kept(written: str, printed: str) -> None:
    series = row("2020", ("2020", written), unit="%", kind="rate", name="覆盖率")
    assert series.current is not None
    assert printing.value(series, series.current).text == printed


def test_large_raw_numbers_are_printed_in_万_or_亿() -> None:
    people = row("2007", ("2002", "1280400000"), ("2007", "1318683096"), unit="人", name="人口")
    assert people.current is not None
    assert printing.value(people, people.current).text == "13.19亿人"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "零"), (6, "六"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_small_numbers_in_chinese(number: int, words: str) -> None:
    assert wording.chinese_number(number) == words


def test_target_wording_says_how_far_behind() -> None:
    late = book(
        [indicator(target="100", target_period="2020", kind="flow")],
        [observation("output", "2020-01..2020-09", "60")],
        "2020-01..2020-09",
    )
    series = late.series("output")
    state = late.pace(series)
    assert state is not None
    assert (state.expected, state.light) == (Decimal(75), Light.RED)
    assert plain(wording.target(series, state)) == "完成目标的60.0%，落后序时进度15.0个百分点"


def test_a_way_from_a_base_year_is_told_from_the_whole_target() -> None:
    grown = book(
        [indicator(target="440", target_period="2026", kind="level", baseline="2025")],
        [observation("output", "2025", "380"), observation("output", "2026", "427")],
        "2026",
    )
    series = grown.series("output")
    state = grown.pace(series)
    assert state is not None
    assert plain(wording.target(series, state)) == "完成增量目标的78.3%，落后序时进度21.7个百分点"

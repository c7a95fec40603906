"""Claims about statistical English: the same facts as in Chinese, in the usage of English communiqués."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from briefing.model import printing, salience, wording
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.language import language_of, spoken
from briefing.model.period import Period
from briefing.model.records import Entity, Theme
from briefing.model.series import Comparison, Series, compare
from briefing.model.translated import in_language
from briefing.model.wording import plain
from tests.factory import dataset, indicator, observation


def english(period: str, *values: tuple[str, str], **about: Any) -> Series:
    """One English indicator of one entity: periods and values."""
    given = {"name": "产值", "name_en": "Output", "unit": "亿元"} | about
    rows = {k: given.pop(k) for k in ("growth", "rank", "qualifier") if k in given}
    found = [observation("output", p, v, **(rows if p == values[-1][0] else {})) for p, v in values]
    data = dataset([indicator(**given)], found, title_en="T", entities=(Entity("here", "本区", "Here"),))
    themed = in_language(_named(data), "en")[0]
    return Book(themed, Period.parse(period)).series("output")


def _named(data: Dataset) -> Dataset:
    return replace(data, themes=tuple(replace(theme, name_en="Industry") for theme in data.themes))


def pair(period: str, *values: tuple[str, str], **about: Any) -> Comparison:
    found = compare(english(period, *values, **about))
    assert found is not None
    return found


def said(period: str, *values: tuple[str, str], **about: Any) -> str:
    return plain(wording.change(pair(period, *values, **about)))


def test_growth_against_a_base_year_names_the_year() -> None:
    assert said("2019", ("2017", "681.4"), ("2019", "843.8"), baseline="2017") == "up 23.8% from 2017"


def test_rates_per_mille_differ_by_per_mille_points() -> None:
    assert (
        said("2019", ("2018", "6.2"), ("2019", "5.9"), unit="‰") == "down 0.3 per-mille points from the previous year"
    )


def test_a_whole_year_is_compared_with_the_previous_year() -> None:
    assert said("2019", ("2018", "100"), ("2019", "119")) == "up 19.0% from the previous year"


@pytest.mark.parametrize(
    ("year_ago", "period"),
    [("2019-09", "2020-09"), ("2019Q3", "2020Q3"), ("2019H1", "2020H1"), ("2019-01..2019-09", "2020-01..2020-09")],
)
def test_part_of_a_year_is_year_on_year(year_ago: str, period: str) -> None:
    assert said(period, (year_ago, "200"), (period, "190")) == "down 5.0% year on year"


def test_the_period_before_is_month_on_month() -> None:
    assert said("2020-09", ("2020-08", "200"), ("2020-09", "210")) == "up 5.0% month on month"


def test_two_rates_differ_by_percentage_points() -> None:
    about = {"unit": "%", "kind": "rate"}
    assert said("2019", ("2018", "3.1"), ("2019", "3.4"), **about) == "up 0.3 percentage points from the previous year"
    assert said("2019", ("2018", "3"), ("2019", "4"), **about) == "up 1 percentage point from the previous year"


def test_a_rank_moves_by_places_to_an_ordinal() -> None:
    about = {"unit": "位", "kind": "rank", "direction": "lower"}
    assert said("2019", ("2017", "37"), ("2019", "6"), baseline="2017", **about) == "up 31 places from 2017 to 6th"
    assert said("2019", ("2017", "2"), ("2019", "3"), baseline="2017", **about) == "down 1 place from 2017 to 3rd"


def test_no_change_is_unchanged() -> None:
    assert said("2019", ("2018", "100"), ("2019", "100")) == "unchanged from the previous year"


def test_a_turn_of_sign_has_no_rate() -> None:
    assert said("2019", ("2018", "-12"), ("2019", "8")) == "turned positive"


def test_a_course_is_told_from_where_to_where() -> None:
    found = pair("2019", ("2017", "681.4"), ("2019", "843.8"), baseline="2017")
    assert plain(wording.from_to(found)) == "from 68.14 billion yuan in 2017 to 84.38 billion yuan in 2019"
    assert plain(wording.net_change(found)) == "a net increase of 16.24 billion yuan"
    assert plain(wording.mean_growth(found)) == "average annual growth of 11.3%"


@pytest.mark.parametrize(
    ("new", "words"),
    [("200", "doubled from 2017"), ("230", "more than doubled from 2017 (up 130.0%)"), ("400", "quadrupled from 2017")],
)
def test_doubling(new: str, words: str) -> None:
    assert plain(wording.doubled(pair("2019", ("2017", "100"), ("2019", new), baseline="2017"))) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("City rank of satisfaction", "Satisfaction ranked 1st in the city"),
        ("Provincial rank among ten counties", "Ranked 1st among ten counties in the province"),
        ("Satisfaction rank in the county", "Satisfaction ranked 1st in the county"),
        ("Standing", "Standing: ranked 1st"),
    ],
)
def test_a_rank_is_said_of_what_is_ranked(name: str, words: str) -> None:
    about = {"unit": "位", "kind": "rank", "direction": "lower", "name_en": name}
    assert plain(wording.value(english("2019", ("2019", "1"), **about))) == words


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"unit": "个", "kind": "count"}, "Output: 2,860"),
        ({"unit": "亿元", "kind": "flow"}, "Output reached 286.0 billion yuan"),
        ({"unit": "亿元", "kind": "flow", "qualifier": "超"}, "Output reached over 286.0 billion yuan"),
        ({"unit": "平方公里"}, "Output stood at 2,860 sq km"),
        ({"unit": "天"}, "Output: 2,860 days"),
    ],
)
def test_a_value_is_said_after_its_name(about: dict[str, Any], words: str) -> None:
    assert plain(wording.value(english("2019", ("2019", "2860"), **about))) == words


@pytest.mark.parametrize(
    ("qualifier", "words"), [("约", "about 40"), ("近", "nearly 40"), ("超", "over 40"), ("余", "more than 40")]
)
def test_qualifiers_stand_before_the_number(qualifier: str, words: str) -> None:
    row = english("2019", ("2019", "40"), unit="项", qualifier=qualifier)
    assert row.current is not None
    assert printing.value(row, row.current).text == words


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
                          (21, "21st"), (112, "112th"), (1003, "1,003rd")],
)  # fmt: skip
def test_ordinals(number: int, words: str) -> None:
    assert printing.ordinal(number) == words


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("days", "day"), ("companies", "company"), ("percentage points", "percentage point"), ("sq km", "sq km"),
        ("thousand households", "thousand households"), ("million visits", "million visits"),
        ("billion US dollars", "billion US dollars"),
        ("tonnes of coal equivalent", "tonne of coal equivalent"), ("US dollars per tonne", "US dollar per tonne"),
        ("visits per 10,000 people", "visit per 10,000 people"), ("cu m/s", "cu m/s"), ("classes", "class"),
        ("people", "person"),
    ],
)  # fmt: skip
def test_one_is_singular(unit: str, one: str) -> None:
    assert printing.make("x", "value", "", Decimal(1), 0, unit, (), language="en").text == f"1 {one}"


def test_names_are_listed_with_and() -> None:
    tongue = wording.tongue("en")
    assert [tongue.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_a_published_rate_follows_the_name() -> None:
    row = english("2019", ("2019", "86.1"), growth="19", unit="万人次", kind="flow")
    assert plain(wording.about(row, wording.published_growth(row))) == "Output up 19% from the previous year"


def test_a_missed_target_is_behind_schedule() -> None:
    row = english("2020", ("2020", "81"), target="100", target_period="2020", kind="flow")
    data = row.indicator
    assert data.target == Decimal("10.0")
    found = Book(_one(row), Period.parse("2020"))
    state = found.pace(found.series("output"))
    assert state is not None
    phrase = plain(wording.target(found.series("output"), state))
    assert phrase == "at 81.0% of target, 19.0 percentage points behind schedule"


def _one(row: Series) -> Dataset:
    theme = Theme("industry", "Industry")
    return Dataset("t", "T", (theme,), (row.indicator,), row.observations, entities=(row.entity,), language="en")


def test_two_messages_are_parted_by_a_semicolon() -> None:
    first = english("2019", ("2018", "100"), ("2019", "119"))
    facts = salience.facts(Book(_one(first), Period.parse("2019")), "industry")
    assert plain(salience.headline([*facts, *facts])) == (
        "Output up 19.0% from the previous year; Output up 19.0% from the previous year"
    )


@pytest.mark.parametrize(("tag", "language"), [("zh-CN", "zh"), ("en", "en"), ("en-GB", "en"), ("fr", None)])
def test_a_tag_names_a_language_that_there_are_words_for(tag: str, language: str | None) -> None:
    assert spoken(tag) == language
    assert language_of(tag) == (language or "zh")

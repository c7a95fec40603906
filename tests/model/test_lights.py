"""Claims about the lights of places we know, about who has none, and about paces that follow a curve."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefing.model.book import Book
from briefing.model.lights import LightRule, Lights
from briefing.model.measures import measure
from briefing.model.metrics import Light
from briefing.model.period import Period
from briefing.model.policy import Policy
from briefing.model.records import Entity
from briefing.model.rules import Rules
from tests.factory import book, dataset, indicator, observation
from tests.model.audiences import TOWNS, seen
from tests.model.audiences import book as book_of

YINCHUAN = LightRule("pace", ("output",), yellow=10, red=30)
ZAOZHUANG = LightRule("rank", ("output",), first=1, last=3, fall=2, rise=2)
FUZHOU = LightRule("mean", ("output",), yellow=0, red=0)


def words(found: Book, *entities: str) -> str:
    lights = [found.light(found.series("output", entity)) for entity in entities]
    return "".join(light.value if light else "无" for light in lights)


@pytest.mark.parametrize(("done", "word"), [("90", "绿"), ("89.9", "黄"), ("70", "黄"), ("69.9", "红")])
def test_in_yinchuan_yellow_is_from_10_and_red_from_30_points_behind(done: str, word: str) -> None:
    spec = indicator(kind="flow", target="100", target_period="2020")
    found = book([spec], [observation("output", "2020", done)], "2020", lights=Lights(rules=(YINCHUAN,)))
    assert words(found, "here") == word
    state = found.pace(found.series("output"))
    assert state is not None
    assert state.light == found.light(found.series("output"))


def towns(*now: str | None, before: tuple[str | None, ...] = (), **about: str) -> Book:
    """Three towns with values for October, and for September before."""
    rows = [observation("output", "2020-10", v, e) for e, v in zip("abc", now, strict=True) if v]
    rows += [observation("output", "2020-09", v, e) for e, v in zip("abc", before, strict=False) if v]
    lights = Lights(rules=(ZAOZHUANG,))
    return book([indicator(**about)], rows, "2020-10", entities=TOWNS[1:], lights=lights)


def test_in_zaozhuang_lights_go_by_place_and_by_how_far_one_rose_or_fell() -> None:
    assert words(towns("35", "20", "10"), *"abc") == "绿黄红"
    # a fell from the first place to the third, c rose from there to the first: no colour gets beyond its end.
    assert words(towns("10", "20", "35", before=("35", "20", "10")), *"abc") == "红黄绿"
    # a rose by two places to the first; b fell by one, which is not enough.
    assert words(towns("20", "20", "10", before=("10", "35", "20")), *"abc") == "绿绿红"
    assert words(towns("35", "20", "20", before=("20", "35", "10")), *"abc") == "绿黄黄"


def test_a_fall_of_enough_places_makes_the_first_yellow() -> None:
    rule = LightRule("rank", first=3, last=8, fall=2, rise=2)
    assert [rule.of_place(3, rose) for rose in (0, -1, -2)] == [Light.GREEN, Light.GREEN, Light.YELLOW]
    assert [rule.of_place(8, rose) for rose in (0, 1, 2)] == [Light.RED, Light.RED, Light.YELLOW]


def test_ties_share_a_light_and_a_smaller_value_is_better_where_it_is() -> None:
    assert words(towns("20", "20", "10"), *"abc") == "绿绿红"
    assert words(towns("35", "20", "10", direction="lower"), *"abc") == "红黄绿"


def test_who_has_no_value_has_no_rank_and_no_light() -> None:
    found = towns("35", None, "10")
    assert words(found, *"abc") == "绿无黄"
    assert [row.entity.id for row, _ in found.ranked("output")] == ["a", "c"]


def test_a_published_place_is_what_a_light_goes_by() -> None:
    rows = [observation("output", "2020", "5", rank=9)]
    found = book([indicator()], rows, "2020", lights=Lights(rules=(LightRule("rank", first=3, last=8),)))
    assert words(found, "here") == "红"


def test_in_fuzhou_two_colours_go_by_the_mean() -> None:
    rows = [observation("output", "2020", value, e) for e, value in (("city", "90"), ("a", "90"), ("b", "89.9"))]
    entities = (Entity("a", "甲区"), Entity("b", "乙区"), Entity("city", "全市"))
    about = {"entities": entities, "lights": Lights(rules=(FUZHOU,)), "rules": Rules(mean="city")}
    found = book([indicator(unit="%", kind="rate")], rows, "2020", **about)
    assert words(found, "city", "a", "b") == "无绿红"
    lower = book([indicator(unit="%", kind="rate", direction="lower")], rows, "2020", **about)
    assert words(lower, "city", "a", "b") == "无绿绿"
    neutral = book([indicator(unit="%", kind="rate", direction="neutral")], rows, "2020", **about)
    assert words(neutral, "city", "a", "b") == "无无无"
    # The mean is nobody's peer.
    assert found.peers("output") == ("a", "b")


def test_what_turned_negative_has_no_rate_and_is_worse_than_any_mean() -> None:
    years = {"city": ("100", "110"), "a": ("30", "-12"), "b": ("30", "28.5"), "c": ("-5", "6")}
    rows = [observation("output", str(2019 + n), value, e) for e, pair in years.items() for n, value in enumerate(pair)]
    entities = (*(Entity(each, f"{each}区") for each in "abc"), Entity("city", "全市"))
    about = {"entities": entities, "lights": Lights(rules=(FUZHOU,)), "rules": Rules(mean="city")}
    assert words(book([indicator(kind="flow")], rows, "2020", **about), "city", *"abc") == "无红红无"
    lower = book([indicator(kind="flow", direction="lower")], rows, "2020", **about)
    assert words(lower, "city", *"abc") == "无绿绿无"
    # What is kept back is not judged.
    guarded = [replace(row, held=frozenset({"growth"})) if row.entity == "a" else row for row in rows]
    assert words(book([indicator(kind="flow")], guarded, "2020", **about), "a") == "无"


def test_nobody_has_a_light_by_place_where_one_is_kept_back_or_against_a_mean_that_is() -> None:
    def data(rule: LightRule, hidden: str) -> Book:
        values = {"all": "100", "a": "50", "b": "30", "c": "20"}
        rows = [
            observation("output", "2020", v, e, growth=v, visibility="internal" if e == hidden else "public")
            for e, v in values.items()
        ]
        whole = dataset([indicator(kind="flow")], rows, entities=TOWNS, lights=Lights(rules=(rule,)))
        return book_of(seen(whole))

    assert words(data(ZAOZHUANG, ""), *"abc") == "绿黄红"
    assert words(data(ZAOZHUANG, "b"), *"ac") == "无无"
    assert words(data(FUZHOU, ""), *"abc") == "红红红"
    assert words(data(FUZHOU, "all"), *"abc") == "无无无"
    without_ranks = Policy(withhold=frozenset({("observations", "rank")}))
    rows = [observation("output", "2020", v, e) for e, v in (("a", "50"), ("b", "30"))]
    whole = dataset([indicator()], rows, entities=TOWNS, lights=Lights(rules=(ZAOZHUANG,)))
    assert words(book_of(seen(whole, without_ranks)), "a", "b") == "无无"


CURVE = tuple(map(Decimal, (5, 12, 20, 28, 36, 45, 53, 60, 70, 80, 90, 100)))


@pytest.mark.parametrize(
    ("curve", "period", "value", "expected", "light"),
    [
        (CURVE, "2020-01..2020-09", "70", "70.0", Light.GREEN),
        ((), "2020-01..2020-09", "70", "75.0", Light.YELLOW),
        (CURVE, "2020-01..2020-01", "5", "5.0", Light.GREEN),
        (tuple(map(Decimal, (10, 30, 60, 100))), "2020-01..2020-09", "60", "60.0", Light.GREEN),
        # Within a quarter it goes straight: two thirds of the way from 30 to 60.
        (tuple(map(Decimal, (10, 30, 60, 100))), "2020-01..2020-08", "45", "50.0", Light.YELLOW),
        (CURVE, "2020", "90", "100.0", Light.YELLOW),
    ],
)
def test_a_pace_follows_the_curve_that_the_data_give(
    curve: tuple[Decimal, ...], period: str, value: str, expected: str, light: Light
) -> None:
    spec = indicator(kind="flow", target="100", target_period="2020")
    rules = Rules(curves={"output": curve} if curve else {})
    found = book([spec], [observation("output", period, value)], period, rules=rules)
    state = found.pace(found.series("output"))
    assert state is not None
    assert (str(state.expected), state.light) == (expected, light)


def test_a_level_is_held_against_its_curve_not_the_whole_target() -> None:
    spec = indicator(kind="level", target="100", target_period="2020")
    rows, rules = [observation("output", "2020-09", "71")], Rules(curves={"output": CURVE})
    states = [
        b.pace(b.series("output")) for b in (book([spec], rows, "2020-09"), book([spec], rows, "2020-09", rules=rules))
    ]
    assert [str(state.expected) for state in states if state] == ["100", "70.0"]


def test_a_table_of_metrics_has_a_row_an_observation_in_the_order_of_the_data() -> None:
    rows = [
        observation("output", "2020-02", "33", "a"), observation("output", "2019-02", "30", "a"),
        observation("output", "2020-02", "44", "b"), observation("output", "2020-01", "22", "a"),
        observation("output", "2019-01", "20", "a"), observation("output", "2020-02", "11", "all", growth="4.5"),
    ]  # fmt: skip
    found = measure(dataset([indicator(kind="flow")], rows, entities=TOWNS)).astype(object)
    found = found.where(found.notna(), None)
    assert list(found.index) == [0, 1, 2, 3, 4, 5]
    assert [value and round(value, 6) for value in found["yoy"]] == [10.0, None, None, 10.0, None, 4.5]
    assert [value and round(value, 6) for value in found["mom"]] == [50.0, 50.0, None, None, None, None]
    assert [value and round(value, 6) for value in found["ytd_yoy"]] == [10.0, None, None, 10.0, None, None]
    assert list(found["rank"]) == [2.0, 1.0, 1.0, 1.0, 1.0, 3.0]


def test_a_data_set_without_observations_has_a_table_without_rows() -> None:
    assert len(measure(dataset([indicator()], []))) == 0


def test_ranks_are_seen_from_the_period_of_the_book() -> None:
    found = Book(towns("35", "20", "10").dataset, Period.parse("2020-10"))
    assert found.ranked_at("output", Period.parse("2020-10")) == {"a": 1, "b": 2, "c": 3}

"""Rounding half up, the largest remainder, and the plan that gives every value one string for a whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.build.terms import terms
from briefing.model import parts, printing, trends
from briefing.model.apportion import apportioned
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.figure import Figure, round_half_up
from briefing.model.period import Period
from briefing.model.policy import Policy
from briefing.model.records import Entity, Qualifier
from briefing.model.restrict import restrict
from briefing.model.rounding_plan import RoundingPlan, shares
from briefing.model.rules import Rules, Total
from briefing.model.series import compare
from tests.factory import dataset, indicator, observation

YEAR = Period.parse("2020")
exact = st.decimals(-(10**7), 10**7, places=4)
places = st.integers(0, 3)


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@given(exact, places)
def test_half_a_unit_is_rounded_away_from_zero_and_zero_has_no_sign(value: Decimal, digits: int) -> None:
    unit = Decimal(1).scaleb(-digits)
    rounded = round_half_up(value, digits)
    assert abs(rounded - value) <= unit / 2
    if abs(rounded - value) == unit / 2:
        assert abs(rounded) > abs(value)
    assert not (rounded == 0 and rounded.is_signed())
    assert rounded == -round_half_up(-value, digits)


@given(st.lists(exact, min_size=2, max_size=12), places)
def test_the_largest_remainder_adds_up_and_no_part_is_a_full_unit_off(values: list[Decimal], digits: int) -> None:
    unit = Decimal(1).scaleb(-digits)
    whole = round_half_up(sum(values, Decimal(0)), digits)
    made = apportioned(values, whole, digits)
    assert made is not None
    assert sum(made) == whole
    assert all(abs(printed - value) < unit for printed, value in zip(made, values, strict=True))
    assert not any(printed == 0 and printed.is_signed() for printed in made)


@given(st.lists(st.decimals(0, 10**6, places=3), min_size=2, max_size=10).filter(any), places)
def test_balanced_shares_add_up_to_a_hundred(values: list[Decimal], digits: int) -> None:
    assert sum(shares(values, digits, balanced=True)) == 100


@pytest.mark.parametrize(
    ("values", "whole", "printed"),
    [
        (("33.4", "33.3", "33.3"), "100", ("34", "33", "33")),
        # Of equal remainders the first one in the data is rounded up.
        (("33.5", "33.5", "33.0"), "100", ("34", "33", "33")),
        (("0.4", "0.4", "0.4"), "1", ("1", "0", "0")),
        # Negative parts: −0.6 is −1 and 0.4 more.
        (("-0.6", "2.6"), "2", ("-1", "3")),
        (("-0.5", "-0.5"), "-1", ("0", "-1")),
        # What is exact stays.
        (("1", "1.5", "1.5"), "4", ("1", "2", "1")),
    ],
)
def test_what_misses_goes_to_those_that_lost_most(
    values: Sequence[str], whole: str, printed: Sequence[str]
) -> None:  # fmt: skip
    assert apportioned(numbers(*values), Decimal(whole), 0) == tuple(numbers(*printed))


def test_a_whole_that_rounding_cannot_reach_moves_nothing() -> None:
    assert apportioned(numbers("1.0", "2.0"), Decimal(4), 0) is None
    assert apportioned(numbers("1.4", "2.4"), Decimal(6), 0) is None
    assert apportioned(numbers("1.4", "2.4"), Decimal("3.8"), 0) is None


TOTAL = Rules(totals=(Total("gdp", ("farm", "plant", "trade")),))


def three(
    whole: str = "100.0", *values: str, rules: Rules = TOTAL, **more: object
) -> Dataset:  # fmt: skip
    """A total and three parts, printed without decimals; by themselves 33.4 + 33.3 + 33.3 print 33 + 33 + 33."""
    names = ("gdp", "farm", "plant", "trade")
    given = (whole, *(values or ("33.4", "33.3", "33.3")))
    rows = [observation(name, "2020", value) for name, value in zip(names, given, strict=True)]
    before = [observation(name, "2019", "80.0") for name in names[:2]]
    return dataset([indicator(name, name, precision=0) for name in names], [*before, *rows], rules=rules, **more)


def figures(data: Dataset, rounding: str = "largest_remainder") -> dict[str, Figure]:
    plan = RoundingPlan(data, "largest_remainder" if rounding == "largest_remainder" else "half_up")
    book, found = Book(data, YEAR, plan), dict[str, Figure]()
    for row in data.observations:
        if row.period == YEAR and row.value is not None:
            key = row.indicator if len(data.entities) == 1 else row.entity
            found[key] = printing.value(book.series(row.indicator, row.entity), row)
    return found


def test_without_being_asked_every_value_is_rounded_by_itself() -> None:
    made = figures(three(), "half_up")
    assert [figure.number for figure in made.values()] == ["100", "33", "33", "33"]
    assert not any(figure.adjusted for figure in made.values())


def test_parts_of_a_ruled_total_add_up_where_that_is_asked_and_the_moved_one_says_so() -> None:
    made = figures(three())
    assert [figure.number for figure in made.values()] == ["100", "34", "33", "33"]
    assert [name for name, figure in made.items() if figure.adjusted] == ["farm"]
    assert (made["farm"].raw, made["farm"].text) == (Decimal("33.4"), "34亿元")


def test_what_no_rule_names_is_left_as_it_rounds() -> None:
    assert not any(figure.adjusted for figure in figures(three(rules=Rules())).values())


def test_parts_that_do_not_add_up_before_rounding_are_left_as_they_are() -> None:
    made = figures(three("101.0"))
    assert [figure.number for figure in made.values()] == ["101", "33", "33", "33"]


def test_parts_that_add_up_as_they_round_are_left_as_they_are() -> None:
    made = figures(three("100.0", "33.6", "33.2", "33.2"))
    assert [figure.number for figure in made.values()] == ["100", "34", "33", "33"]
    assert not any(figure.adjusted for figure in made.values())


TOWNS = (Entity("all", "全区"), Entity("east", "东镇"), Entity("west", "西镇"), Entity("north", "北镇"))


def towns(*values: str) -> Dataset:
    rows = [observation("output", "2020", value, town.id) for town, value in zip(TOWNS, values, strict=True)]
    rules = Rules(totals=(Total("all", indicators=("output",)),))
    return dataset([indicator(precision=0)], rows, entities=TOWNS, rules=rules)


def test_entities_add_up_to_their_whole_too() -> None:
    made = figures(towns("10.0", "3.4", "3.3", "3.3"))
    assert {name: figure.number for name, figure in made.items()} == {
        "all": "10",
        "east": "4",
        "west": "3",
        "north": "3",
    }


def test_parts_of_parts_add_up_to_them_as_they_are_printed_whatever_the_order_of_the_rules() -> None:
    inner = {"farm": ("16.7", "16.7"), "plant": ("16.7", "16.6"), "trade": ("16.7", "16.6")}
    values = {"gdp": "100.0", "farm": "33.4", "plant": "33.3", "trade": "33.3"}
    values |= {f"{name}{at}": value for name, pair in inner.items() for at, value in enumerate(pair)}
    totals = [Total(name, (f"{name}0", f"{name}1")) for name in inner]
    rules = Rules(totals=(*totals, Total("gdp", tuple(inner))))
    rows = [observation(name, "2020", value) for name, value in values.items()]
    made = figures(dataset([indicator(name, name, precision=0) for name in values], rows, rules=rules))
    printed = {name: int(figure.rounded) for name, figure in made.items()}
    assert [printed[name] for name in ("gdp", "farm", "plant", "trade")] == [100, 34, 33, 33]
    assert [(printed[f"{name}0"], printed[f"{name}1"]) for name in inner] == [(17, 17), (17, 16), (17, 16)]


@pytest.mark.parametrize("hidden", ["farm", "gdp"])
def test_nothing_is_moved_where_a_part_or_the_whole_is_kept_back(hidden: str) -> None:
    seen = restrict(three(), Policy(indicators=frozenset({hidden}))).dataset
    assert not any(figure.adjusted for figure in figures(seen).values())


def test_nothing_is_moved_where_a_single_value_of_a_town_is_kept_back() -> None:
    # What is left would nearly add up: 5.495 + 4.495, printed 5 + 4.
    data = towns("10.0", "5.495", "4.495", "0.010")
    rows = [replace(row, visibility="leaders") if row.entity == "north" else row for row in data.observations]
    seen = restrict(replace(data, observations=tuple(rows)), Policy()).dataset
    made = figures(seen)
    assert set(made) == {"all", "east", "west"}
    assert not any(figure.adjusted for figure in made.values())


def test_nothing_is_moved_where_values_are_handed_over_rounded() -> None:
    seen = restrict(three(), Policy(rounding=(("farm", 0),))).dataset
    assert [figure.number for figure in figures(seen).values()] == ["100", "33", "33", "33"]
    assert not any(figure.adjusted for figure in figures(seen).values())


def test_nothing_is_moved_where_a_part_is_vague() -> None:
    data = three("10.0", "5.495", "4.495", "0.010")
    rows = [replace(row, qualifier="约") if row.indicator == "trade" else row for row in data.observations]
    assert not any(figure.adjusted for figure in figures(replace(data, observations=tuple(rows))).values())


def test_a_change_is_that_of_the_exact_values_not_of_the_printed_ones() -> None:
    data = three()
    pair = compare(Book(data, YEAR, RoundingPlan(data, "largest_remainder")).series("farm"))
    assert pair is not None
    # Printed beside it: 80 and 34, which would make 46.
    assert (printing.change(pair).raw, printing.change(pair).number) == (Decimal("-46.6"), "47")


def test_shares_add_up_where_that_is_asked_and_name_the_parts_they_are_of() -> None:
    def made(balanced: bool) -> list[Figure]:
        data = three("3.0", "1.0", "1.0", "1.0", rules=Rules())
        plan = RoundingPlan(data, "largest_remainder" if balanced else "half_up")
        book = Book(data, YEAR, plan)
        rows = [book.series(name) for name in ("farm", "plant", "trade")]
        mine = [(row, row.current) for row in rows if row.current]
        found = [parts.share(row, seen, mine) for row, seen in mine]
        return [figure for figure in found if figure]

    assert [figure.text for figure in made(balanced=False)] == ["33.3%", "33.3%", "33.3%"]
    assert [figure.text for figure in made(balanced=True)] == ["33.4%", "33.3%", "33.3%"]
    assert [figure.adjusted for figure in made(balanced=True)] == [True, False, False]
    assert made(balanced=True)[0].id == "farm/here/2020/share:farm+plant+trade"


@given(st.lists(st.decimals(-(10**4), 10**4, places=2), min_size=2, max_size=8))
def test_the_plan_prints_one_string_for_a_value_from_whatever_period_it_is_seen(values: list[Decimal]) -> None:
    names = [f"part{at}" for at in range(len(values))]
    rows = [observation(name, "2020", str(value)) for name, value in zip(names, values, strict=True)]
    rows.append(observation("whole", "2020", str(sum(values, Decimal(0)))))
    rules = Rules(totals=(Total("whole", tuple(names)),))
    data = dataset([indicator(name, name, precision=0) for name in [*names, "whole"]], rows, rules=rules)
    book = Book(data, YEAR, RoundingPlan(data, "largest_remainder"))
    later = book.at(Period.parse("2021"))
    seen = {row.indicator: printing.value(book.series(row.indicator), row) for row in rows}
    assert seen == {row.indicator: printing.value(later.series(row.indicator), row) for row in rows}
    assert sum(seen[name].rounded for name in names) == seen["whole"].rounded
    assert all(abs(figure.rounded - figure.raw) < 1 for figure in seen.values())
    assert not any(figure.number == "−0" for figure in seen.values())


@pytest.mark.parametrize(("qualifier", "printed"), [("", "34亿元"), ("近", "近33亿元")])
def test_what_is_done_of_a_plan_by_one_value_is_printed_as_that_value_is(qualifier: Qualifier, printed: str) -> None:
    names = {"gdp": "100.0", "farm": "33.4", "plant": "33.3", "trade": "33.3"}
    about = [indicator(name, name, precision=0, target="50", target_period="2020", kind="flow") for name in names]
    rows = [observation(name, "2020", value) for name, value in names.items()]
    rows[1] = replace(rows[1], qualifier=qualifier)
    data = dataset(about, rows, rules=Rules(totals=(Total("gdp", ("farm", "plant", "trade")),)))
    book = Book(data, YEAR, RoundingPlan(data, "largest_remainder"))
    row = book.series("farm")
    state = book.pace(row)
    assert row.current is not None
    assert state is not None
    assert [printing.achieved(row, state).text, printing.value(row, row.current).text] == [printed, printed]


def test_the_step_of_a_share_that_was_moved_is_explained_by_the_shares_as_they_are_printed() -> None:
    names = ("farm", "plant", "trade")
    values = {"2019": ("3.0", "0.9", "1.05", "1.05"), "2020": ("3.0", "1.0", "1.0", "1.0")}
    rows = [
        observation(name, year, value)
        for year, given in values.items()
        for name, value in zip(("gdp", *names), given, strict=True)
    ]
    about = [indicator(name, name) for name in ("gdp", *names)]
    data = dataset(about, rows, rules=Rules(totals=(Total("gdp", names),)))
    book = Book(data, YEAR, RoundingPlan(data, "largest_remainder"))
    step = trends.share_step(book.series("farm"), book.series("gdp"))
    assert step is not None
    assert step[0].text == "3.4个百分点"
    told = terms(step[0].id, step[0].metric, step[0].raw, data)
    assert told == (("本期占比 2020年", "33.4%"), ("上年同期占比 2019年", "30.0%"))

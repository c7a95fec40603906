"""Claims about observations by columns and about the frame of a data set: they are what the tuple of rows is."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from briefing.errors import Problems
from briefing.model.dataset import Dataset
from briefing.model.frame import COLUMNS, frame
from briefing.model.observations import Observations
from briefing.model.period import Period
from briefing.model.records import Entity, Indicator, Theme
from briefing.sources import rows
from briefing.sources.block import Rows
from briefing.sources.headings import OBSERVATIONS
from briefing.sources.lookup import Lookup
from briefing.sources.tables import Grid, Table

HEADINGS = ("indicator", "entity", "period", "value", "growth", "rank", "rank_total", "status", "source")
LINES = [
    ("b", "y", "2020H1", "12.50", "", "", "", "preliminary", "公报"),
    ("a", "x", "2021", "3", "-1.25", "2", "10", "", ""),
    ("a", "x", "2019", "", "5", "", "", "", ""),
    ("a", "x", "2020", "", "", "1", "", "revised", ""),
    ("a", "y", "2020-01..2020-06", "9007199254740993.5", "", "", "", "", ""),
    ("a", "x", "2020-12", "123456789012345678901.5", "", "", "", "", ""),
]


def by_columns(lines: list[Any]) -> Observations:
    nothing = Lookup("", [], loose=True)
    columns = tuple(list(column) for column in zip(*lines, strict=True)) or ([],) * len(HEADINGS)
    grid = Grid(OBSERVATIONS, "o.csv", "", None)
    table = Table(grid, dict(zip(HEADINGS, range(9), strict=True)), Rows(columns, range(2, len(lines) + 2)))
    problems = Problems()
    found = rows.observations(table, rows.Known(nothing, nothing, nothing, nothing, {}, "x"), problems)
    assert list(problems) == []
    assert isinstance(found, Observations)
    return found


def dataset(observations: Any) -> Dataset:
    indicators = tuple(Indicator(name, name, "t", "亿元") for name in "ab")
    places = tuple(Entity(name, name) for name in "xyz")
    return Dataset("d", "甲", (Theme("t", "甲"),), indicators, observations, entities=places)


def test_a_row_is_made_when_it_is_asked_for() -> None:
    found = by_columns(LINES)
    assert (found[0].value, str(found[0].value)) == (Decimal("12.5"), "12.50")
    assert str(found[0].origin) == "o.csv:2"
    assert found[0].origin.published == "公报"
    assert (found[1].rank, found[1].rank_total, found[0].rank) == (2, 10, None)
    assert found[-1] == found[5]
    assert found[1:3] == (found[1], found[2])
    assert str(found[5].value) == "123456789012345678901.5"
    with pytest.raises(IndexError):
        found[6]


def test_it_equals_the_tuple_of_its_rows_and_no_other() -> None:
    found = by_columns(LINES)
    assert found == tuple(found)
    assert tuple(found) == found
    assert found != tuple(found)[:-1]
    assert found != (*tuple(found)[:-1], found[0])
    assert dataset(found) == dataset(tuple(found))


def test_it_can_be_sent_to_another_process() -> None:
    found = by_columns(LINES)
    assert pickle.loads(pickle.dumps(found)) == found


def test_series_and_entities_are_those_of_the_tuple() -> None:
    large, small = dataset(by_columns(LINES)), dataset(tuple(by_columns(LINES)))
    for indicator in ("a", "b", "c"):
        assert large.entities_of(indicator) == small.entities_of(indicator)
        for entity in ("x", "y", "z", "w"):
            assert large.series(indicator, entity) == small.series(indicator, entity)
    assert [row.period.code for row in large.series("a", "x")] == ["2019", "2020-12", "2020", "2021"]


def test_looking_for_one_series_makes_no_other_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    original = Observations.made

    def counting(self: Observations, rows: Any) -> Any:
        found = original(self, rows)
        made.append(len(found))
        return found

    monkeypatch.setattr(Observations, "made", counting)
    large = dataset(by_columns(LINES))
    large.series("b", "y")
    large.series("b", "y")
    assert large.entities_of("a") == ("x", "y")
    assert made == [1]


def test_the_frame_has_the_documented_columns_and_values() -> None:
    table = frame(dataset(tuple(by_columns(LINES))))
    assert tuple(table.columns) == COLUMNS
    first = table.iloc[0].to_dict()
    assert (first["indicator"], first["first"], first["last"], first["kind"]) == ("b", 24240, 24245, "half")
    assert (first["value"], first["digits"], first["growth_digits"], first["status"]) == (12.5, 2, -1, "preliminary")
    assert pandas.isna(first["growth"])
    assert table.iloc[1][["growth", "growth_digits", "rank", "rank_total"]].tolist() == [-1.25, 2, 2.0, 10.0]


def test_the_frame_of_columns_is_the_frame_of_rows() -> None:
    found = by_columns(LINES)
    assert_frame_equal(frame(dataset(found)), frame(dataset(tuple(found))))


def test_the_frame_of_no_rows_has_all_its_columns() -> None:
    assert tuple(frame(dataset(())).columns) == COLUMNS
    assert_frame_equal(frame(dataset(by_columns([]))), frame(dataset(())), check_dtype=False, check_categorical=False)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4, max_value=10**14, min_value=-(10**14))))
def test_a_value_is_the_nearest_float_in_the_frame(values: list[Decimal]) -> None:
    lines = [("a", "x", str(Period.parse(f"{1000 + n}")), format(v, "f"), *[""] * 5) for n, v in enumerate(values)]
    assert frame(dataset(by_columns(lines)))["value"].tolist() == [float(value) for value in values]

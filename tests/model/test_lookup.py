"""Where the rows of other periods stand, by a table of series and periods and by searching: the same."""

from __future__ import annotations

from dataclasses import replace

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import lookup
from briefing.model.dataset import Dataset
from briefing.model.frame import frame
from briefing.model.measures import measure, parts
from briefing.model.measures.rows import rows_of
from briefing.model.rules import Rules, Total
from tests.factory import dataset, indicator, observation
from tests.model.test_measures import datasets

KINDS = 3
MONTHS = st.integers(24_000, 24_030)
ROWS = st.lists(st.tuples(st.integers(0, 4), MONTHS, st.integers(0, 3), st.integers(0, KINDS - 1)), max_size=40)
Made = tuple[lookup.Lookup, lookup.Lookup, list[tuple[int, int, int]]]


def both(rows: list[tuple[int, int, int, int]]) -> Made:
    """A dense and a sparse index of the same rows, and what each place holds."""
    series, first, length, kind = (numpy.array([row[at] for row in rows], dtype="int64") for at in range(4))
    times = lookup.periods(first, first + length, kind, KINDS)
    cells = lookup.cells(series, times)
    order = lookup.order(cells)
    order = numpy.arange(len(rows)) if order is None else order
    times, series, cells = replace(times, code=times.code[order]), series[order], cells[order]
    dense, sparse = (lookup.lookup(times, series, 5, cells, roomy) for roomy in (100, 0))
    held = [(rows[at][0], rows[at][1], rows[at][1] + rows[at][2]) for at in order.tolist()]
    assert not rows or (dense.grid is not None and sparse.grid is None)
    return dense, sparse, held


@given(ROWS, st.integers(-13, 13), st.integers(-13, 13))
def test_a_table_and_a_search_find_the_first_row_of_the_months_asked_for(
    rows: list[tuple[int, int, int, int]], first: int, last: int
) -> None:
    dense, sparse, held = both(rows)
    wanted = [(series, begin + first, end + last) for series, begin, end in held]
    expected = [held.index(each) if each in held else -1 for each in wanted]
    columns = [numpy.array(column, dtype="int64") for column in zip(*wanted, strict=True)] or [numpy.empty(0, int)] * 3
    for index in (dense, sparse):
        assert index.moved(first, last).tolist() == expected
        assert index.find(*columns).tolist() == expected


@given(ROWS)
def test_no_row_is_found_of_a_series_that_there_is_not_or_before_all_time(
    rows: list[tuple[int, int, int, int]],
) -> None:
    for index in both(rows)[:2]:
        series, first, last = (
            numpy.array([-1, 5, 0]),
            numpy.array([24_000, 24_000, -(10**6)]),
            numpy.array([24_001] * 3),
        )
        assert index.find(series, first, last).tolist() == [-1, -1, -1]


@given(ROWS)
def test_each_row_has_its_period_and_the_first_of_doubles_stands(rows: list[tuple[int, int, int, int]]) -> None:
    series, first, length, kind = (numpy.array([row[at] for row in rows], dtype="int64") for at in range(4))
    times = lookup.periods(first, first + length, kind, KINDS)
    assert times.first[times.code].tolist() == first.tolist()
    assert times.last[times.code].tolist() == (first + length).tolist()
    assert times.kind[times.code].tolist() == kind.tolist()
    cells = lookup.cells(series, times)
    keys = [(each[0], each[1], each[1] + each[2]) for each in rows]
    assert lookup.firsts(cells).tolist() == [keys.index(key) for key in sorted(set(keys))]


def test_months_that_are_centuries_apart_are_searched_not_tabulated() -> None:
    first = numpy.array([12, 119_000, 12])
    times = lookup.periods(first, first, numpy.array([0, 0, 1]), KINDS)
    assert times.first.tolist() == [12, 12, 119_000]
    assert times.code.tolist() == [0, 2, 1]


@given(datasets())
def test_metrics_worked_out_in_parts_are_those_of_the_whole(data: Dataset) -> None:
    whole = measure(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", 1)
        assert measure(data).equals(whole)


def test_indicators_that_a_total_joins_stay_in_one_part() -> None:
    names = ("one", "two", "three", "four")
    about = [indicator(name) for name in names]
    data = dataset(about, [observation(name, "2020", "1") for name in names])
    rows = rows_of(frame(data), names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", 1)
        cut = [place for place, _ in parts.parts(rows, about, Rules(totals=(Total("three", ("one",)),)))]
    assert cut == [slice(0, 3), slice(3, 4)]

"""Claims about large tables: by columns they give the very observations and problems that they give row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import Problems
from briefing.model.observations import Observations
from briefing.model.records import Observation, Origin
from briefing.sources import checks, entities, rows
from briefing.sources.block import Block
from briefing.sources.describe import describe
from briefing.sources.headings import OBSERVATIONS
from briefing.sources.lookup import Lookup
from briefing.sources.rows import Known
from briefing.sources.tables import Flaw, Grid, Line, Raw, tabulate
from briefing.yamlfile import parse

UNITS = {"gdp": "亿元", "area": "平方米", "rate": "%"}
FLAW = Flaw("单元格里是错误值 #REF!。", "请改正公式。")
COVERED = Flaw("合并", "", True)
HEADINGS = ("indicator", "period", "value", "entity", "unit", "growth", "rank", "rank_total", "qualifier", "status")
COLUMNS: dict[str, list[Raw]] = {
    "indicator": ["gdp", "GDP总量", "area", "rate", "gpd", "", "共名", FLAW, Decimal(3), "—"],
    "period": ["2019", "2020-09", "2020H1", "2020-01..2020-06", "2020年1—9月", "", "n/a", "九月", "0999"],
    "value": [
        "1",
        "-12.50",
        "007.5",
        "-0",
        "0.0",
        "1,234.5",
        " 3.25 ",
        "１２",
        "12亿元",
        "5%",
        "—",
        "",
        "约400",
        "1e5",
    ],
    "entity": ["", "甲", "乙", " 甲 ", "丙/丁", "—", COVERED, FLAW, "jia"],
    "unit": ["", "万元", "亿元", "公顷", "万平方米", "元", "亩", "%", "吨", "亿 元", FLAW],
    "growth": ["", "5.2", "-3.25%", "3亿元", "…", Decimal("5.20"), "3.5个百分点"],
    "rank": ["", "1", "第3位", "3名", "0", "2.0", "2.5", "-1", "/", Decimal(2), Decimal("2.5"), "1000000001", "12"],
    "rank_total": ["", "10", "2", "十", Decimal(10)],
    "qualifier": ["", "约", "将近", "大约", "很多"],
    "status": ["", "final", "初步数", "Preliminary ", "—", "不明"],
}

COLUMNS["period"] += [Decimal(2019), Decimal("2019.0"), Decimal("2020.09"), date(2020, 9, 1), FLAW]
COLUMNS["value"] += [
    "1e5",
    "1234567890123456",
    "123456789012345.123456789",
    "9" * 31,
    "1\x00",
    ".5",
    "5.",
    "+3",
    "−4",
    "1\n2",
]
COLUMNS["value"] += [
    Decimal("12.50"),
    Decimal("-0.0"),
    Decimal("1E+3"),
    Decimal("0.1") ** 20,
    Decimal(10) ** 20,
    date(2020, 9, 1),
    FLAW,
]


def known(names: Sequence[str] = ("甲", "乙")) -> Known:
    found = Lookup("指标", [("gdp", ("GDP总量",)), ("area", ("共名",)), ("rate", ("共名",))])
    places = Lookup("地区", [("jia", ("甲",)), ("yi", ("乙",))] if names else [], loose=not names)
    return Known(Lookup("专题", []), places, found, Lookup("项目", []), UNITS, "jia")


def read(lines: Sequence[Line]) -> tuple[list[str], list[str], Sequence[Observation] | None, list[str]]:
    """Read lines as a data set does; return what was said, the entities, the observations and how they look."""
    problems = Problems()
    table = tabulate(Grid(OBSERVATIONS, "o.xlsx", "数据", lines), problems)
    if table is None:
        return [str(problem) for problem in problems], [], None, []
    told = describe(parse("title: 甲\nthemes: [{id: a, name: 甲}]\n", "dataset.yaml"), "d", problems)
    places = [entity.id for entity in entities.settle(told, [table], problems)]
    found = rows.observations(table, known(), problems)
    checks.check_observations(found, problems)
    return [str(problem) for problem in problems], places, found, list(map(repr, found))


def both(columns: Sequence[Any], headings: Sequence[Raw] = HEADINGS) -> tuple[Any, Any]:
    size = len(columns[0])
    block = Block((1, list(headings)), tuple(columns), range(2, size + 2))
    return read(block), read(list(block))


@st.composite
def tables(draw: st.DrawFn) -> list[list[Raw]]:
    size = draw(st.integers(1, 12))
    plain = {name: st.sampled_from(cells[:3]) for name, cells in COLUMNS.items()}
    wild = {name: st.sampled_from(cells) for name, cells in COLUMNS.items()}
    clean = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return [[draw((plain if each else wild)[name]) for each in clean] for name in HEADINGS]


@settings(max_examples=400, deadline=None)
@given(tables(), st.sets(st.sampled_from(HEADINGS)), st.booleans())
def test_a_table_says_the_same_by_columns_as_row_by_row(
    columns: list[list[Raw]], left_out: set[str], arrays: bool
) -> None:
    kept = [at for at, name in enumerate(HEADINGS) if name not in left_out or name in ("indicator", "period")]
    made: list[Any] = [columns[at] for at in kept]
    if arrays:
        made = [pyarrow.array(c, pyarrow.string()) if all(type(e) is str for e in c) else c for c in made]
    by_columns, by_rows = both(made, [HEADINGS[at] for at in kept])
    assert isinstance(by_columns[2], Observations)
    assert by_columns == by_rows


@pytest.mark.parametrize("indicator", UNITS)
def test_each_number_is_read_in_each_unit_as_row_by_row(indicator: str) -> None:
    numbers = [*COLUMNS["value"], "123456789012345.67", "99999999999999999", "100", "-2500000.0", "0.00", "12,345,67"]
    cells = [[number, unit] for number in numbers for unit in COLUMNS["unit"]]
    periods: list[Raw] = [f"{1900 + at // 12}-{at % 12 + 1}" for at in range(len(cells))]
    columns: list[list[Raw]] = [[indicator] * len(cells), periods, *map(list, zip(*cells, strict=True))]
    by_columns, by_rows = both(columns, ["indicator", "period", "value", "unit"])
    assert by_columns == by_rows
    texts = [[cell if type(cell) is str else "" for cell in column] for column in columns]
    by_columns, by_rows = both([pyarrow.array(column) for column in texts], ["indicator", "period", "value", "unit"])
    assert by_columns == by_rows


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(*(st.sampled_from(["", " ", "\u3000", "甲", COVERED, "x"]) for _ in range(4))), min_size=1))
def test_blank_rows_wide_rows_and_columns_without_a_heading_are_told_alike(cells: list[tuple[Raw, ...]]) -> None:
    headings, *below = [["指标", "期间", "数值", ""], *map(list, cells)]
    columns = [list(column) for column in zip(*below, strict=True)]
    by_columns, by_rows = both([*columns, columns[0]], headings)
    assert by_columns == by_rows


def test_a_title_may_stand_above_the_headings_of_a_block() -> None:
    columns = [["", "指标", "gdp"], ["", "期间", "2019"], ["", "数值", "5"]]
    found = read(Block((1, ["全区数据", "", ""]), tuple(columns), range(2, 5)))
    assert found == read(list(Block((1, ["全区数据", "", ""]), tuple(columns), range(2, 5))))
    assert found[3] == [repr(observation("gdp", "2019", "5", "C4"))]


def observation(indicator: str, period: str, value: str, cell: str) -> Observation:
    from briefing.model.period import Period

    return Observation(indicator, "jia", Period.parse(period), Decimal(value), origin=Origin("o.xlsx", "数据", cell))


FLOATS = [0.1 + 0.2, 1.0, -0.05, 123456.789, 1e-7, 1e15, 1e20, 1.5e300, 0.1234567891234, float("nan"), 2.5, 1 / 3]
ARRAYS = {
    "whole numbers": pyarrow.array([1, -5, None, 10**18, 2**63 - 1, -(2**63)], pyarrow.int64()),
    "small whole numbers": pyarrow.array([1, -5, None], pyarrow.int16()),
    "unsigned numbers": pyarrow.array([1, 2**64 - 1], pyarrow.uint64()),
    "floats": pyarrow.array(FLOATS, pyarrow.float64()),
    "not finite": pyarrow.array([float("inf"), 1.0, None], pyarrow.float64()),
    "decimals": pyarrow.array([Decimal("12.50"), None, Decimal("-0.01"), Decimal(10**20)], pyarrow.decimal128(30, 2)),
    "part of decimals": pyarrow.array([Decimal(n) for n in range(9)], pyarrow.decimal128(9, 2))[3:7],
    "finer decimals": pyarrow.array([Decimal("0.5")], pyarrow.decimal128(30, 25)),
    "texts": pyarrow.array(["5", None, "", "x"], pyarrow.string()),
    "large texts": pyarrow.array(["5", None, "1,000"], pyarrow.large_string()),
    "a dictionary": pyarrow.array(["5", None, "5", "6.0"]).dictionary_encode(),
    "chunks": pyarrow.chunked_array([["5"], ["", "6.50"], []]),
    "nothing": pyarrow.nulls(3),
    "days": pyarrow.array([date(2020, 9, 1), None], pyarrow.date32()),
    "yes and no": pyarrow.array([True, False, None]),
}


@pytest.mark.parametrize("column", ["value", "growth", "rank", "period", "indicator", "unit"])
@pytest.mark.parametrize("kind", ARRAYS)
def test_each_type_of_array_is_read_as_its_cells_are(kind: str, column: str) -> None:
    array = ARRAYS[kind]
    size = len(array)
    given_: dict[str, Any] = {"indicator": ["gdp"] * size, "period": [f"20{n + 10}" for n in range(size)]}
    given_ |= {"value": ["7"] * size, column: array}
    by_columns, by_rows = both(list(given_.values()), list(given_))
    assert by_columns == by_rows


def test_floats_become_the_decimals_that_a_workbook_shows() -> None:
    columns = [["gdp"] * 3, ["2019", "2020", "2021"], pyarrow.array([0.1 + 0.2, 681.4, 3.0])]
    found = read(Block((1, ["indicator", "period", "value"]), tuple(columns), range(2, 5)))[2]
    assert found is not None
    assert [str(row.value) for row in found] == ["0.3", "681.4", "3"]


def test_rows_of_the_same_indicator_entity_and_period_are_told_whatever_the_period_is_called() -> None:
    columns = [["gdp"] * 3, ["2020H1", "2020-01..2020-06", "2020"], ["1", "2", "3"]]
    by_columns, by_rows = both(columns, ["indicator", "period", "value"])
    assert by_columns == by_rows
    assert by_columns[0] == [
        "o.xlsx:数据!C3: gdp2020年1—6月重复：这里是2，C2 格已经有一个数，是1。同一指标、地区和期间只留一行。"
    ]

"""What is read of Parquet files, alone and beside CSV, and what is said of those that give no table."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from briefing.model.records import Origin
from tests.sources.files import Files

PLACE = "data/x/observations.parquet"


def packed(columns: dict[str, Any], **options: Any) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), sink, **options)
    return sink.getvalue()


def beside_csv(files: Files, columns: dict[str, Any], name: str = "observations.parquet") -> Files:
    """Write the observations as Parquet, the other tables as CSV."""
    files.tables.pop("observations", None)
    files.as_csv().write(name, packed(columns))
    return files


def only(files: Files) -> str:
    said = files.said()
    assert len(said) == 1, said
    return said[0]


def one(value: Any) -> dict[str, Any]:
    return {"indicator": ["output"], "period": ["2020"], "value": value}


def test_observations_in_parquet_stand_beside_other_tables_in_csv(files: Files) -> None:
    rows = beside_csv(files, {"indicator": ["output", "output"], "period": [2017, 2019], "value": [681.4, 843.8]})
    dataset = rows.load()
    assert [(row.period.code, str(row.value)) for row in dataset.observations] == [("2017", "681.4"), ("2019", "843.8")]
    assert dataset.observations[1].origin == Origin(PLACE, cell="2")
    assert [name for name, _ in dataset.files] == ["data/x/dataset.yaml", "data/x/indicators.csv", PLACE]


def test_a_whole_data_set_may_be_parquet_with_chinese_names(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    files.write("指标.parquet", packed({"编号": ["output"], "名称": ["产值"], "专题": ["产业"], "单位": ["亿元"]}))
    files.write(
        "数据.parquet", packed({"指标": ["产值"], "期间": ["2020年1—9月"], "数值": ["12.50 亿元"], "x_注": [b"1"]})
    )
    rows = files.load().observations
    assert [(row.indicator, row.period.code, str(row.value)) for row in rows] == [
        ("output", "2020-01..2020-09", "12.50")
    ]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (pyarrow.array([0.1 + 0.2]), "0.3"),
        (pyarrow.array([0.1], pyarrow.float32()), "0.1"),
        (pyarrow.array([7], pyarrow.int8()), "7"),
        (pyarrow.array([2**64 - 1], pyarrow.uint64()), "18446744073709551615"),
        (pyarrow.array([Decimal("681.400")]), "681.4"),
        (pyarrow.array([Decimal("1200")], pyarrow.decimal128(12, 0)), "1200"),
        (pyarrow.array([Decimal("0.00000012")], pyarrow.decimal128(20, 10)), "0.00000012"),
        (pyarrow.array(["681.40"]), "681.40"),
        (pyarrow.array(["681.40"]).dictionary_encode(), "681.40"),
        (pyarrow.array(["681.40"], pyarrow.large_string()), "681.40"),
    ],
)
def test_a_number_of_any_type_is_read_as_it_would_be_written(files: Files, value: Any, read: str) -> None:
    assert f"{beside_csv(files, one(value)).load().observations[0].value:f}" == read


@pytest.mark.parametrize(
    "period",
    [
        pyarrow.array([date(2020, 9, 1)]),
        pyarrow.array([datetime(2020, 9, 1)]),
        # At home it is September already.
        pyarrow.array([datetime(2020, 8, 31, 16)], pyarrow.timestamp("us", "Asia/Shanghai")),
    ],
)
def test_days_and_time_stamps_are_periods(files: Files, period: Any) -> None:
    rows = beside_csv(files, {**one([1.5]), "period": period}).load().observations
    assert rows[0].period.code == "2020-09"


def test_null_is_an_empty_cell(files: Files) -> None:
    columns = {**one([None]), "growth": [5.6], "rank": pyarrow.nulls(1)}
    row = beside_csv(files, columns).load().observations[0]
    assert (row.value, row.growth, row.rank) == (None, Decimal("5.6"), None)


def test_what_is_not_finite_is_told_at_its_row(files: Files) -> None:
    columns = {"indicator": ["output"] * 2, "period": ["2019", "2020"], "value": [1.0, float("nan")]}
    assert only(beside_csv(files, columns)).startswith(f"{PLACE}:2: value（数值）：不是有限的数。")


def test_the_index_that_pandas_writes_is_passed_over(files: Files) -> None:
    assert beside_csv(files, {**one([1.5]), "__index_level_0__": [7]}).problems() == []


def test_many_rows_come_by_columns_with_the_same_places(files: Files) -> None:
    count = 20_000
    columns = {
        "indicator": ["output"] * count,
        "period": [str(1000 + i % 8000) for i in range(count)],
        "value": [i / 10 for i in range(count)],
        "entity": [f"E{i // 8000}" for i in range(count)],
    }
    files.yaml = files.yaml.replace("entities:\n", "x_entities:\n")
    row = beside_csv(files, columns).load().observations[count - 1]
    assert (str(row.value), row.entity, row.origin) == ("1999.9", "E2", Origin(PLACE, cell="20000"))


@pytest.mark.parametrize("value", [[[1]], [{"a": 1}], [b"1"]])
def test_a_column_of_nested_or_raw_values_is_told(files: Files, value: Any) -> None:
    assert only(beside_csv(files, one(value))).startswith(f"{PLACE}: 列“value”：类型 ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Parquet 文件。"),
        (b"indicator,period,value\n", "不是 Parquet 文件。"),
        (packed(one([1.5]))[:-20], "文件已损坏，打不开。"),
        (b"PARE" + packed(one([1.5]))[4:-4] + b"PARE", "文件加了密，打不开。"),
    ],
)
def test_a_file_that_gives_no_table_is_told(files: Files, data: bytes, said: str) -> None:
    files.tables.pop("observations")
    files.as_csv().write("observations.parquet", data)
    assert only(files).startswith(f"{PLACE}: {said}")


def test_a_small_file_cannot_unfold_into_a_huge_one(files: Files) -> None:
    text = "长" * 400_000
    column = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 1_000, pyarrow.int32()), pyarrow.array([text]))
    columns = {"indicator": column, "period": ["2020"] * 1_000, "value": [1.5] * 1_000}
    assert only(beside_csv(files, columns)) == (
        f"{PLACE}: 列“indicator”：文字太多，展开后超过 1 GB。请删去不用的内容。"
    )


def test_missing_and_unknown_columns_are_told_at_the_file(files: Files) -> None:
    columns = {"indicator": ["output"], "period": ["2020"], "valeu": [1.5]}
    (said,) = beside_csv(files, columns).said()
    assert said.startswith(f"{PLACE}: 不认识的列“valeu”。是不是想写：value")
    (said,) = beside_csv(files, {"indicator": ["output"], "period": ["2020"]}).said()
    assert said.startswith(f"{PLACE}: 缺少列 value（数值）。")


def test_one_table_from_two_files_is_one_too_many(files: Files) -> None:
    files.as_csv().write("观测值.parquet", packed(one([1.5])))
    assert only(files) == (
        "data/x/观测值.parquet: 与 data/x/observations.csv 是同一张表（数据）。每张表只能有一个来处，请只留一个。"
    )


def test_a_workbook_and_parquet_together_are_one_too_many(files: Files) -> None:
    files.as_workbook().write("observations.parquet", packed(one([1.5])))
    said = "data/x: 既有工作簿（data.xlsx），又有 Parquet 表（observations.parquet）。"
    assert only(files).startswith(said)

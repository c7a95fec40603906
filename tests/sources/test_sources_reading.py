"""What a good data set becomes, in each of its forms."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import ProblemsFound
from briefing.model.dataset import Dataset
from briefing.model.records import NOWHERE, Entity, Origin
from briefing.sources import SOURCES, check, load
from tests.sources.files import Files

REPOSITORY = Path(__file__).parents[2]


def values(dataset: Dataset) -> list[tuple[str, str, str, str]]:
    return [(row.indicator, row.entity, row.period.code, str(row.value)) for row in dataset.observations]


def bare(dataset: Dataset) -> Dataset:
    """Return the data set without the places it came from."""

    def rows(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(record, origin=replace(NOWHERE, published=record.origin.published)) for record in records)

    tables = ("indicators", "observations", "projects", "milestones", "highlights")
    changes: dict[str, Any] = {name: rows(getattr(dataset, name)) for name in tables}
    return replace(dataset, files=(), **changes)


def full(files: Files) -> Files:
    """Add every optional table and most optional columns."""
    files.tables["indicators"] = [
        ["id", "name", "theme", "unit", "direction", "kind", "precision", "baseline", "target", "target_period"],
        ["output", "规上工业产值", "industry", "亿元", "higher", "flow", 1, 2017, 900, "2020"],
        ["rd_rank", "研发位次", "science-x", "位", "越低越好", "位次", 0, "", "", ""],
    ]
    files.tables["observations"] = [
        ["indicator", "period", "value", "growth", "rank", "rank_total", "qualifier", "status", "source", "visibility"],
        ["output", "2019", 843.8, 5.6, 1, 10, "超", "preliminary", "公报第3段", "internal"],
        ["output", "2020Q3", "", -3.2, "", "", "", "", "", ""],
        ["rd_rank", "2019", 6, "", "", "", "", "", "", ""],
    ]
    files.tables["projects"] = [
        ["id", "theme", "name", "investment", "unit", "status", "progress", "start", "planned_finish"],
        ["port", "产业", "文创港", 12.5, "亿元", "在建", 45, "2019", "2020-09-30"],
    ]
    files.tables["milestones"] = [["project", "name", "planned", "days"], ["文创港", "开工", "2020-09", 49]]
    files.tables["highlights"] = [
        ["theme", "text", "level", "kind", "date"],
        ["产业攻坚", "两连冠", "city", "荣誉", "2018..2019"],
    ]
    return files


def test_values_stay_the_decimals_that_were_published(files: Files) -> None:
    assert values(files.as_csv().load()) == [
        ("output", "jiangbei", "2017", "681.4"),
        ("output", "jiangbei", "2019", "843.8"),
        ("rd_rank", "jiangbei", "2019", "6"),
    ]


def test_a_row_of_a_csv_file_is_known_by_its_line(files: Files) -> None:
    assert files.as_csv().load().observations[1].origin == Origin("data/x/observations.csv", cell="3")


def test_a_value_of_a_workbook_is_known_by_its_cell(files: Files) -> None:
    origin = files.as_workbook().load().observations[1].origin
    assert origin == Origin("data/x/data.xlsx", "observations", "C3")
    assert str(origin) == "data/x/data.xlsx:observations!C3"


def test_a_row_that_gives_growth_alone_points_to_the_growth(files: Files) -> None:
    rows = full(files).as_workbook().load().observations
    assert [(row.value, row.growth, row.origin.cell) for row in rows[:2]] == [
        (Decimal("843.8"), Decimal("5.6"), "C2"),
        (None, Decimal("-3.2"), "D3"),
    ]


def test_a_workbook_gives_the_same_data_set_as_the_csv_files(files: Files, tmp_path: Path) -> None:
    from_csv = full(files).as_csv().load()
    other = Files(tmp_path / "other", tables=files.tables)
    assert bare(other.as_workbook().load()) == bare(from_csv)


def test_a_full_row_is_read_column_by_column(files: Files) -> None:
    dataset = full(files).as_csv().load()
    row = dataset.observations[0]
    assert (row.growth, row.rank, row.rank_total, row.qualifier) == (Decimal("5.6"), 1, 10, "超")
    assert (row.status, row.visibility, row.origin.published) == ("preliminary", "internal", "公报第3段")
    project = dataset.projects[0]
    assert (project.theme, project.status, project.start, project.planned_finish) == (
        "industry",
        "in_progress",
        "2019",
        "2020-09-30",
    )
    assert (dataset.milestones[0].project, dataset.milestones[0].days) == ("port", 49)
    assert (dataset.highlights[0].theme, dataset.highlights[0].date) == ("industry", "2018..2019")
    assert (dataset.indicators[1].direction, dataset.indicators[1].kind) == ("lower", "rank")


def test_every_file_that_was_read_is_listed_with_its_hash(files: Files) -> None:
    dataset = files.as_csv().load()
    assert [name for name, _ in dataset.files] == [
        "data/x/dataset.yaml",
        "data/x/indicators.csv",
        "data/x/observations.csv",
    ]
    assert dataset.files[0][1] == sha256(files.yaml.encode()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_utf_8_with_or_without_a_mark_and_gb18030_read_alike(files: Files, encoding: str) -> None:
    assert files.as_csv(encoding).load().indicators[0].name == "规上工业产值"


def test_chinese_headings_names_and_periods_are_read(files: Files) -> None:
    files.tables = {
        "指标": [["编号", "指标名称", "所属专题", "计量单位", "方向"], ["output", "产值", "产业", "亿元", "越高越好"]],
        "观测值": [["指标", "地区", "期间", "数值", "同比（%）"], ["产值", "海曙区", "2020年1—9月", "６５.１", "5.6%"]],
    }
    dataset = files.as_csv().load()
    assert values(dataset) == [("output", "haishu", "2020-01..2020-09", "65.1")]
    assert dataset.observations[0].growth == Decimal("5.6")


def test_sheets_may_have_chinese_names_and_other_sheets_are_left_alone(files: Files) -> None:
    files.tables = {"说明": [["随便写"]], "指标": files.tables["indicators"], "数据": files.tables["observations"]}
    assert str(files.as_workbook().load().observations[0].origin) == "data/x/data.xlsx:数据!C2"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1,234.5", "1234.5"),
        ("1，234", "1234"),
        ("１２.５０", "12.50"),
        (" 12 ", "12"),
        ("681.4亿元", "681.4"),
        ("681.4 亿元", "681.4"),
        ("−3.2", "-3.2"),
        ("+7", "7"),
        ("-0.0", "0.0"),
    ],
)
def test_a_number_may_be_written_in_these_ways(files: Files, written: str, read: str) -> None:
    files.tables["observations"][1][2] = written
    assert values(files.as_csv().load())[0][3] == read


def test_a_per_cent_sign_is_the_unit_of_a_rate(files: Files) -> None:
    files.tables["observations"] = [["indicator", "period", "value"], ["coverage", "2020", "93.31%"]]
    assert values(files.as_csv().load()) == [("coverage", "jiangbei", "2020", "93.31")]


@pytest.mark.parametrize("sign", ["", "—", "——", "…", "……", "/", "N/A", "-", "暂无", "未公布", "Ｎ／Ａ"])
def test_a_sign_for_no_data_is_an_empty_cell(files: Files, sign: str) -> None:
    files.tables["observations"] = [["indicator", "period", "value", "growth"], ["output", "2020", sign, "5.6"]]
    assert files.as_csv().load().observations[0].value is None


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [("6814000", "万元", "681.4"), ("0.5", "万亿元", "5000"), ("68140000001", "元", "681.40000001"), ("2", "", "2")],
)
def test_a_value_in_another_unit_is_converted(files: Files, value: str, unit: str, read: str) -> None:
    files.tables["observations"] = [["indicator", "period", "value", "unit"], ["output", "2020", value, unit]]
    assert values(files.as_csv().load())[0][3] == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("12345 万元", "1.2345"), ("1,234.5 亿元", "1234.5"), ("１，２３４．５ 亿元", "1234.5"), ("0.5万亿元", "5000")],
)
def test_a_unit_written_in_the_number_s_own_cell_is_converted(files: Files, written: str, read: str) -> None:
    files.tables["observations"] = [["indicator", "period", "value"], ["output", "2020", written]]
    assert values(files.as_csv().load())[0][3] == read


def test_rows_that_name_no_entity_belong_to_the_first_one(files: Files) -> None:
    files.tables["observations"] = [["indicator", "period", "value"], ["output", "2020", "1"]]
    assert files.as_csv().load().observations[0].entity == "jiangbei"


def test_without_any_entity_the_region_is_the_only_one(files: Files) -> None:
    files.yaml = "id: x\ntitle: 总结\nregion: 江北区\nthemes: [{id: industry, name: 产业}, {id: t, name: 科技}]\n"
    files.tables["indicators"] = files.tables["indicators"][:2]
    files.tables["observations"] = [["indicator", "period", "value"], ["output", "2020", "1"]]
    assert files.as_csv().load().entities == (Entity("x", "江北区"),)


def test_without_declared_entities_they_come_from_the_data_in_order(files: Files) -> None:
    files.yaml = "title: 总结\nthemes: [{id: industry, name: 产业}]\n"
    files.tables["indicators"] = files.tables["indicators"][:2]
    files.tables["observations"] = [
        ["indicator", "period", "value", "entity"],
        ["output", "2020", "1", "鄞州区"],
        ["output", "2020", "2", "海曙区"],
        ["output", "2019", "3", "鄞州区"],
    ]
    dataset = files.as_csv().load()
    assert dataset.entities == (Entity("鄞州区", "鄞州区"), Entity("海曙区", "海曙区"))
    assert dataset.default_entity == "鄞州区"


def test_dates_and_years_typed_as_such_in_a_workbook_are_periods(files: Files) -> None:
    files.tables["observations"] = [
        ["indicator", "period", "value"],
        ["output", 2019, 20.0],
        ["output", date(2020, 9, 1), 0.1 + 0.2],
    ]
    assert values(files.as_workbook().load()) == [
        ("output", "jiangbei", "2019", "20"),
        ("output", "jiangbei", "2020-09", "0.3"),
    ]


def test_a_cell_shown_as_a_percentage_is_read_as_shown(files: Files) -> None:
    files.tables["observations"] = [["indicator", "period", "value"], ["coverage", "2020", 0.9331]]

    def as_percentage(book: Any) -> None:
        book["observations"]["C2"].number_format = "0.00%"

    assert values(files.as_workbook(as_percentage).load())[0][3] == "93.31"


def test_dates_count_from_1904_where_the_workbook_says_so(files: Files) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    files.tables["observations"] = [["indicator", "period", "value"], ["output", "2020", 1]]

    def change(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        book["observations"]["B2"] = date(2020, 9, 1)

    assert values(files.as_workbook(change).load())[0][2] == "2020-09"


def test_blank_lines_short_rows_and_line_breaks_in_cells_do_no_harm(files: Files) -> None:
    files.as_csv()
    files.write(
        "observations.csv", 'indicator,period,value,source\n\n"output",2017,1,"公报\n第3段"\n,,,\noutput,2018,2\n'
    )
    rows = files.load().observations
    assert [(row.origin.cell, row.origin.published) for row in rows] == [("3", "公报第3段"), ("6", "")]


def test_a_title_above_the_headings_is_passed_over(files: Files) -> None:
    files.tables["observations"].insert(0, ["江北区主要指标"])
    assert files.as_workbook().load().observations[0].origin.cell == "C3"


def test_columns_and_keys_that_begin_with_x_belong_to_the_user(files: Files) -> None:
    files.yaml += "x_owner: {any: thing}\n"
    files.tables["indicators"][0].append("x_备注")
    files.tables["indicators"][1].append("自用")
    assert files.as_csv().problems() == []


def test_every_value_of_dataset_yaml_is_read(files: Files) -> None:
    files.yaml += "synthetic: yes\nas_of: 2020-12-31\ndefault_period: 2018..2020\nlights: {yellow: 5, red: 20.5}\n"
    dataset = files.as_csv().load()
    assert (dataset.synthetic, dataset.as_of, str(dataset.default_period)) == (True, date(2020, 12, 31), "2018..2020")
    assert (dataset.lights.yellow, dataset.lights.red, dataset.themes[0].color) == (5, 20.5, "#B06A00")


def test_a_lock_file_of_an_open_workbook_is_not_a_workbook(files: Files) -> None:
    files.as_workbook()
    files.write("~$data.xlsx", b"lock")
    assert files.problems() == []


def test_load_raises_what_check_returns(files: Files) -> None:
    files.tables["observations"][1][2] = "暂无"
    problems = files.as_csv().problems()
    with pytest.raises(ProblemsFound) as caught:
        load(files.folder, files.root)
    assert caught.value.problems == tuple(problems)
    assert check(files.folder, files.root)[0] is None


def test_importing_the_readers_is_light() -> None:
    code = "import sys, briefing.sources; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = [
        "pandas",
        "openpyxl",
        "lxml",
        "pydantic",
        "ruamel.yaml",
        "python_calamine",
        "numpy",
        "pyarrow",
        "sqlalchemy",
    ]
    result = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_readers_are_known_by_suffix() -> None:
    books = [".xlsx", ".xlsm", ".xls", ".et", ".ods"]
    assert list(SOURCES) == [".csv", *books, ".parquet", ".sqlite", ".sqlite3", ".db"]


def test_the_data_of_jiangbei_has_no_problem() -> None:
    dataset, problems = check(REPOSITORY / "data" / "jiangbei", REPOSITORY)
    assert problems == ()
    assert dataset is not None
    assert dataset.indicator("industrial_output").unit == "亿元"

"""Claims about the forms that go out: what is asked of whom, and what can be typed where."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from briefing.errors import BriefingError, ProblemsFound
from briefing.intake import hidden, ledger
from briefing.intake.asked import ask, departments, periods
from briefing.intake.limits import limit
from briefing.intake.model import Form, Row
from briefing.intake.paper import draw
from briefing.model.period import Period
from tests.factory import dataset, indicator, observation
from tests.intake.rounds import OBSERVATIONS, Round, saved


@pytest.fixture
def town(tmp_path: Path) -> Round:
    return Round(tmp_path).set_up()


def form(town: Round, department: str = "经发办", period: str = "2020-01") -> Form:
    return ask(town.load(), department, Period.parse(period))


def rows(town: Round, department: str) -> dict[str, Row]:
    return {row.ids[0]: row for sheet in form(town, department).sheets for row in sheet.rows}


def test_each_department_that_leads_something_is_asked(town: Round) -> None:
    assert departments(town.load(), Period.parse("2020-01")) == ("经发办", "民政办", "文旅办")


def test_an_indicator_without_a_department_is_asked_of_its_themes(town: Round) -> None:
    assert list(rows(town, "民政办")) == ["satisfaction", "households"]


def test_a_row_shows_the_last_value_and_asks_for_a_rank_only_where_there_are_ranks(town: Round) -> None:
    found = rows(town, "民政办")
    assert found["satisfaction"].issued("previous") == "96.1"
    assert found["satisfaction"].issued("year_ago") == "—"
    assert "rank" in found["satisfaction"].open
    assert "rank" not in found["households"].open


def test_projects_under_way_are_a_second_sheet_and_finished_ones_are_not_asked(town: Round) -> None:
    assert [sheet.kind for sheet in form(town).sheets] == ["indicators", "projects"]
    assert [sheet.kind for sheet in form(town, "民政办").sheets] == ["indicators"]


@pytest.mark.parametrize(
    ("known", "frequency", "round_", "asked"),
    [
        (["2020-09"], None, "2020-11", ["2020-11"]),
        (["2020-01", "2020-01..2020-09"], "month", "2020-11", ["2020-01..2020-11"]),
        (["2020-09", "2020-01..2020-09"], None, "2020-11", ["2020-11", "2020-01..2020-11"]),
        (["2020-01..2020-09"], None, "2020-12", ["2020"]),
        (["2020-09", "2020-01..2020-09"], None, "2021-01", ["2021-01"]),
        (["2020Q2"], None, "2020-11", []),
        (["2020Q2"], None, "2020-12", ["2020Q4"]),
        (["2019"], None, "2020-11", []),
        (["2019"], None, "2020-12", ["2020"]),
        ([], "quarter", "2020-11", []),
        (["2020-01..2020-09"], "quarter", "2020-11", []),
        (["2020-01..2020-09"], "quarter", "2020-12", ["2020"]),
        (["2020-01..2020-09"], "quarter", "2021-06", ["2021-01..2021-06"]),
        (["2020-01..2020-09"], "quarter", "2020-01..2020-11", []),
        ([], None, "2020Q3", ["2020Q3"]),
        (["2020-09"], None, "2020Q3", []),
    ],
)
def test_a_series_is_asked_for_in_the_periods_that_it_has(
    known: list[str], frequency: Any, round_: str, asked: list[str]
) -> None:
    about = indicator(frequency=frequency)
    data = dataset([about], [observation("output", period, "1") for period in known])
    assert [each.code for each in periods(data, about, "here", Period.parse(round_))] == asked


@pytest.mark.parametrize(
    ("kind", "column", "sort", "low"),
    [("count", "value", "integer", 0), ("rank", "value", "integer", 1), ("rate", "value", "decimal", -1000),
     ("flow", "rank", "integer", 1), ("flow", "growth", "decimal", -1000), ("", "progress", "decimal", 0)],
)  # fmt: skip
def test_numbers_are_bounded_by_what_they_are(kind: str, column: str, sort: str, low: int) -> None:
    found = limit(Row(("a",), kind, {"unit": "户"}, (column,)), column)
    assert found is not None
    assert (found.sort, found.low) == (sort, low)


def test_equal_forms_are_equal_bytes(town: Round) -> None:
    assert draw(form(town)) == draw(form(town))


def test_only_cells_to_fill_in_are_unlocked_and_the_rest_is_protected_without_a_password(town: Round) -> None:
    book = load_workbook(town.issue(department="经发办")["经发办"])
    page = book["指标数据"]
    unlocked = {head.value for head, cell in zip(page[3], page[5], strict=True) if not cell.protection.locked}
    assert unlocked == {"value", "growth", "status", "note"}
    assert page.protection.sheet
    assert not page.protection.password
    assert page.row_dimensions[3].hidden
    assert page.column_dimensions["A"].hidden
    assert page.freeze_panes == "C5"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth) == (
        "landscape",
        9,
        None,
    )
    assert book[hidden.SHEET].sheet_state == "veryHidden"


def test_a_cell_to_fill_in_says_in_chinese_what_belongs_there(town: Round) -> None:
    page = load_workbook(town.issue(department="经发办")["经发办"])["指标数据"]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    value = rules[page.cell(5, [cell.value for cell in page[3]].index("value") + 1).coordinate]
    assert (value.type, value.prompt) == ("decimal", "只写数字，单位是亿元，单位不用写；没有数据请留空。")
    assert value.error == "应该是数字，单位是亿元，单位不用写。"
    lists = [rule.formula1 for rule in rules.values() if rule.type == "list"]
    assert lists[0] == '"初步,最终"'


def test_words_that_look_like_formulas_or_links_stay_words(tmp_path: Path) -> None:
    town = Round(tmp_path)
    town.tables["indicators"] = [
        ("id", "name", "theme", "unit", "department", "definition"),
        ("output", "=1+1", "industry", "http://a.cn", "=HYPERLINK(1)", "external:x"),
    ]
    town.tables["observations"] = [OBSERVATIONS[0][:3], ("output", "2019-12", "20.0")]
    del town.tables["projects"]
    path = town.set_up().issue()["=HYPERLINK(1)"]
    assert path.name == "2020-01_=HYPERLINK(1).xlsx"
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@pytest.mark.parametrize(
    ("department", "name"), [("经发/办", "2020-01_经发-办.xlsx"), ("../../x", "2020-01__-_-x.xlsx")]
)
def test_a_department_with_slashes_gives_one_safe_file_name(tmp_path: Path, department: str, name: str) -> None:
    town = Round(tmp_path)
    town.tables["indicators"] = [
        ("id", "name", "theme", "unit", "department"),
        ("output", "产值", "industry", "亿元", department),
    ]
    town.tables["observations"] = [OBSERVATIONS[0][:3], ("output", "2019-12", "20.0")]
    del town.tables["projects"]
    path = town.set_up().issue()[department]
    assert path.parent == tmp_path / "out"
    assert path.name == name


def test_what_is_issued_is_noted_once_in_the_ledger(town: Round) -> None:
    town.issue(due="2020-02-05")
    town.issue(due="2020-02-05")
    noted = ledger.entries(town.folder)
    assert [(e.act, e.period, e.department, e.due) for e in noted] == [
        ("发出", "2020-01", name, "2020-02-05") for name in ("经发办", "民政办", "文旅办")
    ]


def test_a_form_that_was_filled_in_is_not_overwritten(town: Round) -> None:
    path = town.issue(department="文旅办")["文旅办"]
    filled = saved(load_workbook(path))
    path.write_bytes(filled)
    with pytest.raises(ProblemsFound, match="可能填过了"):
        town.issue()
    assert path.read_bytes() == filled
    assert not (town.root / "out" / "2020-01_经发办.xlsx").exists()


def test_a_department_that_is_nearly_right_is_suggested(town: Round) -> None:
    with pytest.raises(BriefingError) as caught:
        town.issue(department="文旅局")
    assert "是不是想写：文旅办？" in caught.value.hint


def test_a_form_that_is_issued_again_shows_what_was_reported(town: Round) -> None:
    row = next(row for row in form(town, "文旅办", "2019-12").sheets[0].rows)
    assert (row.issued("value"), row.issued("status")) == ("8.5", "最终")


def test_what_a_form_knows_of_itself_reads_back_and_a_changed_line_is_found(town: Round) -> None:
    lines = hidden.encode(form(town))
    assert hidden.decode(lines) == form(town)
    with pytest.raises(ValueError, match="issued"):
        hidden.decode([lines[0].replace("经发办", "文旅办"), *lines[1:]])


def test_lists_kept_beside_the_data_are_no_tables_of_it(town: Round) -> None:
    before = town.load().files
    town.issue()
    (town.folder / "revisions.csv").write_text("时间\n", encoding="utf-8")
    assert town.load().files == before

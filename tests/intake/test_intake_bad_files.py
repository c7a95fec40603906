"""Claims about files that come back otherwise than they went out: read rightly, or refused with the reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from briefing.errors import BriefingError, UsageError
from briefing.intake import hidden
from tests.intake.rounds import Fill, Round, fill, found, saved, sheet_of

GOOD: Fill = {"output": {"value": 21.3}, "rd_rank": {"value": 5}}


@pytest.fixture
def town(tmp_path: Path) -> Round:
    return Round(tmp_path).set_up()


@pytest.fixture
def form(town: Round) -> Path:
    return town.issue()["经发办"]


def said(town: Round) -> list[str]:
    return [f"{item.message}{item.hint}" for item in town.merge().items if item.weight != "note"]


def _renamed(book: Workbook) -> None:
    sheet_of(book).title = "表1"


def _reordered(book: Workbook) -> None:
    book.move_sheet(book.worksheets[-1], -2)


def _with_a_line_above(book: Workbook) -> None:
    sheet_of(book).insert_rows(1)


def _with_a_column_before(book: Workbook) -> None:
    page = sheet_of(book)
    page.unmerge_cells("B1:K1")
    page.unmerge_cells("B2:K2")
    page.insert_cols(1)


def _swapped(book: Workbook) -> None:
    page = sheet_of(book)
    for first, second in zip(page[5], page[6], strict=True):
        first.value, second.value = second.value, first.value


@pytest.mark.parametrize("change", [_renamed, _reordered, _with_a_line_above, _with_a_column_before, _swapped])
def test_sheets_rows_and_columns_may_be_moved(town: Round, form: Path, change: Callable[[Workbook], None]) -> None:
    fill(form, town.back() / "改了名 (2).xlsx", GOOD, change=change)
    done = town.merge()
    assert found(done) == []
    assert (town.value("output"), town.value("rd_rank")) == ("21.3", "5")
    assert done.collected.forms[0].by == "张三"


def test_a_row_that_was_deleted_is_told_and_can_be_accepted_as_blank(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD, change=lambda book: sheet_of(book).delete_rows(6))
    assert said(town) == ["“研发投入位次”这一行不见了。请补上这一行；认可就当没有填。"]
    assert town.merge(None, "row:rd_rank").files
    assert (town.value("output"), town.value("rd_rank")) == ("21.3", None)


def test_a_number_in_a_row_that_was_put_in_by_hand_is_an_error(town: Round, form: Path) -> None:
    def insert(book: Workbook) -> None:
        page = sheet_of(book)
        page.insert_rows(6)
        page["B6"], page["G6"] = "新指标", 5

    fill(form, town.back() / "a.xlsx", GOOD, change=insert)
    assert said(town)[0].startswith("第 6 行不是表里原有的行，填的“5”不知道属于哪个指标。")


def test_a_row_that_was_copied_is_an_error(town: Round, form: Path) -> None:
    def copy(book: Workbook) -> None:
        page = sheet_of(book)
        page.insert_rows(7)
        for cell in page[5]:
            page.cell(7, cell.column).value = cell.value

    fill(form, town.back() / "a.xlsx", GOOD, change=copy)
    assert said(town) == ["“规上工业产值”有两行，第 5 行和第 7 行。请只留一行。"]


def _without_hidden_sheet(book: Workbook) -> None:
    del book[hidden.SHEET]


def _with_other_department(book: Workbook) -> None:
    page = book[hidden.SHEET]
    page["A1"] = str(page["A1"].value).replace("经发办", "文旅办")


def _of_version_nine(book: Workbook) -> None:
    page = book[hidden.SHEET]
    page["A1"] = str(page["A1"].value).replace('"version":1', '"version":9')


def _without_keys(book: Workbook) -> None:
    sheet_of(book).delete_rows(3)


def _without_a_column(book: Workbook) -> None:
    sheet_of(book).delete_cols(8)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_without_hidden_sheet, "隐藏的工作表没有了，认不出是哪一张表。"),
        (_with_other_department, "隐藏的工作表被改动过，读不回来。"),
        (_of_version_nine, "报送表的版本是 9，这个程序只读版本 1。"),
        (_without_keys, "隐藏的行没有了，认不出各列。"),
        (_without_a_column, "缺少列：同比（%）。"),
    ],
)
def test_a_form_that_cannot_be_read_back_asks_for_a_fresh_one(
    town: Round, form: Path, change: Callable[[Workbook], None], message: str
) -> None:
    fill(form, town.back() / "a.xlsx", GOOD, change=change)
    assert said(town) == [f"{message}请用 briefing data form 重新发的表填报。"]
    assert town.merge(None, "all").files == ()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xlsx", b"", "工作簿已损坏，打不开。"),
        ("a.xlsx", b"PK\x03\x04 not a zip", "工作簿已损坏，打不开。"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "工作簿已损坏，打不开。"),
        ("a.xlsm", b"PK", "带宏的工作簿不收。"),
        ("a.xlsx", _bomb(), "工作簿解开后太大（60 MB）。"),
        ("a.xlsx", saved(Workbook()), "不是报送表。"),
        ("a.xls", b"nonsense", "工作簿已损坏，打不开。"),
        ("a.ods", b"nonsense", "工作簿已损坏，打不开。"),
    ],
)
def test_a_file_that_is_no_form_is_told_with_the_reason(town: Round, name: str, data: bytes, message: str) -> None:
    (town.back() / name).write_bytes(data)
    assert [item.message for item in town.merge().items] == [message]


def test_a_file_can_be_left_aside_so_that_the_others_are_merged(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    (town.back() / "b.xlsx").write_bytes(b"")
    assert not town.merge().files
    done = town.merge(leave=("b.xlsx",))
    assert done.files
    assert [notice.message for notice in done.notices] == ["按要求搁置，没有读。"]


def test_a_file_to_leave_aside_that_is_not_there_stops_the_merge(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    with pytest.raises(UsageError, match="没有“b"):
        town.merge(leave=("b.xlsx",))
    assert town.value("output") is None


def test_an_empty_folder_and_a_missing_one_are_told_apart(town: Round) -> None:
    with pytest.raises(BriefingError, match="没有工作簿") as caught:
        town.merge()
    assert caught.value.exit_code == 1
    with pytest.raises(UsageError, match="没有这个文件夹") as missing:
        town.merge(town.root / "nowhere")
    assert missing.value.exit_code == 2


def test_lock_files_of_open_workbooks_are_passed_over_and_folders_are_read(town: Round, form: Path) -> None:
    fill(form, town.back() / "经发办" / "a.xlsx", GOOD)
    (town.back() / "~$a.xlsx").write_bytes(b"x")
    assert town.merge().files


def _as_xls(form: Path, to: Path, styled: Mapping[str, tuple[object, str]] = {}) -> bytes:
    """Save a form as Excel 97 does; `styled` are cells of the indicators' sheet that hold something else, and how."""
    import xlwt

    old = xlwt.Workbook()
    for page in load_workbook(form).worksheets:
        made = old.add_sheet(page.title)
        for cells in page.iter_rows():
            for cell in cells:
                other = styled.get(cell.coordinate) if page.title == "指标数据" else None
                at = (cell.row or 1) - 1, (cell.column or 1) - 1
                if other is not None:
                    made.write(*at, other[0], xlwt.easyxf(num_format_str=other[1]))
                elif cell.value is not None:
                    made.write(*at, cell.value)
    old.save(str(to))
    return to.read_bytes()


def test_a_form_saved_as_xls_is_read(town: Round, form: Path, tmp_path: Path) -> None:
    _as_xls(fill(form, tmp_path / "a.xlsx", GOOD), town.back() / "a.xls")
    assert found(town.merge()) == []
    assert town.value("output") == "21.3"


def test_an_old_workbook_under_the_name_of_a_new_one_is_read(town: Round, form: Path, tmp_path: Path) -> None:
    _as_xls(fill(form, tmp_path / "a.xlsx", GOOD), town.back() / "a.xlsx")
    assert found(town.merge()) == []
    assert town.value("output") == "21.3"


def test_a_percent_cell_of_an_old_workbook_counts_as_it_shows(town: Round, form: Path, tmp_path: Path) -> None:
    _as_xls(fill(form, tmp_path / "a.xlsx", GOOD), town.back() / "a.xls", {"H5": (0.056, "0.0%")})
    assert found(town.merge()) == []
    assert town.load().series("output", "town")[-1].growth == Decimal("5.6")


def test_a_formula_of_an_old_workbook_that_was_never_worked_out_is_an_error(
    town: Round, form: Path, tmp_path: Path
) -> None:
    import xlwt

    _as_xls(fill(form, tmp_path / "a.xlsx", GOOD), town.back() / "a.xls", {"G6": (xlwt.Formula("10+2"), "0")})
    assert said(town) == ["研发投入位次，本期值：公式没有算出来的值。请用 Excel 或 WPS 打开，保存一次；或改成数值。"]


def _percent_and_formula(book: Workbook) -> None:
    page = sheet_of(book)
    page["H5"], page["G6"] = 0.056, "=10+2"
    page["H5"].number_format = "0.0%"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_a_form_is_read_with_the_same_care_under_any_name(town: Round, form: Path, name: str) -> None:
    path = fill(form, town.back() / "made.xlsx", {"output": {"value": 21.3}}, change=_percent_and_formula)
    path.rename(path.with_name(name))
    assert said(town) == ["研发投入位次，本期值：公式没有算出来的值。请用 Excel 或 WPS 打开，保存一次；或改成数值。"]
    (growth,) = [change.new for change in town.merge().changes if change.field == "growth"]
    assert growth == Decimal("5.6")


@pytest.mark.parametrize("size", [600, 4096, 8704])
def test_a_truncated_old_workbook_is_one_error_and_the_good_forms_are_reported(
    town: Round, form: Path, tmp_path: Path, size: int, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(form, town.back() / "good.xlsx", GOOD)
    (town.back() / "bad.xls").write_bytes(_as_xls(form, tmp_path / "whole.xls")[:size])
    done = town.merge()
    assert [item.message for item in done.items if item.weight == "error"] == ["工作簿已损坏，打不开。"]
    assert [form.form.department for form in done.collected.forms] == ["经发办"]
    assert capfd.readouterr().err == ""


def _with_a_far_cell(book: Workbook) -> None:
    book.worksheets[0]["XFD1048576"] = 1


def test_a_form_with_a_cell_far_away_is_one_error_and_the_good_forms_are_reported(town: Round, form: Path) -> None:
    fill(form, town.back() / "good.xlsx", GOOD)
    fill(form, town.back() / "far.xlsx", GOOD, change=_with_a_far_cell)
    done = town.merge()
    (message,) = [item.message for item in done.items if item.weight == "error"]
    assert message == "有内容的单元格 XFD1048576 离表格太远，或表格太大。"
    assert [form.form.department for form in done.collected.forms] == ["经发办"]


def test_a_formula_that_a_form_brings_counts_as_its_result_or_is_an_error(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": "=20+1.3"}})
    assert said(town) == ["规上工业产值，本期值：公式没有算出来的值。请用 Excel 或 WPS 打开，保存一次；或改成数值。"]


def test_an_indicator_that_the_data_no_longer_have_is_an_error(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    for name in ("indicators", "observations"):
        path = town.folder / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("rd_rank")), encoding="utf-8")
    assert [item.message for item in town.merge().items if item.weight == "error"] == [
        "研发投入位次：数据集里已经没有这个指标或地区。"
    ]

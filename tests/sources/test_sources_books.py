"""What workbooks of other programs than Excel become, and how formats are told apart."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwt

from tests.sources.books import P, TableCell, cell_of, ods, replace_cell, xls
from tests.sources.files import Files
from tests.sources.test_sources_reading import bare, full, values
from tests.sources.test_sources_workbook import only

PERCENT = xlwt.easyxf(num_format_str="0.00%")


def write(files: Files, name: str, data: bytes) -> Files:
    files.write("dataset.yaml", files.yaml)
    files.write(name, data)
    return files


def as_xls(files: Files, change: Callable[[Any], None] | None = None, name: str = "data.xls") -> Files:
    return write(files, name, xls(files.tables, change))


def as_ods(files: Files, change: Callable[[Any, dict[str, Any]], None] | None = None) -> Files:
    return write(files, "data.ods", ods(files.tables, change))


@pytest.mark.parametrize(("name", "make"), [("data.xls", xls), ("data.et", xls), ("data.ods", ods)])
def test_an_old_or_an_open_workbook_gives_the_same_data_set_as_csv(
    files: Files, tmp_path: Path, name: str, make: Callable[..., bytes]
) -> None:
    from_csv = full(files).as_csv().load()
    other = write(Files(tmp_path / "other"), name, make(files.tables))
    assert bare(other.load()) == bare(from_csv)
    assert str(other.load().observations[0].origin) == f"data/x/{name}:observations!C2"


def test_an_xlsm_is_read_like_an_xlsx(files: Files) -> None:
    files.as_workbook()
    (files.folder / "data.xlsx").rename(files.folder / "data.xlsm")
    assert values(files.load())[0] == ("output", "jiangbei", "2017", "681.4")


def test_a_workbook_under_a_false_suffix_is_read_by_its_content(files: Files) -> None:
    files.as_workbook()
    (files.folder / "data.xlsx").rename(files.folder / "data.xls")
    assert len(files.load().observations) == 3


def test_a_web_page_under_the_suffix_of_a_workbook_is_called_so(files: Files) -> None:
    write(files, "data.xls", "<html><table><tr><td>指标</td></tr></table></html>".encode())
    assert only(files).startswith("data/x/data.xls: 这是网页，不是工作簿")


@pytest.mark.parametrize("stream", ["EncryptedPackage", "EncryptionInfo"])
def test_an_encrypted_workbook_is_said_to_have_a_password(files: Files, stream: str) -> None:
    # An encrypted .xlsx is a compound file, as an old .xls is: only the names of its streams tell them apart.
    entry = "Workbook".encode("utf-16-le").ljust(64, b"\0") + (18).to_bytes(2, "little")
    renamed = stream.encode("utf-16-le").ljust(64, b"\0") + (2 * len(stream) + 2).to_bytes(2, "little")
    data = xls(files.tables)
    assert entry in data
    write(files, "data.xlsx", data.replace(entry, renamed))
    assert only(files) == "data/x/data.xlsx: 工作簿有密码。请去掉密码，再存一次。"


def test_an_old_workbook_with_a_password_is_said_to_have_one(files: Files) -> None:
    data = xls(files.tables)
    # The second record (after BOF) of the stream becomes FILEPASS.
    start = data.index(b"\x09\x08\x10\x00\x00\x06")
    second = start + 20
    write(files, "data.xls", data[:second] + b"\x2f\x00" + data[second + 2 :])
    assert only(files) == "data/x/data.xls: 工作簿有密码。请去掉密码，再存一次。"


@pytest.mark.parametrize("keep", [8, 100, 600, 3000])
def test_a_compound_file_that_was_cut_short_is_damaged(files: Files, keep: int) -> None:
    write(files, "data.xls", xls(files.tables)[:keep])
    assert only(files).startswith("data/x/data.xls: 工作簿已损坏，打不开。")


def test_a_sheet_of_an_old_workbook_that_says_it_ends_before_it_begins_is_damaged(files: Files) -> None:
    # calamine would ask for 640 GB, and the program would be ended by the system.
    data = xls(files.tables)
    sizes = bytes.fromhex("0002 0e00 00000000")
    assert sizes in data
    assert only(write(files, "data.xls", data.replace(sizes, bytes.fromhex("0002 0e00 00800000")))).startswith(
        "data/x/data.xls: 工作簿已损坏，打不开。"
    )


class PanicException(BaseException):
    """What calamine raises where Rust panics, by its name."""


def test_a_panic_of_the_reader_is_a_damaged_workbook(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(*_: object) -> None:
        os.write(2, b"thread '<unnamed>' panicked")
        raise PanicException

    monkeypatch.setattr("briefing.sources.values.rows", panic)
    assert {str(problem) for problem in as_xls(files).problems()} == {
        f"data/x/data.xls:{sheet}: 工作簿已损坏，打不开。请用 Excel 或 WPS 打开，另存为 .xlsx。"
        for sheet in files.tables
    }


def test_what_rust_says_of_a_panic_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    from briefing.sources.panics import sheltered
    from briefing.sources.unusable import Unusable

    def panic() -> None:
        with sheltered():
            os.write(2, b"thread '<unnamed>' panicked")
            raise PanicException

    with pytest.raises(Unusable, match="已损坏"):
        panic()
    with sheltered():
        os.write(2, b"a warning")
    assert capfd.readouterr().err == "a warning"


def test_an_error_of_another_kind_is_left_alone() -> None:
    from briefing.sources.panics import sheltered

    with pytest.raises(KeyboardInterrupt), sheltered():
        raise KeyboardInterrupt


def test_an_xlsb_is_refused_with_a_way_out(files: Files) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    write(files, "data.xlsx", buffer.getvalue())
    assert only(files) == "data/x/data.xlsx: 这是 .xlsb 工作簿，读不了。请用 Excel 或 WPS 另存为 .xlsx。"


def test_workbooks_of_two_kinds_are_one_too_many(files: Files) -> None:
    as_xls(files.as_workbook())
    assert only(files).startswith("data/x: 有 2 个工作簿：data.xlsx、data.xls。请只留一个")


def test_a_workbook_that_is_named_but_gone_is_a_problem_with_its_place(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.as_workbook()
    whole = Path.read_bytes

    def vanished(path: Path) -> bytes:
        if path.suffix == ".xlsx":
            os.unlink(path)
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", vanished)
    assert only(files).startswith("data/x/data.xlsx: 读不了这个文件（没有这个文件或文件夹）。")


def test_a_locked_workbook_is_a_problem_with_its_place(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files.as_workbook()
    whole = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.suffix == ".xlsx":
            raise PermissionError(13, "locked")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert only(files).startswith(
        "data/x/data.xlsx: 读不了这个文件（没有权限）。请检查权限，或文件是否正被别的程序占用。"
    )


@pytest.mark.parametrize("lock", ["~$data.xlsx", ".~data.xlsx", ".~lock.data.xlsx#"])
def test_a_workbook_that_somebody_has_open_is_read_and_told(files: Files, lock: str) -> None:
    files.as_workbook()
    files.write(lock, b"lock")
    assert [str(notice) for notice in files.load().notices] == [
        "data/x/data.xlsx: 正被别的程序打开，读的是最后一次保存的内容。"
    ]


# What each format shows in another way than it stores it.


def rate(files: Files) -> Files:
    files.tables["observations"] = [["indicator", "period", "value"], ["coverage", "2020", 0.9331]]
    return files


def test_a_percentage_of_an_old_workbook_is_read_as_shown(files: Files) -> None:
    as_xls(rate(files), lambda book: book.get_sheet("observations").write(1, 2, 0.9331, PERCENT))
    assert values(files.load())[0][3] == "93.31"


FORMATS = [
    ("0.0%", "9730"),
    ('0.0"%"', "97.3"),
    ("0.0\\%", "97.3"),
    ("0.0_%", "97.3"),
    ('0.0"\\"%', "9730"),
    ('[Red]0.0%;-0.0"%"', "9730"),
]
"""How a cell that holds 97.3 shows it: as 9730% where the sign is part of the format, as 97.3% where it is text."""


@pytest.mark.parametrize(("format_", "read"), FORMATS)
def test_a_quoted_or_escaped_percent_sign_of_an_xlsx_multiplies_nothing(files: Files, format_: str, read: str) -> None:
    def change(book: Any) -> None:
        cell = book["observations"]["C2"]
        cell.value, cell.number_format = 97.3, format_

    assert values(rate(files).as_workbook(change).load())[0][3] == read


@pytest.mark.parametrize(("format_", "read"), FORMATS)
def test_a_quoted_or_escaped_percent_sign_of_an_old_workbook_multiplies_nothing(
    files: Files, format_: str, read: str
) -> None:
    style = xlwt.easyxf(num_format_str=format_)
    as_xls(rate(files), lambda book: book.get_sheet("observations").write(1, 2, 97.3, style))
    assert values(files.load())[0][3] == read


def test_neighbouring_percentages_of_an_old_workbook_are_read_as_shown(files: Files) -> None:
    rate(files)
    files.tables["observations"][0] += ["x_1", "growth"]

    def change(book: Any) -> None:
        # xlwt packs neighbours into one record (MULRK), like Excel.
        for column, value in enumerate((0.25, 0.5, 0.75), 2):
            book.get_sheet("observations").write(1, column, value, PERCENT)

    row = as_xls(files, change).load().observations[0]
    assert (str(row.value), str(row.growth)) == ("25", "75")


def test_a_percentage_of_an_open_workbook_is_read_as_shown(files: Files) -> None:
    def change(_: Any, tables: dict[str, Any]) -> None:
        replace_cell(tables["observations"], 1, 2, TableCell(valuetype="percentage", value="0.9331"))

    assert values(as_ods(rate(files), change).load())[0][3] == "93.31"


def test_an_error_of_an_old_workbook_is_no_empty_cell(files: Files) -> None:
    as_xls(files, lambda book: book.get_sheet("observations").row(2).set_cell_error(2, "#DIV/0!"))
    assert only(files).startswith("data/x/data.xls:observations!C3: value（数值）：单元格里是错误值 #DIV/0!。")


def test_an_error_of_an_open_workbook_is_no_empty_cell(files: Files) -> None:
    name = ("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", "value-type")

    def change(_: Any, tables: dict[str, Any]) -> None:
        cell = TableCell(formula="of:=1/0", valuetype="string")
        cell.setAttrNS(*name, "error")
        cell.addElement(P(text="#DIV/0!"))
        replace_cell(tables["observations"], 2, 2, cell)

    said = "data/x/data.ods:observations!C3: value（数值）：单元格里是错误值 #DIV/0!。"
    assert only(as_ods(files, change)).startswith(said)


def test_a_formula_of_an_open_workbook_without_a_result_is_no_empty_cell(files: Files) -> None:
    def change(_: Any, tables: dict[str, Any]) -> None:
        replace_cell(tables["observations"], 2, 2, TableCell(formula="of:=1+1"))

    said = "data/x/data.ods:observations!C3: value（数值）：公式没有算出来的值。"
    assert only(as_ods(files, change)).startswith(said)


def test_a_cell_under_a_merged_one_of_an_old_workbook_has_no_value(files: Files) -> None:
    as_xls(files, lambda book: book.get_sheet("observations").merge(1, 2, 0, 0))
    assert only(files).startswith("data/x/data.xls:observations!A3: indicator（指标）：这一格与 A2 合并")


@pytest.mark.parametrize("make", [as_xls, as_ods])
def test_dates_of_other_formats_are_periods(files: Files, make: Callable[[Files], Files]) -> None:
    files.tables["observations"] = [["indicator", "period", "value"], ["output", date(2020, 9, 1), 0.1 + 0.2]]
    assert values(make(files).load()) == [("output", "jiangbei", "2020-09", "0.3")]


def test_dates_of_an_old_workbook_count_from_1904_where_it_says_so(files: Files) -> None:
    def change(book: Any) -> None:
        book.dates_1904 = True
        book.get_sheet("observations").write(1, 1, date(2020, 9, 1), xlwt.easyxf(num_format_str="YYYY-MM-DD"))

    files.tables["observations"] = [["indicator", "period", "value"], ["output", "2020", 1]]
    assert values(as_xls(files, change).load())[0][2] == "2020-09"


# Hidden things are read, and told.


def test_hidden_rows_and_columns_of_an_xlsx_are_read_and_told(files: Files) -> None:
    def hide(book: Any) -> None:
        book["observations"].row_dimensions[3].hidden = True
        book["observations"].column_dimensions["D"].hidden = True

    dataset = files.as_workbook(hide).load()
    assert len(dataset.observations) == 3
    assert [str(notice) for notice in dataset.notices] == [
        "data/x/data.xlsx:observations: 有 1 行是隐藏的（第 3 行），照样读了；不想算进去请删去。",
        "data/x/data.xlsx:observations: 有 1 列是隐藏的（D 列），照样读了；不想算进去请删去。",
    ]


def test_hidden_rows_and_columns_of_an_old_workbook_are_told(files: Files) -> None:
    def hide(book: Any) -> None:
        book.get_sheet("observations").row(2).hidden = True
        book.get_sheet("observations").col(3).hidden = True

    said = [notice.message for notice in as_xls(files, hide).load().notices]
    assert [text[:12] for text in said] == ["有 1 行是隐藏的（第 ", "有 1 列是隐藏的（D "]


def test_hidden_rows_of_an_open_workbook_are_told(files: Files) -> None:
    def hide(_: Any, tables: dict[str, Any]) -> None:
        cell_of(tables["observations"], 2, 0).parentNode.setAttribute("visibility", "filter")

    said = [notice.message for notice in as_ods(files, hide).load().notices]
    assert said == ["有 1 行是隐藏的（第 3 行），照样读了；不想算进去请删去。"]


def test_a_hidden_sheet_is_read_and_told(files: Files) -> None:
    def hide(book: Any) -> None:
        book["observations"].sheet_state = "veryHidden"

    dataset = files.as_workbook(hide).load()
    assert len(dataset.observations) == 3
    said = "data/x/data.xlsx:observations: 这张工作表是隐藏的，照样读了；不想算进去请删去。"
    assert [str(notice) for notice in dataset.notices] == [said]


def test_nothing_hidden_is_nothing_to_tell(files: Files) -> None:
    assert files.as_workbook().load().notices == ()


# What would fill the memory.


def test_a_cell_at_the_end_of_an_old_sheet_is_refused(files: Files) -> None:
    as_xls(files, lambda book: book.get_sheet("observations").write(65535, 255, 1))
    said = "data/x/data.xls:observations: 有内容的单元格 IV65536 离表格太远，或表格太大。"
    assert only(files).startswith(said)


def test_a_cell_of_an_open_sheet_repeated_without_end_is_refused(files: Files) -> None:
    def change(_: Any, tables: dict[str, Any]) -> None:
        cell = TableCell(valuetype="float", value="1", numbercolumnsrepeated="1000000000")
        cell_of(tables["observations"], 2, 0).parentNode.addElement(cell)

    assert " 离表格太远，或表格太大。" in only(as_ods(files, change))

"""What is said about workbooks that hide something, or are not what they seem."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.sources.files import Files

BOOK = "data/x/data.xlsx"
OBSERVATIONS = "xl/worksheets/sheet2.xml"


def only(files: Files) -> str:
    said = files.said()
    assert len(said) == 1, said
    return said[0]


def setting(cell: str, value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book["observations"][cell] = value

    return change


def rewrite(files: Files, part: str, change: Callable[[str], str]) -> Files:
    """Change the XML of one part of the workbook."""
    path = files.folder / "data.xlsx"
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    path.write_bytes(buffer.getvalue())
    return files


def test_a_formula_without_a_result_is_no_empty_cell(files: Files) -> None:
    files.as_workbook(setting("C3", "=C2*2"))
    said = f"{BOOK}:observations!C3: value（数值）：公式没有算出来的值。请用 Excel 或 WPS 打开，保存一次；或改成数值。"
    assert only(files) == said


def test_a_row_of_formulas_without_results_is_not_skipped(files: Files) -> None:
    files.tables["observations"].append(["=A2", "=B2", "=C2", "=D2"])
    assert files.as_workbook().places() == [f"{BOOK}:observations!{cell}5" for cell in "ADBC"]


def test_a_formula_with_a_result_is_its_result(files: Files) -> None:
    files.as_workbook(setting("C3", "=C2*2"))
    rewrite(files, OBSERVATIONS, lambda xml: xml.replace("<f>C2*2</f><v></v>", "<f>C2*2</f><v>1362.8000000000002</v>"))
    assert str(files.load().observations[1].value) == "1362.8"


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(files: Files) -> None:
    files.as_workbook(setting("D4", '=""'))
    rewrite(files, OBSERVATIONS, lambda xml: re.sub(r'<c r="D4"( t="\w+")?>', '<c r="D4" t="str">', xml))
    assert files.problems() == []


def test_a_cell_that_shows_an_error_is_no_empty_cell(files: Files) -> None:
    files.as_workbook(setting("C3", "#DIV/0!"))
    assert only(files).startswith(f"{BOOK}:observations!C3: value（数值）：单元格里是错误值 #DIV/0!。")


def test_a_cell_under_a_merged_one_has_no_value(files: Files) -> None:
    def merge(book: Any) -> None:
        book["observations"].merge_cells("A2:A3")

    said = f"{BOOK}:observations!A3: indicator（指标）：这一格与 A2 合并，没有自己的值。请取消合并，每一格都填上内容。"
    assert only(files.as_workbook(merge)) == said


def test_a_merged_title_above_the_table_does_no_harm(files: Files) -> None:
    files.tables["observations"].insert(0, ["江北区主要指标"])

    def merge(book: Any) -> None:
        book["observations"].merge_cells("A1:D1")

    assert files.as_workbook(merge).problems() == []


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("C3", "大概", "C3: value（数值）：应该是数字，写的却是“大概”。"),
        ("C3", True, "C3: value（数值）：应该是数字，写的却是“TRUE”。"),
        ("A3", "outptu", "A3: indicator（指标）：没有这个指标：“outptu”。"),
        ("B3", 2020.1, "B3: period（期间）：期间存成了数字 2020.1，分不清是几月。"),
        ("B3", 202009, "B3: period（期间）：“202009”不是期间。"),
        ("E1", "备注", "E1: 不认识的列“备注”。"),
    ],
)
def test_a_bad_cell_is_named_by_sheet_and_cell(files: Files, cell: str, value: object, said: str) -> None:
    assert only(files.as_workbook(setting(cell, value))).startswith(f"{BOOK}:observations!{said}")


def test_a_date_is_no_number(files: Files) -> None:
    from datetime import date

    said = only(files.as_workbook(setting("C3", date(2020, 9, 1))))
    assert said.startswith(f"{BOOK}:observations!C3: value（数值）：应该是数字，这一格却是日期 2020-09-01。")


def test_a_missing_column_is_said_of_the_sheet(files: Files) -> None:
    files.tables["indicators"][0][3] = None
    for row in files.tables["indicators"]:
        row[3] = None
    assert files.as_workbook().said()[0].startswith(f"{BOOK}:indicators: 缺少列 unit（单位）。")


def test_a_missing_sheet_is_said_of_the_workbook(files: Files) -> None:
    files.tables["notes"] = files.tables.pop("observations")
    assert only(files.as_workbook()).startswith(f"{BOOK}: 缺少工作表 observations（或“数据”）。现有：notes。")


def test_a_sheet_nearly_named_like_a_table_is_pointed_out(files: Files) -> None:
    files.tables["Observation"] = files.tables.pop("observations")
    said = files.as_workbook().said()
    assert said[0] == f"{BOOK}:Observation: “Observation”不是表的名字。是不是想写：observations？"


def test_two_sheets_cannot_be_the_same_table(files: Files) -> None:
    files.tables["数据"] = files.tables["observations"]
    assert only(files.as_workbook()).startswith(f"{BOOK}:数据: 与工作表“observations”是同一张表（数据）。")


def test_workbook_and_csv_together_are_one_too_many(files: Files) -> None:
    files.as_csv().as_workbook()
    said = "data/x: 既有工作簿（data.xlsx），又有 CSV 表（indicators.csv、observations.csv）。"
    assert only(files).startswith(said)


def test_two_workbooks_are_one_too_many(files: Files) -> None:
    files.as_workbook()
    files.write("old.xlsx", (files.folder / "data.xlsx").read_bytes())
    assert only(files).startswith("data/x: 有 2 个工作簿：data.xlsx、old.xlsx。请只留一个")


def test_a_format_that_cannot_be_read_is_named(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    files.write("data.numbers", b"other")
    assert "data.numbers 的格式读不了，能读的有 .csv、.xlsx、" in files.said()[0]


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a zip", b"", b"text"])
def test_a_file_that_is_no_workbook_is_refused(files: Files, data: bytes) -> None:
    files.as_workbook()
    files.write("data.xlsx", data)
    assert only(files).startswith(f"{BOOK}: 工作簿已损坏，打不开。")


@pytest.mark.parametrize("cut", [1, 40, 1000])
def test_a_workbook_that_was_cut_short_is_refused(files: Files, cut: int) -> None:
    files.as_workbook()
    data = (files.folder / "data.xlsx").read_bytes()
    files.write("data.xlsx", data[cut:-cut])
    assert only(files).startswith(f"{BOOK}: 工作簿已损坏，打不开。")


def test_a_zip_that_is_no_workbook_is_refused(files: Files) -> None:
    files.as_workbook()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "hello")
    files.write("data.xlsx", buffer.getvalue())
    assert only(files).startswith(f"{BOOK}: 不是 Excel 工作簿。")


def test_a_small_file_that_unfolds_to_a_huge_one_is_refused(files: Files) -> None:
    files.as_workbook()
    rewrite(files, OBSERVATIONS, lambda xml: xml + " " * 30_000_000)
    assert only(files).startswith(f"{BOOK}: 工作簿解开后太大（30 MB）。")


def test_a_cell_at_the_end_of_the_sheet_is_refused_before_it_fills_the_memory(files: Files) -> None:
    files.as_workbook(setting("XFD1048576", 1))
    assert only(files).startswith(f"{BOOK}:observations: 有内容的单元格 XFD1048576 离表格太远，或表格太大。")


def test_an_empty_styled_cell_far_away_does_no_harm(files: Files) -> None:
    def style(book: Any) -> None:
        book["observations"]["XFD1048576"].number_format = "0.00"

    assert files.as_workbook(style).problems() == []


def test_a_merge_over_the_whole_sheet_is_bounded(files: Files) -> None:
    files.as_workbook()
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="F1:XFD1048576"/></mergeCells>'
    rewrite(files, OBSERVATIONS, lambda xml: xml.replace("</sheetData>", merged))
    assert files.problems() == []


def test_a_sheet_that_declares_entities_is_refused(files: Files) -> None:
    files.as_workbook()
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet'
    rewrite(files, OBSERVATIONS, lambda xml: xml.replace("<worksheet", doctype, 1).replace("output", "&a;", 1))
    assert only(files).startswith(f"{BOOK}:observations: 工作簿已损坏，打不开。")

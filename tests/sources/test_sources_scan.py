"""Scanning a sheet's bytes finds what walking through its cells finds; and no zip hides more than it says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from briefing.sources.archive import Archive
from briefing.sources.care import NO_RESULT, Care
from briefing.sources.scan import scan
from briefing.sources.sheet import walk
from briefing.sources.unusable import Unusable
from tests.sources.files import Files
from tests.sources.test_sources_workbook import BOOK, OBSERVATIONS, only, rewrite

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ROWS = {
    "values": '<row r="1"><c r="A1"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row>',
    "percent": '<row r="2"><c r="A2" s="3"><v>0.5</v></c><c r="B2" s="3" t="s"><v>0</v></c><c r="C2" s="3"/></row>',
    "percent of a phonetic cell": '<row r="2"><c r="A2" s="3" ph="1"><v>0.973</v></c></row>',
    "percent style of a phonetic text": '<row r="2"><c r="A2" s="3"><v>1</v></c><c r="B2" s="3" ph="1" t="s"/></row>',
    "percent with metadata of its value": '<row r="2"><c r="A2" s="3" vm="1"><v>0.973</v></c></row>',
    "percent after two spaces": '<row r="2"><c r="A2"  s="3"><v>0.973</v></c></row>',
    "percent on a line of its own": '<row r="2"><c r="A2"\ns="3"\n><v>0.973</v></c></row>',
    "percent before a space": '<row r="2"><c r="A2" s="3" ><v>0.973</v></c><c r="B2" s="3" /></row>',
    "percent written as a number": '<row r="2"><c r="A2" s="&#51;"><v>0.973</v></c></row>',
    "percent without content": '<row r="2"><c r="A2" s="3"></c><c r="B2" s="33"><v>1</v></c></row>',
    "percent with its type first": '<row r="2"><c r="A2" t="n" s="3"><v>0.5</v></c></row>',
    "formula": '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" s="3"><f>1+1</f><v></v></c></row>',
    "formula without a value": '<row r="3"><c r="A3"><f>B2&lt;1</f></c><c r="B3"><f>1</f><v/></c></row>',
    "shared": '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c><c r="B3"><f t="shared" si="0"/></c></row>',
    "text formula": '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c></row>',
    "external formula": '<row r="3"><c r="A3"><f>[1]Sheet1!$A$1</f><v>2</v></c></row>',
    "error": '<row r="4"><c r="A4" t="e"><v>#N/A</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    "hidden": '<row r="5" hidden="1"><c r="A5"><v>1</v></c></row><row r="6" hidden="1"/>',
    "inline": '<row r="7"><c r="A7" t="inlineStr"><is><t>a = b</t></is></c></row>',
}


def found(xml: str) -> tuple[Care, Care]:
    data = xml.encode()
    return scan(lambda: [data[:100], data[100:]], frozenset({"3"})), walk([data], frozenset({"3"}))


@pytest.mark.parametrize("row", ROWS)
def test_a_scan_finds_what_a_walk_finds(row: str) -> None:
    xml = f'{HEAD}<cols><col min="1" max="1" hidden="1"/></cols><sheetData>{ROWS[row]}</sheetData></worksheet>'
    quick, slow = found(xml)
    assert (quick.flaws, quick.percents) == (slow.flaws, slow.percents)
    assert (quick.hidden_rows, quick.hidden_columns) == (slow.hidden_rows, slow.hidden_columns)
    assert (quick.rows, quick.columns) >= (slow.rows, slow.columns)


def test_what_is_found_is_what_is_there() -> None:
    rows = "".join(ROWS[name] for name in ("values", "percent", "formula without a value", "hidden"))
    xml = f"{HEAD}<sheetData>{rows}</sheetData></worksheet>"
    care = found(xml)[0]
    assert (care.rows, care.columns, care.hidden_rows) == (5, 3, [4])
    assert care.flaws == {(2, 0): NO_RESULT, (2, 1): NO_RESULT}
    assert {column: list(rows) for column, rows in care.percents.items()} == {0: [1]}


@pytest.mark.parametrize(
    "row", [name for name in ROWS if name.startswith("percent ") and name != "percent without content"]
)
def test_a_percentage_is_found_however_its_cell_is_spelt(row: str) -> None:
    quick, _ = found(f"{HEAD}<sheetData>{ROWS[row]}</sheetData></worksheet>")
    assert {column: list(rows) for column, rows in quick.percents.items()} == {0: [1]}


FAR = [
    '<c r="XFD1048576"><v>1</v></c>',
    "<c r='XFD1048576'><v>1</v></c>",
    '<c  r = "XFD1048576"><v>1</v></c>',
    '<c t="n" r="XFD1048576"><v>1</v></c>',
    '<c\nr="XFD1048576"><v>1</v></c>',
    '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="XFD1048576"><x:v>1</x:v></x:c>',
]


@pytest.mark.parametrize("cell", FAR)
def test_no_spelling_hides_a_cell_at_the_end_of_the_sheet(cell: str) -> None:
    xml = f'{HEAD}<sheetData><row r="1"><c r="A1"><v>1</v></c>{cell}</row></sheetData></worksheet>'.encode()
    with pytest.raises(Unusable, match="离表格太远"):
        scan(lambda: [xml], frozenset())


def test_a_prefixed_sheet_is_walked(files: Files) -> None:
    files.as_workbook()

    def prefix(xml: str) -> str:
        import re

        return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")

    rewrite(files, OBSERVATIONS, prefix)
    assert files.problems() == []


def packed(content: bytes, declared: bytes) -> bytes:
    """Return a zip of one part whose size and sum are those of `declared`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", content)
    data = buffer.getvalue()
    true = struct.pack("<L", zlib.crc32(content)), struct.pack("<L", len(content))
    false = struct.pack("<L", zlib.crc32(declared)), struct.pack("<L", len(declared))
    return data.replace(true[0], false[0]).replace(true[1], false[1])


def test_a_part_that_goes_on_beyond_its_declared_size_is_damaged() -> None:
    # zipfile would stop at the declared size and find the sum right.
    data = packed(b"x" * 100_000, b"x" * 1000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("a.xml") == b"x" * 1000
    with pytest.raises(Unusable, match="已损坏"):
        Archive(data, "").read("a.xml")


def test_a_part_that_is_as_declared_is_read() -> None:
    content = bytes(range(256)) * 20_000
    assert Archive(packed(content, content), "").read("a.xml") == content


def test_a_link_to_another_workbook_is_its_last_value_and_is_never_followed(files: Files) -> None:
    def link(book: Any) -> None:
        book["observations"]["C3"] = "=[1]Sheet1!$A$1"

    files.as_workbook(link)
    cached = "<f>[1]Sheet1!$A$1</f><v>843.8</v>"
    rewrite(files, OBSERVATIONS, lambda xml: xml.replace("<f>[1]Sheet1!$A$1</f><v></v>", cached))
    assert str(files.load().observations[1].value) == "843.8"


def test_a_workbook_whose_relations_are_ambiguous_is_damaged(files: Files) -> None:
    files.as_workbook()
    rewrite(files, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace('Id="rId2"', 'Id="rId1"'))
    assert only(files).startswith(f"{BOOK}: 工作簿已损坏，打不开。")


def by_xlsxwriter() -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["指标", "数值"])
    sheet.write(1, 1, 0.5, book.add_format({"num_format": "0.0%"}))
    sheet.write_formula(2, 1, "=B2*2", None, 1)
    book.close()
    return buffer.getvalue()


def by_openpyxl() -> bytes:
    from openpyxl import Workbook

    buffer = io.BytesIO()
    book = Workbook()
    for row in (["指标", "数值"], [None, 0.5], [None, "=B2*2"]):
        book.worksheets[0].append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_a_sheet_in_the_usual_spelling_is_not_walked(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.sources.scan.walk", lambda *_: pytest.fail("it was walked"))
    archive = Archive(make(), "xl/worksheets/")
    care = scan(lambda: archive.pieces("xl/worksheets/sheet1.xml"), frozenset({"1"}))
    assert (care.rows, care.columns) == (3, 2)

"""The content of an .ods in; its sheets, and the cells of each that need care, out.

Source of the structure: OASIS OpenDocument 1.3, part 3, chapter 9.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefing.sources.archive import Archive
from briefing.sources.care import NO_RESULT, Care, error
from briefing.sources.unusable import Unusable, damaged

CONTENT, MIMETYPE, TYPE = "content.xml", "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_HIDDEN = frozenset({"collapse", "filter"})
_MOST = 1 << 20
_MOST_BYTES = 100_000_000
"""Its XML is held as a whole, which takes some ten times as much."""


class OpenDocument:
    """A spreadsheet of LibreOffice or WPS."""

    def __init__(self, archive: Archive) -> None:
        if CONTENT not in archive.names:
            raise damaged()
        if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。")
        if archive.size(CONTENT) > _MOST_BYTES:
            raise Unusable("工作簿太大。", hint="请另存为 .xlsx，或拆成几个数据集。")
        root = _parsed(archive.read(CONTENT))
        tables = root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
        self._tables = {table.get(f"{_TABLE}name", ""): table for table in tables}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._tables)

    def care(self, sheet: str) -> Care:
        care, at = Care(), 0
        try:
            for row in self._tables[sheet].iter(f"{_TABLE}table-row"):
                at += _row(row, at, care)
            care.hidden_columns = [column for column in _hidden_columns(self._tables[sheet]) if column < care.columns]
        except ValueError:
            raise damaged() from None
        return care


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise damaged() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged()
    return root


def _times(element: etree._Element, what: str) -> int:
    return min(max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1), _MOST)


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    at = 0
    for column in table.iter(f"{_TABLE}table-column"):
        many = _times(column, "columns")
        if column.get(f"{_TABLE}visibility") in _HIDDEN:
            yield from range(at, at + many)
        at += many


def _row(row: etree._Element, at: int, care: Care) -> int:
    """Take note of a row's cells; return how many rows it stands for."""
    many, column, filled = _times(row, "rows"), 0, False
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        wide = _times(cell, "columns")
        if _has_content(cell):
            filled = True
            care.reach(at + many - 1, column + wide - 1)
            for each in range(at, at + many):
                for beside in range(column, column + wide):
                    _cell(cell, each, beside, care)
        column += wide
    if filled and row.get(f"{_TABLE}visibility") in _HIDDEN:
        care.hidden_rows += range(at, at + many)
    return many


def _has_content(cell: etree._Element) -> bool:
    told = (f"{_OFFICE}value-type", f"{_CALC}value-type", f"{_TABLE}formula", f"{_TABLE}number-columns-spanned")
    return any(cell.get(key) for key in told) or len(cell) > 0


def _cell(cell: etree._Element, row: int, column: int, care: Care) -> None:
    kind = cell.get(f"{_OFFICE}value-type")
    down, across = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
    if down > 1 or across > 1:
        care.merged.append((row, column, row + down - 1, column + across - 1))
    if kind == "percentage":
        care.percent(row, column)
    if cell.get(f"{_CALC}value-type") == "error":
        care.flaws[row, column] = error("".join(str(text) for p in cell.iterfind(f"{_TEXT}p") for text in p.itertext()))
    elif cell.get(f"{_TABLE}formula") and not kind:
        care.flaws[row, column] = NO_RESULT

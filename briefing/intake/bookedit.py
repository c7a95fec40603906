"""The bytes of a workbook and edits of one of its sheets in, the bytes of the workbook with them out.

Only the XML of that sheet is touched, cell by cell: other sheets, formats, charts and the saved results of formulas
stay as they are, which no library that rewrites the whole workbook can promise.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from briefing.errors import BriefingError
from briefing.intake.headings import Edit, find, heading, wanted
from briefing.intake.parts import Parts, column_of
from briefing.sources.headings import Layout
from briefing.sources.tables import letters

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_NUMERIC = frozenset({"value", "growth", "rank", "progress"})
_PARTS = "xl/tables/"


def edit(data: bytes, sheet: str, layout: Layout, edits: Sequence[Edit], file: str) -> bytes:
    """Change cells of a sheet and add rows below its last one."""
    package = Parts(data)
    part = package.sheets()[sheet]
    where = f"{file}:{sheet}"
    lines = _texts(data, sheet)
    headings = find(layout, lines, where)
    more = wanted(edits, headings)
    index = dict(headings.index) | {column: headings.width + at for at, column in enumerate(more)}
    root = package.root(part)
    last = max(at for at, cells in enumerate(lines) if any(cell.strip() for cell in cells)) + 1
    page = _Page(root, package.percent_styles(), where)
    for column in more:
        page.put(headings.line + 1, index[column], heading(layout, column, headings), "")
    below = last
    for each in edits:
        below = _edit(page, each, index, lines, last, below)
    page.stretch(below)
    parts = {part: _bytes(root)} | _tables(data, part, last, below)
    return _rezipped(data, parts)


def _edit(
    page: _Page, each: Edit, index: Mapping[str, int], lines: Sequence[Sequence[str]], last: int, below: int
) -> int:
    """Write one edit; return the number of the lowest row now."""
    if each.number is None:
        below += 1
        page.copy_looks(last, below)
        for column, value in {**each.if_there, **each.cells}.items():
            if column in index and value:
                page.put(below, index[column], value, column)
        return below
    cells = lines[each.number - 1]
    for column, value in each.if_there.items():
        if column in index and index[column] < len(cells) and cells[index[column]].strip():
            page.put(each.number, index[column], value, column)
    for column, value in each.cells.items():
        page.put(each.number, index[column], value, column)
    return below


def _texts(data: bytes, sheet: str) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@dataclass(frozen=True, slots=True)
class _Page:
    """The XML of one sheet. Rows count from 1, columns from 0."""

    root: etree._Element
    percents: frozenset[str]
    where: str
    rows: dict[int, etree._Element] = field(default_factory=dict)
    """The rows by number, once one was sought."""

    @property
    def _body(self) -> etree._Element:
        found = self.root.find("{*}sheetData")
        assert found is not None
        return found

    def _row(self, number: int) -> etree._Element:
        """Return the element of a row; a new one in its place where there is none."""
        if not self.rows:
            for at, row in enumerate(self._body):
                self.rows.setdefault(int(row.get("r", at + 1)), row)
        if number in self.rows:
            return self.rows[number]
        made = etree.Element(f"{{{_SPACE}}}row", r=str(number))
        before = max((each for each in self.rows if each < number), default=None)
        if before is None:
            self._body.insert(0, made)
        else:
            self.rows[before].addnext(made)
        self.rows[number] = made
        return made

    def _cell(self, number: int, column: int) -> etree._Element:
        row, name = self._row(number), f"{letters(column)}{number}"
        place = 0
        for at, cell in enumerate(row):
            own = column_of(cell.get("r", ""), at)
            if own == column:
                return cell
            if own < column:
                place = at + 1
        made = etree.Element(f"{{{_SPACE}}}c", r=name)
        row.insert(place, made)
        row.attrib.pop("spans", "")
        return made

    def put(self, number: int, column: int, value: str, kind: str) -> None:
        """Write a cell, keeping its look. A number goes into a percent cell as the share that shows as it."""
        cell = self._cell(number, column)
        if cell.find("{*}f") is not None:
            place = f"{self.where}!{letters(column)}{number}"
            raise BriefingError("这一格是公式，不能改成数。", place, "请先把公式改成数值，再合并。")
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")
        if not value:
            return
        figure = _figure(value) if kind in _NUMERIC else None
        if figure is None:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{{{_SPACE}}}is"), f"{{{_SPACE}}}t")
            text.text = value
            return
        if cell.get("s") in self.percents:
            figure = figure / 100
        etree.SubElement(cell, f"{{{_SPACE}}}v").text = format(figure, "f")

    def copy_looks(self, number: int, to: int) -> None:
        """Let a new row look as the last one does; cells that have a look of their own already keep it."""
        for at, cell in enumerate(self._row(number)):
            style = cell.get("s")
            made = self._cell(to, column_of(cell.get("r", ""), at))
            if style and made.get("s") is None:
                made.set("s", style)

    def stretch(self, last: int) -> None:
        """Let the sheet's extent reach to its last row."""
        extent = self.root.find("{*}dimension")
        if extent is not None:
            extent.set("ref", _stretched(extent.get("ref", "A1"), last))


def _figure(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _stretched(reference: str, last: int) -> str:
    start, _, end = reference.partition(":")
    match = _REFERENCE.match(end or start)
    return reference if match is None else f"{start}:{match[1]}{max(int(match[2]), last)}"


def _tables(data: bytes, part: str, before: int, last: int) -> dict[str, bytes]:
    """Return the parts of the sheet's Excel tables (表格) that ended with the last row, stretched over the new ones."""
    folder, _, name = part.rpartition("/")
    made: dict[str, bytes] = {}
    package, rels = Parts(data), f"{folder}/_rels/{name}.rels"
    for rel in package.root(rels) if package.has(rels) else ():
        table = _PARTS + str(rel.get("Target", "")).rpartition("/")[2]
        if not str(rel.get("Type", "")).endswith("/table") or not package.has(table):
            continue
        root = package.root(table)
        for each in (root, *root.iterfind("{*}autoFilter")):
            if _ends_with(each.get("ref", ""), before):
                each.set("ref", _stretched(each.get("ref", ""), last))
        made[table] = _bytes(root)
    return made


def _ends_with(reference: str, row: int) -> bool:
    match = _REFERENCE.fullmatch(reference.rpartition(":")[2])
    return match is not None and int(match[2]) == row


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rezipped(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the zip with some parts replaced; every entry keeps its name, date and place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            made = zipfile.ZipInfo(entry.filename, entry.date_time)
            made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
            new.writestr(made, parts.get(entry.filename) or old.read(entry.filename))
    return buffer.getvalue()


def lines(data: bytes, sheet: str) -> dict[int, list[str]]:
    """Return the cells of every row of a sheet by its number."""
    return dict(enumerate(_texts(data, sheet), 1))

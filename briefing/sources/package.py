"""The parts of an .xlsx in; its sheets by name, and the cell styles that show a number as a percentage, out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from briefing.sources.archive import Archive
from briefing.sources.care import Care, shows_percent
from briefing.sources.scan import scan
from briefing.sources.unusable import damaged

WORKBOOK, _STYLES, SHEETS = "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/"


class Package:
    """A workbook of Excel's own format, with macros (`.xlsm`) or without; macros are never run."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        # calamine unfolds these parts by itself: none may be larger than the zip says.
        for name in archive.names:
            if not name.startswith(SHEETS):
                for _ in archive.pieces(name):
                    pass
        self._sheets = dict(self._found())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._sheets)

    def care(self, sheet: str) -> Care:
        return scan(lambda: self._archive.pieces(self._sheets[sheet]), self._percent_styles())

    def _found(self) -> Iterator[tuple[str, str]]:
        """Yield each sheet's name and part, in the workbook's order."""
        relations = [*self._root("xl/_rels/workbook.xml.rels")]
        targets = {str(rel.get("Id")): str(rel.get("Target", "")) for rel in relations}
        sheets = self._root(WORKBOOK).findall("{*}sheets/{*}sheet")
        if len(targets) != len(relations) or len({sheet.get("name") for sheet in sheets}) != len(sheets):
            raise damaged()  # which part is which would be anybody's guess
        for sheet in sheets:
            rel = next((str(value) for key, value in sheet.attrib.items() if etree.QName(key).localname == "id"), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(rel, ""))).lstrip("/")
            if part in self._archive.names:
                yield sheet.get("name", ""), part

    def _percent_styles(self) -> frozenset[str]:
        """Return the cell styles (`s` attributes) that show 0.933 as 93.3%."""
        if _STYLES not in self._archive.names:
            return frozenset()
        styles = self._root(_STYLES)
        formats = styles.iterfind("{*}numFmts/{*}numFmt")
        percent = {f.get("numFmtId") for f in formats if shows_percent(f.get("formatCode", ""))} | {"9", "10"}
        cells = styles.iterfind("{*}cellXfs/{*}xf")
        return frozenset(str(i) for i, xf in enumerate(cells) if xf.get("numFmtId") in percent)

    def _root(self, part: str) -> etree._Element:
        if part not in self._archive.names:
            raise damaged()
        try:
            return etree.fromstring(self._archive.read(part), safe_parser())
        except etree.XMLSyntaxError:
            raise damaged() from None


def safe_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)

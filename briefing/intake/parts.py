"""The bytes of an .xlsx in; where its sheets are in the zip, and which cell styles show percentages, out."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from briefing.sources.care import shows_percent
from briefing.sources.unusable import damaged
from briefing.zips import UNREADABLE

_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_PERCENT = frozenset({"9", "10"})
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)", re.ASCII)


class Parts:
    """The parts of a workbook that tell more than the values of its cells; `Unusable` where they do not fit."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._parts = {
                    name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))
                }
        except UNREADABLE:
            raise damaged() from None

    def sheets(self) -> dict[str, str]:
        """Return the part of each sheet by its name, in the workbook's order."""
        targets = {str(rel.get("Id")): str(rel.get("Target", "")) for rel in self.root(_RELATIONS)}
        found: dict[str, str] = {}
        for sheet in self.root(_WORKBOOK).iterfind("{*}sheets/{*}sheet"):
            rel = next((str(value) for key, value in sheet.attrib.items() if etree.QName(key).localname == "id"), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(rel, ""))).lstrip("/")
            if part in self._parts:
                found[sheet.get("name", "")] = part
        return found

    def percent_styles(self) -> frozenset[str]:
        """Return the cell styles (`s` attributes) that show 0.933 as 93.3%."""
        if _STYLES not in self._parts:
            return frozenset()
        styles = self.root(_STYLES)
        formats = styles.iterfind("{*}numFmts/{*}numFmt")
        percent = {f.get("numFmtId") for f in formats if shows_percent(f.get("formatCode", ""))} | _PERCENT
        cells = styles.iterfind("{*}cellXfs/{*}xf")
        return frozenset(str(i) for i, xf in enumerate(cells) if xf.get("numFmtId") in percent)

    def has(self, part: str) -> bool:
        return part in self._parts

    def root(self, part: str) -> etree._Element:
        if part not in self._parts:
            raise damaged()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self._parts[part], parser)
        except etree.XMLSyntaxError:
            raise damaged() from None


def column_of(reference: str, otherwise: int) -> int:
    """Return the column, from zero, that a cell's reference names."""
    match = _REFERENCE.match(reference)
    if match is None:
        return otherwise
    position = 0
    for char in match[1]:
        position = position * 26 + ord(char) - 64
    return position - 1

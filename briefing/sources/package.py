"""Workbook bytes in; its XML parts out, after checks that keep a small file from unfolding into a huge one."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import IO

from lxml import etree

from briefing.sources.unusable import Unusable, damaged
from briefing.zips import is_bomb

_MOST_BYTES = 300_000_000
_FREE_BYTES = 20_000_000
_OLE = bytes.fromhex("d0cf11e0")
_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"


class Package:
    """The parts of an .xlsx file."""

    def __init__(self, data: bytes) -> None:
        self._zip = _opened(data)
        self._names = frozenset(self._zip.namelist())

    def open(self, part: str) -> IO[bytes]:
        return self._zip.open(part)

    def sheets(self) -> dict[str, str]:
        """Return the part of each sheet by its name, in the workbook's order."""
        targets = {str(rel.get("Id")): str(rel.get("Target", "")) for rel in self._root("xl/_rels/workbook.xml.rels")}
        found: dict[str, str] = {}
        for sheet in self._root(_WORKBOOK).iterfind("{*}sheets/{*}sheet"):
            rel = next((str(value) for key, value in sheet.attrib.items() if etree.QName(key).localname == "id"), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(rel, ""))).lstrip("/")
            if part in self._names:
                found[sheet.get("name", "")] = part
        return found

    def percent_styles(self) -> frozenset[str]:
        """Return the cell styles (`s` attributes) that show 0.933 as 93.3%."""
        if _STYLES not in self._names:
            return frozenset()
        styles = self._root(_STYLES)
        formats = styles.iterfind("{*}numFmts/{*}numFmt")
        percent = {f.get("numFmtId") for f in formats if "%" in f.get("formatCode", "")} | {"9", "10"}
        cells = styles.iterfind("{*}cellXfs/{*}xf")
        return frozenset(str(i) for i, xf in enumerate(cells) if xf.get("numFmtId") in percent)

    def _root(self, part: str) -> etree._Element:
        if part not in self._names:
            raise _not_a_workbook()
        try:
            return etree.fromstring(self._zip.read(part), safe_parser())
        except etree.XMLSyntaxError:
            raise damaged() from None


def safe_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        raise Unusable("工作簿有密码，或是旧的 .xls 格式。", hint="请去掉密码，另存为 .xlsx。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check_sizes(archive)
        # Reading each part once makes sure that the sizes declared, and checked above, are true.
        broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise damaged() from None
    except RuntimeError:
        raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。") from None
    if broken is not None:
        raise damaged()
    return archive


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    size, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    if size > _MOST_BYTES or is_bomb(size, packed, _FREE_BYTES):
        raise Unusable(f"工作簿解开后太大（{size // 1_000_000} MB）。", hint="请删去不用的行、列和工作表，另存一份。")
    if len({part.filename for part in parts}) != len(parts):
        raise damaged()


def _not_a_workbook() -> Unusable:
    return Unusable("不是 Excel 工作簿。", hint="请用 Excel 或 WPS 另存为 .xlsx。")

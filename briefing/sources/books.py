"""The bytes of a workbook in; what program's format they are, by their content, and its sheets out.

The suffix is not believed: systems hand out .xlsx, and web pages too, under the name of .xls.
"""

from __future__ import annotations

from typing import Protocol

from briefing.sources.care import Care
from briefing.sources.unusable import Unusable, damaged

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0")
_LARGE = "xl/worksheets/"
_BINARY = "xl/workbook.bin"


class Book(Protocol):
    """The sheets of a workbook, in its order, and what of each needs care."""

    @property
    def names(self) -> tuple[str, ...]: ...
    def care(self, sheet: str) -> Care: ...


def opened(data: bytes) -> Book:
    """Return the workbook in these bytes; Unusable if it is none, is damaged, or has a password."""
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(_ZIP):
        return _zipped(data)
    start = data[:2000].lower()
    if b"<html" in start or b"<table" in start:
        raise Unusable("这是网页，不是工作簿，只是用了工作簿的后缀。", hint="请用 Excel 或 WPS 打开，另存为 .xlsx。")
    raise damaged()


def _compound(data: bytes) -> Book:
    from briefing.sources import biff
    from briefing.sources.ole import Compound

    compound = Compound(data)
    if compound.names & {"EncryptedPackage", "EncryptionInfo"}:
        raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。")
    return biff.opened(compound)


def _zipped(data: bytes) -> Book:
    from briefing.sources.archive import Archive
    from briefing.sources.ods import CONTENT, MIMETYPE, TYPE, OpenDocument
    from briefing.sources.package import WORKBOOK, Package

    archive = Archive(data, _LARGE)
    if WORKBOOK in archive.names:
        return Package(archive)
    if MIMETYPE in archive.names and CONTENT in archive.names and archive.read(MIMETYPE).strip() == TYPE:
        return OpenDocument(archive)
    if _BINARY in archive.names:
        raise Unusable("这是 .xlsb 工作簿，读不了。", hint="请用 Excel 或 WPS 另存为 .xlsx。")
    raise Unusable("不是 Excel 工作簿。", hint="请用 Excel 或 WPS 另存为 .xlsx。")

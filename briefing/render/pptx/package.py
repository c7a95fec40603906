"""A drawn presentation in, the bytes of the deck out: properties from the document, sections, fixed order and dates."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from briefing.document import Document
from briefing.render.pptx.plan import Plan
from briefing.render.pptx.xml import NAMESPACES, escape

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.presentation import Presentation

_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# The zip stamps the clock; fix it so that equal documents are equal files.
_STAMP = (1980, 1, 1, 0, 0, 0)
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
}


def set_properties(deck: Presentation, document: Document) -> None:
    """Write title, author, subject, language and dates; the dates come from the data."""
    core = deck.core_properties
    stamped = datetime(document.stamped.year, document.stamped.month, document.stamped.day)
    core.title, core.subject = document.title[:255], document.kicker[:255]
    core.author = core.last_modified_by = document.author[:255]
    core.created = core.modified = stamped
    core.language, core.revision = document.language, 1


def add_sections(deck: Presentation, plan: Plan) -> None:
    """Group the slides into PowerPoint's sections, one for each run of slides of a chapter."""
    from pptx.oxml import parse_xml

    ids = [slide.slide_id for slide in deck.slides]
    written: list[str] = []
    for name, run in groupby(zip(plan.slides, ids, strict=True), lambda pair: pair[0].chapter):
        listed = "".join(f'<p14:sldId id="{id_}"/>' for _, id_ in run)
        key = str(uuid5(NAMESPACE_URL, f"{len(written)}/{name}")).upper()
        written.append(
            f'<p14:section name="{escape(name)}" id="{{{key}}}"><p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>'
        )
    sections = f'<p14:sectionLst xmlns:p14="{_P14}">{"".join(written)}</p14:sectionLst>'
    extension = f'<p:extLst {NAMESPACES}><p:ext uri="{_SECTIONS}">{sections}</p:ext></p:extLst>'
    deck.part._element.append(parse_xml(extension))


def to_bytes(deck: Presentation) -> bytes:
    """Return the package: content types first, then every part once, by name, its relations after it."""
    package = deck.part.package
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    stored = BytesIO()
    with ZipFile(stored, "w", ZIP_DEFLATED) as archive:
        _write(archive, "[Content_Types].xml", _content_types(parts))
        _write(archive, "_rels/.rels", package._rels.xml)
        for part in parts:
            _write(archive, part.partname.membername, part.blob)
            if part.rels:
                _write(archive, part.partname.rels_uri.membername, part.rels.xml)
    return stored.getvalue()


def _write(archive: ZipFile, name: str, content: bytes | str) -> None:
    info = ZipInfo(name, _STAMP)
    # A workbook is a zip already, and a PNG packed; packing them again costs time and saves nothing.
    info.compress_type = ZIP_STORED if name.endswith((".xlsx", ".png")) else ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


def _content_types(parts: list[Part]) -> str:
    defaults = "".join(f'<Default Extension="{ext}" ContentType="{kind}"/>' for ext, kind in _DEFAULTS.items())
    overrides = "".join(
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in parts
        if _DEFAULTS.get(part.partname.ext) != part.content_type
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'

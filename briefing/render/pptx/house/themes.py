"""The bytes of a theme part in, the same with a face for Chinese where it names none out."""

from __future__ import annotations

from lxml import etree

from briefing.render.pptx.house.faces import DEFAULTS, has_chinese
from briefing.render.pptx.xml import A

_ROLES = ("majorFont", "minorFont")


def with_chinese(theme: bytes, face: str) -> bytes:
    """Return the theme; an East Asian slot that is empty, or has a face without Chinese, gets the given one."""
    root = etree.fromstring(theme, etree.XMLParser(resolve_entities=False, no_network=True))
    changed = False
    for role in _ROLES:
        for fonts in root.iterfind(f".//{{{A}}}fontScheme/{{{A}}}{role}"):
            slot = fonts.find(f"{{{A}}}ea")
            if slot is not None and not has_chinese(slot.get("typeface", "")):
                for name in list(slot.attrib):
                    del slot.attrib[name]
                slot.set("typeface", _listed(fonts) or face)
                changed = True
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if changed else theme


def _listed(fonts: etree._Element) -> str:
    """Return the face that a theme lists for simplified Chinese, unless it is the one that nobody chose."""
    faces = (each.get("typeface", "") for each in fonts.iterfind(f"{{{A}}}font") if each.get("script") == "Hans")
    return next((face for face in faces if has_chinese(face) and face not in DEFAULTS), "")

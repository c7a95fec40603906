"""The bytes of a theme part in, the same with a face for Chinese where it names none out."""

from __future__ import annotations

from lxml import etree

from briefing.render.pptx.house.faces import has_chinese
from briefing.render.pptx.xml import A

_ROLES = ("majorFont", "minorFont")


def with_chinese(theme: bytes, face: str) -> bytes:
    """Return the theme; an East Asian slot that is empty, or has a face without Chinese, gets the given one."""
    root = etree.fromstring(theme, etree.XMLParser(resolve_entities=False, no_network=True))
    changed = False
    for role in _ROLES:
        for slot in root.iterfind(f".//{{{A}}}fontScheme/{{{A}}}{role}/{{{A}}}ea"):
            if not has_chinese(slot.get("typeface", "")):
                for name in list(slot.attrib):
                    del slot.attrib[name]
                slot.set("typeface", face)
                changed = True
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if changed else theme

"""The file of a house master in, a presentation without slides out: masters, layouts, themes and their media, no more.

What is not on the list of what stays is left behind, so that nothing of the master's own slides, their notes, comments,
data or authors can travel in a deck.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefing.document import Style
from briefing.masters.checks import DRAWN
from briefing.masters.model import HouseMaster
from briefing.render.pptx.house.themes import with_chinese
from briefing.render.pptx.master import notes_parts
from briefing.render.pptx.mending import CHART, mend_axes, renumber
from briefing.render.pptx.xml import HEAD, NAMESPACES, P, R

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.presentation import Presentation

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KEPT = {f"{_RELATIONS}/{kind}" for kind in ("slideMaster", "notesMaster", "theme", "tableStyles", "font")}
# These know slides that are gone, and who looked at them how: ours take their place.
_PLAIN = (("presProps", "presentationPr"), ("viewProps", "viewPr"))
# What of presentation.xml speaks of slides, of people or of other parts that are left behind.
_PRESENTATION = (
    "sldIdLst", "handoutMasterIdLst", "custShowLst", "photoAlbum", "custDataLst", "modifyVerifier", "extLst",
)  # fmt: skip


def opened(master: HouseMaster, style: Style, language: str) -> Presentation:
    """Return the master as a presentation without slides, with a notes master and a face for Chinese."""
    from pptx import Presentation as open_presentation
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    deck = open_presentation(BytesIO(master.data))
    package = deck.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype != f"{_RELATIONS}/officeDocument":
            package._rels.pop(key)
    _empty(deck)
    for name, tag in _PLAIN:
        kind = f"application/vnd.openxmlformats-officedocument.presentationml.{name}+xml"
        plain = Part(PackURI(f"/ppt/{name}.xml"), kind, package, f"{HEAD}<p:{tag} {NAMESPACES}/>".encode())
        deck.part.relate_to(plain, f"{_RELATIONS}/{name}")
    for part in list(package.iter_parts()):
        if part is not deck.part:
            _stripped(part)
            _mended(part)
    if not any(each.reltype == f"{_RELATIONS}/notesMaster" for each in deck.part.rels.values()):
        _add_notes_master(deck, style, language)
    for part in package.iter_parts():
        if part.content_type.endswith("theme+xml"):
            part._blob = with_chinese(part.blob, style.east_asian_face)
    return deck


def _empty(deck: Presentation) -> None:
    """Take the slides, and all that belongs to them, out of the presentation's own part."""
    root: Any = deck.part._element
    for name in _PRESENTATION:
        for each in root.findall(f"{{{P}}}{name}"):
            root.remove(each)
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype not in _KEPT:
            deck.part.rels.pop(key)
    for name in ("removePersonalInfoOnSave", "conformance"):
        if name in root.attrib:
            del root.attrib[name]


def _stripped(part: Part) -> None:
    """Drop what a part of the master refers to besides what it is drawn of, and the elements that refer to it."""
    dropped = [
        key
        for key, relation in part.rels.items()
        if relation.reltype.rsplit("/", 1)[-1] not in DRAWN and not _is_inside(part)
    ]
    for key in dropped:
        part.rels.pop(key)
    root: Any = getattr(part, "_element", None)
    if root is None or not dropped:
        return
    for element in [each for each in root.iter() if any(_names(each, key) for key in dropped)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _mended(part: Part) -> None:
    """Mend what programs write untidily: shapes that count from 1 twice, axes with negative numbers."""
    root: Any = getattr(part, "_element", None)
    if root is None:
        return
    if not _is_inside(part):
        renumber(root)
    elif part.content_type == CHART:
        mend_axes(root)


def _is_inside(part: Part) -> bool:
    """Return whether a part belongs to a chart or the like in a master: it needs all that it refers to."""
    return not str(part.partname).startswith(("/ppt/slideMasters/", "/ppt/slideLayouts/", "/ppt/notesMasters/"))


def _names(element: Any, key: str) -> bool:
    return any(name.startswith(f"{{{R}}}") and value == key for name, value in element.attrib.items())


def _add_notes_master(deck: Presentation, style: Style, language: str) -> None:
    """Add our own notes master, with its theme, where the house has none."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml
    from pptx.parts.slide import NotesMasterPart

    package = deck.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(at for at in range(1, len(taken) + 2) if f"/ppt/theme/theme{at}.xml" not in taken)
    page, theme = notes_parts(style, language)
    themed = Part(PackURI(f"/ppt/theme/theme{number}.xml"), CONTENT_TYPE.OFC_THEME, package, theme.encode())
    name = PackURI("/ppt/notesMasters/notesMaster1.xml")
    master = NotesMasterPart(name, CONTENT_TYPE.PML_NOTES_MASTER, package, parse_xml(page.encode()))
    master.relate_to(themed, RELATIONSHIP_TYPE.THEME)
    relation = deck.part.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    member = f'<p:notesMasterId r:id="{relation}"/>'
    root: Any = deck.part._element
    masters = root.find(f"{{{P}}}sldMasterIdLst")
    masters.addnext(parse_xml(f"<p:notesMasterIdLst {NAMESPACES}>{member}</p:notesMasterIdLst>"))

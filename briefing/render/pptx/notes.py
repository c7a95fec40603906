"""Speaker notes in, the notes page of a slide out: the sentences to say, one paragraph each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.render.pptx.xml import FACES, NAMESPACES, TREE, P, image_frame, language_of, written

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide


def add_notes(deck: Presentation, slide: Slide, number: int, notes: Sequence[str], language: str) -> None:
    """Write the notes page of the slide with that number.

    python-pptx's own `notes_slide` looks through the whole package for a free name: 10 ms a slide.
    """
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml
    from pptx.parts.slide import NotesSlidePart

    name = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
    root = parse_xml(_page(notes, language, deck))
    page = NotesSlidePart(name, CONTENT_TYPE.PML_NOTES_SLIDE, deck.part.package, root)
    page.relate_to(deck.part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
    page.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
    slide.part.relate_to(page, RELATIONSHIP_TYPE.NOTES_SLIDE)


def _page(notes: Sequence[str], language: str, deck: Presentation) -> str:
    """Return a notes page: the picture of the slide and the text, both where the notes master has them."""
    image, body = (_index(deck, type_) for type_ in ("sldImg", "body"))
    properties = f"<a:rPr {language_of(language)}>{FACES}</a:rPr>"
    words = "".join(f"<a:p>{written(note, properties)}</a:p>" for note in notes)
    return (
        f"<p:notes {NAMESPACES}><p:cSld><p:spTree>{TREE}"
        f"{image_frame('<p:spPr/>', image)}"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="备注"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" sz="quarter" idx="{body}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp></p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )


def _index(deck: Presentation, type_: str) -> int:
    """Return the index of a placeholder of the notes master."""
    holders = deck.part.notes_master_part._element.iter(f"{{{P}}}ph")
    return next((int(holder.get("idx", "0")) for holder in holders if holder.get("type") == type_), 0)

"""A document and its plan in, the bytes of the deck out: pictures, slides, properties, sections, bindings."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import Document
from briefing.render.pptx import PptxResult, english
from briefing.render.pptx.bindings import attach, bindings
from briefing.render.pptx.draw import draw
from briefing.render.pptx.own_slides import insert, of_master
from briefing.render.pptx.package import add_sections, set_properties, to_bytes
from briefing.render.pptx.pictures import fitted, pictures
from briefing.render.pptx.plan import Plan


def write(document: Document, planned: Plan) -> PptxResult:
    """Return the deck of a plan, with the notices of planning and drawing."""
    drawn, notices = pictures(planned.slides, document.style)
    planned = replace(planned, slides=fitted(planned.slides, drawn))
    deck = draw(document, planned, drawn)
    borrowed = of_master(deck, document.deck)
    planned, copied = insert(deck, planned, document.deck)
    set_properties(deck, document)
    add_sections(deck, planned)
    attach(deck, bindings(document, planned))
    if document.language == "en":
        english.rename(deck)
    styles = (slide.stage.style or document.style for slide in planned.slides)
    faces = dict.fromkeys(face for style in styles for face in (style.latin_face, style.east_asian_face))
    return PptxResult(to_bytes(deck), (*planned.notices, *notices), tuple(faces), borrowed | copied)

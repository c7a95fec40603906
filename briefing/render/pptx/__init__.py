"""Document in, an editable PowerPoint deck out: real placeholders, native charts, measured text, equal bytes."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.document import Document
from briefing.errors import Notice


@dataclass(frozen=True, slots=True)
class PptxResult:
    """The deck as bytes, and what could not be done as asked."""

    bytes: bytes
    notices: tuple[Notice, ...] = ()


def render(document: Document) -> PptxResult:
    """Render a document as a deck; BriefingError for a chart with a NaN or with a series of the wrong length."""
    from briefing.document import for_medium
    from briefing.render.pptx.bindings import attach, bindings
    from briefing.render.pptx.draw import draw
    from briefing.render.pptx.package import add_sections, set_properties, to_bytes
    from briefing.render.pptx.plan import plan

    document = for_medium(document, "pptx")
    planned = plan(document)
    deck = draw(document, planned)
    set_properties(deck, document)
    add_sections(deck, planned)
    attach(deck, bindings(document, planned))
    return PptxResult(to_bytes(deck), planned.notices)


__all__ = ["PptxResult", "render"]

"""A document's sections in, its chapters out: numbered headings, blocks, sources, endnotes, and the appendix last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.blocks import Span, Text, plain, text
from briefing.document import Document, Section
from briefing.model.wording import chinese_number
from briefing.render.pdf.blocks import Setting, block_pieces
from briefing.render.pdf.flow import Anchor, Margins, Piece
from briefing.render.pdf.page import BODY, INDENT, PITCH, TEXT_WIDTH, TRACKING
from briefing.render.pdf.paragraph import TextPiece
from briefing.render.pdf.setter import Setter, cleaned
from briefing.typeset import Face, Line, Run, wrap

_SOURCE, _SOURCE_PITCH = 9.5, 14.0
_ENDNOTE, _ENDNOTE_PITCH = 12.0, 20.0
# Fewer chapters than this need no list of contents.
FEWEST_LISTED = 3
# A heading's last line should have this many characters.
_SHORT_TAIL = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A section with its number and its anchor in the outline."""

    section: Section
    number: str
    words: Text
    anchor: Anchor


def headings(document: Document) -> tuple[Heading, ...]:
    """Number the sections as GB/T 9704 does (一、 and （一）); the appendix comes last and has no number."""
    found: list[Heading] = []
    chapter = part = 0
    body = [section for section in document.sections if not section.appendix]
    for section in (*body, *(section for section in document.sections if section.appendix)):
        number = ""
        if not section.appendix:
            chapter, part = (chapter + 1, 0) if section.level == 1 else (chapter, part + 1)
            number = f"{chinese_number(chapter)}、" if section.level == 1 else f"（{chinese_number(part)}）"
        found.append(_heading(section, number, bool(found)))
    return tuple(found)


def _heading(section: Section, number: str, nested: bool) -> Heading:
    if section.level == 2 and not section.appendix:
        words = section.headline or (Span(section.label),)
    else:
        lead = section.label + (_joint(section) if section.label and section.headline else "")
        words = (Span(lead), *section.headline) if lead else section.headline
    level = 1 if section.level == 2 and nested else 0
    return Heading(section, number, words, Anchor(section.path, cleaned(number + plain(words)), level))


def _joint(section: Section) -> str:
    """Return what joins label and headline: a colon, unless the headline has one of its own."""
    if section.appendix:
        return "　"
    return "——" if "：" in plain(section.headline) else "："


def chapters(found: Sequence[Heading]) -> tuple[Anchor, ...]:
    """Return the anchors that the contents list, by their labels: a list to find one's way in, not to read."""
    return tuple(_listed(heading) for heading in found if heading.anchor.level == 0)


def _listed(heading: Heading) -> Anchor:
    label = heading.section.label
    return replace(heading.anchor, title=cleaned(heading.number + label)) if label else heading.anchor


def has_contents(found: Sequence[Heading]) -> bool:
    """Return whether there is enough to list."""
    return len(chapters(found)) >= FEWEST_LISTED


def section_pieces(setting: Setting, found: Sequence[Heading], document: Document) -> Iterator[Piece]:
    """Yield the pieces of all sections; the endnotes stand between the body and the appendix.

    The body begins on a page of its own where a list of contents fills the first one.
    """
    body = [heading for heading in found if not heading.section.appendix]
    appendix = [heading for heading in found if heading.section.appendix]
    for heading in body:
        yield from _chapter(setting, heading, heading is body[0] and has_contents(found))
    yield from _endnotes(setting, document.endnotes)
    for heading in appendix:
        yield from _chapter(setting, heading, heading is appendix[0])


def _chapter(setting: Setting, heading: Heading, new_page: bool) -> Iterator[Piece]:
    section = heading.section
    yield _set_heading(setting.setter, heading, new_page)
    color = section.mark.color if section.mark else setting.setter.style.accent
    pieces = [piece for block in section.blocks for piece in block_pieces(setting, block, color)]
    if section.source and pieces:
        pieces[-1] = kept(pieces[-1])
        pieces.append(_source(setting, section))
    yield from pieces


def kept(piece: Piece) -> Piece:
    """Return the piece, kept with the one after it."""
    return replace(piece, margins=replace(piece.margins, keep=True, after=3))


def _set_heading(setter: Setter, heading: Heading, new_page: bool) -> TextPiece:
    section = heading.section
    words = text(heading.number, heading.words)
    chapter = section.level == 1 or section.appendix
    face = Face.SANS if chapter else Face.SERIF
    runs = setter.runs(words, face, BODY, section.path, tracking=TRACKING, strong=not chapter)
    lines = heading_lines(runs)
    margins = Margins(6, 0, keep=True, new_page=new_page, anchor=heading.anchor)
    return TextPiece(lines, PITCH, setter.style.ink, margins, "left", indent=INDENT)


def heading_lines(runs: tuple[Run, ...]) -> tuple[Line, ...]:
    """Break a heading so that its last line is not one or two characters, if a narrower setting avoids that."""
    lines = wrap(runs, TEXT_WIDTH, TEXT_WIDTH - INDENT, justified=False)
    for narrower in range(1, _SHORT_TAIL + 2):
        if len(lines) == 1 or lines[-1].width >= _SHORT_TAIL * BODY:
            break
        room = TEXT_WIDTH - narrower * BODY
        tried = wrap(runs, room, room - INDENT, justified=False)
        lines = tried if len(tried) == len(lines) else lines
    return lines


def _source(setting: Setting, section: Section) -> TextPiece:
    setter = setting.setter
    words = f"{setting.words.source}{section.source}"
    lines = setter.lines(words, Face.SANS, _SOURCE, TEXT_WIDTH, section.path)
    return TextPiece(lines, _SOURCE_PITCH, setter.style.muted, Margins(3, 12), "left")


def _endnotes(setting: Setting, notes: Sequence[Text]) -> Iterator[TextPiece]:
    """Yield the notes of the whole document, numbered where there are several."""
    setter = setting.setter
    for index, note in enumerate(notes):
        number = f"{index + 1}. " if len(notes) > 1 else ""
        lead = setting.words.note if index == 0 else ""
        shift = setter.line(setting.words.note, Face.SERIF, _ENDNOTE, "endnotes").width
        runs = setter.runs(text(lead + number, note), Face.SERIF, _ENDNOTE, "endnotes")
        first = TEXT_WIDTH - (0 if lead else shift)
        lines = wrap(runs, TEXT_WIDTH, first)
        margins = Margins(PITCH if index == 0 else 0, 0)
        yield TextPiece(lines, _ENDNOTE_PITCH, setter.style.ink, margins, indent=TEXT_WIDTH - first)

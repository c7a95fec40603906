"""A document's sections in, its chapters out: numbered headings, blocks, sources, endnotes, and the appendix last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.blocks import Span, Text, plain, text, without_notes
from briefing.document import Document, Section, Words
from briefing.render.pdf.blocks import Setting, block_pieces
from briefing.render.pdf.flow import Anchor, Margins, Piece
from briefing.render.pdf.footnotes import footnotes
from briefing.render.pdf.numbering import Numbering
from briefing.render.pdf.paragraph import TextPiece
from briefing.render.pdf.setter import Setter, cleaned
from briefing.render.pdf.structure import Element, Kind
from briefing.typeset import Line, Role, Run, wrap

_SOURCE, _SOURCE_PITCH = 9.5, 14.0
_ENDNOTE, _ENDNOTE_PITCH = 12.0, 20.0
# Fewer chapters than this need no list of contents.
FEWEST_LISTED = 3
# A heading's last line should have this many characters.
_SHORT_TAIL = 4
# The document's title is H1.
_KINDS: tuple[Kind, ...] = ("H2", "H3", "H4", "H5")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section with its number, its anchor in the outline, and the level of its heading, from 1."""

    section: Section
    number: str
    words: Text
    anchor: Anchor
    level: int


def headings(document: Document) -> tuple[Heading, ...]:
    """Number the sections; the appendix comes last and has no number. No heading skips a level."""
    found: list[Heading] = []
    numbering, level = Numbering(document.paper.numbering), 0
    body = [section for section in document.sections if not section.appendix]
    for section in (*body, *(section for section in document.sections if section.appendix)):
        level = min(section.level, level + 1)
        number = "" if section.appendix else numbering.next(level)
        found.append(_heading(section, number, level, document.words))
    return tuple(found)


def _heading(section: Section, number: str, level: int, said: Words) -> Heading:
    if level > 1 and not section.appendix:
        words = section.headline or (Span(section.label),)
    else:
        lead = section.label + (_joint(section, said) if section.label and section.headline else "")
        words = (Span(lead), *section.headline) if lead else section.headline
    return Heading(
        section, number, words, Anchor(section.path, cleaned(number + plain(without_notes(words))), level - 1), level
    )


def _joint(section: Section, said: Words) -> str:
    """Return what joins label and headline: a colon, unless the headline has one of its own."""
    if section.appendix:
        return said.appendix_joint
    return said.second_joint if said.joint in plain(section.headline) else said.joint


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
        first = heading is body[0]
        opens = document.paper.contents and has_contents(found) if first else _turns(heading, document)
        yield from _chapter(setting, heading, opens)
    yield from _endnotes(setting, document.endnotes)
    for heading in appendix:
        yield from _chapter(setting, heading, heading is appendix[0])


def _turns(heading: Heading, document: Document) -> bool:
    """Whether the paper asks for a new page where this chapter begins."""
    return document.paper.chapter_pages and heading.level == 1


def _chapter(setting: Setting, heading: Heading, new_page: bool) -> Iterator[Piece]:
    section = heading.section
    yield _set_heading(setting.setter, heading, new_page)
    color = section.mark.color if section.mark else setting.setter.style.accent
    pieces = [piece for block in section.blocks for piece in block_pieces(setting, block, color)]
    if section.source and pieces:
        pieces[-1] = kept(pieces[-1])
        pieces.append(_source(setting, section))
    yield from (_placed(piece, section.path) for piece in pieces)


def _placed(piece: Piece, where: str) -> Piece:
    """Return the piece with its place in problems."""
    if piece.margins.where:
        return piece
    return replace(piece, margins=replace(piece.margins, where=where))


def kept(piece: Piece) -> Piece:
    """Return the piece, kept with the one after it."""
    return replace(piece, margins=replace(piece.margins, keep=True, after=3))


def _set_heading(setter: Setter, heading: Heading, new_page: bool) -> TextPiece:
    """Set a heading in the type of its level; an appendix opens as a chapter does."""
    section, sheet = heading.section, setter.sheet
    type_ = sheet.headings[0 if section.appendix else heading.level - 1]
    words = text(heading.number, heading.words)
    tracking = sheet.tracking if type_.size == sheet.body else 0
    runs = setter.runs(words, type_.role, type_.size, section.path, tracking=tracking, strong=type_.strong)
    indent = sheet.indent if type_.indented else 0
    lines = heading_lines(runs, sheet.text_width, indent)
    margins = Margins(type_.space, 0, keep=True, new_page=new_page, anchor=heading.anchor)
    color = setter.style.accent if type_.color == "accent" else setter.style.ink
    element = Element(_KINDS[heading.level - 1])
    notes = tuple(footnotes(setter, lines, section.path))
    return TextPiece(lines, type_.pitch, color, margins, "left", indent=indent, notes=notes, element=element)


def heading_lines(runs: tuple[Run, ...], whole: float, indent: float) -> tuple[Line, ...]:
    """Break a heading so that its last line is not one or two characters, if a narrower setting avoids that."""
    lines = wrap(runs, whole, whole - indent, justified=False)
    size = runs[0].size if runs else 0
    for narrower in range(1, _SHORT_TAIL + 2):
        if len(lines) == 1 or lines[-1].width >= _SHORT_TAIL * size:
            break
        room = whole - narrower * size
        tried = wrap(runs, room, room - indent, justified=False)
        lines = tried if len(tried) == len(lines) else lines
    return lines


def _source(setting: Setting, section: Section) -> TextPiece:
    setter = setting.setter
    words = f"{setting.words.source}{section.source}"
    lines = setter.lines(words, Role.SANS, _SOURCE, setter.sheet.text_width, section.path)
    return TextPiece(lines, _SOURCE_PITCH, setter.style.muted, Margins(3, 12), "left")


def _endnotes(setting: Setting, notes: Sequence[Text]) -> Iterator[TextPiece]:
    """Yield the notes of the whole document, numbered where there are several."""
    setter, sheet = setting.setter, setting.setter.sheet
    shift = setter.line(setting.words.note, sheet.text, _ENDNOTE, "endnotes").width
    for index, note in enumerate(notes):
        number = f"{index + 1}. " if len(notes) > 1 else ""
        lead = "" if index else setting.words.note
        runs = setter.runs(text(lead + number, note), sheet.text, _ENDNOTE, "endnotes")
        first = sheet.text_width - (0 if lead else shift)
        lines = wrap(runs, sheet.text_width, first)
        margins = Margins(0 if index else sheet.pitch, 0)
        indent = sheet.text_width - first
        yield TextPiece(lines, _ENDNOTE_PITCH, setter.style.ink, margins, indent=indent, element=Element("Note"))

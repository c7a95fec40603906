"""A document and a medium in, the texts that a file of this medium must show out, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigure, KeyFigures, Medium, Paragraph, Row, Table, plain
from briefing.document import Document, Section, called, for_medium
from briefing.inspect.compare import NOTE

# A label above a title is kept to one line; what is longer stands in full elsewhere.
_LABEL = 20
# A source longer than its two lines is cut at the foot of a slide.
_SOURCE = 90
# On a house master it is cut to what its footer holds, and stands in full in the notes.
_HOUSE_SOURCE = 8


def texts(document: Document, medium: Medium) -> tuple[str, ...]:
    """Return the texts without empty ones; the cells of a table's row are one text, a tab between them."""
    shown = for_medium(document, medium)
    body = (
        text for section in shown.sections for text in _section(section, medium, housed=shown.deck.master is not None)
    )
    # Footnotes stand between the pieces of a paragraph that goes on overleaf: what is in no order bounds no piece.
    footnotes = (plain(note) for section in shown.sections for note in called(section))
    foot = _imprint(shown) if medium == "pdf" else ()
    own = (span.text for span in shown.deck.spans()) if medium == "pptx" else ()
    found = (*_opening(shown, medium), *body, *map(plain, shown.endnotes), *footnotes, *foot, *own)
    return tuple(text for text in found if text.strip())


def _opening(document: Document, medium: Medium) -> Iterator[str]:
    """Yield what stands before the first section: the red head of a 简报 on paper, else cover or plain head."""
    yield document.title
    if document.synthetic:
        yield document.words.synthetic
    head = document.masthead if medium == "pdf" else None
    if head:
        yield from (head.name, head.issue, head.issuer, head.date, head.serial)
        yield from head.classification.split()
    else:
        yield from (document.kicker, *document.byline)
        yield from document.classification.split()


def _imprint(document: Document) -> Iterator[str]:
    """Yield what stands at the foot of the last page (版记, 报尾)."""
    imprint = document.paper.imprint
    if imprint:
        yield from (*imprint.recipients, imprint.printer, imprint.date, imprint.copies)


def _section(section: Section, medium: Medium, *, housed: bool) -> Iterator[str]:
    headline = plain(section.headline)
    yield headline
    # On paper a part of a chapter goes by its message alone.
    if medium == "pptx" or section.level == 1 or section.appendix or not headline:
        yield section.label[:_LABEL]
    for block in section.blocks:
        yield from _block(block)
    if section.source and section.blocks:
        yield from _source(section.source, medium, housed=housed)
    if medium == "pptx":
        yield from (NOTE + plain(note) for note in section.notes)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Callout():
            yield plain(block.text)
        case Bullets():
            yield from map(plain, block.items)
        case KeyFigures():
            for item in block.items:
                yield from _card(item)
        case Table(rows=()):
            # A table without rows is not drawn.
            return
        case Table():
            yield block.title
            yield _row(column.name for column in block.columns)
            yield from (_cells(row, len(block.columns)) for row in block.rows)
            yield block.note
        case Chart():
            yield block.title
        case _:
            assert_never(block)


def _card(item: KeyFigure) -> Iterator[str]:
    yield from (item.heading, item.label, item.figure.text, plain(item.note))
    if item.light:
        yield item.light_word


def _cells(row: Row, columns: int) -> str:
    """Return the cells of a row; what goes beyond its columns is not drawn, nor is the rest of a group's row."""
    return _row(plain(cell.text) for cell in row.cells[: 1 if row.group else columns])


def _row(cells: Iterable[str]) -> str:
    return "\t".join(cells)


def _source(source: str, medium: Medium, *, housed: bool) -> Iterator[str]:
    """Yield what is to be read of a source."""
    if medium == "pdf":
        yield source
    elif housed:
        yield from (source[:_HOUSE_SOURCE], NOTE + source)
    else:
        yield source[:_SOURCE]

"""A document in; everything that any medium shows of it out, text by text, with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any, assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigure, KeyFigures, Paragraph, Table, Text, texts_of
from briefing.document import Document, Section

_DATA = ("data", "datasets")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the path of what it stands in; `charted` ones are drawn within a picture."""

    text: str
    where: str
    charted: bool = False


def said(document: Document) -> Iterator[Said]:
    """Yield all texts of a document, those of every medium."""
    yield from (Said(text, "cover") for text in _of_cover(document))
    for section in document.sections:
        yield from _of_section(section)
    yield from (Said(span, "endnotes") for note in document.endnotes for span in _spans(note))
    yield from (Said(mark.name, mark.id) for mark in document.marks)
    for words in (document.words, *(variant.words for variant in document.variants.values())):
        yield from (Said(word, "words") for word in astuple(words))
    if document.paper.imprint:
        imprint = document.paper.imprint
        parts = (*imprint.recipients, imprint.printer, imprint.date, imprint.copies)
        yield from (Said(part, "pdf/imprint") for part in parts)


def _of_cover(document: Document) -> Iterator[str]:
    yield from (document.title, document.kicker, *document.byline, document.classification)
    if document.masthead:
        yield from (part for part in astuple(document.masthead) if isinstance(part, str))


def _of_section(section: Section) -> Iterator[Said]:
    for text in (section.label, section.source, *_spans(section.headline)):
        yield Said(text, section.path)
    yield from (Said(span, f"{section.path}/notes") for note in section.notes for span in _spans(note))
    for block in section.blocks:
        yield from (Said(span, block.path) for text in texts_of(block) for span in _spans(text))
        yield from (Said(text, block.path) for text in _beside(block))
        if isinstance(block, Chart):
            yield from (Said(text, block.path, charted=True) for text in _drawn(block.spec))


def _beside(block: Block) -> Iterator[str]:
    """Yield what of a block is no running text."""
    match block:
        case Paragraph() | Callout() | Bullets():
            return
        case KeyFigures():
            for item in block.items:
                yield from _of_card(item)
        case Table():
            yield from (block.title, block.note, *(column.name for column in block.columns))
        case Chart():
            yield from (block.title, block.alt)
        case _:
            assert_never(block)


def _of_card(item: KeyFigure) -> tuple[str, ...]:
    return item.label, item.heading, item.figure.text


def _spans(text: Text) -> Iterator[str]:
    for span in text:
        yield span.text
        yield from _spans(span.note)


def _drawn(spec: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a chart's specification, and of its data those of the columns that it speaks of."""
    words = tuple(_strings(spec))
    yield from words
    named = "\n".join(words)
    for rows in _tables(spec):
        shown = {name for row in rows for name in row if name in named}
        yield from (value for row in rows for name, value in row.items() if name in shown and isinstance(value, str))


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for name, item in node.items():
            if name not in _DATA:
                yield from _strings(item)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from _strings(item)


def _tables(node: Any) -> Iterator[list[Mapping[str, Any]]]:
    """Yield the tables of a specification, as lists of rows."""
    if isinstance(node, Mapping):
        for name, item in node.items():
            if name == "datasets" and isinstance(item, Mapping):
                yield from (_rows(values) for values in item.values())
            elif name == "data" and isinstance(item, Mapping):
                yield _rows(item.get("values"))
            else:
                yield from _tables(item)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from _tables(item)


def _rows(values: Any) -> list[Mapping[str, Any]]:
    return [row for row in values if isinstance(row, Mapping)] if isinstance(values, Iterable) else []

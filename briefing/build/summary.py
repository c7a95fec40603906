"""A document in; the few lines that a message about it says out: its title and its key figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.blocks import KeyFigures
from briefing.blocks.text import plain
from briefing.document import Document

MOST = 8


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key figure in a line: what it is, as it is printed in the files (`843.8亿元`), and a line of context."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a document is about; everything in it stands in the document, too, in the same words."""

    title: str
    period: str
    author: str
    language: str
    synthetic: bool
    key_figures: tuple[KeyLine, ...]


def summary(document: Document, period: str) -> Summary:
    """Return the summary of a document; `period` is the period's label. At most `MOST` key figures, the first ones."""
    lines = tuple(dict.fromkeys(_lines(document)))[:MOST]
    return Summary(document.title, period, document.author, document.language, document.synthetic, lines)


def _lines(document: Document) -> Iterator[KeyLine]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, KeyFigures):
                for item in block.items:
                    yield KeyLine(item.label, item.figure.text, plain(item.note))

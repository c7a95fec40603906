"""A document in; the few lines that a message about it says out: its title and its key figures."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.blocks import KeyFigures
from briefing.blocks.text import plain
from briefing.build.built import KeyLine, Summary
from briefing.document import Document

__all__ = ["MOST", "KeyLine", "Summary", "summary"]

MOST = 8


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

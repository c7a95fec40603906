"""A document in; its texts with their places out, and what a rule is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigures, Paragraph, Table, Text, notes, plain, text
from briefing.document import Document, Section


@dataclass(frozen=True, slots=True)
class Line:
    """One text and the path of its block; `running` text says its units, cells and labels may leave them to a head."""

    where: str
    text: Text
    running: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the characters from `start` to `end` of a line, and how to write it."""

    start: int
    end: int
    message: str
    hint: str


Rule = Callable[[Line], Iterable[Fault]]


def pattern(expression: str, message: str, hint: str, *, running: bool = False) -> Rule:
    """Return a rule that faults whatever an expression finds; `{}` in the hint stands for its groups."""
    found = re.compile(expression)

    def rule(line: Line) -> Iterator[Fault]:
        if running and not line.running:
            return
        for match in found.finditer(plain(line.text)):
            groups = [group or "" for group in match.groups()]
            yield Fault(match.start(), match.end(), message, hint.format(*groups))

    return rule


def lines(document: Document) -> Iterator[Line]:
    """Yield every text that readers see outside the appendix, with its place; of sources only names are quoted."""
    yield from (Line("cover", text(words)) for words in (document.title, document.kicker, *document.byline) if words)
    for section in document.sections:
        if not section.appendix:
            yield from _of_section(section)
    yield from (Line("endnotes", note, True) for note in document.endnotes)


def _of_section(section: Section) -> Iterator[Line]:
    yield Line(f"{section.path}/label", text(section.label))
    yield from _with_notes(f"{section.path}/headline", section.headline)
    for block in section.blocks:
        yield from _of_block(block)
    for note in section.notes:
        yield from _with_notes(f"{section.path}/notes", note)


def _of_block(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph() | Callout():
            yield from _with_notes(block.path, block.text)
        case Bullets():
            for item in block.items:
                yield from _with_notes(block.path, item)
        case KeyFigures():
            for card in block.items:
                yield from (Line(block.path, text(words)) for words in (card.label, card.heading) if words)
                yield Line(block.path, card.note)
        case Table():
            yield from (Line(block.path, text(words)) for words in _of_table(block) if words)
            yield from (Line(block.path, cell.text) for row in block.rows for cell in row.cells)
        case Chart():
            yield Line(block.path, text(block.title))
        case _:
            assert_never(block)


def _of_table(block: Table) -> Iterable[str]:
    return (block.title, block.note, *(column.name for column in block.columns))


def _with_notes(where: str, words: Text) -> Iterator[Line]:
    yield Line(where, words, True)
    yield from (Line(where, span.note, True) for span in notes(words))

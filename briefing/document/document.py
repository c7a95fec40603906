"""Document, its sections, and the walk that finds every figure in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from briefing.blocks import Medium, Text, figures_of
from briefing.document.deck import Deck
from briefing.document.footnotes import counted
from briefing.document.paper import Masthead, Paper
from briefing.document.section import Mark, Section
from briefing.document.style import Style, Words
from briefing.model.figure import Figure


@dataclass(frozen=True, slots=True)
class Variant:
    """What one medium has otherwise where the template gives it a style or words of its own.

    Sections are among it since charts are drawn in the style's colours.
    """

    style: Style
    words: Words
    sections: tuple[Section, ...]
    marks: tuple[Mark, ...]
    endnotes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is said. `kicker` and `byline` stand on the cover above and below the title.

    `stamped` is the date that goes into file metadata; it comes from the data, never from the clock.
    """

    dataset: str
    audience: str
    period: str
    title: str
    sections: tuple[Section, ...]
    stamped: date
    kicker: str = ""
    byline: tuple[str, ...] = ()
    classification: str = ""
    masthead: Masthead | None = None
    endnotes: tuple[Text, ...] = ()
    marks: tuple[Mark, ...] = ()
    author: str = ""
    language: str = "zh-CN"
    synthetic: bool = False
    style: Style = Style()
    words: Words = Words()
    paper: Paper = Paper()
    deck: Deck = Deck()
    variants: Mapping[Medium, Variant] = field(default_factory=dict)


def for_medium(document: Document, medium: Medium) -> Document:
    """Return what one medium shows: its blocks, and the sections that keep any; the first one left opens a chapter.

    The medium's own style and words are taken up. The footnotes that are left are numbered.
    """
    document = _varied(document, medium)
    kept: list[Section] = []
    orphaned = False
    for section in document.sections:
        blocks = tuple(block for block in section.blocks if not block.only or medium in block.only)
        opens = section.level == 1 or orphaned
        emptied = bool(section.blocks) and not blocks
        orphaned = opens and emptied
        if not emptied:
            kept.append(replace(section, blocks=blocks, level=1 if opens else section.level))
    return replace(document, sections=counted(kept))


def _varied(document: Document, medium: Medium) -> Document:
    own = document.variants.get(medium)
    if own is None:
        return document
    return replace(
        document,
        style=own.style,
        words=own.words,
        sections=own.sections,
        marks=own.marks,
        endnotes=own.endnotes,
        variants={},
    )


def figures(document: Document) -> tuple[Figure, ...]:
    """Return every figure that the document prints, once each, in the order of first appearance."""
    found = {figure.id: figure for figure in figures_in(document.sections)}
    for span in (*(span for endnote in document.endnotes for span in endnote), *document.deck.spans()):
        if span.figure:
            found.setdefault(span.figure.id, span.figure)
    return tuple(found.values())


def figures_in(sections: Iterable[Section]) -> tuple[Figure, ...]:
    """Return the figures of some sections, once each, in the order of first appearance."""
    found: dict[str, Figure] = {}
    for section in sections:
        for figure in _section_figures(section):
            found.setdefault(figure.id, figure)
    return tuple(found.values())


def _section_figures(section: Section) -> Iterator[Figure]:
    for words in (section.headline, *section.notes):
        yield from (span.figure for span in words if span.figure)
    for block in section.blocks:
        yield from figures_of(block)

"""Block kinds as frozen dataclasses, and the figures each one prints.

Every block has a stable `path` (`themes/industry/chart`) and says in `only` which media show it (empty: all of them).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, assert_never

from briefing.blocks.text import Text
from briefing.model.figure import Figure
from briefing.model.metrics import Light

Medium = Literal["pdf", "pptx", "html"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    path: str
    text: Text
    only: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points; each item may open with a stressed lead."""

    path: str
    items: tuple[Text, ...]
    only: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A card: what is measured, its figure in large type, and one line of context (change, rank).

    `label` includes the period where it matters. `heading` and `color` are set on tiles that stand for a theme.
    `word` is the word of the light in the language of the document.
    """

    label: str
    figure: Figure
    note: Text = ()
    heading: str = ""
    color: str = ""
    light: Light | None = None
    word: str = ""

    @property
    def light_word(self) -> str:
        """The word that stands beside the light, which print and colour-blind readers need."""
        return self.word or (self.light.value if self.light else "")


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of cards (`strip`), or a grid of tiles that says it all on one page (`tiles`).

    A `hero` is the first figure very large with its sentence, and the others as small cards beside it.
    """

    path: str
    items: tuple[KeyFigure, ...]
    layout: Literal["strip", "tiles", "hero"] = "strip"
    only: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `weight` is its share of the width relative to the others."""

    name: str
    align: Literal["left", "right", "center"] = "left"
    weight: float = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """A bar in a cell: `done` and `mark` are shares of the target and of the plan, 0–1 and beyond."""

    done: float
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Text, with a light (drawn as a coloured dot beside its word) or a progress bar before it."""

    text: Text
    light: Light | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; a `group` row has one cell, spans the table and is kept with the row after it.

    `anchor` is the id of the figure that the row is about: where a figure in the text leads to.
    """

    cells: tuple[Cell, ...]
    group: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; rows are never split and the header is repeated where it continues. `dense` asks for small type."""

    path: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    dense: bool = False
    only: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as a Vega-Lite spec without size; `title` carries the unit, `alt` says in words what it shows.

    `figures` are the numbers its labels print.
    """

    path: str
    kind: str
    title: str
    spec: Mapping[str, Any]
    alt: str
    figures: tuple[Figure, ...] = ()
    only: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class Callout:
    """One sentence that stands out: a judgement, a warning, a definition."""

    path: str
    text: Text
    tone: Literal["neutral", "good", "warning"] = "neutral"
    only: tuple[Medium, ...] = ()


Block = Paragraph | Bullets | KeyFigures | Table | Chart | Callout


def figures_of(block: Block) -> Iterator[Figure]:
    """Yield the figures a block prints, in reading order."""
    match block:
        case Paragraph() | Callout():
            yield from _in_texts([block.text])
        case Bullets():
            yield from _in_texts(block.items)
        case KeyFigures():
            for item in block.items:
                yield item.figure
                yield from _in_texts([item.note])
        case Table():
            yield from _in_texts(cell.text for row in block.rows for cell in row.cells)
        case Chart():
            yield from block.figures
        case _:
            assert_never(block)


def with_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    """Return a block with each of its texts changed, in reading order."""
    match block:
        case Paragraph() | Callout():
            return replace(block, text=change(block.text))
        case Bullets():
            return replace(block, items=tuple(change(item) for item in block.items))
        case KeyFigures():
            return replace(block, items=tuple(replace(item, note=change(item.note)) for item in block.items))
        case Table():
            return replace(block, rows=tuple(_with_texts(row, change) for row in block.rows))
        case Chart():
            return block
        case _:
            assert_never(block)


def _with_texts(row: Row, change: Callable[[Text], Text]) -> Row:
    return replace(row, cells=tuple(replace(cell, text=change(cell.text)) for cell in row.cells))


def texts_of(block: Block) -> Iterator[Text]:
    """Yield the texts of a block, in reading order."""
    match block:
        case Paragraph() | Callout():
            yield block.text
        case Bullets():
            yield from block.items
        case KeyFigures():
            yield from (item.note for item in block.items)
        case Table():
            yield from (cell.text for row in block.rows for cell in row.cells)
        case Chart():
            return
        case _:
            assert_never(block)


def _in_texts(texts: Iterable[Text]) -> Iterator[Figure]:
    for text in texts:
        for span in text:
            if span.figure:
                yield span.figure
            yield from _in_texts([span.note])

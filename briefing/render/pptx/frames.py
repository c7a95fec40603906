"""A slide's plan in, every frame of text on it out: its box, and the lines that each of its paragraphs is to take.

This is what the plan promises about text: it is checked before a deck is drawn, and a drawn deck is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from briefing.render.pptx.boxes import Box
from briefing.render.pptx.columns import PAD
from briefing.render.pptx.shapes import Anchor, Para, SlidePlan, TableShape, TextShape
from briefing.render.pptx.text import lines


@dataclass(frozen=True, slots=True)
class Frame:
    """A text shape or a table cell: the box that its text may fill, insets taken off, and its lines by paragraph.

    `cell` is the row and column of a cell, counted from 0.
    """

    name: str
    path: str
    box: Box
    paras: tuple[Para, ...]
    anchor: Anchor = "top"
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        return "\n".join(para.text for para in self.paras)

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(lines(para, self.box.w) for para in self.paras)

    @property
    def height(self) -> float:
        """The height of the text itself."""
        return sum(para.before + count * para.pitch for para, count in zip(self.paras, self.lines, strict=True))


def frames(slide: SlidePlan) -> Iterator[Frame]:
    """Yield the frames of a slide in drawing order; what charts and pictures say is theirs."""
    for shape in slide.shapes:
        if isinstance(shape, TextShape):
            yield text_frame(shape)
        elif isinstance(shape, TableShape):
            yield from _cells(shape)


def text_frame(shape: TextShape) -> Frame:
    return Frame(shape.name, shape.path, shape.box.inset(*shape.insets), shape.paras, shape.anchor)


def _cells(shape: TableShape) -> Iterator[Frame]:
    lefts = [shape.box.x, *(shape.box.x + end for end in accumulate(shape.widths))]
    y = shape.box.y
    for at, row in enumerate(shape.rows):
        for column, cell in enumerate(row.cells):
            if cell.span:
                wide = lefts[column + cell.span] - lefts[column]
                box = Box(lefts[column] + PAD + cell.left, y, wide - 2 * PAD - cell.left, row.height)
                yield Frame(shape.name, shape.path, box, cell.paras, "middle", (at, column))
        y += row.height

"""Lines of running text as a piece: justified, split between lines, with no widow and no orphan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.footnotes import Footnote
from briefing.render.pdf.page import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.structure import Element
from briefing.typeset import Align, Line

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands behind a paragraph: a ground, a bar at its left, and the padding around the text."""

    ground: str
    bar: str
    padding: float = 9
    bar_width: float = 3


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Lines at one pitch. The first is set in by `indent`; all begin at `left`.

    `notes` are footnotes, each with the number of the line that calls it.
    """

    lines: tuple[Line, ...]
    pitch: float
    color: str
    margins: Margins = Margins()
    align: Align = "justify"
    left: float = 0
    indent: float = 0
    panel: Panel | None = None
    width: float = 0
    notes: tuple[tuple[int, Footnote], ...] = ()
    element: Element = field(default_factory=lambda: Element("P"))

    @property
    def height(self) -> float:
        padding = 2 * self.panel.padding if self.panel else 0
        return len(self.lines) * self.pitch + padding

    @property
    def foot(self) -> tuple[Footnote, ...]:
        return tuple(note for _, note in self.notes)

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        padding = 2 * self.panel.padding if self.panel else 0
        fewest = 1 if force else _FEWEST
        count = min(int((room - padding) / self.pitch + 1e-6), len(self.lines) - fewest)
        if count < fewest:
            return None
        kept = tuple(each for each in self.notes if each[0] < count)
        left = tuple((at - count, note) for at, note in self.notes[len(kept) :])
        margins = replace(self.margins, anchor=None, new_page=False)
        head = replace(self, lines=self.lines[:count], notes=kept, margins=replace(self.margins, after=0, keep=False))
        return head, replace(self, lines=self.lines[count:], notes=left, indent=0, margins=margins)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        if self.panel:
            pen.box(x, y, self.width, self.height, fill=self.panel.ground)
            pen.box(x, y, self.panel.bar_width, self.height, fill=self.panel.bar)
            y += self.panel.padding
        with pen.within(self.element):
            for index, line in enumerate(self.lines):
                start = x + self.left + (self.indent if index == 0 else 0)
                pen.line(line, start, y + index * self.pitch + baseline(line, self.pitch), self.color, self.align)

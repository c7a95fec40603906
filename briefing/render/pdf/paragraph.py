"""Lines of running text as a piece: justified, split between lines, with no widow and no orphan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.structure import Element
from briefing.typeset import Align, Line

# A Chinese character stands in its square 88 % above the baseline and 12 % below.
ASCENT, DESCENT = 0.88, 0.12
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
    """Lines at one pitch. The first is set in by `indent`; all begin at `left`."""

    lines: tuple[Line, ...]
    pitch: float
    color: str
    margins: Margins = Margins()
    align: Align = "justify"
    left: float = 0
    indent: float = 0
    panel: Panel | None = None
    width: float = 0
    element: Element = field(default_factory=lambda: Element("P"))

    @property
    def height(self) -> float:
        padding = 2 * self.panel.padding if self.panel else 0
        return len(self.lines) * self.pitch + padding

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        padding = 2 * self.panel.padding if self.panel else 0
        fewest = 1 if force else _FEWEST
        count = min(int((room - padding) / self.pitch + 1e-6), len(self.lines) - fewest)
        if count < fewest:
            return None
        head = replace(self, lines=self.lines[:count], margins=replace(self.margins, after=0, keep=False))
        return head, replace(
            self, lines=self.lines[count:], indent=0, margins=replace(self.margins, anchor=None, new_page=False)
        )

    def draw(self, pen: Pen, x: float, y: float) -> None:
        if self.panel:
            pen.box(x, y, self.width, self.height, fill=self.panel.ground)
            pen.box(x, y, self.panel.bar_width, self.height, fill=self.panel.bar)
            y += self.panel.padding
        with pen.within(self.element):
            for index, line in enumerate(self.lines):
                start = x + self.left + (self.indent if index == 0 else 0)
                pen.line(line, start, y + index * self.pitch + baseline(line, self.pitch), self.color, self.align)


def baseline(line: Line, pitch: float) -> float:
    """Return how far below the top of its strip a line's baseline lies, with the characters in the middle."""
    size = max((run.size for run in line.runs), default=pitch)
    return (pitch - size) / 2 + ASCENT * size

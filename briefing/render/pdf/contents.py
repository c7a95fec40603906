"""Headings in, the linked contents page (目录) out; page numbers come from the finished layout as it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.document import Words
from briefing.render.pdf.flow import Anchor, Margins, Piece
from briefing.render.pdf.page import baseline
from briefing.render.pdf.paragraph import TextPiece
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.typeset import Align, Line

_SIZE, _ENTRY_PITCH = 14.0, 25.0
_NUMBER_ROOM, _DOT_STEP = 30.0, 6.0
_WHERE = "contents"


@dataclass(frozen=True, slots=True)
class Entry:
    """One chapter: its lines, and the leaders to the number of the page it starts on."""

    lines: tuple[Line, ...]
    key: str
    numbers: tuple[Line, ...]
    width: float
    list: Element
    on_page: str
    margins: Margins = Margins()
    element: Element = field(default_factory=lambda: Element("TOCI"))
    link: Element = field(default_factory=lambda: Element("Link"))

    @property
    def height(self) -> float:
        return len(self.lines) * _ENTRY_PITCH

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        with pen.within(self.list), pen.within(self.element), pen.within(self.link):
            self._draw_entry(pen, x, y)
            words = self.on_page.format("".join(line.text for line in self.lines), pen.pages[self.key])
            pen.link(self.key, words, x, y, self.width, self.height)

    def _draw_entry(self, pen: Pen, x: float, y: float) -> None:
        for index, line in enumerate(self.lines):
            pen.line(line, x, y + index * _ENTRY_PITCH + baseline(line, _ENTRY_PITCH), pen.style.ink)
        last = self.lines[-1]
        bottom = y + self.height - _ENTRY_PITCH + baseline(last, _ENTRY_PITCH)
        number = str(pen.pages[self.key])
        width = sum(self.numbers[int(digit)].width for digit in number)
        at = x + self.width - width
        self._draw_leaders(pen, x + last.width + 8, at - 6, bottom - 3)
        for digit in number:
            pen.line(self.numbers[int(digit)], at, bottom, pen.style.ink)
            at += self.numbers[int(digit)].width

    def _draw_leaders(self, pen: Pen, start: float, end: float, y: float) -> None:
        """Draw the dots as drawing, not as text, so that a copied entry holds words only."""
        at = end - (end - start) // _DOT_STEP * _DOT_STEP
        while at <= end:
            pen.dot(at, y, 0.6, pen.style.muted)
            at += _DOT_STEP


def contents_pieces(setter: Setter, words: Words, anchors: Sequence[Anchor]) -> Iterator[Piece]:
    """Yield the heading of the contents and an entry for each chapter."""
    sheet = setter.sheet
    type_ = sheet.headings[0]
    heading = setter.lines(words.contents, type_.role, type_.size, sheet.text_width, _WHERE, strong=type_.strong)
    margins = Margins(sheet.pitch / 2, 6, keep=True)
    align: Align = "center" if sheet.form == "official" else "left"
    color = setter.style.accent if type_.color == "accent" else setter.style.ink
    yield TextPiece(heading, sheet.pitch, color, margins, align, element=Element("H2"))
    digits = tuple(setter.line(str(digit), sheet.text, _SIZE, _WHERE) for digit in range(10))
    listed = Element("TOC")
    for anchor in anchors:
        lines = setter.lines(anchor.title, sheet.text, _SIZE, sheet.text_width - _NUMBER_ROOM, _WHERE)
        yield Entry(lines, anchor.key, digits, sheet.text_width, listed, words.on_page)

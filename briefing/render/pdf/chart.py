"""A chart's SVG in, a piece with its caption out: vectors only, in the document's own faces."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.errors import Notice
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.page import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.render.pdf.svg import Picture, read, words
from briefing.typeset import Line, Role

_CAPTION_SIZE, _CAPTION_PITCH = 12.0, 20.0
_GAP = 4.0
# Of a page, what a chart leaves to its caption and a heading.
_AROUND = 78.0
_LEGIBLE = 7.0


@dataclass(frozen=True, slots=True)
class ChartPiece:
    """A picture centred in the measure with its caption below; never split."""

    picture: Picture
    scale: float
    caption: tuple[Line, ...]
    width: float
    margins: Margins
    element: Element
    caption_element: Element = field(default_factory=lambda: Element("Caption"))

    @property
    def height(self) -> float:
        return self.picture.height * self.scale + _GAP + len(self.caption) * _CAPTION_PITCH

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        left = x + (self.width - self.picture.width * self.scale) / 2
        with pen.within(self.element):
            pen.picture(self.picture, left, y, self.scale)
            y += self.picture.height * self.scale + _GAP
            with pen.within(self.caption_element):
                for index, line in enumerate(self.caption):
                    base = y + index * _CAPTION_PITCH + baseline(line, _CAPTION_PITCH)
                    pen.line(line, x, base, pen.style.ink, "center")


def chart_piece(setter: Setter, svg: str, caption: str, where: str, alt: str) -> ChartPiece:
    """Set a chart at most as wide as the text; its characters are checked and noted as any others are.

    BriefingError for an SVG that cannot be read. What is left out of it, or too small to be read, is a notice.
    """
    picture, width = read(svg, where), setter.sheet.text_width
    setter.note_picture(picture, where)
    # A smaller picture is not enlarged: its text has the size that was asked for.
    scale = min(1.0, width / picture.width, (setter.sheet.text_height - _AROUND) / picture.height)
    smallest = min((line.shown_size for line in words(picture.items)), default=_LEGIBLE) * scale
    if smallest < _LEGIBLE:
        setter.notices.append(Notice(where, f"图中最小的字印出来只有{smallest:.1f}磅，可能看不清。"))
    lines = setter.lines(caption, Role.SANS, _CAPTION_SIZE, width, where)
    return ChartPiece(picture, scale, lines, width, Margins(10, 12, floats=True), Element("Figure", alt or caption))

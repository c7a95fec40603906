"""A chart's SVG in, a piece with its caption out: vectors only, in the document's own faces."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.errors import Notice
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.page import HEIGHT, TEXT_WIDTH
from briefing.render.pdf.paragraph import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.svg import Picture, draw, read, words
from briefing.typeset import Face, Line

_CAPTION_SIZE, _CAPTION_PITCH = 12.0, 20.0
_GAP = 4.0
# Higher than this, a chart and its caption would not stand on a page below a heading.
_HIGHEST = 560.0
_LEGIBLE = 7.0


@dataclass(frozen=True, slots=True)
class ChartPiece:
    """A picture centred in the measure with its caption below; never split."""

    picture: Picture
    scale: float
    caption: tuple[Line, ...]
    margins: Margins

    @property
    def height(self) -> float:
        return self.picture.height * self.scale + _GAP + len(self.caption) * _CAPTION_PITCH

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        left = x + (TEXT_WIDTH - self.picture.width * self.scale) / 2
        draw(pen.canvas, self.picture, left, HEIGHT - y, self.scale)
        y += self.picture.height * self.scale + _GAP
        for index, line in enumerate(self.caption):
            pen.line(line, x, y + index * _CAPTION_PITCH + baseline(line, _CAPTION_PITCH), pen.style.ink, "center")


def chart_piece(setter: Setter, svg: str, width: float, caption: str, where: str) -> ChartPiece:
    """Set a chart at most `width` points wide; its characters are checked and noted as any others are.

    BriefingError for an SVG that cannot be read. What is left out of it, or too small to be read, is a notice.
    """
    picture = read(svg, where)
    setter.notices += [Notice(where, loss) for loss in picture.losses]
    for line in words(picture.items):
        setter.note(line.text, line.face, where)
    # A smaller picture is not enlarged: its text has the size that was asked for.
    scale = min(1.0, width / picture.width, _HIGHEST / picture.height)
    smallest = min((line.shown_size for line in words(picture.items)), default=_LEGIBLE) * scale
    if smallest < _LEGIBLE:
        setter.notices.append(Notice(where, f"图中最小的字印出来只有{smallest:.1f}磅，可能看不清。"))
    lines = setter.lines(caption, Face.SANS, _CAPTION_SIZE, TEXT_WIDTH, where)
    return ChartPiece(picture, scale, lines, Margins(10, 12))

"""What stands on every page: the page number at the foot, and the mark of made-up data at the head."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.document import Document
from briefing.render.pdf.page import BODY, LEFT, MM, NUMBER_BASELINE, NUMBER_SIZE, TEXT_WIDTH
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.typeset import Align, Face, Line

_STAMP_SIZE, _STAMP_TOP, _STAMP_HEIGHT, _STAMP_PAD = 11.0, 21 * MM, 18.0, 7.0


@dataclass(frozen=True, slots=True)
class Furniture:
    """The page numbers, one line a page, and the stamp if there is one."""

    numbers: tuple[Line, ...]
    stamp: Line | None


def furniture(setter: Setter, document: Document, pages: int) -> Furniture:
    """Set the furniture of all pages."""
    numbers = tuple(_number(setter, page) for page in range(1, pages + 1))
    stamp = setter.line(document.words.synthetic, Face.SANS, _STAMP_SIZE, "synthetic") if document.synthetic else None
    return Furniture(numbers, stamp)


def _number(setter: Setter, page: int) -> Line:
    line = setter.line(f"— {page} —", Face.SERIF, NUMBER_SIZE, "page")
    return replace(line, room=TEXT_WIDTH - 2 * BODY)


def draw_furniture(pen: Pen, furniture_: Furniture, page: int) -> None:
    """Draw a page's number (odd right, even left, one character in) and the stamp."""
    align: Align = "right" if page % 2 else "left"
    pen.line(furniture_.numbers[page - 1], LEFT + BODY, NUMBER_BASELINE, pen.style.ink, align)
    stamp = furniture_.stamp
    if stamp:
        width = stamp.width + 2 * _STAMP_PAD
        left = LEFT + TEXT_WIDTH - width
        pen.box(left, _STAMP_TOP, width, _STAMP_HEIGHT, stroke=pen.style.accent)
        pen.line(stamp, left + _STAMP_PAD, _STAMP_TOP + _STAMP_HEIGHT / 2 + 0.38 * _STAMP_SIZE, pen.style.accent)

"""What stands on every page: the page number at the foot, and the mark of made-up data at the head."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.document import Document
from briefing.render.pdf.page import MM, Sheet
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.typeset import Align, Line, Role, ink_top

_STAMP_SIZE, _STAMP_RISE, _STAMP_HEIGHT, _STAMP_PAD = 11.0, 16 * MM, 18.0, 7.0


@dataclass(frozen=True, slots=True)
class Furniture:
    """The page numbers, one line a page, and the stamp if there is one."""

    sheet: Sheet
    numbers: tuple[Line, ...]
    stamp: Line | None


def furniture(setter: Setter, document: Document, pages: int) -> Furniture:
    """Set the furniture of all pages."""
    form = document.paper.page_numbers or ("dashes" if setter.sheet.form == "official" else "plain")
    words = {"dashes": "— {0} —", "plain": "{0} / {1}", "none": ""}[form]
    numbers = tuple(_number(setter, words.format(page, pages)) for page in range(1, pages + 1))
    stamp = setter.line(document.words.synthetic, Role.SANS, _STAMP_SIZE, "synthetic") if document.synthetic else None
    return Furniture(setter.sheet, numbers, stamp)


def _number(setter: Setter, words: str) -> Line:
    sheet = setter.sheet
    line = setter.line(words, Role.NUMBER if sheet.form == "official" else sheet.text, sheet.number_size, "page")
    return replace(line, room=sheet.text_width - 2 * _inset(sheet))


def _inset(sheet: Sheet) -> float:
    """Return how far in from the edge of the text a page number stands (GB/T 9704—2012, 7.5: one character)."""
    return sheet.number_size if sheet.form == "official" else 0


def draw_furniture(pen: Pen, furniture_: Furniture, page: int) -> None:
    """Draw a page's number and the stamp. The number stands right on odd pages and left on even ones (7.5)."""
    sheet = furniture_.sheet
    align: Align = "right" if page % 2 or sheet.form == "report" else "left"
    number = furniture_.numbers[page - 1]
    baseline = sheet.top + sheet.text_height + sheet.number_drop + _dash_top(number)
    with pen.furniture():
        pen.line(number, sheet.left + _inset(sheet), baseline, pen.style.ink, align)
        if furniture_.stamp:
            _draw_stamp(pen, furniture_.stamp, sheet)


def _dash_top(number: Line) -> float:
    """Return how far above the baseline the dashes reach (7.5: they stand 7 mm below the text), or the digits."""
    dashes = tuple(replace(run, text="—") for run in number.runs if "—" in run.text)
    return ink_top(dashes or number.runs)


def _draw_stamp(pen: Pen, stamp: Line, sheet: Sheet) -> None:
    width = stamp.width + 2 * _STAMP_PAD
    left, top = sheet.left + sheet.text_width - width, max(sheet.top - _STAMP_RISE, _STAMP_HEIGHT / 2)
    pen.box(left, top, width, _STAMP_HEIGHT, stroke=pen.style.accent)
    pen.line(stamp, left + _STAMP_PAD, top + _STAMP_HEIGHT / 2 + 0.38 * _STAMP_SIZE, pen.style.accent)

"""The imprint (版记, in a 简报 the 报尾) in, a piece for the foot of the last page out: GB/T 9704—2012, 7.4."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.document import Imprint
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.page import MM, baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.typeset import Align, Line, Role, wrap

# 7.4.1: the first and the last rule are 0.35 mm thick, those between 0.25 mm. 7.4.2–7.4.3: 4号仿宋, one character in.
_THICK, _THIN = 0.35 * MM, 0.25 * MM
_SIZE, _PITCH, _PAD = 14.0, 22.0, 2.0
_WHERE = "imprint"


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines between two rules: each with how far in it begins and where it stands."""

    lines: tuple[tuple[Line, float, Align], ...]
    rows: int

    @property
    def height(self) -> float:
        return self.rows * _PITCH + 2 * _PAD


@dataclass(frozen=True, slots=True)
class ImprintPiece:
    """Entries with rules above, between and below; the last rule is the lower edge of the text (7.4.1)."""

    entries: tuple[Entry, ...]
    width: float
    margins: Margins = Margins(28, foot=True, where=_WHERE)
    element: Element = field(default_factory=lambda: Element("Div"))

    @property
    def height(self) -> float:
        return sum(entry.height for entry in self.entries)

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        ink = pen.style.ink
        with pen.within(self.element):
            for index, entry in enumerate(self.entries):
                weight = _THIN if index else _THICK
                pen.rule(x, y + (0 if index else weight / 2), self.width, ink, weight)
                self._draw_entry(pen, entry, x, y + _PAD)
                y += entry.height
        pen.rule(x, y - _THICK / 2, self.width, ink, _THICK)

    def _draw_entry(self, pen: Pen, entry: Entry, x: float, y: float) -> None:
        with pen.new("P"):
            for at, (line, left, align) in enumerate(entry.lines):
                # Two lines of one row stand at its two ends.
                row = min(at, entry.rows - 1)
                pen.line(line, x + left, y + row * _PITCH + baseline(line, _PITCH), pen.style.ink, align)


def imprint_piece(setter: Setter, imprint: Imprint) -> ImprintPiece | None:
    """Set the imprint; None where it says nothing."""
    entries = [_recipients(setter, words) for words in imprint.recipients if words]
    if imprint.printer or imprint.date:
        entries.append(_ends(setter, imprint.printer, imprint.date))
    if imprint.copies:
        entries.append(_ends(setter, "", imprint.copies))
    if not entries:
        return None
    piece = ImprintPiece(tuple(entries), setter.sheet.text_width)
    if piece.height > setter.sheet.text_height:
        setter.problems.add(_WHERE, "版记比整页还高，放不下。", "请缩短报送单位的名单。")
    return piece


def _recipients(setter: Setter, words: str) -> Entry:
    """Set 报：…… or 抄送：……; further lines begin behind the colon (7.4.2)."""
    room = setter.sheet.text_width - 2 * _SIZE
    lead, colon, _ = words.partition("：")
    hanging = setter.line(lead + colon, Role.BODY, _SIZE, _WHERE).width if colon and len(lead) < 6 else 0
    lines = wrap(setter.runs(words, Role.BODY, _SIZE, _WHERE), room - hanging, room)
    align: Align = "justify"
    return Entry(tuple((line, _SIZE + (hanging if at else 0), align) for at, line in enumerate(lines)), len(lines))


def _ends(setter: Setter, left: str, right: str) -> Entry:
    """Set a text at each end of one row, one character in (7.4.3); below one another where they would meet."""
    room = setter.sheet.text_width - 2 * _SIZE
    at_left = setter.lines(left, Role.BODY, _SIZE, room, _WHERE) if left else ()
    at_right = setter.lines(right, Role.BODY, _SIZE, room, _WHERE) if right else ()
    sides: list[tuple[Line, float, Align]] = [(line, _SIZE, "left") for line in at_left]
    sides += [(line, _SIZE, "right") for line in at_right]
    meet = len(sides) != 2 or sum(line.width for line, _, _ in sides) + _SIZE > room
    return Entry(tuple(sides), len(sides) if meet else 1)

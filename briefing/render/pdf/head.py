"""A document's opening in, pieces out: the red head of a 简报 (报头), or a plain one, and the title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.document import Document, Masthead
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.page import BODY, PITCH, TEXT_WIDTH
from briefing.render.pdf.paragraph import TextPiece, baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.typeset import Face, Line, Run, wrap

# GB/T 9704 asks for Y80 M80: this red on a screen. It is the red of the form, not of a template.
_RED = "#D9261C"
_LARGEST_NAME, _NAME_SHARE, _NAME_SPACING = 62.0, 0.86, 0.14
_TITLE, _TITLE_PITCH = 22.0, 36.0
_SMALL = 14.0
_RULE = 2.2


@dataclass(frozen=True, slots=True)
class Head:
    """Strips of lines from the top: each with its height, its alignment and its colour; a red rule closes it."""

    strips: tuple[tuple[Line, float, str, bool], ...]
    issuer: Line
    date: Line
    margins: Margins = Margins(0, 2 * PITCH)

    @property
    def height(self) -> float:
        return sum(height for _, height, _, _ in self.strips) + PITCH + 6

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for line, height, color, centred in self.strips:
            pen.line(line, x, y + baseline(line, height), color, "center" if centred else "left")
            y += height
        pen.line(self.issuer, x, y + baseline(self.issuer, PITCH), pen.style.ink)
        pen.line(self.date, x, y + baseline(self.date, PITCH), pen.style.ink, "right")
        pen.rule(x, y + PITCH + 5, TEXT_WIDTH, _RED, _RULE)


def head_pieces(setter: Setter, document: Document) -> Iterator[Piece]:
    """Yield what stands before the first section."""
    if document.masthead:
        yield _red_head(setter, document.masthead)
        yield _title(setter, document.title, Margins(0, PITCH))
        return
    if document.classification:
        yield _centred(setter, document.classification, Face.SANS, _SMALL, setter.style.ink, "left")
    if document.kicker:
        yield _centred(setter, document.kicker, Face.SANS, _SMALL, setter.style.accent)
    yield _title(setter, document.title, Margins(PITCH, 10))
    for words in document.byline:
        yield _centred(setter, words, Face.SERIF, _SMALL, setter.style.muted)


def _red_head(setter: Setter, head: Masthead) -> Head:
    style, strips = setter.style, list[tuple[Line, float, str, bool]]()
    secrecy = _one(setter, head.classification, Face.SANS, _SMALL)
    strips.append((secrecy, PITCH, style.ink, False))
    strips.append((_name(setter, head.name), 4 * PITCH, _RED, True))
    if head.issue:
        strips.append((_one(setter, head.issue, Face.SERIF, BODY), PITCH * 1.3, style.ink, True))
    return Head(tuple(strips), *_sides(setter, head))


def _sides(setter: Setter, head: Masthead) -> tuple[Line, Line]:
    """Return issuer and date for one line, set smaller where they would meet."""
    issuer, date = (_one(setter, words, Face.SERIF, BODY) for words in (head.issuer, head.date))
    size = min(BODY, BODY * (TEXT_WIDTH - BODY) / max(issuer.width + date.width, 1))
    return _one(setter, head.issuer, Face.SERIF, size), _one(setter, head.date, Face.SERIF, size)


def _one(setter: Setter, words: str, face: Face, size: float) -> Line:
    """Return a line that lies within the measure, set smaller where it would not."""
    line = setter.line(words, face, size, "masthead")
    if line.width > TEXT_WIDTH:
        line = setter.line(words, face, size * TEXT_WIDTH / line.width, "masthead")
    return replace(line, room=TEXT_WIDTH)


def _name(setter: Setter, words: str) -> Line:
    """Return the red name, spread over most of the measure."""
    natural = setter.line(words, Face.SERIF, 1, "masthead").width + _NAME_SPACING * max(len(words) - 1, 0)
    size = min(_LARGEST_NAME, TEXT_WIDTH * _NAME_SHARE / max(natural, 1))
    runs = setter.runs(words, Face.SERIF, size, "masthead", tracking=size * _NAME_SPACING, strong=True)
    line = wrap(runs, 1e9, justified=False)[0]
    # The last character's spacing is not part of what is centred.
    return replace(line, width=line.width - size * _NAME_SPACING, room=TEXT_WIDTH)


def _title(setter: Setter, words: str, margins: Margins) -> TextPiece:
    runs = setter.runs(words, Face.SERIF, _TITLE, "title", strong=True)
    return TextPiece(balanced(runs, TEXT_WIDTH), _TITLE_PITCH, setter.style.ink, margins, "center")


def balanced(runs: tuple[Run, ...], room: float) -> tuple[Line, ...]:
    """Break into as few lines as `room` allows, of about equal length, as titles are set (GB/T 9704, 7.3.1)."""
    lines = wrap(runs, room, justified=False)
    low, high = room / max(len(lines), 1), room
    for _ in range(12 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(runs, middle, justified=False)) <= len(lines) else (middle, high)
    narrow = wrap(runs, high, justified=False)
    return tuple(replace(line, room=room) for line in narrow)


def _centred(setter: Setter, words: str, face: Face, size: float, color: str, align: str = "center") -> TextPiece:
    lines = setter.lines(words, face, size, TEXT_WIDTH, "title")
    return TextPiece(lines, size * 1.6, color, Margins(), "left" if align == "left" else "center")

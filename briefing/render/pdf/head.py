"""A document's opening in, pieces out: the red head of a 简报 (报头), or a plain one, and the title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from briefing.document import Document, Masthead
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.page import MM, baseline
from briefing.render.pdf.paragraph import TextPiece
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.typeset import Align, Line, Role, Run, ink_top, wrap

_LARGEST_NAME, _NAME_SHARE, _NAME_SPACING = 58.0, 0.86, 0.14
_SMALL = 14.0
# A head smaller than this is none.
_LEAST, _LEAST_NAME = 10.5, 22.0
_RULE = 2.2
# By how many characters a title may be set wider than evenly.
_STEPS = 5
# 7.2.7: the red line stands 4 mm below the line above it.
_ABOVE_RULE = 4 * MM


@dataclass(frozen=True, slots=True)
class Strip:
    """A line at a place below the top of the head."""

    line: Line
    baseline: float
    color: str
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Head:
    """Lines at their places, and the red rule that closes the head at `height`."""

    strips: tuple[Strip, ...]
    height: float
    width: float
    red: str
    margins: Margins
    element: Element = field(default_factory=lambda: Element("Div"))

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        with pen.within(self.element):
            for strip in self.strips:
                with pen.new("P"):
                    pen.line(strip.line, x, y + strip.baseline, strip.color, strip.align)
        pen.rule(x, y + self.height - _RULE / 2, self.width, self.red, _RULE)


def head_pieces(setter: Setter, document: Document) -> Iterator[Piece]:
    """Yield what stands before the first section; the red head takes the place of what a cover says."""
    sheet, style, head = setter.sheet, setter.style, document.masthead
    if head and sheet.form == "official":
        head = replace(head, classification=head.classification or document.classification)
        yield red_head(setter, head, document.paper.red)
        yield _title(setter, document.title, Margins(0, sheet.pitch))
        return
    blank = document.words.blank
    secrecy = (head.classification if head else "") or document.classification
    above = [_joined(blank, secrecy, head.serial), _joined(blank, head.name, head.issue)] if head else [secrecy]
    below = [_joined(blank, head.issuer, head.date)] if head and not document.byline else [*document.byline]
    align: Align = "center" if sheet.form == "official" else "left"
    for at, words in enumerate(above):
        if words:
            yield _small(setter, words, style.accent if at else style.ink, align if at else "left")
    if document.kicker and not head:
        yield _small(setter, document.kicker, style.accent, align)
    yield _title(setter, document.title, Margins(sheet.pitch, 10))
    for words in below:
        yield _small(setter, words, style.muted, align)


def _joined(blank: str, *words: str) -> str:
    return blank.join(each for each in words if each)


def red_head(setter: Setter, head: Masthead, red: str) -> Head:
    """Set the head by 7.2: secrecy at the top left, the name from `head.top` mm on, issue, issuer and date below it.

    The red is Y80 M80 in print (6.2); the template names the one for a screen.
    """
    sheet, ink = setter.sheet, setter.style.ink
    pitch, size = sheet.pitch, sheet.body
    left, right = _sides(setter, head.classification, head.serial, Role.HEADING)
    name = _name(setter, head.name)
    above = head.top * MM + ink_top(name.runs)
    strips = [_strip(left, 0, pitch, ink), _strip(right, 0, pitch, ink, "right"), Strip(name, above, red, "center")]
    y = above + pitch / 2
    if head.issue:
        strips.append(_strip(_one(setter, head.issue, Role.BODY, size), y, pitch, ink, "center"))
        y += pitch
    issuer, date = _sides(setter, head.issuer, head.date, Role.BODY)
    strips += [_strip(issuer, y, pitch, ink), _strip(date, y, pitch, ink, "right")]
    # The characters stand in the middle of their line; 4 mm count from their feet.
    bottom = y + pitch - (pitch - size) / 2
    shown = tuple(strip for strip in strips if strip.line.text)
    return Head(shown, bottom + _ABOVE_RULE + _RULE, sheet.text_width, red, Margins(0, 2 * pitch))


def _strip(line: Line, y: float, pitch: float, color: str, align: Align = "left") -> Strip:
    return Strip(line, y + baseline(line, pitch), color, align)


def _sides(setter: Setter, left: str, right: str, role: Role) -> tuple[Line, Line]:
    """Return two texts for one line, set smaller where they would meet, but not past what can be read."""
    body, room = setter.sheet.body, setter.sheet.text_width
    natural = sum(setter.line(words, role, body, "masthead").width for words in (left, right))
    size = _legible(setter, body * min(1, (room - body) / max(natural, 1)), left + right)
    return _one(setter, left, role, size), _one(setter, right, role, size)


def _legible(setter: Setter, size: float, words: str) -> float:
    """Return the size, or the least one with a problem where even that would be too large."""
    if size < _LEAST:
        setter.problems.add("masthead", f"红头里“{words[:20]}”太长，一行放不下。", "请缩短。")
    return max(size, _LEAST)


def _one(setter: Setter, words: str, role: Role, size: float) -> Line:
    """Return a line that lies within the measure, set smaller where it would not."""
    room = setter.sheet.text_width
    line = setter.line(words, role, size, "masthead")
    if line.width > room:
        line = setter.line(words, role, _legible(setter, size * room / line.width, words), "masthead")
    return replace(line, room=room)


def _name(setter: Setter, words: str) -> Line:
    """Return the red name, spread over most of the measure."""
    room = setter.sheet.text_width
    natural = setter.line(words, Role.TITLE, 1, "masthead").width + _NAME_SPACING * max(len(words) - 1, 0)
    size = min(_LARGEST_NAME, room * _NAME_SHARE / max(natural, 1))
    if size < _LEAST_NAME:
        setter.problems.add("masthead", f"红头名称“{words[:20]}”太长，一行放不下。", "请缩短名称。")
    runs = setter.runs(words, Role.TITLE, size, "masthead", tracking=size * _NAME_SPACING)
    line = wrap(runs, 1e9, justified=False)[0]
    # The last character's spacing is not part of what is centred.
    return replace(line, width=line.width - size * _NAME_SPACING, room=room)


def _title(setter: Setter, words: str, margins: Margins) -> TextPiece:
    """Set the title by 7.3.1: centred, in lines that get shorter where they may (梯形), else of about equal length."""
    sheet = setter.sheet
    type_ = sheet.title
    runs = setter.runs(words, type_.role, type_.size, "title", strong=type_.strong)
    lines = tapered(runs, sheet.text_width) if sheet.form == "official" else balanced(runs, sheet.text_width)
    align: Align = "center" if sheet.form == "official" else "left"
    return TextPiece(lines, type_.pitch, setter.style.ink, margins, align, element=Element("H1"))


def tapered(runs: tuple[Run, ...], room: float) -> tuple[Line, ...]:
    """Break into as few lines as `room` allows, each shorter than the one before if some width does that."""
    even = balanced(runs, room)
    size = max((run.size for run in runs), default=0.0)
    widest = max((line.width for line in even), default=0.0)
    for wider in range(1, _STEPS if len(even) > 1 else 0):
        lines = wrap(runs, min(widest + wider * size, room), justified=False)
        if len(lines) == len(even) and all(two.width <= one.width - size for one, two in pairwise(lines)):
            return tuple(replace(line, room=room) for line in lines)
    return even


def balanced(runs: tuple[Run, ...], room: float) -> tuple[Line, ...]:
    """Break into as few lines as `room` allows, of about equal length."""
    lines = wrap(runs, room, justified=False)
    low, high = room / max(len(lines), 1), room
    for _ in range(12 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(runs, middle, justified=False)) <= len(lines) else (middle, high)
    narrow = wrap(runs, high, justified=False)
    return tuple(replace(line, room=room) for line in narrow)


def _small(setter: Setter, words: str, color: str, align: Align) -> TextPiece:
    role = Role.HEADING if setter.sheet.form == "official" else Role.SANS
    lines = setter.lines(words, role, _SMALL, setter.sheet.text_width, "title")
    return TextPiece(lines, _SMALL * 1.6, color, Margins(), align)

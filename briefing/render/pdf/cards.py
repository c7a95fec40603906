"""Key figures in, rows of cards out: a strip under a heading, a grid of tiles that says it all, or a large figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from briefing.blocks import KeyFigure, KeyFigures, Span
from briefing.render.pdf.cells import light_color
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.footnotes import Footnote, called_in
from briefing.render.pdf.page import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.typeset import Line, Role

_GAP, _PAD_X, _PAD_Y = 10.0, 10.0, 9.0
_RULE = 2.4
_SMALL, _SMALL_PITCH = 10.5, 15.0
_HEADING, _HEADING_PITCH = 12.5, 20.0
_NUMBER, _LARGE_NUMBER, _LEAST_NUMBER, _UNIT = 25.0, 18.0, 14.0, 11.0
_NUMBER_PITCH = 34.0
_DOT = 3.4
_HERO_NUMBER, _HERO_UNIT, _HERO_TEXT, _HERO_PITCH, _HERO_PAD = 48.0, 16.0, 12.0, 19.0, 14.0
_HERO_SHARE, _HERO_SHARE_OF_PAIRS = 0.52, 0.42
# Of so many cards beside a large figure two stand side by side: one above the other they would be a tower.
_PAIRED_FROM = 4
_MOST_IN_STRIP, _MOST_IN_TILES = 4, 3


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of a card, or several: at their pitch, in their colour."""

    lines: tuple[Line, ...]
    pitch: float
    color: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card ready to draw. The light's dot stands at the right end of its first strip, before its word."""

    strips: tuple[Strip, ...]
    color: str
    light: tuple[Line, str] | None
    notes: tuple[Footnote, ...] = ()
    element: Element = field(default_factory=lambda: Element("P"))

    @property
    def height(self) -> float:
        return sum(len(strip.lines) * strip.pitch for strip in self.strips) + 2 * _PAD_Y


@dataclass(frozen=True, slots=True)
class CardRow:
    """Cards side by side, as high as the highest of them."""

    cards: tuple[Card, ...]
    width: float
    framed: bool
    margins: Margins

    @property
    def height(self) -> float:
        return max(card.height for card in self.cards)

    @property
    def foot(self) -> tuple[Footnote, ...]:
        return tuple(note for card in self.cards for note in card.notes)

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for card in self.cards:
            draw_card(pen, card, x, y, self.width, self.height, framed=self.framed)
            x += self.width + _GAP


def draw_card(pen: Pen, card: Card, x: float, y: float, width: float, height: float, *, framed: bool) -> None:
    """Draw a card in a frame, or on a ground of its own, under a bar of its colour."""
    if framed:
        pen.box(x, y, width, height, stroke=pen.style.rule)
    else:
        pen.box(x, y, width, height, fill=pen.style.faint)
    pen.box(x, y, width, _RULE, fill=card.color)
    with pen.within(card.element):
        draw_words(pen, card, x + _PAD_X, y + _PAD_Y, width - 2 * _PAD_X)


def draw_words(pen: Pen, card: Card, x: float, top: float, width: float) -> None:
    """Draw the strips of a card, and the light's word last, as it is read."""
    y = top
    for strip in card.strips:
        for line in strip.lines:
            pen.line(line, x, y + baseline(line, strip.pitch), strip.color)
            y += strip.pitch
    if card.light:
        word, color = card.light
        first = card.strips[0]
        pen.line(word, x + width - word.width, top + baseline(first.lines[0], first.pitch), pen.style.ink)
        pen.dot(x + width - word.width - 2 * _DOT, top + first.pitch / 2, _DOT, color)


@dataclass(frozen=True, slots=True)
class HeroRow:
    """A large card, and beside it small ones in rows of `across`, together as high as the higher side asks for."""

    hero: Card
    cards: tuple[Card, ...]
    across: int
    hero_width: float
    width: float
    margins: Margins

    @property
    def _rows(self) -> tuple[tuple[Card, ...], ...]:
        return tuple(self.cards[start : start + self.across] for start in range(0, len(self.cards), self.across))

    @property
    def height(self) -> float:
        beside = sum(max(card.height for card in row) for row in self._rows) + _GAP * max(0, len(self._rows) - 1)
        return max(self.hero.height + 2 * (_HERO_PAD - _PAD_Y), beside)

    @property
    def foot(self) -> tuple[Footnote, ...]:
        return tuple(note for card in (self.hero, *self.cards) for note in card.notes)

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        inner = self.hero.height - 2 * _PAD_Y
        pen.box(x, y, self.hero_width, self.height, fill=pen.style.faint)
        pen.box(x, y, _RULE, self.height, fill=self.hero.color)
        with pen.within(self.hero.element):
            draw_words(pen, self.hero, x + _HERO_PAD, y + (self.height - inner) / 2, self.hero_width - 2 * _HERO_PAD)
        rows = self._rows
        for row in rows:
            tall = (self.height - _GAP * (len(rows) - 1)) / len(rows)
            left = x + self.hero_width + _GAP
            for card in row:
                draw_card(pen, card, left, y, self.width, tall, framed=True)
                left += self.width + _GAP
            y += tall + _GAP


Cards = TypeVar("Cards", CardRow, HeroRow)


def card_rows(setter: Setter, block: KeyFigures, color: str) -> Iterator[CardRow | HeroRow]:
    """Yield the rows of a block of key figures; `color` marks the cards that have none of their own."""
    if block.layout == "hero":
        yield _checked(setter, _hero(setter, block, color), block.path)
        return
    most = _MOST_IN_TILES if block.layout == "tiles" else _MOST_IN_STRIP
    count = -(-len(block.items) // max(1, -(-len(block.items) // most)))
    whole = setter.sheet.text_width
    columns = _columns(setter, block, max(2, count))
    room = _room(columns, whole)
    size = _number_size(setter, block, room - 2 * _PAD_X)
    cards = [_card(setter, item, block, room, size, color) for item in block.items]
    rows = [tuple(cards[start : start + columns]) for start in range(0, len(cards), columns)]
    for index, row in enumerate(rows):
        # Two rows are one picture; more than that may go on on the next page.
        margins = Margins(10 if index == 0 else _GAP, 12, keep=index == 0 and len(rows) == 2)
        yield _checked(setter, CardRow(row, room, block.layout == "tiles", margins), block.path)


def _hero(setter: Setter, block: KeyFigures, color: str) -> HeroRow:
    """Return the first figure very large with its sentence, the others as small cards in one size beside it."""
    whole, rest = setter.sheet.text_width, replace(block, items=block.items[1:], layout="tiles")
    across = 2 if len(rest.items) >= _PAIRED_FROM else 1
    wide = whole * (_HERO_SHARE if across == 1 else _HERO_SHARE_OF_PAIRS) if rest.items else whole
    room = (whole - wide - _GAP * across) / across
    size = _number_size(setter, rest, room - 2 * _PAD_X) if rest.items else 0
    cards = tuple(_card(setter, item, rest, room, size, color) for item in rest.items)
    hero = _hero_card(setter, block, wide - 2 * _HERO_PAD, color)
    return HeroRow(hero, cards, across, wide, room, Margins(10, 12))


def _hero_card(setter: Setter, block: KeyFigures, inner: float, color: str) -> Card:
    item, style, where = block.items[0], setter.style, block.path
    own = item.color or color
    light = _light(setter, item, where)
    taken = light[0].width + 3 * _DOT + 4 if light else 0
    strips = [
        Strip(setter.lines(words, Role.SANS, size, inner - taken, where, strong=strong), size * 1.55, tone)
        for words, size, strong, tone in (
            (item.heading, _HEADING, True, own), (item.label, _HERO_TEXT, False, style.muted),
        )
        if words
    ]  # fmt: skip
    size = _fitting_size(setter, item, inner, where, _HERO_NUMBER, _HERO_UNIT)
    if size < _LEAST_NUMBER:
        setter.problems.add(where, "指标卡里的数字太长，放不下。", "请换用更大的单位。")
    size = max(size, _LEAST_NUMBER)
    strips.append(Strip((_number(setter, item, size, where, _HERO_UNIT),), size * 1.35, own))
    if item.note:
        strips.append(Strip(setter.lines(item.note, Role.SANS, _HERO_TEXT, inner, where), _HERO_PITCH, style.ink))
    notes = tuple(note for strip in strips for note in called_in(setter, strip.lines, where))
    return Card(tuple(strips), own, light, notes)


def _light(setter: Setter, item: KeyFigure, where: str) -> tuple[Line, str] | None:
    if not item.light:
        return None
    return setter.line(item.light_word, Role.SANS, _SMALL, where), light_color(item.light, setter.style)


def _room(columns: int, whole: float) -> float:
    return (whole - (columns - 1) * _GAP) / columns


def _columns(setter: Setter, block: KeyFigures, most: int) -> int:
    """Return how many cards stand side by side: as many as leave the longest figure a large size, but at least two."""
    for count in range(most, 1, -1):
        room = _room(count, setter.sheet.text_width) - 2 * _PAD_X
        sizes = [_fitting_size(setter, item, room, block.path) for item in block.items]
        if min(sizes) >= _LARGE_NUMBER and all(_words_fit(setter, item, room, block.path) for item in block.items):
            return count
    return 2


def _words_fit(setter: Setter, item: KeyFigure, room: float, where: str) -> bool:
    """Return whether a label of Latin words can be broken between them, beside the word of the light."""
    words = item.label.split() if item.label.isascii() else []
    light = setter.line(item.light_word, Role.SANS, _SMALL, where).width + 3 * _DOT + 4 if item.light else 0
    left = room if item.heading else room - light
    return all(setter.line(word, Role.SANS, _SMALL, where).width <= left for word in words)


def _checked(setter: Setter, row: Cards, where: str) -> Cards:
    if row.height > setter.sheet.text_height:
        setter.problems.add(where, "指标卡的文字比整页还长，放不下。", "请缩短指标名称或说明。")
    return row


def _card(setter: Setter, item: KeyFigure, block: KeyFigures, room: float, size: float, color: str) -> Card:
    style, inner, where = setter.style, room - 2 * _PAD_X, block.path
    own = item.color or color
    light = _light(setter, item, where)
    taken = light[0].width + 3 * _DOT + 4 if light else 0
    strips: list[Strip] = []
    if item.heading:
        heading = setter.lines(item.heading, Role.SANS, _HEADING, inner - taken, where, strong=True)
        strips.append(Strip(heading, _HEADING_PITCH, own))
    label = setter.lines(item.label, Role.SANS, _SMALL, inner if item.heading else inner - taken, where)
    strips.append(Strip(label, _SMALL_PITCH, style.muted))
    strips.append(Strip((_number(setter, item, size, where),), _NUMBER_PITCH, style.ink))
    if item.note:
        strips.append(Strip(setter.lines(item.note, Role.SANS, _SMALL, inner, where), _SMALL_PITCH, style.ink))
    notes = tuple(note for strip in strips for note in called_in(setter, strip.lines, where))
    return Card(tuple(strips), own, light, notes)


def _number(setter: Setter, item: KeyFigure, size: float, where: str, unit: float = _UNIT) -> Line:
    """Return the figure with its digits large, and its qualifier and unit small."""
    before, after = _around(item)
    runs = (
        *setter.runs(before, Role.SANS, unit, where),
        *setter.runs((Span(item.figure.number, item.figure, True),), Role.SANS, size, where),
        *setter.runs(after, Role.SANS, unit, where),
    )
    return Line(tuple(run for run in runs if run.text), 0, 0, True)


def _around(item: KeyFigure) -> tuple[str, str]:
    figure = item.figure
    if figure.language == "en":
        return figure.before, figure.after
    if figure.qualifier == "余":
        return "", f" 余{figure.unit}"
    return figure.qualifier, f" {figure.unit}" if figure.unit else ""


def _number_size(setter: Setter, block: KeyFigures, room: float) -> float:
    """Return the size at which every figure of the block fits its card; a notice where even the least is too large."""
    sizes = [_fitting_size(setter, item, room, block.path) for item in block.items]
    if min(sizes) < _LEAST_NUMBER:
        setter.problems.add(block.path, "指标卡里的数字太长，放不下。", "请换用更大的单位。")
    return max(min(sizes), _LEAST_NUMBER)


def _fitting_size(
    setter: Setter, item: KeyFigure, room: float, where: str, most: float = _NUMBER, unit: float = _UNIT
) -> float:
    before, after = _around(item)
    left = room - setter.line(before + after, Role.SANS, unit, where).width
    number = setter.line(item.figure.number, Role.SANS, 1, where, strong=True)
    return min(most, left / max(number.width, 0.01))

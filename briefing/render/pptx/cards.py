"""Key figures and a box in, cards or tiles out: label, the figure in large type, and a line of context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from briefing.blocks import KeyFigure, KeyFigures
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.render.pptx.boxes import GUTTER, Box
from briefing.render.pptx.shapes import Panel, Para, Run, Shape, TextShape
from briefing.render.pptx.text import Setting, height, line_width, runs, settled, width

DOT = "●"
_BAR = 3.0
_TOP = 4.0
_LAMP, _LAMP_WIDTH, _LAMP_SPARE = 13.0, 52.0, 6.0
_ROW_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Type:
    """The sizes of a card, in points; `inset` is the white around its text."""

    heading: float
    label: float
    number: float
    unit: float
    note: float
    inset: float


STRIP_TYPES = (Type(0, 13, 32, 15, 13, 12), Type(0, 12, 28, 14, 12, 10), Type(0, 12, 24, 12, 12, 8))
TILE_TYPES = (
    Type(18, 15, 40, 18, 16, 18),
    Type(17, 14, 36, 16, 15, 16),
    Type(16, 13, 30, 14, 14, 14),
    Type(14, 12, 26, 13, 12, 10),
    Type(14, 12, 20, 12, 12, 8),
)
HERO_TYPES = (
    Type(20, 18, 72, 26, 18, 26),
    Type(18, 16, 60, 22, 17, 22),
    Type(17, 15, 48, 18, 16, 18),
    Type(16, 14, 40, 16, 14, 16),
    Type(14, 13, 32, 14, 12, 14),
)
# Three tiles in a row need more room beside the large figure than two.
_HERO_SHARES, _HERO_SHARES_OF_THREE, _HERO_BAR = (0.4, 0.6), (0.34, 0.66), 5.0
_BESIDE = 0.8
_BESIDE_HERO = {1: 1, 2: 2, 3: 3, 4: 2}
_STRIP_COLUMNS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 3, 7: 4, 8: 4, 9: 5, 10: 5}
_TILE_COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4, 9: 3}
_MOST_COLUMNS = 4


def light_color(light: Light, setting: Setting) -> str:
    style = setting.style
    return {Light.GREEN: style.green, Light.YELLOW: style.yellow, Light.RED: style.red}[light]


def light_runs(light: Light, size: float, setting: Setting) -> tuple[Run, ...]:
    """Return a coloured dot and the word of the light, which print and colour-blind readers need."""
    return (
        Run(f"{DOT} ", size, color=light_color(light, setting)),
        Run(setting.words.light(light), size, color=setting.style.ink),
    )


def columns(block: KeyFigures, room: float) -> int:
    """Return how many cards stand in a row: fewer than usual where a number would not stand on one line."""
    count = len(block.items)
    usual = (_TILE_COLUMNS if block.layout == "tiles" else _STRIP_COLUMNS).get(count, _MOST_COLUMNS)
    return next((each for each in range(usual, 1, -1) if _one_line(block, cell_width(room, each))), 1)


def too_wide(block: KeyFigures, room: float) -> tuple[KeyFigure, ...]:
    """Return the cards whose number, or heading beside its light, even the whole width does not hold on a line."""
    type_ = _types(block)[-1]
    return tuple(item for item in block.items if _line_width(item, type_) > room - _around(block, type_))


def rows_of(block: KeyFigures, across: int) -> int:
    """Return how many rows the cards take."""
    return ceil(len(block.items) / across)


def row_height(block: KeyFigures, across: int, room: float, setting: Setting) -> float:
    """Return the height of a row of cards: as they are set in a strip, or the least of tiles."""
    wide = cell_width(room, across)
    if block.layout == "tiles":
        type_ = TILE_TYPES[-1]
        inner = wide - 2 * type_.inset
        return _TOP + 2 * type_.inset + max(height(card, inner) for card in _aligned(block, type_, inner, setting))
    type_ = strip_type(block, wide)
    inner = wide - type_.inset
    return max(height(card, inner) for card in _aligned(block, type_, inner, setting)) + _ROW_GAP


def strip(block: KeyFigures, across: int, box: Box, type_: Type, setting: Setting) -> tuple[Shape, ...]:
    """Return a strip of cards, each with a bar of the theme's colour at its left."""
    cells = box.grid(across, rows_of(block, across))
    cards = _aligned(block, type_, cells[0].w - type_.inset, setting)
    shapes: list[Shape] = []
    for at, (item, cell, paras) in enumerate(zip(block.items, cells, cards, strict=False), 1):
        color = item.color or setting.color
        shapes.append(Panel(f"{block.path}/bar#{at}", replace(cell, w=_BAR), color, block.path))
        frame = cell.inset(type_.inset)
        shapes.append(TextShape(_nth(block.path, at), frame, paras, insets=(0, 2, 0, 0), path=block.path))
        shapes += _lamp(item, f"{block.path}/light#{at}", _beside_number(item, type_, frame, paras), setting)
    return tuple(shapes)


def tiles(
    block: KeyFigures, across: int, box: Box, setting: Setting, first: int = 1, types: Sequence[Type] = TILE_TYPES
) -> tuple[Shape, ...]:
    """Return a grid of framed tiles, each topped by a bar of its theme's colour; they are numbered from `first`."""
    cells = box.grid(across, rows_of(block, across))
    type_ = _tile_type(block, cells[0], setting, types)
    room = cells[0].w - 2 * type_.inset
    cards = _aligned(block, type_, room, setting)
    above = _TOP + (cells[0].h - _TOP - max(height(card, room) for card in cards)) / 2
    inset = (type_.inset, above, type_.inset, 0.0)
    shapes: list[Shape] = []
    for at, (item, cell, paras) in enumerate(zip(block.items, cells, cards, strict=False), first):
        line = setting.style.rule
        shapes.append(TextShape(_nth(block.path, at), cell, paras, insets=inset, line=line, path=block.path))
        shapes.append(Panel(f"{block.path}/bar#{at}", cell.top(_TOP), item.color or setting.color, block.path))
        frame = Box(cell.x + type_.inset, cell.y + above, room, cell.h - above)
        shapes += _lamp(item, f"{block.path}/light#{at}", _lamp_line(item, type_, frame, paras), setting)
    return tuple(shapes)


def hero(block: KeyFigures, box: Box, setting: Setting) -> tuple[Shape, ...]:
    """Return the first figure very large with its sentence on a tinted ground, and the others as tiles beside it."""
    left, right, rest = _hero_parts(block, box)
    item, name = block.items[0], block.path
    type_ = next((each for each in HERO_TYPES if _hero_fits(block, each, left, setting)), HERO_TYPES[-1])
    room = left.w - 2 * type_.inset
    paras = _card(item, type_, room, setting, setting.words_in(item.color or setting.color))
    above = max(type_.inset, (left.h - height(paras, room)) / 2)
    inset = (type_.inset, above, type_.inset, 0.0)
    shapes: list[Shape] = [TextShape(name, left, paras, insets=inset, fill=setting.style.faint, path=name)]
    shapes.append(Panel(f"{name}/bar#1", replace(left, w=_HERO_BAR), item.color or setting.color, name))
    frame = Box(left.x + type_.inset, left.y + above, room, left.h - above)
    shapes += _lamp(item, f"{name}/light#1", _lamp_line(item, type_, frame, paras), setting)
    # What stands beside a large figure is never as large as it.
    smaller = [each for each in TILE_TYPES if each.number <= _BESIDE * type_.number] or TILE_TYPES[-1:]
    beside_it = tiles(rest, hero_columns(rest, right.w), right, setting, 2, smaller) if rest.items else ()
    return (*shapes, *beside_it)


def hero_height(block: KeyFigures, width_: float, setting: Setting) -> float:
    """Return the least height of a hero with its tiles in so much width."""
    left, right, rest = _hero_parts(block, Box(0, 0, width_, 0))
    type_ = HERO_TYPES[-1]
    room = left.w - 2 * type_.inset
    tall = height(_card(block.items[0], type_, room, setting), room) + 2 * type_.inset
    if not rest.items:
        return tall
    across = hero_columns(rest, right.w)
    rows = rows_of(rest, across)
    return max(tall, rows * row_height(rest, across, right.w, setting) + (rows - 1) * GUTTER)


def hero_too_wide(block: KeyFigures, width_: float) -> tuple[KeyFigure, ...]:
    """Return the figures of a hero, or of its tiles, that do not stand on a line even in the smallest type."""
    left, right, rest = _hero_parts(block, Box(0, 0, width_, 0))
    first = replace(block, items=block.items[:1])
    wide = first.items if not _fits(first, HERO_TYPES[-1], left.w - HERO_TYPES[-1].inset) else ()
    return (*wide, *(too_wide(rest, right.w) if rest.items else ()))


def hero_columns(rest: KeyFigures, room: float) -> int:
    """Return how many tiles stand in a row beside a hero."""
    usual = _BESIDE_HERO.get(len(rest.items), 2)
    return next((each for each in range(usual, 1, -1) if _one_line(rest, cell_width(room, each))), 1)


def _hero_parts(block: KeyFigures, box: Box) -> tuple[Box, Box, KeyFigures]:
    """Return the place of the large figure, that of the others, and the others as a block of tiles."""
    rest = replace(block, items=block.items[1:], layout="tiles")
    shares = _HERO_SHARES_OF_THREE if len(rest.items) == 3 else _HERO_SHARES
    left, right = box.columns(shares) if rest.items else (box, replace(box, w=0))
    return left, right, rest


def _hero_fits(block: KeyFigures, type_: Type, place: Box, setting: Setting) -> bool:
    room = place.w - 2 * type_.inset
    first = replace(block, items=block.items[:1])
    tall = height(_card(block.items[0], type_, room, setting), room)
    return _fits(first, type_, place.w - type_.inset) and tall + 2 * type_.inset <= place.h


def big(figure: Figure) -> tuple[str, str]:
    """Return what of a figure is set large and what small; a rank is one word (第6位)."""
    if figure.metric in ("rank", "rank_change") or not figure.unit:
        return figure.text, ""
    return figure.text.removesuffix(figure.unit), figure.unit


def cell_width(room: float, across: int) -> float:
    """Return how wide each of so many cards in a row is."""
    return (room - GUTTER * (across - 1)) / across


def _lamp_line(item: KeyFigure, type_: Type, frame: Box, paras: tuple[Para, ...]) -> Box:
    """Return the line of a tile at whose right end its light stands: its heading, or without one its figure."""
    if item.heading:
        return replace(frame, h=paras[0].pitch)
    return _beside_number(item, type_, replace(frame, y=frame.y - 2), paras)


def _beside_number(item: KeyFigure, type_: Type, frame: Box, paras: tuple[Para, ...]) -> Box:
    """Return the place right after a card's figure, on its line."""
    number = len(paras) - (2 if any(para.before and not para.runs for para in paras) or item.note else 1)
    y = frame.y + 2 + height(paras[: number + 1], frame.w)
    right = frame.x + min(frame.w, _number_width(item, type_) + _LAMP)
    return Box(frame.x, y - type_.number * 0.85, right - frame.x, _LAMP * 1.4)


def _lamp(item: KeyFigure, name: str, line: Box, setting: Setting) -> tuple[TextShape, ...]:
    """Return the light at the right end of a line of its card."""
    if not item.light:
        return ()
    words, lamp = light_runs(item.light, _LAMP, setting), _lamp_width(item)
    box = replace(line, x=line.right - lamp, w=lamp)
    return (TextShape(name, box, (Para(words, _LAMP * 1.4, "right"),), anchor="middle", path=name.split("/light#")[0]),)


def _lamp_width(item: KeyFigure) -> float:
    """Return the room that a light has with its word: a Chinese one has one character, an English one up to five."""
    return max(_LAMP_WIDTH, width(f"● {item.light_word}", _LAMP, strong=True) + _LAMP_SPARE)


def _nth(path: str, at: int) -> str:
    return path if at == 1 else f"{path}#{at}"


def _types(block: KeyFigures) -> Sequence[Type]:
    return TILE_TYPES if block.layout == "tiles" else STRIP_TYPES


def _around(block: KeyFigures, type_: Type) -> float:
    return type_.inset * (2 if block.layout == "tiles" else 1)


def strip_type(block: KeyFigures, cell: float) -> Type:
    """Return the largest type in which every number of a strip stands on a line of its cell."""
    return next((each for each in STRIP_TYPES if _fits(block, each, cell)), STRIP_TYPES[-1])


def _tile_type(block: KeyFigures, cell: Box, setting: Setting, types: Sequence[Type]) -> Type:
    def fits(each: Type) -> bool:
        room = cell.w - 2 * each.inset
        tall = max(height(card, room) for card in _aligned(block, each, room, setting))
        return _fits(block, each, cell.w) and tall + _TOP + each.inset <= cell.h

    return next((each for each in types if fits(each)), types[-1])


def _one_line(block: KeyFigures, cell: float) -> bool:
    return any(_fits(block, each, cell) for each in _types(block))


def _fits(block: KeyFigures, type_: Type, cell: float) -> bool:
    """Return whether every number stands on one line, and every heading beside its light."""
    return all(_line_width(item, type_) <= cell - _around(block, type_) for item in block.items)


def _line_width(item: KeyFigure, type_: Type) -> float:
    """Return the width of what may not wrap in a card."""
    heads = item.heading and type_.heading and item.light
    heading = width(item.heading, type_.heading, strong=True) + _lamp_width(item) if heads else 0
    return max(_number_width(item, type_), heading)


def _number_width(item: KeyFigure, type_: Type) -> float:
    beside = item.light is not None and not (item.heading and type_.heading)
    return line_width(_number(item, type_, "")) + (_lamp_width(item) if beside else 0)


def _number(item: KeyFigure, type_: Type, color: str) -> Para:
    number, unit = big(item.figure)
    figure = [Run(number, type_.number, True, color, item.figure)]
    figure += [Run(f" {unit}", type_.unit, color=color)] if unit else []
    return Para(tuple(figure), type_.number * 1.25)


def _aligned(block: KeyFigures, type_: Type, room: float, setting: Setting) -> tuple[tuple[Para, ...], ...]:
    """Return the cards with their figures at one height, whatever the lengths of the labels above them."""
    cards = [_card(item, type_, room, setting) for item in block.items]
    heads = [height(card[:-2] if item.note else card[:-1], room) for card, item in zip(cards, block.items, strict=True)]
    found = []
    for card, item, head in zip(cards, block.items, heads, strict=True):
        at = len(card) - (2 if item.note else 1)
        number = replace(card[at], before=card[at].before + max(heads) - head)
        note = card[at + 1 :] or _blank_note(block, type_)
        found.append((*card[:at], number, *note))
    return tuple(found)


def _blank_note(block: KeyFigures, type_: Type) -> tuple[Para, ...]:
    """Return room for the note that this card has not and its neighbours have."""
    return (Para((), type_.note * 1.4, before=type_.note * 0.3),) if any(item.note for item in block.items) else ()


def _card(item: KeyFigure, type_: Type, room: float, setting: Setting, number: str = "") -> tuple[Para, ...]:
    style = setting.style
    color = setting.words_in(item.color or setting.color)
    paras: list[Para] = []
    if item.heading and type_.heading:
        paras.append(Para((Run(item.heading, type_.heading, True, color),), type_.heading * 1.45))
    label = Run(item.label, type_.label, color=style.muted)
    # Were it broken elsewhere on another machine, its figure would stand at another height than those beside it.
    paras.append(settled(Para((label,), type_.label * 1.45, before=type_.label * 0.3 if paras else 0), room))
    paras.append(_number(item, type_, number or style.ink))
    if item.note:
        words = runs(item.note, type_.note, color=style.muted if not type_.heading else style.ink, stress=color)
        paras.append(Para(words, type_.note * 1.4, before=type_.note * 0.3))
    return tuple(paras)

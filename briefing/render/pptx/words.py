"""Text blocks and a box in, text frames out: one size for all that stands together, gaps that fill the height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.blocks import Bullets, Callout, Paragraph, Text
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.divide import divided
from briefing.render.pptx.shapes import Panel, Para, Shape, Slot, TextShape
from briefing.render.pptx.sizes import BODY_SIZES
from briefing.render.pptx.text import LEADING, Setting, body, height, largest

TextBlock = Paragraph | Bullets | Callout
Blocks = tuple[TextBlock, ...]
_GAP = 14.0
_WIDEST_GAP = 30.0
_CALLOUT_INSET = 14.0
_CALLOUT_PAD = 9.0
_CALLOUT_BAR = 4.0
_LEAST = BODY_SIZES[-1]
_EPSILON = 0.01


def texts_height(blocks: Sequence[TextBlock], room: float, size: float, setting: Setting) -> float:
    """Return the height of text blocks in one size, gaps included."""
    tall = sum(_height(block, room, size, setting) for block in blocks)
    return tall + _GAP * (len(blocks) - 1)


def place_texts(
    blocks: Sequence[TextBlock], box: Box, setting: Setting, sizes: Sequence[float] = BODY_SIZES
) -> tuple[Shape, ...]:
    """Return the frames of the blocks; what height is left over widens the gaps, within reason."""
    size = largest(sizes, lambda size: texts_height(blocks, box.w, size, setting) <= box.h + _EPSILON)
    gaps = sum(len(block.items) - 1 if isinstance(block, Bullets) else 0 for block in blocks) + len(blocks) - 1
    spare = box.h - texts_height(blocks, box.w, size, setting)
    more = max(0.0, min(spare / gaps if gaps else 0, _WIDEST_GAP - _GAP))
    shapes: list[Shape] = []
    y = box.y
    for block in blocks:
        tall = _height(block, box.w, size, setting) + (
            more * (len(block.items) - 1) if isinstance(block, Bullets) else 0
        )
        shapes += _frame(block, Box(box.x, y, box.w, tall), size, more, setting)
        y += tall + _GAP + more
    return _with_slot(shapes)


def split_texts(
    blocks: Sequence[TextBlock], room: float, tall: float, setting: Setting
) -> tuple[Blocks, Blocks] | None:
    """Return what fits in the smallest size and what does not, or None where nothing useful fits.

    Lists are cut between items. A paragraph is moved as a whole unless it is longer than a slide, or comes first.
    """
    kept: list[TextBlock] = []
    for at, block in enumerate(blocks):
        if texts_height([*kept, block], room, _LEAST, setting) <= tall + _EPSILON:
            kept.append(block)
            continue
        free = tall - (texts_height(kept, room, _LEAST, setting) + _GAP if kept else 0)
        first, rest = _cut(block, room, free, setting, alone=not kept)
        head = (*kept, *first)
        return (head, (*rest, *blocks[at + 1 :])) if head else None
    return None


def _cut(block: TextBlock, room: float, free: float, setting: Setting, *, alone: bool) -> tuple[Blocks, Blocks]:
    """Return the part of a block that fits `free` points, and the rest."""
    if isinstance(block, Bullets):
        return _cut_list(block, room, free, setting, alone=alone)
    if not alone and _height(block, room, _LEAST, setting) <= setting.content.h:
        return (), (block,)
    around = 2 * _CALLOUT_PAD if isinstance(block, Callout) else 0
    inner = room - 2 * _CALLOUT_INSET if isinstance(block, Callout) else room
    parts = divided(block.text, _LEAST, inner, _whole_lines(free - around))
    return ((replace(block, text=parts[0]),), (replace(block, text=parts[1]),)) if parts else ((), (block,))


def _cut_list(block: Bullets, room: float, free: float, setting: Setting, *, alone: bool) -> tuple[Blocks, Blocks]:
    fits = [
        count
        for count in range(1, len(block.items))
        if _height(replace(block, items=block.items[:count]), room, _LEAST, setting) <= free + _EPSILON
    ]
    count = fits[-1] if fits else 0
    kept, (following, *others) = block.items[:count], block.items[count:]
    lone = replace(block, items=(following,))
    if (alone and not count) or _height(lone, room, _LEAST, setting) > setting.content.h:
        taken = _height(replace(block, items=(*kept, ())), room, _LEAST, setting) - _LEAST * LEADING if count else 0
        parts = divided(following, _LEAST, room, _whole_lines(free - taken), bullet=setting.color)
        if parts:
            # What goes on has no bullet of its own: it is no new point.
            rest: Blocks = (Paragraph(block.path, parts[1]), *_listed(block, others))
            return (replace(block, items=(*kept, parts[0])),), rest
    return _listed(block, kept), (replace(block, items=block.items[count:]),)


def _listed(block: Bullets, items: Sequence[Text]) -> Blocks:
    return (replace(block, items=tuple(items)),) if items else ()


def _whole_lines(free: float) -> int:
    return int((free + _EPSILON) // (_LEAST * LEADING))


def _height(block: TextBlock, room: float, size: float, setting: Setting) -> float:
    paras = body(block, size, setting)
    if isinstance(block, Callout):
        return height(paras, room - 2 * _CALLOUT_INSET) + 2 * _CALLOUT_PAD
    return height(paras, room)


def _frame(block: TextBlock, box: Box, size: float, more: float, setting: Setting) -> tuple[Shape, ...]:
    paras = tuple(_wider(para, more) for para in body(block, size, setting))
    if not isinstance(block, Callout):
        return (TextShape(block.path, box, paras, path=block.path),)
    insets = (_CALLOUT_INSET, _CALLOUT_PAD, _CALLOUT_INSET, _CALLOUT_PAD)
    frame = TextShape(block.path, box, paras, None, "middle", insets, setting.style.faint, path=block.path)
    bar = Panel(f"{block.path}/bar", replace(box, w=_CALLOUT_BAR), _tone(block, setting), block.path)
    return frame, bar


def _wider(para: Para, more: float) -> Para:
    return replace(para, before=para.before + more) if para.before else para


def _tone(block: Callout, setting: Setting) -> str:
    return {"neutral": setting.color, "good": setting.style.green, "warning": setting.style.yellow}[block.tone]


def _with_slot(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """Let the first list or paragraph ask for the layout's body placeholder, so that the outline view shows it."""
    found = list(shapes)
    for at, shape in enumerate(found):
        if isinstance(shape, TextShape) and not shape.fill:
            found[at] = replace(shape, slot=Slot("body"))
            break
    return tuple(found)

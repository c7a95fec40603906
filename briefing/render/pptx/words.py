"""Text blocks and a box in, text frames out: one size for all that stands together, gaps that fill the height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.blocks import Bullets, Callout, Paragraph
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.layouts import BODY_IDX
from briefing.render.pptx.shapes import Panel, Para, Shape, Slot, TextShape
from briefing.render.pptx.text import BODY_SIZES, Setting, body, height, largest

TextBlock = Paragraph | Bullets | Callout
_GAP = 14.0
_WIDEST_GAP = 30.0
_CALLOUT_INSET = 14.0
_CALLOUT_PAD = 9.0
_CALLOUT_BAR = 4.0


def texts_height(blocks: Sequence[TextBlock], room: float, size: float, setting: Setting) -> float:
    """Return the height of text blocks in one size, gaps included."""
    tall = sum(_height(block, room, size, setting) for block in blocks)
    return tall + _GAP * (len(blocks) - 1)


def place_texts(blocks: Sequence[TextBlock], box: Box, setting: Setting) -> tuple[Shape, ...]:
    """Return the frames of the blocks; what height is left over widens the gaps, within reason."""
    size = largest(BODY_SIZES, lambda size: texts_height(blocks, box.w, size, setting) <= box.h)
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
) -> tuple[tuple[TextBlock, ...], tuple[TextBlock, ...]] | None:
    """Return what fits in the smallest size and what does not; lists are cut between items. None where nothing fits."""
    size = BODY_SIZES[-1]
    kept: list[TextBlock] = []
    for at, block in enumerate(blocks):
        if texts_height([*kept, block], room, size, setting) <= tall:
            kept.append(block)
            continue
        first, rest = _cut(block, kept, room, tall, setting)
        head = (*kept, *first)
        return (head, (*rest, *blocks[at + 1 :])) if head else None
    return None


def _cut(
    block: TextBlock, kept: Sequence[TextBlock], room: float, tall: float, setting: Setting
) -> tuple[tuple[TextBlock, ...], tuple[TextBlock, ...]]:
    if not isinstance(block, Bullets):
        return (), (block,)
    for count in range(len(block.items) - 1, 0, -1):
        head = replace(block, items=block.items[:count])
        if texts_height([*kept, head], room, BODY_SIZES[-1], setting) <= tall:
            return (head,), (replace(block, items=block.items[count:]),)
    return (), (block,)


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
    """Let the first list or paragraph fill the layout's body placeholder, so that the outline view shows it."""
    found = list(shapes)
    for at, shape in enumerate(found):
        if isinstance(shape, TextShape) and not shape.fill:
            found[at] = replace(shape, slot=Slot("body", BODY_IDX))
            break
    return tuple(found)

"""A layout and its foot in, where source and page number stand out: in its placeholders, or in small text of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.masters.model import Holder, Layout
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.house.free import box, free_of, touches
from briefing.render.pptx.house.look import readable
from briefing.render.pptx.house.titles import ALIGN, ANCHOR, slot_type, within
from briefing.render.pptx.sizes import SOURCE_PITCH, SOURCE_SIZE
from briefing.render.pptx.stage import Part, Slot

_GAP = 12.0
_LEAST_WIDE = 180.0
_NUMBER_WIDE, _EDGE = 48.0, 4.0
# The least height of a line of small print, and what two of them take.
ROW, _ROWS = SOURCE_PITCH + 1, 2 * SOURCE_PITCH + 1


@dataclass(frozen=True, slots=True)
class Foot:
    """Source and number, and the height from which on the slide belongs to them."""

    source: Part | None
    number: Part | None
    top: float


def foot(layout: Layout, span: tuple[float, float], size: tuple[float, float]) -> Foot:
    """Return the foot of a layout; `span` is from where to where its content goes."""
    holders = [each for each in layout.holders if each.type in ("ftr", "sldNum", "dt") and _is_low(each, size)]
    number = next((_held(each, layout, size) for each in holders if each.type == "sldNum"), None)
    footer = next((each for each in holders if each.type == "ftr"), None)
    boxes = [part.box for part in (number,) if part]
    source = _source(footer, layout, boxes, span, size) if footer else None
    tops = [part.box.y for part in (source, number) if part]
    return Foot(source, number, min([*tops, size[1]]))


def own_foot(made: Foot, area: Box, color: str) -> tuple[Foot, Box]:
    """Return the foot with what it lacks at the bottom of an area, and what is left of the area."""
    if made.source and made.number:
        return made, area
    row = Box(area.x, area.bottom - _ROWS, area.w, _ROWS)
    source, number = made.source, made.number
    if not number:
        number = Part(Box(row.right - _NUMBER_WIDE, row.y, _NUMBER_WIDE, _ROWS), None, "right", "middle", color)
        row = Box(row.x, row.y, row.w - _NUMBER_WIDE - _GAP, _ROWS)
    if not source:
        source = Part(row, None, "left", "middle", color)
    return Foot(source, number, made.top), Box(area.x, area.y, area.w, area.h - _ROWS - _GAP / 2)


def _source(
    footer: Holder, layout: Layout, taken: Sequence[Box], span: tuple[float, float], size: tuple[float, float]
) -> Part | None:
    """Return the footer placeholder's place, as wide as the content where nothing stands beside it."""
    given = within(box(footer.place), size)
    wide = Box(span[0], given.y, span[1] - span[0], given.h)
    beside = [*taken, *(box(each) for each in layout.obstacles if not _holds(box(each), given))]
    open_ = free_of(wide, beside)
    bands = [box(each) for each in layout.obstacles if _holds(box(each), given)]
    for band in bands:
        left, right = max(open_.x, band.x + 4), min(open_.right, band.right - 4)
        open_ = Box(left, open_.y, right - left, open_.h)
    if open_.h < ROW or open_.w < _LEAST_WIDE:
        open_ = given if not any(touches(given, each) for each in taken) else Box(0, 0, 0, 0)
    if open_.w < _LEAST_WIDE or open_.h < ROW:
        return None
    frame = _two_lines(open_, size[1])
    if any(touches(frame, each) and not touches(open_, each) for each in beside):
        frame = open_
    slot = Slot("ftr", footer.idx)
    return Part(frame, slot, "left", "middle", _color(footer, layout))


def _two_lines(row: Box, bottom: float) -> Box:
    """Return a row for two lines of small print, about where it was."""
    top = row.y + (row.h - _ROWS) / 2
    top = min(top, bottom - _EDGE - _ROWS)
    return Box(row.x, top, row.w, _ROWS)


def _held(holder: Holder, layout: Layout, size: tuple[float, float]) -> Part:
    frame = within(box(holder.place), size)
    slot = Slot(slot_type(holder), holder.idx)
    align = ALIGN.get(holder.align, "right")
    size_ = SOURCE_SIZE if holder.size < SOURCE_SIZE else 0
    color = readable(holder.color, holder.ground, layout)
    return Part(frame, slot, align, ANCHOR.get(holder.anchor, "middle"), color, size_)


def _color(footer: Holder, layout: Layout) -> str:
    """Return the colour of the source: its placeholder's own where it can be read there."""
    return readable(footer.color, footer.ground, layout) or footer.color


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x + 2
        and outer.right >= inner.right - 2
        and outer.y <= inner.y + 8
        and outer.bottom >= (inner.y + inner.bottom) / 2
    )


def _is_low(holder: Holder, size: tuple[float, float]) -> bool:
    return holder.place.y > 0.75 * size[1] and holder.place.y + ROW <= size[1]

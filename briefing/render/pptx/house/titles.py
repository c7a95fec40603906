"""A layout's title placeholder in, where titles stand on it and in which sizes out."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.masters.model import Holder, Layout
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.house.free import box, free_of, shared, touches
from briefing.render.pptx.house.look import readable
from briefing.render.pptx.sizes import Step
from briefing.render.pptx.stage import Align, Anchor, Part, Slot, SlotType

ALIGN: dict[str, Align] = {"l": "left", "ctr": "center", "r": "right"}
ANCHOR: dict[str, Anchor] = {"t": "top", "ctr": "middle", "b": "bottom"}
# A message takes two lines; larger than this it would leave no room for what supports it.
_LARGEST = 36.0
_SIZES = (36.0, 32.0, 28.0, 26.0, 24.0)
_SMALL_SIZES = (22.0, 20.0)
_PITCH = 1.2
# Two lines of 24 points.
_HIGH = 58.0
_EDGE, _UNDER = 8.0, 6.0
# What lies under this share of a title is a panel for it, and no logo.
_PANEL = 0.5
_MOST_CUT = 0.5


def title(layout: Layout, holder: Holder, size: tuple[float, float], floor: float) -> Part:
    """Return the place of the title, made high enough for two lines where the slide has room above `floor`."""
    obstacles = [box(each) for each in layout.obstacles]
    given = within(box(holder.place), size)
    frame = given.inset(*holder.insets)
    panels = [each for each in obstacles if shared(each, given) >= _PANEL * given.w * given.h]
    others = [each for each in obstacles if each not in panels]
    cut = free_of(frame, [each for each in others if each.w and each.h])
    frame = cut if cut.w * cut.h >= _MOST_CUT * frame.w * frame.h else frame
    room = _room(panels, floor)
    frame = _grown(frame, room, others)
    color = readable(holder.color, holder.ground, layout)
    slot = Slot(slot_type(holder), holder.idx, inherits=True)
    return Part(frame, slot, ALIGN.get(holder.align, "left"), ANCHOR.get(holder.anchor, "top"), color)


def steps(holder: Holder, high: float) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the sizes of a title that high, from the master's own down; and those that come with a notice."""
    most = min(holder.size or _LARGEST, _LARGEST)
    usual = _steps([size for size in dict.fromkeys((most, *_SIZES)) if 24 <= size <= most], high, 2)
    small = _steps([size for size in _SMALL_SIZES if size <= most] or _SMALL_SIZES[-1:], high, 3)
    return usual or small, small


def slot_type(holder: Holder) -> SlotType:
    """Return the type of a placeholder as a slot knows it."""
    known: tuple[SlotType, ...] = ("title", "ctrTitle", "subTitle", "body", "ftr", "sldNum")
    return next((each for each in known if each == holder.type), "obj")


def within(given: Box, size: tuple[float, float]) -> Box:
    """Return what of a box is on the slide."""
    x, y = max(given.x, 0.0), max(given.y, 0.0)
    return Box(x, y, min(given.right, size[0]) - x, min(given.bottom, size[1]) - y)


def _steps(sizes: Sequence[float], high: float, most: int) -> tuple[Step, ...]:
    made = (Step(size, round(size * _PITCH, 1), min(most, int(high // round(size * _PITCH, 1)))) for size in sizes)
    return tuple(step for step in made if step.most)


def _room(panels: Sequence[Box], floor: float) -> tuple[float, float]:
    """Return how far up and down a title may go: within its panel, and no lower than the floor."""
    top, bottom = _EDGE, floor
    for panel in panels:
        top, bottom = max(top, panel.y + 2), min(bottom, panel.bottom - 2)
    return top, bottom


def _grown(frame: Box, room: tuple[float, float], others: Sequence[Box]) -> Box:
    """Return a frame as high as two lines ask for, upwards first, as far as nothing stands there."""
    lacking = _HIGH - frame.h
    if lacking <= 0:
        return frame
    up = max(0.0, min(lacking, frame.y - room[0]))
    raised = Box(frame.x, frame.y - up, frame.w, frame.h + up)
    if any(touches(raised, each) and not touches(frame, each) for each in others):
        raised = frame
    down = max(0.0, min(_HIGH - raised.h, room[1] - raised.bottom))
    return Box(raised.x, raised.y, raised.w, raised.h + down)

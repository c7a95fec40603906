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
_SMALL_SIZES = (22.0, 20.0, 18.0)
_PITCH = 1.15
# Two lines of 24 points; a narrow title takes three of 22.
_HIGH, _NARROW_HIGH, _NARROW = 58.0, 78.0, 0.6
# Two lines of 18 points: lower than this a title is no place for a message.
_LEAST_HIGH = 42.0
_EDGE = 4.0
# What lies under this share of a title is a panel for it, and no logo.
_PANEL = 0.5
_MOST_CUT = 0.5


def title(layout: Layout, holder: Holder, size: tuple[float, float], floor: float) -> Part:
    """Return the place of the title, made high enough for two lines where the slide has room above `floor`."""
    obstacles = [box(each) for each in layout.obstacles]
    given = within(box(holder.place), size)
    panels = [each for each in obstacles if shared(each, given) >= _PANEL * given.w * given.h]
    others = [each for each in obstacles if each not in panels]
    frame = _on_panels(given.inset(*holder.insets), panels)
    cut = free_of(frame, others)
    frame = cut if cut.w * cut.h >= _MOST_CUT * frame.w * frame.h else frame
    high = _NARROW_HIGH if frame.w < _NARROW * size[0] else _HIGH
    frame = _grown(frame, high, _room(panels, floor), others)
    if frame.h < _LEAST_HIGH and not panels:
        # A rule runs through it: what is under the rule is free.
        frame = _grown(_under(given.inset(*holder.insets), others), high, _room(panels, floor), others)
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
        top, bottom = max(top, panel.y + _EDGE), min(bottom, panel.bottom - _EDGE)
    return top, bottom


def _on_panels(frame: Box, panels: Sequence[Box]) -> Box:
    """Return what of a title lies on its panels."""
    top = max([frame.y, *(panel.y + _EDGE for panel in panels)])
    bottom = min([frame.bottom, *(panel.bottom - _EDGE for panel in panels)])
    return Box(frame.x, top, frame.w, bottom - top) if bottom - top >= _LEAST_HIGH / 2 else frame


def _under(frame: Box, others: Sequence[Box]) -> Box:
    """Return a low frame under the lowest of what crosses a title."""
    crossed = [each.bottom for each in others if touches(frame, each)]
    top = max([frame.y, *crossed]) + _EDGE
    return Box(frame.x, top, frame.w, _LEAST_HIGH / 2)


def _grown(frame: Box, high: float, room: tuple[float, float], others: Sequence[Box]) -> Box:
    """Return a frame as high as its lines ask for, upwards first, as far as nothing stands there."""
    up = max(0.0, min(high - frame.h, frame.y - room[0]))
    raised = _freely(frame, Box(frame.x, frame.y - up, frame.w, frame.h + up), others)
    down = max(0.0, min(high - raised.h, room[1] - raised.bottom))
    return _freely(raised, Box(raised.x, raised.y, raised.w, raised.h + down), others)


def _freely(frame: Box, grown: Box, others: Sequence[Box]) -> Box:
    """Return the grown frame, cut back to the nearest thing that the frame itself does not touch."""
    met = [each for each in others if touches(grown, each) and not touches(frame, each)]
    top = max([grown.y, *(each.bottom + 2 for each in met if each.bottom <= frame.y)])
    bottom = min([grown.bottom, *(each.y - 2 for each in met if each.y >= frame.bottom)])
    return Box(grown.x, min(top, frame.y), grown.w, max(bottom, frame.bottom) - min(top, frame.y))

"""Cover and closing on a house master: our words in its title and subtitle, in the largest type that fits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.document import Document
from briefing.masters.model import Holder, Layout
from briefing.masters.space import contents_of, title_of
from briefing.render.pptx import furniture
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.house.free import box, free_of, shared
from briefing.render.pptx.house.look import readable
from briefing.render.pptx.house.titles import ALIGN, ANCHOR, slot_type, within
from briefing.render.pptx.shapes import Para, Run, Shape, SlidePlan, TextShape
from briefing.render.pptx.stage import Anchor, Part, Slot
from briefing.render.pptx.text import Setting, height, lines

_TITLE_SIZES = (44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0)
_TITLE_LEADING, _LEADING = 1.25, 1.45
_WORD_SIZES = (20.0, 18.0, 16.0, 14.0, 12.0)
_LARGEST_WORDS = 20.0
_GAP, _EDGE, _CONTENT_HIGH = 10.0, 0.04, 0.45
# A title that is lower than this is given more room where there is some.
_TITLE_HIGH = 110.0
_PANEL = 0.5
_LEAST_HIGH, _WORDS_HIGH = 24.0, 100.0


@dataclass(frozen=True, slots=True)
class _Places:
    """Where title and other words stand on a cover."""

    title: Part
    words: Part


def cover(document: Document, layout: Layout, setting: Setting) -> SlidePlan:
    """Return the cover: the title, and under it kicker, byline and classification."""
    words = [document.kicker, *document.byline, document.classification]
    return _slide(document, document.title, [each for each in words if each], "cover", layout, setting)


def closing(document: Document, layout: Layout, setting: Setting) -> SlidePlan:
    return _slide(document, setting.words.closing, list(document.byline), "closing", layout, setting)


def _slide(
    document: Document, heading: str, words: Sequence[str], path: str, layout: Layout, setting: Setting
) -> SlidePlan:
    places = _places(layout, setting, bool(words))
    shapes: list[Shape] = [_title(heading, f"{path}/title", places.title, layout)]
    if words:
        shapes.append(_words(words, f"{path}/byline", places.words, layout))
    if document.synthetic:
        shapes.append(furniture.sample_sign(_with_sign(setting, shapes, layout)))
    return SlidePlan(setting.stage, path, tuple(shapes), setting.stage.layout)


def _places(layout: Layout, setting: Setting, has_words: bool) -> _Places:
    size = setting.stage.width, setting.stage.height
    holder = title_of(layout)
    assert holder is not None
    below = _subtitle(layout)
    heading = within(box(holder.place), size).inset(*holder.insets)
    frame = within(box(below.place), size).inset(*below.insets) if below else _under(heading, layout, size)
    if has_words:
        heading, frame = _apart(heading, frame)
        frame = _off_art(frame, layout)
    return _Places(
        Part(
            _roomy(heading, frame, layout, size),
            Slot(slot_type(holder), holder.idx, inherits=True),
            ALIGN.get(holder.align, "left"),
            ANCHOR.get(holder.anchor, "middle"),
            readable(holder.color, holder.ground, layout),
        ),
        Part(
            frame,
            Slot(slot_type(below), below.idx) if below else None,
            ALIGN.get((below or holder).align, "left"),
            _anchor(below, size[1]),
            (readable(below.color, below.ground, layout) or below.color) if below else setting.style.ink,
        ),
    )


def _anchor(below: Holder | None, high: float) -> Anchor:
    """Return where words stand in their place; in one made for the content of a slide they follow the title."""
    return ANCHOR.get(below.anchor, "top") if below and below.place.h < _CONTENT_HIGH * high else "top"


def _subtitle(layout: Layout) -> Holder | None:
    """Return the placeholder for the words under the title: a subtitle, else the largest text."""
    able = [each for each in contents_of(layout) if each.type in ("subTitle", "body", "obj") and not each.vertical]
    named = [each for each in able if each.type == "subTitle"]
    return max(named or able, key=lambda each: each.place.w * each.place.h, default=None)


def _under(heading: Box, layout: Layout, size: tuple[float, float]) -> Box:
    """Return what is free below a title that has no placeholder under it; above it where that is more."""
    edge = _EDGE * size[1]
    below = Box(heading.x, heading.bottom + _GAP, heading.w, size[1] - edge - heading.bottom - _GAP)
    above = Box(heading.x, edge, heading.w, heading.y - _GAP - edge)
    given = below if below.h >= min(above.h, 60) else above
    return free_of(given, [box(each) for each in layout.obstacles])


def _apart(heading: Box, frame: Box) -> tuple[Box, Box]:
    """Keep title and words from overlapping where their placeholders do."""
    if not shared(heading, frame):
        return heading, frame
    if frame.y >= heading.y:
        top = heading.bottom + _GAP
        return heading, Box(frame.x, top, frame.w, max(_LEAST_HIGH, frame.bottom - top))
    return heading, Box(frame.x, frame.y, frame.w, max(_LEAST_HIGH, heading.y - _GAP - frame.y))


def _off_art(frame: Box, layout: Layout) -> Box:
    """Return what of a frame is beside the layout's drawings, where enough of it is; a panel under it is no drawing."""
    others = [each for each in map(box, layout.obstacles) if shared(each, frame) < _PANEL * frame.w * frame.h]
    free = free_of(frame, others)
    return free if free.h >= _WORDS_HIGH and free.w >= _PANEL * frame.w else frame


def _roomy(heading: Box, frame: Box, layout: Layout, size: tuple[float, float]) -> Box:
    """Return the title's frame, made higher where it is low and the slide is free."""
    lacking = _TITLE_HIGH - heading.h
    if lacking <= 0:
        return heading
    others = [each for each in map(box, layout.obstacles) if shared(each, heading) < _PANEL * heading.w * heading.h]
    floor = frame.y - _GAP if frame.y >= heading.bottom else size[1] - _EDGE * size[1]
    ceiling = frame.bottom + _GAP if frame.bottom <= heading.y else _EDGE * size[1]
    open_ = free_of(Box(heading.x, ceiling, heading.w, max(heading.h, floor - ceiling)), others)
    if open_.w < heading.w - 1 or open_.y > heading.y + 1 or open_.bottom < heading.bottom - 1:
        return heading
    down = min(lacking, max(0.0, open_.bottom - heading.bottom))
    up = min(lacking - down, max(0.0, heading.y - open_.y))
    return Box(heading.x, heading.y - up, heading.w, heading.h + up + down)


def _title(heading: str, name: str, place: Part, layout: Layout) -> TextShape:
    """Return the title in the largest type that fits, no larger than the master's own."""
    own = (title_of(layout) or layout.holders[0]).size or _TITLE_SIZES[0]
    sizes = [size for size in dict.fromkeys((min(own, 60.0), *_TITLE_SIZES)) if size <= max(own, _TITLE_SIZES[-1])]
    for size in sizes:
        para = Para((Run(heading, size, True, place.color),), round(size * _TITLE_LEADING, 1), place.align)
        # A last line of one or two characters looks like an accident: a smaller size holds it above.
        if lines(para, place.box.w) * para.pitch <= place.box.h:
            break
    return TextShape(name, place.box, (para,), place.slot, place.anchor)


def _words(words: Sequence[str], name: str, place: Part, layout: Layout) -> TextShape:
    below = _subtitle(layout)
    own = min((below.size if below else 0) or _LARGEST_WORDS, _LARGEST_WORDS)
    for size in [each for each in _WORD_SIZES if each <= max(own, 14.0)]:
        paras = tuple(
            Para((Run(each, size, color=place.color),), round(size * _LEADING, 1), place.align) for each in words
        )
        if height(paras, place.box.w) <= place.box.h:
            break
    return TextShape(name, place.box, paras, place.slot, place.anchor)


def _with_sign(setting: Setting, shapes: Sequence[Shape], layout: Layout) -> Setting:
    """Return the setting with a corner for the sign of made-up data that nothing stands in."""
    stage = setting.stage
    wide, high = stage.sample.w, stage.sample.h
    taken = [shape.box for shape in shapes if isinstance(shape, TextShape)] + [box(each) for each in layout.obstacles]
    corners = [Box(x, y, wide, high) for y in (12.0, stage.height - high - 12) for x in (stage.width - wide - 20, 20.0)]
    best = min(corners, key=lambda corner: sum(shared(corner, each) for each in taken))
    return replace(setting, stage=replace(stage, sample=best))

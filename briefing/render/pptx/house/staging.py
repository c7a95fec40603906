"""A house master and what a template binds in, a stage for each kind of slide out, or Problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.document import Document
from briefing.masters.binding import Binding, bound
from briefing.masters.model import Holder, HouseMaster, Layout
from briefing.masters.space import contents_of, title_of
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.house.foot import foot, own_foot
from briefing.render.pptx.house.free import box, free_of, touches
from briefing.render.pptx.house.look import Look, look, readable
from briefing.render.pptx.house.titles import slot_type, steps, title, within
from briefing.render.pptx.sizes import SMALL_TITLE_STEPS
from briefing.render.pptx.stage import NAMES, Kind, Part, Slot, Stage

# Less than this share of a slide holds nothing that can be read.
_LEAST_HIGH, _LEAST_WIDE = 0.38, 0.5
_UNDER_TITLE, _ABOVE_FOOT = 8.0, 8.0
_BOTTOM = 0.035
# A body placeholder narrower than this share is one of several, or stands beside a picture.
_BODY_WIDE = 0.6
_LABEL_HIGH, _LABEL_WIDE, _LABEL_GAP = 18.0, 300.0, 2.0
_SIGN = (84.0, 20.0)
_PANEL_INSET = 10.0
_CALM = 0.97
_OPEN: tuple[Kind, ...] = ("contents", "overview", "figure", "table", "text")
_ALIKE = 12


@dataclass(frozen=True, slots=True)
class House:
    """A house master with a layout, a stage and a look for each kind of slide."""

    master: HouseMaster
    layouts: dict[Kind, Layout]
    stages: dict[Kind, Stage]
    looks: dict[Kind, Look]


def housed(document: Document, master: HouseMaster, findings: Findings) -> House:
    """Return the house that a document's deck stands on; ProblemsFound where its layouts cannot serve."""
    binding = bound(master, document.deck.layouts)
    for fault in binding.faults:
        findings.problem(f"pptx.layouts.{fault.kind}", fault.message, fault.hint)
    findings.problems.raise_if_any()
    layouts: dict[Kind, Layout] = {kind: binding.layouts[kind] for kind in NAMES}
    looks = {kind: look(layout, master, document.style, document.marks) for kind, layout in layouts.items()}
    stages = {kind: stage(layouts[kind], master, looks[kind], synthetic=document.synthetic) for kind in NAMES}
    for kind in _OPEN:
        if not _is_roomy(stages[kind], master):
            _roomier(kind, layouts, stages, looks, binding, findings)
    findings.problems.raise_if_any()
    return House(master, layouts, stages, looks)


def stage(layout: Layout, master: HouseMaster, made: Look, *, synthetic: bool = False) -> Stage:
    """Return where the parts of a slide stand on a layout."""
    size = master.width, master.height
    holder = title_of(layout)
    assert holder is not None
    body = _body(layout, master)
    held = body or _sibling(layout, master)
    span = _span(held or holder, size)
    low = foot(layout, span, size)
    floor = 0.4 * master.height
    heading = title(layout, holder, size, _floor(holder, held, floor))
    area = _area(layout, body, heading.box, span, low.top, size, _end(held, layout))
    low, content = own_foot(low, area, readable("", layout.ground, layout) if made.panel else "")
    panel = content if made.panel else None
    content = content.inset(_PANEL_INSET, _PANEL_INSET, _PANEL_INSET, _PANEL_INSET) if panel else content
    usual, small = steps(holder, heading.box.h)
    label = None if panel else _label(heading, layout, holder)
    taken = [heading.box, *([label.box] if label else []), *(box(each) for each in layout.obstacles)]
    sample, content = _sample(content, taken, size, synthetic=synthetic)
    return Stage(
        layout.label or layout.name,
        *size,
        title=heading,
        content=content,
        label=label,
        source=low.source,
        number=low.number,
        sample=sample,
        panel=panel,
        body=Slot(slot_type(body), body.idx) if body else None,
        steps=usual,
        small_steps=small or SMALL_TITLE_STEPS[-1:],
        part=layout.part,
        style=made.style,
        scheme=layout.colors,
    )


def _is_roomy(made: Stage, master: HouseMaster) -> bool:
    return made.content.h >= _LEAST_HIGH * master.height and made.content.w >= _LEAST_WIDE * master.width


def _roomier(
    kind: Kind,
    layouts: dict[Kind, Layout],
    stages: dict[Kind, Stage],
    looks: dict[Kind, Look],
    binding: Binding,
    findings: Findings,
) -> None:
    """Take the layout with the most room among those bound where a kind's own has too little; else a problem."""
    name = stages[kind].layout
    best = max(_OPEN, key=lambda each: stages[each].content.w * stages[each].content.h)
    content = stages[kind].content
    size = f"标题下只剩{content.w:.0f}×{content.h:.0f}磅（整页{stages[kind].width:.0f}×{stages[kind].height:.0f}）"
    roomy = stages[best].content.h >= _LEAST_HIGH * stages[best].height
    if kind in binding.chosen or not roomy:
        instead = f"请换一个版式（如“{stages[best].layout}”），" if roomy else "请换一个母版，"
        hint = f"{instead}或在母版里加一个标题靠上、下面空着的版式。"
        findings.problem(f"pptx.layouts.{kind}", f"版式“{name}”{size}，放不下可读的内容。", hint)
    else:
        layouts[kind], stages[kind], looks[kind] = layouts[best], stages[best], looks[best]


def _body(layout: Layout, master: HouseMaster) -> Holder | None:
    """Return the placeholder that content goes into: the largest one, where it is as wide as content has to be."""
    able = [each for each in contents_of(layout) if each.type in ("body", "obj", "subTitle") and not each.vertical]
    wide = [each for each in able if each.place.w >= _BODY_WIDE * master.width and each.place.h > 60]
    return max(wide, key=lambda each: each.place.w * each.place.h, default=None)


def _sibling(layout: Layout, master: HouseMaster) -> Holder | None:
    """Return the body of another layout of the same master with the title at the same place."""
    holder = title_of(layout)
    for other in master.layouts:
        heading = title_of(other)
        if other.master == layout.master and heading and holder and heading.place == holder.place:
            body = _body(other, master)
            if body is not None and body.type != "subTitle":
                return body
    return None


def _span(holder: Holder, size: tuple[float, float]) -> tuple[float, float]:
    """Return from where to where the content goes: between the insets of its placeholder, or its mirror image."""
    frame = within(box(holder.place), size).inset(*holder.insets)
    if frame.w >= _BODY_WIDE * size[0]:
        return frame.x, frame.right
    edge = max(0.05 * size[0], min(frame.x, size[0] - frame.right))
    return edge, size[0] - edge


def _floor(holder: Holder, body: Holder | None, floor: float) -> float:
    """Return how far down the title may grow: to where its body still keeps most of its room."""
    foot_ = holder.place.y + holder.place.h
    return max(floor if body is None else min(floor, body.place.y + 0.1 * body.place.h), foot_)


def _area(
    layout: Layout,
    body: Holder | None,
    heading: Box,
    span: tuple[float, float],
    low: float,
    size: tuple[float, float],
    end: float | None,
) -> Box:
    """Return what is free below the title: from where the body begins, down to the foot or to where it has to end."""
    top = heading.bottom + _UNDER_TITLE
    if body is not None and body.place.y + body.insets[1] > top:
        top = min(body.place.y + body.insets[1], top + 0.08 * size[1])
    bottom = min(low - _ABOVE_FOOT, size[1] * (1 - _BOTTOM))
    bottom = min(bottom, max(end, top)) if end is not None else bottom
    area = Box(span[0], top, span[1] - span[0], bottom - top)
    return free_of(area, [box(each) for each in layout.obstacles])


def _end(held: Holder | None, layout: Layout) -> float | None:
    """Return where content ends on a painted ground: what comes further down is known to the layout's author alone."""
    return held.place.y + held.place.h if held is not None and layout.calm < _CALM else None


def _label(heading: Part, layout: Layout, holder: Holder) -> Part | None:
    """Return the line over the title for the theme's name, where the layout leaves room and the same ground."""
    if heading.align != "left" or _far(holder.ground, layout.ground):
        return None
    above = Box(heading.box.x, heading.box.y - _LABEL_HIGH - _LABEL_GAP, heading.box.w, _LABEL_HIGH)
    free = free_of(above, [box(each) for each in layout.obstacles])
    if above.y < _LABEL_GAP * 4 or free.h < above.h or free.w < _LABEL_WIDE:
        return None
    return Part(free, None, anchor="middle")


def _far(one: str, other: str) -> bool:
    """Return whether two grounds differ to the eye."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return any(abs(a - b) > _ALIKE for a, b in pairs)


def _sample(content: Box, taken: Sequence[Box], size: tuple[float, float], *, synthetic: bool) -> tuple[Box, Box]:
    """Return a place for the sign of made-up data: a free corner at the top, else a row taken off the content."""
    wide, high = _SIGN
    corners = (Box(content.right - wide, 12, wide, high), Box(size[0] - wide - 10, 8, wide, high))
    free = next((each for each in corners if not any(touches(each, other) for other in taken)), None)
    if free:
        return free, content
    return Box(content.right - wide, content.y, wide, high), content.below(high, 4) if synthetic else content

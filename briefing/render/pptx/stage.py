"""Where the parts of a slide stand, and which placeholders of its layout they fill. All lengths are points.

Our own stage is a constant (`OURS`); that of a house master is worked out from its layouts (`house/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.render.pptx.boxes import Box
from briefing.render.pptx.sizes import SMALL_TITLE_STEPS, TITLE_STEPS, Step

Align = Literal["left", "right", "center"]
Anchor = Literal["top", "middle", "bottom"]
Kind = Literal["cover", "contents", "overview", "figure", "table", "text", "chapter", "closing"]
SlotType = Literal["title", "ctrTitle", "subTitle", "body", "obj", "ftr", "sldNum"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder of the layout that a text fills: its type and index.

    With `inherits` weight, colour and faces are the placeholder's own.
    """

    type: SlotType
    idx: int = 0
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """The parts of a slide: a box each, and the placeholder that it fills; without one it is a frame of its own.

    `layout` is its layout's name. A part without a box is left out. The title is set in the first of its `steps` that
    fits, with a notice in the first of its `small_steps`.
    """

    layout: str
    width: float
    height: float
    title: Box
    content: Box
    label: Box | None
    source: Box | None
    number: Box | None
    sample: Box
    title_slot: Slot
    label_slot: Slot | None = None
    body_slot: Slot | None = None
    source_slot: Slot | None = None
    number_slot: Slot | None = None
    title_align: Align = "left"
    title_anchor: Anchor = "top"
    steps: tuple[Step, ...] = TITLE_STEPS
    small_steps: tuple[Step, ...] = SMALL_TITLE_STEPS


WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 43.2
# Our own master's layouts by kind; `layouts.py` holds what they are made of.
NAMES: dict[Kind, str] = {
    "cover": "封面",
    "contents": "目录",
    "overview": "概览",
    "figure": "图文",
    "table": "表格",
    "text": "正文",
    "chapter": "章节",
    "closing": "结束",
}
LABEL_IDX, BODY_IDX, BYLINE_IDX, NOTICE_IDX, FOOTER_IDX, NUMBER_IDX = 13, 14, 15, 16, 17, 18
LABEL = Box(MARGIN, 16, 640, 18)
SOURCE = Box(MARGIN, 503, 800, 27)
NUMBER = Box(WIDTH - MARGIN - 60, 503, 60, 16)
RULE = Box(MARGIN, 500, WIDTH - 2 * MARGIN, 0)
_FREE = WIDTH - 2 * MARGIN


def _ours(kind: Kind) -> Stage:
    body = Slot("body", BODY_IDX) if kind in ("figure", "text") else None
    return Stage(
        NAMES[kind],
        WIDTH,
        HEIGHT,
        title=Box(MARGIN, 39.6, _FREE, 66),
        content=Box(MARGIN, 108, _FREE, 378),
        label=LABEL,
        source=SOURCE,
        number=NUMBER,
        sample=Box(WIDTH - MARGIN - 84, 15, 84, 20),
        title_slot=Slot("title"),
        label_slot=Slot("body", LABEL_IDX),
        body_slot=body,
        source_slot=Slot("ftr", FOOTER_IDX),
        number_slot=Slot("sldNum", NUMBER_IDX),
    )


STAGES: dict[Kind, Stage] = {kind: _ours(kind) for kind in NAMES}
OURS = STAGES["text"]

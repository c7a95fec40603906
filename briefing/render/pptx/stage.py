"""Where the parts of a slide stand, and which placeholders of its layout they fill. All lengths are points.

Our own stage is a constant (`OURS`); that of a house master is worked out from its layouts (`house/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.document import Style
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.sizes import SMALL_TITLE_STEPS, TITLE_STEPS, Step

Align = Literal["left", "right", "center"]
Anchor = Literal["top", "middle", "bottom"]
Kind = Literal["cover", "contents", "overview", "figure", "table", "text", "chapter", "closing"]
SlotType = Literal["title", "ctrTitle", "subTitle", "body", "obj", "ftr", "sldNum"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder of the layout that a text fills: its type and index.

    With `inherits` weight and Latin face are the placeholder's own.
    """

    type: SlotType
    idx: int = 0
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A place for a text: its box, the placeholder that it fills (none: a frame of its own), and how it is set there.

    An empty `color` is the one that such a text has on our own master, or that its placeholder has; so with `size`.
    """

    box: Box
    slot: Slot | None = None
    align: Align = "left"
    anchor: Anchor = "top"
    color: str = ""
    size: float = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """The parts of a slide on the layout of that name; a part that is None is left out.

    A `panel` lies under the content where the layout's own ground is none to read on.
    The title is set in the first of its `steps` that fits, with a notice in the first of its `small_steps`. On a house
    master `part` names the layout's part, `style` has the colours for its ground (None: the document's own), and
    `scheme` its theme's colours by slot.
    """

    layout: str
    width: float
    height: float
    title: Part
    content: Box
    label: Part | None
    source: Part | None
    number: Part | None
    sample: Box
    panel: Box | None = None
    body: Slot | None = None
    steps: tuple[Step, ...] = TITLE_STEPS
    small_steps: tuple[Step, ...] = SMALL_TITLE_STEPS
    part: str = ""
    style: Style | None = None
    scheme: Mapping[str, str] = field(default_factory=dict)


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
_FREE = WIDTH - 2 * MARGIN
TITLE = Box(MARGIN, 39.6, _FREE, 66)
RULE = Box(MARGIN, 500, _FREE, 0)


def _ours(kind: Kind) -> Stage:
    return Stage(
        NAMES[kind],
        WIDTH,
        HEIGHT,
        title=Part(TITLE, Slot("title")),
        content=Box(MARGIN, 108, _FREE, 378),
        label=Part(LABEL, Slot("body", LABEL_IDX), anchor="middle"),
        source=Part(SOURCE, Slot("ftr", FOOTER_IDX)),
        number=Part(NUMBER, Slot("sldNum", NUMBER_IDX), "right"),
        sample=Box(WIDTH - MARGIN - 84, 15, 84, 20),
        body=Slot("body", BODY_IDX) if kind in ("figure", "text") else None,
    )


STAGES: dict[Kind, Stage] = {kind: _ours(kind) for kind in NAMES}
OURS = STAGES["text"]

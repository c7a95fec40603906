"""The layouts of our master as data: their names, their placeholders with boxes and type, and their decoration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.render.pptx.boxes import Box
from briefing.render.pptx.stage import (
    BODY_IDX,
    BYLINE_IDX,
    FOOTER_IDX,
    HEIGHT,
    LABEL,
    LABEL_IDX,
    MARGIN,
    NAMES,
    NOTICE_IDX,
    NUMBER,
    NUMBER_IDX,
    OURS,
    SOURCE,
    TITLE,
    WIDTH,
)

BAND = 337.5
STRIP = 7.5


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder: `color` names a field of the style; `pitch` is its exact line height in points."""

    type: Literal["title", "ctrTitle", "body", "ftr", "sldNum"]
    idx: int
    name: str
    prompt: str
    box: Box
    size: float
    pitch: float
    color: Literal["ink", "muted", "ground", "accent"] = "ink"
    strong: bool = False
    anchor: Literal["t", "ctr", "b"] = "t"
    align: Literal["l", "r", "ctr"] = "l"


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout; `band` asks for the official ground in its upper part, with the strip of theme colours under it."""

    name: str
    kind: str
    holders: tuple[Holder, ...]
    band: bool = False
    footer: bool = True


TITLE_HOLDER = Holder("title", 0, "标题", "单击此处填写本页结论", TITLE, 28, 33, strong=True)
LABEL_HOLDER = Holder("body", LABEL_IDX, "专题", "专题名称", LABEL.inset(16), 14, 18, "accent", True, "ctr")
BODY_HOLDER = Holder("body", BODY_IDX, "正文", "单击此处填写要点", OURS.content, 18, 27)
FOOTER_HOLDER = Holder("ftr", FOOTER_IDX, "来源", "", SOURCE, 10, 13, "muted")
NUMBER_HOLDER = Holder("sldNum", NUMBER_IDX, "页码", "", NUMBER, 10, 13, "muted", align="r")
_HEAD = (TITLE_HOLDER, LABEL_HOLDER)
_FOOT = (FOOTER_HOLDER, NUMBER_HOLDER)

COVER_TITLE = Box(63, 152, 834, 130)
COVER_KICKER = Box(63, 112, 834, 28)
COVER_BYLINE = Box(63, 378, 640, 90)
COVER_NOTICE = Box(WIDTH - 63 - 300, 472, 300, 22)

_COVER = (
    Holder("ctrTitle", 0, "标题", "汇报标题", COVER_TITLE, 44, 62, "ground", True),
    Holder("body", LABEL_IDX, "眉题", "行动与期间", COVER_KICKER, 17, 24, "ground", anchor="ctr"),
    Holder("body", BYLINE_IDX, "落款", "汇报单位与日期", COVER_BYLINE, 16, 27, "muted"),
    Holder("body", NOTICE_IDX, "密级", "密级或使用范围", COVER_NOTICE, 12, 18, "muted", anchor="b", align="r"),
)
_CLOSING = (
    Holder("ctrTitle", 0, "标题", "结束语", Box(63, 152, 834, 70), 44, 62, "ground", True),
    Holder("body", BYLINE_IDX, "落款", "汇报单位与日期", COVER_BYLINE, 16, 27, "muted"),
)
_CHAPTER = (
    Holder("title", 0, "标题", "章节名称", Box(MARGIN, 200, WIDTH - 2 * MARGIN, 100), 36, 50, strong=True, anchor="b"),
    Holder("body", LABEL_IDX, "专题", "说明", Box(MARGIN, 310, WIDTH - 2 * MARGIN, 60), 18, 27, "muted"),
)

LAYOUTS = (
    Layout(NAMES["cover"], "title", _COVER, band=True, footer=False),
    Layout(NAMES["contents"], "titleOnly", (*_HEAD, *_FOOT)),
    Layout(NAMES["overview"], "titleOnly", (*_HEAD, *_FOOT)),
    Layout(NAMES["figure"], "obj", (*_HEAD, BODY_HOLDER, *_FOOT)),
    Layout(NAMES["table"], "titleOnly", (*_HEAD, *_FOOT)),
    Layout(NAMES["text"], "obj", (*_HEAD, BODY_HOLDER, *_FOOT)),
    Layout(NAMES["chapter"], "secHead", (*_CHAPTER, *_FOOT)),
    Layout(NAMES["closing"], "title", _CLOSING, band=True, footer=False),
)
BAND_BOX = Box(0, 0, WIDTH, BAND)
STRIP_BOX = Box(0, BAND, WIDTH, STRIP)
NOTES_IMAGE = Box(60, 50, 420, 236.25)
NOTES_BODY = Box(60, 310, 420, 360)
NOTES_SIZE = (HEIGHT, 720.0)

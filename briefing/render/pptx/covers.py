"""The slides that are no section: cover, contents and closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.blocks import plain, text, without_notes
from briefing.document import Document, Section
from briefing.render.pptx import furniture
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.layouts import (
    BAND,
    COVER_BYLINE,
    COVER_KICKER,
    COVER_NOTICE,
    COVER_TITLE,
)
from briefing.render.pptx.shapes import Align, Panel, Para, Run, Shape, SlidePlan, Slot, TextShape
from briefing.render.pptx.sizes import COVER_TITLE_SIZES
from briefing.render.pptx.stage import BYLINE_IDX, LABEL_IDX, NOTICE_IDX
from briefing.render.pptx.text import Setting, lines, shortened, width

_TITLE_LEADING = 1.4
# How high a title may be that is too long for its place, between the kicker and the foot of the band.
_HIGHEST_TITLE = 180.0
_COVER_MIDDLE = 196.0
_KICKER = 24.0
# A title is broken where its sense pauses: after these, or before an opening quotation mark.
_PAUSES = "”》）：，"
_LONGEST_LINE = 10
CONTENTS_PATH = "contents"
ROWS_A_SLIDE = 12
_CHAPTER, _WIDEST_CHAPTER = 196.0, 300.0
_ROW_MOST, _ROW_LEAST = 42.0, 24.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the section it leads to and the number of its slide."""

    section: Section
    page: int


def cover(document: Document, setting: Setting) -> SlidePlan:
    """Return the cover: kicker and title on the official ground, byline and classification below it."""
    shapes: list[Shape] = []
    heading = _big_title(document.title, "cover/title", setting, _COVER_MIDDLE)
    if document.kicker:
        run = Run(document.kicker, 17, color=setting.style.ground, spacing=2)
        box = Box(COVER_KICKER.x, heading.box.y - _KICKER - 10, COVER_KICKER.w, _KICKER)
        shapes.append(TextShape("cover/kicker", box, (Para((run,), _KICKER),), Slot("body", LABEL_IDX), "middle"))
    shapes += [heading, *_byline(document, "cover", setting)]
    if document.classification:
        run = Run(document.classification, 12, color=setting.style.muted)
        para = Para((run,), 18, "right")
        shapes.append(TextShape("cover/classification", COVER_NOTICE, (para,), Slot("body", NOTICE_IDX), "bottom"))
    if document.synthetic:
        shapes.append(furniture.sample_sign(setting, on_band=True))
    return SlidePlan(setting.stage, "cover", tuple(shapes), setting.stage.layout)


def closing(document: Document, setting: Setting) -> SlidePlan:
    shapes: list[Shape] = [_big_title(setting.words.closing, "closing/title", setting, BAND / 2)]
    shapes += _byline(document, "closing", setting)
    if document.synthetic:
        shapes.append(furniture.sample_sign(setting, on_band=True))
    return SlidePlan(setting.stage, "closing", tuple(shapes), setting.stage.layout)


def rows_a_slide(setting: Setting) -> int:
    """Return how many lines of the contents a slide holds."""
    return max(1, min(ROWS_A_SLIDE, int(setting.content.h // _ROW_LEAST)))


def contents(
    entries: Sequence[Entry], setting: Setting, findings: Findings, *, synthetic: bool, suffix: str = ""
) -> SlidePlan:
    """Return a slide of linked lines: number, chapter, its message, its page."""
    heading = furniture.title(text(setting.words.contents), suffix, CONTENTS_PATH, setting.stage, findings)
    content = setting.content
    tall = min(_ROW_MOST, content.h / max(1, len(entries)))
    shapes: list[Shape] = [*furniture.panel(setting), heading]
    chapter = _chapter_room(entries)
    for at, entry in enumerate(entries):
        shapes += _line(entry, Box(content.x, content.y + at * tall, content.w, tall), chapter, setting)
    shapes += furniture.page_number(setting.stage)
    if synthetic:
        shapes.append(furniture.sample_sign(setting))
    return SlidePlan(setting.stage, CONTENTS_PATH, tuple(shapes), setting.words.contents)


def _chapter_room(entries: Sequence[Entry]) -> float:
    """Return the room for the names of chapters: that of a long one, up to what the messages beside them can spare."""
    widest = max((width(entry.section.label, 16, strong=True) for entry in entries), default=0)
    return min(max(_CHAPTER, widest + 8), _WIDEST_CHAPTER)


def _line(entry: Entry, box: Box, chapter: float, setting: Setting) -> tuple[Shape, ...]:
    style, section = setting.style, entry.section
    color = section.mark.color if section.mark and section.mark.color else style.accent
    page = 46.0
    room = box.w - chapter - page - 18
    label = Run(shortened(section.label, 16, chapter, strong=True), 16, True, style.ink)
    message = Run(shortened(plain(without_notes(section.headline)), 14, room), 14, color=style.muted)
    number = Run(str(entry.page), 14, color=style.muted)
    name = f"{CONTENTS_PATH}/{section.path}"
    rest = box.inset(18 + chapter, 0, 0, 1)

    def cell(suffix: str, run: Run, frame: Box, align: Align = "left") -> TextShape:
        para = Para((run,), 22, align)
        return TextShape(name + suffix, frame, (para,), anchor="middle", link=section.path, path=CONTENTS_PATH)

    return (
        Panel(f"{name}/mark", Box(box.x, box.y + box.h / 2 - 8, 5, 16), color, CONTENTS_PATH),
        cell("", label, Box(box.x + 18, box.y, chapter, box.h - 1)),
        cell("/headline", message, replace(rest, w=rest.w - page)),
        cell("/page", number, Box(box.right - page, box.y, page, box.h - 1), "right"),
        Panel(f"{name}/rule", Box(box.x, box.bottom - 0.75, box.w, 0.75), style.rule, CONTENTS_PATH),
    )


def _big_title(words: str, name: str, setting: Setting, middle: float) -> TextShape:
    """Return a title in the largest type in which it fits the cover, in lines broken by sense where it can be."""
    broken = "\v".join(_sense_lines(words))
    tries = [(broken, size, COVER_TITLE.h) for size in COVER_TITLE_SIZES]
    tries += [(words, size, most) for most in (COVER_TITLE.h, _HIGHEST_TITLE) for size in COVER_TITLE_SIZES]
    for text_, size, most in tries:
        para = Para((Run(text_, size, True, setting.style.ground),), size * _TITLE_LEADING)
        count = lines(para, COVER_TITLE.w)
        if count <= text_.count("\v") + 1 or count * para.pitch <= most:
            break
    tall = min(count * para.pitch, _HIGHEST_TITLE)
    box = replace(COVER_TITLE, y=middle - tall / 2, h=tall)
    return TextShape(name, box, (para,), Slot("ctrTitle"))


def _sense_lines(words: str) -> tuple[str, ...]:
    """Break a long title in two at the pause that leaves the lines most alike."""
    if len(words) <= _LONGEST_LINE:
        return (words,)
    cuts = [at + 1 for at, character in enumerate(words[:-1]) if character in _PAUSES]
    cuts += [at for at, character in enumerate(words) if character in "“《" and at]
    cuts = [at for at in cuts if 3 <= at <= len(words) - 3]
    if not cuts:
        return (words,)
    best = min(cuts, key=lambda at: abs(width(words[:at], 1) - width(words[at:], 1)))
    return words[:best], words[best:]


def _byline(document: Document, path: str, setting: Setting) -> list[Shape]:
    if not document.byline:
        return []
    paras = tuple(Para((Run(line, 16, color=setting.style.muted),), 27) for line in document.byline)
    return [TextShape(f"{path}/byline", COVER_BYLINE, paras, Slot("body", BYLINE_IDX))]

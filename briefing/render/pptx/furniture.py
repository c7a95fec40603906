"""What frames every slide: title, theme label with its mark, source, page number, and the sign of made-up data."""

from __future__ import annotations

from dataclasses import replace

from briefing.blocks import Text
from briefing.document import Section
from briefing.render.pptx.boxes import LABEL, NUMBER, SAMPLE, SOURCE, TITLE, Box
from briefing.render.pptx.layouts import FOOTER_IDX, LABEL_IDX, NUMBER_IDX
from briefing.render.pptx.shapes import Panel, Para, Run, Shape, Slot, TextShape
from briefing.render.pptx.text import Setting, height, lines, one_line, runs

# Size, line pitch, and how many lines of it the title band holds.
_TITLE_TYPES = ((28.0, 33.0, 1), (26.0, 30.0, 2), (24.0, 29.0, 2))
_SMALL_TITLE_TYPES = ((20.0, 22.0, 2), (18.0, 20.0, 3), (16.0, 18.0, 3), (12.0, 14.0, 4))
_LEAST_HALF = 6
# Programs put different blanks between Chinese and figures; a title that just fits one line here would break there.
_TITLE_ROOM = TITLE.w * 0.92
_SOURCE_SIZE, _SOURCE_PITCH = 10.0, 13.0
PAGE_FIELD = "‹#›"


def title(words: Text, suffix: str, path: str) -> tuple[TextShape, bool]:
    """Return the title in the largest type that fits its band, and whether that type is as large as it ought to be."""
    pieces = (*runs(words, 0), *((Run(suffix),) if suffix else ()))
    for size, pitch, most in (*_TITLE_TYPES, *_SMALL_TITLE_TYPES):
        para = Para(tuple(replace(piece, size=size, strong=True) for piece in pieces), pitch)
        if lines(para, _TITLE_ROOM) <= most:
            break
    para = _broken_by_sense(para) if lines(para, _TITLE_ROOM) == 2 else para
    shape = TextShape(f"{path}/title", TITLE, (para,), Slot("title"), path=path)
    return shape, size >= _TITLE_TYPES[-1][0]


def _broken_by_sense(para: Para) -> Para:
    """Break a title of two lines behind a comma, where both halves then fit a line each; the evener the better."""
    whole = "".join(run.text for run in para.runs)
    ends = [at + 1 for at, char in enumerate(whole) if char in "，；：、" and at + 1 < len(whole)]
    for end in sorted(ends, key=lambda end: abs(end - len(whole) / 2)):
        broken = _broken(para, end)
        if lines(broken, _TITLE_ROOM) == 2 and min(end, len(whole) - end) >= _LEAST_HALF:
            return broken
    return para


def _broken(para: Para, end: int) -> Para:
    """Return the paragraph with a line break after so many characters."""
    made: list[Run] = []
    start = 0
    for run in para.runs:
        inside = end - start
        start += len(run.text)
        cut = f"{run.text[:inside]}\v{run.text[inside:]}" if 0 < inside <= len(run.text) else run.text
        made.append(replace(run, text=cut))
    return replace(para, runs=tuple(made))


def label(words: str, path: str, setting: Setting) -> tuple[Shape, ...]:
    """Return the theme's name above the title, and its colour mark."""
    if not words:
        return ()
    frame = LABEL.inset(16)
    run = Run(one_line(words, 14, frame.w, strong=True), 14, True, setting.color, spacing=0.5)
    mark = Panel(f"{path}/mark", Box(LABEL.x, LABEL.y + 2, 7.5, 14), setting.color, path)
    return mark, TextShape(f"{path}/label", frame, (Para((run,), 18),), Slot("body", LABEL_IDX), "middle", path=path)


def source(section: Section, setting: Setting) -> tuple[TextShape | None, bool]:
    """Return the source line, and whether all of it is there; the speaker notes always hold the whole."""
    words = source_words(section, setting)
    if not words:
        return None, True
    para = _source_para(words, setting)
    whole = height((para,), SOURCE.w) <= SOURCE.h
    while height((para,), SOURCE.w) > SOURCE.h:
        words = words[:-1]
        para = _source_para(f"{words}……", setting)
    path = section.path
    return TextShape(f"{path}/source", SOURCE, (para,), Slot("ftr", FOOTER_IDX), path=path), whole


def source_words(section: Section, setting: Setting) -> str:
    """Return the source with its opening word; empty where the section names none."""
    if not section.source or section.source.startswith(setting.words.source):
        return section.source
    return setting.words.source + section.source


def page_number() -> TextShape:
    para = Para((Run(PAGE_FIELD),), _SOURCE_PITCH, "right")
    return TextShape("page", NUMBER, (para,), Slot("sldNum", NUMBER_IDX))


def sample_sign(setting: Setting, *, on_band: bool = False) -> TextShape:
    """Return the sign that says that the data are made up."""
    color = setting.style.ground if on_band else setting.style.accent
    para = Para((Run(setting.words.synthetic, 12, True, color),), 16, "center")
    return TextShape("synthetic", SAMPLE, (para,), anchor="middle", line=color)


def _source_para(words: str, setting: Setting) -> Para:
    return Para((Run(words, _SOURCE_SIZE, color=setting.style.muted),), _SOURCE_PITCH)

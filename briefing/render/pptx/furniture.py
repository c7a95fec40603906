"""What frames every slide: title, theme label with its mark, source, page number, and the sign of made-up data."""

from __future__ import annotations

from dataclasses import replace

from briefing.blocks import Text
from briefing.document import Section, Words
from briefing.render.pptx.boxes import LABEL, NUMBER, SAMPLE, SOURCE, TITLE, Box
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.layouts import FOOTER_IDX, LABEL_IDX, NUMBER_IDX
from briefing.render.pptx.shapes import Panel, Para, Run, Shape, Slot, TextShape
from briefing.render.pptx.sizes import SMALL_TITLE_STEPS, SOURCE_PITCH, SOURCE_SIZE, TITLE_STEPS
from briefing.render.pptx.text import Setting, broken_at, height, lines, runs, width

_LEAST_HALF = 6
_SIGN_AROUND = 10.0
_LABEL_SIZE, _LABEL_SPACING = 14.0, 0.5
PAGE_FIELD = "‹#›"


def title(words: Text, suffix: str, path: str, findings: Findings) -> TextShape:
    """Return the title in the largest type that fits its band; a notice tells of a small one, a problem of no fit."""
    pieces = (*runs(words, 0), *((Run(suffix),) if suffix else ()))
    for step in (*TITLE_STEPS, *SMALL_TITLE_STEPS):
        para = Para(tuple(replace(piece, size=step.size, strong=True) for piece in pieces), step.pitch)
        count = lines(para, TITLE.w)
        if count <= step.most:
            break
    if count > step.most:
        length = sum(len(span.text) for span in words)
        message = f"标题有{length}字，{step.most}行{step.size:.0f}磅也放不下。"
        findings.problem(path, message, "请缩短标题，细节写进要点。")
    elif step in SMALL_TITLE_STEPS and not suffix:
        findings.notice(path, "标题过长，两行24磅放不下，已改用更小的字号。请缩短标题。")
    para = _broken_by_sense(para) if count == 2 else para
    return TextShape(f"{path}/title", TITLE, (para,), Slot("title"), path=path)


def _broken_by_sense(para: Para) -> Para:
    """Break a title of two lines behind a comma, where both halves then fit a line each; the evener the better."""
    whole = "".join(run.text for run in para.runs)
    ends = [at + 1 for at, char in enumerate(whole) if char in "，；：、" and at + 1 < len(whole)]
    for end in sorted(ends, key=lambda end: abs(end - len(whole) / 2)):
        broken = broken_at(para, [end])
        if lines(broken, TITLE.w) == 2 and min(end, len(whole) - end) >= _LEAST_HALF:
            return broken
    return para


def label(words: str, path: str, setting: Setting, findings: Findings) -> tuple[Shape, ...]:
    """Return the theme's name above the title, and its colour mark."""
    if not words:
        return ()
    frame = LABEL.inset(16)
    if width(words, _LABEL_SIZE, strong=True) + _LABEL_SPACING * len(words) > frame.w:
        findings.problem(path, f"栏目名“{words[:12]}……”太长，标题上方一行放不下。", "请缩短栏目名（label）。")
    run = Run(words, _LABEL_SIZE, True, setting.color, spacing=_LABEL_SPACING)
    mark = Panel(f"{path}/mark", Box(LABEL.x, LABEL.y + 2, 7.5, 14), setting.color, path)
    return mark, TextShape(f"{path}/label", frame, (Para((run,), 18),), Slot("body", LABEL_IDX), "middle", path=path)


def source(section: Section, setting: Setting) -> TextShape | None:
    """Return the source line; where the footer cannot hold it, it says that the source stands below the content."""
    words = source_words(section, setting)
    if not words:
        return None
    shown = words if fits_footer(words, setting) else f"{setting.words.source}{setting.words.see_below}"
    shape = Slot("ftr", FOOTER_IDX)
    return TextShape(f"{section.path}/source", SOURCE, (_source_para(shown, setting),), shape, path=section.path)


def part(words: Words, number: int, parts: int) -> str:
    """Return what is said behind a title that goes on: `（续2/3）`."""
    return words.in_brackets.format(words.continued_part.format(continued=words.continued, part=number, parts=parts))


def fits_footer(words: str, setting: Setting) -> bool:
    return height((_source_para(words, setting),), SOURCE.w) <= SOURCE.h


def source_words(section: Section, setting: Setting) -> str:
    """Return the source with its opening word; empty where the section names none."""
    if not section.source or section.source.startswith(setting.words.source):
        return section.source
    return setting.words.source + section.source


def page_number() -> TextShape:
    para = Para((Run(PAGE_FIELD),), SOURCE_PITCH, "right")
    return TextShape("page", NUMBER, (para,), Slot("sldNum", NUMBER_IDX))


def sample_sign(setting: Setting, *, on_band: bool = False) -> TextShape:
    """Return the sign that says that the data are made up."""
    color = setting.style.ground if on_band else setting.style.accent
    para = Para((Run(setting.words.synthetic, 12, True, color),), 16, "center")
    # As wide as its words, from the edge where the box of 示例数据 ends.
    wide = max(SAMPLE.w, width(setting.words.synthetic, 12, strong=True) + _SIGN_AROUND)
    box = replace(SAMPLE, x=SAMPLE.right - wide, w=wide)
    return TextShape("synthetic", box, (para,), anchor="middle", line=color)


def _source_para(words: str, setting: Setting) -> Para:
    return Para((Run(words, SOURCE_SIZE, color=setting.style.muted),), SOURCE_PITCH)

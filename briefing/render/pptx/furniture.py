"""What frames every slide: title, theme label with its mark, source, page number, and the sign of made-up data."""

from __future__ import annotations

from dataclasses import replace

from briefing.blocks import Text
from briefing.document import Section, Words
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.shapes import Panel, Para, Run, Shape, TextShape
from briefing.render.pptx.sizes import SOURCE_PITCH, SOURCE_SIZE
from briefing.render.pptx.stage import Part, Stage
from briefing.render.pptx.text import Setting, broken_at, height, lines, runs, shortened, width

_LEAST_HALF = 6
_SIGN_AROUND = 10.0
_LABEL_SIZE, _LABEL_SPACING = 14.0, 0.5
_PAUSES = "，、；）,;)"
PAGE_FIELD = "‹#›"
SIGN = "synthetic"


def title(words: Text, suffix: str, path: str, stage: Stage, findings: Findings) -> TextShape:
    """Return the title in the largest type that fits its band; a notice tells of a small one, a problem of no fit."""
    place = stage.title
    pieces = (*runs(words, 0, strong=True), *((Run(suffix, strong=True),) if suffix else ()))
    pieces = tuple(replace(piece, color=place.color) for piece in pieces)
    for step in (*stage.steps, *stage.small_steps):
        para = Para(tuple(replace(piece, size=step.size) for piece in pieces), step.pitch, place.align)
        count = lines(para, stage.title.box.w)
        if count <= step.most:
            break
    if count > step.most:
        length = sum(len(span.text) for span in words)
        message = f"标题有{length}字，{step.most}行{step.size:.0f}磅也放不下。"
        findings.problem(path, message, "请缩短标题，细节写进要点。")
    elif step in stage.small_steps and not suffix:
        findings.notice(path, f"标题过长，两行{stage.steps[-1].size:.0f}磅放不下，已改用更小的字号。请缩短标题。")
    para = _broken_by_sense(para, stage.title.box.w) if count == 2 else para
    return _placed(f"{path}/title", place, para, path)


def _broken_by_sense(para: Para, room: float) -> Para:
    """Break a title of two lines behind a comma, where both halves then fit a line each; the evener the better."""
    whole = "".join(run.text for run in para.runs)
    ends = [at + 1 for at, char in enumerate(whole) if char in "，；：、" and at + 1 < len(whole)]
    for end in sorted(ends, key=lambda end: abs(end - len(whole) / 2)):
        broken = broken_at(para, [end])
        if lines(broken, room) == 2 and min(end, len(whole) - end) >= _LEAST_HALF:
            return broken
    return para


def label(words: str, path: str, setting: Setting, findings: Findings) -> tuple[Shape, ...]:
    """Return the theme's name above the title, and its colour mark."""
    place = setting.stage.label
    if not words or not place:
        return ()
    frame = place.box.inset(16)
    if width(words, _LABEL_SIZE, strong=True) + _LABEL_SPACING * len(words) > frame.w:
        findings.problem(path, f"栏目名“{words[:12]}……”太长，标题上方一行放不下。", "请缩短栏目名（label）。")
    run = Run(words, _LABEL_SIZE, True, setting.words_in(setting.color), spacing=_LABEL_SPACING)
    mark = Panel(f"{path}/mark", Box(place.box.x, place.box.y + 2, 7.5, 14), setting.color, path)
    return mark, _placed(f"{path}/label", replace(place, box=frame), Para((run,), 18), path)


def source(section: Section, setting: Setting) -> TextShape | None:
    """Return the source line; where the footer cannot hold it, it says that the source stands below the content."""
    words, stage = footer_words(section, setting), setting.stage
    if not words or not stage.source:
        return None
    shown = words if fits_footer(words, setting) else _shortened(words, setting)
    return _placed(f"{section.path}/source", stage.source, _source_para(shown, setting), section.path)


def _shortened(words: str, setting: Setting) -> str:
    """Return what the footer says of a source that is too long for it.

    On our own master the source stands below the content, on a house master, whose slides have less room, in the notes.
    """
    place = setting.stage.source
    if not setting.stage.part or not place:
        return f"{setting.words.source}{setting.words.see_below}"
    more = setting.words.see_notes
    ends = [at for at, character in enumerate(words) if character in _PAUSES]
    fitting = (f"{words[:at]}{more}" for at in reversed(ends) if fits_footer(f"{words[:at]}{more}", setting))
    return next(fitting, "") or shortened(words, SOURCE_SIZE, place.box.w)


def part(words: Words, number: int, parts: int) -> str:
    """Return what is said behind a title that goes on: `（续2/3）`."""
    return words.in_brackets.format(words.continued_part.format(continued=words.continued, part=number, parts=parts))


def fits_footer(words: str, setting: Setting) -> bool:
    """Return whether the footer of the stage holds the words."""
    place = setting.stage.source
    return place is not None and height((_source_para(words, setting),), place.box.w) <= place.box.h


def source_words(section: Section, setting: Setting) -> str:
    """Return the source with its opening word; empty where the section names none."""
    if not section.source or section.source.startswith(setting.words.source):
        return section.source
    return setting.words.source + section.source


def footer_words(section: Section, setting: Setting) -> str:
    """Return what the foot says: the source, after the theme's name where no line over the title has it."""
    words = source_words(section, setting)
    return words if setting.stage.label or not section.label else "　".join(filter(None, (section.label, words)))


def page_number(stage: Stage) -> tuple[TextShape, ...]:
    """Return the number of the slide; nothing where its stage has no place for one."""
    place = stage.number
    if not place:
        return ()
    run = Run(PAGE_FIELD, place.size if place.slot else SOURCE_SIZE, color=place.color)
    return (_placed("page", place, Para((run,), SOURCE_PITCH, place.align), ""),)


def sample_sign(setting: Setting, *, on_band: bool = False) -> TextShape:
    """Return the sign that says that the data are made up."""
    color = setting.style.ground if on_band else setting.words_in(setting.style.accent)
    para = Para((Run(setting.words.synthetic, 12, True, color),), 16, "center")
    # As wide as its words, from the edge where the box of 示例数据 ends.
    place = setting.stage.sample
    wide = max(place.w, width(setting.words.synthetic, 12, strong=True) + _SIGN_AROUND)
    box = replace(place, x=place.right - wide, w=wide)
    # What lies under it on a house master is not known as well as on our own.
    fill = setting.style.ground if setting.stage.part else ""
    return TextShape(SIGN, box, (para,), anchor="middle", fill=fill, line=color)


def panel(setting: Setting) -> tuple[Panel, ...]:
    """Return the panel that the content of a stage lies on, where it has one."""
    place = setting.stage.panel
    return (Panel("panel", place, setting.style.ground),) if place else ()


def _source_para(words: str, setting: Setting) -> Para:
    place = setting.stage.source
    color = (place.color if place else "") or setting.style.muted
    return Para((Run(words, SOURCE_SIZE, color=color),), SOURCE_PITCH, place.align if place else "left")


def _placed(name: str, place: Part, para: Para, path: str) -> TextShape:
    return TextShape(name, place.box, (para,), place.slot, place.anchor, path=path)

"""Finished slide plans in, problems for all that does not hold what it promises out: the last look before drawing.

Bands and furniture see to it that their texts fit; this finds the places that nobody measured, such as a long byline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.render.pptx.boxes import Box
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.frames import text_frame
from briefing.render.pptx.layouts import NOTES_BODY
from briefing.render.pptx.shapes import Group, Para, Run, Shape, SlidePlan, TableShape, TextShape
from briefing.render.pptx.sizes import LEAST, LEAST_TABLE
from briefing.render.pptx.stage import Stage
from briefing.render.pptx.text import height

_EPSILON = 0.5
_NOTES_SIZE, _NOTES_PITCH = 12.0, 18.0
_EXCERPT = 12
_NAMES = {
    "cover/title": "封面标题",
    "cover/kicker": "封面眉题",
    "cover/byline": "封面落款",
    "cover/classification": "封面密级",
    "closing/title": "结束页标题",
    "closing/byline": "结束页落款",
    "synthetic": "示例数据标记",
}


def check(slides: Sequence[SlidePlan], findings: Findings) -> None:
    """Find text higher than its box, type below the least size, and shapes that leave the slide.

    Where a place has a problem already, no second one is found.
    """
    known = {problem.where for problem in findings.problems}
    for number, slide in enumerate(slides, 1):
        notes = [Para((Run(note, _NOTES_SIZE),), _NOTES_PITCH) for note in slide.notes]
        if height(notes, NOTES_BODY.w) > NOTES_BODY.h:
            findings.notice(slide.path, f"第{number}页的备注太长，打印备注页时印不全；演示者视图里仍看得到全部。")
        for shape in slide.shapes:
            where = shape.path or shape.name
            for message in _faults(shape, number, slide.stage) if where not in known else ():
                findings.problem(where, message, "请缩短文字，或拆成几块。")


def _faults(shape: Shape, number: int, stage: Stage) -> Iterator[str]:
    if isinstance(shape, TextShape):
        yield from _overflow(shape, number)
    least = LEAST_TABLE if isinstance(shape, TableShape) else LEAST
    if _smallest(shape) < least:
        yield f"第{number}页有小于{least:.0f}磅的字。"
    foot = stage.content.bottom if isinstance(shape, TableShape) else stage.height
    if not isinstance(shape, Group) and _leaves(shape.box, stage.width, foot):
        yield f"第{number}页放不下这一块。"


def _overflow(shape: TextShape, number: int) -> Iterator[str]:
    frame = text_frame(shape)
    if frame.height > frame.box.h + _EPSILON:
        words = " ".join(frame.text.split())
        excerpt = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}……"
        name = _NAMES.get(shape.name, f"第{number}页的文字")
        yield f"{name}“{excerpt}”要{sum(frame.lines)}行，那里放不下。"


def _smallest(shape: Shape) -> float:
    if isinstance(shape, TextShape):
        paras = shape.paras
    elif isinstance(shape, TableShape):
        paras = tuple(para for row in shape.rows for cell in row.cells for para in cell.paras)
    else:
        paras = ()
    return min((run.size for para in paras for run in para.runs if run.size), default=LEAST_TABLE)


def _leaves(box: Box, right: float, foot: float) -> bool:
    inside = box.x > -_EPSILON and box.y > -_EPSILON
    return not inside or box.right > right + _EPSILON or box.bottom > foot + _EPSILON

"""Finished slide plans in, problems for all that does not hold what it promises out: the last look before drawing.

Bands and furniture see to it that their texts fit; this finds the places that nobody measured, such as a long byline.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.render.pptx.boxes import HEIGHT, WIDTH, Box
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.frames import text_frame
from briefing.render.pptx.shapes import Group, Shape, SlidePlan, TableShape, TextShape
from briefing.render.pptx.sizes import LEAST, LEAST_TABLE

_EPSILON = 0.5
_EXCERPT = 12


def check(slides: Sequence[SlidePlan], findings: Findings) -> None:
    """Find text higher than its box, type below the least size, and shapes that leave the slide."""
    for number, slide in enumerate(slides, 1):
        for shape in slide.shapes:
            where = shape.path or shape.name
            if isinstance(shape, TextShape):
                _check_text(shape, where, findings)
            if _smallest(shape) < (LEAST_TABLE if isinstance(shape, TableShape) else LEAST):
                findings.problem(where, f"第{number}页有小于{LEAST:.0f}磅的字。", "请减少内容。")
            if not isinstance(shape, Group) and _leaves(shape.box):
                findings.problem(where, f"第{number}页放不下这一块。", "请缩短文字，或拆成几块。")


def _check_text(shape: TextShape, where: str, findings: Findings) -> None:
    frame = text_frame(shape)
    if frame.height > frame.box.h + _EPSILON:
        words = " ".join(frame.text.split())
        excerpt = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}……"
        message = f"“{excerpt}”放不下：要{sum(frame.lines)}行，超出了留给它的位置。"
        findings.problem(where, message, "请缩短文字。")


def _smallest(shape: Shape) -> float:
    if isinstance(shape, TextShape):
        paras = shape.paras
    elif isinstance(shape, TableShape):
        paras = tuple(para for row in shape.rows for cell in row.cells for para in cell.paras)
    else:
        paras = ()
    return min((run.size for para in paras for run in para.runs if run.size), default=LEAST_TABLE)


def _leaves(box: Box) -> bool:
    inside = box.x > -_EPSILON and box.y > -_EPSILON
    return not inside or box.right > WIDTH + _EPSILON or box.bottom > HEIGHT + _EPSILON

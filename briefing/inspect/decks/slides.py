"""The slides of a deck in, findings on their shapes out: places, ids, alt text, empty placeholders, texts."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.inspect.decks.fit import Misfit, frame_misfits, table_misfits
from briefing.inspect.decks.inheritance import inherited
from briefing.inspect.decks.package import RESAVE, Package
from briefing.inspect.decks.presentation import Presentation, Slide
from briefing.inspect.decks.shapes import Shape
from briefing.inspect.findings import Findings
from briefing.inspect.trees import MC, A, Element, P, text_of

OUTSIDE = "请把它移进幻灯片，或删去。"
DESCRIBE = "请右键选“编辑替换文字”，写一句话说明它表示什么；纯装饰的就标为装饰性。"
FILL = "请填上内容，或删去这个占位符。"
# What the program fills in.
_MAY_BE_EMPTY = frozenset(("dt", "ftr", "sldNum", "hdr", "sldImg"))
# Half a point: programs round.
_TOLERANCE = 6350.0
_NUMBERED = ("slides", "slideLayouts", "slideMasters", "notesSlides", "notesMasters")


def check_slides(package: Package, deck: Presentation, findings: Findings) -> None:
    """Tell of what is wrong with single shapes."""
    _check_ids(package, findings)
    for slide in deck.slides:
        for shape in slide.shapes:
            for message, hint in _misfits(shape, slide, deck):
                findings.add(slide.part, f"第{slide.number}张“{shape.name}”：{message}", hint)


def _check_ids(package: Package, findings: Findings) -> None:
    """Tell of shapes with one id in one drawing; what stands in for a shape in old programs has the same id."""
    for name, root in package.trees.items():
        if name.split("/")[1:2] and name.split("/")[1] in _NUMBERED:
            seen = set[str]()
            for each in root.iter(f"{P}cNvPr"):
                id_ = each.get("id", "")
                if id_ in seen and not any(above.tag == f"{MC}Fallback" for above in each.iterancestors()):
                    findings.add(name, f"图形“{each.get('name', '')}”的编号{id_}与别的图形相同。", RESAVE)
                seen.add(id_)


def _misfits(shape: Shape, slide: Slide, deck: Presentation) -> Iterator[Misfit]:
    kind, _ = shape.linked
    if _leaves(shape, deck):
        yield "超出了幻灯片。", OUTSIDE
    if (shape.kind == "pic" or kind == "chart") and not shape.alt and not shape.is_decorative:
        yield ("图片" if shape.kind == "pic" else "图表") + "没有替换文字。", DESCRIBE
    if shape.kind == "sp" and _is_empty(shape):
        yield "占位符是空的。", FILL
    if shape.kind == "sp":
        yield from frame_misfits(shape, inherited(shape, slide, deck))
    table = table_of(shape)
    if table is not None:
        yield from table_misfits(table, deck)


def table_of(shape: Shape) -> Element | None:
    """Return the table that a frame holds."""
    return shape.element.find(f"{A}graphic/{A}graphicData/{A}tbl")


def _leaves(shape: Shape, deck: Presentation) -> bool:
    if shape.box is None:
        return False
    box = shape.box.turned(shape.turn)
    right, bottom = box.x + box.w, box.y + box.h
    over = max(-box.x, -box.y, right - deck.width, bottom - deck.height)
    return over > _TOLERANCE


def _is_empty(shape: Shape) -> bool:
    holder, body = shape.placeholder, shape.body
    if holder is None or holder.get("type", "obj") in _MAY_BE_EMPTY:
        return False
    return body is None or not text_of(body).strip()

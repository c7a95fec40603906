"""A shape with text, or a table, in; whether the text fits its place and is large enough to be read out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.inspect.decks.inheritance import Inherited
from briefing.inspect.decks.paragraphs import EMU, Paragraph, Styles, height, paragraphs
from briefing.inspect.decks.presentation import Presentation
from briefing.inspect.decks.shapes import Shape
from briefing.inspect.trees import A, Element, number, share

LEAST_SIZE = 10.0
# A quarter of a line is not seen; faces and programs differ by that much.
_TOLERANCE, _LEAST_TOLERANCE = 0.25, 2.0
_INSET_X, _INSET_Y = 91440.0, 45720.0
# Shapes whose text stands in all of their rectangle.
_RECTANGULAR = frozenset(("", "rect", "flowChartProcess", "round2SameRect", "roundRect"))
SHORTEN = "请缩短文字、放大文本框，或把内容分到两页。"
TALLER = "请缩短文字或加高这一行；PowerPoint 会把行撑高，表格就会盖住下面的内容。"
LARGER = f"字号请不小于{LEAST_SIZE:.0f}磅。"

Misfit = tuple[str, str]
"""What is wrong, and the way out."""


def frame_misfits(shape: Shape, taken: Inherited) -> Iterator[Misfit]:
    """Yield what is wrong with the text of a shape: too small, or more than its frame holds."""
    body = shape.body
    if body is None:
        return
    fitting = taken.fitting()
    scale = share(fitting, "fontScale") if fitting is not None and fitting.get("fontScale") else None
    set_ = tuple(paragraphs(body, taken.styles, scale or 1.0))
    yield from _too_small(set_)
    shrinks = fitting is not None and not str(fitting.tag).endswith("noAutofit")
    if not shrinks and _is_plain(shape, taken) and any(each.text.strip() for each in set_):
        yield from _too_long(shape, taken, set_)


def _is_plain(shape: Shape, taken: Inherited) -> bool:
    """Return whether the text wraps within an upright rectangle, in one column."""
    geometry = shape.element.find(f"./*/{A}prstGeom")
    form = geometry.get("prst", "") if geometry is not None else ""
    columns = taken.frame("numCol") in ("", "1")
    upright = taken.frame("vert") in ("", "horz") and shape.element.find(f"./*/{A}custGeom") is None
    return form in _RECTANGULAR and columns and upright and taken.frame("wrap") != "none"


def _too_long(shape: Shape, taken: Inherited, set_: Sequence[Paragraph]) -> Iterator[Misfit]:
    box = shape.box or taken.box()
    if box is None:
        return
    sides = sum(taken.inset(name, _INSET_X) for name in ("lIns", "rIns"))
    ends = sum(taken.inset(name, _INSET_Y) for name in ("tIns", "bIns"))
    needed, room = height(set_, (box.w - sides) / EMU), (box.h - ends) / EMU
    if needed > room + _slack(set_):
        yield f"文字超出文本框：需要{needed:.0f}磅高，只有{max(room, 0):.0f}磅（{_opening(set_)}）。", SHORTEN


def _slack(set_: Sequence[Paragraph]) -> float:
    return max(_LEAST_TOLERANCE, _TOLERANCE * max(each.pitch() for each in set_))


def _opening(set_: Sequence[Paragraph]) -> str:
    words = "".join(each.text for each in set_).strip().replace("\n", " ")
    return f"“{words[:16]}……”" if len(words) > 16 else f"“{words}”"


def _too_small(set_: Sequence[Paragraph]) -> Iterator[Misfit]:
    for paragraph in set_:
        for run in paragraph.runs:
            if run.text.strip() and run.size < LEAST_SIZE - 0.01:
                yield f"字太小（{run.size:g}磅）：{_opening([paragraph])}。", LARGER
                return


@dataclass(frozen=True, slots=True)
class _Cell:
    """A table cell: its paragraphs, and its width and what its margins take of the height, in points."""

    set_: tuple[Paragraph, ...]
    room: float
    margins: float

    @property
    def needed(self) -> float:
        return height(self.set_, self.room) + self.margins


def table_misfits(table: Element, deck: Presentation) -> Iterator[Misfit]:
    """Yield what is wrong with the text of a table: too small, or higher than its row."""
    widths = [(number(each, "w") or 0) / EMU for each in table.iterfind(f"{A}tblGrid/{A}gridCol")]
    for at, row in enumerate(table.iterfind(f"{A}tr"), 1):
        high = (number(row, "h") or 0) / EMU
        for cell in _cells(row, widths, deck.styles):
            yield from _too_small(cell.set_)
            if cell.set_ and cell.needed > high + _slack(cell.set_):
                words = _opening(cell.set_)
                yield f"表格第{at}行放不下文字：需要{cell.needed:.0f}磅高，只有{high:.0f}磅（{words}）。", TALLER
                break


def _cells(row: Element, widths: Sequence[float], styles: Styles) -> Iterator[_Cell]:
    """Yield the cells with text that stand in this row alone."""
    for at, cell in enumerate(row.iterfind(f"{A}tc")):
        body, properties = cell.find(f"{A}txBody"), cell.find(f"{A}tcPr")
        merged = any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))
        if body is None or merged or (number(cell, "rowSpan") or 1) > 1:
            continue
        set_ = tuple(paragraphs(body, styles))
        if any(each.text.strip() for each in set_):
            span = int(number(cell, "gridSpan") or 1)
            left, right = (_margin(properties, name, _INSET_X) for name in ("marL", "marR"))
            top, bottom = (_margin(properties, name, _INSET_Y) for name in ("marT", "marB"))
            yield _Cell(set_, sum(widths[at : at + span]) - left - right, top + bottom)


def _margin(properties: Element | None, name: str, default: float) -> float:
    found = number(properties, name)
    return (default if found is None else found) / EMU

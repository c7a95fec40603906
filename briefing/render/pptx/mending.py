"""The tree of a slide or chart that its maker left untidy in, the same tree mended in place out; nothing is seen of it.

What programs write and PowerPoint bears, but a finished deck ought not to have: axes with negative numbers, charts and
pictures without alternative text, shapes that share a number, placeholders that nobody filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_MOST_AXIS_ID = 2**32
# What the program fills in; a picture of the slide is never empty.
_FILLED_IN = ("dt", "ftr", "sldNum", "hdr", "sldImg")
# A shape with one of these is seen although it says nothing.
_SEEN = tuple(f"{_A}{name}" for name in ("solidFill", "gradFill", "blipFill", "pattFill", "ln"))


def renumber(root: _Element) -> None:
    """Give shapes that share a number numbers of their own; the first keeps it, with all that refers to it."""
    shapes = list(root.iter(f"{_P}cNvPr"))
    used = [int(id_) for each in shapes if (id_ := each.get("id", "")).isascii() and id_.isdigit()]
    free = count(1 + max(used, default=0))
    seen: set[str] = set()
    for each in shapes:
        # What stands in for a shape in old programs has the same number.
        if each.get("id", "") in seen and not any(above.tag == _FALLBACK for above in each.iterancestors()):
            each.set("id", str(next(free)))
        seen.add(each.get("id", ""))


def mend_axes(root: _Element) -> None:
    """Give the axes of a chart positive numbers, in all places alike."""
    named = list(root.iter(f"{_C}axId", f"{_C}crossAx"))
    ids = dict.fromkeys(each.get("val", "") for each in named)
    free = (str(number) for number in count(1) if str(number) not in ids)
    better = {id_: next(free) for id_ in ids if not _is_axis_id(id_)}
    for each in named:
        each.set("val", better.get(each.get("val", ""), each.get("val", "")))


def describe(root: _Element, chart: Callable[[str], _Element | None]) -> None:
    """Give charts and pictures without alternative text what they are titled or called; `chart` finds one by its id."""
    for shape in root.iter(f"{_P}pic", f"{_P}graphicFrame"):
        properties = shape.find(f"./*/{_P}cNvPr")
        drawn = shape.find(f"{_A}graphic/{_A}graphicData/{_C}chart")
        is_drawn = drawn is not None or shape.tag == f"{_P}pic"
        if properties is None or not is_drawn or _is_described(properties):
            continue
        found = chart(drawn.get(f"{_R}id", "")) if drawn is not None else None
        words = (_title(found) if found is not None else "") or properties.get("name", "").strip()
        properties.set("descr", words or ("图表" if drawn is not None else "图片"))


def clear(root: _Element) -> None:
    """Take away placeholders that say and show nothing, but for those that something else refers to."""
    for shape in [each for each in root.iter(f"{_P}sp") if _is_empty(each)]:
        properties, above = shape.find(f"./*/{_P}cNvPr"), shape.getparent()
        id_ = properties.get("id", "") if properties is not None else ""
        if above is not None and not any(id_ == each for each in _referred(root)):
            above.remove(shape)


def _is_axis_id(id_: str) -> bool:
    return id_.isascii() and id_.isdigit() and 0 < int(id_[:12]) < _MOST_AXIS_ID


def _is_described(properties: _Element) -> bool:
    decorative = any(each.get("val") in ("1", "true") for each in properties.iter("{*}decorative"))
    return decorative or bool((properties.get("descr") or properties.get("title") or "").strip())


def _title(chart: _Element) -> str:
    title = chart.find(f"{_C}chart/{_C}title")
    return "".join(each.text or "" for each in title.iter(f"{_A}t", f"{_C}v")).strip() if title is not None else ""


def _is_empty(shape: _Element) -> bool:
    holder, look = shape.find(f"./*/{_P}nvPr/{_P}ph"), shape.find(f"{_P}spPr")
    if holder is None or holder.get("type", "obj") in _FILLED_IN:
        return False
    seen = look is not None and any(each.tag in _SEEN for each in look)
    return not seen and not "".join(each.text or "" for each in shape.iter(f"{_A}t")).strip()


def _referred(root: _Element) -> Iterator[str]:
    for each in root.iter(f"{_A}stCxn", f"{_A}endCxn"):
        yield each.get("id", "")
    for timing in root.iter(f"{_P}timing"):
        yield from (each.get("spid", "") for each in timing.iter())

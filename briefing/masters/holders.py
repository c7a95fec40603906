"""A layout with its master in, its placeholders out: what each does not say itself is inherited.

A placeholder inherits from the master's of its kind, then from the master's styles of text, then from the
presentation's default (ECMA-376-1, 19.3.1.36 and 19.7.10).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.masters.archive import Element
from briefing.masters.color import A, Colors, color_in
from briefing.masters.geometry import EMU, Drawn, P, name_of, number, shapes
from briefing.masters.model import Holder, Place

_ON_MASTER = {"ctrTitle": "title", "title": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum", "hdr": "hdr"}
_INSETS = (("lIns", 91_440), ("tIns", 45_720), ("rIns", 91_440), ("bIns", 45_720))
_STYLES = {"title": "titleStyle", "body": "bodyStyle"}


@dataclass(frozen=True, slots=True)
class Above:
    """What a layout's placeholders inherit from: the master's part, the presentation's default, the colours."""

    master: Element
    default: Element | None
    colors: Colors


def holders(layout: Element, above: Above) -> Iterator[Holder]:
    """Yield the placeholders of a layout in drawing order; those that have a place nowhere are left out."""
    on_master = {
        _kind(drawn.holder): drawn for drawn in reversed(list(shapes(above.master))) if drawn.holder is not None
    }
    for drawn in shapes(layout):
        if drawn.holder is None:
            continue
        type_ = drawn.holder.get("type", "obj")
        parent = on_master.get(_ON_MASTER.get(type_, "body"))
        place = drawn.place or (parent.place if parent else None)
        if place is not None:
            yield _holder(drawn, parent, place, above)


def master_place(master: Element, kind: str) -> Place | None:
    """Return the place of the master's own placeholder of a kind; None where it has none."""
    found = (drawn.place for drawn in shapes(master) if drawn.holder is not None and _kind(drawn.holder) == kind)
    return next(found, None)


def _kind(holder: Element) -> str:
    return _ON_MASTER.get(holder.get("type", "obj"), "body")


def _holder(drawn: Drawn, parent: Drawn | None, place: Place, above: Above) -> Holder:
    assert drawn.holder is not None
    levels = list(_levels(drawn, parent, above))
    bodies = [body for body in (_body(drawn), _body(parent)) if body is not None]
    return Holder(
        type=drawn.holder.get("type", "obj"),
        idx=int(number(drawn.holder.get("idx"))),
        name=name_of(drawn.element),
        place=place,
        size=_first_size(levels),
        color=_first_color(levels, above.colors),
        align=next((level.get("algn", "") for level in levels if level.get("algn")), "l"),
        anchor=next((body.get("anchor", "") for body in bodies if body.get("anchor")), "t"),
        insets=_insets(bodies),
        vertical=next((body.get("vert", "") for body in bodies if body.get("vert")), "horz") != "horz",
    )


def _levels(drawn: Drawn, parent: Drawn | None, above: Above) -> Iterator[Element]:
    """Yield the properties of the first level of text, the nearest first."""
    assert drawn.holder is not None
    kind = _ON_MASTER.get(drawn.holder.get("type", "obj"), "body")
    style = above.master.find(f"{P}txStyles/{P}{_STYLES.get(kind, 'otherStyle')}")
    for owner in (drawn, parent):
        listed = owner.element.find(f"{P}txBody/{A}lstStyle") if owner is not None else None
        yield from _first_level(listed)
    yield from _first_level(style)
    yield from _first_level(above.default)


def _first_level(style: Element | None) -> Iterator[Element]:
    for tag in ("lvl1pPr", "defPPr"):
        found = style.find(f"{A}{tag}") if style is not None else None
        if found is not None:
            yield found


def _first_size(levels: list[Element]) -> float:
    sizes = (number(run.get("sz")) / 100 for level in levels if (run := level.find(f"{A}defRPr")) is not None)
    return next((size for size in sizes if size), 0.0)


def _first_color(levels: list[Element], colors: Colors) -> str:
    found = (color_in(level.find(f"{A}defRPr/{A}solidFill"), colors) for level in levels)
    return next((color for color in found if color), "")


def _body(drawn: Drawn | None) -> Element | None:
    return drawn.element.find(f"{P}txBody/{A}bodyPr") if drawn is not None else None


def _insets(bodies: list[Element]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (
        number(next((body.get(name) for body in bodies if body.get(name)), str(default))) / EMU
        for name, default in _INSETS
    )
    return left, top, right, bottom

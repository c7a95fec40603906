"""The tree of a slide in, its shapes with their places on the slide out, in reading order; lengths are EMU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

from briefing.inspect.trees import MC, A, Element, P, local, number

TITLES = frozenset(("title", "ctrTitle"))
_KINDS = frozenset(("sp", "pic", "graphicFrame", "cxnSp", "contentPart"))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    def turned(self, degrees: float) -> Box:
        """Return the upright rectangle around this one turned about its middle."""
        if not degrees % 360:
            return self
        across, up = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
        wide, high = self.w * across + self.h * up, self.w * up + self.h * across
        return Box(self.x + (self.w - wide) / 2, self.y + (self.h - high) / 2, wide, high)


@dataclass(frozen=True, slots=True)
class Scale:
    """How lengths within a group become lengths on the slide."""

    x: float = 0
    y: float = 0
    across: float = 1
    down: float = 1

    def box(self, box: Box) -> Box:
        return Box(self.x + box.x * self.across, self.y + box.y * self.down, box.w * self.across, box.h * self.down)


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that is no group; `box` is None where it takes its place from the layout."""

    element: Element
    kind: str
    name: str
    box: Box | None
    turn: float = 0

    @property
    def properties(self) -> Element | None:
        return self.element.find(f"./*/{P}cNvPr")

    @property
    def placeholder(self) -> Element | None:
        return self.element.find(f"./*/{P}nvPr/{P}ph")

    @property
    def is_title(self) -> bool:
        holder = self.placeholder
        return holder is not None and holder.get("type") in TITLES

    @property
    def body(self) -> Element | None:
        return self.element.find(f"{P}txBody")

    @property
    def alt(self) -> str:
        properties = self.properties
        return (properties.get("descr") or properties.get("title") or "").strip() if properties is not None else ""

    @property
    def is_decorative(self) -> bool:
        """Whether the shape says that it is decoration, which needs no words."""
        properties = self.properties
        marks = properties.iter("{*}decorative") if properties is not None else ()
        return any(mark.get("val") in ("1", "true") for mark in marks)

    @property
    def linked(self) -> tuple[str, str]:
        """The last word of what kind of graphic a frame holds (chart, table), and its relation id."""
        data = self.element.find(f"{A}graphic/{A}graphicData")
        if data is None:
            return "", ""
        ids = (str(value) for each in data for key, value in each.attrib.items() if str(key).endswith("}id"))
        return data.get("uri", "").rpartition("/")[2], next(ids, "")


def shapes(root: Element) -> Iterator[Shape]:
    """Yield the shapes of a slide, a layout or a master, those of groups among them."""
    tree = root.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        yield from _within(tree, Scale())


def _within(group: Element, scale: Scale, depth: int = 0) -> Iterator[Shape]:
    for child in group:
        kind = local(child)
        if kind == "grpSp" and depth < 50:
            yield from _within(child, _inner(child, scale), depth + 1)
        elif kind == "AlternateContent":
            chosen = child.find(f"{MC}Choice")
            yield from _within(chosen, scale, depth + 1) if chosen is not None and depth < 50 else ()
        elif kind in _KINDS:
            yield _shape(child, kind, scale)


def _shape(element: Element, kind: str, scale: Scale) -> Shape:
    properties = element.find(f"./*/{P}cNvPr")
    frame = place(element)
    box = frame_box(frame)
    turn = (number(frame, "rot") or 0) / 60_000
    return Shape(
        element,
        kind,
        properties.get("name", "") if properties is not None else "",
        scale.box(box) if box else None,
        turn,
    )


def place(element: Element) -> Element | None:
    """Return the element that says where a shape stands."""
    found = element.find(f"{P}spPr/{A}xfrm")
    return found if found is not None else element.find(f"{P}xfrm")


def frame_box(frame: Element | None) -> Box | None:
    return _pair(frame, "off", "ext")


def _pair(frame: Element | None, first: str, second: str) -> Box | None:
    if frame is None:
        return None
    start, size = frame.find(f"{A}{first}"), frame.find(f"{A}{second}")
    found = (number(start, "x"), number(start, "y"), number(size, "cx"), number(size, "cy"))
    return Box(*(each or 0.0 for each in found)) if None not in found else None


def _inner(group: Element, scale: Scale) -> Scale:
    frame = group.find(f"{P}grpSpPr/{A}xfrm")
    outer, inner = _pair(frame, "off", "ext"), _pair(frame, "chOff", "chExt")
    if outer is None or inner is None:
        return scale
    across, down = (outer.w / inner.w if inner.w else 1), (outer.h / inner.h if inner.h else 1)
    return Scale(
        scale.x + (outer.x - inner.x * across) * scale.across,
        scale.y + (outer.y - inner.y * down) * scale.down,
        scale.across * across,
        scale.down * down,
    )

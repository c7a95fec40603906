"""A slide's, a layout's or a master's part in: its shapes in drawing order, with their places in points, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.masters.archive import Element
from briefing.masters.color import A, local
from briefing.masters.model import Place

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
EMU = 12_700
_SHAPES = ("sp", "pic", "cxnSp", "graphicFrame")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a group maps what is in it: a factor and a shift on each axis."""

    across: float = 1
    down: float = 1
    right: float = 0
    below: float = 0

    def placed(self, place: Place) -> Place:
        return Place(
            place.x * self.across + self.right,
            place.y * self.down + self.below,
            place.w * self.across,
            place.h * self.down,
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape as it is written: its element, its place (None where it has none of its own), its placeholder if one.

    `group` is the fill of the group it lies in, which `a:grpFill` means.
    """

    element: Element
    place: Place | None
    holder: Element | None
    group: Element | None = None


def shapes(root: Element) -> Iterator[Drawn]:
    """Yield the shapes of a part, those of groups one by one."""
    tree = root.find(f"{P}cSld/{P}spTree")
    return _walked(tree, Frame(), None) if tree is not None else iter(())


def name_of(element: Element) -> str:
    """Return the name of a shape."""
    properties = element.find(f"{{*}}nv{_prefix(element)}Pr/{{*}}cNvPr")
    return properties.get("name", "") if properties is not None else ""


def properties_of(element: Element) -> Element | None:
    """Return the element that holds a shape's place, fill and line."""
    return element if local(element) == "graphicFrame" else element.find(f"{P}spPr")


def number(words: str | None) -> float:
    """Return an attribute as a number; 0 for what is none."""
    try:
        return float(words or 0)
    except ValueError:
        return 0.0


def _walked(tree: Element, frame: Frame, group: Element | None) -> Iterator[Drawn]:
    for child in tree:
        kind = local(child)
        if kind == "grpSp":
            properties = child.find(f"{P}grpSpPr")
            yield from _walked(child, _inner(properties, frame), properties)
        elif kind == "AlternateContent":
            # What a reader that knows no extension draws.
            taken = child.find("{*}Fallback")
            taken = child.find("{*}Choice") if taken is None else taken
            yield from _walked(taken, frame, group) if taken is not None else ()
        elif kind in _SHAPES:
            yield Drawn(child, _place(child, frame), child.find(f"{{*}}nv{_prefix(child)}Pr/{P}nvPr/{P}ph"), group)


def _prefix(element: Element) -> str:
    kind = local(element)
    return "GraphicFrame" if kind == "graphicFrame" else kind[0].upper() + kind[1:] if kind != "grpSp" else "GrpSp"


def _inner(properties: Element | None, outer: Frame) -> Frame:
    transform = properties.find(f"{A}xfrm") if properties is not None else None
    if transform is None:
        return outer
    own, inner = _box(transform, "off", "ext"), _box(transform, "chOff", "chExt")
    if own is None or inner is None:
        return outer
    # A group of no size is how LibreOffice writes one that maps nothing.
    across = own.w / inner.w if own.w and inner.w else 1.0
    down = own.h / inner.h if own.h and inner.h else 1.0
    right, below = own.x - inner.x * across, own.y - inner.y * down
    return Frame(
        outer.across * across,
        outer.down * down,
        outer.across * right + outer.right,
        outer.down * below + outer.below,
    )


def _place(element: Element, frame: Frame) -> Place | None:
    properties = properties_of(element)
    transform = properties.find("{*}xfrm") if properties is not None else None
    if transform is None:
        return None
    box = _box(transform, "off", "ext")
    return frame.placed(_turned(box, number(transform.get("rot")) / 60_000)) if box is not None else None


def _turned(place: Place, angle: float) -> Place:
    """Return the box of what is turned by about a quarter; lesser turns are left as they are."""
    if not 45 <= angle % 180 < 135:
        return place
    return Place(place.x + (place.w - place.h) / 2, place.y + (place.h - place.w) / 2, place.h, place.w)


def _box(transform: Element, offset: str, extent: str) -> Place | None:
    at, size = transform.find(f"{A}{offset}"), transform.find(f"{A}{extent}")
    if at is None or size is None:
        return None
    x, y = number(at.get("x")) / EMU, number(at.get("y")) / EMU
    return Place(x, y, number(size.get("cx")) / EMU, number(size.get("cy")) / EMU)

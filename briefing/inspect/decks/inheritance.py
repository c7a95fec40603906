"""A slide and a shape in; what the shape takes over from layout, master and presentation out (ECMA-376-1, 19.3.1.36).

A placeholder takes its place, its frame and its type from the placeholder of the layout, that from the master's; then
come the master's text styles. Other shapes take their type from the presentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.inspect.decks.paragraphs import Styles
from briefing.inspect.decks.presentation import Presentation, Slide
from briefing.inspect.decks.shapes import TITLES, Box, Shape, frame_box, place
from briefing.inspect.trees import A, Element, P, number

_FURNITURE = frozenset(("dt", "ftr", "sldNum", "hdr"))


@dataclass(frozen=True, slots=True)
class Inherited:
    """The shape's own element and the placeholders it goes back to, nearest first; and list styles, nearest first."""

    holders: tuple[Element, ...]
    styles: Styles

    def box(self) -> Box | None:
        """Return the place of the nearest that has one; that of a group's member is the group's affair."""
        return next((box for each in self.holders if (box := frame_box(place(each)))), None)

    def frame(self, name: str) -> str:
        """Return an attribute of the text frame, from the nearest that has it; empty where none has."""
        return next((each.get(name, "") for each in self._frames() if each.get(name) is not None), "")

    def inset(self, name: str, default: float) -> float:
        """Return an inset of the text frame in EMU."""
        return next((found for each in self._frames() if (found := number(each, name)) is not None), default)

    def fitting(self) -> Element | None:
        """Return what says how text and frame are fitted to one another, from the nearest that says it."""
        names = (f"{A}noAutofit", f"{A}normAutofit", f"{A}spAutoFit")
        found = (each.find(name) for each in self._frames() for name in names)
        return next((each for each in found if each is not None), None)

    def _frames(self) -> Iterator[Element]:
        found = (each.find(f"{P}txBody/{A}bodyPr") for each in self.holders)
        return (each for each in found if each is not None)


def inherited(shape: Shape, slide: Slide, deck: Presentation) -> Inherited:
    """Return what a shape with text takes over."""
    holder = shape.placeholder
    if holder is None:
        return Inherited((shape.element,), deck.book.of((*_own(shape.element), *deck.default)))
    kind = holder.get("type", "body")
    above = _present([_in_layout(slide.layout, holder), _in_master(slide.master, kind)])
    own = tuple(style for each in (shape.element, *above) for style in _own(each))
    given = (*own, *_present([_text_style(slide.master, kind)]), *deck.default)
    return Inherited((shape.element, *above), deck.book.of(given))


def _own(element: Element) -> tuple[Element, ...]:
    """Return the list style of a shape; one that says nothing is none."""
    found = element.find(f"{P}txBody/{A}lstStyle")
    return (found,) if found is not None and len(found) else ()


def _present(found: Iterable[Element | None]) -> tuple[Element, ...]:
    return tuple(each for each in found if each is not None)


def _holders(root: Element | None) -> Iterator[tuple[Element, Element]]:
    """Yield the shapes of a layout or a master that are placeholders, with what says which."""
    if root is None:
        return
    for each in root.iterfind(f"{P}cSld/{P}spTree/*"):
        holder = each.find(f"./*/{P}nvPr/{P}ph")
        if holder is not None:
            yield each, holder


def _in_layout(layout: Element | None, wanted: Element) -> Element | None:
    """Return the layout's placeholder of the same number; a title goes by its type."""
    kind, index = wanted.get("type", "obj"), wanted.get("idx", "0")
    for each, holder in _holders(layout):
        if kind in TITLES and holder.get("type") in TITLES:
            return each
        if kind not in TITLES and holder.get("type") not in TITLES and holder.get("idx", "0") == index:
            return each
    return None


def _in_master(master: Element | None, kind: str) -> Element | None:
    base = "title" if kind in TITLES else kind if kind in _FURNITURE else "body"
    return next((each for each, holder in _holders(master) if holder.get("type", "body") == base), None)


def _text_style(master: Element | None, kind: str) -> Element | None:
    name = "titleStyle" if kind in TITLES else "otherStyle" if kind in _FURNITURE else "bodyStyle"
    return master.find(f"{P}txStyles/{P}{name}") if master is not None else None

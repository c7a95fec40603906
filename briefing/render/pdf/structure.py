"""What is drawn and in which element it stands in; the structure tree of a tagged PDF out (ISO 32000-1, 14.7–14.8).

Pieces name the `Element` they belong to. A node is made where an element is first drawn, under the one that is open, so
that the tree is in reading order; a piece that goes on on the next page goes on in the same node.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

Kind = Literal[
    "Document", "H1", "H2", "H3", "H4", "H5", "P", "Div", "Span", "Link", "Note", "Reference", "TOC", "TOCI", "Table",
    "Caption", "TR", "TH", "TD", "Figure", "Sect",
]  # fmt: skip
_ids = count()


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element to be. Equal only to itself; `alt` is what a figure shows, `columns` how many a cell spans."""

    kind: Kind
    alt: str = ""
    columns: int = 1
    id: int = field(default_factory=lambda: next(_ids))


@dataclass(slots=True)
class Node:
    """An element that has been drawn: its parent's number, and its children in order.

    A child is the number of another node, or where content stands: page and MCID, or page and place among its links.
    `box` is where a figure stands: left, bottom, right and top, in points from the bottom left.
    """

    kind: Kind
    parent: int
    alt: str = ""
    columns: int = 1
    box: tuple[float, float, float, float] | None = None
    kids: list[int | tuple[int, int] | tuple[int, int, Literal["link"]]] = field(default_factory=list)


class Structure:
    """The tree as it grows: `mcids[page]` has the node of each marked content, `links[page]` that of each link."""

    def __init__(self) -> None:
        self.nodes = [Node("Document", -1)]
        self.mcids: list[list[int]] = [[]]
        self.links: list[list[int]] = [[]]
        self._known: dict[int, int] = {}
        self._open = [0]

    @property
    def current(self) -> int:
        return self._open[-1]

    @contextmanager
    def within(self, element: Element) -> Iterator[None]:
        """Let what is drawn be part of an element, itself a part of the one that is open now."""
        number = self._known.get(element.id)
        if number is None:
            number = self._known[element.id] = self._add(element)
        self._open.append(number)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def new(self, kind: Kind, columns: int = 1) -> Iterator[None]:
        """Let what is drawn be part of a new element that nothing comes back to."""
        self._open.append(self._add(Element(kind, columns=columns, id=-1)))
        try:
            yield
        finally:
            self._open.pop()

    def mark(self) -> int:
        """Return the number of a new stretch of marked content (MCID) in the open element, on this page."""
        page = len(self.mcids) - 1
        mcid = len(self.mcids[page])
        self.mcids[page].append(self.current)
        self.nodes[self.current].kids.append((page, mcid))
        return mcid

    def link(self) -> None:
        """Note that the next link annotation of this page belongs to the open element."""
        page = len(self.links) - 1
        self.nodes[self.current].kids.append((page, len(self.links[page]), "link"))
        self.links[page].append(self.current)

    def turn(self) -> None:
        """Begin the next page."""
        self.mcids.append([])
        self.links.append([])

    def _add(self, element: Element) -> int:
        self.nodes.append(Node(element.kind, self.current, element.alt, element.columns))
        number = len(self.nodes) - 1
        self.nodes[self.current].kids.append(number)
        return number

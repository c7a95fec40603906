"""What is drawn and in which element it stands in; the structure tree of a tagged PDF out (ISO 32000-1, 14.7–14.8).

Pieces name the `Element` they belong to. A node is made where an element is first drawn, under the one that is open, so
that the tree is in reading order; a piece that goes on on the next page goes on in the same node. The tree is kept as
a log in arrays, 50 bytes a cell: an appendix of 10⁵ rows has half a million nodes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

Kind = Literal[
    "Document", "H1", "H2", "H3", "H4", "H5", "P", "Div", "Link", "Note", "Reference", "TOC", "TOCI", "Table",
    "Caption", "TR", "TH", "TD", "Figure",
]  # fmt: skip
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the bottom left of the sheet."""
Sort = Literal["node", "content", "link"]
_ids = count()
_NODE, _CONTENT, _LINK = 0, 1, 2
_SORTS: tuple[Sort, ...] = ("node", "content", "link")


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element to be, equal only to itself.

    `alt` says what a figure shows, `columns` how many a cell spans.
    """

    kind: Kind
    alt: str = ""
    columns: int = 1
    id: int = field(default_factory=lambda: next(_ids))


@dataclass(frozen=True, slots=True)
class Details:
    """What an element says of itself, besides its kind."""

    alt: str = ""
    columns: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Kid:
    """A child: the number of a node; or content by page and MCID; or a link by page and its place among the links."""

    kind: Sort
    number: int
    page: int = -1


class Structure:
    """The tree as it grows: `mcids[page]` has the node of each marked content, `links[page]` that of each link."""

    def __init__(self) -> None:
        self.kinds: list[Kind] = ["Document"]
        self.parents = array("l", [-1])
        self.details: dict[int, Details] = {}
        self.mcids = [array("l")]
        self.links = [array("l")]
        self._owners, self._sorts, self._pages, self._numbers = array("l"), array("b"), array("l"), array("l")
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
            number = self._known[element.id] = self._add(element.kind, Details(element.alt, element.columns))
        self._open.append(number)
        try:
            yield
        finally:
            self._open.pop()

    def open(self, kind: Kind, columns: int = 1) -> None:
        """Begin a new element that nothing comes back to; `close` ends it."""
        self._open.append(self._add(kind, Details(columns=columns)))

    def close(self) -> None:
        self._open.pop()

    def mark(self) -> int:
        """Return the number of a new stretch of marked content (MCID) in the open element, on this page."""
        owners = self.mcids[-1]
        owners.append(self.current)
        self._log(_CONTENT, len(owners) - 1)
        return len(owners) - 1

    def link(self) -> None:
        """Note that the next link annotation of this page belongs to the open element."""
        owners = self.links[-1]
        owners.append(self.current)
        self._log(_LINK, len(owners) - 1)

    def place(self, box: Box) -> None:
        """Note where the open element stands."""
        self.details[self.current] = replace(self.details.get(self.current, Details()), box=box)

    def turn(self) -> None:
        """Begin the next page."""
        self.mcids.append(array("l"))
        self.links.append(array("l"))

    def nodes(self) -> Iterator[tuple[int, list[Kid]]]:
        """Yield every node with its children, in order."""
        order = sorted(range(len(self._owners)), key=self._owners.__getitem__)
        at = 0
        for node in range(len(self.kinds)):
            kids: list[Kid] = []
            while at < len(order) and self._owners[order[at]] == node:
                kids.append(self._kid(order[at]))
                at += 1
            yield node, kids

    def _kid(self, entry: int) -> Kid:
        return Kid(_SORTS[self._sorts[entry]], self._numbers[entry], self._pages[entry])

    def _add(self, kind: Kind, details: Details) -> int:
        number = len(self.kinds)
        self._log(_NODE, number)
        self.kinds.append(kind)
        self.parents.append(self.current)
        if details != _PLAIN:
            self.details[number] = details
        return number

    def _log(self, sort: int, number: int) -> None:
        self._owners.append(self.current)
        self._sorts.append(sort)
        self._pages.append(len(self.mcids) - 1)
        self._numbers.append(number)


_PLAIN = Details()

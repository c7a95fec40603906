"""Pieces in, pages of placed pieces out: one pass, nothing drawn yet, so page numbers are known before drawing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import Field, dataclass, field
from typing import Any, ClassVar, Protocol

from briefing.errors import Problems
from briefing.render.pdf.footnotes import Footnote, notes_height
from briefing.render.pdf.page import Sheet
from briefing.render.pdf.pen import Pen

_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the outline and the contents lead to."""

    key: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Margins:
    """The space above and below a piece (the larger of two that meet counts), and whom it stays with.

    A `turned` piece lies across a page of its own kind; one at the `foot` ends the last page at its lower edge. A chart
    `floats`: running text (`flows`) that comes after it fills the page on which it finds no room. `where` is its place
    in problems.
    """

    before: float = 0
    after: float = 0
    keep: bool = False
    new_page: bool = False
    anchor: Anchor | None = None
    turned: bool = False
    foot: bool = False
    floats: bool = False
    flows: bool = False
    where: str = ""


class Piece(Protocol):
    """A frozen dataclass of known height that draws itself. One that calls footnotes has them as `foot`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def margins(self) -> Margins: ...

    @property
    def height(self) -> float: ...

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        """Return a part of at most `room` and the rest, or None where no good break is; `force` takes a bad one."""

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the top at y."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and where its top is."""

    piece: Piece
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """The pieces of a page, the footnotes they call, and whether it is a turned one."""

    placed: tuple[Placed, ...]
    notes: tuple[Footnote, ...] = ()
    turned: bool = False


@dataclass(slots=True)
class _Layout:
    """The pages so far; `y` is how much of the last one is used."""

    sheet: Sheet
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    turned: set[int] = field(default_factory=set)
    notes: list[list[Footnote]] = field(default_factory=lambda: [[]])
    y: float = 0
    after: float = 0

    @property
    def shown(self) -> Sheet:
        """The sheet as the last page has it."""
        return self.sheet.turn() if self.is_turned else self.sheet

    @property
    def is_turned(self) -> bool:
        return len(self.pages) - 1 in self.turned

    @property
    def is_fresh(self) -> bool:
        return not self.pages[-1]

    @property
    def room(self) -> float:
        return self.shown.text_height - self.y - notes_height(self.notes[-1]) + _EPSILON

    def gap(self, piece: Piece) -> float:
        return 0 if self.is_fresh else max(self.after, piece.margins.before)

    def place(self, piece: Piece) -> None:
        self.y += self.gap(piece)
        if piece.margins.foot:
            self.y = max(self.y, self.shown.text_height - piece.height)
        self.pages[-1].append(Placed(piece, self.shown.top + self.y))
        self.notes[-1] += foot(piece)
        self.y += piece.height
        self.after = piece.margins.after

    def turn(self, turned: bool = False) -> None:
        """Begin a page; an empty one is put to use."""
        if not self.is_fresh:
            self.pages.append([])
            self.notes.append([])
        self.turned.discard(len(self.pages) - 1)
        if turned:
            self.turned.add(len(self.pages) - 1)
        self.y = self.after = 0

    def needed(self, pieces: Sequence[Piece]) -> float:
        """Return the height of pieces set one after the other from here."""
        total, after, fresh = 0.0, self.after, self.is_fresh
        for piece in pieces:
            total += piece.height + (0 if fresh else max(after, piece.margins.before))
            after, fresh = piece.margins.after, False
        return total + self.more_notes(pieces)

    def more_notes(self, pieces: Sequence[Piece]) -> float:
        """Return by how much the notes of this page grow with those that pieces call."""
        called = [note for piece in pieces for note in foot(piece)]
        return notes_height([*self.notes[-1], *called]) - notes_height(self.notes[-1])


def paginate(pieces: Iterable[Piece], sheet: Sheet, problems: Problems | None = None) -> tuple[Page, ...]:
    """Lay pieces out on pages; what is kept with the next piece moves with it.

    What is higher than a page and cannot be cut is one of the `problems`, and stands on a page of its own.
    """
    layout = _Layout(sheet)
    waiting = deque(_chains(pieces))
    while waiting:
        chain = waiting.popleft()
        turned = any(piece.margins.turned for piece in chain)
        no_room = not layout.is_fresh and layout.needed(chain) > layout.room
        if chain[0].margins.floats and no_room and turned == layout.is_turned:
            _fill(layout, waiting)
        if (chain[0].margins.new_page and not layout.is_fresh) or turned != layout.is_turned:
            layout.turn(turned)
        _place_chain(layout, chain, problems if problems is not None else Problems())
    pages = zip(layout.pages, layout.notes, strict=True)
    return tuple(Page(tuple(page), tuple(notes), at in layout.turned) for at, (page, notes) in enumerate(pages))


def _fill(layout: _Layout, waiting: deque[tuple[Piece, ...]]) -> None:
    """Place what running text comes next, as far as it fits whole, before a chart that has to go on the next page."""
    while waiting and all(piece.margins.flows for piece in waiting[0]) and layout.needed(waiting[0]) <= layout.room:
        for piece in waiting.popleft():
            layout.place(piece)


def foot(piece: Piece) -> tuple[Footnote, ...]:
    """Return the footnotes that a piece calls; most kinds can call none and say nothing of them."""
    found: tuple[Footnote, ...] = getattr(piece, "foot", ())
    return found


def _chains(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Group each piece that is to stay with the next one with it."""
    chain: list[Piece] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.margins.keep:
            yield tuple(chain)
            chain = []
    if chain:
        yield tuple(chain)


def _place_chain(layout: _Layout, chain: tuple[Piece, ...], problems: Problems) -> None:
    while chain:
        if layout.needed(chain) <= layout.room:
            for piece in chain:
                layout.place(piece)
            return
        parts = _broken(layout, chain)
        if parts is None and not layout.is_fresh:
            layout.turn(layout.is_turned)
            continue
        head, chain = parts or _forced(layout, chain, problems)
        for piece in head:
            layout.place(piece)
        if chain:
            layout.turn(layout.is_turned)


def _broken(
    layout: _Layout, chain: tuple[Piece, ...], *, force: bool = False
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """Return the chain cut inside its last piece that can be, as far down as there is room; None if there is none.

    `force` takes a cut that is not a good one.
    """
    for index in range(len(chain) - 1, -1, -1):
        lead, piece = chain[:index], chain[index]
        above = layout.needed(chain[: index + 1]) - layout.more_notes(chain[: index + 1]) - piece.height
        parts = _split(layout, lead, piece, layout.room - above, force)
        if parts:
            return (*lead, parts[0]), (parts[1], *chain[index + 1 :])
    return None


def _split(
    layout: _Layout, lead: Sequence[Piece], piece: Piece, room: float, force: bool
) -> tuple[Piece, Piece] | None:
    """Return a piece cut so that its first part fits with the notes that it calls: fewer lines where they take more."""
    tried = min(room, piece.height - _EPSILON)
    while tried > 0:
        parts = piece.split(tried, force)
        if parts is None:
            return None
        over = parts[0].height + layout.more_notes((*lead, parts[0])) - room
        if over <= _EPSILON:
            return parts
        tried = min(tried, parts[0].height) - min(over, parts[0].height / 2)
    return None


def _forced(
    layout: _Layout, chain: tuple[Piece, ...], problems: Problems
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what goes on an empty page where the whole chain is too much for one, and the rest.

    A cut that is not good keeps what belongs together on one page as far as may be; without any, as many pieces go on
    the page as it holds.
    """
    parts = _broken(layout, chain, force=True)
    if parts:
        return parts
    count = len(chain) - 1
    while count and layout.needed(chain[:count]) > layout.room:
        count -= 1
    if not count:
        count = 1
        place = next((piece.margins.where for piece in chain if piece.margins.where), "")
        if not any(problem.where == place for problem in problems):
            problems.add(place, "有一段内容连同它的脚注比整页还高，放不下。", "请缩短文字或脚注，或拆成几块。")
    return chain[:count], chain[count:]

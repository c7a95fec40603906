"""A table whose cells are set in, drawn in three-line style (三线表) out: rows stay whole, the header is repeated."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from briefing.render.pdf.cells import SetCell, Sizes, draw_cell
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.footnotes import Footnote
from briefing.render.pdf.page import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.structure import Element
from briefing.typeset import Line

HEAVY, THIN, HAIR = 1.5, 0.6, 0.35
TITLE_PITCH, NOTE_PITCH, NOTE_GAP = 21.0, 13.0, 4.0
# A part of a table has at least so many rows, or the break is made before the table.
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row ready to draw; `bar` is the colour of its progress bars, `anchor` a place that links lead to."""

    cells: tuple[SetCell, ...]
    height: float
    group: bool = False
    bar: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table ready to draw; `ends[i]` is where the i-th row begins, from the first row's top.

    A table no higher than `short` goes whole onto the next page. `notes` are footnotes, each with its row.
    """

    title: tuple[Line, ...]
    continued: tuple[Line, ...]
    header: SetRow
    rows: tuple[SetRow, ...]
    ends: tuple[float, ...]
    note: tuple[Line, ...]
    widths: tuple[float, ...]
    sizes: Sizes
    short: float
    element: Element
    caption: Element
    notes: tuple[tuple[int, Footnote], ...] = ()

    @property
    def width(self) -> float:
        return sum(self.widths)


@dataclass(frozen=True, slots=True)
class TablePiece:
    """The rows of a table from `first` up to `last`; the title and the closing notes belong to its two ends."""

    table: SetTable
    first: int
    last: int
    margins: Margins

    @property
    def height(self) -> float:
        ends = self.table.ends
        return self._top + ends[self.last] - ends[self.first] + self._note_height

    @property
    def foot(self) -> tuple[Footnote, ...]:
        return tuple(note for row, note in self.table.notes if self.first <= row < self.last)

    @property
    def _heading(self) -> tuple[Line, ...]:
        return self.table.continued if self.first else self.table.title

    @property
    def _top(self) -> float:
        return len(self._heading) * TITLE_PITCH + self.table.header.height

    @property
    def _ends_table(self) -> bool:
        return self.last == len(self.table.rows)

    @property
    def _note_height(self) -> float:
        count = len(self.table.note) if self._ends_table else 0
        return count * NOTE_PITCH + (NOTE_GAP if count else 0)

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        if self.height < self.table.short and not force:
            return None
        fewest = 1 if force else _FEWEST_ROWS
        cut = min(self._fitting(room - self._top), self.last - fewest)
        kept = cut
        while kept > self.first and self.table.rows[kept - 1].group:
            kept -= 1
        # A page of nothing but group rows has to end after one.
        cut = cut if force and kept - self.first < fewest else kept
        if cut - self.first < fewest:
            return None
        margins = replace(self.margins, anchor=None, new_page=False)
        return replace(self, last=cut, margins=replace(self.margins, keep=False)), replace(
            self, first=cut, margins=margins
        )

    def _fitting(self, room: float) -> int:
        """Return the row before which the table has to end."""
        ends = self.table.ends
        return min(bisect_right(ends, ends[self.first] + room + 0.001) - 1, self.last)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        with pen.within(self.table.element):
            y = self._draw_head(pen, x, y)
            for at in range(self.first, self.last):
                if at > self.first:
                    pen.rule(x, y, self.table.width, pen.style.rule, HAIR)
                row = self.table.rows[at]
                if row.anchor:
                    pen.anchor(row.anchor, y)
                self._draw_row(pen, row, x, y)
                y += row.height
        pen.rule(x, y, self.table.width, pen.style.ink, HEAVY)
        if self._ends_table and self.table.note:
            with pen.new("P"):
                self._draw_note(pen, x, y + NOTE_GAP)

    def _draw_head(self, pen: Pen, x: float, y: float) -> float:
        """Draw title and header; where the table goes on they are furniture, as they were read before."""
        table, ink = self.table, pen.style.ink
        aside: AbstractContextManager[None] = pen.furniture() if self.first else nullcontext()
        with aside:
            with pen.within(table.caption):
                for line in self._heading:
                    pen.line(line, x, y + baseline(line, TITLE_PITCH) - 2, ink, "center")
                    y += TITLE_PITCH
            pen.rule(x, y, table.width, ink, HEAVY)
            self._draw_row(pen, table.header, x, y, header=True)
            y += table.header.height
            pen.rule(x, y, table.width, ink, THIN)
        return y

    def _draw_row(self, pen: Pen, row: SetRow, x: float, y: float, *, header: bool = False) -> None:
        table = self.table
        if row.group:
            pen.box(x, y + HAIR, table.width, row.height - 2 * HAIR, fill=pen.style.faint)
        pad_x, pad_y = table.sizes.pad_x, table.sizes.pad_y
        room = row.height - 2 * pad_y
        with pen.new("TR"):
            for cell, width in zip(row.cells, (table.width,) if row.group else table.widths, strict=True):
                top = y + pad_y + (room - len(cell.lines) * table.sizes.pitch) / 2
                with pen.new("TH" if header else "TD", len(table.widths) if row.group else 1):
                    draw_cell(pen, cell, x + pad_x, top, table.sizes, row.bar)
                x += width

    def _draw_note(self, pen: Pen, x: float, y: float) -> None:
        for index, line in enumerate(self.table.note):
            pen.line(line, x, y + index * NOTE_PITCH + baseline(line, NOTE_PITCH), pen.style.muted)

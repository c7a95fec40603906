"""A Table block in, a piece in three-line style (三线表) out: rows stay whole, the header is repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.blocks import Cell, Row, Table
from briefing.errors import Notice
from briefing.model.metrics import Light
from briefing.render.pdf.cells import CellRuns, SetCell, Sizes, cell_runs, draw_cell, light_color, set_cell
from briefing.render.pdf.columns import column_widths
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.page import TEXT_HEIGHT, TEXT_WIDTH
from briefing.render.pdf.paragraph import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.typeset import Face, Line

NORMAL = Sizes(10.5, 15, 5, 4.2)
DENSE = Sizes(9, 12.5, 4, 2.6)
_HEAVY, _THIN, _HAIR = 1.5, 0.6, 0.35
_TITLE_SIZE, _TITLE_PITCH = 12.0, 21.0
_NOTE_SIZE, _NOTE_PITCH = 9.0, 13.0
_SCALE_END = 1.5
# A part of a table has at least so many rows, or the break is made before the table.
_FEWEST_ROWS = 2
# A table no higher than this goes whole onto the next page.
_SHORT = TEXT_HEIGHT / 3


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row ready to draw; `bar` is the colour of its progress bars."""

    cells: tuple[SetCell, ...]
    height: float
    group: bool
    bar: str


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A table, or a part of one: its title line, the header, rows and closing notes."""

    title: tuple[Line, ...]
    continued: tuple[Line, ...]
    header: SetRow
    rows: tuple[SetRow, ...]
    note: tuple[Line, ...]
    widths: tuple[float, ...]
    sizes: Sizes
    margins: Margins
    is_continued: bool = False

    @property
    def height(self) -> float:
        return self._top + sum(row.height for row in self.rows) + self._note_height

    @property
    def _heading(self) -> tuple[Line, ...]:
        return self.continued if self.is_continued else self.title

    @property
    def _top(self) -> float:
        return len(self._heading) * _TITLE_PITCH + self.header.height

    @property
    def _note_height(self) -> float:
        return len(self.note) * _NOTE_PITCH + (4 if self.note else 0)

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        if self.height < _SHORT and not force:
            return None
        fewest = 1 if force else _FEWEST_ROWS
        count = self._fitting(room - self._top)
        count = min(count, len(self.rows) - fewest)
        while count > 0 and self.rows[count - 1].group:
            count -= 1
        if count < fewest:
            return None
        head = replace(self, rows=self.rows[:count], note=(), margins=replace(self.margins, keep=False))
        tail = replace(
            self, rows=self.rows[count:], is_continued=True, margins=replace(self.margins, anchor=None, new_page=False)
        )
        return head, tail

    def _fitting(self, room: float) -> int:
        for count, row in enumerate(self.rows):
            room -= row.height
            if room < 0:
                return count
        return len(self.rows)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        ink = pen.style.ink
        for line in self._heading:
            pen.line(line, x, y + baseline(line, _TITLE_PITCH) - 2, ink, "center")
            y += _TITLE_PITCH
        pen.rule(x, y, TEXT_WIDTH, ink, _HEAVY)
        self._draw_row(pen, self.header, x, y)
        y += self.header.height
        pen.rule(x, y, TEXT_WIDTH, ink, _THIN)
        for index, row in enumerate(self.rows):
            if index:
                pen.rule(x, y, TEXT_WIDTH, pen.style.rule, _HAIR)
            self._draw_row(pen, row, x, y)
            y += row.height
        pen.rule(x, y, TEXT_WIDTH, ink, _HEAVY)
        for index, line in enumerate(self.note):
            pen.line(line, x, y + 4 + index * _NOTE_PITCH + baseline(line, _NOTE_PITCH), pen.style.muted)

    def _draw_row(self, pen: Pen, row: SetRow, x: float, y: float) -> None:
        if row.group:
            pen.box(x, y + _HAIR, TEXT_WIDTH, row.height - 2 * _HAIR, fill=pen.style.faint)
        room = row.height - 2 * self.sizes.pad_y
        for cell, width in zip(row.cells, (TEXT_WIDTH,) if row.group else self.widths, strict=False):
            top = y + self.sizes.pad_y + (room - len(cell.lines) * self.sizes.pitch) / 2
            draw_cell(pen, cell, x + self.sizes.pad_x, top, self.sizes, row.bar)
            x += width


class _Builder:
    """Sets one table: measures all cells, shares the width out, and breaks the cells into lines."""

    def __init__(self, setter: Setter, table: Table, bar: str) -> None:
        self.setter, self.table, self.bar = setter, table, bar
        self.sizes = DENSE if table.dense else NORMAL
        self.header = tuple(
            CellRuns(setter.runs(column.name, Face.SANS_BOLD, self.sizes.size, table.path), column.align)
            for column in table.columns
        )
        self.body = [tuple(self._runs(row)) for row in table.rows]
        self.words = self._word_widths()
        self.widths = self._widths()
        self.full = self._scale_end()

    def _runs(self, row: Row) -> Iterator[CellRuns]:
        for index, cell in enumerate(row.cells[: len(self.table.columns)]):
            align = "left" if row.group else self.table.columns[index].align
            shown = Cell(tuple(replace(span, strong=True) for span in cell.text)) if row.group else cell
            yield cell_runs(self.setter, shown, align, self.sizes.size, self.table.path)

    def _columns(self) -> list[list[CellRuns]]:
        columns = [[cell] for cell in self.header]
        for row, cells in zip(self.table.rows, self.body, strict=True):
            for index, cell in enumerate(() if row.group else cells):
                columns[index].append(cell)
        return columns

    def _word_widths(self) -> list[float]:
        """Return for each column how much room the words beside its progress bars take."""
        bars = [[replace(cell, progress=None) for cell in column if cell.progress] for column in self._columns()]
        return [max((cell.natural() for cell in column), default=0.0) + 0.1 for column in bars]

    def _widths(self) -> tuple[float, ...]:
        columns = self._columns()
        pad = 2 * self.sizes.pad_x + 0.1
        natural = [max(cell.natural() for cell in column) + pad for column in columns]
        least = [max(cell.least() for cell in column) + pad for column in columns]
        if sum(least) > TEXT_WIDTH:
            self.setter.notices.append(
                Notice(
                    self.table.path, f"表格“{self.table.title}”共{len(columns)}列，版心放不下，有的词语只好断开换行。"
                )
            )
        weights = [max(column.weight, 0.01) for column in self.table.columns]
        return column_widths(natural, least, weights, TEXT_WIDTH)

    def _scale_end(self) -> float:
        values = [1.0]
        for cells in self.body:
            for progress in (cell.progress for cell in cells if cell.progress):
                values += [progress.done, progress.mark or 0]
        return min(max(values), _SCALE_END)

    def row(self, cells: Sequence[CellRuns], group: bool) -> SetRow:
        widths = (TEXT_WIDTH,) if group else self.widths
        pad = 2 * self.sizes.pad_x
        done = tuple(
            set_cell(cell, width - pad, words, self.full)
            for cell, width, words in zip(cells, widths, self.words, strict=False)
        )
        lines = max((len(cell.lines) for cell in done), default=1)
        return SetRow(done, lines * self.sizes.pitch + 2 * self.sizes.pad_y, group, self._bar_color(cells))

    def _bar_color(self, cells: Sequence[CellRuns]) -> str:
        light: Light | None = next((cell.light for cell in cells if cell.light), None)
        return light_color(light, self.setter.style) if light else self.bar

    def rows(self) -> Iterator[SetRow]:
        header = self.row(self.header, False)
        most = TEXT_HEIGHT - 2 * _TITLE_PITCH - header.height
        for row, cells in zip(self.table.rows, self.body, strict=True):
            yield from self._parts(self.row(cells[:1] if row.group else cells, row.group), most)

    def _parts(self, row: SetRow, most: float) -> Iterator[SetRow]:
        """Yield a row whole; one that no page could hold is cut between lines, and that is noticed."""
        if row.height <= most:
            yield row
            return
        self.setter.notices.append(
            Notice(self.table.path, f"表格“{self.table.title}”有一行比整页还高，已拆成几行。请缩短文字。")
        )
        count = int((most - 2 * self.sizes.pad_y) / self.sizes.pitch)
        longest = max(len(cell.lines) for cell in row.cells)
        for start in range(0, longest, count):
            cells = tuple(replace(cell, lines=cell.lines[start : start + count]) for cell in row.cells)
            lines = max(len(cell.lines) for cell in cells)
            yield replace(row, cells=cells, height=lines * self.sizes.pitch + 2 * self.sizes.pad_y)


def table_piece(setter: Setter, table: Table, title: str, continued: str, note: str, bar: str) -> TablePiece:
    """Set a table under its title, which is `continued` on later pages; `bar` colours progress bars without a light."""
    builder = _Builder(setter, table, bar)
    return TablePiece(
        setter.lines(title, Face.SANS, _TITLE_SIZE, TEXT_WIDTH, table.path),
        setter.lines(continued, Face.SANS, _TITLE_SIZE, TEXT_WIDTH, table.path),
        builder.row(builder.header, False),
        tuple(builder.rows()),
        setter.lines(note, Face.SANS, _NOTE_SIZE, TEXT_WIDTH, table.path) if note else (),
        builder.widths,
        builder.sizes,
        Margins(8, 14),
    )

"""A Table block in, table pieces out: in the largest type in which its columns fit; else turned, or divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefing.blocks import Cell, Row, Span, Table, plain, text
from briefing.model.metrics import Light
from briefing.render.pdf.cells import CellRuns, SetCell, Sizes, cell_runs, light_color, set_cell
from briefing.render.pdf.columns import column_widths
from briefing.render.pdf.flow import Margins
from briefing.render.pdf.footnotes import Footnote, called_in, notes_height
from briefing.render.pdf.pen import figure_key
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.render.pdf.table import NOTE_GAP, NOTE_PITCH, TITLE_PITCH, SetRow, SetTable, TablePiece
from briefing.typeset import Align, Role

NORMAL = Sizes(10.5, 15, 5, 4.2)
# 小五, the smallest type that a printed table may have.
DENSE = Sizes(9, 12.5, 4, 2.6)
_TITLE_SIZE, _NOTE_SIZE = 12.0, 9.0
_SCALE_END = 1.5
# A longer word is cut: it would leave its neighbours no room.
_WIDEST_WORD = 1 / 3
_FEWEST_CHARACTERS = 4
# What title and header take of a page.
_AROUND = 80.0
# The first column is repeated on each part of a divided table, up to this share of the width.
_WIDEST_KEY = 0.3


@dataclass(frozen=True, slots=True)
class Frame:
    """What a table is set into: its type, the room, and whether the page is turned for it."""

    sizes: Sizes
    width: float
    height: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Captions:
    """The words around a table: its title, the title of its later parts (续表), and its note."""

    title: str
    continued: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """All cells of a table as runs in one type, and what each column would like and must have, padding included."""

    table: Table
    frame: Frame
    header: tuple[CellRuns, ...]
    body: tuple[tuple[CellRuns, ...], ...]
    natural: tuple[float, ...]
    least: tuple[float, ...]

    @property
    def widths(self) -> tuple[float, ...]:
        weights = [max(column.weight, 0.01) for column in self.table.columns]
        return column_widths(self.natural, self.least, weights, self.frame.width)

    @property
    def fits(self) -> bool:
        """Whether no word has to be cut, and no row would be higher than the page."""
        return sum(self.least) <= self.frame.width + 0.01 and not self._too_high

    @property
    def _too_high(self) -> bool:
        sizes = self.frame.sizes
        most = (self.frame.height - _AROUND) / sizes.pitch
        rooms = [max(width - 2 * sizes.pad_x, 1) for width in self.widths]
        rows = (cells for row, cells in zip(self.table.rows, self.body, strict=True) if not row.group)
        return any(cell.lines(room) > most for cells in rows for cell, room in zip(cells, rooms, strict=True))


def table_pieces(setter: Setter, table: Table, captions: Captions, bar: str) -> Iterator[TablePiece]:
    """Yield the pieces of a table; `bar` colours progress bars without a light.

    Type is reduced to 小五, then the page is turned (GB/T 9704—2012, 8), then the columns are shared out over parts
    that repeat the first one.
    """
    grid = _fitting(setter, table)
    for part, columns in enumerate(_parts(grid)):
        title = captions.continued if part else captions.title
        # A link leads to the first part.
        chosen = _chosen(grid, columns) if not part else _without_anchors(_chosen(grid, columns))
        yield _piece(setter, chosen, replace(captions, title=title), bar)


def _without_anchors(grid: _Grid) -> _Grid:
    rows = tuple(replace(row, anchor="") for row in grid.table.rows)
    return replace(grid, table=replace(grid.table, rows=rows))


def _frames(setter: Setter, table: Table) -> Iterator[Frame]:
    sheet, turned = setter.sheet, setter.sheet.turn()
    for sizes in (DENSE,) if table.dense else (NORMAL, DENSE):
        yield Frame(sizes, sheet.text_width, sheet.text_height)
    for sizes in (DENSE,) if table.dense else (NORMAL, DENSE):
        yield Frame(sizes, turned.text_width, turned.text_height, True)


def _fitting(setter: Setter, table: Table) -> _Grid:
    """Set a table in the first frame that its columns fit, or in the last one."""
    grid: _Grid | None = None
    for frame in _frames(setter, table):
        same = grid is not None and grid.frame.sizes == frame.sizes
        grid = replace(grid, frame=frame) if grid is not None and same else _set(setter, table, frame)
        if grid.fits:
            break
    assert grid is not None
    return grid


def _set(setter: Setter, table: Table, frame: Frame) -> _Grid:
    size, count = frame.sizes.size, len(table.columns)
    header = tuple(
        cell_runs(setter, Cell(text(Span(column.name, strong=True))), column.align, size, table.path)
        for column in table.columns
    )
    body = tuple(tuple(_row_runs(setter, table, row, size, count)) for row in table.rows)
    pad = 2 * frame.sizes.pad_x + 0.1
    columns: list[list[CellRuns]] = [[cell] for cell in header]
    for row, cells in zip(table.rows, body, strict=True):
        for index, cell in enumerate(() if row.group else cells):
            columns[index].append(cell)
    natural = tuple(max(cell.natural() for cell in column) + pad for column in columns)
    least = tuple(_least(column, size, frame.width * _WIDEST_WORD) + pad for column in columns)
    return _Grid(table, frame, header, body, natural, least)


def _least(column: Sequence[CellRuns], size: float, widest: float) -> float:
    """Return what a column must have: its longest word, and room for a few characters side by side."""
    word, whole = max(cell.least() for cell in column), max(cell.natural() for cell in column)
    return max(min(word, widest), min(whole, _FEWEST_CHARACTERS * size))


def _row_runs(setter: Setter, table: Table, row: Row, size: float, count: int) -> Iterator[CellRuns]:
    if row.group:
        first = row.cells[0] if row.cells else Cell(())
        shown = Cell(tuple(replace(span, strong=True) for span in first.text))
        yield cell_runs(setter, shown, "left", size, table.path)
        return
    for index in range(count):
        cell = row.cells[index] if index < len(row.cells) else Cell(())
        if row.anchor:
            # Where a figure leads to, it leads no further.
            cell = replace(cell, text=tuple(replace(span, figure=None) for span in cell.text))
        align: Align = table.columns[index].align
        yield cell_runs(setter, cell, align, size, table.path)


def _parts(grid: _Grid) -> Iterator[tuple[int, ...]]:
    """Yield the columns of each part: all of them where they fit, else as many as do, behind the first one."""
    if sum(grid.least) <= grid.frame.width + 0.01:
        yield tuple(range(len(grid.least)))
        return
    key = (0,) if grid.least[0] <= _WIDEST_KEY * grid.frame.width else ()
    part: list[int] = list(key)
    for column in range(len(key), len(grid.least)):
        if len(part) > len(key) and sum(grid.least[each] for each in (*part, column)) > grid.frame.width:
            yield tuple(part)
            part = list(key)
        part.append(column)
    yield tuple(part)


def _chosen(grid: _Grid, columns: Sequence[int]) -> _Grid:
    """Return some columns of a table."""
    if len(columns) == len(grid.least):
        return grid
    rows = zip(grid.table.rows, grid.body, strict=True)
    return replace(
        grid,
        table=replace(grid.table, columns=tuple(grid.table.columns[at] for at in columns)),
        header=tuple(grid.header[at] for at in columns),
        body=tuple(cells if row.group else tuple(cells[at] for at in columns) for row, cells in rows),
        natural=tuple(grid.natural[at] for at in columns),
        least=tuple(grid.least[at] for at in columns),
    )


def _piece(setter: Setter, grid: _Grid, captions: Captions, bar: str) -> TablePiece:
    frame, path, widths = grid.frame, grid.table.path, grid.widths
    title = setter.lines(captions.title, Role.SANS, _TITLE_SIZE, frame.width, path)
    note = setter.lines(captions.note, Role.SANS, _NOTE_SIZE, frame.width, path) if captions.note else ()
    rows = _Rows(setter, grid, widths, bar)
    header = rows.row(grid.header, False)
    done = tuple(rows.all())
    continued = setter.lines(captions.continued, Role.SANS, _TITLE_SIZE, frame.width, path)
    set_ = SetTable(
        title,
        continued,
        header,
        done,
        tuple(accumulate((row.height for row in done), initial=0.0)),
        note,
        widths,
        frame.sizes,
        frame.height / 3,
        Element("Table"),
        Element("Caption"),
        tuple(_notes(setter, done, path)),
    )
    _check_heights(setter, grid, set_)
    return TablePiece(set_, 0, len(done), Margins(8, 14, turned=frame.turned, where=path))


def _check_heights(setter: Setter, grid: _Grid, table: SetTable) -> None:
    """Rows are never cut: one that no page holds, with all that has to stand with it, is a problem."""
    named, path = grid.table, grid.table.path
    most = grid.frame.height - max(len(table.title), len(table.continued)) * TITLE_PITCH - table.header.height
    if most < 0:
        setter.problems.add(path, f"表格“{named.title}”的表头比整页还高，放不下。", "请缩短列名，或减少列。")
        return
    called: dict[int, list[Footnote]] = {}
    for at, note in table.notes:
        called.setdefault(at, []).append(note)
    for at, row in enumerate(table.rows):
        last = at == len(table.rows) - 1
        below = table.rows[at + 1].height if row.group and not last else 0.0
        below += len(table.note) * NOTE_PITCH + NOTE_GAP if last and table.note else 0.0
        if row.height + below + notes_height(called.get(at, ())) > most:
            cells = named.rows[at].cells
            name = plain(cells[0].text)[:20] if cells else ""
            message = f"表格“{named.title}”中“{name}”这一行（连同表注、脚注）比整页还高，放不下。"
            setter.problems.add(path, message, "请缩短这一行的文字，或分成几行。")


def _notes(setter: Setter, rows: Sequence[SetRow], where: str) -> Iterator[tuple[int, Footnote]]:
    for at, row in enumerate(rows):
        for cell in row.cells:
            yield from ((at, note) for note in called_in(setter, cell.lines, where))


class _Rows:
    """Breaks the cells of a table into lines."""

    def __init__(self, setter: Setter, grid: _Grid, widths: Sequence[float], bar: str) -> None:
        self.setter, self.grid, self.widths, self.bar = setter, grid, widths, bar
        self.sizes = grid.frame.sizes
        self.words = _word_widths(grid)
        self.full = _scale_end(grid)

    def row(self, cells: Sequence[CellRuns], group: bool, anchor: str = "") -> SetRow:
        widths = (sum(self.widths),) if group else self.widths
        pad = 2 * self.sizes.pad_x
        done: tuple[SetCell, ...] = tuple(
            set_cell(cell, width - pad, words, self.full)
            for cell, width, words in zip(cells, widths, self.words, strict=False)
        )
        lines = max((len(cell.lines) for cell in done), default=1)
        return SetRow(done, lines * self.sizes.pitch + 2 * self.sizes.pad_y, group, self._bar_color(cells), anchor)

    def _bar_color(self, cells: Sequence[CellRuns]) -> str:
        light: Light | None = next((cell.light for cell in cells if cell.light), None)
        return light_color(light, self.setter.style) if light else self.bar

    def all(self) -> Iterator[SetRow]:
        for row, cells in zip(self.grid.table.rows, self.grid.body, strict=True):
            yield self.row(cells, row.group, figure_key(row.anchor) if row.anchor else "")


def _word_widths(grid: _Grid) -> list[float]:
    """Return for each column how much room the words beside its progress bars take."""
    found = [0.1] * len(grid.header)
    for row, cells in zip(grid.table.rows, grid.body, strict=True):
        for index, cell in enumerate(() if row.group else cells):
            if cell.progress:
                found[index] = max(found[index], replace(cell, progress=None).natural() + 0.1)
    return found


def _scale_end(grid: _Grid) -> float:
    values = [1.0]
    for cells in grid.body:
        for progress in (cell.progress for cell in cells if cell.progress):
            values += [progress.done, progress.mark or 0]
    return min(max(values), _SCALE_END)

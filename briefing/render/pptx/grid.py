"""A table and a width in, a measured grid out: column widths by content, row heights, and which rows share a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.blocks import Cell, Row, Table, plain
from briefing.render.pptx.cards import light_runs
from briefing.render.pptx.shapes import Align, GridCell, GridRow, Para, Run
from briefing.render.pptx.text import Setting, height, runs, width

# Type size and the space above and below a line, in points; the last pair only where it saves a second slide.
_SETTINGS = ((14.0, 6.0), (13.0, 6.0), (12.0, 4.0), (12.0, 2.4))
_CONTINUED, _DENSE = _SETTINGS[2], _SETTINGS[3]
PAD = 7.0
_LEADING = 1.4
_BAR = 96.0
_LEAST_BAR = 40.0
_LEAST_COLUMN = 48.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table set in one size: its column widths, its header, its rows (each whole), all measured."""

    table: Table
    size: float
    widths: tuple[float, ...]
    bars: tuple[float, ...]
    header: GridRow
    rows: tuple[GridRow, ...]

    @property
    def height(self) -> float:
        return self.header.height + sum(row.height for row in self.rows)

    @property
    def cramped(self) -> bool:
        """Whether columns had to give way until they are too narrow for a number."""
        wanted = sum(_natural(self.table, at, self.size) for at in range(len(self.widths)))
        return min(self.widths) < _LEAST_COLUMN and wanted > sum(self.widths) + 1


def grid(table: Table, room: float, available: float, setting: Setting) -> Grid:
    """Set a table in the largest size at which it fits `room` × `available`; else in the smallest, to be continued."""
    if table.dense:
        return _set(table, _DENSE, room, setting)
    for sizes in _SETTINGS:
        made = _set(table, sizes, room, setting)
        if _comfortable(made, room, available) or (sizes == _DENSE and made.height <= available):
            return made
    return _set(table, _CONTINUED, room, setting)


def shown(grid_: Grid, first: int, last: int) -> tuple[int, ...]:
    """Return the rows a page prints: those of its range, and before them the group row that they belong to."""
    group = next((at for at in range(first, -1, -1) if grid_.table.rows[at].group), first)
    return (group, *range(first, last)) if group < first else tuple(range(first, last))


def tall(grid_: Grid, first: int, last: int) -> float:
    """Return the height of a page of the table, header included."""
    return grid_.header.height + sum(grid_.rows[at].height for at in shown(grid_, first, last))


def pages(grid_: Grid, start: int, first: float, others: float) -> tuple[tuple[int, int], ...]:
    """Return the row ranges of the pages from row `start` on: as few as will do, about equally full.

    `first` is the height at hand on the first page, `others` on the following ones. A group row never ends a page.
    """
    found = _greedy(grid_, start, first, others)
    if len(found) < 2 or first < others:
        return found
    even = tall(grid_, start, len(grid_.rows)) / len(found)
    while even < others:
        tried = _greedy(grid_, start, even, even)
        if len(tried) <= len(found):
            return tried
        even += 6
    return found


def _comfortable(grid_: Grid, room: float, available: float) -> bool:
    natural = sum(_natural(grid_.table, at, grid_.size) for at in range(len(grid_.widths)))
    return natural <= room and grid_.height <= available


def _set(table: Table, sizes: tuple[float, float], room: float, setting: Setting) -> Grid:
    size, vertical = sizes
    widths = _widths(table, size, room)
    header = _header(table, size, widths, vertical, setting)
    bars = tuple(_bar_width(table, at, size, wide) for at, wide in enumerate(widths))
    rows = tuple(_row(row, table, size, (widths, bars), vertical, setting) for row in table.rows)
    return Grid(table, size, widths, bars, header, rows)


def _widths(table: Table, size: float, room: float) -> tuple[float, ...]:
    """Return the column widths: what the content asks for, the rest shared out by weight; too wide ones give way."""
    natural = [_natural(table, at, size) for at in range(len(table.columns))]
    rest = room - sum(natural)
    if rest >= 0:
        weights = [column.weight for column in table.columns]
        return tuple(want + rest * weight / sum(weights) for want, weight in zip(natural, weights, strict=True))
    return _capped(natural, room)


def _capped(natural: Sequence[float], room: float) -> tuple[float, ...]:
    """Cut the widest columns to one width so that all of them fit."""
    cap, kept = room, sorted(natural)
    for at, want in enumerate(kept):
        cap = (room - sum(kept[:at])) / (len(kept) - at)
        if cap < want:
            break
    widths = [min(want, cap) for want in natural]
    return tuple(want * room / sum(widths) for want in widths)


def _natural(table: Table, at: int, size: float) -> float:
    """Return the width at which nothing in a column wraps."""
    cells = [row.cells[at] for row in table.rows if not row.group and at < len(row.cells)]
    head = width(table.columns[at].name, size, strong=True)
    return max([head, *(_cell_width(cell, size) for cell in cells)], default=head) + 2 * PAD


def _cell_width(cell: Cell, size: float) -> float:
    lamp = width("● ", size) if cell.light else 0
    bar = _BAR + PAD if cell.progress else 0
    strong = any(span.strong for span in cell.text)
    return width(plain(cell.text), size, strong=strong) + lamp + bar


def _header(table: Table, size: float, widths: Sequence[float], vertical: float, setting: Setting) -> GridRow:
    cells = tuple(
        GridCell((Para((Run(column.name, size, True, setting.style.muted),), size * _LEADING, column.align),))
        for column in table.columns
    )
    return GridRow(cells, _tall(cells, widths, vertical), header=True)


def _row(
    row: Row,
    table: Table,
    size: float,
    wide: tuple[Sequence[float], Sequence[float]],
    vertical: float,
    setting: Setting,
) -> GridRow:
    widths, bars = wide
    if row.group:
        cells = _group(row, len(widths), size, setting)
    else:
        filled = (*row.cells, *[Cell(())] * (len(widths) - len(row.cells)))
        cells = tuple(
            _cell(cell, size, table.columns[at].align, bars[at], setting)
            for at, cell in enumerate(filled[: len(widths)])
        )
    return GridRow(cells, _tall(cells, widths, vertical))


def _group(row: Row, columns: int, size: float, setting: Setting) -> tuple[GridCell, ...]:
    style = setting.style
    para = Para(runs(row.cells[0].text, size, color=style.ink, strong=True), size * _LEADING)
    covered = [GridCell((), span=0, fill=style.faint)] * (columns - 1)
    return (GridCell((para,), span=columns, fill=style.faint), *covered)


def _cell(cell: Cell, size: float, align: Align, bar: float, setting: Setting) -> GridCell:
    words = runs(cell.text, size, color=setting.style.ink)
    if cell.light:
        rest = plain(cell.text).removeprefix(cell.light.value)
        words = (*light_runs(cell.light, size, setting), *((Run(rest, size, color=setting.style.ink),) if rest else ()))
    if cell.progress:
        return GridCell((Para(words, size * _LEADING),), left=bar + PAD)
    return GridCell((Para(words, size * _LEADING, align),))


def _bar_width(table: Table, at: int, size: float, wide: float) -> float:
    """Return how wide the bars of a column are, all alike: what its longest words leave; 0 where it has none."""
    cells = [row.cells[at] for row in table.rows if not row.group and at < len(row.cells)]
    if not any(cell.progress for cell in cells):
        return 0
    longest = max(width(plain(cell.text), size) for cell in cells)
    return max(_LEAST_BAR, wide - longest - 3 * PAD)


def _tall(cells: Sequence[GridCell], widths: Sequence[float], vertical: float) -> float:
    tallest = 0.0
    for at, cell in enumerate(cells):
        if cell.span:
            room = sum(widths[at : at + cell.span]) - 2 * PAD - cell.left
            tallest = max(tallest, height(cell.paras, room))
    return tallest + 2 * vertical


def _greedy(grid_: Grid, start: int, first: float, others: float) -> tuple[tuple[int, int], ...]:
    """Fill page after page with whole rows; a group row takes the row after it along."""
    found: list[tuple[int, int]] = []
    free = first
    source, rows = grid_.table.rows, grid_.rows
    for at in range(start, len(rows)):
        follower = rows[at + 1].height if source[at].group and at + 1 < len(rows) else 0
        if at > start and tall(grid_, start, at + 1) + follower > free + 0.01:
            found.append((start, at))
            start, free = at, others
    return (*found, (start, len(rows)))

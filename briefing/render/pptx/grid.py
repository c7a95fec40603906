"""A table and a width in, a measured grid out: column widths by content, row heights, and which rows share a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.blocks import Cell, Row, Table, plain
from briefing.render.pptx.cards import light_runs
from briefing.render.pptx.columns import LEAST_BAR, PAD, Measures, measured, shared
from briefing.render.pptx.shapes import Align, GridCell, GridRow, Para, Run
from briefing.render.pptx.sizes import TABLE_SETTINGS
from briefing.render.pptx.text import Setting, height, runs, width

_CONTINUED, _DENSE = TABLE_SETTINGS[2], TABLE_SETTINGS[3]
_LEADING = 1.4
# A table that goes on over more slides than this is set closer, so that it takes fewer.
_LONG = 4
_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Grid:
    """A table set in one size: its column widths, its header, its rows (each whole), all measured."""

    table: Table
    size: float
    widths: tuple[float, ...]
    bars: tuple[float, ...]
    header: GridRow
    rows: tuple[GridRow, ...]
    wraps: bool = False

    @property
    def height(self) -> float:
        return self.header.height + sum(row.height for row in self.rows)


def grid(table: Table, room: float, available: float, setting: Setting) -> Grid:
    """Set a table in the largest size at which it fits `room` × `available`; else in the smallest, to be continued.

    A size at which no cell wraps is preferred to a larger one at which some do.
    """
    asked = measured(table, setting.spare)
    if table.dense:
        return _set(table, asked, _DENSE, room, setting)
    fitting: list[Grid] = []
    for sizes in TABLE_SETTINGS:
        if _least_height(table, sizes) > available:
            continue
        made = _set(table, asked, sizes, room, setting)
        if made.height <= available and not made.wraps:
            return made
        fitting += [made] if made.height <= available else []
    if fitting:
        return fitting[0]
    sizes = _DENSE if _least_height(table, _CONTINUED) > _LONG * available else _CONTINUED
    return _set(table, asked, sizes, room, setting)


def least_rows_height(count: int) -> float:
    """Return the least height that so many rows take."""
    size, vertical = _DENSE
    return count * (size * _LEADING + 2 * vertical)


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


def _least_height(table: Table, sizes: tuple[float, float]) -> float:
    size, vertical = sizes
    return (len(table.rows) + 1) * (size * _LEADING + 2 * vertical)


def _set(table: Table, asked: Sequence[Measures], sizes: tuple[float, float], room: float, setting: Setting) -> Grid:
    """Set a table in one size, in the widths that make it least high."""
    weights = [column.weight for column in table.columns]
    tried = [_in_widths(table, widths, sizes, setting) for widths in shared(asked, weights, sizes[0], room)]
    return min(tried, key=lambda made: made.height)


def _in_widths(table: Table, widths: tuple[float, ...], sizes: tuple[float, float], setting: Setting) -> Grid:
    size, vertical = sizes
    header = _header(table, size, widths, vertical, setting)
    bars = tuple(_bar_width(table, at, size, wide) for at, wide in enumerate(widths))
    rows = tuple(_row(row, table, size, (widths, bars), vertical, setting) for row in table.rows)
    one_line = size * _LEADING + 2 * vertical + _EPSILON
    return Grid(table, size, widths, bars, header, rows, any(row.height > one_line for row in (header, *rows)))


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
        rest = plain(cell.text).removeprefix(setting.words.light(cell.light))
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
    return max(LEAST_BAR, wide - longest - 3 * PAD)


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
    used = 0.0
    for at in range(start, len(rows)):
        follower = rows[at + 1].height if source[at].group and at + 1 < len(rows) else 0
        if at > start and used + rows[at].height + follower > free + _EPSILON:
            found.append((start, at))
            start, free, used = at, others, 0.0
        used = used + rows[at].height if used else tall(grid_, at, at + 1)
    return (*found, (start, len(rows)))

"""A heat map and a box in, a table out that can be edited: its cells filled, its words readable on them."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native import NativeCell, NativeTable
from briefing.charts.palette import contrast, readable_on
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.columns import PAD
from briefing.render.pptx.shapes import Align, GridCell, GridRow, Para, Run, TableShape
from briefing.render.pptx.text import Setting, height, width

_SIZES = (14.0, 13.0, 12.0)
_LEAST_SIZE = _SIZES[-1]
_LEADING = 1.4
_AIR = 2.4
_NAMES_SHARE = 0.35
# Rows higher than this fall apart.
_TALLEST = 44.0
_LEAST_CONTRAST = 3.0


def heat_minimum(table: NativeTable) -> tuple[float, float]:
    """Return the least width and height in points of a heat map, in the smallest type."""
    names, cells = _natural(table, _LEAST_SIZE)
    high = (len(table.rows) + 1) * (_LEAST_SIZE * _LEADING + 2 * _AIR)
    return names + sum(cells), high


def heat(table: NativeTable, box: Box, name: str, path: str, alt: str, setting: Setting) -> TableShape:
    """Return the table in the largest type at which it fits its box, its rows filling the height within reason."""
    for size in _SIZES:
        widths = _widths(table, size, box.w)
        rows = _rows(table, size, widths, setting)
        if sum(row.height for row in rows) <= box.h and sum(_natural(table, size)[1]) <= sum(widths[1:]):
            break
    rows = _stretched(rows, box.h)
    return TableShape(name, box.top(sum(row.height for row in rows)), widths, rows, path, alt)


def _natural(table: NativeTable, size: float) -> tuple[float, list[float]]:
    """Return the widths at which nothing wraps: of the names, and of each column; headings may take two lines."""
    names = max((width(words, size, strong=True) for words in (table.corner, *table.names)), default=0) + 2 * PAD
    cells = []
    for at, column in enumerate(table.columns):
        inner = [width(row[at].text, size, strong=row[at].bold) for row in table.rows if at < len(row)]
        cells.append(max([width(column, size, strong=True) / 2, size, *inner]) + 2 * PAD)
    return names, cells


def _widths(table: NativeTable, size: float, room: float) -> tuple[float, ...]:
    """Return the widths: names as wide as they are up to a share of the whole, all columns alike if they can be."""
    natural, cells = _natural(table, size)
    names = min(natural, max(_NAMES_SHARE * room, room - sum(cells))) if cells else room
    even = (room - names) / max(1, len(cells))
    if not cells or max(cells) <= even:
        return (names, *[even] * len(cells))
    return (names, *(each * (room - names) / sum(cells) for each in cells))


def _rows(table: NativeTable, size: float, widths: Sequence[float], setting: Setting) -> tuple[GridRow, ...]:
    muted, ink = setting.style.muted, setting.style.ink
    heads = [_words(table.corner, size, muted, "left", strong=True)]
    heads += [_words(column, size, muted, "center", strong=True) for column in table.columns]
    rows = [GridRow(tuple(heads), _tall(heads, widths), header=True)]
    for name, cells in zip(table.names, table.rows, strict=True):
        drawn = [_words(name, size, ink, "left"), *(_cell(cell, size, setting) for cell in cells)]
        rows.append(GridRow(tuple(drawn), _tall(drawn, widths)))
    return tuple(rows)


def _cell(cell: NativeCell, size: float, setting: Setting) -> GridCell:
    color = cell.color or setting.style.ink
    if cell.fill and (not cell.color or contrast(color, cell.fill) < _LEAST_CONTRAST):
        color = readable_on(cell.fill, setting.style)
    return _words(cell.text, size, color, "center", strong=cell.bold, fill=cell.fill)


def _words(text: str, size: float, color: str, align: Align, *, strong: bool = False, fill: str = "") -> GridCell:
    lines = text.replace("\n", "\v")
    return GridCell((Para((Run(lines, size, strong, color),), size * _LEADING, align),) if text else (), fill=fill)


def _tall(cells: Sequence[GridCell], widths: Sequence[float]) -> float:
    rooms = (wide - 2 * PAD for wide in widths)
    return max(height(cell.paras, room) for cell, room in zip(cells, rooms, strict=True)) + 2 * _AIR


def _stretched(rows: Sequence[GridRow], room: float) -> tuple[GridRow, ...]:
    """Share out the height that is left over among the rows under the heading."""
    body = rows[1:]
    spare = max(0.0, room - sum(row.height for row in rows))
    more = spare / len(body) if body else 0.0
    return (
        rows[0],
        *(GridRow(row.cells, max(row.height, min(_TALLEST, row.height + more))) for row in body),
    )

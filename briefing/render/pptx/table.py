"""A measured grid and a box in, the drawn table out, with progress bars over it that are at home in their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.blocks import Cell, Row, Table
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.cards import light_color
from briefing.render.pptx.columns import PAD
from briefing.render.pptx.grid import Grid, shown
from briefing.render.pptx.shapes import GridRow, Group, Panel, Shape, TableShape
from briefing.render.pptx.text import Setting

_THICK = 9.0
_STRETCH = 1.45


def draw(grid_: Grid, rows: tuple[int, int], box: Box, setting: Setting, suffix: str = "") -> tuple[Shape, ...]:
    """Return the table of some rows, and over it one group with the progress bars, at home in their cells.

    `suffix` tells the pieces of one table apart.
    """
    path = grid_.table.path
    indices = shown(grid_, *rows)
    chosen = _stretched([grid_.rows[at] for at in indices], box.h - grid_.header.height)
    frame = box.top(grid_.header.height + sum(row.height for row in chosen))
    table = TableShape(path + suffix, frame, grid_.widths, (grid_.header, *chosen), path, grid_.table.title)
    panels: list[Panel] = []
    y = box.y + grid_.header.height
    for at, drawn in zip(indices, chosen, strict=True):
        panels += _bars(grid_.table.rows[at], grid_, Box(box.x, y, box.w, drawn.height), setting)
        y += drawn.height
    numbered = tuple(replace(panel, name=f"{path}/bars{suffix}.{at}") for at, panel in enumerate(panels, 1))
    return (table, Group(f"{path}/bars{suffix}", numbered, path)) if panels else (table,)


def _stretched(rows: Sequence[GridRow], available: float) -> tuple[GridRow, ...]:
    """Give the rows more air where there is room, up to a limit at which they would fall apart."""
    natural = sum(row.height for row in rows)
    factor = min(_STRETCH, available / natural) if natural else 1
    return tuple(replace(row, height=row.height * max(1, factor)) for row in rows)


def _bars(row: Row, grid_: Grid, box: Box, setting: Setting) -> list[Panel]:
    """Return the panels of a row's bars: the ground, what is done, and a tick where the plan stands."""
    color = next((light_color(cell.light, setting) for cell in row.cells if cell.light), setting.color)
    found: list[Panel] = []
    for at, cell in enumerate(row.cells):
        if cell.progress:
            x = box.x + sum(grid_.widths[:at]) + PAD
            bar = Box(x, box.y + (box.h - _THICK) / 2, grid_.bars[at], _THICK)
            found += _bar(cell, bar, _scale(grid_.table, at), color, setting)
    return found


def _bar(cell: Cell, bar: Box, scale: float, color: str, setting: Setting) -> list[Panel]:
    progress = cell.progress
    if progress is None:
        return []
    done = bar.w * min(max(progress.done, 0), scale) / scale
    panels = [Panel("", bar, setting.style.faint), Panel("", replace(bar, w=done), color)]
    if progress.mark is not None:
        x = bar.x + bar.w * min(max(progress.mark, 0), scale) / scale
        panels.append(Panel("", Box(x - 0.75, bar.y - 4, 1.5, bar.h + 8), setting.style.ink))
    return panels


def _scale(table: Table, at: int) -> float:
    """Return the share that a full bar stands for: the whole, or the furthest of the column, up to one and a half."""
    found = [row.cells[at].progress for row in table.rows if not row.group and at < len(row.cells)]
    ends = [max(each.done, each.mark or 0) for each in found if each]
    return min(1.5, max([1.0, *ends]))

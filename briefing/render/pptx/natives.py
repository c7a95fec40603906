"""Blocks in, the same blocks with their charts translated for PowerPoint out; what it cannot draw becomes a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from briefing.blocks import Block, Cell, Chart, Column, Row, Table, text
from briefing.charts.native import NativeChart, NotNative, translate
from briefing.errors import Notice

_MOST_ROWS = 60


def settle(blocks: Sequence[Block], notices: list[Notice]) -> tuple[tuple[Block, ...], dict[str, NativeChart]]:
    """Return the blocks to draw and the native chart of each chart's path; a chart drawn as a table gets a Notice."""
    settled: list[Block] = []
    natives: dict[str, NativeChart] = {}
    for block in blocks:
        if not isinstance(block, Chart):
            settled.append(block)
            continue
        try:
            natives[block.path] = translate(block.spec)
            settled.append(block)
        except NotNative as refusal:
            notices.append(Notice(block.path, f"这张图不能做成可编辑的图表（{refusal.reason}），已改为数据表。"))
            settled.append(_table(block))
    return tuple(settled), natives


def _table(chart: Chart) -> Table:
    """Return the rows that a chart's spec carries, as a table with its fields as columns."""
    rows = _values(chart.spec)[:_MOST_ROWS]
    # Flags say how a mark is drawn, not what it shows.
    fields = list(dict.fromkeys(field for row in rows for field in row if not isinstance(row[field], bool)))
    columns = tuple(Column(field, "right" if _numeric(rows, field) else "left") for field in fields)
    cells = tuple(Row(tuple(Cell(text(_words(row.get(field)))) for field in fields)) for row in rows)
    return Table(chart.path, chart.title, columns or (Column(""),), cells, chart.alt, only=chart.only)


def _values(spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    data = spec.get("data")
    values = data.get("values") if isinstance(data, Mapping) else None
    return [row for row in values if isinstance(row, Mapping)] if isinstance(values, list) else []


def _numeric(rows: Sequence[Mapping[str, Any]], field: str) -> bool:
    return all(isinstance(row.get(field), int | float) for row in rows if row.get(field) is not None)


def _words(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)

"""Boards of honours: data in, tables out."""

from __future__ import annotations

from briefing.blocks import Cell, Column, Row, Table, text
from briefing.compose.context import Context, titled
from briefing.compose.project_board import NOTHING
from briefing.model import wording
from briefing.model.dates import written
from briefing.model.records import Highlight
from briefing.template.schema import TableSpec


def highlights(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return honours, firsts, pilots and cases, grouped by theme where several themes are shown."""
    shown: list[Row] = []
    for theme in context.themes():
        mine = [item for item in context.book.dataset.highlights if item.theme == theme.id]
        if mine and context.theme is None:
            shown.append(Row((Cell(text(theme.name)),), group=True))
        shown += [Row(tuple(Cell(text(part)) for part in _highlight(item))) for item in mine]
    shown = shown[: spec.limit] if spec.limit else shown
    if not shown:
        return None
    columns = (
        Column("内容", weight=7),
        Column("类别", weight=1.4),
        Column("层级", weight=1.2),
        Column("时间", weight=2),
    )
    return Table(path, titled(spec.title, context, "荣誉与亮点"), columns, tuple(shown), only=spec.only)


def _highlight(item: Highlight) -> tuple[str, str, str, str]:
    kind = wording.KINDS[item.kind] if item.kind else NOTHING
    level = wording.LEVELS[item.level] if item.level else NOTHING
    return item.text, kind, level, written(item.date) or NOTHING

"""Boards of honours: data in, tables out."""

from __future__ import annotations

from briefing.blocks import Cell, Column, Row, Table, text
from briefing.compose.context import Context, titled
from briefing.compose.project_board import NOTHING
from briefing.model import wording
from briefing.model.dates import date_words
from briefing.model.records import Highlight
from briefing.template.schema import TableSpec


def highlights(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return honours, firsts, pilots and cases, grouped by theme where several themes are shown."""
    shown: list[Row] = []
    for theme in context.themes():
        mine = [item for item in context.book.dataset.highlights if item.theme == theme.id]
        if mine and context.theme is None:
            shown.append(Row((Cell(text(theme.name)),), group=True))
        shown += [Row(tuple(Cell(text(part)) for part in _highlight(item, context))) for item in mine]
    shown = shown[: spec.limit] if spec.limit else shown
    if not shown:
        return None
    said = context.phrases
    columns = (
        Column(said.content, weight=7),
        Column(said.kind, weight=1.4),
        Column(said.level, weight=1.2),
        Column(said.time, weight=2),
    )
    return Table(path, titled(spec.title, context, said.honours), columns, tuple(shown), only=spec.only)


def _highlight(item: Highlight, context: Context) -> tuple[str, str, str, str]:
    tongue = wording.tongue(context.language)
    kind = tongue.KINDS[item.kind] if item.kind else NOTHING
    level = tongue.LEVELS[item.level] if item.level else NOTHING
    return item.text, kind, level, date_words(item.date, context.language) or NOTHING

"""What is overdue or falls due (到期事项): data in, a table of projects and milestones by date out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.blocks import Cell, Column, Row, Table, Text, text
from briefing.compose.context import Context, say, titled
from briefing.compose.counts import count
from briefing.compose.project_board import NOTHING
from briefing.model import due, pace_wording
from briefing.model.dates import said, written
from briefing.model.due import Due, Horizon
from briefing.model.figure import Figure
from briefing.template.schema import BulletsSpec, TableSpec

_COLUMNS = (
    Column("事项", weight=2.4),
    Column("项目", weight=3),
    Column("责任单位", weight=2),
    Column("计划时间", weight=1.8),
    Column("状态", weight=1.6),
)


def ahead(spec: TableSpec | BulletsSpec, context: Context) -> Horizon:
    """Return how far a block looks ahead."""
    return due.horizon(context.book.period, context.book.day, spec.within)


def items(spec: TableSpec | BulletsSpec, context: Context) -> tuple[Due, ...]:
    """Return what is overdue or falls due, of the theme at hand or of all."""
    found = due.due(context.book.dataset, context.book.day, ahead(spec, context).until)
    return tuple(item for item in found if context.theme is None or item.project.theme == context.theme.id)


def table(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return due items by date, the overdue ones first, each part under its heading where there are both."""
    found = items(spec, context)
    if not found or len(found) < spec.least:
        return None
    shown = found[: spec.limit] if spec.limit else found
    rows = tuple(_rows(spec, context, found, shown))
    note = f"截至{said(context.book.day)}，看到{said(ahead(spec, context).until)}。"
    if len(shown) < len(found):
        note += f"共{len(found)}项，列出前{len(shown)}项。"
    return Table(path, titled(spec.title, context, "到期事项"), _COLUMNS, rows, note, only=spec.only)


def _rows(spec: TableSpec, context: Context, found: Sequence[Due], shown: Sequence[Due]) -> Iterator[Row]:
    late, coming = _parted(shown)
    whole_late, whole_coming = _parted(found)
    if late and coming:
        yield Row((Cell(text("已逾期", _late(context, whole_late))),), group=True)
    yield from map(_row, late)
    if late and coming:
        number = _coming(spec, context, whole_coming)
        yield Row((Cell(text(f"未来{ahead(spec, context).words}到期", number)),), group=True)
    yield from map(_row, coming)


def _row(item: Due) -> Row:
    what = item.step.name if item.step else pace_wording.FINISH
    words = (what, item.project.name, item.project.department or NOTHING, written(item.written))
    return Row((*(Cell(text(each)) for each in words), Cell(say(pace_wording.lateness(item)))))


def _parted(found: Sequence[Due]) -> tuple[list[Due], list[Due]]:
    return [item for item in found if item.days < 0], [item for item in found if item.days >= 0]


def _late(context: Context, late: Sequence[Due]) -> Figure:
    return count(context, "due:late", "逾期事项", len(late), "项", [item.origin for item in late])


def _coming(spec: TableSpec, context: Context, coming: Sequence[Due]) -> Figure:
    words = ahead(spec, context).words
    return count(context, f"due:{words}", f"未来{words}到期事项", len(coming), "项", [i.origin for i in coming])


def headline(spec: TableSpec, context: Context) -> Text:
    """Say how much falls due and how much is overdue: `未来一个月到期5项，逾期2项`."""
    late, coming = _parted(items(spec, context))
    words = ahead(spec, context).words
    first = text(f"未来{words}到期", _coming(spec, context, coming)) if coming else text(f"未来{words}没有到期事项")
    return text(first, "，逾期", _late(context, late)) if late else first

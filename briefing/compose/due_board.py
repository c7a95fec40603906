"""What is overdue or falls due (到期事项): data in, a table of projects and milestones by date out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.blocks import Cell, Column, Row, Table, Text, text
from briefing.compose.context import Context, say, titled
from briefing.compose.counts import count
from briefing.compose.phrases import filled
from briefing.compose.project_board import NOTHING
from briefing.model import due, pace_wording, wording
from briefing.model.dates import date_words, day_words
from briefing.model.due import Due, Horizon
from briefing.model.figure import Figure
from briefing.template.schema import BulletsSpec, TableSpec


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
    said, day, until = context.boards, context.book.day, ahead(spec, context).until
    seen = day_words(day, context.language), day_words(until, context.language)
    notes = [said.looking_ahead.format(day=seen[0], until=seen[1])]
    notes += [said.first_items.format(len(found), len(shown))] if len(shown) < len(found) else []
    title = titled(spec.title, context, said.due_items)
    return Table(path, title, _columns(context), rows, said.gap.join(notes), only=spec.only)


def _columns(context: Context) -> tuple[Column, ...]:
    return (
        Column(context.boards.item, weight=2.4),
        Column(context.phrases.project, weight=3),
        Column(context.boards.responsible, weight=2),
        Column(context.boards.due, weight=1.8),
        Column(context.phrases.status, weight=1.6),
    )


def _rows(spec: TableSpec, context: Context, found: Sequence[Due], shown: Sequence[Due]) -> Iterator[Row]:
    late, coming = _parted(shown)
    whole_late, whole_coming = _parted(found)
    if late and coming:
        heading = filled(context.boards.overdue_heading, number=_late(context, whole_late))
        yield Row((Cell(heading),), group=True)
    yield from (_row(context, item) for item in late)
    if late and coming:
        number, words = _coming(spec, context, whole_coming), ahead(spec, context).words
        yield Row((Cell(filled(context.boards.coming_heading, words=words, number=number)),), group=True)
    yield from (_row(context, item) for item in coming)


def _row(context: Context, item: Due) -> Row:
    language = context.language
    what = item.step.name if item.step else wording.pace_words(language).finish
    words = (what, item.project.name, item.project.department or NOTHING, date_words(item.written, language))
    return Row((*(Cell(text(each)) for each in words), Cell(say(pace_wording.lateness(item, language)))))


def _parted(found: Sequence[Due]) -> tuple[list[Due], list[Due]]:
    return [item for item in found if item.days < 0], [item for item in found if item.days >= 0]


def _late(context: Context, late: Sequence[Due]) -> Figure:
    said, origins = context.boards, [item.origin for item in late]
    return count(context, "due:late", said.overdue_items, len(late), said.items_unit, origins)


def _coming(spec: TableSpec, context: Context, coming: Sequence[Due]) -> Figure:
    words, said, origins = ahead(spec, context).words, context.boards, [item.origin for item in coming]
    return count(context, f"due:{words}", said.coming_items.format(words), len(coming), said.items_unit, origins)


def headline(spec: TableSpec, context: Context) -> Text:
    """Say how much falls due and how much is overdue: `未来一个月到期5项，逾期2项`."""
    late, coming = _parted(items(spec, context))
    words, said = ahead(spec, context).words, context.boards
    number = _coming(spec, context, coming)
    if {"project", "milestone"} & context.book.dataset.gaps.partial:
        return _of_those_listed(context, filled(said.coming, words=words, number=number) if coming else (), late)
    first = filled(said.coming if coming else said.nothing_coming, words=words, number=number)
    return filled(said.coming_and_late, coming=first, late=_late(context, late)) if late else first


def _of_those_listed(context: Context, coming: Text, late: Sequence[Due]) -> Text:
    """Say it of what is listed, where that is not all that there is: nobody knows that nothing else falls due."""
    said = context.boards
    if not late:
        return (*text(said.listed_together), *coming)
    number = _late(context, late)
    both = filled(said.coming_and_late, coming=coming, late=number) if coming else filled(said.late, late=number)
    return (*text(said.listed_together), *both)

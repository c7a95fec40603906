"""What was checked in; copies of its tables as sheets out, with the cells marked that an item is about.

A row of a copy stands in the row that it has in its file, so that `observations.csv:14` is row 14. Of a table too large
to be read by anybody only the rows with marks are copied, each with its number in front.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.build.report.gather import Checked
from briefing.build.report.items import LEVELS, Item, Level
from briefing.build.report.styles import FILLS, HEAD, Formats, Names, write_text
from briefing.build.report.tables import Sheet, Spot, spot_of, spot_of_origin
from briefing.sources.tables import Flaw

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 20_000
_LONGEST_NOTE = 2_000
Marks = Mapping[int, Mapping[int | None, list[Item]]]


def write_tables(book: Workbook, checked: Checked, formats: Formats, names: Names) -> None:
    """Write a copy of each table that an item is about."""
    known = checked.tables() if checked.folder.is_dir() else ()
    marks = _marks(checked.report.items, known)
    for sheet in known:
        own = marks.get(sheet.place)
        if own:
            written = book.add_worksheet(names.take(f"{sheet.grid.sheet or sheet.grid.layout.title}（副本）"))
            _write(written, sheet, own, formats)


def _marks(items: Iterable[Item], known: tuple[Sheet, ...]) -> dict[tuple[str, str], Marks]:
    found: dict[tuple[str, str], dict[int, dict[int | None, list[Item]]]] = {}
    for item in items:
        spot = _spot(item, known)
        if spot is not None:
            rows = found.setdefault(spot.place, defaultdict(lambda: defaultdict(list)))
            rows[spot.row][spot.column].append(item)
    return dict(found)


def _spot(item: Item, known: tuple[Sheet, ...]) -> Spot | None:
    if item.finding is not None:
        return spot_of_origin(item.finding.origin, item.finding.column, known)
    return spot_of(item.where, item.message, known)


def _write(written: Worksheet, sheet: Sheet, marks: Marks, formats: Formats) -> None:
    # Numbers of a CSV file are copied as they are written; Excel need not remark that they are texts.
    written.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    lines = sheet.lines
    whole = len(lines) <= MOST_ROWS
    heading = next(iter(lines), 1)
    widths: dict[int, int] = {}
    for place, (number, cells) in enumerate(
        (number, cells) for number, cells in lines.items() if whole or number in marks or number == heading
    ):
        row, shift = (number - 1, 0) if whole else (place, 1)
        if shift:
            written.write_string(row, 0, f"第{number}行", formats.of(HEAD))
        own = marks.get(number, {})
        for position in range(max([len(cells), *(p + 1 for p in own if p is not None)])):
            raw = cells[position] if position < len(cells) else ""
            items = [*own.get(position, []), *(own.get(None, []) if position == 0 else [])]
            fill = HEAD if number == heading else FILLS[_worst(items)] if items else ""
            _write_cell(written, row, position + shift, raw, formats, fill)
            _note(written, row, position + shift, items)
            widths[position + shift] = max(
                widths.get(position + shift, 8), min(2 * len("" if isinstance(raw, Flaw) else str(raw)) + 2, 40)
            )
    for column, width in widths.items():
        written.set_column(column, column, width)
    written.freeze_panes(heading if whole else 1, 0)


def _worst(items: Iterable[Item]) -> Level:
    levels = {item.level for item in items}
    return next(level for level in LEVELS if level in levels)


def _write_cell(written: Worksheet, row: int, column: int, raw: object, formats: Formats, fill: str) -> None:
    if isinstance(raw, Decimal):
        written.write_number(row, column, float(raw), formats.of(fill))
    elif isinstance(raw, Flaw):
        # What a merged cell covers is empty; another flaw is what there is to see.
        write_text(written, row, column, "" if raw.covered else raw.message, formats.of(fill))
    else:
        write_text(written, row, column, str(raw), formats.of(fill))


def _note(written: Worksheet, row: int, column: int, items: Iterable[Item]) -> None:
    said = [f"{LEVELS[item.level]}：{item.message}{item.note or item.hint}" for item in items]
    if said:
        text = "\n".join(said)[:_LONGEST_NOTE]
        height = 40 + 18 * (len(text) // 22 + len(said))
        written.write_comment(row, column, text, {"author": "数据检查", "width": 320, "height": min(height, 400)})

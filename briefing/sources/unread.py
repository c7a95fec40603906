"""The first lines of sheets and files without a table's name in; notices of those that look like tables of data out.

They are not read: their name says that they are nobody's business. Who only misnamed a table must hear of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.errors import Notice
from briefing.sources.headings import LAYOUTS, OBSERVATIONS, Layout
from briefing.sources.tables import Grid, Line, heading_line
from briefing.sources.text import plain
from briefing.sources.wide_headings import Names, head, without_blank

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from briefing.sources.books import Book

GLANCE = 40
"""So many lines are looked at."""


def is_own(name: str) -> bool:
    """Return whether a name says that a sheet or file is the user's own."""
    return plain(name).startswith("x_")


def glance(book: Book, workbook: CalamineWorkbook, file: str, sheet: str) -> Iterator[Grid]:
    """Yield the first lines of a sheet, unless it cannot be read: then it is no table either."""
    from itertools import islice

    from python_calamine import CalamineError

    from briefing.sources import values
    from briefing.sources.unusable import Unusable

    try:
        book.care(sheet)  # cells that lie too far apart would take all memory
        rows = values.rows(workbook.get_sheet_by_name(sheet))
        lines = [(number, [values.raw(cell) for cell in cells]) for number, cells in enumerate(islice(rows, GLANCE), 1)]
    except (CalamineError, Unusable):
        return
    yield Grid(OBSERVATIONS, file, sheet, lines)


def tell(unread: Iterable[Grid], names: Names, present: Collection[str], told: Collection[str]) -> Iterator[Notice]:
    """Yield a notice of each that looks like a table; `present` tables are read, `told` places have a problem."""
    for grid in unread:
        where = f"{grid.file}:{grid.sheet}" if grid.sheet else grid.file
        layout = _layout(without_blank(grid.lines or ()), names)
        if layout is not None and where not in told:
            what = "这张工作表" if grid.sheet else "这个文件"
            yield Notice(where, f"{what}没有读，看起来却是一张{layout.title}表。{_way_out(layout, present)}")


def _layout(lines: list[Line], names: Names) -> Layout | None:
    """Return which table the lines look like: by the headings that it must have, or by the wide form."""
    for layout in LAYOUTS.values():
        top = heading_line(layout, lines)
        if top is not None and len(lines) > top + 1:
            known = {layout.headings.get(plain(cell)) for cell in lines[top][1] if isinstance(cell, str)}
            if known.issuperset(layout.required_columns):
                return layout
    found = head(lines, names)
    return OBSERVATIONS if found is not None and len(lines) > found.lines else None


def _way_out(layout: Layout, present: Collection[str]) -> str:
    if layout is OBSERVATIONS:
        name = "请改名为“宽表”，或“宽表-”加地区、期间"
    elif layout.name in present:
        name = f"请并入“{layout.title}”表"
    else:
        name = f"请改名为“{layout.title}”"
    return f"要读，{name}；不读，请在名字前加 x_。"

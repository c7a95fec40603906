"""The lines of a table in; which of them holds the headings, and which column of the format stands where, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.errors import BriefingError
from briefing.sources.headings import Layout
from briefing.sources.text import plain

_TITLE_LINES = 5


@dataclass(frozen=True, slots=True)
class Headings:
    """The line of the headings by its place among the lines, where each column stands, and how wide the table is."""

    line: int
    index: Mapping[str, int]
    width: int
    is_chinese: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """Cells of one row by column; `number` is the line or row it stands in, None for a new one.

    `if_there` is written only into columns that exist and, in rows that exist, over cells that are filled.
    """

    number: int | None
    cells: Mapping[str, str]
    if_there: Mapping[str, str]


def find(layout: Layout, lines: Sequence[Sequence[str]], file: str) -> Headings:
    """Find the headings as the readers do. Raises BriefingError for a table that is no long one."""
    filled = [at for at, cells in enumerate(lines) if any(cell.strip() for cell in cells)][:_TITLE_LINES]
    for at in filled:
        index: dict[str, int] = {}
        for position, text in enumerate(lines[at]):
            column = layout.headings.get(plain(text))
            if column is not None:
                index.setdefault(column, position)
        if all(column in index for column in layout.required_columns):
            first = lines[at][index[layout.required_columns[0]]]
            width = max(i for i, cell in enumerate(lines[at]) if cell.strip()) + 1
            return Headings(at, index, width, not first.isascii())
    needed = "、".join(layout.label(column) for column in layout.required_columns)
    raise BriefingError(f"合并只会写一行一个数的表，表头要有 {needed}。", file, "请改成这种表，或手工录入。")


def heading(layout: Layout, column: str, headings: Headings) -> str:
    """Return what a column that is added is called: in the language of the others."""
    names = layout.columns[column]
    return names[0] if headings.is_chinese and names else column


def wanted(edits: Sequence[Edit], headings: Headings) -> list[str]:
    """Return the columns that edits need and the table does not have."""
    needed = dict.fromkeys(column for edit in edits for column in edit.cells if edit.cells[column] != "")
    return [column for column in needed if column not in headings.index]

"""The bytes of a table in; its cells as texts, by the number of the line or row and by column, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.intake import bookedit, csvedit
from briefing.intake.headings import Headings, find
from briefing.sources.headings import Layout


@dataclass(frozen=True, slots=True)
class Lined:
    """A table; `rows` are those below the headings, by the numbers that `Edit`s know them by."""

    headings: Headings
    rows: dict[int, list[str]]

    def cell(self, number: int, column: str) -> str:
        """Return a cell's text, empty where the table has no such row or column."""
        at, cells = self.headings.index.get(column), self.rows.get(number, [])
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def filled(self, column: str) -> Iterator[str]:
        """Yield the filled cells of a column from the last one up."""
        for number in reversed(self.rows):
            if text := self.cell(number, column):
                yield text


def lined(data: bytes, sheet: str, layout: Layout, file: str) -> Lined:
    """Read a table; `sheet` is empty for CSV. Raises BriefingError for a table that is no long one."""
    rows = bookedit.lines(data, sheet) if sheet else csvedit.lines(data, file)
    headings = find(layout, list(rows.values()), f"{file}:{sheet}" if sheet else file)
    return Lined(headings, dict(list(rows.items())[headings.line + 1 :]))

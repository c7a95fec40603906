"""A data set folder in; its tables as they stand in the files, with who answers for a row, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefing.errors import Problems
from briefing.model.audit.batch import department_of
from briefing.model.dataset import Dataset
from briefing.model.records import Origin
from briefing.sources.discover import in_files
from briefing.sources.folder import Folder
from briefing.sources.tables import Grid, Table, tabulate
from briefing.sources.text import plain

_PLACE = re.compile(r"(?P<file>.+?):(?:(?P<sheet>.+)!)?(?P<column>[A-Z]{0,3})(?P<row>[1-9]\d*)")
_FIGURES = frozenset({"value", "growth", "rank"})
_LABEL = re.compile(r"(\w+)（")


@dataclass(frozen=True)
class Sheet:
    """One table of the data: the lines of its file or sheet by number, and where its columns are."""

    grid: Grid
    table: Table | None

    @property
    def place(self) -> tuple[str, str]:
        return self.grid.file, self.grid.sheet

    @cached_property
    def lines(self) -> Mapping[int, tuple[object, ...]]:
        return {number: tuple(cells) for number, cells in self.grid.lines or ()}

    def cell(self, row: int, column: str) -> str:
        """Return what stands in a column of the format in a row; empty where there is none."""
        position = self.table.index.get(column) if self.table else None
        cells = self.lines.get(row, ())
        return str(cells[position]).strip() if position is not None and position < len(cells) else ""

    def position(self, column: str) -> int | None:
        return self.table.index.get(column) if self.table else None


def sheets(folder: Path, root: Path) -> tuple[Sheet, ...]:
    """Read the tables of a data set once more, as they stand; what is wrong with them was told at reading."""
    problems = Problems()
    grids = in_files(Folder(folder, root), problems)
    return tuple(Sheet(grid, tabulate(grid, problems)) for grid in grids if grid.lines is not None)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell that is meant: file and sheet, row, and column from 0 or None where only the row is known."""

    place: tuple[str, str]
    row: int
    column: int | None


def spot_of(where: str, message: str, known: Iterable[Sheet]) -> Spot | None:
    """Return which cell a problem is about; of CSV its message may name the column."""
    match = _PLACE.fullmatch(where)
    if match is None:
        return None
    place = (match["file"], match["sheet"] or "")
    sheet = next((each for each in known if each.place == place), None)
    column = _number(match["column"])
    if column is None and sheet is not None:
        column = sheet.position(_said(message, sheet))
    return Spot(place, int(match["row"]), column)


def _said(message: str, sheet: Sheet) -> str:
    """Return the column that a message begins with, by its name in the format or as people call it."""
    if label := _LABEL.match(message):
        return label[1]
    names = ((name, column) for column, aliases in sheet.grid.layout.columns.items() for name in aliases)
    return max(((name, column) for name, column in names if message.startswith(name)), key=_length, default=("", ""))[1]


def _length(named: tuple[str, str]) -> int:
    return len(named[0])


def spot_of_origin(origin: Origin, column: str, known: Iterable[Sheet]) -> Spot | None:
    """Return which cell a finding is about: the one in the column that is meant, in the row of its origin.

    The origin of a figure names the very cell, where there are cells.
    """
    spot = spot_of(str(origin), "", known)
    sheet = next((each for each in known if spot and each.place == spot.place), None)
    position = sheet.position(column) if sheet else None
    if spot is None or position is None or (spot.column is not None and column in _FIGURES):
        return spot
    return Spot(spot.place, spot.row, position)


def _number(letters: str) -> int | None:
    """Return the position of a column from its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1 if letters else None


@dataclass(frozen=True, slots=True)
class Finder:
    """Departments by the names, in their plain spelling, of indicators, projects and themes."""

    indicators: Mapping[str, str]
    projects: Mapping[str, str]
    themes: Mapping[str, str]

    @staticmethod
    def of(dataset: Dataset) -> Finder:
        themes = {plain(name): t.department for t in dataset.themes for name in (t.id, t.name, t.short) if name}
        indicators = {plain(name): department_of(i, dataset) for i in dataset.indicators for name in (i.name, i.id)}
        projects = {
            plain(name): p.department or themes.get(plain(p.theme), "")
            for p in dataset.projects
            for name in (p.name, p.id)
        }
        return Finder(indicators, projects, themes)

    def department(self, sheet: Sheet, row: int, indicator: str) -> str:
        """Return who answers for a row of a table, of which an indicator's name may be known."""
        return next((name for name in self._candidates(sheet, row, indicator) if name), "")

    def _candidates(self, sheet: Sheet, row: int, indicator: str) -> Iterator[str]:
        yield sheet.cell(row, "department")
        yield self.indicators.get(plain(indicator or sheet.cell(row, "indicator")), "")
        yield self.projects.get(plain(sheet.cell(row, "project")), "")
        yield self.themes.get(plain(sheet.cell(row, "theme")), "")

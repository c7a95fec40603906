"""A reference as charts write it (`Sheet1!$B$2:$B$4`) in, the cells it names out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AREA = re.compile(r"(?:'((?:[^'\[]|'')+)'|([^'!(),\[]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_MOST_CELLS = 40_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its sheet, its column and row counted from 1."""

    sheet: str
    column: int
    row: int

    @property
    def name(self) -> str:
        return f"{self.sheet}!{letters(self.column)}{self.row}"


def cells(reference: str) -> tuple[Cell, ...] | None:
    """Return the cells row by row, area after area; None for what is no plain reference, or names too many."""
    inner = reference.strip()
    if inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1]
    found: list[Cell] = []
    at = 0
    while at < len(inner):
        area = _AREA.match(inner, at)
        if area is None or (following := inner[area.end() : area.end() + 1]) not in ("", ","):
            return None
        named = _area(area)
        if len(found) + _size(named) > _MOST_CELLS:
            return None
        found += _listed(named)
        at = area.end() + len(following)
    return tuple(found) or None


def columns(found: tuple[Cell, ...]) -> int:
    """Return how many columns an area spans."""
    return len({cell.column for cell in found})


def position(name: str) -> tuple[int, int] | None:
    """Return column and row of a cell's name (`B7`), counted from 1."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", name)
    return (_column(match[1]), int(match[2])) if match else None


def letters(column: int) -> str:
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


@dataclass(frozen=True, slots=True)
class _Area:
    sheet: str
    left: int
    top: int
    right: int
    bottom: int


def _area(match: re.Match[str]) -> _Area:
    quoted, bare, left, top, right, bottom = match.groups()
    sheet = quoted.replace("''", "'") if quoted else bare
    ends = sorted((_column(left), _column(right or left))), sorted((int(top), int(bottom or top)))
    (first, last), (upper, lower) = ends
    return _Area(sheet, first, upper, last, lower)


def _size(area: _Area) -> int:
    return (area.right - area.left + 1) * (area.bottom - area.top + 1)


def _listed(area: _Area) -> list[Cell]:
    return [
        Cell(area.sheet, column, row)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

"""A native chart in, the columns of the workbook behind it out; the chart part and the workbook both ask here."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.charts.native import NativeChart

SHEET = "Sheet1"
DATE_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a series stands, columns counted from 0; `errors` holds the columns of minus and plus of its error bars."""

    values: int
    x: int = 0
    sizes: int = 0
    errors: tuple[tuple[int, int], ...] = ()


def scattered(native: NativeChart) -> bool:
    """Return whether the points have an x of their own rather than a category."""
    return native.kind in ("scatter", "bubble")


def columns(native: NativeChart) -> tuple[Columns, ...]:
    """Return the columns of every series: names or dates first, the values, and error bars behind all of them.

    A scattered series has its x before its values and, in a bubble chart, its sizes after them.
    """
    wide = {"scatter": 2, "bubble": 3}.get(native.kind, 1)
    first = 0 if scattered(native) else 1
    behind = first + wide * len(native.series)
    found: list[Columns] = []
    for at, series in enumerate(native.series):
        start = first + wide * at
        errors = tuple((behind + 2 * each, behind + 2 * each + 1) for each in range(len(series.errors)))
        behind += 2 * len(errors)
        found.append(Columns(start + (wide > 1), start, start + 2, errors))
    return tuple(found)


def is_date_format(code: str) -> bool:
    """Return whether a number format prints a date: it has a y, m or d outside its quoted words."""
    bare = "".join(code.split('"')[::2]).lower()
    return any(letter in bare for letter in "ymd")


def date_format(native: NativeChart) -> str:
    """Return the format of the cells along a date axis."""
    own = native.category_axis.number_format
    return own if own != "General" and is_date_format(own) else DATE_FORMAT


def x_format(native: NativeChart) -> str:
    """Return the format of the x of scattered points: a date's where the axis shows dates."""
    own = native.category_axis.number_format
    return own if own != "General" and is_date_format(own) else "General"


def number(value: float) -> str:
    """Return a number as the schema's double, every digit kept; whatever kind of float it is."""
    return repr(float(value))


def cell(column: int, row: int) -> str:
    return f"{SHEET}!${letters(column)}${row + 1}"


def span(column: int, count: int) -> str:
    """Return the cells under a heading."""
    name = letters(column)
    return f"{SHEET}!${name}$2:${name}${count + 1}"


def letters(column: int) -> str:
    """Return the name of a column counted from 0."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name

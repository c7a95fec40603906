"""Where each series of a chart stands in the workbook behind it; the chart part and the workbook both ask here."""

from __future__ import annotations

from briefing.charts.native import NativeChart

SHEET = "Sheet1"
_COLUMNS_A_POINT = 3


def scattered(native: NativeChart) -> bool:
    """Return whether the points have an x of their own rather than a category."""
    return native.kind in ("scatter", "bubble")


def column_of(native: NativeChart, at: int) -> int:
    """Return the column of a series' values; a scattered series has its x before and its sizes after them."""
    return _COLUMNS_A_POINT * at + 1 if scattered(native) else at + 1


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

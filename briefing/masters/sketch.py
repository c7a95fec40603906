"""A layout in, a sketch of it for a terminal out: its placeholders as boxes, drawn with box-drawing characters."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from briefing.masters.model import Holder, HouseMaster, Layout
from briefing.masters.words import holder_words

COLUMNS = 42
# A cell of a terminal is about twice as high as it is wide.
_TALL = 0.5
Grid = list[list[str]]


def sketch(layout: Layout, house: HouseMaster) -> list[str]:
    """Return the lines of a sketch, `COLUMNS` wide, under the layout's name."""
    rows = max(round(COLUMNS * house.height / house.width * _TALL), 5)
    grid: Grid = [[" "] * COLUMNS for _ in range(rows)]
    # Large ones first: those that lie on them stay visible.
    for holder in sorted(layout.holders, key=lambda each: -each.place.w * each.place.h):
        _draw(grid, holder, house)
    _box(grid, 0, 0, COLUMNS - 1, rows - 1, "┏━┓┃┗┛")
    return [padded(layout.label, COLUMNS), *("".join(row) for row in grid)]


def beside(sketches: list[list[str]], width: int) -> Iterator[str]:
    """Yield the lines of sketches set side by side, as many as a terminal of this width holds."""
    across = max((width + 2) // (COLUMNS + 2), 1)
    for at in range(0, len(sketches), across):
        yield from ("  ".join(lines).rstrip() for lines in zip(*sketches[at : at + across], strict=True))
        yield ""


def padded(text: str, width: int) -> str:
    """Return a text cut or filled to a width in cells; a Chinese character takes two."""
    taken, kept = 0, ""
    for character in text:
        cells = _cells(character)
        if taken + cells > width:
            break
        taken, kept = taken + cells, kept + character
    return kept + " " * (width - taken)


def _cells(character: str) -> int:
    return 2 if east_asian_width(character) in ("W", "F") else 1


def _draw(grid: Grid, holder: Holder, house: HouseMaster) -> None:
    across, down = len(grid[0]) / house.width, len(grid) / house.height
    place = holder.place
    left, right = _within(place.x * across, len(grid[0])), _within((place.x + place.w) * across - 1, len(grid[0]))
    top, bottom = _within(place.y * down, len(grid)), _within((place.y + place.h) * down - 1, len(grid))
    if bottom > top and right > left:
        _box(grid, left, top, right, bottom, "┌─┐│└┘")
        _write(grid, (top + bottom) // 2 if bottom - top > 1 else top, left + 1, right - left - 1, _label(holder))
    elif right > left:
        _write(grid, top, left, right - left + 1, f"[{holder_words(holder)}]")


def _within(at: float, count: int) -> int:
    # The outermost cells are the slide's own frame.
    return min(max(round(at), 1), count - 2)


def _label(holder: Holder) -> str:
    size = f" {holder.size:g}磅" if holder.size else ""
    return f"{holder_words(holder)}{size}"


def _box(grid: Grid, left: int, top: int, right: int, bottom: int, lines: str) -> None:
    top_left, across, top_right, down, bottom_left, bottom_right = tuple(lines)
    for x in range(left + 1, right):
        _put(grid, top, x, across)
        _put(grid, bottom, x, across)
    for y in range(top + 1, bottom):
        _put(grid, y, left, down)
        _put(grid, y, right, down)
    for y, x, corner in (
        (top, left, top_left), (top, right, top_right), (bottom, left, bottom_left), (bottom, right, bottom_right)
    ):  # fmt: skip
        _put(grid, y, x, corner)


def _put(grid: Grid, y: int, x: int, character: str) -> None:
    """Write a narrow character; the other half of a wide one that it breaks becomes a space."""
    row = grid[y]
    if row[x] == "" and x > 0:
        row[x - 1] = " "
    elif _cells(row[x] or " ") == 2 and x + 1 < len(row):
        row[x + 1] = " "
    row[x] = character


def _write(grid: Grid, y: int, x: int, room: int, text: str) -> None:
    for character in padded(text, room).rstrip():
        _put(grid, y, x, " ")
        if _cells(character) == 2:
            _put(grid, y, x + 1, " ")
            grid[y][x : x + 2] = [character, ""]
            x += 2
        else:
            grid[y][x] = character
            x += 1

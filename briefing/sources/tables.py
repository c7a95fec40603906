"""A grid of raw cells in, a `Table` with known columns out; every cell can tell its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import islice

from briefing.errors import Notice, Problems, suggest
from briefing.model.records import Origin
from briefing.sources.folder import Source
from briefing.sources.headings import Layout
from briefing.sources.text import plain, shown, tidy

_TITLE_LINES = 5


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell that could not be read, and why; it becomes a problem only if somebody needs the cell.

    `covered` tells that a merged cell lies over it, so that it does not make a row by itself.
    """

    message: str
    hint: str = ""
    covered: bool = False


Raw = str | Decimal | date | Flaw
Line = tuple[int, Sequence[Raw]]


@dataclass(frozen=True, slots=True)
class Grid:
    """One CSV file or one sheet: lines of cells, each with the number of its line or row.

    `sheet` is empty for CSV; `lines` is None when the table is there but could not be read.
    """

    layout: Layout
    file: str
    sheet: str
    lines: Sequence[Line] | None

    def bare(self) -> Grid:
        """Return what is needed of the grid to tell places: not its lines, unless its kind may need them."""
        return replace(self, lines=None) if type(self) is Grid else self

    @property
    def copies(self) -> frozenset[str]:
        """The places of figures that are given again beside a later one, as 上年同期."""
        return frozenset()

    def origin(self, number: int, position: int | None = None, published: str = "") -> Origin:
        """Return the place of a line, or of one of its cells where the source has cells."""
        if not self.sheet:
            return Origin(self.file, "", str(number), published)
        cell = str(number) if position is None else f"{letters(position)}{number}"
        return Origin(self.file, self.sheet, cell, published)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a grid below its headings, and where each column of the format stands in them."""

    grid: Grid
    index: Mapping[str, int]
    lines: Sequence[Line]

    @property
    def layout(self) -> Layout:
        return self.grid.layout


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found: the tables, the files it read, and what bears no table's name, each with its place.

    Not `complete`: the whole could not be read, so that nobody knows which tables are missing. `unread` are the first
    lines of what bears no table's name.
    """

    grids: tuple[Grid, ...]
    sources: tuple[Source, ...]
    others: tuple[tuple[str, str], ...] = ()
    complete: bool = True
    notices: tuple[Notice, ...] = ()
    unread: tuple[Grid, ...] = ()


def letters(position: int) -> str:
    """Return a column's letters as a workbook shows them: 0 is A, 26 is AA."""
    head, tail = divmod(position, 26)
    return (letters(head - 1) if head else "") + chr(65 + tail)


def tabulate(grid: Grid, problems: Problems) -> Table | None:
    """Find the headings and the rows of a grid; None when there is no heading to go by."""
    if grid.lines is None:
        return None
    lines = _filled(grid.lines)
    if not lines:
        problems.add(str(grid.origin(1)), "表是空的，连表头也没有。", _heading_hint(grid.layout))
        return None
    top = heading_line(grid.layout, lines[:_TITLE_LINES]) or 0
    number, cells = lines[top]
    index = _columns(grid, number, cells, problems)
    rows = _below(lines, top)
    _check_width(grid, len(cells), rows, problems)
    _check_unnamed(grid, cells, rows, problems)
    return Table(grid, index, rows)


def _filled(lines: Sequence[Line]) -> Sequence[Line]:
    if isinstance(lines, list):
        return [line for line in lines if not is_blank(line[1])]
    from briefing.sources import block, blocks

    if isinstance(lines, block.Block):
        return blocks.without_blank(lines, is_filled)
    return _filled(list(lines))


def _below(lines: Sequence[Line], top: int) -> Sequence[Line]:
    if isinstance(lines, list):
        return lines[top + 1 :]
    from briefing.sources import block, blocks

    assert isinstance(lines, block.Block)
    return blocks.below(lines, top)


def is_blank(cells: Sequence[Raw]) -> bool:
    """Return whether no cell of a line holds anything."""
    # The lower rows of a merged block of notes hold nothing of their own: they are no data either.
    return not any(is_filled(cell) for cell in cells)


def is_filled(cell: Raw) -> bool:
    """Return whether a cell holds something: not blanks alone, nor what a merged cell covers."""
    if isinstance(cell, str):
        return bool(cell and tidy(cell))
    return not (isinstance(cell, Flaw) and cell.covered)


def heading_line(layout: Layout, lines: Sequence[Line]) -> int | None:
    """Return which line holds the headings: often a title stands above them. None where no line looks like them."""
    filled = (position for position, (_, cells) in enumerate(lines) if not is_blank(cells))
    for position in islice(filled, _TITLE_LINES):
        cells = lines[position][1]
        known = {layout.headings.get(plain(cell)) for cell in cells if isinstance(cell, str)} - {None}
        if len(known) >= 2:
            return position
    return None


def _columns(grid: Grid, number: int, cells: Sequence[Raw], problems: Problems) -> dict[str, int]:
    index: dict[str, int] = {}
    meant: set[str] = set()
    known = {grid.layout.headings.get(plain(heading)) for _, heading in _headings(cells)}
    for position, heading in _headings(cells):
        where = str(grid.origin(number, position))
        column = grid.layout.headings.get(plain(heading))
        if column is None:
            near = _meant(grid.layout, heading, known)
            meant |= {near[0]} if near else set()
            hint = f"是不是想写：{near[1]}？" if near else _unknown_hint(grid.layout, heading)
            problems.add(where, f"不认识的列“{shown(heading)}”。", f"{hint}自用的列请以 x_ 开头。")
        elif column in index:
            problems.add(where, f"有两列都是 {grid.layout.label(column)}。", "请只留一列。")
        else:
            index[column] = position
    _check_required(grid, number, cells, {*index, *meant}, problems)
    return index


def _headings(cells: Sequence[Raw]) -> Iterator[tuple[int, str]]:
    """Yield the headings that are to be read; a name that starts with `x_` is the user's own column."""
    for position, cell in enumerate(cells):
        heading = tidy(cell) if isinstance(cell, str) else str(cell) if not isinstance(cell, Flaw) else ""
        if heading and not plain(heading).startswith("x_"):
            yield position, heading


def _unknown_hint(layout: Layout, heading: str) -> str:
    aliases = [alias for names in layout.columns.values() for alias in names[:1]]
    return suggest(heading, [*layout.columns, *aliases])


def _meant(layout: Layout, heading: str, known: Collection[str | None]) -> tuple[str, str] | None:
    """Return the column, of those that are not there, that a misspelt heading stands for, and how it is written.

    Chinese headings are short: with one of two characters right, `数植` is near enough to 数值.
    """
    aliases = ((column, alias) for column, others in layout.columns.items() for alias in (column, *others))
    names = {plain(alias): (column, alias) for column, alias in aliases}
    there = [name for name, (column, _) in names.items() if column not in known]
    required = [name for name in there if names[name][0] in layout.required_columns]
    key = plain(heading)
    near = _nearest(key, there, 0.7) or _nearest(key, [name for name in required if len(name) == len(key)], 0.5)
    return names[near] if near else None


def _nearest(key: str, names: Sequence[str], least: float) -> str:
    """Return the name most like a key, the first of several; empty where none is like it enough."""
    best = max(names, key=lambda name: SequenceMatcher(None, name, key).ratio(), default="")
    return best if SequenceMatcher(None, best, key).ratio() >= least else ""


def _check_required(grid: Grid, number: int, cells: Sequence[Raw], there: Collection[str], problems: Problems) -> None:
    for column in grid.layout.required_columns:
        if column not in there:
            where = f"{grid.file}:{grid.sheet}" if grid.sheet else str(grid.origin(number))
            problems.add(where, f"缺少列 {grid.layout.label(column)}。", _missing_hint(grid, cells))


def _missing_hint(grid: Grid, cells: Sequence[Raw]) -> str:
    named = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if len(named) == 1 and any(mark in named[0] for mark in ";\t；，、|"):
        return "各列之间要用英文逗号分隔，请另存为“CSV UTF-8（逗号分隔）”。"
    return _heading_hint(grid.layout)


def _heading_hint(layout: Layout) -> str:
    return f"第一行要有：{'、'.join(layout.label(column) for column in layout.required_columns)}。"


def _check_width(grid: Grid, width: int, rows: Sequence[Line], problems: Problems) -> None:
    for number, filled in _wide(rows, width):
        problems.add(
            str(grid.origin(number, width)),
            f"这一行有 {filled} 格，表头只有 {width} 格。",
            "含逗号的文字或数字要用英文双引号括起来。",
        )


def _wide(rows: Sequence[Line], width: int) -> Iterator[tuple[int, int]]:
    """Yield the number of each row that has something to the right of the headings, and how many cells it fills."""
    if not isinstance(rows, list):
        from briefing.sources import block, blocks

        assert isinstance(rows, block.Rows)
        yield from blocks.wide(rows, width, is_filled)
        return
    for number, cells in rows:
        if len(cells) > width and not is_blank(cells[width:]):
            yield number, max(at for at, cell in enumerate(cells, 1) if is_filled(cell))


def _check_unnamed(grid: Grid, headings: Sequence[Raw], rows: Sequence[Line], problems: Problems) -> None:
    unnamed = [i for i, cell in enumerate(headings) if isinstance(cell, Flaw) or not is_filled(cell)]
    for position in unnamed:
        first = _first_filled(rows, position)
        if first is not None:
            problems.add(
                str(grid.origin(first, position)), f"第 {letters(position)} 列没有表头，却有内容。", "请补上列名。"
            )


def _first_filled(rows: Sequence[Line], position: int) -> int | None:
    """Return the number of the first row that has something in a column."""
    if not isinstance(rows, list):
        from briefing.sources import block, blocks

        assert isinstance(rows, block.Rows)
        return blocks.first_filled(rows, position, is_filled)
    filled = (number for number, cells in rows if position < len(cells) and is_filled(cells[position]))
    return next(filled, None)

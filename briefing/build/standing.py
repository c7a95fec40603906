"""An origin in; what stands there now out: the cell, its row under its headings, whether the file was changed."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal

from briefing.build.manifest import sha256
from briefing.model.records import Origin
from briefing.sources.headings import Layout, layout_named
from briefing.sources.tables import letters
from briefing.sources.text import decode, plain

State = Literal["same", "changed", "missing", "elsewhere", "unknown"]
STATES: Mapping[State, str] = {
    "same": "",
    "changed": "文件已改动",
    "missing": "文件不在了",
    "elsewhere": "不是这里的文件，不能回看",
    "unknown": "没有校验值，不知文件是否改动",
}
_HEADING_LINES = 6
_MOST_CELLS = 8_000_000

Row = tuple[tuple[str, str], ...]
"""The cells of a row that are not empty, each with its heading."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at an origin: `cell` is its text, `column` the heading (and letters) it stands under, `row` the rest.

    All are empty where the file is gone, is no table (a database), or has no such row any more.
    """

    state: State
    cell: str = ""
    column: str = ""
    row: Row = ()


def standing(root: Path, origin: Origin, columns: Sequence[str], digest: str) -> Standing:
    """Look up an origin in the workspace as it is now.

    `columns` are the columns of the format that may be meant (`growth`, else `value`): the first one that is filled in;
    `digest` is the SHA-256 that the file had, empty where it is not known.
    """
    path = _inside(root, origin.file)
    if path is None or not path.is_file():
        return Standing("missing" if digest else "elsewhere")
    lines = _lines(path, origin.sheet, path.stat().st_mtime_ns)
    now = sha256(path.read_bytes())
    state: State = "unknown" if not digest else "same" if digest == now else "changed"
    number = int("".join(filter(str.isdigit, origin.cell)) or 0)
    layout = layout_named(origin.sheet or Path(origin.file).stem)
    return _found(lines, number, layout, columns, state)


def _inside(root: Path, file: str) -> Path | None:
    """Return the path of a file of the workspace; None for what lies outside of it: a manifest is not trusted."""
    path = Path(os.path.normpath(root / file))
    return path if file and path.is_relative_to(root) else None


def _found(
    lines: Mapping[int, Sequence[str]], number: int, layout: Layout | None, columns: Sequence[str], state: State
) -> Standing:
    cells = lines.get(number)
    if cells is None or layout is None:
        return Standing(state)
    headings = _headings(lines, layout, number)
    filled = [(at, name, cell) for at, (name, cell) in enumerate(zip(headings, cells, strict=False)) if cell]
    row = tuple((name, cell) for _, name, cell in filled)
    meant = {layout.headings.get(plain(name)): (cell, f"{name}（{letters(at)}列）") for at, name, cell in filled}
    cell, column = next((meant[each] for each in columns if each in meant), ("", ""))
    return Standing(state, cell, column, row)


def _headings(lines: Mapping[int, Sequence[str]], layout: Layout, before: int) -> Sequence[str]:
    """Return the line among the first ones that has most of the table's headings."""
    first = [cells for number, cells in islice(lines.items(), _HEADING_LINES) if number < before]
    return max(first, key=lambda cells: sum(plain(cell) in layout.headings for cell in cells), default=())


@lru_cache(maxsize=8)
def _lines(path: Path, sheet: str, stamp: int) -> Mapping[int, Sequence[str]]:
    """Return the lines of a table by number; none of what is no table. `stamp` tells a changed file from the old."""
    if sheet:
        return _of_sheet(path, sheet)
    text = decode(path.read_bytes()) if path.suffix.lower() == ".csv" else None
    reader = csv.reader(io.StringIO(text or "", newline=""))
    found: dict[int, Sequence[str]] = {}
    try:
        number = 1
        for cells in reader:
            found[number] = cells
            number = reader.line_num + 1
    except csv.Error:
        # What can be read of a file that was broken since is still told.
        return found
    return found


def _of_sheet(path: Path, sheet: str) -> Mapping[int, Sequence[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            found = book.get_sheet_by_name(sheet)
            if found.total_height * found.total_width > _MOST_CELLS:
                return {}
            rows = found.to_python(skip_empty_area=False)
    except (CalamineError, OSError):
        return {}
    return {number: [_text(cell) for cell in row] for number, row in enumerate(rows, 1)}


def _text(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)

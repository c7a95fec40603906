"""An origin in; what stands there now out: the cell, its row under its headings, whether the file was changed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

from briefing.build.manifest import sha256
from briefing.build.places import TABLES, Lines, lines_of
from briefing.model.records import Origin
from briefing.sources.headings import Layout, layout_named
from briefing.sources.tables import letters
from briefing.sources.text import plain

State = Literal["same", "changed", "missing", "elsewhere", "unknown"]
STATES: Mapping[State, str] = {
    "same": "",
    "changed": "文件已改动",
    "missing": "文件不在了",
    "elsewhere": "不是这里的文件，不能回看",
    "unknown": "没有校验值，不知文件是否改动",
}
_HEADING_LINES = 6
_CELL = re.compile(r"([A-Z]{0,3})([0-9]{1,9})")

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
    if path is None:
        return Standing("missing" if digest else "elsewhere")
    if path.suffix.lower() not in TABLES:
        return Standing(_state(path, digest) if digest else "elsewhere")
    cell = _CELL.fullmatch(origin.cell)
    number = int(cell[2]) if cell else 0
    layout = layout_named(origin.sheet or Path(origin.file).stem)
    found = _found(lines_of(path, origin.sheet, number), number, layout, columns, cell[1] if cell else "")
    return replace(found, state=_state(path, digest))


def _state(path: Path, digest: str) -> State:
    if not digest:
        return "unknown"
    return "same" if digest == sha256(path.read_bytes()) else "changed"


def _inside(root: Path, file: str) -> Path | None:
    """Return the path of a file of the workspace; None for none, and for what lies outside: a manifest is not trusted.

    Links lead nowhere else, but that a folder in `data` may be one: so it is read as a data set too.
    """
    path = Path(os.path.normpath(root / file)) if file and "\0" not in file else None
    if path is None or not path.is_relative_to(root):
        return None
    parts = path.relative_to(root).parts
    homes = [root, *([root / "data" / parts[1]] if parts[:1] == ("data",) and len(parts) > 2 else [])]
    try:
        real = path.resolve()
        return path if path.is_file() and any(real.is_relative_to(home.resolve()) for home in homes) else None
    except (OSError, RuntimeError):
        # A link that leads to itself, a name too long for a file.
        return None


def _found(lines: Lines, number: int, layout: Layout | None, columns: Sequence[str], column: str) -> Standing:
    cells = lines.get(number)
    if cells is None or layout is None:
        return Standing("same")
    headings = _headings(lines, layout, number)
    filled = [(at, name, cell) for at, (name, cell) in enumerate(zip(headings, cells, strict=False)) if cell]
    row = tuple((name, cell) for _, name, cell in filled)
    meant = {layout.headings.get(plain(name)): (cell, _named(name, at)) for at, name, cell in filled}
    told = next((meant[each] for each in columns if each in meant), None)
    if told is None and "value" in columns:
        # In the wide form a column is called by what its figures are of; the place tells which is meant.
        told = next(((cell, _named(name, at)) for at, name, cell in filled if letters(at) == column), None)
    return Standing("same", *(told or ("", "")), row)


def _named(heading: str, at: int) -> str:
    return f"{heading}（{letters(at)}列）"


def _headings(lines: Lines, layout: Layout, before: int) -> Sequence[str]:
    """Return the line among the first ones that has most of the table's headings."""
    first = [cells for number, cells in islice(lines.items(), _HEADING_LINES) if number < before]
    return max(first, key=lambda cells: sum(plain(cell) in layout.headings for cell in cells), default=())

"""A data set folder in; its tables out, wherever they stand. Says what is missing, doubled or nearly named right.

A source is whatever gives grids (`tables.Grid`) with rows that know their place. To add a file type, write a module
with a `Reader` and give its suffix a row in `SOURCES`; to add one that dataset.yaml names by a key, write a function
that takes what the key says, and give the key a row in `NAMED`. A reader reports what is wrong and returns what it
could read; small tables are lists of lines, large ones a `block.Block`; what nobody needs must not be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import Problems
from briefing.sources import csv, excel, parquet, unread
from briefing.sources.folder import Folder
from briefing.sources.headings import LAYOUTS, REQUIRED, TABLE_NAMES, Layout, layout_named
from briefing.sources.sql import read as sql
from briefing.sources.tables import Found, Grid

if TYPE_CHECKING:
    from briefing.sources.describe import Description

Reader = Callable[[Folder, Sequence[Path], Problems], Found]


@dataclass(frozen=True, slots=True)
class Kind:
    """How the files of some suffixes are read, all of one kind by one call.

    `is_named`: each file is one table and bears its name; so other files of the suffix are nobody's business. Tables
    may be spread over such kinds and a database. `is_whole`: a file holds the whole data set, so that tables in files
    beside it would leave in doubt which are meant. `stands_for`: read only where dataset.yaml has no such key.
    `glance`: look at a file that bears no table's name, since it may be a table all the same.
    """

    read: Reader
    is_named: bool = False
    is_whole: bool = False
    stands_for: str = ""
    glance: Callable[[Folder, Path], Iterable[Grid]] | None = None


_WORKBOOK = Kind(excel.read, is_whole=True)
_EMBEDDED = Kind(sql.embedded, stands_for="database")
SOURCES: Mapping[str, Kind] = {
    ".csv": Kind(csv.read, is_named=True, glance=csv.glance),
    ".xlsx": _WORKBOOK,
    ".xlsm": _WORKBOOK,
    ".xls": _WORKBOOK,
    ".et": _WORKBOOK,
    ".ods": _WORKBOOK,
    ".parquet": Kind(parquet.read, is_named=True, glance=parquet.glance),
    ".sqlite": _EMBEDDED,
    ".sqlite3": _EMBEDDED,
    ".db": _EMBEDDED,
}
NAMED: Mapping[str, Callable[[Folder, Any, Problems], Found]] = {"database": sql.read}

_FOREIGN = (".xlsb", ".ett", ".numbers", ".tsv", ".json", ".mdb", ".accdb", ".dbf")


def discover(folder: Folder, description: Description, problems: Problems) -> Found:
    """Read the tables of a folder, and of what its description names, with the reader of their kind."""
    kinds = _kinds(folder, description)
    if any(kind.is_whole for kind in kinds) and any(kind.is_named for kind in kinds):
        _report_both(folder, kinds, problems)
        return Found((), (), complete=False)
    parts = [kind.read(folder, paths, problems) for kind, paths in kinds.items()]
    for key, read in NAMED.items():
        if (given := getattr(description, key)) is not None:
            parts.append(read(folder, given, problems))
    found = _joined(parts, problems)
    found = replace(found, unread=(*found.unread, *_unread(folder)))
    if description.partial & set(NAMED):
        # What could not be understood may have been where the other tables are.
        return replace(found, complete=False)
    _check_names(found, problems)
    _check_missing(folder, description, kinds, found, problems)
    return found if parts else Found((), (), complete=False)


def in_files(folder: Folder, problems: Problems) -> tuple[Grid, ...]:
    """Read the tables that stand in files of a folder, as they are; those of a database stay where they are."""
    kinds: dict[Kind, list[Path]] = {}
    for suffix, kind in SOURCES.items():
        if kind.is_whole or kind.is_named:
            kinds.setdefault(kind, []).extend(folder.files(suffix))
    return tuple(grid for kind, paths in kinds.items() if paths for grid in kind.read(folder, paths, problems).grids)


def _kinds(folder: Folder, description: Description) -> dict[Kind, list[Path]]:
    """Return the files of each kind that is there; one whose files bear names, only if a table's is among them."""
    kinds: dict[Kind, list[Path]] = {}
    for suffix, kind in SOURCES.items():
        told = getattr(description, kind.stands_for, None) is not None or kind.stands_for in description.partial
        if not (kind.stands_for and told):
            kinds.setdefault(kind, []).extend(folder.files(suffix))
    return {kind: paths for kind, paths in kinds.items() if _tables(kind, paths)}


def _tables(kind: Kind, paths: Sequence[Path]) -> list[Path]:
    return [path for path in paths if layout_named(path.stem)] if kind.is_named else list(paths)


def _report_both(folder: Folder, kinds: Mapping[Kind, Sequence[Path]], problems: Problems) -> None:
    books = "、".join(path.name for kind, paths in kinds.items() if kind.is_whole for path in paths)
    named = [path for kind, paths in kinds.items() if kind.is_named for path in _tables(kind, paths)]
    tables = "、".join(path.name for path in named)
    what = "、".join(dict.fromkeys(_CALLED.get(path.suffix.lower(), path.suffix) for path in named))
    message = f"既有工作簿（{books}），又有 {what} 表（{tables}）。"
    problems.add(folder.where(), message, f"请删去 {books}，或删去 {tables}。")


_CALLED = {".csv": "CSV", ".parquet": "Parquet"}


def _joined(parts: Sequence[Found], problems: Problems) -> Found:
    """Return what all readers found as one; a table that several give is a problem."""
    grids: list[Grid] = []
    for part in parts:
        # Within one part several may give one table: a long one and wide ones.
        known = {grid.layout.name: grid for grid in reversed(grids)}
        for grid in part.grids:
            if first := known.get(grid.layout.name):
                message = f"与 {_place(first)} 是同一张表（{grid.layout.title}）。"
                problems.add(_place(grid), message, "每张表只能有一个来处，请只留一个。")
            else:
                grids.append(grid)
    sources = tuple(source for part in parts for source in part.sources)
    others = tuple(other for part in parts for other in part.others)
    notices = tuple(notice for part in parts for notice in part.notices)
    glanced = tuple(grid for part in parts for grid in part.unread)
    return Found(tuple(grids), sources, others, all(part.complete for part in parts), notices, glanced)


def _unread(folder: Folder) -> Iterator[Grid]:
    """Yield the first lines of the files that bear no table's name, nor the user's own."""
    for suffix, kind in SOURCES.items():
        for path in folder.files(suffix) if kind.glance else ():
            if kind.glance and layout_named(path.stem) is None and not unread.is_own(path.stem):
                yield from kind.glance(folder, path)


def _place(grid: Grid) -> str:
    return f"{grid.file}:{grid.sheet}" if grid.sheet else grid.file


def _check_names(found: Found, problems: Problems) -> None:
    """Report what is nearly named like a table that is not there: it would be passed over in silence."""
    present = {grid.layout.name for grid in found.grids}
    for name, where in found.others:
        near = get_close_matches(name.strip().lower(), TABLE_NAMES, n=1, cutoff=0.75)
        layout = layout_named(near[0]) if near else None
        if layout and layout.name not in present and not name.startswith("x_"):
            problems.add(where, f"“{name}”不是表的名字。", f"是不是想写：{near[0]}？")


def _check_missing(
    folder: Folder,
    description: Description,
    kinds: Mapping[Kind, Sequence[Path]],
    found: Found,
    problems: Problems,
) -> None:
    present = {grid.layout.name for grid in found.grids}
    if found.complete and not kinds and description.database is None:
        problems.add(folder.where(), "没有数据文件。", _nothing_hint(folder, found))
        return
    for layout in REQUIRED if found.complete else ():
        if layout.name not in present:
            where, what = _lacking(folder, description, kinds, found, layout)
            problems.add(where, what, _missing_hint(folder, found))


def _lacking(
    folder: Folder, description: Description, kinds: Mapping[Kind, Sequence[Path]], found: Found, layout: Layout
) -> tuple[str, str]:
    """Return where a table is missed, and in what words: in the one place that should hold it."""
    database = description.database
    book = next((paths[0] for kind, paths in kinds.items() if kind.is_whole), None)
    file = next((paths[0] for kind, paths in kinds.items() if kind.stands_for), None)
    if database is not None:
        return database.where, f"数据库和文件夹里都没有 {layout.name}（{layout.title}）表。"
    if book is not None:
        return folder.where(book.name), f"缺少工作表 {layout.name}（或“{layout.title}”）。"
    if file is not None and any(grid.sheet for grid in found.grids):
        return folder.where(file.name), f"数据库里没有 {layout.name}（{layout.title}）表。"
    return folder.where(f"{layout.name}.csv"), f"缺少文件 {layout.name}.csv（{layout.title}）。"


def _nothing_hint(folder: Folder, found: Found) -> str:
    foreign = [path.name for suffix in _FOREIGN for path in folder.files(suffix)]
    if foreign:
        return _missing_hint(folder, found)
    files = "、".join(f"{layout.name}.csv（{layout.title}）" for layout in REQUIRED)
    return f"请放一个工作簿（如 数据.xlsx），或这些 CSV：{files}。"


def _missing_hint(folder: Folder, found: Found) -> str:
    foreign = [path.name for suffix in _FOREIGN for path in folder.files(suffix)]
    if foreign and not found.grids:
        return f"{'、'.join(foreign)} 的格式读不了，能读的有 {'、'.join(SOURCES)}，请另存。"
    others = "、".join(name for name, _ in found.others[:20])
    names = "、".join(LAYOUTS)
    return f"现有：{others}。表的名字可用：{names}。" if others else f"表的名字可用：{names}。"

"""A `Database`, or the files of one, in; a grid for each of its tables out, with every problem in the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import Problems, suggest
from briefing.sources.arrow import lines, nothing, settled
from briefing.sources.fields import Unreadable
from briefing.sources.folder import Folder, Source
from briefing.sources.headings import LAYOUTS, Layout, layout_named
from briefing.sources.sql.database import Database, Wanted
from briefing.sources.sql.keyed import KEYS, Keyed, digest, ordered
from briefing.sources.sql.statement import is_ordered, selection
from briefing.sources.tables import Found
from briefing.sources.text import plain, shown
from briefing.sources.unusable import Unusable

if TYPE_CHECKING:
    import pyarrow

    from briefing.sources.sql.session import Session

_MAGIC = b"SQLite format 3\x00"
_FILES = ("sqlite", "duckdb")


def embedded(folder: Folder, paths: Sequence[Path], problems: Problems) -> Found:
    """Read the one SQLite file of a folder whose dataset.yaml names no database; what only has its suffix is left."""
    files = [path for path in paths if _begins(path, _MAGIC) or path.suffix.lower() != ".db"]
    if len(files) > 1:
        names = "、".join(path.name for path in files)
        problems.add(
            folder.where(), f"有 {len(files)} 个数据库文件：{names}。", "请只留一个，或在 database.url 里写明。"
        )
        return Found((), (), complete=False)
    if not files:
        return Found((), ())
    return read(folder, Database(f"sqlite:///{files[0].name}", folder.where(files[0].name)), problems)


def _begins(path: Path, magic: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(magic)) == magic
    except OSError:
        return True  # reading it will say why it cannot be read


def read(folder: Folder, database: Database, problems: Problems) -> Found:
    """Read what is wanted of a database, or, where nothing is said, its tables that bear a table's name."""
    from briefing.sources.sql.session import opened

    try:
        database, address = _placed(folder, database)
        with opened(database) as session:
            return _Reading(session, address, problems).found(database)
    except Unusable as error:
        problems.add(database.where, error.message, error.hint)
    return Found((), (), complete=False)


def _placed(folder: Folder, database: Database) -> tuple[Database, str]:
    """Return a database with the whole path of its file, and its address: a file's is relative to the workspace."""
    kind, _, rest = database.shown.partition("://")
    if kind not in _FILES:
        return database, database.shown
    name = rest.removeprefix("/")
    path = (folder.path / name).resolve()
    inside = path.is_relative_to(folder.path.resolve())
    if not name or Path(name).is_absolute() or not inside:
        raise Unusable("数据库文件要放在数据集文件夹里。", hint=f"写法如 {kind}:///data.{kind}。")
    if not path.is_file():
        known = [each.name for suffix in (".sqlite", ".sqlite3", ".db", ".duckdb") for each in folder.files(suffix)]
        raise Unusable(f"没有数据库文件 {shown(name)}。", hint=suggest(name, known) or "请把它放进数据集文件夹。")
    return replace(database, url=f"{kind}:///{path.as_posix()}"), folder.where(os.path.normpath(name))


class _Reading:
    """One pass over a database: collects grids, hashes and problems."""

    def __init__(self, session: Session, address: str, problems: Problems) -> None:
        self._session, self._address, self._problems = session, address, problems
        self._names: list[str] | None = None
        self._sources: list[Source] = []

    def found(self, database: Database) -> Found:
        wanted, others = (database.wanted, ()) if database.wanted else self._by_name(database.where)
        grids = tuple(self._grid(LAYOUTS[name], each) for name, each in wanted.items())
        return Found(grids, tuple(self._sources), tuple(others))

    def _by_name(self, where: str) -> tuple[Mapping[str, Wanted], Iterable[tuple[str, str]]]:
        wanted: dict[str, Wanted] = {}
        others: list[tuple[str, str]] = []
        for name in self._known():
            place, layout = f"{self._address}:{name}", layout_named(name)
            if layout is None:
                others.append((name, place))
            elif layout.name in wanted:
                message = f"与表“{wanted[layout.name].name}”是同一张表（{layout.title}）。"
                self._problems.add(place, message, "请在 database.tables 里写明用哪一张。")
            else:
                wanted[layout.name] = Wanted(where, name)
        return wanted, others

    def _known(self) -> list[str]:
        if self._names is None:
            self._names = self._session.names()
        return self._names

    def _grid(self, layout: Layout, wanted: Wanted) -> Keyed:
        empty = Keyed(layout, self._address, wanted.name or layout.name, None)
        try:
            table = self._fetched(empty, wanted)
            return empty if table is None else self._keyed(empty, table, is_kept=is_ordered(wanted.query))
        except Unusable as error:
            self._problems.add(wanted.where, f"{empty.sheet}：{error.message}", error.hint)
            return empty

    def _fetched(self, grid: Keyed, wanted: Wanted) -> pyarrow.Table | None:
        if not (wanted.query or wanted.name):
            return None
        if wanted.query:
            table = self._session.fetch(wanted.query)
            return table if self._check(grid, table.column_names) else None
        parts, marks = self._parts(wanted.name), self._session.marks
        names = self._session.columns(selection(parts, (), marks))
        used = [name for name in names if plain(name) in grid.layout.headings]
        return self._session.fetch(selection(parts, used, marks)) if self._check(grid, names) else None

    def _parts(self, name: str) -> list[str]:
        """Return the schema, where one is given, and the name of a table; raise Unusable where it is not there."""
        if name in self._known():
            return [name]
        if "." in name:
            return name.split(".", 1)
        raise Unusable(f"数据库里没有表或视图“{shown(name)}”。", hint=suggest(name, self._known()) or "库里没有表。")

    def _check(self, grid: Keyed, names: Sequence[str]) -> bool:
        """Report columns that are unknown, missing or there twice; return whether the rows can be read."""
        place, headings = f"{grid.file}:{grid.sheet}", grid.layout.headings
        known = [headings[plain(name)] for name in names if plain(name) in headings]
        for name in names:
            if plain(name) not in headings and not plain(name).startswith("x_"):
                hint = suggest(name, grid.layout.columns) + _select(grid.layout, "只选要用的列")
                self._problems.add(f"{place}!{shown(name)}", f"不认识的列“{shown(name)}”。", hint)
        missing = [column for column in grid.layout.required_columns if column not in known]
        for column in missing:
            message, hint = f"缺少列 {grid.layout.label(column)}。", _select(grid.layout, f"写 … as {column}")
            self._problems.add(place, message, hint)
        doubled = dict.fromkeys(column for column in known if known.count(column) > 1)
        for column in doubled:
            self._problems.add(place, f"有两列都是 {grid.layout.label(column)}。", "请只留一列。")
        return not missing and not doubled

    def _keyed(self, grid: Keyed, table: pyarrow.Table, *, is_kept: bool) -> Keyed:
        layout = grid.layout
        columns = [layout.headings.get(plain(name), "") for name in table.column_names]
        keys = tuple(columns.index(key) for key in KEYS[layout.name] if key in columns)
        table = table if is_kept else ordered(table, keys)
        read = [self._settled(*each) for each in zip(columns, table.column_names, table.columns, strict=True)]
        self._sources.append(Source(grid.sheet, f"{grid.file}:{grid.sheet}", digest(table.column_names, read)))
        # An unknown column has been reported: it must not be once more.
        names = [name if column else f"x_{name}" for name, column in zip(table.column_names, columns, strict=True)]
        return replace(grid, lines=lines(names, read, len(table)), keys=keys)

    def _settled(self, column: str, name: str, values: Any) -> Any:
        if not column:
            return nothing(len(values))
        try:
            return settled(values)
        except Unreadable as error:
            raise Unusable(f"列“{shown(name)}”：{error.message}", hint=error.hint) from None


def _select(layout: Layout, how: str) -> str:
    columns = ", ".join(layout.required_columns)
    return f'可以在 database.queries 里写一条查询，{how}：{layout.name}: "select {columns} from …"。'

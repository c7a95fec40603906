"""Parquet files in, one grid each out; a row is numbered from 1, since its headings stand in no row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from briefing.errors import Problems
from briefing.sources.arrow import Headless, lines, nothing, settled
from briefing.sources.fields import Unreadable
from briefing.sources.folder import Folder, Source
from briefing.sources.headings import OBSERVATIONS, Layout, layout_named
from briefing.sources.tables import Found, Grid, Line
from briefing.sources.text import plain, shown
from briefing.sources.unusable import Unusable

_MOST_ROWS = 10_000_000
_INDEX = re.compile(r"__index_level_\d+__")
_DAMAGED = "请用导出它的程序重新导出一次。"


def read(folder: Folder, paths: Sequence[Path], problems: Problems) -> Found:
    """Read the files that bear a table's name; the others are left alone."""
    grids: dict[str, Grid] = {}
    sources: list[Source] = []
    others: list[tuple[str, str]] = []
    for path in paths:
        layout, file = layout_named(path.stem), folder.where(path.name)
        if layout is None:
            others.append((path.stem, file))
        elif layout.name in grids:
            problems.add(file, f"与 {grids[layout.name].file} 是同一张表（{layout.title}）。", "请只留一个。")
        else:
            source = folder.read(path, problems)
            sources += [source] if source else []
            grids[layout.name] = _grid(layout, file, source, problems)
    return Found(tuple(grids.values()), tuple(sources), tuple(others))


def glance(folder: Folder, path: Path) -> Iterator[Grid]:
    """Yield the headings of a file that bears no table's name, and a row if it has any; nothing if unreadable."""
    import pyarrow
    from pyarrow import parquet

    source = folder.read(path, Problems())
    try:
        with pyarrow.BufferReader(source.data if source else b"") as stream:
            head = parquet.ParquetFile(stream)
            names, rows = head.schema_arrow.names, min(head.metadata.num_rows, 1)
    except (pyarrow.ArrowException, OSError, MemoryError):
        return
    yield Grid(OBSERVATIONS, folder.where(path.name), "", [(0, names), *((1, ["1"]) for _ in range(rows))])


def _grid(layout: Layout, file: str, source: Source | None, problems: Problems) -> Grid:
    try:
        return Headless(layout, file, "", _lines(layout, file, source, problems) if source else None)
    except Unusable as error:
        problems.add(file, error.message, error.hint)
    return Headless(layout, file, "", None)


def _lines(layout: Layout, file: str, source: Source, problems: Problems) -> Sequence[Line] | None:
    table = _table(source.data)
    names = ["x_index" if _INDEX.fullmatch(name) else name for name in table.column_names]
    columns: list[Any] = []
    for name, column in zip(names, table.columns, strict=True):
        try:
            columns.append(settled(column) if plain(name) in layout.headings else nothing(len(table)))
        except Unreadable as error:
            problems.add(file, f"列“{shown(name)}”：{error.message}", error.hint)
    return lines(names, columns, len(table)) if len(columns) == len(names) else None


def _table(data: bytes) -> Any:
    """Read a whole file; its texts stay in their dictionaries, so that a small file cannot unfold into a huge one."""
    import pyarrow
    from pyarrow import parquet

    try:
        with pyarrow.BufferReader(data) as stream:
            head = parquet.ParquetFile(stream)
            if head.metadata.num_rows > _MOST_ROWS:
                raise Unusable(f"行太多（{head.metadata.num_rows}）。", hint="请拆分数据，或只导出要用的行。")
            texts = list(_texts(head.schema_arrow))
            return parquet.ParquetFile(stream, read_dictionary=texts).read()
    except (pyarrow.ArrowException, OSError, MemoryError) as error:
        raise _unusable(data, str(error)) from None


def _texts(schema: Any) -> Iterator[str]:
    from pyarrow import types

    for field in schema:
        if types.is_string(field.type) or types.is_large_string(field.type):
            yield field.name


def _unusable(data: bytes, said: str) -> Unusable:
    if data.startswith(b"PARE") or "encrypt" in said.lower() or "decrypt" in said.lower():
        return Unusable("文件加了密，打不开。", hint="请导出不加密的。")
    if not data.startswith(b"PAR1"):
        return Unusable("不是 Parquet 文件。", hint=_DAMAGED)
    return Unusable("文件已损坏，打不开。", hint=_DAMAGED)

"""A file of the workspace in; its lines by number out, each a list of cells as text: CSV, workbooks, Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.sources.text import decode

Lines = Mapping[int, Sequence[str]]
TABLES = frozenset({".csv", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".parquet"})
"""What has lines; a database has none."""
_MOST_CELLS = 8_000_000


def lines_of(path: Path, sheet: str, number: int) -> Lines:
    """Return the lines of a table by number, of Parquet the row of that number below its headings (0) alone."""
    stamp, suffix = path.stat().st_mtime_ns, path.suffix.lower()
    if suffix == ".parquet":
        return _of_parquet(path, number)
    if sheet:
        return _of_sheet(path, sheet, stamp)
    return _of_csv(path, stamp) if suffix == ".csv" else {}


@lru_cache(maxsize=8)
def _of_csv(path: Path, stamp: int) -> Lines:
    """Read a whole file once; `stamp` tells a changed one from the old."""
    reader = csv.reader(io.StringIO(decode(path.read_bytes()) or "", newline=""))
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


@lru_cache(maxsize=8)
def _of_sheet(path: Path, sheet: str, stamp: int) -> Lines:
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


def _of_parquet(path: Path, number: int) -> Lines:
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            row = _row(file, number)
            return {0: file.schema_arrow.names} | ({number: [_text(cell) for cell in row]} if row else {})
    except (pyarrow.ArrowException, OSError):
        return {}


def _row(file: Any, number: int) -> Sequence[object]:
    """Return one row, counted from 1, of which only its group is read."""
    before = 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if before < number <= before + size:
            table = file.read_row_group(group).slice(number - before - 1, 1)
            return [column[0].as_py() for column in table.columns]
        before += size
    return ()


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.15g}"
        case Decimal():
            return f"{cell:f}"
    return str(cell)

"""A workbook in, one grid a sheet out; a cell without a value of its own becomes a flaw, not an empty cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import Problems
from briefing.sources.folder import Folder, Source
from briefing.sources.headings import layout_named
from briefing.sources.tables import Flaw, Found, Grid, Line, Raw, letters
from briefing.sources.unusable import Unusable, damaged

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

    from briefing.sources.package import Package
    from briefing.sources.sheet import Care

_INTEGERS = 10**15
_MOST_MERGED = 1_000_000


def read(folder: Folder, paths: Sequence[Path], problems: Problems) -> Found:
    """Read the sheets that bear a table's name; other sheets are notes to the reader."""
    if len(paths) > 1:
        names = "、".join(path.name for path in paths)
        problems.add(folder.where(), f"有 {len(paths)} 个工作簿：{names}。", "请只留一个，其余移到别处。")
    sources = [source for path in paths[:1] if (source := folder.read(path, problems))]
    for source in sources:
        try:
            return _found(source, problems)
        except Unusable as error:
            problems.add(source.file, error.message, error.hint)
    return Found((), tuple(sources), complete=False)


def _found(source: Source, problems: Problems) -> Found:
    from briefing.sources.package import Package

    package = Package(source.data)
    sheets = package.sheets()
    workbook = _opened(source.data)
    grids: dict[str, Grid] = {}
    others: list[tuple[str, str]] = []
    for sheet, part in sheets.items():
        where = f"{source.file}:{sheet}"
        layout = layout_named(sheet)
        if layout is None:
            others.append((sheet, where))
        elif layout.name in grids:
            message = f"与工作表“{grids[layout.name].sheet}”是同一张表（{layout.title}）。"
            problems.add(where, message, "请只留一张。")
        else:
            grids[layout.name] = _grid(package, workbook, Grid(layout, source.file, sheet, None), part, problems)
    return Found(tuple(grids.values()), (source,), tuple(others))


def _grid(package: Package, workbook: CalamineWorkbook, empty: Grid, part: str, problems: Problems) -> Grid:
    try:
        return replace(empty, lines=_lines(workbook, empty.sheet, _scanned(package, part)))
    except Unusable as error:
        problems.add(f"{empty.file}:{empty.sheet}", error.message, error.hint)
        return empty


def _opened(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        raise damaged() from None


def _scanned(package: Package, part: str) -> Care:
    from briefing.sources.sheet import scan

    with package.open(part) as stream:
        return scan(stream, package.percent_styles())


def _lines(workbook: CalamineWorkbook, name: str, care: Care) -> list[Line]:
    from python_calamine import CalamineError

    try:
        sheet = workbook.get_sheet_by_name(name)
        rows = [[_raw(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=False)]
    except CalamineError:
        raise damaged() from None
    _pad(rows, care)
    for row, column in care.percents:
        if isinstance(value := rows[row][column], Decimal):
            rows[row][column] = f"{(value * 100).normalize():f}%"
    for (row, column), flaw in (*care.flaws.items(), *_merged(sheet, care)):
        rows[row][column] = flaw
    return list(enumerate(rows, 1))


def _pad(rows: list[list[Raw]], care: Care) -> None:
    # calamine leaves out what has no value at the edges; the cells that need care may stand just there.
    rows.extend([] for _ in range(care.rows - len(rows)))
    for cells in rows:
        cells.extend([""] * (care.columns - len(cells)))


def _merged(sheet: CalamineSheet, care: Care) -> Iterator[tuple[tuple[int, int], Flaw]]:
    """Yield the cells that a merged one covers: they have no value of their own."""
    left = _MOST_MERGED
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        flaw = Flaw(f"这一格与 {letters(first)}{top + 1} 合并，没有自己的值。", "请取消合并，每一格都填上内容。", True)
        for row in range(top, min(bottom + 1, care.rows)):
            left -= min(last + 1, care.columns) - first
            if left < 0:
                raise Unusable("合并的单元格太多。", hint="请取消合并，每一格都填上内容。")
            for column in range(first, min(last + 1, care.columns)):
                if (row, column) != (top, first):
                    yield (row, column), flaw


def _raw(value: Any) -> Raw:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _decimal(value)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _decimal(value: float) -> Raw:
    """Return a number as the workbook shows it: 15 digits at most, so 0.1+0.2 is 0.3."""
    if not isfinite(value):
        return Flaw("不是有限的数。", "请重新输入这一格。")
    if abs(value) < _INTEGERS and value == int(value):
        return Decimal(int(value))
    return Decimal(f"{value:.15g}")

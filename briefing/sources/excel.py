"""A workbook in, one grid a sheet out; a cell without a value of its own becomes a flaw, not an empty cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import Notice, Problems
from briefing.sources.folder import Folder, Source
from briefing.sources.headings import is_wide, layout_named
from briefing.sources.tables import Found, Grid, letters
from briefing.sources.unread import glance, is_own
from briefing.sources.unusable import Unusable, damaged

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from briefing.sources.books import Book
    from briefing.sources.care import Care

_MOST_NAMED = 6


def read(folder: Folder, paths: Sequence[Path], problems: Problems) -> Found:
    """Read the sheets that bear a table's name; other sheets are notes to the reader."""
    if len(paths) > 1:
        names = "、".join(path.name for path in paths)
        problems.add(folder.where(), f"有 {len(paths)} 个工作簿：{names}。", "请只留一个，其余移到别处。")
    sources = [source for path in paths[:1] if (source := folder.read(path, problems))]
    notices = tuple(notice for path in paths[:1] for notice in _being_edited(folder, path))
    for source in sources:
        try:
            found = _found(source, problems)
            return replace(found, notices=(*notices, *found.notices))
        except Unusable as error:
            problems.add(source.file, error.message, error.hint)
    return Found((), tuple(sources), complete=False)


def _being_edited(folder: Folder, path: Path) -> Iterator[Notice]:
    """Tell of a workbook that somebody has open, by the file that Excel, WPS or LibreOffice lays beside it."""
    locks = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    if any((folder.path / lock).exists() for lock in locks):
        yield Notice(folder.where(path.name), "正被别的程序打开，读的是最后一次保存的内容。")


def _found(source: Source, problems: Problems) -> Found:
    from briefing.sources.books import opened

    book = opened(source.data)
    workbook = _opened(source.data)
    hidden = _hidden_sheets(workbook)
    grids: list[Grid] = []
    others: list[tuple[str, str]] = []
    notices: list[Notice] = []
    unread: list[Grid] = []
    for sheet in book.names:
        where = f"{source.file}:{sheet}"
        layout = layout_named(sheet)
        if layout is None:
            others.append((sheet, where))
            unread += () if is_own(sheet) else glance(book, workbook, source.file, sheet)
        elif not is_wide(sheet) and (twin := _twin(grids, sheet)):
            problems.add(where, f"与工作表“{twin}”是同一张表（{layout.title}）。", "请只留一张。")
        else:
            empty = Grid(layout, source.file, sheet, None)
            grids.append(_grid(book, workbook, empty, notices, problems))
            notices += [Notice(where, "这张工作表是隐藏的，照样读了；不想算进去请删去。")] if sheet in hidden else []
    return Found(tuple(grids), (source,), tuple(others), notices=tuple(notices), unread=tuple(unread))


def _twin(grids: Sequence[Grid], sheet: str) -> str:
    layout = layout_named(sheet)
    return next((grid.sheet for grid in grids if grid.layout is layout and not is_wide(grid.sheet)), "")


def _hidden_sheets(workbook: CalamineWorkbook) -> frozenset[str]:
    from python_calamine import SheetVisibleEnum

    return frozenset(sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible)


def _grid(book: Book, workbook: CalamineWorkbook, empty: Grid, notices: list[Notice], problems: Problems) -> Grid:
    from briefing.sources import values

    where = f"{empty.file}:{empty.sheet}"
    try:
        care = book.care(empty.sheet)
        notices += _hidden(where, care)
        return replace(empty, lines=values.lines(workbook, empty.sheet, care, empty.layout))
    except Unusable as error:
        problems.add(where, error.message, error.hint)
        return empty


def _opened(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    from briefing.sources.panics import sheltered

    try:
        with sheltered():
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。") from None
    except CalamineError:
        raise damaged() from None


def _hidden(where: str, care: Care) -> Iterator[Notice]:
    """Tell of hidden rows and columns with content: a filter hides rows that count, an office those that do not."""
    if care.hidden_rows:
        named = _named([str(row + 1) for row in care.hidden_rows])
        yield Notice(where, f"有 {len(care.hidden_rows)} 行是隐藏的（第 {named} 行），照样读了；不想算进去请删去。")
    if care.hidden_columns:
        named = _named([letters(column) for column in care.hidden_columns])
        yield Notice(where, f"有 {len(care.hidden_columns)} 列是隐藏的（{named} 列），照样读了；不想算进去请删去。")


def _named(places: Sequence[str]) -> str:
    return "、".join(places[:_MOST_NAMED]) + ("……" if len(places) > _MOST_NAMED else "")

"""A data set folder in; its tables out, wherever they stand. Says what is missing, doubled or nearly named right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from briefing.errors import Problems
from briefing.sources import csv, excel
from briefing.sources.folder import Folder
from briefing.sources.headings import LAYOUTS, REQUIRED, TABLE_NAMES, layout_named
from briefing.sources.tables import Found

Reader = Callable[[Folder, Sequence[Path], Problems], Found]

SOURCES: Mapping[str, Reader] = {
    ".csv": csv.read,
    ".xlsx": excel.read,
    ".xlsm": excel.read,
    ".xls": excel.read,
    ".et": excel.read,
    ".ods": excel.read,
}

_FOREIGN = (".xlsb", ".ett", ".numbers", ".tsv", ".json", ".db", ".sqlite")


def discover(folder: Folder, problems: Problems) -> Found:
    """Read the tables of a folder with the reader of their kind."""
    kinds = {suffix: paths for suffix in SOURCES if (paths := _tables(folder, suffix))}
    if len(kinds) > 1:
        _report_both(folder, kinds, problems)
        return Found((), (), complete=False)
    for suffix in kinds:
        found = SOURCES[suffix](folder, list(folder.files(suffix)), problems)
        _check_names(found, problems)
        _check_missing(folder, suffix, found, problems)
        return found
    _check_missing(folder, ".csv", Found((), ()), problems)
    return Found((), (), complete=False)


def _tables(folder: Folder, suffix: str) -> list[Path]:
    paths = list(folder.files(suffix))
    return [path for path in paths if layout_named(path.stem)] if suffix == ".csv" else paths


def _report_both(folder: Folder, kinds: Mapping[str, Sequence[Path]], problems: Problems) -> None:
    books = "、".join(path.name for suffix in kinds if suffix != ".csv" for path in kinds[suffix])
    if ".csv" not in kinds:
        many = sum(map(len, kinds.values()))
        problems.add(folder.where(), f"有 {many} 个工作簿：{books}。", "请只留一个，其余移到别处。")
        return
    tables = "、".join(path.name for path in kinds[".csv"])
    problems.add(
        folder.where(), f"既有工作簿（{books}），又有 CSV 表（{tables}）。", f"请删去 {books}，或删去 {tables}。"
    )


def _check_names(found: Found, problems: Problems) -> None:
    """Report what is nearly named like a table that is not there: it would be passed over in silence."""
    present = {grid.layout.name for grid in found.grids}
    for name, where in found.others:
        near = get_close_matches(name.strip().lower(), TABLE_NAMES, n=1, cutoff=0.75)
        layout = layout_named(near[0]) if near else None
        if layout and layout.name not in present and not name.startswith("x_"):
            problems.add(where, f"“{name}”不是表的名字。", f"是不是想写：{near[0]}？")


def _check_missing(folder: Folder, suffix: str, found: Found, problems: Problems) -> None:
    present = {grid.layout.name for grid in found.grids}
    for layout in REQUIRED if found.complete else ():
        if layout.name in present:
            continue
        if suffix == ".csv":
            where, what = folder.where(f"{layout.name}.csv"), f"缺少文件 {layout.name}.csv（{layout.title}）。"
        else:
            where, what = found.sources[0].file, f"缺少工作表 {layout.name}（或“{layout.title}”）。"
        problems.add(where, what, _missing_hint(folder, found))


def _missing_hint(folder: Folder, found: Found) -> str:
    foreign = [path.name for suffix in _FOREIGN for path in folder.files(suffix)]
    if foreign and not found.grids:
        return f"{'、'.join(foreign)} 的格式读不了，能读的有 {'、'.join(SOURCES)}，请另存。"
    others = "、".join(name for name, _ in found.others)
    names = "、".join(LAYOUTS)
    return f"现有：{others}。表的名字可用：{names}。" if others else f"表的名字可用：{names}。"

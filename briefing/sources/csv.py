"""CSV files in, one grid each out; a row is numbered by the physical line on which it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePath

from briefing.errors import Problems
from briefing.sources import block
from briefing.sources.folder import Folder, Source
from briefing.sources.headings import OBSERVATIONS, Layout, is_wide, layout_named
from briefing.sources.tables import Found, Grid, Line
from briefing.sources.text import as_utf_8, decode
from briefing.sources.unread import GLANCE

_GLANCE = 100_000


def read(folder: Folder, paths: Sequence[Path], problems: Problems) -> Found:
    """Read the files that bear a table's name; the others are left alone."""
    grids: list[Grid] = []
    sources: list[Source] = []
    others: list[tuple[str, str]] = []
    for path in paths:
        layout = layout_named(path.stem)
        if layout is None:
            others.append((path.stem, folder.where(path.name)))
        elif not is_wide(path.stem) and (earlier := _twin(grids, layout)):
            problems.add(folder.where(path.name), f"与 {earlier} 是同一张表（{layout.title}）。", "请只留一个。")
        else:
            source = folder.read(path, problems)
            sources += [source] if source else []
            grids.append(_grid(layout, folder.where(path.name), source, problems))
    return Found(tuple(grids), tuple(sources), tuple(others))


def glance(folder: Folder, path: Path) -> Iterator[Grid]:
    """Yield the first lines of a file that bears no table's name, unless it cannot be read."""
    nobody = Problems()
    source = folder.read(path, nobody)
    start = source.data[:_GLANCE] if source else b""
    text = decode(start if len(start) < _GLANCE else start.rpartition(b"\n")[0])
    if source and text:
        yield Grid(OBSERVATIONS, source.file, "", list(islice(lines(text, source.file, nobody), GLANCE)))


def _twin(grids: Sequence[Grid], layout: Layout) -> str:
    names = ((grid.file, PurePath(grid.file).stem) for grid in grids if grid.layout is layout)
    return next((file for file, stem in names if not is_wide(stem)), "")


def _grid(layout: Layout, file: str, source: Source | None, problems: Problems) -> Grid:
    if source is None:
        return Grid(layout, file, "", None)
    large = layout is OBSERVATIONS and source.data.count(b"\n") >= block.BIG
    return Grid(layout, file, "", (large and _at_once(source.data)) or _one_by_one(source.data, file, problems))


def _at_once(data: bytes) -> Sequence[Line] | None:
    """Return a large table by columns, unless something about it is doubtful."""
    from briefing.sources import csvblock

    encoded = as_utf_8(data)
    return None if encoded is None else csvblock.read(encoded)


def _one_by_one(data: bytes, file: str, problems: Problems) -> list[Line] | None:
    text = decode(data)
    if text is None:
        problems.add(file, "编码既不是 UTF-8，也不是 GB18030。", "请另存为“CSV UTF-8（逗号分隔）”。")
        return None
    return list(lines(text, file, problems))


def lines(text: str, file: str, problems: Problems) -> Iterator[Line]:
    """Yield the lines of a file; a line that is no CSV is a problem."""
    # strict: a quote that is never closed would swallow the rest of the file without a word.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.add(f"{file}:{number}", *_slip(str(error)))
        else:
            yield number, cells


def _slip(error: str) -> tuple[str, str]:
    if "field larger" in error or "end of data" in error:
        return "从这一行起，英文双引号没有成对。", "请补上另一半引号；引号本身写成两个引号。"
    return "英文双引号用得不对。", "整格用一对英文双引号括起来，格内的引号写成两个。"

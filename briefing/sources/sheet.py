"""The XML of one sheet in, as a stream; its extent and the cells that need care out. Values are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO

from lxml import etree

from briefing.sources.tables import Flaw, letters
from briefing.sources.unusable import Unusable, damaged

_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_MOST_COLUMNS, _MOST_CELLS = 400, 8_000_000
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_NO_RESULT = Flaw("公式没有算出来的值。", "请用 Excel 或 WPS 打开，保存一次；或改成数值。")


@dataclass(slots=True)
class Care:
    """What a sheet holds besides plain values, by (row, column) from zero; `flaws` have no value to read."""

    rows: int = 0
    columns: int = 0
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)


def scan(stream: IO[bytes], percent_styles: frozenset[str]) -> Care:
    """Walk through the rows of a sheet; Unusable if its cells lie too far apart to be a table."""
    care = Care()
    row_number = 0
    try:
        for row in _elements(stream):
            row_number = int(row.get("r") or row_number + 1)
            _scan_row(row, row_number, percent_styles, care)
    except (etree.XMLSyntaxError, ValueError):
        raise Unusable("工作表的内容已损坏。", hint="请用 Excel 或 WPS 打开，另存为 .xlsx。") from None
    return care


def _elements(stream: IO[bytes]) -> Iterator[etree._Element]:
    """Yield each row of a sheet and free it afterwards."""
    walk = etree.iterparse(
        stream, events=("end",), tag="{*}row", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, row in walk:
        if row.getroottree().docinfo.internalDTD is not None:
            raise damaged()
        yield row
        row.clear()
        parent = row.getparent()
        while parent is not None and row.getprevious() is not None:
            del parent[0]


def _scan_row(row: etree._Element, number: int, percent_styles: frozenset[str], care: Care) -> None:
    column = -1
    for cell in row:
        reference = cell.get("r")
        column = _column(reference) if reference else column + 1
        if not len(cell):
            continue
        if column >= care.columns or number > care.rows:
            _extend(care, number, column)
        style, kind = cell.get("s"), cell.get("t")
        if style in percent_styles and kind in (None, "n"):
            care.percents.add((number - 1, column))
        if kind == "e" or _is_formula(cell):
            _scan_result(cell, kind, (number - 1, column), care)


def _is_formula(cell: etree._Element) -> bool:
    return str(cell[0].tag).endswith("}f")


def _scan_result(cell: etree._Element, kind: str | None, place: tuple[int, int], care: Care) -> None:
    result = cell.findtext("{*}v") or ""
    if kind == "e":
        care.flaws[place] = Flaw(f"单元格里是错误值 {result}。", "请改正公式；没有数据请留空。")
    elif not result and kind != "str":
        care.flaws[place] = _NO_RESULT


def _extend(care: Care, number: int, column: int) -> None:
    care.rows, care.columns = max(care.rows, number), max(care.columns, column + 1)
    far = number > _LAST_ROW or column >= min(_LAST_COLUMN, _MOST_COLUMNS)
    if far or care.rows * care.columns > _MOST_CELLS:
        raise Unusable(
            f"有内容的单元格 {letters(column)}{number} 离表格太远，或表格太大。",
            hint=f"请清除多余的内容；一张表最多 {_MOST_COLUMNS} 列、{_MOST_CELLS // 10_000} 万格。",
        )


@lru_cache(maxsize=65_536)
def _column_of(name: str) -> int:
    position = 0
    for char in name:
        position = position * 26 + ord(char) - 64
    return position - 1


def _column(reference: str) -> int:
    match = _CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return _column_of(match[1])

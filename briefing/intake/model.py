"""What a form is: sheets of rows with cells as they were issued, some of them to be filled in. No file, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FORM_VERSION = 1
"""Goes up when forms change so that older ones cannot be read back."""

SheetKind = Literal["indicators", "projects"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: its id in the hidden row, its heading, its width in characters, and what is typed there.

    `is_number` is how a cell that was issued is written; `is_filled` whether departments fill it in.
    """

    id: str
    title: str
    width: float
    is_filled: bool = False
    is_number: bool = False


COLUMNS: Mapping[SheetKind, tuple[Column, ...]] = {
    "indicators": (
        Column("name", "指标", 25),
        Column("entity", "地区", 11),
        Column("period", "期间", 14),
        Column("unit", "单位", 10),
        Column("definition", "口径", 30),
        Column("previous", "上期值", 12, is_number=True),
        Column("year_ago", "上年同期值", 12, is_number=True),
        Column("value", "本期值", 13, is_filled=True, is_number=True),
        Column("growth", "同比（%）", 10, is_filled=True, is_number=True),
        Column("rank", "位次", 7, is_filled=True, is_number=True),
        Column("status", "数据性质", 10, is_filled=True),
        Column("note", "备注", 20, is_filled=True),
    ),
    "projects": (
        Column("name", "项目", 30),
        Column("entity", "地区", 12),
        Column("start", "开工", 12),
        Column("planned_finish", "计划完成", 12),
        Column("was", "上次进度（%）", 13, is_number=True),
        Column("stood", "上次状态", 10),
        Column("progress", "进度（%）", 11, is_filled=True, is_number=True),
        Column("status", "状态", 11, is_filled=True),
        Column("actual_finish", "实际完成", 14, is_filled=True),
        Column("note", "备注", 26, is_filled=True),
    ),
}
SHEET_TITLES: Mapping[SheetKind, str] = {"indicators": "指标数据", "projects": "项目进度"}
SIGNED = ("by", "phone", "date")
"""What whoever fills in a form signs with: 填报人, 联系电话, 填报日期."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a form. `ids` are indicator, entity and period, or the project; `kind` is the indicator's kind.

    `cells` are the cells as they were issued, by column, empty ones left out; `open` are the columns to fill in.
    """

    ids: tuple[str, ...]
    kind: str
    cells: Mapping[str, str]
    open: tuple[str, ...]

    @property
    def key(self) -> str:
        """What stands in the hidden column, so that a row is found wherever it was moved."""
        return "|".join(self.ids)

    def issued(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a form: which columns it shows, and its rows."""

    kind: SheetKind
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def shown(self) -> tuple[Column, ...]:
        return tuple(column for column in COLUMNS[self.kind] if column.id in self.columns)


@dataclass(frozen=True, slots=True)
class Form:
    """One department's form of one round. `period` is its code; `due` and `contact` are words as they are printed."""

    dataset: str
    title: str
    department: str
    period: str
    sheets: tuple[Sheet, ...]
    due: str = ""
    contact: str = ""
    version: int = FORM_VERSION

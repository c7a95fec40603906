"""What a chart is drawn from: rows of numbers with the strings the document prints for them. Checked and frozen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.errors import BriefingError


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of a chart.

    `label` is the exact string the document prints for it (empty: no direct label). A `value` of None is missing and
    leaves a gap. A `\\n` in `category` starts a new line of the axis label.
    """

    category: str
    series: str
    value: float | None
    label: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A line to compare with (a target, a mean), across the whole chart."""

    value: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class ChartData:
    """The rows of a chart; categories and series keep the order of their first appearance.

    `digits` is how many decimals a value axis prints, where there is one. `falling` draws lines with small values at
    the top, as ranks (位次) are read.
    """

    rows: tuple[Datum, ...]
    unit: str = ""
    digits: int = 0
    references: tuple[Reference, ...] = ()
    falling: bool = False

    @property
    def categories(self) -> tuple[str, ...]:
        return _distinct(row.category for row in self.rows)

    @property
    def series(self) -> tuple[str, ...]:
        return _distinct(row.series for row in self.rows)

    @property
    def values(self) -> tuple[float, ...]:
        """The values that are there, without the missing ones."""
        return tuple(row.value for row in self.rows if row.value is not None)


def check(data: ChartData) -> None:
    """Raise a BriefingError unless the rows can be drawn: some rows, finite numbers, one row a category and series."""
    if not data.rows:
        raise BriefingError("图表没有数据。", hint="请检查所选指标和期间，或删去这张图。")
    for row in data.rows:
        if row.value is not None and not math.isfinite(row.value):
            raise BriefingError(f"图表数据不是有限的数：{_name(row)}。", hint="缺失的数请留空，图上会留出空档。")
    for reference in data.references:
        if not math.isfinite(reference.value):
            raise BriefingError(f"参考线“{reference.label}”不是有限的数。", hint="请更正目标值或平均值。")
    _check_unique(data.rows)


def check_positive(data: ChartData, kind: str) -> None:
    """Raise a BriefingError unless the values are shares of a whole: none negative, and not all zero."""
    for row in data.rows:
        if row.value is not None and row.value < 0:
            raise BriefingError(
                f"{kind}不能有负数：{_name(row)}为{row.value:g}。", hint="请改用柱状图（column）或条形图（bar）。"
            )
    if not any(data.values):
        raise BriefingError(f"{kind}的各项全为零或缺失，画不出份额。", hint="请改用表格，或删去这张图。")


def _check_unique(rows: Iterable[Datum]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.category, row.series) in seen:
            raise BriefingError(f"图表数据重复：{_name(row)}有不止一个数。", hint="每个类别在每个系列里只能有一个数。")
        seen.add((row.category, row.series))


def _name(row: Datum) -> str:
    return "，".join(part for part in (row.category, row.series) if part) or "（未命名）"


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

"""Chart data in; a BriefingError out for what no chart, or not this kind, could show truly and legibly."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from briefing.charts.data import ChartData, Datum
from briefing.errors import BriefingError

MOST_ROWS = 2000
"""Past so many numbers no chart of a briefing can be read, and PowerPoint becomes slow."""
MOST_PERIODS = 400
MOST_SIGNS = 60
"""Past so many characters a name is a sentence, and no axis or line end has room for it."""


def check(data: ChartData) -> None:
    """Raise a BriefingError unless the rows can be drawn: some rows, finite numbers, one row a category and series."""
    if not data.rows:
        raise BriefingError("图表没有数据。", hint="请检查所选指标和期间，或删去这张图。")
    if len(data.rows) > MOST_ROWS:
        raise BriefingError(
            f"图表有{len(data.rows)}个数，超过{MOST_ROWS}个就看不清了。", hint="请先汇总，或只选一部分期间、地区。"
        )
    for row in data.rows:
        if not all(number is None or math.isfinite(number) for number in (row.value, row.x, row.size)):
            raise BriefingError(f"图表数据不是有限的数：{named(row)}。", hint="缺失的数请留空，图上会留出空档。")
    for reference in data.references:
        if not math.isfinite(reference.value):
            raise BriefingError(f"参考线“{reference.label}”不是有限的数。", hint="请更正目标值或平均值。")
    _check_unique(data.rows)
    _check_places(data)


def check_some(data: ChartData, kind: str) -> None:
    """Raise a BriefingError unless at least one value is there."""
    if not data.values:
        raise BriefingError(f"{kind}没有一个数。", hint="请检查所选指标和期间，或删去这张图。")


def check_positive(data: ChartData, kind: str) -> None:
    """Raise a BriefingError unless the values are shares of a whole: none negative, and not all zero."""
    for row in data.rows:
        if row.value is not None and row.value < 0:
            raise BriefingError(
                f"{kind}不能有负数：{named(row)}为{row.value:g}。", hint="请改用柱状图（column）或条形图（bar）。"
            )
    if not any(data.values):
        raise BriefingError(f"{kind}的各项全为零或缺失，画不出份额。", hint="请改用表格，或删去这张图。")


def check_single(data: ChartData, kind: str, hint: str) -> None:
    """Raise a BriefingError for more than one series."""
    if len(data.series) > 1:
        raise BriefingError(f"{kind}只能画一个系列，现有{len(data.series)}个。", hint=hint)


def check_pair(data: ChartData, kind: str, names: str, hint: str) -> None:
    """Raise a BriefingError unless there are two series; `names` says which (`实际和目标`)."""
    if len(data.series) != 2:
        raise BriefingError(f"{kind}要有两个系列：{names}，现有{len(data.series)}个。", hint=hint)


def check_whole(data: ChartData, kind: str, hint: str) -> None:
    """Raise a BriefingError where a category lacks one of the series: a gap would be read as a zero."""
    rows = data.by_key()
    for category in data.categories:
        for series in data.series:
            row = rows.get((category, series))
            if row is None or row.value is None:
                name = named(Datum(category, series, None))
                raise BriefingError(f"{kind}不能缺数：{name}没有数。", hint=hint)


def check_count(names: Sequence[str], most: int, kind: str, hint: str) -> None:
    """Raise a BriefingError for more names than the kind has room for."""
    if len(names) > most:
        raise BriefingError(f"{kind}有{len(names)}项，超过{most}项就看不清了。", hint=hint)


def check_below(names: Sequence[str], kind: str, *, most: int = 24, room: float = 424) -> None:
    """Raise a BriefingError for names that do not fit below a plot `room` points wide in text of 9 points.

    Periods are thinned out by the layout, so that any usual number of them is legible.
    """
    if all(re.search(r"\d", name) for name in names) and all(len(name) <= 12 for name in names):
        check_count(names, MOST_PERIODS, kind, "请改用年度或季度数据，或减少期间。")
        return
    check_count(names, most, kind, "请只列主要几项，或改用条形图（bar）、表格。")
    _check_length(names, max(1, int((room / len(names) - 6) / 9)) * 5, kind)


def check_beside(names: Sequence[str], kind: str, *, most: int = 40) -> None:
    """Raise a BriefingError for names that do not fit beside lying bars: few rows are high enough for several lines."""
    check_count(names, most, kind, "请用 limit 只列前几名，或改用表格。")
    lines = 4 if len(names) <= 4 else 2 if len(names) <= 7 else 1
    _check_length(names, 16 * lines, kind)


def check_short(names: Iterable[str], kind: str, most: int = 16) -> None:
    """Raise a BriefingError for a name too long to stand in one line beside what it names."""
    _check_length(tuple(names), most, kind)


def named(row: Datum) -> str:
    """Name a row as an error does."""
    return "，".join(part for part in (row.category, row.series) if part).replace("\n", "") or "（未命名）"


def _check_length(names: Sequence[str], most: int, kind: str) -> None:
    longest = max(names, key=width_of, default="")
    most = min(most, MOST_SIGNS)
    if width_of(longest) > most:
        raise BriefingError(
            f"{kind}里“{longest[:12]}……”这个名称有{len(longest)}个字，排不下。",
            hint=f"请在数据里改短到{most}个字以内，或减少项数。",
        )


def width_of(name: str) -> float:
    """Return how many Chinese characters wide a name is, its longest line counting."""
    return max(sum(0.55 if sign.isascii() else 1.0 for sign in line) for line in name.split("\n"))


def _check_unique(rows: Iterable[Datum]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.category, row.series) in seen:
            raise BriefingError(f"图表数据重复：{named(row)}有不止一个数。", hint="每个类别在每个系列里只能有一个数。")
        seen.add((row.category, row.series))


def _check_places(data: ChartData) -> None:
    """Totals, differences and second axes must speak of rows that are there."""
    if data.totals and len(data.totals) != len(data.categories):
        raise BriefingError("合计的个数与类别的个数不同。", hint="每个类别要有一个合计；没有的请留空。")
    rows = data.by_key()
    for difference in data.differences:
        ends = [rows.get(key) for key in (difference.first, difference.last)]
        if any(row is None or row.value is None for row in ends) or difference.first == difference.last:
            raise BriefingError(f"“{difference.label}”的箭头两端要各有一个数。", hint="请检查所比的两个期间。")
    for name in data.secondary:
        if name not in data.series:
            raise BriefingError(f"没有“{name}”这个系列，不能放在右轴。")

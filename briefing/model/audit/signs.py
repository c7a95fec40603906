"""Values below nothing where all others are above it, and counts of things that are not whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount
from briefing.model.audit.finding import Severity
from briefing.model.audit.table import Table
from briefing.model.audit.words import is_counted, is_growth, may_be_negative

_RARE, _FEWEST = 0.1, 4


def check(table: Table) -> Iterator[Batch]:
    yield from _negative(table)
    yield from _broken(table)


def _negative(table: Table) -> Iterator[Batch]:
    """A count is never negative; an amount that is, among one in ten at most, has probably got a sign too many."""
    import numpy

    value, indicator = table.rows["value"].to_numpy(), table.rows["indicator"].to_numpy()
    rows, size = table.rows[value < 0], len(table.indicators)
    below, all_ = (numpy.bincount(each, minlength=size) for each in (rows["indicator"], indicator))
    known = numpy.bincount(indicator[~numpy.isnan(value)], minlength=size)
    rare = (known >= _FEWEST) & (below <= _RARE * all_)
    may, counted, amounts = (
        numpy.array([asked(each) for each in table.indicators], dtype=bool)
        for asked in (
            may_be_negative,
            lambda each: each.kind == "count",
            lambda each: each.kind in ("flow", "level") and not is_growth(each),
        )
    )
    severities: tuple[tuple[Severity, Any], ...] = (("error", counted), ("doubt", amounts & rare))
    for severity, those in severities:
        asked_ = (~may & those)[rows["indicator"].to_numpy()]
        yield Batch("sign", severity, rows[asked_], lambda row: _say_negative(table, row))


def _say_negative(table: Table, row: Any) -> Said:
    seen = table.seen(row.Index)
    indicator = table.dataset.indicator(seen.indicator)
    other = "个数没有负的" if indicator.kind == "count" else "这个指标的其他数都是正的" if row.value < 0 else ""
    message = f"{table.whose(indicator, seen.entity)}{seen.period.label}是负数：{amount(seen, indicator)}；{other}。"
    return Said(message, "请核对正负号；属实的，在 rules.confirmed 里注明。", (row.Index,))


def _broken(table: Table) -> Iterator[Batch]:
    rows = table.rows[table.each(is_counted).astype(bool)]
    value = rows["value"].to_numpy()
    hits = rows[(value % 1 != 0) & (value == value)]
    yield Batch("sign", "doubt", hits, lambda row: _say_broken(table, row))


def _say_broken(table: Table, row: Any) -> Said:
    seen = table.seen(row.Index)
    indicator = table.dataset.indicator(seen.indicator)
    name = table.whose(indicator, seen.entity)
    message = f"{name}{seen.period.label}是{amount(seen, indicator)}，个数应该是整数。"
    return Said(message, "请核对小数点和单位；不是个数的，把指标的类型改为水平或流量。", (row.Index,))

"""Rates that cannot be: shares of a whole beyond it, growth below −100 %, and growth that looks like a lost point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said
from briefing.model.audit.finding import Severity
from briefing.model.audit.table import Table
from briefing.model.audit.words import is_growth, is_rate, is_sure_share, may_be_negative, whole_of

ODD_RISE, ODD_FALL = 500.0, -90.0
"""Beyond these a published growth is asked about where the values are not there that it could be held against."""


def check(table: Table) -> Iterator[Batch]:
    yield from _shares(table)
    yield from _falls(table)
    yield from _odd(table)


def _shares(table: Table) -> Iterator[Batch]:
    """A share is between 0 and the whole; what only sounds like one may be something else."""
    value = table.rows["value"].to_numpy()
    whole = table.each(lambda indicator: whole_of(indicator) or float("nan")).astype(float)
    beyond = table.rows[(whole == whole) & ((value < 0) | (value > whole))]
    sure = table.each(is_sure_share).astype(bool)[beyond.index.to_numpy()]
    severities: tuple[tuple[Severity, Any], ...] = (("error", sure), ("doubt", ~sure))
    for severity, those in severities:
        yield Batch("rate", severity, beyond[those], lambda row: _say_share(table, row))


def _say_share(table: Table, row: Any) -> Said:
    seen = table.seen(row.Index)
    indicator = table.dataset.indicator(seen.indicator)
    side = "小于0" if row.value < 0 else f"超过{whole_of(indicator):g}{indicator.unit}"
    message = f"{table.whose(indicator, seen.entity)}{seen.period.label}是{seen.value:f}{indicator.unit}，{side}。"
    hint = "占比、覆盖率一类的数在0和100%之间。请核对小数点；本来可以超过的，在 rules.confirmed 里注明。"
    return Said(message, hint, (row.Index,))


def _falls(table: Table) -> Iterator[Batch]:
    """Nothing falls by more than all there is; only what may be below nothing has such a rate, which means little."""
    below = (table.rows["growth"] < -100).to_numpy()
    negative = table.each(may_be_negative).astype(bool) | ever_negative(table)
    growths = table.each(is_growth).astype(bool) & (table.rows["value"] < -100).to_numpy()
    severities: tuple[tuple[Severity, Any], ...] = (("error", ~negative), ("doubt", negative))
    for severity, those in severities:
        yield Batch("rate", severity, table.rows[below & those], lambda row: _say_fall(table, row, "growth"))
        yield Batch("rate", severity, table.rows[growths & those], lambda row: _say_fall(table, row, "value"))


def ever_negative(table: Table) -> Any:
    import numpy

    has = numpy.zeros(len(table.indicators), dtype=bool)
    rows = table.rows
    below = rows["indicator"].to_numpy()[rows["value"].to_numpy() < 0]
    has[below] = True
    has &= ~numpy.array([is_rate(each) for each in table.indicators], dtype=bool)
    return has[rows["indicator"].to_numpy()]


def _say_fall(table: Table, row: Any, column: str) -> Said:
    seen = table.seen(row.Index)
    indicator = table.dataset.indicator(seen.indicator)
    rate = seen.growth if column == "growth" else seen.value
    what = "的同比" if column == "growth" else ""
    message = f"{table.whose(indicator, seen.entity)}{seen.period.label}{what}是{rate:f}%，下降超过100%。"
    hint = "最多下降100%。请核对；基数是负数的没有增速，同比一格请留空。"
    return Said(message, hint, (row.Index,), column=column)


def _odd(table: Table) -> Iterator[Batch]:
    rows = table.rows
    growth = rows["growth"].to_numpy()
    rows = rows[(growth > ODD_RISE) | ((growth < ODD_FALL) & (growth >= -100))]
    old = table.value(table.find(rows["series"], rows["first"] - 12, rows["last"] - 12))
    # Nothing left is a fall of all there was.
    known = ((old > 0) & rows["value"].notna().to_numpy()) | (rows["value"] == 0).to_numpy()
    yield Batch("rate", "doubt", rows[~known], lambda row: _say_odd(table, row))


def _say_odd(table: Table, row: Any) -> Said:
    seen = table.seen(row.Index)
    assert seen.growth is not None
    name = table.whose(table.dataset.indicator(seen.indicator), seen.entity)
    message = f"{name}{seen.period.label}的同比是{seen.growth:f}%，很少见。"
    likely = f"{seen.growth / 100:f}"
    hint = f"请核对，像是漏了小数点（{likely}%？）；属实的，在 rules.confirmed 里注明。"
    return Said(message, hint, (row.Index,), column="growth")

"""Cumulative values (1—9月) against those of a month before, and against the months, quarters and halves they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount, short
from briefing.model.audit.finding import Severity
from briefing.model.audit.rates import ever_negative
from briefing.model.audit.table import HALF, MONTH, QUARTER, Rows, Table
from briefing.model.audit.words import is_rate, may_be_negative

_PARTS = ((QUARTER, 3, "各季度"), (HALF, 6, "两个半年"), (MONTH, 1, "各月"))
# Floats of sums of decimals are off by less than this, relative to the values.
_EPSILON = 1e-9


def check(table: Table) -> Iterator[Batch]:
    rows = table.rows
    within = (rows["first"] % 12 == 0) & (rows["first"] // 12 == rows["last"] // 12)
    adds = table.each(lambda each: each.kind in ("flow", "count") and not is_rate(each)).astype(bool)
    whole = rows[within.to_numpy() & adds & rows["value"].notna().to_numpy()]
    fallen, those = _fallen(table, whole)
    yield from _falling(table, fallen)
    chained, is_chained = _unchained(table, whole[~those])
    yield chained
    yield from _unsummed(table, whole[~those][~is_chained])


def _fallen(table: Table, rows: Rows) -> tuple[Rows, Any]:
    """Find what has become less: what is added up from January on cannot, unless something negative is added.

    A fall that the month's own negative value explains is none, nor is a loss that grows.
    """
    before = table.find(rows["series"], rows["first"], rows["last"] - 1)
    for months in (2, 3, 6):
        # Published by the quarter, the one before is three months shorter.
        before = _first_found(before, table.find(rows["series"], rows["first"], rows["last"] - months))
    value, month = rows["value"].to_numpy(), table.find(rows["series"], rows["last"], rows["last"])
    slack = _slack(rows["half"].to_numpy(), table.value(before, "half"))
    falls = value < table.value(before) - slack - abs(value) * _EPSILON
    falls &= (value >= 0) & ~(table.value(month) < 0)
    return rows.assign(before=before)[falls], falls


def _falling(table: Table, hits: Rows) -> Iterator[Batch]:
    may = (table.each(may_be_negative).astype(bool) | ever_negative(table))[hits.index.to_numpy()]
    # A count may be one of what there is (在册家数), and then says nothing of what was added.
    may |= table.each(lambda each: each.kind == "count").astype(bool)[hits.index.to_numpy()]
    severities: tuple[tuple[Severity, Any], ...] = (("error", ~may), ("doubt", may))
    for severity, those in severities:
        yield Batch("cumulative", severity, hits[those], lambda row: _say_fall(table, row))


def _first_found(one: Any, other: Any) -> Any:
    import numpy

    return numpy.where(one >= 0, one, other)


def _slack(*halves: Any) -> Any:
    """Return by how much a sum may be off by rounding; values that are about right say nothing, and may fall."""
    import numpy

    total = sum(halves[1:], start=halves[0])
    return numpy.where(numpy.isnan(total), numpy.inf, total)


def _say_fall(table: Table, row: Any) -> Said:
    seen, before = table.seen(row.Index), table.seen(row.before)
    indicator = table.dataset.indicator(seen.indicator)
    name, was = table.whose(indicator, seen.entity), amount(before, indicator)
    message = f"{name}{seen.period.label}累计{amount(seen, indicator)}，比{before.period.label}的{was}还少。"
    hint = "累计数不会减少。请核对两个数；是核减的，在 rules.confirmed 里注明。"
    return Said(message, hint, (row.Index, row.before))


def _unchained(table: Table, rows: Rows) -> tuple[Batch, Any]:
    """Hold each cumulative value against the one a month before plus the month; say also where that could be done."""
    before = table.find(rows["series"], rows["first"], rows["last"] - 1)
    month = table.find(rows["series"], rows["last"], rows["last"])
    made = table.value(before) + table.value(month)
    off = rows["value"].to_numpy() - made
    slack = _slack(rows["half"].to_numpy(), table.value(before, "half"), table.value(month, "half"))
    misses = abs(off) > slack + abs(made) * _EPSILON
    hits = rows.assign(before=before, month=month, made=made, off=off, slack=slack)[misses]
    batch = Batch("cumulative", "doubt", hits, lambda row: _say_unchained(table, row))
    return batch, made == made


def _say_unchained(table: Table, row: Any) -> Said:
    seen, before, month = (table.seen(place) for place in (row.Index, row.before, row.month))
    indicator = table.dataset.indicator(seen.indicator)
    message = (
        f"{table.whose(indicator, seen.entity)}{seen.period.label}累计{amount(seen, indicator)}，"
        f"不等于{before.period.label}{amount(before, indicator)}"
        f"加{month.period.short_label}{amount(month, indicator)}，"
        f"差{short(row.off)}{indicator.unit}。"
    )
    hint = "请核对这三个数；调整过以前月份的，请把以前的数一并改过来，或在 rules.confirmed 里注明。"
    return Said(message, hint, (row.Index, row.before, row.month))


def _unsummed(table: Table, rows: Rows) -> Iterator[Batch]:
    """Hold values against the sum of the shorter periods that they consist of, where all of these are there."""
    for span, months, name in _PARTS:
        long = rows[((rows["last"] - rows["first"] + 1) > months) & ((rows["last"] + 1) % months == 0)]
        long = long[long["span"] != span]
        made, halves = _summed(table, long, span, months)
        off = long["value"].to_numpy() - made
        slack = _slack(long["half"].to_numpy(), halves)
        misses = abs(off) > slack + abs(made) * _EPSILON
        hits = long.assign(made=made, off=off)[misses]
        yield Batch("cumulative", "doubt", hits, _sayer(table, span, months, name))


def _summed(table: Table, long: Rows, span: int, months: int) -> tuple[Any, Any]:
    """Return the sums of values, and of half units, of the parts of each row; NaN where a part is missing."""
    import numpy

    made, halves = numpy.zeros(len(long)), numpy.zeros(len(long))
    count = ((long["last"] - long["first"] + 1) // months).to_numpy()
    for number in range(int(count.max()) if len(count) else 0):
        first = long["first"].to_numpy() + number * months
        place = table.find(long["series"], first, first + months - 1)
        inside = number < count
        made += numpy.where(inside, table.value(place), 0)
        halves += numpy.where(inside, table.value(place, "half"), 0)
    return made, halves


def _sayer(table: Table, span: int, months: int, name: str) -> Any:
    def say(row: Any) -> Said:
        seen = table.seen(row.Index)
        indicator = table.dataset.indicator(seen.indicator)
        firsts = range(int(row.first), int(row.last), months)
        parts = [int(table.find([row.series], [first], [first + months - 1])[0]) for first in firsts]
        message = (
            f"{table.whose(indicator, seen.entity)}{seen.period.label}是{amount(seen, indicator)}，"
            f"{name}加起来是{short(row.made)}{indicator.unit}，差{short(row.off)}{indicator.unit}。"
        )
        return Said(
            message, "请核对；调整过以前各期的，请一并改过来，或在 rules.confirmed 里注明。", (row.Index, *parts)
        )

    return say

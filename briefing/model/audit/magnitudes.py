"""Values of one indicator that are so far apart that their units are probably mixed (单位混用).

Between entities by what each usually reports, and between periods where there is no period just before (that is a
jump): past `_APART` powers of ten, which is more than towns, or the years of one town, differ by.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount
from briefing.model.audit.slips import slip
from briefing.model.audit.table import CUMULATIVE, SPAN, STEPS, Rows, Table
from briefing.model.audit.words import is_rate

_APART, _ALIKE, _FEWEST = 3.5, 2.0, 4


def check(table: Table) -> Iterator[Batch]:
    import numpy

    measured = ~table.each(lambda each: is_rate(each) or each.kind == "rank").astype(bool)
    value = table.rows["value"].to_numpy()
    measured &= (value > 0) & table.by_period(table.periods.kind < SPAN)
    rows = table.rows[measured & _is_wide(table, measured)]
    rows = rows.assign(size=numpy.log10(rows["value"]), place=rows.index)
    yield Batch("unit", "doubt", _entities(rows), lambda row: _say(table, row, "其他单位"))
    yield Batch("unit", "doubt", _periods(table, rows), lambda row: _say(table, row, "其他各期"))


def _is_wide(table: Table, asked: Any) -> Any:
    """Whether the rows that are asked about of each row's indicator are far enough apart for any of them to be odd."""
    import numpy

    indicator, value = table.rows["indicator"].to_numpy(), table.rows["value"].to_numpy()
    if not len(indicator):
        return asked
    begins = numpy.flatnonzero(numpy.append(True, indicator[1:] != indicator[:-1]))
    least = numpy.minimum.reduceat(numpy.where(asked, value, numpy.inf), begins)
    most = numpy.maximum.reduceat(numpy.where(asked, value, 0), begins)
    wide = numpy.zeros(len(table.indicators), dtype=bool)
    # A little less, since these are rounded otherwise than the logarithms themselves.
    wide[indicator[begins]] = most >= least * 10 ** (_APART - 0.01)
    return wide[indicator]


def _entities(rows: Rows) -> Rows:
    """Find the entity whose usual value is far from that of its peers, which are alike among themselves."""
    key = ["indicator", "span"]
    usual = rows.groupby([*key, "entity"], sort=False).agg(
        size=("size", "median"), place=("place", "last"), first=("first", "last"), last=("last", "last")
    )
    usual = usual.reset_index()
    grouped = usual.groupby(key)["size"]
    usual = usual.assign(middle=grouped.transform("median"), many=grouped.transform("size"))
    usual["far"] = abs(usual["size"] - usual["middle"]) >= _APART
    near = usual[~usual["far"]].groupby(key)["size"].agg(lambda sizes: sizes.max() - sizes.min())
    spread = usual[key].merge(near.rename("spread").reset_index(), on=key, how="left")["spread"].to_numpy()
    return usual[usual["far"] & (usual["many"] >= _FEWEST) & (spread <= _ALIKE)]


def _periods(table: Table, rows: Rows) -> Rows:
    """Find the values far from the middle of their series that have no neighbour to be a jump from."""
    import numpy

    grouped = rows.groupby(["series", "span"], sort=False)["size"]
    middle, many = grouped.transform("median"), grouped.transform("size")
    step = numpy.array([*STEPS[:CUMULATIVE], 12, 0])[rows["span"].to_numpy()]
    before, after = (table.find(rows["series"], rows["first"] - move, rows["last"] - move) for move in (step, -step))
    alone = (before < 0) & (after < 0)
    return rows.assign(middle=middle)[(abs(rows["size"] - middle) >= _APART) & (many >= _FEWEST) & alone]


def _say(table: Table, row: Any, others: str) -> Said:
    seen = table.seen(row.place)
    indicator = table.dataset.indicator(seen.indicator)
    usual = 10**row.middle
    way = "大" if row.size > row.middle else "小"
    times = round(abs(row.size - row.middle))
    message = (
        f"{table.whose(indicator, seen.entity)}{seen.period.label}是{amount(seen, indicator)}，"
        f"比{others}{way}大约{_times(times)}倍。"
        if way == "大"
        else f"{table.whose(indicator, seen.entity)}{seen.period.label}是{amount(seen, indicator)}，"
        f"大约只有{others}的{_times(times)}分之一。"
    )
    likely = slip(10**row.size, usual, indicator.unit)
    hint = f"{likely}。" if likely else ""
    return Said(message, hint + "请核对单位；这一行的单位不同时，写在单位（unit）列，程序会换算。", (row.place,))


def _times(power: int) -> str:
    return {3: "千", 4: "一万", 5: "十万", 6: "百万", 7: "千万", 8: "一亿"}.get(power, f"10的{power}次方")

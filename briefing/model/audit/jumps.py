"""Values that are far from the one before (变动过大), by the threshold that the rules of the data set give.

Months, quarters, halves and years are held against the period before; where the same period a year ago is known, the
change against that must be large too, or it is only the season; in the first year, what is part of a longer rise or
fall is taken for the season. Cumulative values are held against the same months a
year ago (against a month before they always grow), only where the month itself is not given, and only the first of a
year. A value that returns to where the last but one was is no jump, the one between is. Single things (个, 家) vary by
chance: a change within three standard deviations of their count is none. What most of the entities do alike is told
once: it is the world that has changed, or all of them have the wrong unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount, short
from briefing.model.audit.slips import slip
from briefing.model.audit.table import CUMULATIVE, SPAN, STEPS, Rows, Table
from briefing.model.audit.words import is_counted, is_rate

_SIGMAS, _FEWEST = 3, 4
_PART, _BOUNDS = 1 / 4, 2
"""A neighbouring change in the same direction of at least this part of a change makes of both one rise or fall,
if it is not past so many times the threshold."""
# Floats of decimals are off by less than this: 2.1 is 50 % more than 1.4, not past it.
_ABOVE = 1 + 1e-9


def check(table: Table) -> Iterator[Batch]:
    import numpy

    rows = table.rows
    step = numpy.array([*STEPS[:CUMULATIVE], 12, 0])[rows["span"].to_numpy()]
    before, earlier, ago = (
        table.find(rows["series"], rows["first"] - months, rows["last"] - months) for months in (step, 2 * step, 12)
    )
    large, unseasonal = _is_large(table, table.value(before)), _is_large(table, table.value(ago))
    returned = (earlier >= 0) & ~_is_large(table, table.value(earlier))
    seasonal = numpy.where(ago >= 0, ~unseasonal, _goes_on(table, before, earlier))
    asked = (rows["span"] != SPAN).to_numpy() & (before >= 0) & large & ~returned & ~seasonal
    asked &= ~_told_already(table, large)
    yield Batch("jump", "doubt", _once(table, rows.assign(before=before), asked, before), lambda row: _say(table, row))


def _goes_on(table: Table, before: Any, earlier: Any) -> Any:
    """Whether a change is part of a longer rise or fall, as that of the temperature in spring, and no wild one."""
    import numpy

    rows = table.rows
    step = numpy.array([*STEPS[:CUMULATIVE], 12, 0])[rows["span"].to_numpy()]
    after = table.value(table.find(rows["series"], rows["first"] + step, rows["last"] + step))
    new, old = rows["value"].to_numpy(), table.value(before)
    change = new - old
    # The product tells the direction, too; nothing is more than NaN.
    least = _PART * change * change
    part = ((old - table.value(earlier)) * change >= least) | ((after - new) * change >= least)
    return part & ~_is_large(table, old, _BOUNDS)


def _told_already(table: Table, large: Any) -> Any:
    """Whether a cumulative value says no more than its last month, or than the cumulative value before it, does."""
    import numpy

    rows = table.rows
    month = table.find(rows["series"], rows["last"], rows["last"])
    shorter = numpy.full(len(rows), -1)
    for months in (3, 2, 1):
        found = table.find(rows["series"], rows["first"], rows["last"] - months)
        shorter = numpy.where(found >= 0, found, shorter)
    told = table.value(month) == table.value(month)
    told |= (shorter >= 0) & large[shorter]
    return (rows["span"] == CUMULATIVE).to_numpy() & told


def _once(table: Table, rows: Rows, asked: Any, before: Any) -> Rows:
    """Keep of what most entities do alike the first; `alike` counts those that do, `all_` those that could."""
    default = [code for code, each in enumerate(table.entities) if each.id == table.dataset.default_entity]
    comparable = rows[before >= 0]
    key = ["indicator", "first", "last"]
    all_ = comparable.groupby(key).size().rename("all_").reset_index()
    hits = rows[asked]
    hits = hits.assign(place=hits.index, rises=hits["value"] > table.value(hits["before"].to_numpy()))
    hits = hits.merge(all_, on=key, how="left")
    hits["alike"] = hits.groupby([*key, "rises"])["place"].transform("size")
    common = (hits["all_"] >= _FEWEST) & (hits["alike"] * 2 >= hits["all_"])
    hits = hits.assign(common=common, other=~hits["entity"].isin(default)).sort_values(
        ["other", "place"], kind="stable"
    )
    first = hits.groupby([*key, "rises"]).cumcount() == 0
    kept: Rows = hits[~hits["common"] | first].sort_values("place")
    return kept


def _is_large(table: Table, old: Any, times: float = 1) -> Any:
    """Whether the change from another value is past so many times the threshold; False where there is no such value."""
    import numpy

    rules = table.dataset.rules
    new = table.rows["value"].to_numpy()
    most = table.each(lambda each: float(rules.jump_of(each.id))).astype(float) * times
    points = table.each(is_rate).astype(bool)
    change = abs(new - old)
    large = numpy.where(points, change > most * _ABOVE, (old > 0) & (change > most / 100 * old * _ABOVE))
    counted = table.each(is_counted).astype(bool)
    by_chance = counted & (change <= _SIGMAS * numpy.sqrt(numpy.maximum(new + old, 0)))
    # A count below nothing is told by its sign.
    impossible = table.each(lambda each: each.kind == "count").astype(bool) & (new < 0)
    return large & ~by_chance & ~impossible & ~table.each(lambda each: each.kind == "rank").astype(bool)


def _say(table: Table, row: Any) -> Said:
    seen, before = table.seen(row.place), table.seen(row.before)
    assert seen.value is not None
    assert before.value is not None
    indicator = table.dataset.indicator(seen.indicator)
    new, old = float(seen.value), float(before.value)
    change = _change(new, old, points=is_rate(indicator))
    limit = f"{table.dataset.rules.jump_of(indicator.id):f}{'个百分点' if is_rate(indicator) else '%'}"
    message = (
        f"{table.whose(indicator, seen.entity)}{seen.period.label}是{amount(seen, indicator)}，"
        f"比{before.period.label}的{amount(before, indicator)}{change}，超过{limit}"
        f"{f'；同期{row.all_}个单位里有{row.alike}个都这样变' if row.common else ''}。"
    )
    likely = slip(new, old, indicator.unit)
    hint = f"{likely}，请核对单位和小数点。" if likely else "请核对；"
    hint += "属实的，在 rules.confirmed 里注明" + ("。" if likely else "，常常这样变的，在 rules.jumps 里放宽。")
    return Said(message, hint, (row.place, row.before))


def _change(new: float, old: float, *, points: bool) -> str:
    if points:
        return f"{'上升' if new > old else '下降'}{short(abs(new - old))}个百分点"
    if new < 0:
        return "由正转负"
    if new > 10 * old:
        # 增长1004754% says less than how many times as much it is.
        return f"大，约为它的{short(round(new / old))}倍"
    return f"{'增长' if new > old else '下降'}{short(abs(new / old - 1) * 100)}%"

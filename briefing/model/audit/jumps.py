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
    step = numpy.array([*STEPS[:CUMULATIVE], 12, 0])[table.periods.kind]
    before = table.moved(-step, -step)
    large = _is_large(table, slice(None), before)
    asked = numpy.flatnonzero(large & table.by_period(table.periods.kind != SPAN))
    # Most are not: what is asked of the others is looked up for few.
    earlier = table.index.only(asked).moved(-2 * step, -2 * step)
    asked = asked[(earlier < 0) | _is_large(table, asked, earlier)]
    ago = table.index.only(asked).moved(step * 0 - 12, step * 0 - 12)
    seasonal = _goes_on(table, asked, before[asked], step)
    asked = asked[numpy.where(ago >= 0, _is_large(table, asked, ago), ~seasonal)]
    asked = asked[~_told_already(table, asked, large)]
    hits = rows.iloc[asked].assign(before=before[asked], place=asked)
    yield Batch("jump", "doubt", _once(table, hits, before), lambda row: _say(table, row))


def _goes_on(table: Table, rows: Any, before: Any, step: Any) -> Any:
    """Whether the change of each row is part of a longer rise or fall, as of the temperature in spring, and no wild
    one."""
    index = table.index.only(rows)
    after, earlier = table.value(index.moved(step, step)), table.value(index.moved(-2 * step, -2 * step))
    new, old = table.rows["value"].to_numpy()[rows], table.value(before)
    change = new - old
    # The product tells the direction, too; nothing is more than NaN.
    least = _PART * change * change
    part = ((old - earlier) * change >= least) | ((after - new) * change >= least)
    return part & ~_is_large(table, rows, before, _BOUNDS)


def _told_already(table: Table, asked: Any, large: Any) -> Any:
    """Whether each of some rows is a cumulative value that says no more than its last month, or than the cumulative
    value before it, does."""
    import numpy

    rows = table.rows.iloc[asked]
    month = table.find(rows["series"], rows["last"], rows["last"])
    shorter = numpy.full(len(rows), -1)
    for months in (3, 2, 1):
        found = table.find(rows["series"], rows["first"], rows["last"] - months)
        shorter = numpy.where(found >= 0, found, shorter)
    told = table.value(month) == table.value(month)
    told |= (shorter >= 0) & large[shorter]
    return (rows["span"] == CUMULATIVE).to_numpy() & told


def _once(table: Table, hits: Rows, before: Any) -> Rows:
    """Keep of what most entities do alike the first; `alike` counts those that do, `all_` those that could."""
    import numpy

    if not len(hits):
        return hits
    default = [code for code, each in enumerate(table.entities) if each.id == table.dataset.default_entity]
    key = ["indicator", "first", "last"]
    leagues = table.leagues()
    all_ = numpy.bincount(leagues[before >= 0], minlength=int(leagues.max()) + 1)
    rises = hits["value"] > table.value(hits["before"].to_numpy())
    hits = hits.assign(rises=rises, all_=all_[leagues[hits["place"]]])
    hits["alike"] = hits.groupby([*key, "rises"])["place"].transform("size")
    common = (hits["all_"] >= _FEWEST) & (hits["alike"] * 2 >= hits["all_"])
    hits = hits.assign(common=common, other=~hits["entity"].isin(default)).sort_values(
        ["other", "place"], kind="stable"
    )
    first = hits.groupby([*key, "rises"]).cumcount() == 0
    kept: Rows = hits[~hits["common"] | first].sort_values("place")
    return kept


def _is_large(table: Table, rows: Any, others: Any, times: float = 1) -> Any:
    """Whether each change from another row is past so many times the threshold; False where there is no other."""
    import numpy

    rules = table.dataset.rules
    new, old = table.rows["value"].to_numpy()[rows], table.value(others)
    limits = [float(rules.jump_of(each.id)) * times for each in table.indicators]
    points = [is_rate(each) for each in table.indicators]
    # Of rates the limit is so many points, of amounts such a part of the old value, which must be more than nothing.
    fixed = numpy.array([limit if those else 0 for limit, those in zip(limits, points, strict=True)], float)
    part = numpy.array([0 if those else limit / 100 for limit, those in zip(limits, points, strict=True)], float)
    indicator = table.rows["indicator"].to_numpy()[rows]
    change = abs(new - old)
    large = change > (part[indicator] * old + fixed[indicator]) * _ABOVE
    large &= (old > 0) | numpy.array(points, bool)[indicator]
    found = numpy.flatnonzero(large)
    large[found] = _may_jump(table, indicator[found], new[found], old[found])
    return large


def _may_jump(table: Table, indicator: Any, new: Any, old: Any) -> Any:
    """Whether a large change is not one by chance, of a rank, or of a count that is below nothing and told so."""
    import numpy

    counted, counts, ranks = (
        numpy.array([asked(each) for each in table.indicators], bool)[indicator]
        for asked in (is_counted, lambda each: each.kind == "count", lambda each: each.kind == "rank")
    )
    by_chance = counted & (abs(new - old) <= _SIGMAS * numpy.sqrt(numpy.maximum(new + old, 0)))
    return ~by_chance & ~(counts & (new < 0)) & ~ranks


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

"""Totals that the rules of the data set declare (`rules: totals`), of indicators or of entities, that do not add up.

A total is only held against its parts where all of them are there; of entities without named parts these are all that
the data set declares. One that never reports the indicator is told, since then no total of it can be checked. Without a
tolerance the rounding of the parts and of the whole explains a difference; of single things (个, 家) nothing does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount, department_of, short
from briefing.model.audit.finding import Finding
from briefing.model.audit.table import Rows, Table
from briefing.model.records import Indicator
from briefing.model.rules import Total

_EPSILON = 1e-9


def check(table: Table) -> Iterator[Batch | Finding]:
    codes = {each.id: code for code, each in enumerate(table.indicators)}
    places = {each.id: code for code, each in enumerate(table.entities)}
    for total in table.dataset.rules.totals:
        if total.is_of_entities:
            for indicator in total.indicators:
                if indicator in codes:
                    yield _of_entities(table, total, codes[indicator], places)
        elif total.whole in codes and all(part in codes for part in total.parts):
            yield _of_indicators(table, total, codes)


def _of_indicators(table: Table, total: Total, codes: dict[str, int]) -> Batch:
    many = max(len(table.entities), 1)
    whole = table.rows[table.rows["indicator"] == codes[total.whole]]
    parts = [codes[part] * many + whole["entity"].to_numpy().astype("int64") for part in total.parts]
    return _batch(table, total, whole, parts)


def _of_entities(table: Table, total: Total, indicator: int, places: dict[str, int]) -> Batch | Finding:
    many = max(len(table.entities), 1)
    rows = table.rows[table.rows["indicator"] == indicator]
    reporting = set(rows["entity"].unique())
    parts = total.parts or tuple(each.id for each in table.dataset.entities if each.id != total.whole)
    if lacking := [id_ for id_ in (total.whole, *parts) if places.get(id_) not in reporting]:
        return _unchecked(table, table.indicators[indicator], lacking)
    whole = rows[rows["entity"] == places[total.whole]]
    return _batch(table, total, whole, [_all(whole, indicator * many + places[part]) for part in parts])


def _unchecked(table: Table, indicator: Indicator, lacking: Sequence[str]) -> Finding:
    """Return that a total could not be checked, since nobody knows what these entities would add to it."""
    names = {each.id: each.name for each in table.dataset.entities}
    message = f"{indicator.name}的合计没有核对：{'、'.join(names.get(id_, id_) for id_ in lacking)}没有报过这个指标。"
    hint = "请补报；不算在合计里的，在 rules.totals 里用 parts 写明分项。"
    department = department_of(indicator, table.dataset)
    return Finding("sum", "doubt", message, hint, indicator.id, lacking[0], department=department)


def _all(rows: Rows, series: int) -> Any:
    import numpy

    return numpy.full(len(rows), series)


def _batch(table: Table, total: Total, whole: Rows, parts: Sequence[Any]) -> Batch:
    return Batch("sum", "error", _missing(table, total, whole, parts), lambda row: _say(table, row))


def _missing(table: Table, total: Total, whole: Rows, parts: Sequence[Any]) -> Rows:
    """Return the rows of the whole that its parts, a column of series each, miss; `parts` are their places."""
    import numpy

    places = [table.find(series, whole["first"], whole["last"]) for series in parts]
    made = sum((table.value(place) for place in places), start=numpy.zeros(len(whole)))
    halves = sum((table.value(place, "half") for place in places), start=whole["half"].to_numpy())
    slack = numpy.where(numpy.isnan(halves), numpy.inf, halves)
    if total.tolerance is not None:
        slack = numpy.full(len(whole), float(total.tolerance))
    off = whole["value"].to_numpy() - made
    misses = (abs(off) > slack + abs(made) * _EPSILON) & (len(places) > 0)
    together = list(zip(*(place[misses] for place in places), strict=True)) if places else []
    found: Rows = whole.assign(made=made, off=off, slack=slack, exact=total.tolerance is None)[misses]
    found["parts"], found["place"] = together, found.index
    return found


def _say(table: Table, row: Any) -> Said:
    seen = table.seen(row.place)
    indicator = table.dataset.indicator(seen.indicator)
    unit = indicator.unit
    allowed = "四舍五入能解释的" if row.exact else "允许的"
    more = f"，超过{allowed}{short(row.slack)}{unit}" if row.slack else ""
    message = (
        f"{table.whose(indicator, seen.entity)}{seen.period.label}是{amount(seen, indicator)}，"
        f"{len(row.parts)}个分项加起来是{short(row.made)}{unit}，差{short(abs(row.off))}{unit}{more}。"
    )
    hint = "请核对总数和各分项；口径不同的，在 rules.totals 里放宽 tolerance，或在 rules.confirmed 里注明。"
    return Said(message, hint, (row.place, *map(int, row.parts)))

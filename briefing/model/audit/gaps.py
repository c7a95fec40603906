"""Periods that are missing inside a series, and entities that have not reported what their peers have (缺期、缺报).

By which step the periods of a series follow one another is what most of them do, or else the indicator's frequency. A
period is not missing where another row of the series ends with the same month; beside 1—2月 there need be neither
January nor February, nor where no entity ever has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount
from briefing.model.audit.finding import Finding
from briefing.model.audit.table import CUMULATIVE, MONTH, SPAN, STEPS, YEAR, Rows, Table, period_of
from briefing.model.records import Indicator

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_MOSTLY, _FEWEST_STEPS = 2 / 3, 3
_MOST_NAMED = 6
_FIRST_MONTHS = 2
_YEAR_MONTHS = _STILL_REPORTING = 12


def check(table: Table) -> Iterator[Batch | Finding]:
    yield from _silent(table)
    for span in range(SPAN):
        rows = _regular(table, span)
        if len(rows):
            yield _holes(table, rows, span)
            yield _unreported(table, rows, span)


def _silent(table: Table) -> Iterator[Finding]:
    """Tell once of the declared entities of which there is nothing at all, neither a number nor a project."""
    heard = {each.id for each in table.entities} | {project.entity for project in table.dataset.projects}
    if len(table.dataset.entities) > 1 and len(table.rows):
        silent = [entity for entity in table.dataset.entities if entity.id not in heard]
        names = "、".join(entity.name for entity in silent[:_MOST_NAMED])
        many = f"等{len(silent)}个单位" if len(silent) > _MOST_NAMED else ""
        hint = "请补报；不再报送的，从 dataset.yaml 的 entities 里删去。"
        if silent:
            yield Finding("gap", "doubt", f"{names}{many}没有任何数据。", hint, entity=silent[0].id)


def _regular(table: Table, span: int) -> Rows:
    """Return the rows of one kind of period in time order; a base period stands apart from the series."""
    columns = ["indicator", "entity", "series", "first", "last", "span"]
    those = table.periods.kind == span
    if not those.any():
        return table.rows[columns].iloc[:0]
    rows: Rows = table.rows[columns]
    rows = rows if those.all() else rows[table.by_period(those)]
    if span != YEAR:
        return rows
    first, last = (_baselines(table, end)[rows["indicator"].to_numpy()] for end in ("first", "last"))
    apart: Rows = rows[(rows["first"].to_numpy() != first) | (rows["last"].to_numpy() != last)]
    return apart


def _baselines(table: Table, end: str) -> Any:
    import numpy

    return numpy.array([getattr(each.baseline, end) if each.baseline else -1 for each in table.indicators])


def _holes(table: Table, rows: Rows, span: int) -> Batch:
    """Find where the next row of a series is further away than by one step."""
    import numpy

    step = _steps(rows, span)
    rhythm = _rhythms(table, rows, step, span)[rows["indicator"].to_numpy()]
    # A comparison with NaN (the first row of a series) is False.
    found = numpy.flatnonzero((step > rhythm) & (rhythm > 0))
    hits = rows.iloc[found].assign(before=rows.index.to_numpy()[found - 1], step=rhythm[found], place=rows.index[found])
    hits = _expanded(table, hits, span)
    return Batch("gap", "doubt", _by_entities(table, hits), lambda row: _say_hole(table, row))


def _steps(rows: Rows, span: int) -> Any:
    """Return by how many months each row is after the one before it in its series, or, of cumulative ones, in its
    year; NaN of the first. The rows are in order, so that no grouping is needed."""
    import numpy

    series, first, last = (rows[column].to_numpy() for column in ("series", "first", "last"))
    step = numpy.full(len(rows), numpy.nan)
    follows = series[1:] == series[:-1]
    if span == CUMULATIVE:
        follows &= first[1:] == first[:-1]
    step[1:][follows] = (last[1:] - last[:-1])[follows]
    return step


def _rhythms(table: Table, rows: Rows, step: Any, span: int) -> Any:
    """Return by how many months the rows of each indicator are apart; 0 where nobody can say.

    Where most of them keep to another step than the declared one, they are not full of holes: they are published so.
    """
    import numpy

    from briefing.model.lookup import distinct

    made = numpy.array([_declared(indicator, span) for indicator in table.indicators])
    follows = numpy.flatnonzero(~numpy.isnan(step))
    if not len(follows):
        return made
    months = step[follows].astype(int)
    steps, code = distinct(months, int(months.max()) + 1)
    both = rows["indicator"].to_numpy()[follows] * len(steps) + code
    counted = numpy.bincount(both, minlength=len(made) * len(steps)).reshape(len(made), len(steps))
    all_, most = counted.sum(axis=1), counted.max(axis=1)
    clear = (all_ >= _FEWEST_STEPS) & (most >= _MOSTLY * all_)
    return numpy.where(clear, steps[counted.argmax(axis=1)], made)


def _declared(indicator: Indicator, span: int) -> int:
    months = _MONTHS.get(indicator.frequency or "", 0)
    return months if STEPS[span] == months or (span == CUMULATIVE and months < _YEAR_MONTHS) else 0


def _expanded(table: Table, hits: Rows, span: int) -> Rows:
    """Turn holes into what is missing of each: its first and last period, and how many that are, without those that
    another row ends with."""
    import numpy

    counts = ((hits["last"] - 1 - table.rows["last"].to_numpy()[hits["before"]]) // hits["step"]).to_numpy()
    each = hits.loc[hits.index.repeat(counts)]
    number = numpy.concatenate([numpy.arange(1, count + 1) for count in counts]) if len(counts) else counts
    last = table.rows["last"].to_numpy()[each["before"].to_numpy()] + number * each["step"].to_numpy()
    missing = ~_ended(table, each["series"].to_numpy(), last)
    # January and February are often published as one (1—2月).
    missing &= ~((last % 12 == 0) & (table.find(each["series"], last, last + 1) >= 0))
    if span == MONTH:
        missing &= (last % 12 >= _FIRST_MONTHS) | _begins_years(table)[each["indicator"].to_numpy()]
    first = each["first"].to_numpy() if span == CUMULATIVE else last - STEPS[span] + 1
    each = each.assign(first=first, last=last)[missing]
    grouped = each.groupby("place", sort=True)
    holes: Rows = grouped.first().assign(count=grouped.size(), until=grouped["last"].max()).reset_index()
    return holes


def _begins_years(table: Table) -> Any:
    """Whether an indicator ever has a January or a February: many are published from 1—2月 or from March on."""
    import numpy

    rows = table.rows
    early = (rows["span"].to_numpy() == MONTH) & (rows["last"].to_numpy() % 12 < _FIRST_MONTHS)
    has = numpy.zeros(len(table.indicators), dtype=bool)
    has[rows["indicator"].to_numpy()[early]] = True
    return has


def _ended(table: Table, series: Any, last: Any) -> Any:
    """Whether a series has a row that ends with a month."""
    import numpy

    own = numpy.isin(table.rows["series"].to_numpy(), series)
    rows = table.rows.loc[own, ["series", "last"]].to_numpy().astype("int64")
    return numpy.isin(series.astype("int64") << 17 | last, rows[:, 0] << 17 | rows[:, 1])


def _by_entities(table: Table, hits: Rows) -> Rows:
    """Make one hit of what several entities lack alike, of the first as they are declared; `others` counts the rest."""
    import numpy

    key = ["indicator", "span", "first", "last", "count"]
    if not len(hits):
        return hits.assign(others=0)
    grouped = hits.groupby(key, sort=False)
    declared = {each.id: place for place, each in enumerate(table.dataset.entities)}
    order = numpy.array([declared.get(each.id, len(declared)) for each in table.entities])[hits["entity"].to_numpy()]
    is_first = hits.assign(order=order).groupby(key, sort=False)["order"].transform("min").to_numpy() == order
    found: Rows = hits.assign(others=grouped["place"].transform("size") - 1)[is_first]
    return found


def _say_hole(table: Table, row: Any) -> Said:
    indicator = table.indicators[row.indicator]
    missing = period_of(row.first, row.last, row.span)
    what = f"{_who(table, row)}缺{missing.label}的数"
    if row.count > 1:
        until = period_of(
            row.first if row.span == CUMULATIVE else row.until - row.last + row.first, row.until, row.span
        )
        what = f"{_who(table, row)}从{missing.label}到{until.label}缺{row.count}期"
    before, after = table.seen(row.before), table.seen(row.place)
    values = (
        f"前后两期（{before.period.label}{amount(before, indicator)}，{after.period.label}{amount(after, indicator)}）"
    )
    hint = f"{values}都有。请补报；确实没有这个数的，在 rules.confirmed 里注明。"
    return Said(f"{what}。", hint, (row.before, row.place), missing)


def _who(table: Table, row: Any) -> str:
    name = table.whose(table.indicators[row.indicator], table.entities[row.entity].id)
    if row.others and table.entities[row.entity].id == table.dataset.default_entity:
        return f"{name}和另外{row.others}个单位"  # the first may be the whole, which is not one of them
    return f"{name}等{row.others + 1}个单位" if row.others else name


def _unreported(table: Table, rows: Rows, span: int) -> Batch:
    """Find the entities without the latest period of an indicator, where most of those that report it have it."""
    import numpy

    series = rows["series"].to_numpy()
    ends = rows[numpy.append(series[1:] != series[:-1], True)]
    ends = ends.assign(latest=ends.groupby("indicator")["last"].transform("max"), place=ends.index)
    ends = ends[ends["latest"] - ends["last"] <= _STILL_REPORTING]
    has = ends["last"] == ends["latest"]
    ends = ends.assign(
        those=has.groupby(ends["indicator"]).transform("sum"), all=has.groupby(ends["indicator"]).transform("size")
    )
    hits = ends[~has & (ends["those"] * 2 > ends["all"])]
    first = hits["first"] if span == CUMULATIVE else hits["latest"] - STEPS[span] + 1
    if span == CUMULATIVE:
        first = hits["latest"] // _YEAR_MONTHS * _YEAR_MONTHS
    return Batch("gap", "doubt", hits.assign(first=first, last=hits["latest"]), lambda row: _say_unreported(table, row))


def _say_unreported(table: Table, row: Any) -> Said:
    indicator, entity = table.indicators[row.indicator], table.entities[row.entity]
    missing, own = period_of(row.first, row.last, row.span), table.seen(row.place)
    message = f"{table.whose(indicator, entity.id)}没有报{missing.label}的数，{row.all}个单位里已有{row.those}个报了。"
    hint = f"它最近报的是{own.period.label}{amount(own, indicator)}。请补报；不再报送的，在 rules.confirmed 里注明。"
    return Said(message, hint, (row.place,), missing)

"""Ranks (位次) that cannot be among so many, and ranks that contradict the values that they are made of.

Ranks are held against values only among several entities of the data set. They may be ranks of growth rather than of
the value (增速位次): only what contradicts both is told. Where neither more nor less is better nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount
from briefing.model.audit.table import Rows, Table

_FEWEST = 3


def check(table: Table) -> Iterator[Batch]:
    yield from _values_of_ranks(table)
    rows = _ranked(table)
    yield _beyond(table, rows)
    yield from _contradicting(table, rows)


def _values_of_ranks(table: Table) -> Iterator[Batch]:
    """The value of an indicator that is a rank is a whole number from 1 on, up to the number of those ranked."""
    rows = table.rows[table.each(lambda each: each.kind == "rank").astype(bool)]
    value = rows["value"].to_numpy()
    wrong = (value < 1) | (value % 1 > 0) | (value > rows["rank_total"].to_numpy())

    def say(row: Any) -> Said:
        seen = table.seen(row.Index)
        indicator = table.dataset.indicator(seen.indicator)
        name = table.whose(indicator, seen.entity)
        among = f"，参评的只有{seen.rank_total}个" if seen.rank_total and row.value > seen.rank_total else ""
        message = f"{name}{seen.period.label}是{amount(seen, indicator)}，不是名次{among}。"
        return Said(message, "名次是从1起的整数，不大于参评数。请核对。", (row.Index,))

    yield Batch("rank", "error", rows[wrong], say)


def _ranked(table: Table) -> Rows:
    """Return the rows with ranks among entities of the data set: three or more of them, and somebody is first.

    The first entity often is the whole, ranked among its own peers elsewhere, so it is left out.
    """
    import numpy

    default = [code for code, each in enumerate(table.entities) if each.id == table.dataset.default_entity]
    at = numpy.flatnonzero(~numpy.isnan(table.rows["rank"].to_numpy()))
    for code in default:
        at = at[table.rows["entity"].to_numpy()[at] != code]
    rank, league = table.rows["rank"].to_numpy()[at], table.leagues()[at]
    many = numpy.bincount(league)
    begins = numpy.zeros(len(many), dtype=bool)
    begins[league[rank == 1]] = True
    begins[league[rank < 1]] = False
    kept = ((many >= _FEWEST) & begins)[league]
    columns = ["indicator", "entity", "first", "last", "rank", "rank_total", "value", "growth"]
    rows: Rows = table.rows[columns].iloc[at[kept]].assign(league=league[kept])
    return rows


def _beyond(table: Table, rows: Rows) -> Batch:
    """Without a published total a rank is no larger than the number of entities that report the indicator."""
    import numpy

    all_ = numpy.bincount(table.leagues())[rows["league"].to_numpy()]
    hits = rows.assign(all=all_, place=rows.index)[(rows["rank"].to_numpy() > all_) & rows["rank_total"].isna()]

    def say(row: Any) -> Said:
        seen = table.seen(row.place)
        name = table.whose(table.dataset.indicator(seen.indicator), seen.entity)
        message = f"{name}{seen.period.label}排第{seen.rank}位，报送这个指标的只有{row.all}个单位。"
        hint = "请核对位次；在更多单位里排的，请填参评数（rank_total）。"
        return Said(message, hint, (row.place,), column="rank")

    return Batch("rank", "doubt", hits, say)


def _contradicting(table: Table, rows: Rows) -> Iterator[Batch]:
    """Go through the entities of a group by rank: each must be no better than the one before it."""
    import numpy

    from briefing.model.lookup import few_bits

    league, rank = rows["league"].to_numpy(), rows["rank"].to_numpy()
    # The rows are in the order of entities, which stays.
    order = numpy.argsort(rank, kind="stable")
    order = order[numpy.argsort(few_bits(league[order]), kind="stable")]
    rows, league, rank = rows.iloc[order], league[order], rank[order]
    follows = numpy.append(False, league[1:] == league[:-1])[: len(league)]
    tied = follows & numpy.append(False, rank[1:] == rank[:-1])[: len(league)]
    way = [{"higher": 1.0, "lower": -1.0}.get(each.direction, float("nan")) for each in table.indicators]
    sign = numpy.where(follows, numpy.array(way, dtype=float)[rows["indicator"].to_numpy()], numpy.nan)
    by, told = zip(*(_by(rows[column].to_numpy(), sign, tied, league) for column in ("value", "growth")), strict=True)
    found = numpy.flatnonzero(by[0] & told[0] & told[1])
    hits = rows.iloc[found].assign(place=rows.index[found], above=rows.index[found - 1], tied=tied[found])
    yield Batch("rank", "doubt", hits[hits["tied"]], lambda row: _say_tied(table, row))
    yield Batch("rank", "doubt", hits[~hits["tied"]], lambda row: _say_contradicting(table, row))


def _by(values: Any, sign: Any, tied: Any, league: Any) -> tuple[Any, Any]:
    """Return which rows are better by some values than the one before them, though ranked behind it or alike, and
    whether the ranks of each row's group are thus not by these values: somebody is better, or one is not known."""
    import numpy

    better = sign * (values - numpy.append(numpy.nan, values[:-1])[: len(values)])
    slack = abs(values) * 1e-12
    by = (better > slack) | (tied & (abs(better) > slack))
    told = numpy.zeros(int(league.max()) + 1 if len(league) else 0, dtype=bool)
    told[league[by | numpy.isnan(values)]] = True
    return by, told[league]


def _say_contradicting(table: Table, row: Any) -> Said:
    seen, above = table.seen(row.place), table.seen(int(row.above))
    indicator = table.dataset.indicator(seen.indicator)
    message = (
        f"{table.whose(indicator, seen.entity)}{seen.period.label}是{amount(seen, indicator)}，排第{seen.rank}位；"
        f"{table.named(above.entity)}是{amount(above, indicator)}，反而排第{above.rank}位。"
    )
    hint = "请核对数值、位次和指标的方向（越高越好还是越低越好）。"
    return Said(message, hint, (row.place, int(row.above)), column="rank")


def _say_tied(table: Table, row: Any) -> Said:
    seen, above = table.seen(row.place), table.seen(int(row.above))
    indicator = table.dataset.indicator(seen.indicator)
    message = (
        f"{table.whose(indicator, seen.entity)}{seen.period.label}和{table.named(above.entity)}"
        f"都排第{seen.rank}位，数值却不同：{amount(seen, indicator)}、{amount(above, indicator)}。"
    )
    return Said(message, "请核对数值和位次；并列的数值应该相同。", (row.place, int(row.above)), column="rank")

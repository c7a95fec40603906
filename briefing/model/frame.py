"""A `Dataset` in, one long pandas frame out: what checks and metrics of whole tables work on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.model.dataset import Dataset
from briefing.model.figure import decimals
from briefing.model.observations import Coded, Observations

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "indicator", "entity", "first", "last", "kind", "value", "digits", "growth", "growth_digits", "rank", "rank_total",
    "status", "qualifier",
)  # fmt: skip


def frame(dataset: Dataset) -> pandas.DataFrame:
    """Return the observations as a long table; the index is the place of a row in `dataset.observations`.

    `indicator`, `entity`, `kind` (of the period), `status` and `qualifier` are categories; `first` and `last` count
    months as `Period` does (year × 12 + month − 1). `value`, `growth` (per cent), `rank` and `rank_total` are floats,
    NaN where nothing was given; `digits` and `growth_digits` say with how many decimals they were, −1 where they were
    not.
    """
    # pandas takes half a second to import: only who asks for a frame pays for it.
    import pandas

    if isinstance(dataset.observations, Observations):
        return _at_once(dataset.observations)
    nan = float("nan")
    rows = [
        (
            row.indicator,
            row.entity,
            row.period.first,
            row.period.last,
            row.period.kind,
            nan if row.value is None else float(row.value),
            -1 if row.value is None else decimals(row.value),
            nan if row.growth is None else float(row.growth),
            -1 if row.growth is None else decimals(row.growth),
            nan if row.rank is None else row.rank,
            nan if row.rank_total is None else row.rank_total,
            row.status,
            row.qualifier,
        )
        for row in dataset.observations
    ]
    made = pandas.DataFrame(rows, columns=list(COLUMNS))
    sized = {"first": "int32", "last": "int32", "digits": "int8", "growth_digits": "int8", "rank": "float64"}
    named = dict.fromkeys(("indicator", "entity", "kind", "status", "qualifier"), "category")
    return made.astype({**sized, **named, "value": "float64", "growth": "float64", "rank_total": "float64"})


def _at_once(rows: Observations) -> pandas.DataFrame:
    """Return observations that are kept by columns, without making one of them."""
    import numpy
    import pandas

    periods = rows.period
    first, last = (numpy.array([getattr(each, end) for each in periods.names], "int32") for end in ("first", "last"))
    kinds = _categories(Coded(numpy.arange(len(periods.names), dtype="int32"), tuple(p.kind for p in periods.names)))
    given = {
        "indicator": _categories(rows.indicator),
        "entity": _categories(rows.entity),
        "first": first[periods.codes],
        "last": last[periods.codes],
        "kind": kinds.take(periods.codes),
        "value": rows.value.floats(),
        "digits": rows.value.decimals(),
        "growth": rows.growth.floats(),
        "growth_digits": rows.growth.decimals(),
        "rank": numpy.where(rows.rank > 0, rows.rank, numpy.nan),
        "rank_total": numpy.where(rows.rank_total > 0, rows.rank_total, numpy.nan),
        "status": _categories(rows.status),
        "qualifier": _categories(rows.qualifier),
    }
    return pandas.DataFrame(given, columns=list(COLUMNS), copy=False)


def _categories(column: Coded[str]) -> pandas.Categorical:
    """Return a column as a categorical one: its categories in order, as pandas itself finds them."""
    import numpy
    import pandas

    used = column.used()
    names = sorted(set(used.names))
    place = {name: at for at, name in enumerate(names)}
    codes = numpy.array([place[name] for name in used.names], dtype="int32")[used.codes]
    made: pandas.Categorical[Any] = pandas.Categorical.from_codes(codes, categories=pandas.Index(names, dtype="str"))
    return made

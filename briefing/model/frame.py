"""A `Dataset` in, one long pandas frame out: what checks and metrics of whole tables work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.dataset import Dataset
from briefing.model.figure import decimals

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

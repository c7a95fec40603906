"""A `Dataset` in, pandas frames out, for those who want to go on calculating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.dataset import Dataset

if TYPE_CHECKING:
    import pandas

COLUMNS = ("indicator", "name", "theme", "entity", "period", "value", "unit", "origin")


def frame(dataset: Dataset) -> pandas.DataFrame:
    """Return the observations as a long table: values as floats, NaN where only growth or rank is given."""
    # pandas takes most of a second to import: only who asks for a frame pays for it.
    import pandas

    rows = []
    for row in dataset.observations:
        indicator = dataset.indicator(row.indicator)
        value = float("nan") if row.value is None else float(row.value)
        described = (indicator.id, indicator.name, indicator.theme, row.entity, row.period.code)
        rows.append((*described, value, indicator.unit, str(row.origin)))
    return pandas.DataFrame(rows, columns=list(COLUMNS))

"""A data set and the decimals that an audience is to see in; the data set that is printed so out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.model.dataset import Dataset


def precise(dataset: Dataset, digits: Mapping[str, int]) -> Dataset:
    """Return the data set with these decimals for these indicators, by id; values themselves stay as they are."""
    if not digits:
        return dataset
    made = (replace(each, precision=digits.get(each.id, each.precision)) for each in dataset.indicators)
    return replace(dataset, indicators=tuple(made))

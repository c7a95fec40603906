"""A data set and changes of status in; which of them change a row that states no status out.

A row without a status counts as final, but nobody ever called it so: the list of revisions must not say that they did.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.intake import tables
from briefing.intake.compare import Change
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.sources.headings import OBSERVATIONS


def unstated(folder: Path, root: Path, dataset: Dataset, changes: Sequence[Change]) -> set[tuple[str, ...]]:
    """Return the keys of the rows that change from a final status which stands nowhere in the table."""
    keys = {c.key for c in changes if c.table == "observations" and c.field == "status" and c.old == "final"}
    if not keys:
        return set()
    table = tables.read(folder, root, OBSERVATIONS)
    rows = {(o.indicator, o.entity, o.period): o for o in dataset.observations}
    found = set()
    for key in keys:
        row = rows[key[0], key[1], Period.parse(key[2])]
        if not table.cell(tables.number_of(row), "status"):
            found.add(key)
    return found

"""Values that are still marked as preliminary (初步统计数) when a final one should long be out."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model.audit.batch import Batch, Said
from briefing.model.audit.table import Table

_A_YEAR = 12


def check(table: Table) -> Iterator[Batch]:
    """By a year after its period, held against the day of the data or else their latest period, a value is final."""
    if not len(table.rows):
        return
    day = table.dataset.as_of
    now = day.year * 12 + day.month - 1 if day else int(table.rows["last"].max())
    rows = table.rows[(table.rows["status"] == "preliminary").to_numpy()]
    hits = rows[rows["last"].to_numpy() <= now - _A_YEAR]

    def say(row: object) -> Said:
        place = int(row.Index)  # type: ignore[attr-defined]  # a row of itertuples, whose class pandas makes
        seen = table.seen(place)
        name = table.whose(table.dataset.indicator(seen.indicator), seen.entity)
        message = f"{name}{seen.period.label}的数过了一年还标着“初步数”。"
        return Said(message, "请换成最终核实数，或把状态改为最终数、修订数。", (place,))

    yield Batch("revision", "doubt", hits, say)

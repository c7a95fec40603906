"""What a check found, as rows of a table that are told one by one only as far as anybody reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.model.audit.finding import Finding, Severity
from briefing.model.audit.table import Rows, Table
from briefing.model.dataset import Dataset
from briefing.model.observations import Observations
from briefing.model.period import Period
from briefing.model.records import Origin
from briefing.model.rules import Confirmed

if TYPE_CHECKING:
    from briefing.model.records import Indicator, Observation

MOST = 20
"""So many findings of a rule are told of one indicator; how many more there are is told in one."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a finding, and the places in `Table.rows` of the observations that belong to it.

    `period` is what it is about where that is not the period of the first of them.
    """

    message: str
    hint: str
    places: tuple[int, ...]
    period: Period | None = None
    column: str = "value"


@dataclass(frozen=True, slots=True)
class Batch:
    """The hits of one question: a table with at least `indicator`, `entity`, `first`, `last`, and how to say a row."""

    rule: str
    severity: Severity
    hits: Rows
    say: Callable[[Any], Said]


def told(batch: Batch, table: Table, confirmed: Sequence[Confirmed], most: int) -> Iterator[tuple[Finding, int | None]]:
    """Yield the findings of a batch, each with the place of the confirmation that settles it, or None."""
    import numpy

    hits = batch.hits
    if not len(hits):
        return
    settled = numpy.full(len(hits), -1)
    for place, known in enumerate(confirmed):
        if known.rule == batch.rule and not known.project:
            settled[_matching(hits, known, table) & (settled < 0)] = place
    kept, left = _newest(hits[settled < 0], most)
    for row in kept.itertuples():
        yield _finding(batch, row, table), None
    for code, count in left:
        indicator = table.indicators[code]
        yield _more(batch, indicator, count, department_of(indicator, table.dataset)), None
    for place in range(len(confirmed)):
        for row in hits[settled == place].iloc[:most].itertuples():
            yield _finding(batch, row, table), place


def _matching(hits: Rows, known: Confirmed, table: Table) -> Any:
    import numpy

    mask = numpy.ones(len(hits), dtype=bool)
    ids = {"indicator": [each.id for each in table.indicators], "entity": [each.id for each in table.entities]}
    for column, wanted in (("indicator", known.indicator), ("entity", known.entity)):
        if wanted:
            code = ids[column].index(wanted) if wanted in ids[column] else -1
            mask &= (hits[column] == code).to_numpy()
    if known.period is not None:
        mask &= ((hits["first"] == known.period.first) & (hits["last"] == known.period.last)).to_numpy()
    return mask


def _newest(hits: Rows, most: int) -> tuple[Rows, list[tuple[int, int]]]:
    """Keep the newest of each indicator, in the order of the data; the numbers of the others by indicator."""
    age = hits.sort_values("last", ascending=False, kind="stable").groupby("indicator").cumcount().reindex(hits.index)
    left = hits[age >= most].groupby("indicator").size()
    return hits[age < most], list(zip(map(int, left.index), map(int, left), strict=True))


def _finding(batch: Batch, row: Any, table: Table) -> Finding:
    said = batch.say(row)
    indicator = table.indicators[row.indicator]
    rows = [table.seen(place) for place in said.places]
    return Finding(
        batch.rule,
        batch.severity,
        said.message,
        said.hint,
        indicator.id,
        table.entities[row.entity].id,
        said.period or (rows[0].period if rows else None),
        department_of(indicator, table.dataset),
        tuple(_origin(table, place, "value" if at else said.column) for at, place in enumerate(said.places)),
        column=said.column,
        value=_standing(rows[0], said, indicator) if rows else "",
    )


def _origin(table: Table, place: int, column: str) -> Origin:
    """Return the cell of a figure of an observation: its growth stands in another one than its value."""
    rows, row = table.dataset.observations, int(table.at[place])
    return rows.origin_of(row, column) if isinstance(rows, Observations) else rows[row].origin_of(column)


def _more(batch: Batch, indicator: Indicator, count: int, department: str) -> Finding:
    message = f"{indicator.name}另有{count}处同样的情况，没有一一列出。"
    hint = "请先处理已经列出的，再检查一次。"
    return Finding(batch.rule, batch.severity, message, hint, indicator.id, department=department)


def department_of(indicator: Indicator, dataset: Dataset) -> str:
    """Return who answers for an indicator: its own department, else that of its theme."""
    themes = {theme.id: theme.department for theme in dataset.themes}
    return indicator.department or themes.get(indicator.theme, "")


def _standing(row: Observation, said: Said, indicator: Indicator) -> str:
    """Return what stands in the cell that is meant; nothing where the finding is about another period."""
    if said.period is not None and said.period != row.period:
        return ""
    if said.column == "growth":
        return "" if row.growth is None else f"{row.growth:f}%"
    if said.column == "rank":
        return "" if row.rank is None else f"第{row.rank}位"
    return amount(row, indicator)


def amount(row: Observation, indicator: Indicator) -> str:
    """Return a value as it was read, with its qualifier and unit."""
    if row.value is None:
        return ""
    behind = "余" if row.qualifier == "余" else ""
    before = "" if row.qualifier == "余" else row.qualifier
    return f"{before}{row.value:f}{behind}{indicator.unit}"


def short(value: float) -> str:
    """Return a number that was worked out, with as many decimals as somebody wants to read: 1.5, 0.025, 1200."""
    digits = 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 4
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".").replace("-", "−") if "." in text else text.replace("-", "−")

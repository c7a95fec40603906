"""Rows of a matrix, as they are written, in; items out, with every problem at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.batch.model import Item
from briefing.batch.values import COLUMNS, Unusable, Values
from briefing.errors import Problems
from briefing.ledger.model import ItemKey


@dataclass(frozen=True, slots=True)
class Row:
    """One briefing as written: its place, and the texts of its columns with places of their own where they differ."""

    where: str
    cells: Mapping[str, str]
    places: Mapping[str, str] | None = None

    def place(self, column: str) -> str:
        return (self.places or {}).get(column, self.where)


def items_of(rows: Iterable[Row], values: Values, problems: Problems) -> tuple[Item, ...]:
    """Return the items of all rows that are whole; what is written twice is a problem."""
    first: dict[ItemKey, str] = {}
    plain: dict[tuple[str, str, str], tuple[str, str]] = {}
    items = []
    for row in rows:
        item = _item(row, values, problems)
        if item is None:
            continue
        if item.key in first:
            problems.add(
                row.where, f"“{item.key}”已经在 {first[item.key]} 写过了。", "同一份简报只写一次，请删去一处。"
            )
            continue
        first[item.key] = row.where
        language, where = plain.setdefault((item.dataset, item.period, item.audience), (item.language, row.where))
        if bool(language) != bool(item.language):
            hint = "不写语言就是数据集自己的语言；几种语言都要时，请每一行都写明。"
            problems.add(row.where, f"与 {where} 是同一份，一处写了语言，一处没有写。", hint)
            continue
        items.append(item)
    return tuple(items)


def _item(row: Row, values: Values, problems: Problems) -> Item | None:
    read: dict[str, str] = {}
    for column in COLUMNS:
        try:
            read[column] = values.read(column, row.cells.get(column, ""))
        except Unusable as error:
            problems.add(row.place(column), error.message, error.hint)
    if len(read) < len(COLUMNS):
        return None
    formats = tuple(read["formats"].split(","))
    return Item(read["dataset"], read["period"], read["audience"], read["language"], formats, read["output"])

"""One row of a table in, typed cell by cell; what cannot be read is collected as a problem with the cell's place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from briefing.errors import Problems
from briefing.model.period import Period
from briefing.model.records import Origin
from briefing.sources import fields
from briefing.sources.fields import Unreadable
from briefing.sources.lookup import Lookup
from briefing.sources.tables import Raw, Table

T = TypeVar("T")
NO_LIMIT = 10**9


class Cells:
    """The cells of one row by column name. `failed` tells that a problem of this row has already been reported."""

    __slots__ = ("_index", "_problems", "_table", "_values", "failed", "number")

    def __init__(self, table: Table, number: int, values: Sequence[Raw], problems: Problems) -> None:
        self._table, self.number, self._values, self._problems = table, number, values, problems
        self._index = table.index
        self.failed = False

    def has(self, column: str) -> bool:
        return column in self._index

    def raw(self, column: str) -> Raw:
        position = self._index.get(column)
        return "" if position is None or position >= len(self._values) else self._values[position]

    def origin(self, column: str, published: str = "") -> Origin:
        return self._table.grid.origin(self.number, self._index.get(column), published)

    def fail(self, column: str, message: str, hint: str = "") -> None:
        self._problems.add(str(self.origin(column)), message, hint)
        self.failed = True

    def read(self, column: str, parse: Callable[[Raw], T]) -> T | None:
        """Parse a cell, or report why not and return None."""
        raw = self.raw(column)
        if raw == "":
            return None
        try:
            return parse(raw)
        except Unreadable as error:
            self.fail(column, f"{self._table.layout.label(column)}：{error.message}", error.hint)
            return None

    def need(self, column: str, value: T | None) -> T | None:
        """Report a required cell that is empty; a missing column was reported once, with the headings."""
        if not value and fields.is_missing(self.raw(column)) and column in self._index:
            self.fail(column, f"{self._table.layout.label(column)} 是空的。", "这一格必须填写。")
        return value

    def text(self, column: str, *, required: bool = False) -> str:
        value = self.read(column, fields.text)
        return (self.need(column, value) if required else value) or ""

    def decimal(self, column: str, unit: str | None = "") -> Decimal | None:
        return self.read(column, lambda raw: fields.number(raw, unit))

    def whole(self, column: str, low: int = 0, high: int = NO_LIMIT, suffixes: tuple[str, ...] = ()) -> int | None:
        return self.read(column, lambda raw: fields.whole(raw, low, high, suffixes))

    def period(self, column: str, *, required: bool = False) -> Period | None:
        value = self.read(column, fields.period)
        return self.need(column, value) if required else value

    def day(self, column: str) -> str:
        return self.read(column, fields.day) or ""

    def choice(self, column: str, words: Mapping[str, T]) -> T | None:
        return self.read(column, lambda raw: fields.choice(raw, words))

    def reference(self, column: str, lookup: Lookup, *, required: bool = True) -> str:
        """Return the id that the cell's name stands for; empty when it cannot be found."""
        value = self.read(column, lambda raw: find(raw, lookup))
        return (self.need(column, value) if required else value) or ""


def find(raw: Raw, lookup: Lookup) -> str:
    """Return the id that a cell's name stands for; empty where nothing was given."""
    name = fields.text(raw)
    return "" if fields.is_missing(name) else lookup.find(name)

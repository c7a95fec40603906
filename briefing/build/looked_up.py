"""A figure's id with a data set in; the rows, comparisons and targets that the figure was made of out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.build.figure_ids import Named, named
from briefing.model import printing
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.figure import Metric
from briefing.model.pace import Pace, pace
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.rounding_plan import Rounding, RoundingPlan
from briefing.model.series import Comparison, Series

_ROUNDINGS: tuple[Rounding, ...] = ("half_up", "largest_remainder")


@dataclass(frozen=True, slots=True)
class Case:
    """A figure to explain; `row` is what it is of, as of its own period, where the data still have that."""

    parts: Named
    metric: Metric
    raw: Decimal
    book: Book | None = None
    row: Series | None = None

    @property
    def now(self) -> Observation | None:
        return self.row.current if self.row else None

    @property
    def whole(self) -> Series | None:
        """The row behind `|of:`; of a gap to another entity that one's row."""
        if self.parts.kind == "against_mean":
            return _row(self.book, self.parts.indicator, self.parts.extra, self.parts.period)
        return _row(self.book, *self.parts.whole, self.parts.period) if self.parts.whole else None

    @property
    def pair(self) -> Comparison | None:
        return compared(self.row, self.parts.base)

    @property
    def whole_pair(self) -> Comparison | None:
        return compared(self.whole, self.parts.base)

    @property
    def state(self) -> Pace | None:
        return pace(self.row, self.book.dataset.lights) if self.row and self.book else None

    @property
    def is_published(self) -> bool:
        """Whether a growth rate is the one that stands in the data beside the value."""
        published = self.now.growth if self.now else None
        year_ago = self.parts.period.year_ago() if self.parts.period else None
        return published is not None and published == self.raw and self.parts.base in {None, year_ago}

    @property
    def by_rates(self) -> bool:
        """Whether a contribution was worked out of published rates at constant prices, not of the amounts."""
        pairs = (self.pair, self.whole_pair)
        return any(pair is not None and pair.at_constant_prices for pair in pairs)

    @property
    def portions(self) -> tuple[Decimal | None, Decimal | None]:
        """The printed shares whose difference a step is, now and then: as each rounds, else as all add up to 100 %."""
        if self.book is None or self.parts.period is None or self.parts.step is None:
            return None, None
        plans = [RoundingPlan(self.book.dataset, rounding) for rounding in _ROUNDINGS]
        books = [Book(self.book.dataset, self.parts.period, plan) for plan in plans]
        found = [(self._portion(book, self.parts.period), self._portion(book, self.parts.step)) for book in books]
        return next((pair for pair in found if pair[0] and pair[1] and pair[0] - pair[1] == self.raw), found[0])

    def _portion(self, book: Book, period: Period) -> Decimal | None:
        mine = _row(book, self.parts.indicator, self.parts.entity, period)
        whole = _row(book, *self.parts.whole, period) if self.parts.whole else None
        made = printing.share(mine, whole) if mine and whole else None
        return made.rounded if made else None

    @property
    def summed(self) -> Sequence[Series]:
        """The rows that a total, or the whole of a share, adds up; empty where one of them is not there."""
        names = self.parts.parts or self._parts_of_share()
        found = [_row(self.book, *name, self.parts.period) for name in names]
        rows = [row for row in found if row is not None and row.current and row.current.value is not None]
        return rows if len(rows) == len(names) else ()

    def _parts_of_share(self) -> Sequence[tuple[str, str]]:
        names, mine = self.parts.extra.split("+"), self.parts
        if self.book is None or mine.kind != "share" or mine.whole:
            return ()
        if mine.entity in names:
            return [(mine.indicator, name) for name in names]
        if mine.indicator in names:
            return [(name, mine.entity) for name in names]
        pairs = (name.partition(".") for name in names)
        return [(indicator, entity) for indicator, _, entity in pairs]


def case_of(id_: str, metric: Metric, raw: Decimal, dataset: Dataset | None) -> Case:
    parts = named(id_)
    book = Book(dataset, parts.period) if dataset and parts.period else None
    return Case(parts, metric, raw, book, _row(book, parts.indicator, parts.entity, parts.period))


def _row(book: Book | None, indicator: str, entity: str, period: Period | None) -> Series | None:
    """Return a series as of a period; None where the data have no such row: a manifest may name anything."""
    if book is None or period is None or not book.dataset.has_indicator(indicator):
        return None
    if all(each.id != entity for each in book.dataset.entities):
        return None
    return as_of(book.series(indicator, entity), period)


def as_of(row: Series, period: Period) -> Series | None:
    """Return a row as of one of its periods; None where it has no observation of that."""
    found = row.at(period)
    return replace(row, current=found) if found else None


def compared(row: Series | None, base: Period | None) -> Comparison | None:
    """Return a row against a base; None where either value is missing."""
    old = row.at(base) if row and base else None
    if row is None or row.current is None or old is None or old.value is None or row.current.value is None:
        return None
    return Comparison(row, old, row.current, "")

"""Rows of series and periods in; where the row of another period or series stands out, by one gather a look-up.

Periods are few: what is asked of them (a year ago, the one before) is worked out once for each that there is. Where
series and periods nearly fill a table, that table is the index; where they do not, sorted numbers are searched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy

Array: TypeAlias = "numpy.ndarray[Any, numpy.dtype[Any]]"

# A month of any year to 9999 is a number below this.
_MONTHS = 2**17
# A table may have so many places a row, and so many anyway, before it is not worth its memory.
ROOMY, _ANYWAY = 8, 2**16


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """The different periods of rows in the order of first and last month and kind; `code` says which each row has.

    `slot` numbers the pairs of months, since periods of several kinds may share one; `pairs` are these as numbers.
    """

    code: Array
    first: Array
    last: Array
    kind: Array
    slot: Array
    pairs: Array

    def slots(self, first: Array, last: Array) -> Array:
        """Return the slots of pairs of months; `len(pairs)` where no row has such a pair."""
        wanted = numpy.asarray(first, numpy.int64) * _MONTHS + last
        place = numpy.minimum(self.pairs.searchsorted(wanted), len(self.pairs) - 1)
        return numpy.where(self.pairs[place] == wanted, place, len(self.pairs)) if len(self.pairs) else place + 1


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Where the rows of series and periods stand; of doubles the first.

    `grid` has a row a series and a column a slot, and one more without a row; it is None where that would be large, and
    then `cells` (the places in the grid that there were) are searched, which are in order. Both are of `many` series
    from number `least` on.
    """

    periods: Periods
    series: Array
    many: int
    cells: Array
    grid: Array | None
    least: int = 0

    def find(self, series: Array, first: Array, last: Array) -> Array:
        """Return the places of rows by series and months, −1 where there are none."""
        slots = self.periods.slots(first, last)
        known = (series >= self.least) & (series < self.least + self.many)
        return self._at(numpy.where(known, series, self.least), numpy.where(known, slots, len(self.periods.pairs)))

    def moved(self, first: Array | int, last: Array | int, series: Array | None = None) -> Array:
        """Return for each row the place of that whose months are so many later: the same of all rows, or an array over
        the periods; of its own series, or of another one."""
        slots = self.periods.slots(self.periods.first + first, self.periods.last + last)
        return self._at(self.series if series is None else series, slots[self.periods.code])

    def only(self, places: Array) -> Lookup:
        """Return the same index, asked by some of the rows."""
        periods = replace(self.periods, code=self.periods.code[places])
        return replace(self, periods=periods, series=self.series[places])

    def part(self, first: int, last: int, least: int, most: int) -> Lookup:
        """Return an index of the rows from one place to before another: those of the series from `least` to before
        `most`, where no others are asked for; its places count from the first of the rows."""
        size = len(self.periods.pairs) + 1
        begin, grid = (least - self.least) * size, None
        if self.grid is not None:
            grid = self.grid[begin : (most - self.least) * size] - numpy.int32(first)
            numpy.maximum(grid, -1, out=grid)
        code = self.periods.code[first:last]
        periods, series = replace(self.periods, code=code), self.series[first:last]
        return Lookup(periods, series, most - least, self.cells[first:last] - begin, grid, least)

    def _at(self, series: Array, slots: Array) -> Array:
        size = len(self.periods.pairs) + 1
        wanted = series.astype(numpy.int64) * size
        wanted += slots - self.least * size
        if self.grid is not None:
            return self.grid[wanted]
        if not len(self.cells):
            return numpy.full(len(wanted), -1, numpy.int32)
        place = numpy.minimum(self.cells.searchsorted(wanted), len(self.cells) - 1)
        return numpy.where(self.cells[place] == wanted, place, -1).astype(numpy.int32)


def periods(first: Array, last: Array, kind: Array, kinds: int) -> Periods:
    """Return the different periods of rows; `kind` is a number below `kinds`."""
    length = last - first
    low, least = (int(each.min()) if len(each) else 0 for each in (first, length))
    lengths = int(length.max()) - least + 1 if len(length) else 1
    size = (int(first.max()) - low + 1 if len(first) else 1) * lengths * kinds
    number = (first - low).astype(numpy.int32 if size < 2**31 else numpy.int64)
    number = (number * lengths + (length - least)) * kinds + kind
    found, code = distinct(number, size)
    pair, of_kind = numpy.divmod(found.astype(numpy.int64), kinds)
    start, long = numpy.divmod(pair, lengths)
    starts, ends = start + low, start + low + long + least
    new = numpy.diff(pair, prepend=-1) > 0
    return Periods(code, starts, ends, of_kind, numpy.cumsum(new) - 1, (starts * _MONTHS + ends)[new])


def distinct(numbers: Array, size: int) -> tuple[Array, Array]:
    """Return the different numbers, all below `size`, in order, and the place of each among them."""
    if size > ROOMY * len(numbers) + _ANYWAY:
        found, code = numpy.unique(numbers, return_inverse=True)
        return found, code.astype(numpy.int32)
    present = numpy.zeros(size, dtype=bool)
    present[numbers] = True
    found = numpy.flatnonzero(present)
    place = numpy.zeros(size, dtype=numpy.int32)
    place[found] = numpy.arange(len(found), dtype=numpy.int32)
    return found, place[numbers]


def cells(series: Array, times: Periods) -> Array:
    """Return numbers of rows that order them by series and months; equal of doubles."""
    made = series.astype(numpy.int64) * (len(times.pairs) + 1)
    made += times.slot[times.code]
    return made


def order(cells_: Array) -> Array | None:
    """Return in which order rows are sorted, doubles as they stood; None where they are in order."""
    if (cells_[1:] >= cells_[:-1]).all():
        return None
    found = firsts(cells_)
    return found if len(found) == len(cells_) else numpy.argsort(cells_, kind="stable")


def firsts(cells_: Array) -> Array:
    """Return the places of the rows in order, of doubles only the first."""
    size = int(cells_.max()) + 1 if len(cells_) else 0
    if size > ROOMY * len(cells_) + _ANYWAY:
        return numpy.unique(cells_, return_index=True)[1]
    grid = _grid(cells_, size)
    return grid[grid >= 0]


def lookup(times: Periods, series: Array, many: int, sorted_: Array, roomy: int = ROOMY) -> Lookup:
    """Make the index of rows in order; `series` are numbers below `many`, `sorted_` the cells of the rows."""
    size = many * (len(times.pairs) + 1)
    if size > roomy * len(sorted_) + (_ANYWAY if roomy else 0):
        return Lookup(times, series, many, sorted_, None)
    return Lookup(times, series, many, sorted_, _grid(sorted_, size))


def _grid(cells_: Array, size: int) -> Array:
    """Return for each cell the first row that has it, −1 where none has."""
    grid = numpy.full(size, -1, dtype=numpy.int32)
    # From behind, so that of doubles the first stays.
    grid[cells_[::-1]] = numpy.arange(len(cells_) - 1, -1, -1, dtype=numpy.int32)
    return grid


def few_bits(numbers: Array) -> Array:
    """Return numbers from 0 on as few bits, where they fit: these are sorted by counting."""
    return numbers.astype(numpy.uint16) if len(numbers) and numbers.max() < 2**16 else numbers

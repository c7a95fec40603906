"""Observations by columns, for large data sets: arrays in, a sequence of `Observation`s made on demand out.

A small data set keeps a tuple of observations; only who reads a large one makes these, and imports numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from briefing.model.period import Period
from briefing.model.records import Observation, ObservationStatus, Origin, Qualifier, Visibility

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Ints = NDArray[numpy.int32]
    Rows = NDArray[numpy.int64] | slice

T_co = TypeVar("T_co", covariant=True)
Key = tuple[str, str]
ABSENT, LONG = -1, -2
"""In place of a number of decimals: nothing was given; the number is too long and stands in the side table."""
_AT_ONCE = 4096
_MOST_KEPT = 1024
_EXACT = 2**53
_DENSE = 8


def _is_all(rows: Rows) -> bool:
    return isinstance(rows, slice) and rows == slice(None)


@dataclass(frozen=True, slots=True, eq=False)
class Coded(Generic[T_co]):
    """A column of few different values: for each row the place of its value in `names`."""

    codes: Ints
    names: tuple[T_co, ...]

    def at(self, rows: Rows) -> list[T_co]:
        names = self.names
        return [names[code] for code in self.codes[rows].tolist()]

    def of(self, rows: Rows) -> Coded[T_co]:
        """Return the column of some rows, with the values that these have."""
        return self if _is_all(rows) else Coded(self.codes[rows], self.names).used()

    def used(self) -> Coded[T_co]:
        """Return the column without values that no row has."""
        import numpy

        present = numpy.flatnonzero(numpy.bincount(self.codes, minlength=len(self.names)))
        if len(present) == len(self.names):
            return self
        place = numpy.zeros(len(self.names), dtype=numpy.int32)
        place[present] = numpy.arange(len(present))
        return Coded(place[self.codes], tuple(self.names[code] for code in present.tolist()))


@dataclass(frozen=True, slots=True, eq=False)
class Decimals:
    """A column of exact decimals: `mantissa` × 10^−`digits`; `long` has those that do not fit, by row."""

    mantissa: NDArray[numpy.int64]
    digits: NDArray[numpy.int8]
    long: Mapping[int, Decimal]

    def at(self, rows: Rows) -> list[Decimal | None]:
        found: list[Decimal | None] = [
            None if digits < 0 else Decimal(f"{mantissa}E-{digits}")
            for mantissa, digits in zip(self.mantissa[rows].tolist(), self.digits[rows].tolist(), strict=True)
        ]
        if self.long:
            import numpy

            numbers = numpy.arange(len(self.digits))[rows].tolist()
            found = [self.long.get(number, each) for number, each in zip(numbers, found, strict=True)]
        return found

    def of(self, rows: Rows) -> Decimals:
        import numpy

        if _is_all(rows):
            return self
        numbers = numpy.arange(len(self.digits))[rows].tolist() if self.long else ()
        long = {at: self.long[number] for at, number in enumerate(numbers) if number in self.long}
        return Decimals(self.mantissa[rows], self.digits[rows], long)

    def floats(self) -> NDArray[numpy.float64]:
        """Return the values as floats, the nearest ones; NaN where nothing was given."""
        import numpy

        tens = 10.0 ** numpy.arange(23)
        # Both are exact as floats, so that their quotient is rounded once, as `float` of the decimal is.
        values = self.mantissa / tens[numpy.maximum(self.digits, 0)]
        values[self.digits < 0] = numpy.nan
        # Larger ones are rounded twice: text is read rightly.
        for row in numpy.flatnonzero(numpy.abs(self.mantissa) > _EXACT).tolist():
            values[row] = float(f"{self.mantissa[row]}E-{self.digits[row]}")
        for row, value in self.long.items():
            values[row] = float(value)
        return values

    def decimals(self) -> NDArray[numpy.int8]:
        """Return with how many decimals each was given; −1 where nothing was."""
        from briefing.model.figure import decimals

        found = self.digits.copy()
        for row, value in self.long.items():
            found[row] = decimals(value)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where each row stands: its number, and what makes an origin of it.

    `make` takes a row's number, the position of a column and what the source said; `value`, `growth` and `rank` are the
    positions of the columns that a row's figure may stand in.
    """

    numbers: NDArray[numpy.int64]
    published: Coded[str]
    make: Callable[[int, int | None, str], Origin]
    value: int | None = None
    growth: int | None = None
    rank: int | None = None

    def of(self, rows: Rows) -> Places:
        return Places(
            self.numbers[rows], self.published.of(rows), self.make, self.value, self.growth, self.rank
        )  # fmt: skip

    def at(self, rows: Rows, values: Sequence[object], growths: Sequence[object]) -> list[Origin]:
        """Return the origins of rows: the cell of the figure that each of them gives."""
        told = zip(self.numbers[rows].tolist(), self.published.at(rows), values, growths, strict=True)
        return [
            self.make(number, self._position(value, growth), published) for number, published, value, growth in told
        ]

    def of_column(self, row: int, column: str) -> Origin:
        """Return the cell of a row's growth or rank."""
        position = {"growth": self.growth, "rank": self.rank}[column]
        return self.make(int(self.numbers[row]), position, self.published.at(slice(row, row + 1))[0])

    def _position(self, value: object, growth: object) -> int | None:
        if value is not None:
            return self.value
        return self.growth if growth is not None else self.rank


@dataclass(frozen=True, eq=False)
class Observations(Sequence[Observation]):
    """The observations of a data set by columns; as a sequence it equals the tuple of the same observations.

    `rank` and `rank_total` are 0 where none was given.
    """

    indicator: Coded[str]
    entity: Coded[str]
    period: Coded[Period]
    value: Decimals
    growth: Decimals
    rank: Ints
    rank_total: Ints
    qualifier: Coded[Qualifier]
    status: Coded[ObservationStatus]
    visibility: Coded[Visibility]
    places: Places = field(repr=False)

    def __len__(self) -> int:
        return len(self.rank)

    @overload
    def __getitem__(self, at: int) -> Observation: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Observation, ...]: ...
    def __getitem__(self, at: int | slice) -> Observation | tuple[Observation, ...]:
        if isinstance(at, slice):
            return tuple(self.made(at))
        row = range(len(self))[at]
        return self.made(slice(row, row + 1))[0]

    def __iter__(self) -> Iterator[Observation]:
        for first in range(0, len(self), _AT_ONCE):
            yield from self.made(slice(first, first + _AT_ONCE))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (tuple, list, Observations)):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as of any sequence of arrays: there is no hash of it

    def __repr__(self) -> str:
        return f"Observations(<{len(self)}>)"

    def made(self, rows: Rows) -> list[Observation]:
        """Return some rows as observations."""
        values, growths = self.value.at(rows), self.growth.at(rows)
        return list(
            map(
                Observation,
                self.indicator.at(rows),
                self.entity.at(rows),
                self.period.at(rows),
                values,
                growths,
                [rank or None for rank in self.rank[rows].tolist()],
                [total or None for total in self.rank_total[rows].tolist()],
                self.qualifier.at(rows),
                self.status.at(rows),
                self.visibility.at(rows),
                self.places.at(rows, values, growths),
            )
        )

    def origin_of(self, row: int, column: str) -> Origin:
        """Return where a figure of a row stands: its `value`, `growth` or `rank`."""
        given = {"growth": self.growth.digits[row] != ABSENT, "rank": self.rank[row] > 0}
        return self.places.of_column(row, column) if given.get(column) else self[row].origin

    def repeated(self) -> list[tuple[Observation, Observation]]:
        """Return each observation whose indicator, entity and period an earlier one has, with the first such."""
        import numpy

        keys = self._keys
        twice = _repeated(keys)
        if not len(twice):
            return []
        first: dict[int, int] = {}
        pairs = []
        for row in numpy.flatnonzero(numpy.isin(keys, twice)).tolist():
            earlier = first.setdefault(int(keys[row]), row)
            if earlier != row:
                pairs.append((self[row], self[earlier]))
        return pairs

    @cached_property
    def by_series(self) -> Mapping[Key, tuple[Observation, ...]]:
        """The observations of each indicator and entity, in time order; made when asked for."""
        return _Series(self)

    @cached_property
    def _keys(self) -> NDArray[numpy.int64]:
        """One number a row that orders it by indicator, entity and period; equal where these are."""
        import numpy

        times = sorted(set(self.period.names))
        place = {period: at for at, period in enumerate(times)}
        ranks = numpy.array([place[period] for period in self.period.names], dtype=numpy.int64)
        keys = self.indicator.codes.astype(numpy.int64)
        keys *= len(self.entity.names)
        keys += self.entity.codes
        keys *= len(times)
        keys += ranks[self.period.codes]
        return keys


def _repeated(keys: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
    """Return the keys that stand more than once."""
    import numpy

    if len(keys) and keys.max() < _DENSE * len(keys):
        return numpy.flatnonzero(numpy.bincount(keys) > 1)
    order = numpy.sort(keys)
    return numpy.unique(order[1:][order[1:] == order[:-1]])


class _Series(Mapping[Key, tuple[Observation, ...]]):
    """The series of columnar observations: where each begins in the order of time, and lately made ones."""

    def __init__(self, rows: Observations) -> None:
        self._rows = rows
        self._kept: dict[Key, tuple[Observation, ...]] = {}
        self._indicators = {name: code for code, name in enumerate(rows.indicator.names)}
        self._entities = {name: code for code, name in enumerate(rows.entity.names)}

    @cached_property
    def _sorted(self) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64], NDArray[numpy.int64]]:
        """The rows by series and time; the numbers of the series that there are; where each begins, and the end."""
        import numpy

        rows = self._rows
        order = numpy.argsort(rows._keys, kind="stable")
        series = rows.indicator.codes[order].astype(numpy.int64) * len(self._entities) + rows.entity.codes[order]
        begins = numpy.flatnonzero(numpy.diff(series, prepend=-1))
        return order, series[begins], numpy.append(begins, len(order))

    def _span(self, key: Key) -> tuple[int, int]:
        indicator, entity = self._indicators.get(key[0]), self._entities.get(key[1])
        if indicator is None or entity is None:
            return 0, 0
        _, series, begins = self._sorted
        wanted = indicator * len(self._entities) + entity
        at = int(series.searchsorted(wanted))
        if at == len(series) or series[at] != wanted:
            return 0, 0
        return int(begins[at]), int(begins[at + 1])

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, tuple):
            return False
        first, last = self._span(key)
        return first < last

    def __getitem__(self, key: Key) -> tuple[Observation, ...]:
        if key not in self._kept:
            first, last = self._span(key)
            if first == last:
                raise KeyError(key)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = tuple(self._rows.made(self._sorted[0][first:last]))
        return self._kept[key]

    def __iter__(self) -> Iterator[Key]:
        keys = ((indicator, entity) for indicator in self._indicators for entity in self._entities)
        return (key for key in keys if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

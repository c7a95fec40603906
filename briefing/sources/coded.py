"""A column of raw cells in; each different cell once, and for each row which it is, out: so that few are read many."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from briefing.model.observations import Coded
from briefing.sources.block import Column, Rows, cell, listed
from briefing.sources.fields import Unreadable
from briefing.sources.tables import Raw, Table

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Codes = NDArray[numpy.int32]
    Mask = NDArray[numpy.bool_]

T = TypeVar("T")
S = TypeVar("S")
_FEW = 100_000


def column_of(table: Table, name: str) -> Column | None:
    """Return a column of a large table by name; None where there is none."""
    rows, position = table.lines, table.index.get(name)
    assert isinstance(rows, Rows)
    return None if position is None or position >= len(rows.columns) else rows.columns[position]


def encode(column: Column) -> Coded[Raw]:
    """Return the different cells of a column in the order in which they first appear, and each row's."""
    import pyarrow

    array: Any = column
    if isinstance(array, pyarrow.ChunkedArray):
        array = array.combine_chunks()
    if isinstance(array, pyarrow.Array):
        return _encode_array(array)
    return _encode_list(listed(column))


def _encode_array(column: Any) -> Coded[Raw]:
    import numpy
    import pyarrow

    if pyarrow.types.is_null(column.type):
        return Coded(numpy.zeros(len(column), dtype=numpy.int32), ("",))
    given = pyarrow.types.is_dictionary(column.type)
    coded = column if given else column.dictionary_encode(null_encoding="encode")
    cells = tuple(map(cell, coded.dictionary.to_pylist()))
    codes = coded.indices
    if codes.null_count:
        codes, cells = codes.cast("int32").fill_null(len(cells)), (*cells, "")
    found = Coded(codes.to_numpy(zero_copy_only=False).astype(numpy.int32, copy=False), cells)
    # A dictionary that was handed over may hold what no row has.
    return found.used() if given else found


def _encode_list(column: Sequence[object]) -> Coded[Raw]:
    import numpy

    places: dict[Hashable, int] = {}
    cells: list[Raw] = []
    codes = numpy.empty(len(column), dtype=numpy.int32)
    for row, value in enumerate(column):
        # Decimals that are equal may differ in how many digits were given.
        key = value if type(value) is str else (type(value), str(value))
        code = places.setdefault(key, len(cells))
        if code == len(cells):
            cells.append(cell(value))
        codes[row] = code
    return Coded(codes, tuple(cells))


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A column that was read: what its different cells mean (None: nothing was given), and which cannot be read."""

    codes: Codes
    values: tuple[T | None, ...]
    bad: tuple[bool, ...]

    @property
    def unreadable(self) -> Mask:
        return mask(self.bad, self.codes)

    @property
    def missing(self) -> Mask:
        return mask([not value for value in self.values], self.codes)

    def growing(self, default: T, key: Callable[[T], Hashable] = lambda value: value) -> Growing[T]:
        """Return the values with each of them once, and the default where nothing was given."""
        import numpy

        made: Growing[T] = Growing(self.codes, [], {}, key)
        codes = [made.code(value or default) for value in self.values]
        same = codes == list(range(len(codes)))
        made.codes = self.codes.copy() if same else numpy.array(codes, dtype=numpy.int32)[self.codes]
        return made


@dataclass(slots=True)
class Growing(Generic[T]):
    """A coded column while single rows are put into it; `key` tells its values from one another."""

    codes: Codes
    names: list[T]
    places: dict[Hashable, int]
    key: Callable[[T], Hashable]

    def code(self, value: T) -> int:
        found = self.places.setdefault(self.key(value), len(self.names))
        if found == len(self.names):
            self.names.append(value)
        return found

    def put(self, row: int, value: T) -> None:
        self.codes[row] = self.code(value)

    def settled(self) -> Coded[T]:
        return Coded(self.codes, tuple(self.names))


def mask(told: Sequence[bool], codes: Codes) -> Mask:
    """Return for each row what is told of its cell."""
    import numpy

    if not any(told):
        return numpy.zeros(len(codes), dtype=numpy.bool_)
    found: Mask = numpy.array(told, dtype=numpy.bool_)[codes]
    return found


def pairs(first: Coded[T], second: Coded[S]) -> Coded[tuple[T, S]]:
    """Return two columns as one, of the pairs that there are."""
    import numpy

    width = len(second.names)
    both = first.codes.astype(numpy.int64) * width + second.codes
    if len(first.names) * width <= max(len(both), _FEW):
        present = numpy.flatnonzero(numpy.bincount(both, minlength=len(first.names) * width))
        place = numpy.zeros(len(first.names) * width, dtype=numpy.int32)
        place[present] = numpy.arange(len(present))
        codes = place[both]
    else:
        present, codes = numpy.unique(both, return_inverse=True)
    names = ((first.names[at // width], second.names[at % width]) for at in present.tolist())
    return Coded(codes.astype(numpy.int32, copy=False), tuple(names))


def parsed(column: Column | None, rows: int, parse: Callable[[Raw], T | None]) -> Parsed[T]:
    """Read each different cell of a column once; a column that is not there is one of empty cells."""
    import numpy

    if column is None:
        return Parsed(numpy.zeros(rows, dtype=numpy.int32), (None,), (False,))
    found = encode(column)
    values: list[T | None] = []
    bad: list[bool] = []
    for raw in found.names:
        value, readable = attempt(raw, parse)
        values.append(value)
        bad.append(not readable)
    return Parsed(found.codes, tuple(values), tuple(bad))


def attempt(raw: Raw, parse: Callable[[Raw], T | None]) -> tuple[T | None, bool]:
    """Read a cell as `Cells.read` does, and return whether it could be read."""
    if raw == "":
        return None, True
    try:
        return parse(raw), True
    except Unreadable:
        return None, False


def filled(column: Column, is_filled: Callable[[Raw], bool]) -> Mask:
    """Return which rows of a column hold something."""
    found = encode(column)
    return mask([is_filled(raw) for raw in found.names], found.codes)


def taken(column: Column, rows: NDArray[numpy.int64]) -> Column:
    """Return some rows of a column."""
    if hasattr(column, "take"):
        picked: Column = column.take(rows)
        return picked
    return [column[row] for row in rows.tolist()]

"""A column of numbers in, exact decimals out: what is plainly a number at once, each different other cell by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from briefing.model.observations import ABSENT, LONG, Coded, Decimals
from briefing.sources.block import Column, cell, listed
from briefing.sources.coded import attempt, encode, taken
from briefing.sources.tables import Raw

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Mask = NDArray[numpy.bool_]
    Codes = NDArray[numpy.int32]

Parse = Callable[[Raw, "str | None"], "Decimal | None"]
# What `fields.number` takes as it stands, if mantissas of it fit into 64 bits.
_PLAIN = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
_GROUPED = r"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$"
_FLOAT_LETTERS, _MOST_LETTERS = 16, 19
_MOST_DIGITS = 18
_SHORTEST = 9
_EXACT = 10**15
_AS_TEXT = frozenset({str, Decimal})
# Stands for a cell that is neither text nor a number: no number reads so.
_OTHER = "?"


@dataclass(slots=True)
class Amounts:
    """Numbers while they are read; `open` are the rows that were not plain, `bad` those that cannot be read."""

    mantissa: NDArray[numpy.int64]
    digits: NDArray[numpy.int8]
    open: Mask
    bad: Mask
    long: dict[int, Decimal]

    @property
    def given(self) -> Mask:
        given: Mask = self.digits != ABSENT
        return given

    def put(self, row: int, value: Decimal | None) -> None:
        self.mantissa[row], self.digits[row] = packed(value)
        self.long.pop(row, None)
        if value is not None and self.digits[row] == LONG:
            self.long[row] = value

    def decimals(self) -> Decimals:
        return Decimals(self.mantissa, self.digits, self.long)


def packed(value: Decimal | None) -> tuple[int, int]:
    """Return a number as mantissa and digits; LONG where it does not fit."""
    if value is None:
        return 0, ABSENT
    sign, figures, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not -_MOST_DIGITS <= exponent <= 0 or len(figures) > _MOST_DIGITS:
        return 0, LONG
    mantissa = int("".join(map(str, figures)))
    return -mantissa if sign else mantissa, -exponent


def read(column: Column | None, rows: int) -> Amounts:
    """Read what is plainly a number or empty; all else is left open."""
    import numpy
    import pyarrow

    if column is None:
        return _nothing(rows)
    array: Any = column
    if isinstance(array, pyarrow.ChunkedArray):
        array = array.combine_chunks()
    if not isinstance(array, pyarrow.Array):
        array = _as_text(listed(column))
    kind = array.type
    if pyarrow.types.is_null(kind):
        return _nothing(rows)
    if pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
        return _of_text(array)
    if pyarrow.types.is_integer(kind) and kind != pyarrow.uint64():
        return _whole(array)
    if pyarrow.types.is_floating(kind):
        return _of_floats(array)
    if pyarrow.types.is_decimal128(kind) and 0 <= kind.scale <= _MOST_DIGITS:
        return _of_decimals(array)
    made = _nothing(rows)
    made.open[:] = numpy.True_
    return made


def _nothing(rows: int) -> Amounts:
    import numpy

    no = numpy.zeros(rows, dtype=numpy.bool_)
    digits = numpy.full(rows, ABSENT, dtype=numpy.int8)
    return Amounts(numpy.zeros(rows, dtype=numpy.int64), digits, no, no.copy(), {})


def _as_text(column: Sequence[object]) -> Any:
    import pyarrow

    texts = [str(each) if type(each) in _AS_TEXT else _other(each) for each in column]
    return pyarrow.array(texts, pyarrow.large_string())


def _other(value: object) -> str:
    raw = cell(value)
    return str(raw) if isinstance(raw, (str, Decimal)) else _OTHER


def _of_text(column: Any) -> Amounts:
    import numpy
    import pyarrow.compute as compute

    made = _nothing(len(column))
    letters = compute.binary_length(column).fill_null(0).to_numpy()
    given = numpy.flatnonzero(letters)
    if len(given) < len(column):
        column, letters = column.take(given), letters[given]
    plain = compute.match_substring_regex(column, _PLAIN).to_numpy(zero_copy_only=False)
    made.open[given] = True
    if not plain.all():
        column, letters, plain = _ungrouped(column, letters, plain)
    for fits, read_ in ((letters <= _FLOAT_LETTERS, _short), (letters > _FLOAT_LETTERS, _longer)):
        rows = numpy.flatnonzero(plain & fits & (letters <= _MOST_LETTERS))
        if len(rows):
            part = column if len(rows) == len(column) else column.take(rows)
            point = compute.find_substring(part, ".").to_numpy()
            digits = numpy.where(point < 0, 0, letters[rows] - point - 1)
            at = given[rows]
            made.mantissa[at], made.digits[at], made.open[at] = read_(part, digits), digits, False
    return made


def _ungrouped(column: Any, letters: Any, plain: Any) -> tuple[Any, Any, Any]:
    """Return a column of texts without the commas between thousands, its lengths and which are plain numbers."""
    import pyarrow.compute as compute

    grouped = compute.match_substring_regex(column, _GROUPED)
    if not compute.any(grouped).as_py():
        return column, letters, plain
    column = compute.if_else(grouped, compute.replace_substring(column, ",", ""), column)
    plain = compute.match_substring_regex(column, _PLAIN).to_numpy(zero_copy_only=False)
    return column, compute.binary_length(column).to_numpy(), plain


def _short(texts: Any, digits: Any) -> Any:
    """Return the mantissas of numbers of at most 15 figures: a float is near enough to tell them."""
    import numpy

    return numpy.rint(texts.cast("float64").to_numpy() * (10.0 ** numpy.arange(_MOST_DIGITS))[digits])


def _longer(texts: Any, digits: Any) -> Any:
    import pyarrow.compute as compute

    return compute.replace_substring(texts, ".", "").cast("int64").to_numpy()


def _whole(column: Any) -> Amounts:
    import numpy

    made = _nothing(len(column))
    made.mantissa[:] = column.fill_null(0).to_numpy(zero_copy_only=False)
    made.digits[column.is_valid().to_numpy(zero_copy_only=False)] = 0
    # The least whole number of 64 bits has no opposite.
    made.open[:] = numpy.abs(made.mantissa.astype(numpy.float64)) >= 10.0**_MOST_DIGITS
    made.digits[made.open] = ABSENT
    return made


def _of_floats(column: Any) -> Amounts:
    """Return floats as 15 digits show them: the shortest decimal that is the same float, if it is that short."""
    import numpy

    values = column.fill_null(float("nan")).cast("float64").to_numpy(zero_copy_only=False)
    made = _nothing(len(values))
    # NaN is no number: an empty cell.
    made.open[:] = ~numpy.isnan(values)
    left = numpy.flatnonzero(made.open)
    for digits in range(_SHORTEST + 1):
        part = values[left]
        with numpy.errstate(over="ignore"):
            mantissa = numpy.rint(part * 10.0**digits)
            fits = (mantissa / 10.0**digits == part) & (numpy.abs(mantissa) < _EXACT)
        rows = left[fits]
        made.mantissa[rows], made.digits[rows], made.open[rows] = mantissa[fits].astype(numpy.int64), digits, False
        left = left[~fits]
        if not len(left):
            break
    return made


def _of_decimals(column: Any) -> Amounts:
    import numpy

    made = _nothing(len(column))
    halves = numpy.frombuffer(column.buffers()[1], dtype=numpy.int64)
    pairs = halves.reshape(-1, 2)[column.offset : column.offset + len(column)]
    valid = column.is_valid().to_numpy(zero_copy_only=False)
    # The upper half of a small number holds nothing but its sign.
    small = (pairs[:, 1] == pairs[:, 0] >> 63) & (numpy.abs(pairs[:, 0].astype(numpy.float64)) < 10.0**_MOST_DIGITS)
    made.open[:] = valid & ~small
    rows = valid & small
    made.mantissa[rows] = pairs[rows, 0]
    made.digits[rows] = column.type.scale
    return made


def shift(made: Amounts, rows: NDArray[numpy.int64], tens: int) -> NDArray[numpy.int64]:
    """Multiply rows by 10^`tens`, without zeros at their ends, as `units.convert` does; return those left as they were.

    What is too long or would be is left.
    """
    import numpy

    mantissa, digits = made.mantissa[rows], made.digits[rows].astype(numpy.int64) - tens
    for _ in range(_MOST_DIGITS):
        ends = (mantissa % 10 == 0) & (mantissa != 0)
        if not ends.any():
            break
        mantissa[ends] //= 10
        digits[ends] -= 1
    digits[mantissa == 0] = 0
    up = numpy.maximum(-digits, 0)
    fits = (made.digits[rows] >= 0) & (digits <= _MOST_DIGITS) & (up <= _MOST_DIGITS)
    fits &= numpy.abs(mantissa) * 10.0 ** numpy.minimum(up, _MOST_DIGITS) < 10.0**_MOST_DIGITS
    done = rows[fits]
    made.mantissa[done] = mantissa[fits] * 10 ** up[fits]
    made.digits[done] = numpy.maximum(digits[fits], 0)
    return rows[~fits]


def settle(made: Amounts, column: Column | None, units: Coded[str | None], parse: Parse) -> None:
    """Read the rows that were left open: each different cell once for each unit that it may bear."""
    import numpy

    rows = numpy.flatnonzero(made.open)
    if not len(rows) or column is None:
        return
    cells, meant = encode(taken(column, rows)), units.codes[rows]
    known: dict[tuple[int, int], tuple[Decimal | None, bool]] = {}
    for row, code, unit in zip(rows.tolist(), cells.codes.tolist(), meant.tolist(), strict=True):
        found = known.get((code, unit))
        if found is None:
            name = units.names[unit]
            found = known[code, unit] = attempt(cells.names[code], partial(_in_unit, parse, name))
        value, readable = found
        made.put(row, value)
        made.bad[row] = not readable


def _in_unit(parse: Parse, unit: str | None, raw: Raw) -> Decimal | None:
    return parse(raw, unit)

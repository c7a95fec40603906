"""The columns of a large table that hold numbers in; values in their indicators' units, growth and ranks out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from briefing.model.observations import Coded
from briefing.model.records import Observation
from briefing.sources import amounts, fields, units
from briefing.sources.amounts import Amounts
from briefing.sources.block import Column
from briefing.sources.cells import NO_LIMIT
from briefing.sources.coded import column_of, mask, pairs
from briefing.sources.rows import RANKS
from briefing.sources.tables import Raw, Table

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Mask = NDArray[numpy.bool_]
    Ints = NDArray[numpy.int32]
    Pairs = Coded[tuple[str | None, str | None]]

_MOST_TENS = 18
_COLUMNS = ("value", "growth", "rank", "rank_total")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the rows give; ranks are 0 where none is given. `bad` rows must be read by themselves."""

    value: Amounts
    growth: Amounts
    rank: Ints
    rank_total: Ints
    bad: Mask

    def put(self, row: int, observation: Observation) -> None:
        self.value.put(row, observation.value)
        self.growth.put(row, observation.growth)
        self.rank[row] = observation.rank or 0
        self.rank_total[row] = observation.rank_total or 0


def read(table: Table, indicator: Coded[str], unit: Coded[str], known: Mapping[str, str]) -> Figures:
    """Read the numbers; `known` maps an indicator to its unit where it is known."""
    both = pairs(indicator, unit)
    # The row's own unit and that of its indicator, where there are such.
    told = Coded(both.codes, tuple((mine or known.get(id_), known.get(id_)) for id_, mine in both.names))
    columns = [column_of(table, name) for name in _COLUMNS]
    value, growth, rank_, total_ = (amounts.read(column, len(table.lines)) for column in columns)
    amounts.settle(value, columns[0], Coded(told.codes, tuple(mine for mine, _ in told.names)), fields.number)
    amounts.settle(growth, columns[1], _no_units(told), lambda raw, _: fields.number(raw, "%"))
    rank, wrong = _ranks(rank_, columns[2], told, RANKS)
    total, false = _ranks(total_, columns[3], told, ())
    bad = value.bad | growth.bad | wrong | false | _unsuited(told)
    bad |= (rank > total) & (total > 0)
    bad |= ~(value.given | growth.given | (rank > 0))
    _convert(value, told, bad)
    return Figures(value, growth, rank, total, bad)


def _no_units(told: Pairs) -> Coded[str | None]:
    import numpy

    return Coded(numpy.zeros_like(told.codes), (None,))


def _ranks(made: Amounts, column: Column | None, told: Pairs, suffixes: tuple[str, ...]) -> tuple[Ints, Mask]:
    """Return a column of whole numbers from 1 on, and which rows do not hold such."""
    import numpy

    def parse(raw: Raw, _: str | None) -> Decimal | None:
        found = fields.whole(raw, 1, NO_LIMIT, suffixes)
        return None if found is None else Decimal(found)

    amounts.settle(made, column, _no_units(told), parse)
    broken = numpy.flatnonzero(made.digits > 0)
    tens = (10 ** numpy.arange(19, dtype=numpy.int64))[made.digits[broken]]
    # 3.0 is a whole number, 2.5 will be found too small.
    made.mantissa[broken] = numpy.where(made.mantissa[broken] % tens == 0, made.mantissa[broken] // tens, 0)
    good = (made.mantissa >= 1) & (made.mantissa <= NO_LIMIT) & (made.digits >= 0)
    return numpy.where(good, made.mantissa, 0).astype(numpy.int32), made.bad | (made.given & ~good)


def _unsuited(told: Pairs) -> Mask:
    """Return the rows whose unit cannot be made their indicator's."""

    suits = [_same(pair) or units.convert(Decimal(1), *pair) is not None for pair in told.names]  # type: ignore[arg-type]  # both are told where they are not the same
    return mask([not suit for suit in suits], told.codes)


def _same(pair: tuple[str | None, str | None]) -> bool:
    """Return whether values stay as they are written."""
    mine, own = pair
    return mine is None or own is None or units.is_same(mine, own)


def _convert(value: Amounts, told: Pairs, bad: Mask) -> None:
    """Turn the values that are in another unit into that of their indicator."""
    import numpy

    for code, (mine, own) in enumerate(told.names):
        if mine is None or own is None or units.is_same(mine, own):
            continue
        rows = numpy.flatnonzero((told.codes == code) & value.given & ~bad)
        tens = _tens(units.factor(mine, own))
        left = rows if tens is None else amounts.shift(value, rows, tens)
        for row, number in zip(left.tolist(), value.decimals().at(left), strict=True):
            assert number is not None
            value.put(row, units.convert(number, mine, own))


def _tens(factor: Fraction | None) -> int | None:
    """Return the exponent of a power of ten; None of what is none."""
    for exponent in range(-_MOST_TENS, _MOST_TENS + 1):
        if factor == Fraction(10) ** exponent:
            return exponent
    return None

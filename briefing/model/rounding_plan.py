"""A data set in; how its numbers are rounded out, settled once for a whole document.

The unit (万, 亿) and the decimals of an indicator follow from all of its values (`model.scale`). A value is rounded
half up (四舍五入) by itself; where the template asks for the largest remainder, the parts of a sum that the data set's
rules name are rounded so that they add up to the whole as it is printed, wherever they are printed. What is worked out
of values (changes, rates, shares) is worked out of the exact ones, never of rounded ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Literal

from briefing.model import metrics
from briefing.model.apportion import apportioned
from briefing.model.dataset import Dataset
from briefing.model.figure import RATE_DIGITS, decimals, round_half_up
from briefing.model.language import language_of
from briefing.model.period import Period
from briefing.model.records import Indicator, Observation
from briefing.model.scale import Scale, scale_of
from briefing.model.sums import Cell, Sum, adds_up, cell_of, of_entities, ruled

Rounding = Literal["half_up", "largest_remainder"]
Moved = tuple[tuple[Period, Decimal], ...]
"""The printed values of one series that are not its rounded ones, by period."""
MovedShares = tuple[tuple[Period, str, Decimal], ...]
"""The printed shares of one series that are not its rounded ones, by period and whole (`gdp/here`)."""


class RoundingPlan:
    """How the numbers of one data set are rounded; it holds no state but what it has already worked out."""

    def __init__(self, dataset: Dataset, rounding: Rounding = "half_up") -> None:
        self.dataset, self.rounding = dataset, rounding
        self._scales: dict[str, Scale] = {}

    @property
    def balanced(self) -> bool:
        """Whether parts are rounded so that they add up."""
        return self.rounding == "largest_remainder"

    def scale(self, indicator: Indicator) -> Scale:
        """Return in which unit and with how many decimals an indicator is printed, by all of its values."""
        if indicator.id not in self._scales:
            entities = self.dataset.entities_of(indicator.id)
            rows = (o for entity in entities for o in self.dataset.series(indicator.id, entity))
            values = [o.value for o in rows if o.value is not None]
            self._scales[indicator.id] = scale_of(indicator, values, language_of(self.dataset.language))
        return self._scales[indicator.id]

    def moved(self, indicator: str, entity: str) -> Moved:
        """Return the printed values of a series that are rounded the other way, so that a sum adds up."""
        return self._moved.get((indicator, entity), ()) if self.balanced else ()

    @cached_property
    def _moved(self) -> Mapping[tuple[str, str], Moved]:
        found: dict[tuple[str, str], list[tuple[Period, Decimal]]] = defaultdict(list)
        for (indicator, entity, period), printed in self._printed().items():
            if printed is not None:
                found[indicator, entity].append((period, printed))
        return {key: tuple(moves) for key, moves in found.items()}

    def moved_shares(self, indicator: str, entity: str) -> MovedShares:
        """Return the shares of a series in wholes that are rounded the other way, so that they add up to 100 %."""
        return self._moved_shares.get((indicator, entity), ()) if self.balanced else ()

    @cached_property
    def _moved_shares(self) -> Mapping[tuple[str, str], MovedShares]:
        """A whole is what the rules name, or the first entity where the others add up to it; the first sum settles."""
        found: dict[tuple[str, str], dict[tuple[Period, str], Decimal]] = defaultdict(dict)
        for each in chain(ruled(self.dataset), of_entities(self.dataset)):
            exact = _shares_of(each)
            if any(row.is_rounded for row in (each.whole, *each.parts)) or not exact or not adds_up(self.dataset, each):
                continue
            plain = [round_half_up(share, RATE_DIGITS) for share in exact]
            printed = apportioned(exact, Decimal(100), RATE_DIGITS) if sum(plain) != 100 else None
            key = each.whole.period, f"{each.whole.indicator}/{each.whole.entity}"
            for row, share in zip(each.parts, printed or plain, strict=True):
                found[row.indicator, row.entity].setdefault(key, share)
        return {key: tuple((*where, share) for where, share in made.items()) for key, made in found.items()}

    def _printed(self) -> dict[Cell, Decimal | None]:
        """Return what is settled by a sum: the printed value that is not the rounded one, or None where it is.

        What an earlier sum has settled, a later one leaves: a value is printed once for all of them.
        """
        settled: dict[Cell, Decimal | None] = {}
        for each in ruled(self.dataset):
            rows = (each.whole, *each.parts)
            alike = len({self._unit(row) for row in rows}) == 1
            # A rounded value is no part of a sum that could be known, and moving it would tell what was cut off.
            if alike and not any(row.is_rounded for row in rows) and adds_up(self.dataset, each):
                settled |= self._settle(each, settled)
        return settled

    def _settle(self, found: Sum, settled: Mapping[Cell, Decimal | None]) -> dict[Cell, Decimal | None]:
        whole = self._as_printed(found.whole, settled)
        made: dict[Cell, Decimal | None] = {cell_of(found.whole): settled.get(cell_of(found.whole))}
        if sum((self._as_printed(row, settled) for row in found.parts), Decimal(0)) == whole:
            return made | {cell_of(row): settled.get(cell_of(row)) for row in found.parts}
        free = [row for row in found.parts if cell_of(row) not in settled and self._rounded(row) != self._scaled(row)]
        kept = sum((self._as_printed(row, settled) for row in found.parts if row not in free), Decimal(0))
        finest = {self._digits(row) for row in free}
        printed = None
        if len(finest) == 1:
            printed = apportioned([self._scaled(row) for row in free], whole - kept, finest.pop())
        if printed is None:
            return {}
        moves = {cell_of(row): value for row, value in zip(free, printed, strict=True) if value != self._rounded(row)}
        return made | {cell_of(row): moves.get(cell_of(row), settled.get(cell_of(row))) for row in found.parts}

    def _as_printed(self, row: Observation, settled: Mapping[Cell, Decimal | None]) -> Decimal:
        moved = settled.get(cell_of(row))
        return self._rounded(row) if moved is None else moved

    def _rounded(self, row: Observation) -> Decimal:
        return round_half_up(self._scaled(row), self._digits(row))

    def _scaled(self, row: Observation) -> Decimal:
        assert row.value is not None
        return self._scale(row).apply(row.value)

    def _digits(self, row: Observation) -> int:
        assert row.value is not None
        digits = self._scale(row).digits
        return decimals(row.value) if digits is None else digits

    def _unit(self, row: Observation) -> str:
        return self._scale(row).prefix

    def _scale(self, row: Observation) -> Scale:
        return self.scale(self.dataset.indicator(row.indicator))


def _shares_of(found: Sum) -> list[Decimal]:
    """Return the exact shares of parts in their whole, in per cent; none where one of them says nothing."""
    whole = found.whole.value or Decimal(0)
    made = [metrics.share(row.value, whole) for row in found.parts if row.value is not None]
    return [share for share in made if share is not None] if None not in made else []


def shares(values: Sequence[Decimal], digits: int, *, balanced: bool) -> tuple[Decimal, ...]:
    """Return the shares of parts in their sum, in per cent, as they are printed; `balanced` ones add up to 100.

    The sum must be positive.
    """
    whole = sum(values, Decimal(0))
    exact = [value / whole * 100 for value in values]
    plain = tuple(round_half_up(share, digits) for share in exact)
    if not balanced or sum(plain) == 100:
        return plain
    return apportioned(exact, Decimal(100), digits) or plain

"""Exact parts and the printed whole in, printed parts that add up to it out (the largest remainder method)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal


def apportioned(exact: Sequence[Decimal], whole: Decimal, digits: int) -> tuple[Decimal, ...] | None:
    """Round parts to `digits` decimals so that they add up to `whole`; None where that cannot be.

    Each part is rounded down, and what then misses goes, a unit of the last place each, to those that lost most; of
    equal ones to the first. So none is a full unit or more off, negative ones neither, and what is exact stays.
    None where the whole is not printed so finely, or is further off than rounding parts up or down can reach.
    """
    step = Decimal(1).scaleb(-digits)
    floors = [value.quantize(step, rounding=ROUND_FLOOR) for value in exact]
    lost = [value - floor for value, floor in zip(exact, floors, strict=True)]
    missing = (whole - sum(floors, Decimal(0))) / step
    if missing != missing.to_integral_value() or not 0 <= missing <= sum(map(bool, lost)):
        return None
    # A stable sort: of equal remainders the first one in the data comes first.
    raised = sorted(range(len(lost)), key=lambda at: -lost[at])[: int(missing)]
    made = [floor + step if at in raised else floor for at, floor in enumerate(floors)]
    return tuple(abs(value) if value == 0 else value for value in made)

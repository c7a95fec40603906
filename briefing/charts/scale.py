"""Values in, the domain and ticks of a value axis out. No Altair."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Domain:
    """The ends of a value axis and the values it is ticked at (empty: no axis); `falling`: small at the top."""

    low: float
    high: float
    ticks: tuple[float, ...] = ()
    falling: bool = False

    @property
    def span(self) -> float:
        return self.high - self.low


UP, DOWN, LEFT = 0.12, 0.12, 0.22
"""Shares of the span left free for labels above columns, below negative ones, and left of negative bars."""


def from_zero(values: Sequence[float], *, ticked: bool = False, above: float = 0, below: float = 0) -> Domain:
    """Return a domain with zero in it, as bars need; `above` and `below` are the shares left free for labels.

    Nothing is left free at the right of bars: a label there takes the same room at any size, and the layout finds it.
    """
    low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        return Domain(0.0, 1.0)
    if ticked:
        return _rounded(low, high)
    span = high - low
    return Domain(low - span * below if low < 0 else low, high + span * above if high > 0 else high)


def around(values: Sequence[float], *, ticked: bool, falling: bool = False) -> Domain:
    """Return a domain for lines: from zero when the values come near it, else around them."""
    low, high = min(values), max(values)
    if low == high:
        margin = abs(low) * 0.5 or 1.0
        return Domain(low - margin, high + margin, falling=falling)
    if 0 <= low < high * 0.4 and not falling:
        low = 0.0
    if ticked:
        return replace(_rounded(low, high), falling=falling)
    room = (high - low) * UP
    return Domain(low - room if low else 0.0, high + room, falling=falling)


def _rounded(low: float, high: float) -> Domain:
    step = _step((high - low) / 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # Multiples of the step rounded to 12 digits: 3 * 0.1 would otherwise print as 0.30000000000000004.
    ticks = tuple(float(f"{index * step:.12g}") for index in range(first, last + 1))
    return Domain(ticks[0], ticks[-1], ticks)


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart to at least `gap` where there is room, keeping their order and staying within the ends."""
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    gap = min(gap, (high - low) / max(len(positions) - 1, 1))
    # Less the gaps before it, a position has to be no lower than the one before: pool those that are (isotonic means).
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        mean, count = positions[index] - rank * gap, 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    ceiling = high - gap * (len(order) - 1)
    flat = [min(max(mean, low), ceiling) for mean, count in pools for _ in range(count)]
    moved = {index: at + rank * gap for rank, (index, at) in enumerate(zip(order, flat, strict=True))}
    return [moved[index] for index in range(len(positions))]

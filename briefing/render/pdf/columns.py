"""What each column would like and must have in, column widths that fill the measure out."""

from __future__ import annotations

from collections.abc import Sequence


def column_widths(
    natural: Sequence[float], least: Sequence[float], weights: Sequence[float], total: float
) -> tuple[float, ...]:
    """Share out `total` points.

    Room to spare goes by weight. Where there is too little, columns that need less than their share keep what they need
    and the others share the rest by weight, but none gets less than its longest word, if that is possible at all.
    """
    spare = total - sum(natural)
    if spare >= 0:
        whole = sum(weights)
        return tuple(want + spare * weight / whole for want, weight in zip(natural, weights, strict=True))
    shares = _shared(natural, weights, total)
    return _at_least(shares, least, total)


def _shared(natural: Sequence[float], weights: Sequence[float], total: float) -> list[float]:
    shares = list(natural)
    open_, left = set(range(len(natural))), total
    while open_:
        whole = sum(weights[index] for index in open_)
        content = {index for index in open_ if natural[index] <= left * weights[index] / whole}
        if not content:
            for index in open_:
                shares[index] = left * weights[index] / whole
            break
        left -= sum(natural[index] for index in content)
        open_ -= content
    return shares


def _at_least(shares: list[float], least: Sequence[float], total: float) -> tuple[float, ...]:
    """Raise each share to its least, at the cost of those with something over."""
    if sum(least) >= total:
        whole = sum(least)
        return tuple(total * need / whole for need in least)
    lacking = sum(max(0.0, need - share) for share, need in zip(shares, least, strict=True))
    over = sum(max(0.0, share - need) for share, need in zip(shares, least, strict=True))
    kept = 1 - lacking / over if over else 1.0
    return tuple(need + max(0.0, share - need) * kept for share, need in zip(shares, least, strict=True))

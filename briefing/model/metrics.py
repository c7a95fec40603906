"""Statistics of two or more values: exact decimals in, exact decimals (or None where there is no answer) out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

HUNDRED = Decimal(100)


class Light(Enum):
    """The state of an indicator against its pace (红黄绿灯); the value is the word printed beside the dot."""

    GREEN = "绿"
    YELLOW = "黄"
    RED = "红"


def change(old: Decimal, new: Decimal) -> Decimal:
    """Return the absolute change (增加/减少), in the unit of the values."""
    return new - old


def growth(old: Decimal, new: Decimal) -> Decimal | None:
    """Return the growth rate in per cent, or None when the base is not positive.

    None as well of what turned negative: a profit that became a loss did not fall by 150 %.
    """
    return (new / old - 1) * HUNDRED if old > 0 and new >= 0 else None


def mean_growth(old: Decimal, new: Decimal, years: int) -> Decimal | None:
    """Return the compound annual growth rate (年均增长) in per cent.

    None when the base is not positive, the end is negative, or no year lies between.
    """
    if old <= 0 or new < 0 or years < 1:
        return None
    return ((new / old) ** (Decimal(1) / years) - 1) * HUNDRED


def points(old: Decimal, new: Decimal) -> Decimal:
    """Return the difference of two rates in percentage points (百分点)."""
    return new - old


def rank_change(old: Decimal, new: Decimal) -> Decimal:
    """Return how many places a rank rose (positive) or fell: a smaller rank is better."""
    return old - new


def doublings(old: Decimal, new: Decimal) -> int | None:
    """Return n where the value is at least 2ⁿ times its base (翻n番), or None when the base is not positive."""
    if old <= 0:
        return None
    count = 0
    while new >= old * 2 ** (count + 1):
        count += 1
    return count


def turned_sign(old: Decimal, new: Decimal) -> bool:
    """Return whether the value crossed zero (由负转正, 由正转负)."""
    return (old < 0 < new) or (new < 0 < old)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return the share of a part in its whole (占比, 比重), in per cent.

    None where the whole is not positive, and where the part is negative or more than the whole: other parts are then
    negative, as losses are, and a share says nothing.
    """
    return part / whole * HUNDRED if whole > 0 and 0 <= part <= whole else None


def contribution(part_change: Decimal, whole_base: Decimal) -> Decimal | None:
    """Return by how many points a part moved the growth of its whole (拉动…个百分点): its change ÷ the whole's base.

    The contributions of all parts add up to the growth of the whole. None when the base is not positive. (中国统计年鉴,
    国民经济核算, 三次产业对国内生产总值增长的拉动: growth rate × 贡献率, which is the same.)
    """
    return part_change / whole_base * HUNDRED if whole_base > 0 else None


def weighted_growth(growth: Decimal, part_base: Decimal, whole_base: Decimal) -> Decimal | None:
    """Return a contribution in points from a growth rate at constant prices: the rate × the share a year ago.

    None when the whole's base is not positive or the part's is negative.
    """
    return growth * part_base / whole_base if whole_base > 0 and part_base >= 0 else None


def contribution_rate(contributed: Decimal, growth: Decimal) -> Decimal | None:
    """Return the share of a whole's growth that one part makes up (贡献率), in per cent; both are in points.

    None where the whole did not grow: a share of a fall would be read the wrong way round. (中国统计年鉴, 国民经济核算,
    三次产业贡献率: increment of the part ÷ increment of the whole.)
    """
    return contributed / growth * HUNDRED if growth > 0 else None


def against_mean(rate: Decimal, mean: Decimal) -> Decimal:
    """Return by how many points a rate lies above (positive) or below the mean one (高于全市平均水平…个百分点)."""
    return rate - mean


def completion(actual: Decimal, target: Decimal, *, lower: bool = False, base: Decimal | None = None) -> Decimal | None:
    """Return how much of a target is reached (完成率), in per cent.

    With a `base` it is the share of the way from base to target. Where lower is better and there is no base, it is
    target ÷ actual. None where the divisor is zero.
    """
    if base is not None:
        return (actual - base) / (target - base) * HUNDRED if target != base else None
    top, bottom = (target, actual) if lower else (actual, target)
    return top / bottom * HUNDRED if bottom > 0 else None


def elapsed(gone: int, months: int, curve: Sequence[Decimal] = ()) -> Decimal:
    """Return how much of a plan should be reached after so many of its months (序时进度), in per cent.

    Without a curve it is the elapsed share. A curve says how much by the end of each of the plan's equal parts (12
    months, 4 quarters); within a part it goes straight.
    """
    if not curve:
        return Decimal(gone) / months * HUNDRED
    parts, rest = divmod(gone * len(curve), months)
    before = curve[parts - 1] if parts else Decimal(0)
    return before + (curve[parts] - before) * rest / months if rest else before


def light(completed: Decimal, pace: Decimal, yellow: Decimal, red: Decimal) -> Light:
    """Return the light of a completion rate against the pace (序时进度), both in per cent.

    Green up to `yellow` points behind, yellow up to `red` points behind (inclusive), red beyond.
    """
    behind = pace - completed
    if behind <= yellow:
        return Light.GREEN
    return Light.YELLOW if behind <= red else Light.RED

"""Plans in, observations out: months, cumulative periods and growth rates that agree with one another.

Only `random.random`, sums and products are used, so that every machine makes the same numbers from the same seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.demo_monthly.plan import CITY_RANKS, Plan

SEED = "demo-monthly"
WHOLE = "shili"
TOWNS = ("yunting", "qiyu", "wanghe", "jichuan", "xinghe", "songlan", "luyu", "lindi")
SHARES = (0.21, 0.17, 0.14, 0.13, 0.11, 0.09, 0.08, 0.07)
# How much a town's share grows or shrinks over the time worked out, so that places in the league change.
DRIFTS = (-0.10, 0.16, -0.06, 0.14, 0.05, 0.22, -0.12, 0.10)
# Where towns stand about the district's mean, in multiples of the noise.
OFFSETS = (0.9, 0.2, 0.6, -0.1, -0.8, 0.4, -0.9, -0.3)
FIRST_YEAR, FIRST_MONTH, HIDDEN, COUNT = 2023, 11, 12, 36
CITY = "10"

Months = tuple[Decimal | None, ...]
"""A value for each of the 36 months; None where there is none."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One row of `observations.csv`, as written."""

    indicator: str
    period: str
    entity: str
    value: str
    growth: str = ""
    rank: str = ""
    rank_total: str = ""
    qualifier: str = ""
    status: str = ""
    visibility: str = ""


def observed(plan: Plan) -> Iterator[Observed]:
    """Yield the rows of one indicator: the whole first, then each town, each in time order."""
    if plan.shape == "written":
        yield from (Observed(plan.id, period, WHOLE, value) for period, value in plan.written.items())
        return
    for entity, months in courses(plan).items():
        yield from (_ranked(row) for row in _periods(plan, entity, months))


def courses(plan: Plan) -> dict[str, Months]:
    """Return the months of the whole and of the towns that report the indicator."""
    rng = Random(f"{SEED}:{plan.id}")
    names = [town for town in TOWNS if town not in plan.absent] if plan.towns else [WHOLE]
    made = {name: tuple(_value(plan, name, month, rng) for month in range(COUNT)) for name in names}
    return (
        {WHOLE: tuple(_whole(plan, values) for values in zip(*made.values(), strict=True)), **made}
        if plan.towns
        else made
    )


def _value(plan: Plan, name: str, month: int, rng: Random) -> Decimal | None:
    """Return one month of one town (or of the whole, where towns do not report), rounded as it is published."""
    if plan.id == "pm25" and label(month) == "2026-02":
        return None
    chance = 2 * rng.random() - 1
    trend = plan.first + (plan.last - plan.first) * month / (COUNT - 1)
    season = plan.season[(FIRST_MONTH - 1 + month) % 12] if plan.season else 1.0
    place = TOWNS.index(name) if plan.towns else None
    if plan.shape == "mean":
        off = plan.noise * (OFFSETS[place] + 3 * DRIFTS[place] * (month / COUNT - 0.5)) if place is not None else 0.0
        raw = trend * season + off + plan.noise * 0.5 * chance
        return _rounded(min(raw, 100.0) if plan.unit == "%" else raw, plan.precision)
    raw = trend * season * _share(plan, place, month) * (1 + plan.noise * chance)
    raw *= plan.surge if label(month) >= "2026" else 1
    # Small whole numbers are drawn, not rounded: two and a half projects a month are two in one and three in another.
    drawn = rng.random() - 0.5 if plan.precision == 0 and plan.shape == "sum" else 0.0
    return _rounded(max(raw + drawn, 0.0) if plan.first >= 0 else raw, plan.precision)


def _share(plan: Plan, place: int | None, month: int) -> float:
    """Return a town's share of the whole: near its size, but each indicator has its own leaders and risers."""
    if place is None:
        return 1.0
    own = Random(f"{SEED}:{plan.id}:shares")
    sizes = [size * (0.55 + 0.9 * own.random()) for size in SHARES]
    turn = int(own.random() * len(DRIFTS))
    return sizes[place] / sum(sizes) * (1 + 2 * DRIFTS[(place + turn) % len(DRIFTS)] * (month / COUNT - 0.5))


def _whole(plan: Plan, values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    total = sum(known, Decimal(0))
    return _rounded_exactly(total / len(known), plan.precision) if plan.shape == "mean" else total


def _periods(plan: Plan, entity: str, months: Months) -> Iterator[Observed]:
    for month in range(HIDDEN, COUNT):
        value = months[month]
        if plan.months and value is not None:
            yield Observed(plan.id, label(month), entity, f"{value:f}", _growth(plan, months[month - 12], value))
        if plan.cumulative and (period := cumulative(month, shortest=1 if not plan.months else 2)):
            now, before = gathered(plan, months, month), gathered(plan, months, month - 12)
            if now is not None:
                yield Observed(plan.id, period, entity, f"{now:f}", _growth(plan, before, now))


def gathered(plan: Plan, months: Months, month: int) -> Decimal | None:
    """Return the sum (of means, the mean) from January to a month; None where the months do not reach back so far."""
    start = month - _month(month) + 1
    known = [value for value in months[max(start, 0) : month + 1] if value is not None]
    if start < 0 or not known or months[month] is None:
        return None
    total = sum(known, Decimal(0))
    return _rounded_exactly(total / len(known), plan.precision) if plan.shape == "mean" else total


def _growth(plan: Plan, before: Decimal | None, now: Decimal) -> str:
    """Return the published growth in per cent: of the amounts, or less by the deflator at constant prices."""
    if not plan.growth or before is None or before <= 0:
        return ""
    rate = _rounded_exactly((now / before - 1) * 100, 1)
    return f"{rate - Decimal(plan.deflator or 0):f}"


def _ranked(row: Observed) -> Observed:
    rank = CITY_RANKS.get((row.indicator, row.period)) if row.entity == WHOLE else None
    return Observed(row.indicator, row.period, row.entity, row.value, row.growth, rank, CITY) if rank else row


def label(month: int) -> str:
    """Return a month's code: `2024-11` for month 12."""
    return f"{_year(month)}-{_month(month):02d}"


def cumulative(month: int, shortest: int) -> str:
    """Return the code of January to a month: a whole year in December, nothing before 2025."""
    year, last = _year(month), _month(month)
    if year < 2025 or last < shortest:
        return ""
    return str(year) if last == 12 else f"{year}-01..{year}-{last:02d}" if last > 1 else f"{year}-01"


def _year(month: int) -> int:
    return FIRST_YEAR + (FIRST_MONTH - 1 + month) // 12


def _month(month: int) -> int:
    return (FIRST_MONTH - 1 + month) % 12 + 1


def _rounded(raw: float, digits: int) -> Decimal:
    return _rounded_exactly(Decimal(raw), digits)


def _rounded_exactly(raw: Decimal, digits: int) -> Decimal:
    found = raw.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return abs(found) if found == 0 else found

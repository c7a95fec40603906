"""Parts, wholes and means in; exact contributions, shares and rates to compare out, None where nothing may be said.

What an audience is given rounded, or not at all, is never worked out here from what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from briefing.model import metrics
from briefing.model.figure import RATE_DIGITS, decimals, round_half_up
from briefing.model.records import Observation, Origin
from briefing.model.series import Comparison, Series


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in per cent, with how many decimals it is printed, and what it was made of."""

    rate: Decimal
    digits: int
    origins: tuple[Origin, ...]
    is_computed: bool = False

    @property
    def printed(self) -> Decimal:
        """The rate as it is printed: a difference of two of these agrees with what a reader subtracts."""
        return round_half_up(self.rate, self.digits)

    @property
    def judged(self) -> Decimal:
        """The rate by which a light is given: as published, a computed one as it is printed."""
        return self.printed if self.is_computed else self.rate


def contributed(part: Comparison, whole: Comparison) -> Decimal | None:
    """Return by how many points a part moved the growth of its whole: its change ÷ the whole's base.

    Where either has a published rate at constant prices, amounts at current prices would contradict it: then it is the
    part's published rate × its share in the base period; None where the part has none.
    """
    if not _belong(part, whole):
        return None
    if not _at_constant_prices(part, whole):
        return metrics.contribution(metrics.change(part.old_value, part.new_value), whole.old_value)
    if not part.is_published or part.growth is None:
        return None
    return metrics.weighted_growth(part.growth, part.old_value, whole.old_value)


def share_of_growth(part: Comparison, whole: Comparison) -> Decimal | None:
    """Return the share of the whole's growth that a part makes up, in per cent."""
    points = contributed(part, whole)
    if points is None:
        return None
    by_amounts = metrics.growth(whole.old_value, whole.new_value)
    growth = whole.growth if _at_constant_prices(part, whole) else by_amounts
    return metrics.contribution_rate(points, growth) if growth is not None else None


def portion_of(part: Series, whole: Series) -> Decimal | None:
    """Return the share of a part in its whole by their current values of one period, in per cent."""
    now, all_ = part.current, whole.current
    if now is None or all_ is None or now.value is None or all_.value is None or now.period != all_.period:
        return None
    if not _additive(part, whole) or part.missing or whole.missing or now.is_rounded or all_.is_rounded:
        return None
    return metrics.share(now.value, all_.value)


def rate_of(row: Series) -> Rate | None:
    """Return what a row is held against the mean by: a rate itself, of all else its growth on the year before."""
    now = row.current
    if now is None or row.is_rank or row.missing:
        return None
    if not row.is_rate:
        return growth_of(row, now)
    if now.value is None or now.is_rounded:
        return None
    digits = decimals(now.value) if row.scale.digits is None else row.scale.digits
    return Rate(now.value, digits, (now.origin,))


def is_mean_of(row: Series, mean: Series) -> bool:
    """Whether two rows are of one indicator and period, and of two entities."""
    if row.current is None or mean.current is None or row.indicator.id != mean.indicator.id:
        return False
    return row.entity.id != mean.entity.id and row.current.period == mean.current.period


def growth_of(row: Series, now: Observation) -> Rate | None:
    """Return the growth of an amount on the year before (同比): the published rate, else what the values give."""
    if row.is_rate or row.is_rank:
        return None
    if now.growth is not None:
        return Rate(now.growth, decimals(now.growth), (now.origin,))
    old = _year_ago(row, now)
    if old is None or old.value is None or now.value is None:
        return None
    computed = metrics.growth(old.value, now.value)
    return Rate(computed, RATE_DIGITS, (old.origin, now.origin), is_computed=True) if computed is not None else None


def turned_negative(row: Series) -> bool:
    """Whether an amount that was above zero a year ago is below it now: it has no rate, and has fallen below any."""
    now = row.current
    if now is None or row.missing or row.is_rate or row.is_rank or now.growth is not None:
        return False
    old = _year_ago(row, now)
    return old is not None and old.value is not None and now.value is not None and old.value > 0 > now.value


def _year_ago(row: Series, now: Observation) -> Observation | None:
    """Return the observation of the year before, where a growth on it may be worked out."""
    old = row.at(now.period.year_ago())
    return old if old is not None and "growth" not in old.held | now.held else None


def _belong(part: Comparison, whole: Comparison) -> bool:
    """Whether two comparisons are of a part and a whole over the same time, with nothing rounded or kept back."""
    spans = (part.old.period, part.new.period) == (whole.old.period, whole.new.period)
    guarded = part.is_guarded or whole.is_guarded or part.is_rounded or whole.is_rounded
    return spans and not guarded and _additive(part.series, whole.series)


def _additive(part: Series, whole: Series) -> bool:
    """Whether one may be a part of the other: both amounts in one unit, and not the same row."""
    mine, theirs = part.indicator, whole.indicator
    if (
        part.is_rate
        or part.is_rank
        or mine.kind == "rate"
        or (mine.unit, mine.measure) != (theirs.unit, theirs.measure)
    ):
        return False
    return (mine.id, part.entity.id) != (theirs.id, whole.entity.id)


def _at_constant_prices(part: Comparison, whole: Comparison) -> bool:
    return part.at_constant_prices or whole.at_constant_prices

"""One indicator of one entity over time, seen from a reporting period: what is current, what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from briefing.model import metrics
from briefing.model.language import Language
from briefing.model.period import Period
from briefing.model.records import Entity, Indicator, Observation
from briefing.model.scale import Scale

RATE_UNITS = frozenset({"%", "％", "‰"})


@dataclass(frozen=True, slots=True)
class Series:
    """The observations of one indicator and entity up to the reporting period, in time order.

    Of what is kept back from the audience there are the periods alone: `held` those of this series, `torn` those of any
    of its peers, and `missing` the one that would be current. `balanced` tells that parts are rounded so that they add
    up, `moved` what is printed of values that are rounded the other way for that (`model.rounding_plan`). `curve` is
    how much of the plan should be reached by the end of each of its equal parts, in per cent, else the elapsed share.
    `shares` are the shares in wholes (`gdp/here`) that are rounded the other way, by period and whole.
    """

    indicator: Indicator
    entity: Entity
    observations: tuple[Observation, ...]
    current: Observation | None
    reporting: Period
    scale: Scale = Scale()
    shared: bool = False
    held: frozenset[Period] = frozenset()
    torn: frozenset[Period] = frozenset()
    missing: Period | None = None
    language: Language = "zh"
    balanced: bool = False
    moved: tuple[tuple[Period, Decimal], ...] = ()
    curve: tuple[Decimal, ...] = ()
    shares: tuple[tuple[Period, str, Decimal], ...] = ()

    @property
    def title(self) -> str:
        """The indicator's name, after the entity's where several entities report it."""
        if not self.shared or self.indicator.name.startswith(self.entity.name):
            return self.indicator.name
        if self.language == "en":
            return f"{self.entity.name}: {self.indicator.name}"
        latin = self.entity.name[-1:].isascii() and self.indicator.name[:1].isascii()
        return f"{self.entity.name}{' ' if latin else ''}{self.indicator.name}"

    @property
    def name(self) -> str:
        return self.indicator.name

    @property
    def unit(self) -> str:
        return self.scale.prefix + self.indicator.unit

    @property
    def measure(self) -> tuple[str, str]:
        """What two rows must share to be drawn side by side: the unit, and what is counted."""
        return self.unit, self.indicator.measure

    @property
    def is_rate(self) -> bool:
        """True where two values differ by percentage points."""
        return self.indicator.unit in RATE_UNITS

    @property
    def is_rank(self) -> bool:
        return self.indicator.kind == "rank"

    def at(self, period: Period) -> Observation | None:
        return next((o for o in self.observations if o.period == period), None)

    def moved_at(self, period: Period) -> Decimal | None:
        """Return what is printed of a value that is not printed as it rounds by itself."""
        return next((printed for when, printed in self.moved if when == period), None)

    def share_in(self, whole: str, period: Period) -> Decimal | None:
        """Return what is printed of a share in a whole that is not printed as it rounds by itself."""
        return next((share for when, name, share in self.shares if (when, name) == (period, whole)), None)


# Points by which a rate may miss what rounded amounts give.
_ROUNDING = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two observations of one series that may be compared, and how one says so (`比2017年`, `同比`, `比上年`)."""

    series: Series
    old: Observation
    new: Observation
    words: str

    @property
    def old_value(self) -> Decimal:
        assert self.old.value is not None
        return self.old.value

    @property
    def new_value(self) -> Decimal:
        assert self.new.value is not None
        return self.new.value

    @property
    def years(self) -> int:
        """Whole years between the two periods; 0 where they are not whole years apart."""
        months = self.new.period.last - self.old.period.last
        return months // 12 if months % 12 == 0 else 0

    @property
    def is_published(self) -> bool:
        """Whether the growth rate of these two periods was published with the newer value."""
        return self.new.growth is not None and self.old.period == self.new.period.year_ago()

    @property
    def at_constant_prices(self) -> bool:
        """Whether the published rate differs from what the amounts give by more than their rounding could explain."""
        if self.is_guarded:
            # What rounded amounts give says nothing of the prices.
            return False
        computed, published = metrics.growth(self.old_value, self.new_value), self.new.growth
        if computed is None or published is None or not self.is_published:
            return False
        return self.series.indicator.unit.endswith(("元", "yuan")) and abs(computed - published) > _ROUNDING

    @property
    def is_guarded(self) -> bool:
        """Whether no rate may be worked out: it is kept back itself, or the values are handed over rounded."""
        return "growth" in self.old.held | self.new.held

    @property
    def is_rounded(self) -> bool:
        """Whether a value is handed over coarser than it is."""
        return self.old.is_rounded or self.new.is_rounded

    @property
    def is_vague(self) -> bool:
        """Whether a value is only about what it is (约、近、超、余): what is worked out of it is no more exact."""
        return bool(self.old.qualifier or self.new.qualifier)

    @property
    def is_silent(self) -> bool:
        """Whether nothing may be said of the change: the values are alike only as they are handed over.

        That they are alike may be the rounding's doing, and where the rate is kept back it would give the rate away.
        """
        if self.old_value != self.new_value:
            return False
        if self.series.is_rank or self.series.is_rate:
            return self.is_rounded
        return self.is_guarded and not self.is_published

    @property
    def turned_sign(self) -> bool:
        """Whether the value crossed zero, as far as that may be worked out."""
        return not self.is_guarded and metrics.turned_sign(self.old_value, self.new_value)

    @property
    def growth(self) -> Decimal | None:
        """The growth rate in per cent: the published one where there is one, else computed."""
        if self.is_published:
            return self.new.growth
        return None if self.is_guarded else metrics.growth(self.old_value, self.new_value)


def compare(row: Series) -> Comparison | None:
    """Compare the current value with what its reader expects.

    With the base year where the indicator names one; else with the same period a year before; else, where no growth was
    published, with the observation before it of the same kind. None where nothing may be said of the change.
    """
    pair = _comparison(row)
    return pair if pair and not pair.is_silent else None


def _comparison(row: Series) -> Comparison | None:
    new = row.current
    if new is None or new.value is None:
        return None
    baseline = row.indicator.baseline
    for period in (baseline, new.period.year_ago()):
        old = row.at(period) if period else None
        if old is not None and old.value is not None and old.period < new.period:
            return Comparison(row, old, new, base_words(old.period, new.period, row.reporting))
    before = [o for o in row.observations if o.period < new.period and _alike(o, new) and o.value is not None]
    # A published rate of the year says more than a change since some earlier observation.
    if not before or new.growth is not None:
        return None
    return Comparison(row, before[-1], new, base_words(before[-1].period, new.period, row.reporting))


def _alike(old: Observation, new: Observation) -> bool:
    return old.period.kind == new.period.kind and (
        old.period.kind != "cumulative" or old.period.month == new.period.month
    )


def against(row: Series, period: Period) -> Comparison | None:
    """Compare the current value with that of a named period; None where either is missing, or nothing may be said."""
    old = row.at(period)
    if row.current is None or old is None or old.value is None or row.current.value is None:
        return None
    pair = Comparison(row, old, row.current, base_words(period, row.current.period, row.reporting))
    return None if pair.is_silent else pair


def base_words(old: Period, new: Period, reporting: Period) -> str:
    """Say what a value is compared with: 比上年 for a whole year, 同比 for part of one, 环比 for the period before.

    A value that is not of the reporting year names its base in full, since 上年 would be taken for another year.
    """
    if new.language == "en":
        return _english_base(old, new, reporting)
    if new.year == reporting.year and new.kind != "span":
        if old == new.year_ago():
            return "比上年" if new.is_whole_years else "同比"
        if old == new.previous() and new.kind in {"month", "quarter"}:
            return "环比"
    return f"比{old.label}"


def _english_base(old: Period, new: Period, reporting: Period) -> str:
    """Say it in English: `from the previous year`, `year on year`, `month on month`, `from 2017`."""
    if new.year == reporting.year and new.kind != "span":
        if old == new.year_ago():
            return "from the previous year" if new.is_whole_years else "year on year"
        if old == new.previous() and new.kind in {"month", "quarter"}:
            return f"{new.kind} on {new.kind}"
    return f"from {old.said_in('en').label}"


def value_of(row: Series) -> Decimal:
    """Return the current value; only for series that have one."""
    assert row.current is not None
    assert row.current.value is not None
    return row.current.value

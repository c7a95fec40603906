"""What all languages share: how changes print with signs, and what counts as level or as a doubling."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from briefing.model import metrics, printing
from briefing.model.series import Comparison, Series, base_words
from briefing.model.wording.phrase import Phrase

# Within 5 % above a power of two one says that a value has doubled, further above that it has more than doubled.
CLOSE = Decimal("0.05")


def is_level(pair: Comparison) -> bool:
    """Whether a change rounds to nothing, so that one writes 持平."""
    row = pair.series
    if row.is_rank:
        return printing.rank_change(pair).rounded == 0
    rate = None if row.is_rate else printing.growth(pair)
    return (rate or printing.change(pair)).rounded == 0


def moved(pair: Comparison, unchanged: str, turned: tuple[str, str]) -> Phrase:
    """Return a change with its sign; `turned` says that a value became positive, and negative."""
    row = pair.series
    if row.is_rank:
        places = printing.rank_change(pair)
        return (unchanged,) if places.rounded == 0 else ("↑" if places.rounded > 0 else "↓", places)
    if pair.turned_sign and not row.is_rate:
        return (turned[0] if pair.new_value > 0 else turned[1],)
    rate = None if row.is_rate else printing.growth(pair)
    figure = rate or printing.change(pair)
    if figure.rounded == 0:
        return (unchanged,)
    sign = "+" if figure.rounded > 0 else "−"
    if figure.qualifier:
        # 约+39% reads, +约39% does not: the sign is part of the number.
        return (replace(figure, id=f"{figure.id}|signed", number=f"{sign}{figure.number}"),)
    return sign, figure


def doublings(pair: Comparison) -> tuple[int, Decimal]:
    """Return how often a value doubled, and how far it is past that (1: not at all).

    Of values whose rate may not be worked out none is said to have doubled: that is a rate too; nor of about 100.
    """
    if pair.is_guarded or pair.is_vague:
        return 0, Decimal(1)
    times = metrics.doublings(pair.old_value, pair.new_value) or 0
    return times, pair.new_value / pair.old_value / 2**times if times else Decimal(1)


def growth_words(row: Series) -> str:
    """Say what the published growth of the current value is against."""
    assert row.current is not None
    return base_words(row.current.period.year_ago(), row.current.period, row.reporting)

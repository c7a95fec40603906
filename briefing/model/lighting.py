"""A book and one of its series in; its place, what it is held against, and its light by the rules of the data, out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.model import metrics
from briefing.model.lights import LightRule, worse_by
from briefing.model.metrics import Light
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Series
from briefing.model.wholes import is_mean_of, rate_of, turned_negative

if TYPE_CHECKING:
    from briefing.model.book import Book


def light(book: Book, row: Series, rule: LightRule) -> Light | None:
    """Return the light of a row by its place or against the mean; None where what decides it is not known."""
    if row.current is None or row.missing:
        return None
    return _by_place(book, row, row.current, rule) if rule.by == "rank" else _by_mean(book, row, rule)


def place(book: Book, row: Series, seen: Observation) -> Decimal | int | None:
    """Return the place of an entity at one observation: as published, else worked out among its peers."""
    if seen.rank is not None:
        return seen.rank
    if "rank" in seen.held:
        return None
    if row.is_rank:
        return seen.value
    return book.ranked_at(row.indicator.id, seen.period).get(row.entity.id)


def before(period: Period) -> Period | None:
    """Return the period whose ranks one's own are held against: the one just before, within a year if cumulative."""
    earlier = period.previous()
    # 1月 is not held against 1—12月 of the year before, nor three years against three that overlap with them.
    if period.kind == "span" or (period.kind == "cumulative" and earlier.year != period.year):
        return None
    return earlier


def _by_place(book: Book, row: Series, now: Observation, rule: LightRule) -> Light | None:
    mine = place(book, row, now)
    if mine is None:
        return None
    earlier = before(now.period)
    seen = row.at(earlier) if earlier else None
    then = place(book, row, seen) if seen else None
    return rule.of_place(mine, then - mine if then is not None else 0)


def _by_mean(book: Book, row: Series, rule: LightRule) -> Light | None:
    mean = book.mean_of(row)
    if mean is None or not is_mean_of(row, mean):
        return None
    mine, theirs = rate_of(row), rate_of(mean)
    if theirs is None or (mine is None and not turned_negative(row)):
        return None
    gap = metrics.against_mean(mine.judged, theirs.judged) if mine else Decimal("-Infinity")
    behind = worse_by(gap, row.indicator.direction)
    return rule.of_points(behind) if behind is not None else None

"""Rows in; ranks among the entities of one indicator and period, and moves since the period before, out."""

from __future__ import annotations

import numpy

from briefing.model.lookup import Array, few_bits
from briefing.model.measures.rows import Rows, taken
from briefing.model.measures.traits import Traits


def ranks(rows: Rows, about: Traits, apart: frozenset[int]) -> Array:
    """Return the rank of each row, best first: ties share one and the next is skipped, missing values have none.

    Entities `apart` are the mean or the whole of the others and have no rank among them.
    """
    result = numpy.full(len(rows), numpy.nan)
    ranked = ~numpy.isnan(rows.value) & ~rows.unranked & (rows.indicator >= 0)
    ranked &= ~numpy.isin(rows.entity, list(apart))
    at = numpy.flatnonzero(ranked)
    if not len(at):
        return result
    slot = rows.periods.slot
    league = rows.indicator[at].astype("int64") * (int(slot[-1]) + 1) + rows.by_period(slot)[at]
    best = numpy.where(about.lower[rows.indicator[at]], rows.value[at], -rows.value[at])
    order = numpy.argsort(best)
    order = order[numpy.argsort(few_bits(league[order]), kind="stable")]
    league, best = league[order], best[order]
    starts = numpy.append(True, league[1:] != league[:-1])
    moved = starts | numpy.append(True, best[1:] != best[:-1])
    places = numpy.arange(len(at), dtype="int32")
    first = numpy.maximum.accumulate(numpy.where(starts, places, 0))
    same = numpy.maximum.accumulate(numpy.where(moved, places, 0))
    result[at[order]] = same - first + 1
    return result


def before(rows: Rows) -> Array:
    """Return the places of the rows of the period before: of cumulative ones a month shorter, of spans none."""
    cumulative = rows.periods_of("cumulative")
    months = rows.periods.last - rows.periods.first + 1
    place = rows.moved(numpy.where(cumulative, 0, -months), numpy.where(cumulative, -1, -months))
    without = rows.periods_of("span") | (cumulative & (months == 1))
    if without.any():
        place[rows.by_period(without)] = -1
    return place


def places(rows: Rows, about: Traits, ranked: Array) -> Array:
    """Return the place that a light goes by: the published rank, of ranks the value, else the rank among peers."""
    known = numpy.where(about.is_rank[rows.indicator], rows.value, ranked)
    known = numpy.where(rows.unplaced, numpy.nan, known)
    return numpy.where(numpy.isnan(rows.rank), known, rows.rank)


def moves(values: Array, earlier: Array) -> Array:
    """Return by how many places each rose since the row before it."""
    return taken(values, earlier) - values

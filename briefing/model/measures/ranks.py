"""Rows in; ranks among the entities of one indicator and period, and moves since the period before, out."""

from __future__ import annotations

import numpy

from briefing.model.measures.rows import BITS, Array, Rows, taken
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
    league = (rows.indicator[at] << (2 * BITS)) | (rows.first[at] << BITS) | rows.last[at]
    best = numpy.where(about.lower[rows.indicator[at]], rows.value[at], -rows.value[at])
    order = numpy.lexsort((best, league))
    league, best = league[order], best[order]
    starts = numpy.append(True, league[1:] != league[:-1])
    moved = starts | numpy.append(True, best[1:] != best[:-1])
    places = numpy.arange(len(at))
    first = numpy.maximum.accumulate(numpy.where(starts, places, 0))
    same = numpy.maximum.accumulate(numpy.where(moved, places, 0))
    result[at[order]] = same - first + 1
    return result


def before(rows: Rows) -> Array:
    """Return the places of the rows of the period before: of cumulative ones a month shorter, of spans none."""
    cumulative = rows.is_kind("cumulative")
    months = rows.last - rows.first + 1
    first = numpy.where(cumulative, rows.first, rows.first - months)
    last = numpy.where(cumulative, rows.last - 1, rows.last - months)
    place = rows.at(rows.group, first, last)
    place[rows.is_kind("span") | (cumulative & (months == 1))] = -1
    return place


def places(rows: Rows, about: Traits, ranked: Array) -> Array:
    """Return the place that a light goes by: the published rank, of ranks the value, else the rank among peers."""
    known = numpy.where(about.is_rank[rows.indicator], rows.value, ranked)
    known = numpy.where(rows.unplaced, numpy.nan, known)
    return numpy.where(numpy.isnan(rows.rank), known, rows.rank)


def moves(values: Array, earlier: Array) -> Array:
    """Return by how many places each rose since the row before it."""
    return taken(values, earlier) - values

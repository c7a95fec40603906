"""Rows in; parts of them out, each as if there were no others, since no metric of one needs a row of another.

What is worked out of a part stays in the processor's memory, and needs no new memory for every step of a large table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from briefing.model.lookup import Array
from briefing.model.measures.rows import Rows
from briefing.model.records import Indicator
from briefing.model.rules import Rules

MOST = 2**16
"""From so many rows on a part ends where it may."""


def parts(rows: Rows, indicators: Sequence[Indicator], rules: Rules) -> Iterator[tuple[slice, Rows]]:
    """Cut the rows between indicators that no total joins."""
    begin = 0
    for end in (*_cuts(rows, indicators, rules).tolist(), len(rows)):
        if begin < end and (end - begin >= MOST or end == len(rows)):
            yield slice(begin, end), rows.part(begin, end)
            begin = end


def _cuts(rows: Rows, indicators: Sequence[Indicator], rules: Rules) -> Array:
    """Return the places of the rows that begin an indicator and may begin a part."""
    cuts = numpy.flatnonzero(rows.indicator[1:] != rows.indicator[:-1]) + 1
    place = {each.id: at for at, each in enumerate(indicators)}
    free = numpy.ones(len(indicators), dtype=bool)
    for total in rules.totals:
        joined = sorted(place[name] for name in (total.whole, *total.parts) if name in place)
        if not total.is_of_entities and joined:
            free[joined[0] + 1 : joined[-1] + 1] = False
    allowed: Array = cuts[free[rows.indicator[cuts]]]
    return allowed

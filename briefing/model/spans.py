"""A period, and periods whose sums are known, in; those out that it follows from by adding and taking away.

What flows from one month's beginning to another's is a step between the two, forwards or backwards. A sum is known
where a way of known steps leads from the period's beginning to its end: 1—9月 and 10月 lead to the end of 1—10月, and
1—9月 backwards and 1—10月 forwards through 10月 alone. There are no other sums and differences that give it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from briefing.model.period import Period

Steps = tuple[Period, ...]


def way(period: Period, known: Iterable[Period]) -> Steps:
    """Return the fewest known periods that a period follows from, in the order of the way; none where it does not."""
    steps: dict[int, list[tuple[int, Period]]] = {}
    for each in known:
        steps.setdefault(each.first, []).append((each.last + 1, each))
        steps.setdefault(each.last + 1, []).append((each.first, each))
    found: dict[int, Steps] = {period.first: ()}
    waiting = deque(found)
    while waiting and period.last + 1 not in found:
        here = waiting.popleft()
        for there, step in steps.get(here, ()):
            if there not in found:
                found[there] = (*found[here], step)
                waiting.append(there)
    return found.get(period.last + 1, ())


def is_cover(period: Period, steps: Steps) -> bool:
    """Return whether the steps all go forwards: one after the other they make up the period."""
    return sum(each.months for each in steps) == period.months

"""All checks of a data set's numbers, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.model.audit import (
    cumulated,
    gaps,
    growths,
    jumps,
    magnitudes,
    projects,
    ranks,
    rates,
    revisions,
    signs,
    sums,
    targets,
)
from briefing.model.audit.batch import MOST, Batch, told
from briefing.model.audit.finding import Finding
from briefing.model.audit.table import Table, tabulate
from briefing.model.dataset import Dataset
from briefing.model.rules import Confirmed

Check = Callable[[Table], Iterable[Batch | Finding]]

CHECKS: Mapping[str, Check] = {
    "gap": gaps.check,
    "revision": revisions.check,
    "rate": rates.check,
    "sign": signs.check,
    "cumulative": cumulated.check,
    "growth": growths.check,
    "rank": ranks.check,
    "target": targets.check,
    "jump": jumps.check,
    "sum": sums.check,
    "unit": magnitudes.check,
    "project": projects.check,
}
"""The checks by the name of their rule; `model.rules.RULES` says what they are called."""

OF_WHOLE_TABLES = frozenset({"gap", "sum", "cumulative", "rank"})
"""Rules that say nothing of use while rows are missing because they could not be read."""


@dataclass(frozen=True, slots=True)
class Review:
    """What was found: what is asked about, what the owner has confirmed, and confirmations of what is not there."""

    findings: tuple[Finding, ...] = ()
    confirmed: tuple[tuple[Finding, Confirmed], ...] = ()
    stale: tuple[Confirmed, ...] = ()


def examine(dataset: Dataset, most: int = MOST) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful and not confirmed, in the order of the checks and, within one, of the data.

    Of each rule and indicator at most the `most` newest are told one by one; a last finding counts the others.
    """
    return review(dataset, most).findings


def review(dataset: Dataset, most: int = MOST, *, complete: bool = True) -> Review:
    """Run all checks; those of whole tables only where the data set is `complete`."""
    table = tabulate(dataset)
    known = dataset.rules.confirmed
    open_: list[Finding] = []
    settled: list[tuple[Finding, Confirmed]] = []
    used: set[int] = set()
    for rule, check in CHECKS.items():
        if not complete and rule in OF_WHOLE_TABLES:
            continue
        for finding, place in _found(check(table), table, known, most):
            if place is None:
                open_.append(finding)
            else:
                settled.append((finding, known[place]))
                used.add(place)
    stale = tuple(each for place, each in enumerate(known) if place not in used) if complete else ()
    return Review(tuple(open_), tuple(settled), stale)


def _found(
    found: Iterable[Batch | Finding], table: Table, known: Sequence[Confirmed], most: int
) -> Iterator[tuple[Finding, int | None]]:
    for each in found:
        if isinstance(each, Finding):
            matching = (place for place, confirmed in enumerate(known) if _settles(confirmed, each))
            yield each, next(matching, None)
        else:
            yield from told(each, table, known, most)


def _settles(known: Confirmed, finding: Finding) -> bool:
    return known.rule == finding.rule and all(
        not wanted or wanted == found
        for wanted, found in (
            (known.indicator, finding.indicator),
            (known.entity, finding.entity),
            (known.project, finding.project),
            (known.period, finding.period),
        )
    )

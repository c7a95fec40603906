"""All checks of a data set's numbers, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from briefing.model.audit.finding import Finding
from briefing.model.dataset import Dataset

Check = Callable[[Dataset], Iterable[Finding]]

CHECKS: Mapping[str, Check] = {}


def examine(dataset: Dataset) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful, in the order of the checks and, within one, of the data."""
    return tuple(finding for check in CHECKS.values() for finding in check(dataset))

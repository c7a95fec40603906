"""Changes of rows that the data have in; which source each row names from then on, and what it named before, out.

A figure must not stand under a paper that does not contain it: where a form changes one, the row's source changes too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.intake.compare import Change
from briefing.model.dataset import Dataset
from briefing.model.period import Period

_FIGURES = ("value", "growth", "rank")
_ALSO = "；"


@dataclass(frozen=True, slots=True)
class Resourced:
    """The source of a row before and after; `change` is the one that brought the new figure."""

    old: str
    new: str
    change: Change


def form_of(change: Change) -> str:
    """Return a form as tables name it for a source: `民政办报送表`."""
    return f"{change.returned.form.department}报送表"


def resourced(dataset: Dataset, changes: Sequence[Change]) -> dict[tuple[str, ...], Resourced]:
    """Return the rows whose source changes, by key. Rows that name no source are left without one."""
    published = {(o.indicator, o.entity, o.period): o.origin.published for o in dataset.observations}
    made: dict[tuple[str, ...], Resourced] = {}
    for key, fields in _figures(changes).items():
        change = next(iter(fields.values()))
        old = published.get((key[0], key[1], Period.parse(key[2])), "")
        new = _named(old, form_of(change), fields)
        if old and new != old:
            made[key] = Resourced(old, new, change)
    return made


def _figures(changes: Sequence[Change]) -> dict[tuple[str, ...], dict[str, Change]]:
    """Return the changed figures of each row; what else changes is no matter of the source."""
    rows: dict[tuple[str, ...], dict[str, Change]] = {}
    for change in changes:
        if change.table == "observations" and change.field in _FIGURES:
            rows.setdefault(change.key, {})[change.field] = change
    return rows


def _named(old: str, form: str, fields: Mapping[str, Change]) -> str:
    """Return the source: the form alone where it brought the value, both where the value is still the old one."""
    if "value" in fields:
        return form
    return old if form in old.split(_ALSO) else f"{old}{_ALSO}{form}"

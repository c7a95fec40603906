"""A data set and the changes of forms in; the data set with them, and what its checks ask about them, out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from briefing.intake.compare import Change
from briefing.intake.items import Item, Weight
from briefing.model.audit import Finding, examine
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Observation, Project

_ORIGIN_OF = ("value", "growth", "rank")
_LATER = frozenset({"gap"})
"""Rules that the next forms may settle by themselves."""
_ALL = sys.maxsize
"""All findings are wanted one by one: one that is only counted with others would let in what it is about."""


def merged(dataset: Dataset, changes: Sequence[Change]) -> Dataset:
    """Return the data set as it would be with the changes, each cell once."""
    observed: dict[tuple[str, ...], dict[str, Any]] = {}
    built: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change.table == "projects":
            built.setdefault(change.key[0], {}).setdefault(change.field, change.new)
            continue
        fields = observed.setdefault(change.key, {})
        fields.setdefault(change.field, change.new)
        if change.field in _ORIGIN_OF:
            fields.setdefault("origin", change.answer.origins[change.field])
    return replace(
        dataset,
        observations=_observations(dataset, observed),
        projects=tuple(_project(project, built.get(project.id, {})) for project in dataset.projects),
    )


def _observations(dataset: Dataset, observed: dict[tuple[str, ...], dict[str, Any]]) -> tuple[Observation, ...]:
    rows: list[Observation] = []
    left = {(i, e, Period.parse(code)): fields for (i, e, code), fields in observed.items()}
    for row in dataset.observations:
        fields = left.pop((row.indicator, row.entity, row.period), None)
        rows.append(replace(row, **fields) if fields else row)
    rows += [replace(fresh(dataset, *key), **fields) for key, fields in left.items()]
    return tuple(rows)


def fresh(dataset: Dataset, indicator: str, entity: str, period: Period) -> Observation:
    """Return an empty observation, as visible as the latest of its series: a new month is no less secret."""
    series = dataset.series(indicator, entity)
    visibility = series[-1].visibility if series else "public"
    return Observation(indicator, entity, period, None, visibility=visibility)


def _project(project: Project, fields: dict[str, Any]) -> Project:
    return replace(project, **fields) if fields else project


def judged(after: Dataset, changes: Sequence[Change]) -> tuple[Item, ...]:
    """Return what the checks of the data find about what is coming in; what they find elsewhere is not asked here."""
    places = {change.where: change for change in changes if change.table == "observations"}
    keys = {(c.key[0], c.key[1], Period.parse(c.key[2])): c for c in changes if c.table == "observations"}
    items = []
    for finding in examine(after, _ALL) if keys else ():
        named = (str(origin) for origin in finding.origins)
        change = next((places[place] for place in named if place in places), None)
        if change is None and finding.period is not None:
            change = keys.get((finding.indicator, finding.entity, finding.period))
        if change is not None:
            items.append(_item(finding, change))
    return tuple(items)


def _item(finding: Finding, change: Change) -> Item:
    about = (finding.indicator, finding.entity, finding.period.code if finding.period else "", finding.message)
    department = finding.department or change.returned.form.department
    subject = finding.indicator or change.key[0]
    where = str(finding.origin) if finding.origins else change.where
    # What is still to come leaves gaps: who is late is told elsewhere, and must not hold up the others.
    weight: Weight = "note" if finding.rule in _LATER else finding.severity
    return Item(finding.rule, weight, department, subject, where, finding.message, finding.hint, about)

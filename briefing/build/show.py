"""A data set in; everything that was read out, as plain values for machines or as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Origin


def described(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    """Return one object a row; numbers are numbers, `origin` is `file:sheet!cell` or `file:line`."""
    return {
        "observations": list(_observations(dataset)),
        "projects": [_plain(asdict(project)) for project in dataset.projects],
        "milestones": [_plain(asdict(milestone)) for milestone in dataset.milestones],
        "highlights": [_plain(asdict(highlight)) for highlight in dataset.highlights],
    }


def _observations(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for row in dataset.observations:
        indicator = dataset.indicator(row.indicator)
        named = {"name": indicator.name, "theme": indicator.theme, "unit": indicator.unit}
        yield {"indicator": row.indicator} | named | _plain(asdict(row))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Make a row's values plain; an origin becomes its place, and where it was published a key of its own."""
    made: dict[str, Any] = {}
    for key, value in row.items():
        if key == "held":
            # Nothing is kept back from the owner of the data.
            continue
        if key == "origin":
            origin = Origin(**value)
            made |= {"origin": str(origin), "source": origin.published}
        else:
            made[key] = _value(key, value)
    return made


def _value(key: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if key == "period":
        return Period(**value).code
    return value


def lines(dataset: Dataset) -> Iterator[str]:
    """Yield one line a row: what, whose where there are several entities, when, how much, and where it stands."""
    yield dataset.title
    names = {entity.id: entity.name for entity in dataset.entities}
    for row in dataset.observations:
        indicator = dataset.indicator(row.indicator)
        whose = [names.get(row.entity, row.entity)] if len(names) > 1 else []
        value = "" if row.value is None else f"{row.qualifier}{row.value}{indicator.unit}"
        growth = "" if row.growth is None else f"（增长率{row.growth}%）"
        yield "\t".join([indicator.name, *whose, row.period.label, value + growth, str(row.origin)])
    for project in dataset.projects:
        yield "\t".join(["项目", project.name, project.status or "", str(project.origin)])
    for milestone in dataset.milestones:
        yield "\t".join(["节点", milestone.name, str(milestone.days or milestone.note), str(milestone.origin)])
    for highlight in dataset.highlights:
        yield "\t".join(["亮点", highlight.text, highlight.date, str(highlight.origin)])

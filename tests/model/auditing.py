"""Small data sets in; what one rule finds in them out, as messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefing.model.audit import Finding, examine
from briefing.model.dataset import Dataset
from briefing.model.records import Entity, Indicator, Observation
from tests.factory import dataset, indicator, observation

TOWNS = (Entity("all", "全区"), *(Entity(id_, name) for id_, name in zip("abcd", "东西南北", strict=True)))


def found(made: Dataset, rule: str) -> list[Finding]:
    return [finding for finding in examine(made) if finding.rule == rule]


def said(made: Dataset, rule: str) -> list[str]:
    return [finding.message for finding in found(made, rule)]


def series(*values: tuple[str, str | None], about: Indicator | None = None, **more: Any) -> Dataset:
    """One indicator of one entity: periods and values."""
    about = about or indicator()
    return dataset([about], [observation(about.id, period, value) for period, value in values], **more)


def months(*values: str, first: int = 1, year: int = 2020) -> list[tuple[str, str | None]]:
    return [(f"{year}-{month:02d}", value) for month, value in enumerate(values, first)]


def of_towns(about: Indicator, rows: Iterable[Observation], **more: Any) -> Dataset:
    return dataset([about], rows, entities=TOWNS, **more)

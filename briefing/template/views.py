"""What a template may see of the data: frozen values, and for each kind the attributes that may be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.dates import day_words
from briefing.model.language import language_of
from briefing.model.period import Period
from briefing.model.records import Entity, Highlight, Indicator, Milestone, Project, Theme
from briefing.model.series import Series


@dataclass(frozen=True, slots=True)
class About:
    """The descriptive part of a data set."""

    id: str
    title: str
    title_en: str
    region: str
    organization: str
    campaign: str
    source: str
    as_of: str


READABLE: dict[type, frozenset[str]] = {
    About: frozenset({"id", "title", "title_en", "region", "organization", "campaign", "source", "as_of"}),
    Theme: frozenset({"id", "name", "name_en", "short", "slogan", "department"}),
    Period: frozenset({"year", "month", "label", "short_label", "code", "start_year"}),
    Series: frozenset({"name", "unit"}),
    Indicator: frozenset({"name", "unit", "department", "definition"}),
    Entity: frozenset({"id", "name", "name_en"}),
    Project: frozenset({"name", "department", "start", "planned_finish", "actual_finish"}),
    Milestone: frozenset({"name", "planned", "actual", "note"}),
    Highlight: frozenset({"text", "date"}),
}
RESERVED = ("dataset", "period", "themes", "theme", "entity", "project", "projects", "highlights", "issue")
_KEYWORDS = ("and", "else", "elif", "false", "for", "if", "in", "is", "loop", "none", "not", "or", "self", "true")
UNUSABLE = (*RESERVED, *_KEYWORDS, "False", "None", "True")
"""Ids that no indicator may have, since no text could name it."""


def readable(value: object, name: str) -> bool:
    """Return whether a template may read this attribute. Loop counters are readable; methods never are."""
    if type(value).__name__ == "LoopContext":
        return name in {"index", "index0", "first", "last", "length"}
    return name in READABLE.get(type(value), frozenset())


def about(dataset: Dataset) -> About:
    as_of = dataset.as_of
    day = day_words(as_of, language_of(dataset.language)) if as_of else ""
    return About(
        dataset.id, dataset.title, dataset.title_en, dataset.region, dataset.organization, dataset.campaign,
        dataset.source, day,
    )  # fmt: skip


def names(book: Book, issue: int | None = None) -> dict[str, Any]:
    """Return everything a text may name that does not depend on a theme: every indicator is a name of its own.

    Without an `issue` (期号) its name is an empty text, so that `{% if issue %}` asks for it.
    """
    data = book.dataset
    indicators = {indicator.id: book.series(indicator.id) for indicator in data.indicators}
    return indicators | {
        "dataset": about(data),
        "period": book.period,
        "themes": book.themes,
        "entity": data.entity(data.default_entity),
        "projects": data.projects,
        "highlights": data.highlights,
        "issue": "" if issue is None else str(issue),
    }


def of_theme(book: Book, theme: Theme) -> dict[str, Any]:
    """Return what a theme's own pages see besides: the theme, and projects and honours of that theme alone."""
    data = book.dataset
    return {
        "theme": theme,
        "projects": tuple(project for project in data.projects if project.theme == theme.id),
        "highlights": tuple(item for item in data.highlights if item.theme == theme.id),
    }

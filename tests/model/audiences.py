"""A district with its towns, and data sets as an audience sees them."""

from __future__ import annotations

from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.policy import Policy
from briefing.model.records import Entity
from briefing.model.restrict import restrict
from tests.factory import dataset, indicator, observation

PUBLIC = Policy()
TOWNS = tuple(Entity(id_, name) for id_, name in (("all", "全区"), ("a", "甲镇"), ("b", "乙镇"), ("c", "丙街道")))


def towns(hidden: str = "", period: str = "2020") -> Dataset:
    """A district of 100 with its three towns of 50, 30 and 20; one of them may be internal."""
    values = {"all": "100", "a": "50", "b": "30", "c": "20"}
    rows = [
        observation("output", period, value, entity, visibility="internal" if entity == hidden else "public")
        for entity, value in values.items()
    ]
    return dataset([indicator(kind="flow")], rows, entities=TOWNS)


def seen(data: Dataset, policy: Policy = PUBLIC) -> Dataset:
    return restrict(data, policy).dataset


def book(data: Dataset, period: str = "2020") -> Book:
    return Book(data, Period.parse(period))


def reasons(data: Dataset, policy: Policy = PUBLIC) -> list[tuple[str, str, str]]:
    return [(each.kind, each.id, each.reason) for each in restrict(data, policy).withheld]

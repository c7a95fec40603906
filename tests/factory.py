"""Small data sets for tests, written down in a line each."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Entity, Indicator, Observation, Origin, Theme

Value = tuple[str, str, str | None]


def indicator(id_: str = "output", name: str = "规上工业产值", unit: str = "亿元", **more: Any) -> Indicator:
    baseline = more.pop("baseline", None)
    target_period = more.pop("target_period", None)
    target = more.pop("target", None)
    return Indicator(
        id_,
        name,
        more.pop("theme", "industry"),
        unit,
        baseline=Period.parse(baseline) if baseline else None,
        target=Decimal(target) if target else None,
        target_period=Period.parse(target_period) if target_period else None,
        **more,
    )


def observation(id_: str, period: str, value: str | None, entity: str = "here", **more: Any) -> Observation:
    growth = more.pop("growth", None)
    return Observation(
        id_,
        entity,
        Period.parse(period),
        Decimal(value) if value is not None else None,
        growth=Decimal(growth) if growth else None,
        origin=Origin("data/t/observations.csv", "", f"{id_}-{period}-{entity}"),
        **more,
    )


def dataset(indicators: Iterable[Indicator], observations: Iterable[Observation], **more: Any) -> Dataset:
    entities = more.pop("entities", (Entity("here", "本区"),))
    themes = more.pop("themes", (Theme("industry", "产业攻坚", short="产业", color="#B06A00"),))
    return Dataset("t", "测试数据集", themes, tuple(indicators), tuple(observations), entities=entities, **more)


def book(indicators: Iterable[Indicator], observations: Iterable[Observation], period: str, **more: Any) -> Book:
    return Book(dataset(indicators, observations, **more), Period.parse(period))


def single(period: str, *values: tuple[str, str], **about: Any) -> Book:
    """One indicator of one entity: periods and values."""
    return book([indicator(**about)], [observation(about.get("id_", "output"), p, v) for p, v in values], period)

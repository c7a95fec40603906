"""A whole data set, checked and frozen, with the look-ups that composing needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.model.period import Period
from briefing.model.records import Entity, Highlight, Indicator, Milestone, Observation, Project, Theme


@dataclass(frozen=True, slots=True)
class Lights:
    """How many points behind the pace turn the light yellow, and red."""

    yellow: float = 0
    red: float = 10


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that was read from one data set folder; `files` lists what was read, with its SHA-256."""

    id: str
    title: str
    themes: tuple[Theme, ...]
    indicators: tuple[Indicator, ...]
    observations: tuple[Observation, ...]
    projects: tuple[Project, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    entities: tuple[Entity, ...] = ()
    title_en: str = ""
    region: str = ""
    organization: str = ""
    campaign: str = ""
    source: str = ""
    region_en: str = ""
    organization_en: str = ""
    campaign_en: str = ""
    source_en: str = ""
    language: str = "zh-CN"
    as_of: date | None = None
    default_period: Period | None = None
    synthetic: bool = False
    lights: Lights = Lights()
    files: tuple[tuple[str, str], ...] = ()
    _series: Mapping[tuple[str, str], tuple[Observation, ...]] = field(init=False, repr=False, compare=False)
    _indicators: Mapping[str, Indicator] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        for observation in self.observations:
            grouped[observation.indicator, observation.entity].append(observation)
        series = {key: tuple(sorted(rows, key=lambda o: o.period)) for key, rows in grouped.items()}
        object.__setattr__(self, "_series", series)
        object.__setattr__(self, "_indicators", {indicator.id: indicator for indicator in self.indicators})

    @property
    def default_entity(self) -> str:
        return self.entities[0].id if self.entities else ""

    def indicator(self, id_: str) -> Indicator:
        return self._indicators[id_]

    def has_indicator(self, id_: str) -> bool:
        return id_ in self._indicators

    def series(self, indicator: str, entity: str) -> tuple[Observation, ...]:
        """Return the observations of one indicator and entity, in time order; empty if there are none."""
        return self._series.get((indicator, entity), ())

    def entities_of(self, indicator: str) -> tuple[str, ...]:
        """Return the entities that report an indicator, in the data set's order."""
        return tuple(entity.id for entity in self.entities if (indicator, entity.id) in self._series)

    def entity(self, id_: str) -> Entity:
        return next(entity for entity in self.entities if entity.id == id_)

    def theme(self, id_: str) -> Theme:
        return next(theme for theme in self.themes if theme.id == id_)

    def of_theme(self, theme: str) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self.indicators if indicator.theme == theme)

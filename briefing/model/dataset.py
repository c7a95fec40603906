"""A whole data set, checked and frozen, with the look-ups that composing needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefing.errors import Notice
from briefing.model.lights import Lights
from briefing.model.observations import Observations
from briefing.model.period import Period
from briefing.model.policy import Kind, Policy
from briefing.model.records import Entity, Highlight, Indicator, Milestone, Observation, Project, Theme, Visibility
from briefing.model.rules import NO_RULES, Rules


@dataclass(frozen=True, slots=True)
class Gaps:
    """What of a data set an audience is not shown, as far as it bears on what it is shown: ids and periods, no values.

    `reasons` says by kind and id why an indicator or project is kept back, for whoever names it in a template.
    `periods` are those of single observations that are kept back, by indicator and entity. `torn` are the indicators
    and periods of which the value of a peer is kept back, so that a sum of the others would be false; `unranked` those
    whose peers cannot be ranked, for that reason or another. `whole` says whether the first entity is the sum of the
    others, which is judged by all data; None where nothing is kept back. `reporters` are, again by all data, the
    entities that report an indicator some values of which are kept back: who is left must not pass for all of them.
    `partial` are the kinds of which not all rows are shown, so that a count of them would be false.
    """

    reasons: tuple[tuple[Kind, str, str], ...] = ()
    periods: Mapping[tuple[str, str], frozenset[Period]] = field(default_factory=dict)
    torn: frozenset[tuple[str, Period]] = frozenset()
    unranked: frozenset[tuple[str, Period]] = frozenset()
    whole: bool | None = None
    reporters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partial: frozenset[Kind] = frozenset()

    def reason(self, kind: Kind, id_: str) -> str:
        """Return why the audience is not shown something; empty where it is, or where there is no such thing."""
        return next((reason for held, name, reason in self.reasons if (held, name) == (kind, id_)), "")


NO_GAPS = Gaps()


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that was read from one data set folder; `files` lists what was read, with its SHA-256.

    `notices` tell of what was read although it may not be meant: hidden rows, columns and sheets.

    `sees` is what its owner lets audiences see at most, by the name of their template; `rules` what its numbers must
    keep to. `policy` is None of a data set
    as its owner sees it; `model.restrict` makes what an audience sees, and says in `gaps` where something is missing.
    """

    id: str
    title: str
    themes: tuple[Theme, ...]
    indicators: tuple[Indicator, ...]
    observations: Sequence[Observation]
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
    sees: tuple[tuple[str, frozenset[Visibility]], ...] = ()
    rules: Rules = NO_RULES
    policy: Policy | None = None
    gaps: Gaps = NO_GAPS
    notices: tuple[Notice, ...] = ()
    _series: Mapping[tuple[str, str], tuple[Observation, ...]] = field(init=False, repr=False, compare=False)
    _indicators: Mapping[str, Indicator] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_series", _grouped(self.observations))
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


def _grouped(observations: Sequence[Observation]) -> Mapping[tuple[str, str], tuple[Observation, ...]]:
    """Return the series by indicator and entity, each in time order."""
    if isinstance(observations, Observations):
        return observations.by_series
    grouped: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for observation in observations:
        grouped[observation.indicator, observation.entity].append(observation)
    return {key: tuple(sorted(rows, key=lambda o: o.period)) for key, rows in grouped.items()}

"""A data set seen from one reporting period: every series, comparison and ranking, each worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from briefing.model import lighting
from briefing.model.dataset import Dataset
from briefing.model.dates import end_of
from briefing.model.language import language_of
from briefing.model.metrics import Light
from briefing.model.pace import Pace, pace
from briefing.model.period import Period
from briefing.model.project_pace import ProjectPace, project_pace
from briefing.model.records import Indicator, Observation, Project, Theme
from briefing.model.rounding_plan import RoundingPlan
from briefing.model.series import Series, value_of

# A total may leave a small part out that no entity reports.
_NEARLY = Decimal("0.95")
LEAGUE_FROM = 3
"""So many peers make a league."""


class Book:
    """Look-ups over one data set and period. It holds no state but what it has already worked out."""

    def __init__(self, dataset: Dataset, period: Period, plan: RoundingPlan | None = None) -> None:
        self.language = language_of(dataset.language)
        self.dataset, self.period = dataset, period.said_in(self.language)
        self.plan = plan or RoundingPlan(dataset)
        self._series: dict[tuple[str, str], Series] = {}
        self._ranked: dict[str, tuple[tuple[Series, int], ...]] = {}

    def at(self, period: Period) -> Book:
        """Return the same data set, rounded by the same plan, seen from another period."""
        return Book(self.dataset, period, self.plan)

    def series(self, indicator: str, entity: str = "") -> Series:
        """Return the series as known at the end of the period; the default entity is the data set's first."""
        key = indicator, entity or self.dataset.default_entity
        if key not in self._series:
            self._series[key] = self._make(*key)
        return self._series[key]

    def _make(self, indicator: str, entity: str) -> Series:
        known = tuple(o for o in self.dataset.series(indicator, entity) if o.period.last <= self.period.last)
        spec, unit = self.dataset.indicator(indicator), self.dataset.entity(entity)
        shared = len(self._reporters(indicator)) > 1
        current, gaps = _current(known, self.period), self.dataset.gaps
        held = frozenset(p for p in gaps.periods.get((indicator, entity), ()) if p.last <= self.period.last)
        torn = frozenset(period for name, period in gaps.torn if name == indicator)
        best = _best([*(o.period for o in known), *held], self.period) if held else None
        missing = best if best in held else None
        scale, moved = self.plan.scale(spec), self.plan.moved(indicator, entity)
        curve = tuple(self.dataset.rules.curves.get(indicator, ()))
        return Series(
            spec, unit, known, current, self.period, scale, shared, held, torn, missing, self.language,
            self.plan.balanced, moved, curve, self.plan.moved_shares(indicator, entity),
        )  # fmt: skip

    def of_theme(self, theme: str) -> tuple[Series, ...]:
        """Return the main series of a theme that have something to report, in the data set's order."""
        rows = (self.main_series(indicator) for indicator in self.dataset.of_theme(theme))
        return tuple(row for row in rows if row.current)

    def main_series(self, indicator: Indicator) -> Series:
        """Return the series of the default entity, or of the first one that reports the indicator.

        Of the whole of the others it is returned even where its values are kept back: no part stands in for it.
        """
        entities = self.dataset.entities_of(indicator.id)
        default = self.dataset.default_entity
        if self.has_focus and default in self._reporters(indicator.id):
            return self.series(indicator.id, default)
        return self.series(indicator.id, default if default in entities or not entities else entities[0])

    def _reporters(self, indicator: str) -> tuple[str, ...]:
        """Return the entities that report an indicator by all data, whatever is kept back of them."""
        return self.dataset.gaps.reporters.get(indicator) or self.dataset.entities_of(indicator)

    def pace(self, row: Series) -> Pace | None:
        """Return how a row stands against its target, with its light by the rules of the data."""
        state = pace(row, self.dataset.lights)
        rule = self.dataset.lights.rule_of(row.indicator)
        return state if state is None or rule.by == "pace" else replace(state, light=lighting.light(self, row, rule))

    def light(self, row: Series) -> Light | None:
        """Return the light of a row by the rules of the data: by its pace, its place among peers, or the mean."""
        rule = self.dataset.lights.rule_of(row.indicator)
        if rule.by != "pace":
            return lighting.light(self, row, rule)
        state = pace(row, self.dataset.lights)
        return state.light if state else None

    def mean_of(self, row: Series) -> Series | None:
        """Return the series of the entity that is the mean or the whole of the others; None where there is none."""
        entity = self.dataset.rules.mean or (self.dataset.default_entity if self.has_total else "")
        return self.series(row.indicator.id, entity) if entity else None

    @property
    def day(self) -> date:
        """The day up to which the data tell: their as-of date, else the last day of the period; never the clock's."""
        return self.dataset.as_of or end_of(self.period)

    def project_pace(self, project: Project) -> ProjectPace:
        return project_pace(project, self.day, self.dataset.lights)

    def ranked(self, indicator: str) -> tuple[tuple[Series, int], ...]:
        """Rank the peers for their latest period, best first; ties share a rank, missing values have none.

        Nobody is ranked where the value of one of them is kept back from the audience: the ranks would be false.
        """
        if indicator not in self._ranked:
            rows = self.reporting(indicator)
            torn = any((indicator, row.current.period) in self.dataset.gaps.unranked for row in rows if row.current)
            lower = self.dataset.indicator(indicator).direction == "lower"
            self._ranked[indicator] = () if torn else _ranked(rows, lower=lower)
        return self._ranked[indicator]

    def ranked_at(self, indicator: str, period: Period) -> dict[str, int]:
        """Return the rank of each of the peers that has a value for one period; ties share a rank.

        As of now, nobody is ranked where the value of one of them is kept back.
        """
        if (indicator, period) in self.dataset.gaps.unranked:
            return {}
        rows = [self.series(indicator, entity) for entity in self.peers(indicator)]
        then = [replace(row, current=row.at(period)) for row in rows]
        then = [row for row in then if row.current and row.current.value is not None]
        ranks = _ranked(then, lower=self.dataset.indicator(indicator).direction == "lower")
        return {row.entity.id: place for row, place in ranks}

    def is_for_each(self, row: Series) -> bool:
        """Whether an indicator's target is one for each of its entities.

        A target of the whole (全区投资1500亿元) says nothing of a part. It is for each where no entity is the whole, or
        where the whole's value lies among those of the others, as the mean of rates does and a sum does not.
        """
        if not self.has_focus:
            return True
        entities = self.dataset.entities_of(row.indicator.id)
        whole, *others = [self._value(row.indicator.id, entity) for entity in entities] or [None]
        if entities[:1] != (self.dataset.default_entity,) or whole is None:
            return row.is_rate or row.is_rank
        known = [value for value in others if value is not None]
        return bool(known) and min(known) <= whole <= max(known)

    def has_target(self, row: Series) -> bool:
        """Whether an indicator's target is this row's: it is the whole's, its only reporter's, or one for each."""
        return row.entity.id == self.dataset.default_entity or not row.shared or self.is_for_each(row)

    def _value(self, indicator: str, entity: str) -> Decimal | None:
        current = self.series(indicator, entity).current
        return current.value if current else None

    def reporting(self, indicator: str) -> tuple[Series, ...]:
        """Return the peers that have a value for their latest period, in the data set's order."""
        rows = [self.series(indicator, entity) for entity in self.peers(indicator)]
        latest = max((row.current.period for row in rows if row.current), default=None)
        return tuple(r for r in rows if r.current and r.current.period == latest and r.current.value is not None)

    def speaks_for_itself(self, row: Series) -> bool:
        """Whether a series may stand for its indicator: it is in focus, or too few others report it for a league.

        Who is left where others are kept back does not stand for them.
        """
        name = row.indicator.id
        kept_back = len(self.dataset.gaps.reporters.get(name, ())) > 1
        return self.has_focus or (not kept_back and len(self.reporting(name)) < LEAGUE_FROM)

    def peers(self, indicator: str) -> tuple[str, ...]:
        """Return the entities that may be ranked against one another: without their mean, or the first as their sum."""
        entities = tuple(e for e in self.dataset.entities_of(indicator) if e != self.dataset.rules.mean)
        return entities[1:] if self.has_total and entities[:1] == (self.dataset.default_entity,) else entities

    @cached_property
    def has_focus(self) -> bool:
        """Whether all is about the first entity: the only one, the whole of the others, or the data's region."""
        entities = self.dataset.entities
        return len(entities) < 2 or self.has_total or self.dataset.region in {entities[0].name, entities[0].id}

    @cached_property
    def has_total(self) -> bool:
        """Whether the first entity is the whole of the others (全区 before its towns), by additive indicators."""
        if self.dataset.gaps.whole is not None:
            return self.dataset.gaps.whole
        return any(self._is_total(i) for i in self.dataset.indicators if i.kind in {"level", "flow", "count"})

    def _is_total(self, indicator: Indicator) -> bool:
        rows = [self.series(indicator.id, entity) for entity in self.dataset.entities_of(indicator.id)]
        if len(rows) < 3 or rows[0].entity.id != self.dataset.default_entity or rows[0].is_rate:
            return False
        first, *others = rows
        values = [value_of(row) for row in others if row.current and row.current.value is not None]
        whole = first.current.value if first.current else None
        if whole is None or whole <= 0 or len(values) < len(others):
            return False
        return sum(values) * _NEARLY <= whole <= sum(values) / _NEARLY

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that have anything to show, in order."""
        with_rows = {i.theme for i in self.dataset.indicators if self._has_data(i)}
        with_rows |= {p.theme for p in self.dataset.projects} | {h.theme for h in self.dataset.highlights}
        return tuple(theme for theme in self.dataset.themes if theme.id in with_rows)

    def _has_data(self, indicator: Indicator) -> bool:
        return any(self.series(indicator.id, e).current for e in self.dataset.entities_of(indicator.id))


def _current(known: tuple[Observation, ...], period: Period) -> Observation | None:
    """Prefer the period itself, then the latest one within it, then the latest one that ended before."""
    best = _best([o.period for o in known], period)
    return next((o for o in reversed(known) if o.period == best), None)


def _best(known: Iterable[Period], period: Period) -> Period | None:
    ordered = sorted(known)
    if period in ordered:
        return period
    within = [each for each in ordered if period.covers(each)]
    return (within or ordered)[-1] if ordered else None


def _ranked(rows: Iterable[Series], *, lower: bool) -> tuple[tuple[Series, int], ...]:
    ranks: list[tuple[Series, int]] = []
    for place, row in enumerate(sorted(rows, key=value_of, reverse=not lower), 1):
        tied = ranks and value_of(ranks[-1][0]) == value_of(row)
        ranks.append((row, ranks[-1][1] if tied else place))
    return tuple(ranks)

"""A data set and what an audience sees of it in; which of the values kept back can be worked out from the rest, out.

Statisticians call it secondary disclosure: the one part missing from a published sum, a sum of published parts (of
entities, or of months and cumulative periods), a value before a published growth rate. It is said to those who build;
whether to keep back more is theirs to decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from briefing.model.dataset import Dataset
from briefing.model.records import Indicator, Observation, Origin
from briefing.model.restrict import observation_id
from briefing.model.spans import is_cover, way

_ADDITIVE = frozenset({"level", "flow", "count"})
_GATHERED = frozenset({"flow", "count"})
"""What adds up over entities, and what over time."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A value that is kept back and can still be worked out: its name, where it stands, and from what."""

    name: str
    origin: Origin
    way: str

    def __str__(self) -> str:
        return f"“{self.name}”没有给出，但{self.way}。要真正不公开，还得再略去一个数，或取整。"


def disclosures(whole: Dataset, seen: Dataset) -> tuple[Disclosure, ...]:
    """Return the observations that are kept back of indicators that are shown, and can be worked out."""
    shown = {observation_id(row): row for row in seen.observations}
    hidden = [o for o in whole.observations if seen.has_indicator(o.indicator) and observation_id(o) not in shown]
    hidden = [o for o in hidden if o.value is not None]
    found = (_disclosed(row, whole, seen) for row in hidden)
    return tuple(each for each in found if each)


def _disclosed(row: Observation, whole: Dataset, seen: Dataset) -> Disclosure | None:
    indicator = seen.indicator(row.indicator)
    ways = (_by_peers(row, indicator, whole, seen), _by_periods(row, indicator, seen), _by_growth(row, seen))
    way = next(filter(None, ways), "")
    whose = f" {whole.entity(row.entity).name}" if len(whole.entities) > 1 else ""
    name = f"{indicator.name}{whose} {row.period.label}"
    return Disclosure(name, row.origin, way) if way else None


def _by_peers(row: Observation, indicator: Indicator, whole: Dataset, seen: Dataset) -> str:
    """Say how a value follows from the others of its period, where the first entity is the sum of the rest."""
    if indicator.kind not in _ADDITIVE or not seen.gaps.whole:
        return ""
    all_of_them = [e for e in whole.entities_of(row.indicator) if _at(whole, row, e) is not None]
    left = [e for e in all_of_them if _at(seen, row, e) is not None]
    if len(all_of_them) < 3 or set(all_of_them) - set(left) != {row.entity} or _is_rounded(seen, row, left):
        return ""
    return "可由各部分相加得出" if row.entity == whole.default_entity else "可由合计推算"


def _at(dataset: Dataset, row: Observation, entity: str) -> Decimal | None:
    return next((o.value for o in dataset.series(row.indicator, entity) if o.period == row.period), None)


def _is_rounded(seen: Dataset, row: Observation, entities: Iterable[str]) -> bool:
    rows = (o for entity in entities for o in seen.series(row.indicator, entity) if o.period == row.period)
    return any("completion" in o.held for o in rows)


def _by_periods(row: Observation, indicator: Indicator, seen: Dataset) -> str:
    """Say how a period's sum follows from others that are shown: from its parts, or from a longer one less the rest."""
    if indicator.kind not in _GATHERED:
        return ""
    series = seen.series(row.indicator, row.entity)
    steps = way(row.period, (o.period for o in series if o.value is not None and "completion" not in o.held))
    whole = next((each for each in steps if each.covers(row.period)), None)
    if not steps or whole:
        return f"可由{whole.label}的合计推算" if whole else ""
    named = "、".join(each.label for each in steps[:_NAMED]) + ("等" if len(steps) > _NAMED else "")
    return f"可由{named}{'相加' if is_cover(row.period, steps) else '相加减'}得出"


def _by_growth(row: Observation, seen: Dataset) -> str:
    """Say how a value follows from the one a year later and its published growth rate."""
    later = (o for o in seen.series(row.indicator, row.entity) if o.period.year_ago() == row.period)
    found = next((o for o in later if o.value is not None and o.growth is not None), None)
    if found is None or "completion" in found.held:
        return ""
    return f"可由{found.period.label}的数值和增长率推算"

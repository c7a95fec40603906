"""Parts and wholes in, `Figure`s out: totals, shares, contributions, the pace itself, and moves among peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from briefing.model import metrics, printing, wording
from briefing.model.figure import RATE_DIGITS, Figure, decimals, round_half_up
from briefing.model.metrics import HUNDRED
from briefing.model.pace import Pace
from briefing.model.period import Period
from briefing.model.records import Observation, Origin
from briefing.model.rounding_plan import shares
from briefing.model.series import Comparison, Series

Part = tuple[Series, Observation]
"""One part of a whole: its series and the observation that counts; all parts of a whole have the same unit."""


def total(parts: Sequence[Part]) -> Figure:
    """Return the sum of the values of one period, with as many decimals as the most precise of them."""
    row, first = parts[0]
    id_ = f"{'+'.join(dict.fromkeys(_id(row) for row, _ in parts))}/{first.period.code}/total"
    return _figure(id_, wording.part_names(row.language).total, parts, _sum(parts), _digits(parts), row.unit)


def share(row: Series, observation: Observation, parts: Sequence[Part]) -> Figure | None:
    """Return the share of one part in the sum of all, in per cent.

    None where the sum is not positive, and where a part is handed over rounded: the share would be false by that.
    The id names all the parts: a share in other parts is another figure.
    """
    whole = _sum(parts)
    if observation.value is None or whole <= 0 or any(o.is_rounded for _, o in (*parts, (row, observation))):
        return None
    id_ = f"{_id(row)}/{observation.period.code}/share:{'+'.join(_part_names(parts))}"
    portion = row.scale.apply(observation.value) / whole * HUNDRED
    label = wording.part_names(row.language).share.format(row.title)
    made = _figure(id_, label, parts, portion, RATE_DIGITS, "%")
    if not row.balanced:
        return made
    printed = shares([each.scale.apply(o.value or Decimal(0)) for each, o in parts], RATE_DIGITS, balanced=True)
    mine = next(share for (each, _), share in zip(parts, printed, strict=True) if _id(each) == _id(row))
    return printing.adjusted(made, mine)


def _part_names(parts: Sequence[Part]) -> list[str]:
    """Name parts by what tells them apart: entities of one indicator, indicators of one entity, else both."""
    rows = [row for row, _ in parts]
    if len({row.indicator.id for row in rows}) == 1:
        return [row.entity.id for row in rows]
    if len({row.entity.id for row in rows}) == 1:
        return [row.indicator.id for row in rows]
    return [f"{row.indicator.id}.{row.entity.id}" for row in rows]


def remainder(whole: Comparison, parts: Iterable[Comparison]) -> Figure | None:
    """Return what the printed changes of the parts leave of the printed change of the whole; None for nothing.

    What is left by rounding alone is nothing. It is printed so that the bars of a waterfall add up, and says so where
    the exact remainder rounds to something else.
    """
    change, changes = printing.change(whole), [printing.change(part) for part in parts]
    digits = decimals(change.rounded)
    left = change.rounded - sum((part.rounded for part in changes), Decimal(0))
    exact = change.raw - sum((part.raw for part in changes), Decimal(0))
    if not left or not round_half_up(exact, digits):
        return None
    id_, name = f"{change.id}|rest", wording.part_names(change.language).rest
    made = printing.make(
        id_, "change", name, exact, digits, change.unit, change.origins, change.period, language=change.language
    )
    return printing.adjusted(made, left)


def expected(row: Series, state: Pace) -> Figure:
    """Return how much of the target should be reached by now (序时进度), in per cent."""
    assert row.current is not None
    id_ = f"{_id(row)}/{row.current.period.code}/pace"
    label, origins = wording.part_names(row.language).pace.format(row.title), (row.indicator.origin,)
    code = row.current.period.code
    return printing.make(id_, "progress", label, state.expected, RATE_DIGITS, "%", origins, code, language=row.language)


def growth_at(row: Series, observation: Observation) -> Figure | None:
    """Return the growth rate at one observation with its sign: the published one, else that against the year before."""
    if observation.growth is not None:
        return printing.published_growth(replace(row, current=observation))
    before = row.at(observation.period.year_ago())
    if before is None or before.value is None or observation.value is None:
        return None
    if "growth" in before.held | observation.held or before.qualifier or observation.qualifier:
        return None
    rate = metrics.growth(before.value, observation.value)
    if rate is None:
        return None
    id_ = f"{_id(row)}/{observation.period.code}/growth:{before.period.code}|signed"
    origins = (before.origin, observation.origin)
    code = observation.period.code
    return printing.make(id_, "growth", row.title, rate, RATE_DIGITS, "%", origins, code, language=row.language)


def place_change(row: Series, before: Observation, places: int) -> Figure:
    """Return by how many places an entity moved among its peers (positive: up) since an earlier observation."""
    assert row.current is not None
    now = row.current
    id_ = f"{_id(row)}/{now.period.code}/rank_change:{before.period.code}"
    origins = (before.origin, now.origin)
    unit, code = printing.units(row.language).places, now.period.code
    made = printing.make(id_, "rank_change", row.title, Decimal(places), 0, unit, origins, code, language=row.language)
    return printing.unsigned(made)


def is_complete(rows: Sequence[Series], period: Period) -> bool:
    """Whether none of the values of a period is kept back, so that their sum is what it claims to be.

    Rows of one indicator are its peers: of these none may be missing. None may be handed over rounded either.
    """
    if any((seen := row.at(period)) is not None and seen.is_rounded for row in rows):
        return False
    alike = len({row.indicator.id for row in rows}) == 1
    return not any(period in (row.torn if alike else row.held) for row in rows)


def _sum(parts: Sequence[Part]) -> Decimal:
    return sum((row.scale.apply(o.value) for row, o in parts if o.value is not None), Decimal(0))


def _digits(parts: Sequence[Part]) -> int:
    return max(decimals(printing.value(row, o).rounded) for row, o in parts if o.value is not None)


def _id(row: Series) -> str:
    return f"{row.indicator.id}/{row.entity.id}"


def _figure(id_: str, label: str, parts: Sequence[Part], raw: Decimal, digits: int, unit: str) -> Figure:
    origins: tuple[Origin, ...] = tuple(dict.fromkeys(o.origin for _, o in parts))
    row, first = parts[0]
    return printing.make(id_, "value", label, raw, digits, unit, origins, first.period.code, language=row.language)

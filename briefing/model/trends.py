"""Series in; how growth itself moves, runs, thresholds passed and targets met early, as `Figure`s, out.

Nothing is made of what is kept back: a gap ends a run, and a threshold is passed 首次 only if all is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.model import printing, wording
from briefing.model.figure import RATE_DIGITS, Figure, decimals
from briefing.model.lights import Lights
from briefing.model.metrics import HUNDRED
from briefing.model.pace import Pace, pace
from briefing.model.parts import growth_at
from briefing.model.period import Period
from briefing.model.records import Observation, Origin
from briefing.model.series import Comparison, Series

_STEPS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""The periods that follow on one another, and their months; cumulative ones overlap."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How a growth rate moved since an earlier observation, in points without sign; both rates keep theirs."""

    step: Figure
    was: Figure
    now: Figure
    before: Observation


def drift(row: Series) -> Drift | None:
    """Return how the growth rate moved since the period before; the printed rates are what is compared."""
    now = None if row.is_rate or row.is_rank or row.current is None or row.missing else growth_at(row, row.current)
    before = _before(row)
    was = growth_at(row, before) if now and before else None
    if now is None or was is None or before is None or row.current is None:
        return None
    raw, digits = now.rounded - was.rounded, max(decimals(now.rounded), decimals(was.rounded))
    label, unit = wording.part_names(row.language).growth.format(row.title), printing.units(row.language).points
    id_ = f"{_id(row)}/growth_step:{before.period.code}"
    origins = tuple(dict.fromkeys((*was.origins, *now.origins)))
    code = row.current.period.code
    made = printing.make(id_, "points", label, raw, digits, unit, origins, code, language=row.language)
    return Drift(_unsigned(made), was, now, before)


def _before(row: Series) -> Observation | None:
    """Return the observation of the period before; of a cumulative one that is reported by quarters, that one."""
    if row.current is None:
        return None
    period = row.current.period
    found = row.at(period.previous())
    if found is not None or period.kind != "cumulative" or period.previous() in row.held:
        return found
    earlier = [o for o in row.observations if o.period.first == period.first and o.period.last < period.last]
    return earlier[-1] if earlier and not any(earlier[-1].period < p < period for p in row.held) else None


def run(row: Series) -> tuple[Figure, bool] | None:
    """Return for how many periods on end a value has grown on the year before (True), or fallen; None below two."""
    if row.is_rate or row.is_rank or row.missing:
        return None
    rates = list(_rates(row))
    if not rates or not rates[0].rounded:
        return None
    rose, length = rates[0].rounded > 0, 0
    for rate in rates:
        if not rate.rounded or (rate.rounded > 0) != rose:
            break
        length += 1
    origins = tuple(origin for rate in rates[:length] for origin in rate.origins)
    return (_length(row, "run", length, origins), rose) if length > 1 else None


def _rates(row: Series) -> Iterator[Figure]:
    for observation in _chain(row):
        rate = growth_at(row, observation)
        if rate is None:
            return
        yield rate


def _chain(row: Series) -> Iterator[Observation]:
    """Yield the current observation and those of the periods before it, while none is missing."""
    observation = row.current if row.current and row.current.period.kind in _STEPS else None
    while observation is not None:
        yield observation
        observation = row.at(observation.period.previous())


def firsts(row: Series) -> Figure | None:
    """Return how often on end a row has been first, by its published ranks; None below two."""
    held: list[Observation] = []
    for observation in _chain(row):
        place = observation.value if row.is_rank else observation.rank
        if row.missing or place != 1:
            break
        held.append(observation)
    return _length(row, "firsts", len(held), tuple(o.origin for o in held)) if len(held) > 1 else None


def _length(row: Series, key: str, length: int, origins: tuple[Origin, ...]) -> Figure:
    assert row.current is not None
    names = wording.part_names(row.language)
    label = (names.run if key == "run" else names.firsts).format(row.title)
    # 两连冠 counts the titles, not the years.
    counted = "" if key == "firsts" and row.current.period.kind == "year" and row.language == "zh" else None
    unit = wording.tongue(row.language).SPANS[row.current.period.kind] if counted is None else counted
    origins = tuple(dict.fromkeys(origins))
    code = row.current.period.code
    id_ = f"{_id(row)}/{key}"
    return printing.make(id_, "count", label, Decimal(length), 0, unit, origins, code, language=row.language)


def passed(pair: Comparison, *, first: bool = False) -> Figure | None:
    """Return the round threshold (800亿元) that a value passed since its base; None where it passed none.

    As the first time it counts only where no earlier value that is known reached it, and none is kept back.
    """
    row, period = pair.series, pair.new.period
    if row.is_rate or row.is_rank or row.indicator.direction == "lower" or pair.is_rounded or pair.is_guarded:
        return None
    if pair.new.qualifier in {"约", "近"} or pair.old.qualifier in {"约", "超", "余"}:
        return None
    # What is passed is passed as it is printed: 800.3 that reads 800 has not.
    new = printing.value(row, pair.new).rounded
    old = max(row.scale.apply(pair.old_value), printing.value(row, pair.old).rounded)
    if new <= 1:
        return None
    threshold = Decimal(int(new.scaleb(-new.adjusted()))).scaleb(new.adjusted())
    earlier = [o for o in row.observations if o.period < period and o.period.kind == period.kind]
    known = [row.scale.apply(o.value) for o in earlier if o.value is not None]
    if not old <= threshold < new or (first and (row.held or max(known, default=old) > threshold)):
        return None
    label = wording.part_names(row.language).passed.format(row.title)
    origins = tuple(dict.fromkeys((pair.old.origin, pair.new.origin)))
    id_ = f"{_id(row)}/passed:{pair.old.period.code}"
    return printing.make(id_, "count", label, threshold, 0, row.unit, origins, period.code, language=row.language)


def early(row: Series, state: Pace) -> Figure | None:
    """Return by how many months (whole years: years) a target was met before its date; None where it was not.

    It counts from the first of the observations on end that met it. Where less is better (浓度) nothing is met before
    its time is over: the rest of the year may undo it.
    """
    plan, now = row.indicator.target_period, row.current
    if row.indicator.direction == "lower":
        return None
    if plan is None or now is None or not state.met or state.ceiling or row.held:
        return None
    since = now.period
    for observation in reversed([o for o in row.observations if o.period < now.period and _alike(o.period, since)]):
        then = pace(replace(row, current=observation), Lights())
        if then is None or not then.met or observation.period.first < plan.first:
            break
        since = observation.period
    months = plan.last - since.last
    if months <= 0:
        return None
    number, kind = (months // 12, "year") if months % 12 == 0 else (months, "month")
    tongue, origins = wording.tongue(row.language), (*(o.origin for o in state.sources), row.indicator.origin)
    label, unit = tongue.PARTS.early.format(row.title), tongue.SPANS["year" if kind == "year" else "month"]
    id_, code = f"{_id(row)}/early", now.period.code
    made = printing.make(id_, "count", label, Decimal(number), 0, unit, origins, code, language=row.language)
    return tongue.in_words(made) if kind == "year" else made


def _alike(one: Period, other: Period) -> bool:
    return one.kind == other.kind and (one.kind != "cumulative" or one.first == other.first)


def over(row: Series, state: Pace) -> Figure | None:
    """Return by how much a target is exceeded: in per cent of it, for a rate in points; None where it is only met."""
    goal, lower = row.indicator.target, row.indicator.direction == "lower"
    if goal is None or not state.met or lower or row.is_rank:
        return None
    if row.is_rate and not state.from_base:
        made = printing.gap(row, state)
        return made if made.rounded > 0 else None
    if state.completed <= HUNDRED:
        return None
    return printing.over(row, state, wording.part_names(row.language).over.format(row.title))


def share_step(row: Series, whole: Series) -> tuple[Figure, Period] | None:
    """Return by how many points the share in a whole moved since the year before; None where either is not known."""
    now, then = row.current, _a_year_ago(row)
    all_then = _a_year_ago(whole)
    portion, before = printing.share(row, whole), printing.share(then, all_then) if then and all_then else None
    if now is None or portion is None or before is None or then is None or then.current is None:
        return None
    raw, unit = portion.rounded - before.rounded, printing.units(row.language).points
    origins = tuple(dict.fromkeys((*before.origins, *portion.origins)))
    id_ = f"{portion.id}|step:{then.current.period.code}"
    label, code = wording.part_names(row.language).share.format(row.title), now.period.code
    made = printing.make(id_, "points", label, raw, RATE_DIGITS, unit, origins, code, language=row.language)
    return _unsigned(made), then.current.period


def _a_year_ago(row: Series) -> Series | None:
    found = row.at(row.current.period.year_ago()) if row.current else None
    return replace(row, current=found) if found else None


def _unsigned(figure: Figure) -> Figure:
    return replace(figure, number=figure.number.lstrip(printing.MINUS))


def _id(row: Series) -> str:
    assert row.current is not None
    return f"{row.indicator.id}/{row.entity.id}/{row.current.period.code}"

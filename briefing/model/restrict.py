"""A data set and a policy in; what the audience may see of it out, and what was kept back. Pure.

Here, and nowhere later, is decided what an audience sees: whatever composes, draws or writes gets the restricted data
set and could not show the rest if it tried. Restricting twice is the same as once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from briefing.model import rounding
from briefing.model.book import Book
from briefing.model.dataset import Dataset, Gaps
from briefing.model.period import Period
from briefing.model.policy import FIELD_NAMES, FIELDS, Kind, Policy, Table, Withheld, field_reason, rounding_reason
from briefing.model.records import Highlight, Indicator, Milestone, Observation, Project

T = TypeVar("T")
Marks = frozenset[tuple[str, Period]]


@dataclass(frozen=True, slots=True)
class Restricted:
    """A data set as one audience sees it, and what was kept back: the latter is for those who build, to look at."""

    dataset: Dataset
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of all tables; as they were read, or what is left of them."""

    indicators: tuple[Indicator, ...]
    observations: tuple[Observation, ...]
    projects: tuple[Project, ...]
    milestones: tuple[Milestone, ...]
    highlights: tuple[Highlight, ...]


def restrict(dataset: Dataset, policy: Policy) -> Restricted:
    """Return what a policy lets be seen of a data set.

    With an indicator go its observations, with a project its milestones. Of the rows that stay, fields that are
    withheld are emptied and values rounded; `gaps` says what must not be worked out from the rest.
    """
    log: list[Withheld] = []
    seen = _without_rows(dataset, policy, log)
    names = _Names(dataset)
    observations = _rounded(seen, policy, names, log)
    ties = rounding.made_ties(seen.observations, observations)
    seen = _without_fields(replace(seen, observations=observations), policy, names, log)
    seen = _amounts_rounded(seen, policy, log)
    gaps = _gaps(dataset, seen, policy, log, ties)
    shown = replace(
        dataset,
        indicators=seen.indicators,
        observations=seen.observations,
        projects=seen.projects,
        milestones=seen.milestones,
        highlights=seen.highlights,
        files=_unhashed(dataset.files) if log else dataset.files,
        policy=policy,
        gaps=gaps,
    )
    return Restricted(shown, tuple(log))


def _unhashed(files: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the files without the hashes of tables.

    Whoever has all of a table but one number could try numbers until the hash is right.
    """
    return tuple((name, digest if name.endswith((".yaml", ".yml")) else "") for name, digest in files)


def _without_rows(dataset: Dataset, policy: Policy, log: list[Withheld]) -> _Rows:
    hidden = {i.id: why for i in dataset.indicators if (why := _against_indicator(i, policy))}
    closed = {p.id: why for p in dataset.projects if (why := policy.against(p.visibility))}
    names = _Names(dataset)
    return _Rows(
        _sifted(dataset.indicators, lambda i: hidden.get(i.id, ""), names.indicator, log),
        _sifted(
            dataset.observations,
            # An observation is at most as visible as its indicator.
            lambda o: hidden.get(o.indicator) or policy.against(o.visibility),
            names.observation,
            log,
        ),
        _sifted(dataset.projects, lambda p: closed.get(p.id, ""), names.project, log),
        _sifted(dataset.milestones, lambda m: closed.get(m.project, ""), names.milestone, log),
        _sifted(dataset.highlights, lambda h: policy.against(h.visibility), names.highlight, log),
    )


def _against_indicator(indicator: Indicator, policy: Policy) -> str:
    named = "模板规定不公开这个指标" if indicator.id in policy.indicators else ""
    return named or policy.against(indicator.visibility)


def _sifted(
    rows: Sequence[T], why: Callable[[T], str], named: Callable[[T, str], Withheld], log: list[Withheld]
) -> tuple[T, ...]:
    """Return the rows that nothing speaks against; the others are noted."""
    reasons = [why(row) for row in rows]
    log += [named(row, reason) for row, reason in zip(rows, reasons, strict=True) if reason]
    return tuple(row for row, reason in zip(rows, reasons, strict=True) if not reason)


class _Names:
    """What the rows of a data set are called where they are listed."""

    def __init__(self, dataset: Dataset) -> None:
        self._indicators = {indicator.id: indicator.name for indicator in dataset.indicators}
        self._entities = {entity.id: entity.name for entity in dataset.entities}
        self._projects = {project.id: project.name for project in dataset.projects}

    def indicator(self, row: Indicator, reason: str) -> Withheld:
        return Withheld("indicator", row.id, row.name, row.origin, reason)

    def observation(self, row: Observation, reason: str) -> Withheld:
        return Withheld("observation", observation_id(row), self.of(row), row.origin, reason)

    def of(self, row: Observation) -> str:
        whose = self._entities.get(row.entity, row.entity) if len(self._entities) > 1 else ""
        return " ".join(filter(None, (self._indicators.get(row.indicator, row.indicator), whose, row.period.label)))

    def project(self, row: Project, reason: str) -> Withheld:
        return Withheld("project", row.id, row.name, row.origin, reason)

    def milestone(self, row: Milestone, reason: str) -> Withheld:
        return Withheld("milestone", milestone_id(row), self.step(row), row.origin, reason)

    def step(self, row: Milestone) -> str:
        return f"{self._projects.get(row.project, row.project)} {row.name}"

    def highlight(self, row: Highlight, reason: str) -> Withheld:
        return Withheld("highlight", "", row.text, row.origin, reason)


def observation_id(row: Observation) -> str:
    return f"{row.indicator}/{row.entity}/{row.period.code}"


def milestone_id(row: Milestone) -> str:
    return f"{row.project}/{row.name}"


def _rounded(seen: _Rows, policy: Policy, names: _Names, log: list[Withheld]) -> tuple[Observation, ...]:
    """Return the observations as coarse as the policy wants them."""
    steps = rounding.steps(seen.indicators, seen.observations, policy)
    for row in seen.observations:
        if row.indicator in steps and rounding.is_finer(row, steps[row.indicator]):
            name, reason = f"{names.of(row)} {FIELD_NAMES['value']}", rounding_reason(steps[row.indicator])
            log.append(Withheld("field", f"{observation_id(row)}/value", name, row.origin, reason))
    made = (rounding.coarsened(o, steps[o.indicator]) if o.indicator in steps else o for o in seen.observations)
    return tuple(made)


def _amounts_rounded(seen: _Rows, policy: Policy, log: list[Withheld]) -> _Rows:
    """Return the rows with targets and investments as coarse as the values of their unit."""
    indicators = tuple(rounding.aimed(rounding.limited(i, policy), policy) for i in seen.indicators)
    projects = tuple(rounding.invested(p, policy) for p in seen.projects)
    for before, after in zip(seen.indicators, indicators, strict=True):
        if before.target != after.target:
            log.append(_coarse(before, "target", policy.digits(before.id, before.unit)))
    for old, new in zip(seen.projects, projects, strict=True):
        if old.investment != new.investment:
            log.append(_coarse(old, "investment", policy.digits(old.id, old.unit)))
    return replace(seen, indicators=indicators, projects=projects)


def _coarse(row: Indicator | Project, field: str, digits: int | None) -> Withheld:
    assert digits is not None
    name = f"{row.name} {FIELD_NAMES[field]}"
    return Withheld("field", f"{row.id}/{field}", name, row.origin, rounding_reason(digits))


def _without_fields(seen: _Rows, policy: Policy, names: _Names, log: list[Withheld]) -> _Rows:
    observations = _emptied("observations", seen.observations, policy, log, observation_id, names.of)
    return _Rows(
        _emptied("indicators", seen.indicators, policy, log, lambda i: i.id, lambda i: i.name),
        # What had nothing but its rate or rank has nothing left to show.
        tuple(o for o in observations if not (o.value is None and o.growth is None and o.rank is None)),
        _emptied("projects", seen.projects, policy, log, lambda p: p.id, lambda p: p.name),
        _emptied("milestones", seen.milestones, policy, log, milestone_id, names.step),
        _emptied("highlights", seen.highlights, policy, log, lambda h: "", lambda h: h.text),
    )


def _emptied(
    table: Table, rows: Sequence[T], policy: Policy, log: list[Withheld],
    id_of: Callable[[T], str], name_of: Callable[[T], str],
) -> tuple[T, ...]:  # fmt: skip
    """Return rows without the fields of their table that are withheld; those that had something in them are noted."""
    wanted = [name for name in FIELDS[table] if (table, name) in policy.withhold]
    if not wanted:
        return tuple(rows)
    return tuple(_empty(row, table, wanted, (id_of(row), name_of(row)), log) for row in rows)


def _empty(row: Any, table: Table, wanted: Sequence[str], called: tuple[str, str], log: list[Withheld]) -> Any:
    nothing = {field.name: field.default for field in fields(row)}
    changes: dict[str, Any] = {}
    for name in wanted:
        if any(getattr(row, each) != nothing[each] for each in (name, f"{name}_en") if each in nothing):
            id_, title = f"{called[0]}/{name}", f"{called[1]} {FIELD_NAMES[name]}"
            log.append(Withheld("field", id_, title, row.origin, field_reason(name)))
        changes |= {each: nothing[each] for each in FIELDS[table][name]}
    if "held" in nothing:
        changes["held"] = row.held | frozenset(wanted)
    return replace(row, **changes)


def _gaps(dataset: Dataset, seen: _Rows, policy: Policy, log: Sequence[Withheld], ties: Marks) -> Gaps:
    before, without_ranks = dataset.gaps, ("observations", "rank") in policy.withhold
    if not log and not without_ranks:
        return before
    held = _held(dataset, seen)
    whole = before.whole if before.whole is not None else is_whole(dataset)
    torn = {(row.indicator, row.period) for row in held if not (whole and row.entity == dataset.default_entity)}
    unranked = torn | ties
    if without_ranks:
        unranked |= {(row.indicator, row.period) for row in seen.observations}
    periods: dict[tuple[str, str], frozenset[Period]] = dict(before.periods)
    for row in held:
        key = row.indicator, row.entity
        periods[key] = periods.get(key, frozenset()) | {row.period}
    kinds: tuple[Kind, ...] = ("indicator", "project")
    reasons = tuple((each.kind, each.id, each.reason) for each in log if each.kind in kinds)
    return Gaps(
        reasons=(*before.reasons, *reasons),
        periods=periods,
        torn=before.torn | torn,
        unranked=before.unranked | unranked,
        whole=whole,
        reporters=reporters(dataset, held),
        partial=before.partial | {each.kind for each in log if each.kind != "field"},
    )


def _held(dataset: Dataset, seen: _Rows) -> list[Observation]:
    """Return the observations that are kept back of indicators that are shown."""
    shown = {indicator.id for indicator in seen.indicators}
    left = {observation_id(row) for row in seen.observations}
    return [o for o in dataset.observations if o.indicator in shown and observation_id(o) not in left]


def reporters(dataset: Dataset, held: Sequence[Observation]) -> dict[str, tuple[str, ...]]:
    """Return who reports each of the indicators some observations of which are not shown."""
    names = dict.fromkeys(row.indicator for row in held)
    return {name: dataset.entities_of(name) for name in names} | dict(dataset.gaps.reporters)


def is_whole(dataset: Dataset) -> bool:
    """Judge by all data at their latest period whether the first entity is the whole of the others."""
    latest = max((row.period for row in dataset.observations), default=None)
    return latest is not None and Book(dataset, latest).has_total

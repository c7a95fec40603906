"""The rules and lights of dataset.yaml and what they may refer to in; with ids for names out, every slip told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.errors import Problems
from briefing.model.lights import LightRule, Lights
from briefing.model.rules import Confirmed, Rules, Total
from briefing.sources import units
from briefing.sources.fields import Unreadable
from briefing.sources.lookup import Lookup
from briefing.sources.text import shown
from briefing.yamlfile import Place

if TYPE_CHECKING:
    from briefing.sources.describe import Description
    from briefing.sources.rows import Known


def settled(description: Description, known: Known, problems: Problems) -> Rules:
    """Return the rules by ids; what names nothing becomes a problem with its line, and is left out."""
    desk = _Desk("rules", known, description.where, problems)
    rules = description.rules
    mean = desk.find(known.entities, rules.mean, "mean") if rules.mean else ""
    return replace(
        rules,
        jumps=dict(desk.jumps(rules)),
        totals=tuple(desk.totals(rules)),
        confirmed=tuple(desk.confirmed(rules)),
        curves=dict(desk.curves(rules)),
        mean=mean,
    )


def lights(description: Description, known: Known, problems: Problems) -> Lights:
    """Return the lights by ids; a rule with a name that stands for nothing is left out."""
    desk = _Desk("lights", known, description.where, problems)
    return replace(description.lights, rules=tuple(desk.lights(description.lights)))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where names are looked up and slips are put down."""

    root: str
    known: Known
    where: Callable[[Place], str]
    problems: Problems

    def jumps(self, rules: Rules) -> Iterator[tuple[str, Decimal]]:
        for name, most in rules.jumps.items():
            if id_ := self.find(self.known.indicators, name, "jumps", name):
                yield id_, most

    def curves(self, rules: Rules) -> Iterator[tuple[str, tuple[Decimal, ...]]]:
        for name, percent in rules.curves.items():
            # A curve may be shared: then its key is no indicator's name.
            if id_ := self.find(self.known.indicators, name, "curves"):
                yield id_, percent

    def lights(self, lights: Lights) -> Iterator[LightRule]:
        for place, rule in enumerate(lights.rules):
            indicators = self._all(self.known.indicators, rule.indicators, "rules", place, "indicators")
            themes = self._all(self.known.themes, rule.themes, "rules", place, "themes")
            if indicators is not None and themes is not None:
                yield replace(rule, indicators=indicators, themes=themes)

    def totals(self, rules: Rules) -> Iterator[Total]:
        for place, total in enumerate(rules.totals):
            if total.is_of_entities:
                yield from self._of_entities(place, total)
            else:
                yield from self._of_indicators(place, total)

    def _of_entities(self, place: int, total: Total) -> Iterator[Total]:
        whole = self.find(self.known.entities, total.whole, "totals", place, "entity")
        parts = self._all(self.known.entities, total.parts, "totals", place, "parts")
        indicators = self._all(self.known.indicators, total.indicators, "totals", place, "indicators")
        if not whole or parts is None or indicators is None:
            return
        if self._is_apart(place, whole, parts) and self._add_up(place, "indicators", indicators):
            yield replace(total, whole=whole, parts=parts, indicators=indicators)

    def _of_indicators(self, place: int, total: Total) -> Iterator[Total]:
        whole = self.find(self.known.indicators, total.whole, "totals", place, "total")
        parts = self._all(self.known.indicators, total.parts, "totals", place, "parts")
        if whole and parts is not None and self._is_of_one_unit(place, whole, parts):
            # Shares of one whole do add up (一产占比 and 二产占比); ranks never do.
            of_ranks = [id_ for id_ in (whole, *parts) if self.known.units.get(id_) in ("位", "名")]
            if self._is_apart(place, whole, parts) and self._add_up(place, "parts", of_ranks):
                yield replace(total, whole=whole, parts=parts)

    def _is_apart(self, place: int, whole: str, parts: tuple[str, ...]) -> bool:
        """A whole is none of its own parts, and a part is counted once."""
        for position, part in enumerate(parts):
            twice = part in parts[:position]
            if part == whole or twice:
                what = "在分项里写了两次" if twice else "就是总数，不能又是自己的分项"
                self._tell(("totals", place, "parts", position), f"{self._named(part)}{what}。", "请删去这一项。")
                return False
        return True

    def _add_up(self, place: int, key: str, indicators: Sequence[str]) -> bool:
        """Rates and ranks of entities do not add up to that of the whole."""
        for position, id_ in enumerate(indicators):
            if id_ in self.known.unsummed:
                message = f"{self._named(id_)}是比率或位次，各项的数加起来没有意义。"
                self._tell(("totals", place, key, position), message, "请从合计里删去。")
                return False
        return True

    def _named(self, id_: str) -> str:
        return shown(self.known.names.get(id_) or id_)

    def _is_of_one_unit(self, place: int, whole: str, parts: tuple[str, ...]) -> bool:
        """Only amounts of one unit can be added up."""
        unit = self.known.units.get(whole)
        for position, part in enumerate(parts):
            own = self.known.units.get(part)
            if unit and own and units.convert(Decimal(1), own, unit) != 1:
                message = f"{part}的单位是{shown(own)}，总数 {whole} 的是{shown(unit)}，加不起来。"
                self._tell(("totals", place, "parts", position), message, f"请把 {part} 的单位改为{shown(unit)}。")
                return False
        return True

    def confirmed(self, rules: Rules) -> Iterator[Confirmed]:
        for place, each in enumerate(rules.confirmed):
            path = ("confirmed", place)
            indicator = self._known_or_any(self.known.indicators, each.indicator, *path, "indicator")
            entity = self._known_or_any(self.known.entities, each.entity, *path, "entity")
            project = self._known_or_any(self.known.projects, each.project, *path, "project")
            if indicator is not None and entity is not None and project is not None:
                where = self.where(("rules", *path))
                yield replace(each, indicator=indicator, entity=entity, project=project, where=where)

    def _known_or_any(self, lookup: Lookup, name: str, *path: str | int) -> str | None:
        """Return an id, or nothing where any is meant; None where the name stands for nothing."""
        return (self.find(lookup, name, *path) or None) if name else ""

    def _all(self, lookup: Lookup, names: tuple[str, ...], *path: str | int) -> tuple[str, ...] | None:
        found = tuple(self.find(lookup, name, *path, position) for position, name in enumerate(names))
        return found if all(found) else None

    def find(self, lookup: Lookup, name: str, *path: str | int) -> str:
        """Return the id that a name stands for; empty, with a problem, where it stands for nothing."""
        try:
            return lookup.find(name)
        except Unreadable as error:
            self._tell(path, error.message, error.hint)
            return ""

    def _tell(self, path: Place, message: str, hint: str) -> None:
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self.problems.add(self.where((self.root, *path)), f"{self.root}.{shown(name)}：{message}", hint)

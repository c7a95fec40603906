"""The rules by which lights are given, as a data set lays them down; places and points behind in, `Light`s out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from briefing.model.metrics import Light
from briefing.model.metrics import light as by_points
from briefing.model.records import Direction, Indicator

By = Literal["pace", "rank", "mean"]
_WORSE = (Light.GREEN, Light.YELLOW, Light.RED)


@dataclass(frozen=True, slots=True)
class LightRule:
    """How the lights of some indicators are given, named by themselves or by their theme; of all where none is named.

    By `pace`, `yellow` and `red` are points behind the pace; by `mean`, points worse than the mean entity's rate. By
    `rank`, up to place `first` is green and from place `last` on red; who fell by `fall` places or more is a colour
    worse, who rose by `rise` or more a colour better (0: moves do not count).
    """

    by: By = "pace"
    indicators: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    yellow: float = 0
    red: float = 10
    first: int = 0
    last: int = 0
    fall: int = 0
    rise: int = 0

    @property
    def is_for_all(self) -> bool:
        return not self.indicators and not self.themes

    def of_points(self, behind: Decimal) -> Light:
        """Return the light of who is so many points behind the pace, or worse than the mean."""
        return by_points(Decimal(0), behind, Decimal(str(self.yellow)), Decimal(str(self.red)))

    def of_place(self, place: Decimal | int, rose: Decimal | int = 0) -> Light:
        """Return the light of a place among peers, and of the places by which it rose since the period before."""
        worse = 0 if place <= self.first else 2 if place >= self.last else 1
        worse += (self.fall > 0 and -rose >= self.fall) - (self.rise > 0 and rose >= self.rise)
        return _WORSE[min(max(worse, 0), 2)]


@dataclass(frozen=True, slots=True)
class Lights:
    """How many points behind the pace turn a light yellow, and red; and the rules for indicators that differ."""

    yellow: float = 0
    red: float = 10
    rules: tuple[LightRule, ...] = ()

    def rule_of(self, indicator: Indicator) -> LightRule:
        """Return the rule of an indicator: the first that names it, else its theme, else all; else the common one."""
        tests: tuple[Callable[[LightRule], bool], ...] = (
            lambda rule: indicator.id in rule.indicators,
            lambda rule: indicator.theme in rule.themes,
            lambda rule: rule.is_for_all,
        )
        found = (rule for test in tests for rule in self.rules if test(rule))
        return next(found, LightRule("pace", yellow=self.yellow, red=self.red))


_SIGNS: Mapping[Direction, int] = {"higher": -1, "lower": 1}


def worse_by(gap: Decimal, direction: Direction) -> Decimal | None:
    """Return by how many points a rate is worse than the mean; None where neither way is worse."""
    return gap * _SIGNS[direction] if direction in _SIGNS else None

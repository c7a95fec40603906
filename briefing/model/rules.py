"""What a data set's owner lays down about its numbers: which add up, and how far one may jump."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from briefing.model.period import Period

DEFAULT_JUMP = Decimal(50)
"""Past so many per cent of change against the period before a value is asked about, unless the rules say otherwise."""


RULES: Mapping[str, str] = {
    "gap": "缺期缺报",
    "revision": "初步数未更新",
    "rate": "比率超出范围",
    "sign": "正负、整数",
    "cumulative": "累计数",
    "growth": "增速与数值不符",
    "rank": "位次",
    "target": "目标",
    "jump": "变动过大",
    "sum": "合计",
    "unit": "单位混用",
    "project": "项目",
}
"""The rules by name, in the order in which they are checked."""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum that must add up: of indicators (`whole` and `parts` are indicators), or of entities (both are entities).

    Entities are added up for each of the `indicators`. Without `parts` all other entities that report one are meant.
    `tolerance` is by how much, in the unit of the whole, the sum may miss it; None for what the rounding of the parts
    and of the whole can explain.
    """

    whole: str
    parts: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    tolerance: Decimal | None = None

    @property
    def is_of_entities(self) -> bool:
        return bool(self.indicators)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An oddity that the owner knows to be true: a finding of `rule` about what is named here is no longer asked about.

    What is left empty is any. `where` is the line that says so.
    """

    rule: str
    indicator: str = ""
    entity: str = ""
    project: str = ""
    period: Period | None = None
    note: str = ""
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a data set.

    `jumps` maps an indicator to the change, in per cent (points for rates), that is asked about, where it differs from
    `jump`. `confirmed` are the oddities that are known to be true.

    `curves` maps an indicator to its pace (序时进度): how much of the plan, in per cent, should be reached by the end
    of each of its equal parts.

    `mean` is the entity that is the mean or the whole of the others, where it is not the first one that is their sum.
    """

    jump: Decimal = DEFAULT_JUMP
    jumps: Mapping[str, Decimal] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    curves: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    mean: str = ""

    def jump_of(self, indicator: str) -> Decimal:
        return self.jumps.get(indicator, self.jump)


NO_RULES = Rules()

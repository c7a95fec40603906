"""One number ready to print: the only way a number enters a document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from briefing.model.language import Language
from briefing.model.records import Origin, Qualifier

Metric = Literal[
    "value",
    "target",
    "change",
    "growth",
    "cagr",
    "points",
    "rank",
    "rank_change",
    "completion",
    "behind",
    "achieved",
    "gap",
    "days",
    "count",
    "progress",
    "overdue",
    "contribution",
    "contribution_rate",
    "share",
    "against_mean",
]
_QUALIFIERS: dict[Qualifier, str] = {"": "", "约": "about ", "近": "nearly ", "超": "over ", "余": "more than "}
"""The English words for the qualifiers of data; they stand before the number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A rounded number with its unit, its words and where it came from.

    `id` names it across builds (`industrial_output/jiangbei/2019/growth:2017`). `raw` is the exact value, `rounded`
    what is printed, `number` the printed digits, `text` the whole phrase: `近400项`, `nearly 400 patents`. `adjusted`
    tells that it was rounded the other way than by itself, so that printed parts add up.
    """

    id: str
    metric: Metric
    label: str
    raw: Decimal
    rounded: Decimal
    number: str
    unit: str
    qualifier: Qualifier = ""
    period: str = ""
    origins: tuple[Origin, ...] = ()
    language: Language = "zh"
    adjusted: bool = False

    @property
    def before(self) -> str:
        """What stands before the digits: a qualifier."""
        if self.language == "en":
            return _QUALIFIERS[self.qualifier]
        return "" if self.qualifier == "余" else self.qualifier

    @property
    def after(self) -> str:
        """What stands behind the digits: the unit, and what is between."""
        if self.language == "en":
            return f" {self.unit}" if self.unit[:1].isalpha() else self.unit
        return f"余{self.unit}" if self.qualifier == "余" else self.unit

    @property
    def bare(self) -> str:
        """The number with its qualifier, without the unit: `近400`, `10余`."""
        behind = "余" if self.qualifier == "余" and self.language == "zh" else ""
        return f"{self.before}{self.number}{behind}"

    @property
    def text(self) -> str:
        return self.before + self.number + self.after

    def __str__(self) -> str:
        return self.text


RATE_DIGITS = 1


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """Round as 四舍五入 does, away from zero at the half; never returns a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def decimals(value: Decimal) -> int:
    """Return how many decimals a value was published with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

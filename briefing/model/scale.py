"""In which unit (万, 亿) and with how many decimals an indicator is printed: chosen once for a whole document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from briefing.model.figure import decimals
from briefing.model.language import Language
from briefing.model.records import Indicator

_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 5, "万"))
# Units that carry a size of their own; 千瓦时 and 千米 do not: 亿千瓦时 is how it is written.
_SCALED = ("万", "亿", "十", "百", "千元", "千万", "千人", "千吨", "%", "％", "‰")
_UNIT_SIZE = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "": Decimal(1)}


@dataclass(frozen=True, slots=True)
class Scale:
    """How the values of an indicator are printed: divided by the size of `prefix`, with `digits` decimals.

    `digits` None keeps each value's published precision.
    """

    prefix: str = ""
    digits: int | None = None

    def apply(self, value: Decimal) -> Decimal:
        return value / _UNIT_SIZE[self.prefix] if self.prefix else value


def scale_of(indicator: Indicator, values: Iterable[Decimal], language: Language = "zh") -> Scale:
    """Choose 万 or 亿 and the decimals for one indicator from all of its values.

    Published precision is kept while it is at most two decimals; raw figures from a computer are cut by their size.
    English units have their thousand, million or billion already (`model.english_units`).
    """
    sizes = sorted(map(abs, values))
    middle = sizes[len(sizes) // 2] if sizes else Decimal(0)
    bare = indicator.precision is None and indicator.kind != "rank" and not indicator.unit.startswith(_SCALED)
    prefix = next((word for size, word in _SCALES if bare and language == "zh" and middle >= size), "")
    if prefix or (indicator.precision is None and any(decimals(size) > 2 for size in sizes)):
        return Scale(prefix, _true(_digits(middle / _UNIT_SIZE[prefix]), indicator, prefix))
    return Scale(prefix, None if indicator.precision is None else _true(indicator.precision, indicator, prefix))


def _true(digits: int, indicator: Indicator, prefix: str) -> int:
    """Return no more decimals than rounded values have: a value handed over as 513000 is 51.3万, never 51.30万."""
    if indicator.finest is None:
        return digits
    return min(digits, max(indicator.finest + _UNIT_SIZE[prefix].adjusted(), 0))


def _digits(middle: Decimal) -> int:
    if 0 < middle < 1:
        # At least two digits that count: 0.0042.
        return min(1 - middle.adjusted(), 6)
    return 0 if middle >= 1000 else 1 if middle >= 100 else 2

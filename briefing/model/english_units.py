"""A Chinese unit and the values in it in; the English unit, and by how many places the decimal point moves, out.

The words are those of the National Bureau of Statistics' English communiqués (`billion yuan`, `million tonnes`).
What is merely counted (65个, 172家) has no unit: the name says what it is. A size is thousand, million or billion,
whichever the middle value asks for, so that 843.8亿元 becomes 84.38 billion yuan, and 86.1万人次 861 thousand visits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from briefing.model.figure import decimals, round_half_up

_SIZES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, "百": 2,
    "十": 1,
}  # fmt: skip
_MEASURES = {
    "元": "yuan", "人民币元": "yuan", "美元": "US dollars", "欧元": "euros", "港元": "Hong Kong dollars",
    "平方米": "sq m", "㎡": "sq m", "平方公里": "sq km", "立方米": "cu m", "米": "m", "公里": "km", "千米": "km",
    "亩": "mu", "公顷": "hectares", "克": "g", "千克": "kg", "公斤": "kg", "微克": "μg", "毫克": "mg", "吨": "tonnes",
    "升": "litres", "瓦": "W", "千瓦": "kW", "兆瓦": "MW", "瓦时": "Wh", "千瓦时": "kWh", "度": "kWh",
    "吨标准煤": "tonnes of coal equivalent", "标准箱": "TEU", "吨公里": "tonne-km", "人公里": "passenger-km",
    "年": "years", "个月": "months", "月": "months", "周": "weeks", "天": "days", "日": "days", "小时": "hours",
    "分钟": "minutes", "岁": "years", "分": "points", "倍": "times", "摄氏度": "°C", "℃": "°C", "人日": "person-days",
    "微克/立方米": "μg/m³", "毫克/升": "mg/L",
    "百分点": "percentage points", "个百分点": "percentage points", "％": "%", "‰": "‰",
}  # fmt: skip
# What is counted: the noun is said where a size stands before it, else the name of the indicator says it.
_COUNTED = {
    "人次": "visits", "人": "people", "名": "people", "户": "households", "户次": "households", "台": "units",
    "套": "sets", "辆": "vehicles", "艘": "vessels", "只": "", "头": "", "株": "plants", "班次": "services",
    "床": "beds", "张": "",
    **dict.fromkeys(
        ("个", "家", "项", "件", "宗", "起", "次", "条", "份", "位", "架", "幢", "栋", "座", "所", "间", "枚", "片",
         "册", "部", "字", "期", "场", "篇", "批", "处", "支", "村", "所次"), ""),
}  # fmt: skip
_WORDS = ((9, "billion"), (6, "million"), (4, "thousand"))
_WORD_SIZES = {9: 9, 6: 6, 4: 3}
_OWN_SIZE = ("thousand", "million", "billion", "trillion", "hundred", "10,000", "100")


@dataclass(frozen=True, slots=True)
class EnglishUnit:
    """A unit as English prints it; a value's decimal point moves by `shift` places to the right."""

    unit: str
    shift: int = 0

    def value(self, value: Decimal) -> Decimal:
        """Return a value in this unit, with as many digits that count as before."""
        moved = value.scaleb(self.shift)
        exponent = moved.as_tuple().exponent
        return moved.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else moved

    def precision(self, digits: int | None) -> int | None:
        return None if digits is None else max(0, digits - self.shift)

    def finest(self, digits: int | None) -> int | None:
        """Return how fine values are that had so many decimals, negative for tens and hundreds."""
        return None if digits is None else digits - self.shift

    def handed_over(self, value: Decimal, digits: int | None) -> Decimal:
        """Return a value that was rounded to so many decimals, without zeros that say more than that."""
        made, finest = self.value(value), self.finest(digits)
        if finest is None or decimals(made) <= max(finest, 0):
            return made
        return round_half_up(made, max(finest, 0))


def english_unit(unit: str, values: Iterable[Decimal], given: str = "") -> EnglishUnit | None:
    """Return the English of a unit, None where there is none; `given` is the data's own word for it.

    A given word that names a size itself (`10,000 visits`) is taken as it stands.
    """
    size, noun = _taken_apart(unit)
    if given:
        if any(word in given.split() for word in _OWN_SIZE):
            return EnglishUnit(given)
        noun = given
    if noun is None:
        return None
    found = _word(size, values)
    if found is None:
        shown = "" if not given and not size and unit in _COUNTED else noun
        return EnglishUnit(shown, size)
    at, word = found
    return EnglishUnit(f"{word} {noun}".rstrip(), size - _WORD_SIZES[at])


def _word(size: int, values: Iterable[Decimal]) -> tuple[int, str] | None:
    """Return the size word for the middle one of values in a unit of 10^size; thousands only where a size was given."""
    ordered = sorted(abs(value).scaleb(size) for value in values)
    middle = ordered[len(ordered) // 2] if ordered else Decimal(0)
    return next(((at, word) for at, word in _WORDS if middle >= Decimal(1).scaleb(at) and (size >= 3 or at > 4)), None)


def _taken_apart(unit: str) -> tuple[int, str | None]:
    """Return the size of a unit as a power of ten and its noun; no noun where it is unknown."""
    if unit in _MEASURES:
        return 0, _MEASURES[unit]
    if unit in _COUNTED:
        return 0, _COUNTED[unit]
    if unit.isascii():
        return 0, unit
    top, slash, below = unit.partition("/")
    if slash:
        return _per(top, below)
    for prefix, size in _SIZES.items():
        if unit.startswith(prefix):
            rest = unit.removeprefix(prefix)
            return size, _MEASURES.get(rest, _COUNTED.get(rest, rest if rest.isascii() else None))
    return 0, None


def _per(top: str, below: str) -> tuple[int, str | None]:
    """Return the noun of a quotient: `yuan per sq m`, `per 10,000 people`."""
    (size, noun), (many, of) = _taken_apart(top), _taken_apart(below)
    if noun is None or of is None or not (of or many):
        return size, None
    noun = noun if size or top in _MEASURES else ""
    owner = f"{10**many:,} {of}" if many else _SINGULAR.get(of, of.removesuffix("s"))
    return size, f"{noun} per {owner}".strip()


_SINGULAR = {"people": "person", "US dollars": "US dollar"}

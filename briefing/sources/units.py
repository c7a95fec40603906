"""A value and two units in; the value in the second unit out, by declared factors only."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from briefing.sources.text import plain

_MAGNITUDES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
_COUNTED = (
    *("元", "美元", "欧元", "港元", "人", "人次", "人日", "户", "户次", "家", "个", "项", "件", "宗", "起", "次", "条"),
    *("份", "名", "位", "台", "套", "辆", "艘", "架", "幢", "栋", "间", "张", "株", "头", "只", "枚", "片", "册", "部"),
    *("平方米", "立方米", "米", "克", "瓦", "瓦时", "吨公里", "人公里", "标准箱", "吨标准煤", "字", "班次"),
)
# Units with a factor of their own: name → (base unit, how many of it).
_DERIVED = {
    "角": ("元", Fraction(1, 10)),
    "公里": ("米", Fraction(1000)),
    "平方公里": ("平方米", Fraction(10**6)),
    "平方千米": ("平方米", Fraction(10**6)),
    "公顷": ("平方米", Fraction(10**4)),
    "亩": ("平方米", Fraction(2000, 3)),
    "升": ("立方米", Fraction(1, 1000)),
    "公斤": ("克", Fraction(1000)),
    "斤": ("克", Fraction(500)),
    "吨": ("克", Fraction(10**6)),
    "度": ("瓦时", Fraction(1000)),
    "teu": ("标准箱", Fraction(1)),
    "‰": ("%", Fraction(1, 10)),
    "%": ("%", Fraction(1)),
    "天": ("天", Fraction(1)),
    "日": ("天", Fraction(1)),
    "小时": ("天", Fraction(1, 24)),
    "分钟": ("天", Fraction(1, 1440)),
}
_SYNONYMS = {
    "人民币元": "元",
    "圆": "元",
    "m2": "平方米",
    "㎡": "平方米",
    "m3": "立方米",
    "km": "公里",
    "km2": "平方公里",
    "kwh": "千瓦时",
    "百分比": "%",
}


def _build() -> dict[str, tuple[str, Fraction]]:
    """Return every known unit as (base unit, factor): `万平方米` is (`平方米`, 10000)."""
    known: dict[str, tuple[str, Fraction]] = {}
    for prefix, factor in _MAGNITUDES.items():
        known |= {prefix + unit: (unit, Fraction(factor)) for unit in _COUNTED}
    for prefix, factor in _MAGNITUDES.items():
        known |= {prefix + unit: (base, many * factor) for unit, (base, many) in _DERIVED.items()}
    return known


_KNOWN = _build()


def canonical(unit: str) -> str:
    """Return a unit in one spelling: `％` and `%`, `㎡` and `平方米` are the same."""
    key = plain(unit)
    return _SYNONYMS.get(key, key)


def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """Return the value in unit `to`, unchanged when the units are the same, or None when no factor is declared."""
    if unit == to:
        return value
    if canonical(unit) == canonical(to):
        return value
    found = factor(unit, to)
    return None if found is None else _without_zeros(value * found.numerator / found.denominator)


def factor(unit: str, to: str) -> Fraction | None:
    """Return how many of unit `to` one of a unit is, or None when no factor is declared."""
    source, target = canonical(unit), canonical(to)
    if source not in _KNOWN or target not in _KNOWN or _KNOWN[source][0] != _KNOWN[target][0]:
        return None
    return _KNOWN[source][1] / _KNOWN[target][1]


def is_same(unit: str, to: str) -> bool:
    """Return whether two units are one, so that values stay as they are written."""
    return unit == to or canonical(unit) == canonical(to)


def _without_zeros(value: Decimal) -> Decimal:
    # 86.1万 must become 861000, not 861000.0 nor 8.61E+5: decimals tell how a number is printed.
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def is_known(unit: str) -> bool:
    """Return whether a factor is declared for a unit."""
    return canonical(unit) in _KNOWN

"""How many times too large or too small a number is, and its unit, in; what may have happened, in Chinese, out."""

from __future__ import annotations

import math
from collections.abc import Mapping

_PREFIXES: Mapping[int, str] = {0: "", 3: "千", 4: "万", 6: "百万", 8: "亿", 12: "万亿"}
_ALL = {"万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3}
# How near to a power of ten the ratio is: real change takes part in it too, the less so the larger the power.
_NEAR: Mapping[int, float] = {1: 0.1, 2: 0.15, 3: 0.2, 4: 0.3, 6: 0.3, 8: 0.3}


def slip(new: float, old: float, unit: str) -> str:
    """Return what a value that is some power of ten away from another may be: `像是把万元当成了亿元`; else nothing."""
    if new <= 0 or old <= 0:
        return ""
    distance = math.log10(new / old)
    power = next((power for power, near in _NEAR.items() if abs(abs(distance) - power) <= near), 0)
    if not power:
        return ""
    if unit in {"%", "％"} and power == 2:
        return "像是把小数（0.95）当成了百分数（95%）" if distance < 0 else "像是百分数多乘了100"
    size, base = _parted(unit)
    written = _PREFIXES.get(size - power if distance > 0 else size + power)
    if written is not None and power >= 3 and unit not in {"%", "％", "‰"}:
        return f"像是把{written}{base}当成了{unit}"
    return f"像是小数点错了{power}位"


def _parted(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit begins with, and the rest: `万元` is 4 and `元`."""
    prefix = next((prefix for prefix in _ALL if unit.startswith(prefix) and len(unit) > len(prefix)), "")
    return _ALL.get(prefix, 0), unit.removeprefix(prefix)

"""One raw cell in; a number, a period, a day, a choice or a text out, or `Unreadable` with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from briefing.errors import suggest
from briefing.model.period import Period
from briefing.sources.tables import Flaw, Raw
from briefing.sources.text import forbidden, is_clean, plain, shown, tidy
from briefing.sources.units import canonical, convert

T = TypeVar("T")

MISSING = frozenset(
    {
        *("", "-", "--", "–", "—", "——", "...", "......", "⋯", "/", "n/a", "n.a.", "na", "null", "none"),
        *("暂无", "暂无数据", "无数据", "暂缺", "缺", "缺失", "缺数", "不详", "未公布", "暂未公布", "尚未公布"),
        *("待公布", "未发布", "暂未发布", "待发布", "未统计", "未报", "未上报", "未反馈"),
    }
)
"""Signs and words for no data, in comparable form. 无 and 零 may mean nought: they are not among them."""
_SIMPLE = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(.*)", re.ASCII | re.DOTALL)
_MINUS = str.maketrans({"−": "-", "﹣": "-", "‐": "-", "‑": "-"})
_APPROXIMATE = re.compile(r"(约|近|超)(\d.*)|(\d[\d.]*)(余)(.*)")
_FIGURE = r"(\d+(?:\.\d+)?)(?:%|个?百分点)?"
_FALLEN = re.compile(rf"(?:同比)?(?:下降|减少|降低|回落|下跌|跌|降|减|↓|▼)了?{_FIGURE}|\({_FIGURE}\)%?")
_RISEN = re.compile(rf"(?:同比)?(?:增长|上升|提高|增加|上涨|升|涨|增|↑)了?{_FIGURE}")
_SIGNED = re.compile(rf"[▲△]{_FIGURE}")
_UNMOVED = frozenset({"持平", "基本持平", "与上年持平", "同上年", "不变"})
_CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]+[多余]?")
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[t ]?00:00(?::00)?)?"
)
_MOST_DIGITS = 30
_FIRST_YEAR = 1000
_PERIODS = "写法如 2019、2019H1、2020Q3、2020-09、2020-01..2020-09、2018..2020，或 2020年1—9月。"
_DAYS = "写法如 2020-09-30、2020-09、2020。"


class Unreadable(ValueError):
    """A cell that does not hold what its column asks for; `hint` is a way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def text(raw: Raw) -> str:
    """Return a cell as tidied text; a number or a date in the form in which it would be typed."""
    if isinstance(raw, str):
        if is_clean(raw):
            return raw.strip()
        if found := forbidden(raw):
            raise Unreadable(f"含有不能显示的字符 {found}。", "请删去这个字符，重新输入这一格。")
        return tidy(raw)
    if isinstance(raw, Flaw):
        raise Unreadable(raw.message, raw.hint)
    return raw.isoformat() if isinstance(raw, date) else format(raw, "f")


def is_missing(raw: Raw) -> bool:
    """Return whether a cell is empty or holds a sign for no data: `—`, `…`, `/`, `N/A`, `-`."""
    return isinstance(raw, str) and plain(raw) in MISSING


def number(raw: Raw, unit: str | None = "") -> Decimal | None:
    """Return a number exactly as written, or None when missing.

    A suffix is allowed if it is the unit, or one that converts to it; any suffix is where the unit is None, that is
    not known.
    """
    if isinstance(raw, Decimal):
        return raw or abs(raw)
    written = text(raw)
    if _SIMPLE.fullmatch(written):
        return Decimal(written) or Decimal(written.lstrip("-"))  # there is no negative zero
    compact = plain(written).translate(_MINUS)
    if compact in MISSING:
        return None
    if isinstance(raw, date):
        raise Unreadable(f"应该是数字，这一格却是日期 {written}。", "请把单元格格式改为“常规”，重新输入数字。")
    return _number(written, compact, unit)


def _number(written: str, compact: str, unit: str | None) -> Decimal:
    match = _NUMBER.fullmatch(compact)
    if match is None or not (match[2] or match[3]):
        raise Unreadable(f"应该是数字，写的却是“{shown(written)}”。", _number_hint(compact))
    sign, whole, fraction, suffix = match[1], match[2] or "0", match[3] or "", match[4]
    if re.fullmatch(r"e[+-]?\d+", suffix):
        raise Unreadable(f"“{shown(written)}”是科学计数法，位数可能已经丢失。", "请写出完整的数字。")
    if len(whole) + len(fraction) > _MOST_DIGITS:
        raise Unreadable(f"数字太长（超过 {_MOST_DIGITS} 位）。", "请检查是否多输了数字。")
    value = Decimal(sign + whole.replace(",", "") + fraction)
    if suffix and not _suits(suffix, unit):
        value = _converted(value, written, compact, suffix, unit or "")
    return abs(value) if value == 0 else value


def _converted(value: Decimal, written: str, compact: str, suffix: str, unit: str) -> Decimal:
    """Return a number that was written with another unit in the column's own: `12345万元` in 亿元 is 1.2345."""
    converted = convert(value, suffix, unit) if unit else None
    if converted is None:
        raise Unreadable(*_suffix_problem(written, compact, suffix, unit))
    return converted


def _suits(suffix: str, unit: str | None) -> bool:
    if unit is None:
        return suffix[0] not in "0123456789,."
    return canonical(suffix) == canonical(unit)


def _suffix_problem(written: str, compact: str, suffix: str, unit: str) -> tuple[str, str]:
    if suffix[0].isdigit() or suffix[0] in ",.余":
        return f"应该是数字，写的却是“{shown(written)}”。", _number_hint(compact)
    expected = f"不是“{unit}”" if unit else "这一列不带单位"
    return f"“{shown(written)}”里的“{shown(suffix)}”{expected}。", "数值列只写数字，单位写在单位列。"


def _number_hint(compact: str) -> str:
    if match := _APPROXIMATE.fullmatch(compact):
        figure, word = match[2] or match[3], match[1] or match[4]
        return f"数值列写 {figure}，“{word}”写在 qualifier（约数）列。"
    if "," in compact:
        return "千位分隔的逗号每三位一个，如 1,234.5。"
    if match := _FALLEN.fullmatch(compact):
        return f"下降写负数：−{match[1] or match[2]}。"
    if match := _RISEN.fullmatch(compact):
        return f"增长写正数：{match[1]}。"
    if match := _SIGNED.fullmatch(compact):
        return f"下降写 −{match[1]}，增长写 {match[1]}。"
    if compact in _UNMOVED:
        return "没有变化的，同比写 0。"
    if _CHINESE_NUMBER.fullmatch(compact):
        return "请写阿拉伯数字，如 140。"
    return "这一格只写一个数字。" if re.search(r"\d", compact) else "没有数据请留空。"


def whole(raw: Raw, low: int, high: int, suffixes: tuple[str, ...] = ()) -> int | None:
    """Return a whole number within its bounds, or None when missing; one of the suffixes may follow it."""
    compact = plain(raw) if isinstance(raw, str) else ""
    suffix = next((s for s in suffixes if compact.endswith(s)), "")
    value = number(raw.strip().lstrip("第") if suffixes and isinstance(raw, str) else raw, suffix)
    if value is None:
        return None
    if value != value.to_integral_value() or not low <= value <= high:
        limits = f" {low} 到 {high} 之间的整数" if high < 10**6 else f"不小于 {low} 的整数"
        raise Unreadable(f"应该是{limits}，写的却是 {format(value, 'f')}。")
    return int(value)


def period(raw: Raw) -> Period | None:
    """Return a period, or None when missing; a date cell stands for its month, a number for a year."""
    if isinstance(raw, date):
        return Period.parse(f"{raw.year}-{raw.month}")
    if isinstance(raw, Decimal) and raw != raw.to_integral_value():
        raise Unreadable(f"期间存成了数字 {raw}，分不清是几月。", f"请把单元格格式改为“文本”，再输入。{_PERIODS}")
    written = text(raw)
    if plain(written) in MISSING:
        return None
    if (day_ := _day(written)) and day_.day == 1:
        return Period.parse(f"{day_.year}-{day_.month}")
    found = _parsed(written)
    if found is None:
        raise Unreadable(f"“{shown(written)}”不是期间。", _PERIODS)
    return found


def _parsed(written: str) -> Period | None:
    try:
        found = Period.parse(written)
    except ValueError:
        return None
    return found if found.start_year >= _FIRST_YEAR else None


def day(raw: Raw) -> str:
    """Return a day or a period in the notation of the format (`2020-09-30`, `2020-09`), empty when missing."""
    written = text(raw)
    if plain(written) in MISSING:
        return ""
    if found := _day(written):
        return found.isoformat()
    period_ = _parsed(written)
    if period_ is None:
        raise Unreadable(f"“{shown(written)}”不是日期。", _DAYS)
    return period_.code


def _day(written: str) -> date | None:
    match = _DAY.fullmatch(plain(written))
    if match is None:
        return None
    year, month, day_ = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def choice(raw: Raw, words: Mapping[str, T]) -> T | None:
    """Return the value that a word of the vocabulary stands for, or None when missing."""
    written = text(raw)
    key = plain(written)
    if key in words:
        return words[key]
    if key in MISSING:
        return None
    raise Unreadable(f"“{shown(written)}”不是可选的值。", suggest(key, words))

"""The words of periods in (`2020-01..2020-09`, `2020年1—9月`, `截至2020年9月底`); their months and kind out.

Only what can be read in one way is read: a period without its year is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Kind = Literal["year", "half", "quarter", "month", "cumulative", "span"]
Frequency = Literal["year", "half", "quarter", "month"]
Stretch = tuple[int, int, Kind]
"""First and last month (year × 12 + month − 1, both inclusive), and the way they are reported."""

LENGTHS: dict[Frequency, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}

_DASH = r"(?:\.\.|—|－|–|-|~|～|至|到)"
_DIGITS = {"〇": "0", "零": "0"} | {digit: str(number) for number, digit in enumerate("一二三四五六七八九", 1)}
_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4} | {str(number): number for number in range(1, 5)}
_FIRST_PLAN = 1951
"""The n-th plan (五年规划) runs from this + 5 × n; the tenth, “十五”, from 2001."""
_PLANS = {"八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15}


def read(text: str) -> Stretch:
    """Return the months that a text names; ValueError if it names none, or could name several."""
    plain = _normalise(text)
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(plain):
            return make(match)
    raise ValueError(f"not a period: {text!r}")


def index(year: int, month: int) -> int:
    """Return the number of a month; ValueError for what no calendar has."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    if not 1000 <= year <= 9998:
        raise ValueError(f"no year {year}")
    return year * 12 + month - 1


def stretch(first: int, last: int) -> Stretch:
    """Return the months from one to another with the kind that they have without further words."""
    if last < first:
        raise ValueError("a period cannot end before it starts")
    if first % 12 == 0 and last == first + 11:
        return first, last, "year"
    if first % 12 == 0 and first // 12 == last // 12:
        return first, last, "cumulative"
    return first, last, "span" if last > first else "month"


def _normalise(text: str) -> str:
    """Return a text in plain digits, without blanks, quotation marks and the like."""
    full_width = str.maketrans("０１２３４５６７８９．－", "0123456789.-", '“”"「」')
    plain = re.sub(r"\s+", "", str(text)).translate(full_width)
    plain = re.sub(r"[〇零一二三四五六七八九]{4}(?=年)", lambda m: "".join(_DIGITS[d] for d in m[0]), plain)
    return re.sub(r"(?<![\d一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])(?=月)", _month_digits, plain)


def _month_digits(match: re.Match[str]) -> str:
    ten, one = match[1].startswith("十"), match[1].removeprefix("十")
    return str(10 * ten + (int(_DIGITS[one]) if one else 0))


def _part(year: str, number: int, kind: Frequency) -> Stretch:
    months = LENGTHS[kind]
    last = index(int(year), number * months)
    return last - months + 1, last, kind


def _month(year: str, month: str) -> Stretch:
    return _part(year, int(month), "month")


def _years(first: str, last: str) -> Stretch:
    return stretch(index(int(first), 1), index(int(last), 12))


def _cumulative(year: str, month: int) -> Stretch:
    return stretch(index(int(year), 1), index(int(year), month))


def _months(year: str, first: str, year_too: str, last: str) -> Stretch:
    return stretch(index(int(year), int(first)), index(int(year_too), int(last)))


def _at_end(match: re.Match[str]) -> Stretch:
    """Return the month of a stock at the end of a period (截至…底); a span's end is not said that way."""
    _, last, kind = read(match["of"])
    if kind == "span":
        raise ValueError(f"not a period: {match[0]!r}")
    return last, last, "month"


def _on_day(match: re.Match[str]) -> Stretch:
    """Return the month of a stock on its last day; within a month no period ends."""
    year, month, day = map(int, match.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if day != (29 if month == 2 and leap else {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)):
        raise ValueError(f"not the last day of a month: {match[0]!r}")
    return _part(str(year), month, "month")


def _plan(match: re.Match[str]) -> Stretch:
    start = _FIRST_PLAN + 5 * _PLANS[match[1]]
    return _years(str(start), str(start + 4))


_Y, _M, _UNTIL = r"(\d{4})", r"(\d{1,2})", r"(?:截至|截止)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Stretch]], ...] = (
    (re.compile(rf"{_Y}(?:年度?)?(?:全年)?"), lambda m: _years(m[1], m[1])),
    (re.compile(rf"{_Y}年?[Hh]([12])"), lambda m: _part(m[1], int(m[2]), "half")),
    (re.compile(rf"{_Y}年?[Qq]([1-4])"), lambda m: _part(m[1], int(m[2]), "quarter")),
    (re.compile(rf"{_Y}[-/.年]{_M}月?(?:份|当月)?"), lambda m: _month(m[1], m[2])),
    (re.compile(rf"{_Y}(?:{_DASH}){_Y}年?"), lambda m: _years(m[1], m[2])),
    (re.compile(rf"{_Y}年(?:{_DASH}){_Y}年"), lambda m: _years(m[1], m[2])),
    (
        re.compile(rf"{_Y}[-/年]{_M}月?(?:{_DASH}){_Y}[-/年]{_M}月?"),
        lambda m: _months(m[1], m[2], m[3], m[4]),
    ),
    (
        re.compile(rf"{_Y}年{_M}月?(?:{_DASH}){_M}月份?(?:累计)?"),
        lambda m: _months(m[1], m[2], m[1], m[3]),
    ),
    (re.compile(rf"{_Y}年?(上|下)半年"), lambda m: _part(m[1], 1 if m[2] == "上" else 2, "half")),
    (re.compile(rf"{_Y}年?第?([一二三四1-4])季度"), lambda m: _part(m[1], _ORDINALS[m[2]], "quarter")),
    (re.compile(rf"{_Y}年?前([二两三23])个?季度"), lambda m: _cumulative(m[1], 3 * _ORDINALS[m[2]])),
    (re.compile(rf"{_Y}年前{_M}个?月"), lambda m: _cumulative(m[1], int(m[2]))),
    (re.compile(rf"{_Y}年{_M}月份?累计"), lambda m: _cumulative(m[1], int(m[2]))),
    (re.compile(rf"{_Y}年初(?:{_DASH}){_M}月[末底]?"), lambda m: _cumulative(m[1], int(m[2]))),
    (re.compile(rf"{_UNTIL}{_Y}年{_M}月(\d{{1,2}})日"), _on_day),
    (re.compile(rf"(?:{_UNTIL})?(?P<of>{_Y}年(?:.*(?:月份?|季度|半年))?)年?[末底]"), _at_end),
    (re.compile(rf"{_UNTIL}(?P<of>{_Y}年?.*)"), _at_end),
    # “十五” alone is also fifteen, “八五” and “九五” are numbers: these need a word behind them.
    (re.compile(r"(十[一二三四五])五(?:时期|期间|规划|规划时期|规划期间)?"), _plan),
    (re.compile(r"([八九十])五(?:时期|期间|计划|规划|计划时期|计划期间)"), _plan),
)

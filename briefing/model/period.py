"""Periods of statistics: text in (`2020-01..2020-09`, `2020年1—9月`), `Period` with its arithmetic and labels out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, total_ordering
from typing import Literal

from briefing.model.language import Language

Kind = Literal["year", "half", "quarter", "month", "cumulative", "span"]

_DASH = r"(?:\.\.|—|－|–|-|~|～|至|到)"
_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HALVES = ("上半年", "下半年")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT_MONTHS = tuple(month[:3] for month in _MONTHS)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole months, and the way it is reported.

    `first` and `last` count months as year × 12 + month − 1, both inclusive. A `cumulative` period starts in
    January and ends within the same year; a `span` covers several years, or months of different years. The same months
    are the same period, however it is called (上半年 is 1—6月), and whatever `language` its labels are in.
    """

    first: int
    last: int
    kind: Kind = field(compare=False)
    language: Language = field(default="zh", compare=False)

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end before it starts: {self.first}..{self.last}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period as written in data, in this notation or in Chinese; ValueError if it is none."""
        return _parse(text)

    @property
    def year(self) -> int:
        """The calendar year in which the period ends."""
        return self.last // 12

    @property
    def month(self) -> int:
        """The calendar month (1–12) in which the period ends."""
        return self.last % 12 + 1

    @property
    def start_year(self) -> int:
        return self.first // 12

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def is_whole_years(self) -> bool:
        """True for a year, or a span of whole years: there one writes 比上年, not 同比."""
        return self.first % 12 == 0 and self.last % 12 == 11

    def previous(self) -> Period:
        """The period just before, of the same kind (环比); for a cumulative one, the one a month shorter."""
        if self.kind == "cumulative":
            before = _cumulative(self.year, self.month - 1) if self.month > 1 else _cumulative(self.year - 1, 12)
            return before.said_in(self.language)
        return Period(self.first - self.months, self.last - self.months, self.kind, self.language)

    def year_ago(self) -> Period:
        """The same period a year before (同比)."""
        return Period(self.first - 12, self.last - 12, self.kind, self.language)

    def said_in(self, language: Language) -> Period:
        """The same period with its labels in another language."""
        return self if language == self.language else replace(self, language=language)

    def covers(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    @property
    def code(self) -> str:
        """The notation of the data format, which `parse` reads back."""
        if self.kind == "year":
            return str(self.year)
        if self.kind == "half":
            return f"{self.year}H{1 if self.month == 6 else 2}"
        if self.kind == "quarter":
            return f"{self.year}Q{self.month // 3}"
        if self.kind == "month":
            return _month_code(self.last)
        if self.kind == "span" and self.is_whole_years:
            return f"{self.start_year}..{self.year}"
        return f"{_month_code(self.first)}..{_month_code(self.last)}"

    @property
    def label(self) -> str:
        """The period in its language, years in full (GB/T 15835): `2020年1—9月`, `January–September 2020`."""
        if self.language == "en":
            return _english(self)
        if self.kind == "span":
            return self._span_label()
        return f"{self.year}年{self.short_label}" if self.kind != "year" else f"{self.year}年"

    @property
    def brief(self) -> str:
        """The label as tables and charts have room for: in English with months cut to three letters."""
        if self.language == "en":
            return _english(self, _SHORT_MONTHS)
        return self.label

    @property
    def short_label(self) -> str:
        """The label without its year, for axes and running text within one year."""
        if self.language == "en":
            return _english_short(self, _SHORT_MONTHS)
        if self.kind == "year":
            return f"{self.year}年"
        if self.kind == "half":
            return _HALVES[0] if self.month == 6 else _HALVES[1]
        if self.kind == "quarter":
            return f"{'一二三四'[self.month // 3 - 1]}季度"
        if self.kind == "cumulative" and self.month > 1:
            return f"1—{self.month}月"
        return self._span_label() if self.kind == "span" else f"{self.month}月"

    def _span_label(self) -> str:
        if self.is_whole_years:
            return f"{self.start_year}—{self.year}年"
        return f"{self.start_year}年{self.first % 12 + 1}月—{self.year}年{self.month}月"

    def __str__(self) -> str:
        return self.code

    def __lt__(self, other: Period) -> bool:
        return self._sort_key() < other._sort_key()

    def _sort_key(self) -> tuple[int, int]:
        # A shorter period sorts before the longer one that ends with it: December before the year.
        return self.last, self.months


def _english(period: Period, months: Sequence[str] = _MONTHS) -> str:
    if period.kind == "span":
        start, end = months[period.first % 12], months[period.last % 12]
        if period.is_whole_years:
            return f"{period.start_year}–{period.year}"
        return f"{start} {period.start_year}–{end} {period.year}"
    return str(period.year) if period.kind == "year" else f"{_english_short(period, months)} {period.year}"


def _english_short(period: Period, months: Sequence[str]) -> str:
    match period.kind:
        case "year":
            return str(period.year)
        case "half":
            return f"H{1 if period.month == 6 else 2}"
        case "quarter":
            return f"Q{period.month // 3}"
        case "cumulative" if period.month > 1:
            return f"{months[0]}–{months[period.last % 12]}"
        case "span":
            return _english(period, months)
        case _:
            return months[period.last % 12]


def year(value: int) -> Period:
    return Period(value * 12, value * 12 + 11, "year")


def month(year_: int, month_: int) -> Period:
    return Period(_index(year_, month_), _index(year_, month_), "month")


def _cumulative(year_: int, last_month: int) -> Period:
    return _range(_index(year_, 1), _index(year_, last_month))


def _index(year_: int, month_: int) -> int:
    if not 1 <= month_ <= 12:
        raise ValueError(f"no month {month_}")
    if not 1000 <= year_ <= 9998:
        raise ValueError(f"no year {year_}")
    return year_ * 12 + month_ - 1


def _month_code(index: int) -> str:
    return f"{index // 12}-{index % 12 + 1:02d}"


def _part(year_: str, number: int, months: int, kind: Kind) -> Period:
    if not 1 <= number <= 12 // months:
        raise ValueError(f"no {kind} {number}")
    last = _index(int(year_), number * months)
    return Period(last - months + 1, last, kind)


def _range(first: int, last: int) -> Period:
    if last < first:
        raise ValueError("a period cannot end before it starts")
    if first % 12 == 0 and last == first + 11:
        return Period(first, last, "year")
    if first % 12 == 0 and first // 12 == last // 12:
        return Period(first, last, "cumulative")
    return Period(first, last, "span")


def _years(first: str, last: str) -> Period:
    start, end = int(first), int(last)
    return _range(_index(start, 1), _index(end, 12))


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    plain = _normalise(text)
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(plain):
            return make(match)
    raise ValueError(f"not a period: {text!r}")


def _normalise(text: str) -> str:
    full_width = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
    return re.sub(r"\s+", "", str(text).translate(full_width))


_Y, _M = r"(\d{4})", r"(\d{1,2})"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(rf"{_Y}年?(?:全年)?"), lambda m: _years(m[1], m[1])),
    (re.compile(rf"{_Y}[Hh]([12])"), lambda m: _part(m[1], int(m[2]), 6, "half")),
    (re.compile(rf"{_Y}[Qq]([1-4])"), lambda m: _part(m[1], int(m[2]), 3, "quarter")),
    (re.compile(rf"{_Y}[-/.年]{_M}月?(?:份)?"), lambda m: _range_month(m[1], m[2])),
    (re.compile(rf"{_Y}(?:{_DASH}){_Y}年?"), lambda m: _years(m[1], m[2])),
    (re.compile(rf"{_Y}年(?:{_DASH}){_Y}年"), lambda m: _years(m[1], m[2])),
    (
        re.compile(rf"{_Y}[-/年]{_M}月?(?:{_DASH}){_Y}[-/年]{_M}月?"),
        lambda m: _range(_index(int(m[1]), int(m[2])), _index(int(m[3]), int(m[4]))),
    ),
    (
        re.compile(rf"{_Y}年{_M}月?(?:{_DASH}){_M}月(?:份)?"),
        lambda m: _range(_index(int(m[1]), int(m[2])), _index(int(m[1]), int(m[3]))),
    ),
    (re.compile(rf"{_Y}年(上|下)半年"), lambda m: _part(m[1], 1 if m[2] == "上" else 2, 6, "half")),
    (re.compile(rf"{_Y}年?第?([一二三四1-4])季度"), lambda m: _part(m[1], _ORDINALS[m[2]], 3, "quarter")),
    (re.compile(rf"{_Y}年?前([二三2-3])季度"), lambda m: _cumulative(int(m[1]), 3 * _ORDINALS[m[2]])),
)


def _range_month(year_: str, month_: str) -> Period:
    return month(int(year_), int(month_))

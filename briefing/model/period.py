"""Periods of statistics: text in (`2020-01..2020-09`, `2020年1—9月`), `Period` with its arithmetic and labels out.

How they are written is in `notation`, what they are called in `period_labels`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, total_ordering

from briefing.model import notation, period_labels
from briefing.model.language import Language
from briefing.model.notation import Frequency, Kind

__all__ = ["Frequency", "Kind", "Period"]


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
            return self._until(self.last - 1)
        return self._moved(-self.months)

    def next(self) -> Period:
        """The period just after, of the same kind; for a cumulative one, the one a month longer (1—11月: the year)."""
        if self.kind == "cumulative":
            return self._until(self.last + 1)
        return self._moved(self.months)

    def year_ago(self) -> Period:
        """The same period a year before (同比)."""
        return self.years_ago(1)

    def years_ago(self, years: int) -> Period:
        """The same period some years before."""
        return self._moved(-12 * years)

    def cumulative(self) -> Period:
        """The time from January up to the end of this period: 1—9月 of 9月 and of 三季度; of December the year."""
        return self._until(self.last)

    def end(self) -> Period:
        """The last month: the time of a stock at the end of this period (截至9月底, 季度末)."""
        return Period(self.last, self.last, "month", self.language)

    def parts(self, frequency: Frequency) -> tuple[Period, ...]:
        """The whole months, quarters, halves or years within this period, in order: 1—8月 has two quarters."""
        size = notation.LENGTHS[frequency]
        starts = range(-(-self.first // size) * size, self.last - size + 2, size)
        return tuple(Period(start, start + size - 1, frequency, self.language) for start in starts)

    def gathered(self) -> Iterator[Period]:
        """Yield the cumulative periods of the last year up to this one: 1月, 1—2月, …, 1—9月; 12 for a year."""
        return (self._until(last) for last in range(self.year * 12, self.last + 1))

    def added(self, since: Period | None = None) -> Period | None:
        """The time that this period adds to an earlier one of the same start: 1—9月 to 1—8月 9月, to 1—6月 三季度.

        Without `since` it is the one a month shorter; None where there is none of the same start.
        """
        last = self.last - 1 if since is None else since.last
        if (since and since.first != self.first) or not self.first <= last < self.last:
            return None
        return self._of(*_named(last + 1, self.last))

    def to(self, other: Period) -> Period:
        """The time from the beginning of this period to the end of another; ValueError where that lies before."""
        return self._of(*notation.stretch(self.first, other.last))

    def said_in(self, language: Language) -> Period:
        """The same period with its labels in another language."""
        return self if language == self.language else replace(self, language=language)

    def covers(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    def _moved(self, months: int) -> Period:
        return Period(self.first + months, self.last + months, self.kind, self.language)

    def _until(self, last: int) -> Period:
        return self._of(*notation.stretch(last - last % 12, last))

    def _of(self, first: int, last: int, kind: Kind) -> Period:
        return Period(first, last, kind, self.language)

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
        return period_labels.english(self) if self.language == "en" else period_labels.chinese(self)

    @property
    def brief(self) -> str:
        """The label as tables and charts have room for: in English with months cut to three letters."""
        return period_labels.english(self, period_labels.SHORT_MONTHS) if self.language == "en" else self.label

    @property
    def short_label(self) -> str:
        """The label without its year, for axes and running text within one year."""
        if self.language == "en":
            return period_labels.english_short(self, period_labels.SHORT_MONTHS)
        return period_labels.chinese_short(self)

    def __str__(self) -> str:
        return self.code

    def __lt__(self, other: Period) -> bool:
        return self._sort_key() < other._sort_key()

    def _sort_key(self) -> tuple[int, int]:
        # A shorter period sorts before the longer one that ends with it: December before the year.
        return self.last, self.months


def _named(first: int, last: int) -> notation.Stretch:
    """Return months with the kind that their place in the year gives them: a month, a quarter, a half."""
    names: dict[int, Frequency] = {length: name for name, length in notation.LENGTHS.items()}
    months = last - first + 1
    if months in names and first % months == 0:
        return first, last, names[months]
    return notation.stretch(first, last)


def _month_code(index: int) -> str:
    return f"{index // 12}-{index % 12 + 1:02d}"


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    return Period(*notation.read(text))

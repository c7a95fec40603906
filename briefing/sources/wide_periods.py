"""The columns of a wide table and what its titles say in; what period the figures of each are of, or why not, out.

Growth, ranks and the value a year ago are of the value to their left; where there are several of different times, of
the last where it is the latest, or of this year's where the other is last year's. Everything else is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.model.period import Period
from briefing.sources import wide_words
from briefing.sources.wide_headings import Column
from briefing.sources.wide_words import VALUE, Span

_WRITE_OUT = "请把期间写全，如“2020年1—9月”。"


@dataclass(frozen=True, slots=True)
class When:
    """The time of a column's figures; without `period` it is the row's, of which `span` and `ago` mean a part."""

    period: Period | None = None
    span: Span = ""
    ago: bool = False

    def of(self, row: Period) -> Period | None:
        """Return the time of a figure in a row of some period; None where nobody can tell."""
        found = wide_words.part(self.period or row, self.span)
        return found.year_ago() if found and self.ago else found


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nobody can tell the time of a column: `message` with its way out, and the heading's place."""

    place: tuple[int, int]
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A column of figures, and when they were; None where that cannot be told."""

    column: Column
    when: When | None


class _Unclear(Exception):
    """Carries the message and the hint of a `Doubt`."""


def settle(
    columns: Sequence[Column], title: Period | None, within: str, *, has_periods: bool
) -> tuple[list[Figures], list[Doubt]]:
    """Return when the figures of each column were; `within` is a title's period without its year.

    `has_periods` tells that each row has its own period.
    """
    course = _Course(_inherited(columns), title, within, has_periods=has_periods)
    found: list[Figures] = []
    doubts: list[Doubt] = []
    for at, column in enumerate(course.columns):
        try:
            when = course.when(at) if column.measure is None or column.measure.kind else When()
        except _Unclear as unclear:
            message, hint = unclear.args
            doubts.append(Doubt(_place(column), message, hint))
            when = None
        course.settled.append(when)
        found.append(Figures(column, when))
    return found, doubts


def _place(column: Column) -> tuple[int, int]:
    order = ("clash", "measure", "period")
    return next((column.at[each] for each in order if each in column.at), column.stack[-1])


def _inherited(columns: Sequence[Column]) -> list[Column]:
    """Return the columns, those that name but a measure with entity and indicator of their left neighbour."""
    made: list[Column] = []
    for column in columns:
        if (
            made
            and column.measure is not None
            and not (column.entity or column.indicator)
            and _follows(column, made[-1])
        ):
            last = made[-1]
            at = {what: place for what, place in last.at.items() if what in ("entity", "indicator")}
            column = replace(column, entity=last.entity, indicator=last.indicator, at={**at, **column.at})
        made.append(column)
    return made


def _follows(column: Column, last: Column) -> bool:
    """Return whether a column has no time of its own, or stands under the same heading as its left neighbour."""
    return not _dates(column) or column.at.get("period") in last.stack


def _dates(column: Column) -> bool:
    return bool(column.period or column.within)


class _Course:
    """The columns from left to right; `settled` is what has been found of them so far."""

    def __init__(self, columns: list[Column], title: Period | None, within: str, *, has_periods: bool) -> None:
        self.columns, self._title, self._within, self._has_periods = columns, title, within, has_periods
        self.settled: list[When | None] = []
        self._shorter = within or (title.code if title and not title.is_whole_years else "")
        dated = [column for column in columns if column.period]
        self._only_years = all(column.mere for column in dated)
        self._years = {column.period.year for column in dated if column.period}

    def when(self, at: int) -> When:
        column = self.columns[at]
        if column.clash:
            raise _Unclear(*_contradiction(column.clash))
        measure = column.measure or VALUE
        follows = not measure.span and (measure.ago or measure.kind != "value")
        if follows and (values := self._values(at)):
            base = self._one(values, at)
            found = base.of(base.period) if base.period else base
        elif follows or _dates(column) or not measure.span:
            found = self._own(at)
        else:
            found = self._spanned(at)
        return self._part(found if isinstance(found, When) else When(found), at)

    def _part(self, base: When, at: int) -> When:
        """Return the part of a time that a column's heading means."""
        measure = self.columns[at].measure or VALUE
        if base.period is None:
            return When(None, measure.span or base.span, measure.ago)
        found = When(base.period, measure.span, measure.ago).of(base.period)
        if found is None:
            word = {"month": "本月", "quarter": "本季", "year": "本年", "cumulative": "累计"}[measure.span or "month"]
            hint = "请在表头写明期间，如“2020年9月”“2020年1—9月”。"
            raise _Unclear(f"看不出“{word}”是{base.period.label}里的哪一期。", hint)
        return When(found)

    def _own(self, at: int) -> Period | None:
        """Return the period that a column's headings name, or else the title."""
        column, measure = self.columns[at], self.columns[at].measure or VALUE
        if column.within and column.period is None:
            hint = f"请写成“2020年{column.within}”，或在标题里写上年份，如“2020年主要指标”。"
            raise _Unclear(f"表头“{column.within}”没有写年份。", hint)
        if not column.mere or column.period is None:
            return column.period or self._title
        if not self._shorter:
            return column.period
        year = column.period.year
        if measure.span:
            title = self._title
            return title.years_ago(title.year - year) if title else wide_words.period(self._within, year)
        if self._only_years and (self._title is None or self._title.year in self._years):
            said = self._title.label if self._title else self._within
            message = f"标题写的是{said}，表头只写“{year}年”，分不清是全年还是其中几个月。"
            raise _Unclear(message, f"请在表头写全，如“{year}年1—9月”或“{year}年全年”。")
        return column.period

    def _spanned(self, at: int) -> When | Period | None:
        """Return of what time a part is meant that names no time itself: of the months to its left, or of the title."""
        measure = self.columns[at].measure or VALUE
        left = [when for when in self._run(at) if when.period and not when.period.is_whole_years]
        parts = [When(part) for when in left if when.period and (part := wide_words.part(when.period, measure.span))]
        if parts:
            return self._one(parts, at)
        if self._title and not self._title.is_whole_years:
            return self._title
        run = self._run(at)
        return self._one(run, at) if run and not self._has_periods else self._title

    def _values(self, at: int) -> list[When]:
        """Return the times of the values that a growth, a rank or a value a year ago may belong to."""
        run = self._run(at)
        if run:
            return run
        found: list[When] = []
        for place in range(at + 1, len(self.columns)):
            if not self._is_beside(place, at):
                break
            if self._is_value(place):
                found.append(self.when(place))
        if len(set(found)) > 1:
            raise _Unclear(*self._many(found, at))
        return found

    def _run(self, at: int) -> list[When]:
        """Return the times of the values nearest on the left, up to a growth or a rank, from the left on."""
        found: list[When] = []
        # Of a column further right than where we are, what stands between is not settled yet.
        for place in range(min(at, len(self.settled)) - 1, -1, -1):
            measure, when = self.columns[place].measure or VALUE, self.settled[place]
            if not self._is_beside(place, at) or (found and measure.kind in ("growth", "rank")):
                break
            if self._is_value(place) and when is not None:
                found.insert(0, when)
        return found

    def _is_value(self, place: int) -> bool:
        measure = self.columns[place].measure or VALUE
        return measure.kind == "value" and not measure.ago

    def _is_beside(self, place: int, at: int) -> bool:
        """Return whether two columns are of the same thing, under the heading that names the time of the second."""
        one, other = self.columns[place], self.columns[at]
        under = other.at.get("period")
        return (one.entity, one.indicator) == (other.entity, other.indicator) and (under is None or under in one.stack)

    def _one(self, found: Sequence[When], at: int) -> When:
        """Return the time that is meant of several: the last where it is the latest, this year's beside last year's."""
        if len(set(found)) == 1:
            return found[0]
        periods = [when.period for when in found if when.period]
        if len(periods) == len(found):
            latest = max(periods)
            others = [period for period in periods if period != latest]
            if all(period == latest.year_ago() for period in others):
                return When(latest)
            if periods[-1] == latest and all(period.last < latest.last for period in others):
                return When(latest)
        raise _Unclear(*self._many(found, at))

    def _many(self, found: Sequence[When], at: int) -> tuple[str, str]:
        labels = dict.fromkeys(when.period.label if when.period else _WORDS[when.span] for when in found)
        message = f"分不清这一列是哪一期的：旁边有{'、'.join(labels)}的数。"
        return message, "请把表头写明，如“本月同比”“累计同比”“2020年1—9月同比”，或者紧跟在那一列的右边。"


_WORDS: dict[Span, str] = {"": "本期", "month": "本月", "quarter": "本季", "cumulative": "累计", "year": "本年"}


def _contradiction(clash: tuple[str, str]) -> tuple[str, str]:
    text, above = clash
    if above:
        return f"表头“{text}”与上面的“{above}”对不上。", _WRITE_OUT
    return f"表头“{text}”与上面的表头对不上。", "一列只能是一种数，如“本月”或“累计”。"


def ignored(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns that are not read, as 环比."""
    return (column for column in columns if column.measure is not None and not column.measure.kind)

"""The upper lines of a table in; the columns of a wide table out, each with what its stack of headings says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.model.period import Period
from briefing.sources import fields, wide_words
from briefing.sources.care import Covered
from briefing.sources.headings import INDICATORS, OBSERVATIONS
from briefing.sources.tables import Flaw, Line, Raw, is_blank, is_filled
from briefing.sources.text import plain
from briefing.sources.wide_words import Measure

_MOST_TITLES, _MOST_HEADINGS = 10, 3
_ANY_YEAR = 2000
_INDICATORS = (
    *("indicator", "id", "指标", "指标名称", "指标编号", "指标代码", "项目", "项目名称", "名称"),
    *("主要指标", "统计指标", "经济指标", "指标项目", "内容", "指标内容"),
)
_IGNORED = (
    *("序号", "编号", "no", "no.", "备注", "说明", "注", "填报人", "联系人", "联系电话", "分类", "类别", "大类"),
    *("theme", "department", *INDICATORS.columns["theme"], *INDICATORS.columns["department"]),
    *("领域", "科室", "处室", "口径", "口径说明", "指标口径", "指标说明"),
)
_ROW = {
    **{plain(name): "" for name in _IGNORED},
    **{
        plain(alias): column
        for column in ("entity", "unit", "status", "source", "visibility")
        for alias in (column, *OBSERVATIONS.columns[column])
    },
    **{plain(alias): "period" for alias in ("period", *OBSERVATIONS.columns["period"])},
    **{plain(name): "indicator" for name in _INDICATORS},
}
"""The headings of columns that say something of their whole row; empty where the column is not read."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which entities and indicators are known, in comparable form, with the way they are written."""

    entities: Mapping[str, str]
    indicators: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's headings say; `role` is set for columns that say something of their row.

    `at` are the headings' places by what they say, `stack` those of all that stand above the column. `within` is a
    period as it is written without its year; a year alone is `mere`: it may stand for some months of it. `clash` are
    two headings that contradict one another.
    """

    position: int
    role: str | None = None
    period: Period | None = None
    entity: str = ""
    indicator: str = ""
    measure: Measure | None = None
    unit: str = ""
    unknown: str = ""
    within: str = ""
    mere: bool = False
    clash: tuple[str, str] | None = None
    stack: tuple[tuple[int, int], ...] = ()
    at: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_across(self) -> bool:
        """Whether the column holds figures of what its headings name."""
        return self.role is None and bool(
            self.period or self.within or self.entity or self.indicator or self.measure is not None
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The titles above the headings, the columns, and how many lines all of this takes."""

    titles: tuple[tuple[int, int, str], ...]
    columns: tuple[Column, ...]
    lines: int


def head(lines: Sequence[Line], names: Names, suffix: str = "") -> Head | None:
    """Find the headings of a wide table among the first lines; None when there are none, or they are of a long one.

    `suffix` is what the name of the sheet or file says besides that it is wide; it may be the year.
    """
    upper = list(lines[: _MOST_TITLES + _MOST_HEADINGS])
    titles = (*(text for _, _, text in _titles(upper)), suffix)
    told = wide_words.period_in(titles)
    year = told.year if told else None
    for top in range(min(len(upper), _MOST_TITLES)):
        if not _is_heading(upper[top][1], names, year):
            continue
        depth = 1
        rest = min(_MOST_HEADINGS, len(upper) - top)
        while depth < rest and _goes_on(upper[top : top + depth + 1], names, year):
            depth += 1
        stacks = _stacks(upper[top : top + depth])
        columns = tuple(_column(position, stack, names, year) for position, stack in enumerate(stacks))
        found = Head(tuple(_titles(upper[:top])), _with_indicator(columns), top + depth)
        return found if _is_wide(found) else None
    return None


def _titles(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Yield the texts of lines with few cells, each with its row's number and its position."""
    for number, cells in lines:
        filled = [(at, wide_words.written(cell)) for at, cell in enumerate(cells) if is_filled(cell)]
        if 0 < len(filled) <= 4:
            yield from ((number, at, text) for at, text in filled if text)


def _is_heading(cells: Sequence[Raw], names: Names, year: int | None) -> bool:
    texts = [text for cell in cells if (text := wide_words.written(cell))]
    told = [text for text in texts if not _row_word(text) and _tells(text, names, year)]
    rows = [text for text in texts if _row_word(text) in ("indicator", "entity", "unit", "period")]
    return len(rows) >= 2 or (bool(rows) and bool(told)) or (len(told) >= 2 and len(told) == len(texts))


def _goes_on(lines: Sequence[Line], names: Names, year: int | None) -> bool:
    """Return whether the last of these lines holds headings too: nothing under what names the rows, words elsewhere."""
    *above, (_, cells) = lines
    texts = [(at, wide_words.written(cell)) for at, cell in enumerate(cells) if is_filled(cell)]
    rows = {at for _, line in above for at, cell in enumerate(line) if _row_word(wide_words.written(cell)) is not None}
    if all(text.isdigit() for _, text in texts) and any(_has_period(line) for _, line in above):
        return False
    if not texts or any(not text or at in rows for at, text in texts):
        return False
    # One word that nobody knows does not make figures of headings: it is told as the heading that it is.
    return all(_tells(text, names, year) or _is_word(text) for _, text in texts)


def _is_word(text: str) -> bool:
    return not (fields.is_missing(text) or text[0] in "-−+" or any(char.isdigit() for char in text))


def _has_period(cells: Sequence[Raw]) -> bool:
    """Return whether some heading names a period with its year: numbers below are figures, and no years."""
    return any(wide_words.period(text, None) for cell in cells if (text := wide_words.written(cell)))


def _row_word(text: str) -> str | None:
    """Return the role of a column that a heading names: `单位` is the unit of each row."""
    return _ROW.get(plain(wide_words.without_unit(text)) or plain(text)) if text else None


def _tells(text: str, names: Names, year: int | None) -> bool:
    found = _column(0, [(0, 0, text)], names, year)
    return found.role is not None or found.is_across


def _stacks(lines: Sequence[Line]) -> list[list[tuple[int, int, str]]]:
    """Return each column's headings from above, a merged or an empty upper one filled from its left."""
    width = max(len(cells) for _, cells in lines)
    stacks: list[list[tuple[int, int, str]]] = [[] for _ in range(width)]
    for depth, (number, cells) in enumerate(lines):
        before: tuple[int, int, str] | None = None
        lower = [below[1] for below in lines[depth + 1 :]]
        for at in range(width):
            cell = cells[at] if at < len(cells) else ""
            if is_filled(cell) and not isinstance(cell, Flaw):
                before = (number, at, wide_words.written(cell))
            elif isinstance(cell, Covered):
                row, column = cell.anchor
                before = before if before and row + 1 == number and column == before[1] else None
            elif _stands_alone(at, lower) or _starts(stacks[at], before, stacks):
                continue
            if before:
                stacks[at].append(before)
    return stacks


def _stands_alone(at: int, lower: Sequence[Sequence[Raw]]) -> bool:
    return not any(at < len(line) and is_filled(line[at]) for line in lower)


def _starts(stack: Sequence[object], before: tuple[int, int, str] | None, stacks: Sequence[Sequence[object]]) -> bool:
    """Return whether a column stands under another upper heading than the one to be filled in from its left."""
    return before is not None and bool(stack) and list(stacks[before[1]][: len(stack)]) != list(stack)


def _column(position: int, stack: Sequence[tuple[int, int, str]], names: Names, year: int | None) -> Column:
    column = Column(position, stack=tuple((number, at) for number, at, _ in stack))
    for number, at, text in stack:
        if text:
            column = _told(column, text, (number, at), names, column.period.year if column.period else year)
    return column


def _told(column: Column, text: str, at: tuple[int, int], names: Names, year: int | None) -> Column:
    """Add to a column what one more of its headings says."""
    bare = plain(wide_words.without_unit(text))
    unit = wide_words.unit(text)
    if plain(text).startswith("x_"):
        return replace(column, role="")
    if (role := _row_word(text)) is not None:
        return Column(column.position, role, at={role: at})
    if (measure := wide_words.measure(text)) is not None:
        return _measured(column, measure, text, unit, at)
    if wide_words.period(text, year or _ANY_YEAR):
        return _dated(column, text, at, year)
    if two := wide_words.both(text, year or _ANY_YEAR):
        return _measured(_dated(column, two[0], at, year), two[1], text, unit, at)
    for what, known in (("entity", names.entities), ("indicator", names.indicators)):
        if bare in known:
            places = {**column.at, what: at, **({"unit": at} if unit else {})}
            named = replace(column, unit=column.unit or unit, at=places)
            return replace(named, entity=known[bare]) if what == "entity" else replace(named, indicator=known[bare])
    return _unknown(column, text, unit, at)


def _unknown(column: Column, text: str, unit: str, at: tuple[int, int]) -> Column:
    if found := wide_words.period(wide_words.without_unit(text), None):
        return replace(column, period=found, unit=unit, at={**column.at, "period": at})
    return replace(column, unknown=text, at={**column.at, "unknown": at})


def _measured(column: Column, measure: Measure, text: str, unit: str, at: tuple[int, int]) -> Column:
    said = measure.under(column.measure)
    if said is None:
        return replace(column, clash=(text, ""), at={**column.at, "clash": at})
    return replace(column, measure=said, unit=column.unit or unit, at={**column.at, "measure": at})


def _dated(column: Column, text: str, at: tuple[int, int], year: int | None) -> Column:
    """Add a period to a column: within the one above it, or the year of months above (1—9月 over 2020年)."""
    mere, within = wide_words.is_mere_year(text), text if wide_words.is_within_year(text) else ""
    found = wide_words.period(text, year)
    if mere and column.within and found:
        found, mere, within = wide_words.period(column.within, found.year), False, column.within
    elif column.period and found and not column.period.covers(found):
        return replace(column, clash=(text, column.period.label), at={**column.at, "clash": at})
    return replace(column, period=found, within=within, mere=mere, at={**column.at, "period": at})


def _with_indicator(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Take the first column for that of indicators where no heading says which it is (`指标 \\ 月份`, or nothing)."""
    if any(column.role == "indicator" or column.indicator for column in columns):
        return columns
    for at, column in enumerate(columns):
        if column.role is None and not column.is_across:
            named = replace(column, role="indicator", unknown="")
            return (*columns[:at], named, *columns[at + 1 :])
    return columns


def _is_wide(found: Head) -> bool:
    across = [column for column in found.columns if column.is_across]
    roles = {column.role for column in found.columns}
    if not roles & {"indicator"} and not any(column.indicator for column in across):
        return False
    if "period" in roles:
        return any(column.indicator for column in across)
    titled = wide_words.period_in(text for _, _, text in found.titles) is not None
    entities = {column.entity for column in across if column.entity}
    indicators = any(column.indicator for column in across)
    return (
        any(column.period or column.within for column in across)
        or len(entities) >= 2
        or indicators
        or (titled and bool(across))
    )


def without_blank(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not is_blank(line[1])]

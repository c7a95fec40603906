"""A grid in the wide form in: periods, entities or indicators across; its figures, one by one, out.

What a figure is of is put together from its row, from the headings above it, and from the titles above those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from briefing.errors import Notice, Problems, suggest
from briefing.model.period import Period
from briefing.model.records import Origin
from briefing.sources import fields, wide_words
from briefing.sources.care import Covered
from briefing.sources.fields import Unreadable
from briefing.sources.headings import wide_suffix
from briefing.sources.tables import Grid, Line, Raw, is_filled, letters
from briefing.sources.text import plain, shown
from briefing.sources.units import is_known
from briefing.sources.wide_headings import Column, Head, Names, head, without_blank
from briefing.sources.wide_periods import Figures, When, ignored, settle
from briefing.sources.wide_words import Measure

Place = tuple[int, int]
"""The number of a row, and a column's position."""

_FORMS = "表头写期间（如 2020年1月、1—9月），左边一列写指标；或把表写成一行一个数。"
_LABELLED = re.compile(r"(计量单位|数据单位|单位|地区|区县|报送单位|填报单位|填报地区|所属地区)[:：]\s*(.+)")
_UNIT_LABELS = ("计量单位", "数据单位", "单位")
_NUMBERING = re.compile(
    r"\s*(?:[#＃]|其中[:：]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d))\s*"
)


@dataclass(slots=True)
class Fact:
    """One line of the long form: its cells by column, and the place that each was taken from."""

    cells: dict[str, Raw]
    places: dict[str, Place]
    is_past: bool = False
    """Whether the figures are given beside later ones, as 上年同期."""

    @property
    def is_copy(self) -> bool:
        """Whether the value may be one that is given elsewhere, too."""
        return self.is_past and "growth" not in self.cells and "rank" not in self.cells

    @property
    def key(self) -> tuple[Raw, ...]:
        return tuple(self.cells.get(column, "") for column in ("indicator", "entity", "period"))

    def at(self, column: str) -> Place:
        order = (column, "value", "growth", "rank", "indicator")
        return next((self.places[each] for each in order if each in self.places), (1, 0))

    def put(self, column: str, value: Raw, place: Place) -> None:
        self.cells[column], self.places[column] = value, place


@dataclass(frozen=True, slots=True)
class Context:
    """What the titles, or the name of the sheet, say of the whole table: values with their places."""

    period: Period | None = None
    within: str = ""
    told: Mapping[str, tuple[str, Place]] = field(default_factory=dict)


def origin(grid: Grid, row: int, column: int | None = None, published: str = "") -> Origin:
    """Return the place of a cell; in CSV too it is named as a workbook would, since one line holds many figures."""
    if grid.sheet or column is None:
        return grid.origin(row, column, published)
    return Origin(grid.file, "", f"{letters(column)}{row}", published)


def place(grid: Grid, row: int, column: int | None = None) -> str:
    return str(origin(grid, row, column))


def name_of(grid: Grid) -> str:
    return grid.sheet or PurePath(grid.file).stem


def facts(grid: Grid, names: Names, notices: list[Notice], problems: Problems) -> list[Fact]:
    """Return the figures of a wide table, row by row; what cannot be told of one becomes a problem."""
    lines = without_blank(grid.lines or ())
    found = head(lines, names, wide_suffix(name_of(grid)))
    if found is None:
        problems.add(place(grid, lines[0][0] if lines else 1), "认不出宽表的表头。", _FORMS)
        return []
    context = _context(grid, found, names, problems)
    below = lines[found.lines :]
    columns = [column for column in found.columns if column.is_across and not column.unknown]
    _check_unknown(grid, found, names, below, problems)
    _tell_ignored(grid, columns, notices)
    has_periods = _has(found, "period")
    meant, doubts = settle(columns, context.period, context.within, has_periods=has_periods)
    for doubt in doubts:
        problems.add(place(grid, *doubt.place), doubt.message, doubt.hint)
    if not has_periods and any(each.when and each.when.period is None and _is_read(each.column) for each in meant):
        if not doubts:
            hint = "请在标题里写上期间，如“2020年1—9月主要指标”。"
            problems.add(place(grid, lines[0][0]), "看不出是哪一期的数。", hint)
        return []
    rows = _Rows(grid, found, context, problems)
    totals = _totals(below, found, names)
    for number, name in totals.items():
        message = f"这一行是“{shown(name)}”，没有读。要读，请把它写成指标或地区的名称。"
        notices.append(Notice(place(grid, number), message))
    return [fact for line in below if line[0] not in totals for fact in rows.facts(line, meant)]


def _totals(lines: Sequence[Line], found: Head, names: Names) -> dict[int, str]:
    """Return the rows with figures that are totals of the others, by what they are called."""
    across = [column.position for column in found.columns if column.is_across]
    totals = {}
    for number, cells in lines:
        if any(at < len(cells) and not fields.is_missing(cells[at]) for at in across):
            rows = [column for column in found.columns if column.role is not None and column.position < len(cells)]
            told = [(column.role or "", wide_words.written(cells[column.position])) for column in rows]
            if name := _total(told, names):
                totals[number] = name
    return totals


def _total(told: Sequence[tuple[str, str]], names: Names) -> str:
    """Return what a row is called if it is a total, by what names it; by any column where no indicator does."""
    known = names.entities.keys() | names.indicators.keys()
    is_named = any(role == "indicator" and text for role, text in told)
    called = (text for role, text in told if role in ("indicator", "entity", "period") or not is_named)
    return next((name for name in called if wide_words.is_total(name, names.entities) and plain(name) not in known), "")


def _is_read(column: Column) -> bool:
    return column.measure is None or bool(column.measure.kind)


def _has(found: Head, role: str) -> bool:
    return any(column.role == role for column in found.columns)


def _context(grid: Grid, found: Head, names: Names, problems: Problems) -> Context:
    """Put together what the titles and the sheet's name say."""
    told: dict[str, tuple[str, Place]] = {}
    suffix = wide_suffix(name_of(grid))
    texts = [suffix, *(text for _, _, text in found.titles)]
    period = wide_words.period_in(texts)
    for number, position, text in found.titles:
        for column, value in _labelled(text, names):
            told[column] = (value, (number, position))
    if suffix and wide_words.period_in([suffix]) is None:
        told.setdefault("entity", (suffix, (found.titles[0][0] if found.titles else 1, 0)))
    if "entity" not in told and not _has(found, "entity") and not any(column.entity for column in found.columns):
        told |= _named(grid, found, names, problems)
    return Context(period, "" if period else wide_words.within_in(texts), told)


def _named(grid: Grid, found: Head, names: Names, problems: Problems) -> dict[str, tuple[str, Place]]:
    """Return the entity that the titles name by the way; with several, nobody knows whose figures these are."""
    words = {key: name for key, name in names.entities.items() if len(key) >= (4 if key.isascii() else 2)}
    places = {
        name: (number, position)
        for number, position, text in found.titles
        for key, name in words.items()
        if key in plain(text)
    }
    if len(places) > 1:
        first = next(iter(places.values()))
        message = f"标题里有几个地区（{'、'.join(places)}），分不清是谁的数。"
        problems.add(place(grid, *first), message, "请在表头上面加一行，如“地区：" + next(iter(places)) + "”。")
    return {"entity": next(iter(places.items()))} if len(places) == 1 else {}


def _labelled(text: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what a line such as `单位：亿元` or `报送单位：海曙区` says; 单位 may be either."""
    match = _LABELLED.search(text)
    if match is None:
        return
    label, value = match[1], match[2].strip()
    if label not in _UNIT_LABELS or plain(value) in names.entities:
        yield "entity", value
    elif is_known(value):
        yield "unit", value


def _near(heading: str, found: Head, names: Names) -> str:
    """Return what an unknown heading may mean, by what the others are."""
    for known, alike in ((names.entities, "entity"), (names.indicators, "indicator")):
        if any(getattr(column, alike) for column in found.columns):
            return suggest(heading, known.values())
    return _FORMS


def _check_unknown(grid: Grid, found: Head, names: Names, lines: Sequence[Line], problems: Problems) -> None:
    """Report columns with content that no heading explains."""
    for column in found.columns:
        if column.role is not None or (column.is_across and not column.unknown):
            continue
        at = column.position
        first = next((number for number, cells in lines if at < len(cells) and is_filled(cells[at])), None)
        if column.unknown:
            hint = f"{_near(column.unknown, found, names)}自用的列请以 x_ 开头。"
            problems.add(place(grid, *column.at["unknown"]), f"认不出表头“{shown(column.unknown)}”。", hint)
        elif first is not None:
            problems.add(place(grid, first, column.position), "这一列没有表头，却有内容。", "请补上表头。")


def _tell_ignored(grid: Grid, columns: Sequence[Column], notices: list[Notice]) -> None:
    for column in ignored(columns):
        where = place(grid, *column.at["measure"])
        notices.append(Notice(where, "这一列不读：完成率、环比、占比等由程序计算，目标写在指标表。"))


class _Rows:
    """The rows of one wide table; what a group cell says holds for the rows below it, too."""

    def __init__(self, grid: Grid, found: Head, context: Context, problems: Problems) -> None:
        self._grid, self._context, self._problems = grid, context, problems
        self._roles = [(column.role, column.position) for column in found.columns if column.role]
        self._across = frozenset(column.position for column in found.columns if column.is_across)
        self._lines = dict(grid.lines or ())
        self._held: dict[str, tuple[Raw, Place]] = {}

    def facts(self, line: Line, columns: Sequence[Figures]) -> list[Fact]:
        number, cells = line
        row = self._row(number, cells)
        made: list[Fact] = []
        latest: dict[tuple[object, ...], Fact] = {}
        for figures in columns:
            position = figures.column.position
            value = cells[position] if position < len(cells) else ""
            if figures.when is None or not _is_read(figures.column) or fields.is_missing(value) or self._is_note(value):
                continue
            kept = _kept(figures.column.measure)
            fact = self._fact(figures, figures.when, row, number)
            same = latest.get((*fact.key, fact.is_past))
            if same is not None and kept not in same.cells:
                fact = same
            else:
                made.append(fact)
                latest[*fact.key, fact.is_past] = fact
            self._put(fact, kept, value, figures.column, number)
        return self._checked(made)

    def _is_note(self, value: Raw) -> bool:
        """Return whether a cell lies under a note or a group's name that was merged over the whole row."""
        return isinstance(value, Covered) and value.anchor[1] not in self._across

    def _row(self, number: int, cells: Sequence[Raw]) -> dict[str, tuple[Raw, Place]]:
        """Return what the row's own cells say, a merged or an empty group cell filled from above."""
        row: dict[str, tuple[Raw, Place]] = {}
        for role, position in self._roles:
            told = self._own(number, position, cells[position] if position < len(cells) else "")
            if role in ("entity", "period"):
                told = self._held.get(role, told) if fields.is_missing(told[0]) else told
                self._held[role] = told
            if not fields.is_missing(told[0]):
                row.setdefault(str(role), told)
        return row

    def _own(self, number: int, position: int, cell: Raw) -> tuple[Raw, Place]:
        if not isinstance(cell, Covered):
            return cell, (number, position)
        top, left = cell.anchor
        cells = self._lines.get(top + 1, ())
        return (cells[left] if left < len(cells) else ""), (top + 1, left)

    def _fact(self, figures: Figures, when: When, row: Mapping[str, tuple[Raw, Place]], number: int) -> Fact:
        column = figures.column
        fact = Fact({}, {}, column.measure is not None and column.measure.ago)
        for name, (value, place) in row.items():
            fact.put(name, _unnumbered(value) if name == "indicator" else value, place)
        for name, told in (("entity", column.entity), ("indicator", column.indicator)):
            if told:
                fact.put(name, told, column.at[name])
        for name, (written, place) in self._context.told.items():
            if name not in fact.cells:
                fact.put(name, written, place)
        if when.period is not None and (column.period or "period" not in fact.cells):
            fact.put("period", when.period.code, column.at.get("period", (number, column.position)))
        elif when.period is None and (when.span or when.ago):
            self._put_part(fact, when)
        return fact

    def _put_part(self, fact: Fact, when: When) -> None:
        """Make of a row's period the part of it that a column's heading means."""
        try:
            period = fields.period(fact.cells.get("period", ""))
        except Unreadable:
            return  # it is told where the row is read
        if period is None:
            return
        part = when.of(period)
        if part is not None:
            fact.cells["period"] = part.code
            return
        message = f"看不出表头说的是{period.label}里的哪一期。"
        self._problems.add(place(self._grid, *fact.at("period")), message, "请在期间一列写月份，如“2020年9月”。")

    def _put(self, fact: Fact, kept: str, value: Raw, column: Column, number: int) -> None:
        place = (number, column.position)
        fact.put(kept, value, place)
        if column.unit and kept == "value":
            fact.put("unit", column.unit, column.at.get("unit", place))

    def _checked(self, made: Sequence[Fact]) -> list[Fact]:
        nameless = [fact for fact in made if "indicator" not in fact.cells]
        for fact in nameless[:1]:
            where = place(self._grid, *fact.at("value"))
            self._problems.add(
                where, "这一行有数，却没有写是哪个指标。", "请在左边补上指标名称；是合计就写“合计”，或删去这一行。"
            )
        return [fact for fact in made if "indicator" in fact.cells]


def _kept(measure: Measure | None) -> str:
    """Return the column of the long form that a measure goes to."""
    return measure.kind if measure is not None and measure.kind else "value"


def _unnumbered(value: Raw) -> Raw:
    """Return an indicator's name without what numbers or groups it: `一、`, `1.`, `其中：`, `#`."""
    if not isinstance(value, str):
        return value
    while match := _NUMBERING.match(value):
        value = value[match.end() :]
    return value.strip()

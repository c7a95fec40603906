"""What a chart is drawn from: rows of numbers with the strings the document prints for them. Frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefing.model.metrics import Light

Key = tuple[str, str]
"""A category and a series: one place in a chart."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of a chart.

    `label` is the exact string the document prints for it (empty: no direct label). A `value` of None is missing and
    leaves a gap. A `\\n` in `category` starts a new line of the axis label. `note` is printed after the label (`↑31位`)
    and `rank` before the name. `light` is the state of a cell or a bar. `x` and `size` place and size the point of a
    scatter chart, whose `value` is its height. `start` and `finish` are the ends of a bar on a time axis; a `finish` of
    None is still open.
    """

    category: str
    series: str
    value: float | None
    label: str = ""
    emphasis: bool = False
    note: str = ""
    rank: str = ""
    light: Light | None = None
    x: float | None = None
    size: float | None = None
    start: date | None = None
    finish: date | None = None

    @property
    def printed(self) -> str:
        """The label with its note."""
        return " ".join(part for part in (self.label, self.note) if part)


@dataclass(frozen=True, slots=True)
class Reference:
    """A line to compare with (a target, a mean), across the whole chart."""

    value: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """An arrow from one place to another with the change as the document prints it: `+23.8%`, `年均增长8.9%`."""

    first: Key
    last: Key
    label: str


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words that charts say by themselves, in the language of the document; `year`, `month` are d3's formats.

    `gap` stands between a word and the number it belongs to; `green`, `yellow` and `red` are the words of lights.
    """

    done: str = "已实施"
    planned: str = "计划"
    late: str = "超期"
    year: str = "%Y年"
    month: str = "%Y年%-m月"
    level: str = "水平"
    rise: str = "增加"
    fall: str = "减少"
    target: str = "目标"
    open: str = "（"
    close: str = "）"
    gap: str = ""
    green: str = "绿"
    yellow: str = "黄"
    red: str = "红"

    def light(self, light: Light) -> str:
        return {Light.GREEN: self.green, Light.YELLOW: self.yellow, Light.RED: self.red}[light]


@dataclass(frozen=True, slots=True)
class ChartData:
    """The rows of a chart; categories and series keep the order of their first appearance.

    `digits` is how many decimals a value axis prints, where there is one. `falling` draws small values at the top, or
    at the right, as ranks (位次) are read. `totals` are the printed totals of the categories, in their order.
    `secondary` names the series that a combo chart measures on its second axis. `axes` are the titles of the x and the
    y axis where a chart has two of values. `today` is the day up to which a time axis tells what happened, with its
    label. `columns` is how many panels stand in a row, 0 for as many as fit. `words` are those of the language.
    """

    rows: tuple[Datum, ...]
    unit: str = ""
    digits: int = 0
    references: tuple[Reference, ...] = ()
    falling: bool = False
    totals: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    secondary: tuple[str, ...] = ()
    axes: tuple[str, str] = ("", "")
    today: date | None = None
    today_label: str = ""
    columns: int = 0
    words: ChartWords = ChartWords()

    @property
    def categories(self) -> tuple[str, ...]:
        return _distinct(row.category for row in self.rows)

    @property
    def series(self) -> tuple[str, ...]:
        return _distinct(row.series for row in self.rows)

    @property
    def values(self) -> tuple[float, ...]:
        """The values that are there, without the missing ones."""
        return tuple(row.value for row in self.rows if row.value is not None)

    def by_key(self) -> dict[Key, Datum]:
        """The rows by category and series."""
        return {(row.category, row.series): row for row in self.rows}


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

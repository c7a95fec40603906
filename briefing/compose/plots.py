"""What every chart needs of series: rows with printed labels, names, and a title with the unit. `Plot`s out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from briefing.charts.data import ChartData, Datum
from briefing.compose.phrases import phrases
from briefing.model import printing
from briefing.model.figure import Figure, decimals
from briefing.model.notation import Kind
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Series, compare
from briefing.model.wording import marks

_MOST_PERIODS = 60
_YEAR = 12
_REGULAR: Sequence[set[Kind]] = ({"month"}, {"quarter"}, {"half"}, {"year"}, {"cumulative"})
Made = tuple[Datum, Figure | None]
"""A row of a chart with the figure that its label prints."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What one chart draws: its title with the unit, its rows, and the figures its labels print."""

    title: str
    data: ChartData
    figures: tuple[Figure, ...]

    def with_figures(self, *more: Figure | None) -> Plot:
        return replace(self, figures=(*self.figures, *(figure for figure in more if figure)))


def course(row: Series) -> tuple[Observation, ...]:
    """Return the observations of the current one's kind, which alone can stand on one time axis.

    A cumulative figure may stand beside other cumulative ones, whose years start again.
    """
    if row.current is None:
        return ()
    return tuple(o for o in row.observations if o.period.kind == row.current.period.kind)


def courses(rows: Sequence[Series], shown: Sequence[Period]) -> list[Period]:
    """Return the periods to draw: those asked for, or all that any of the rows has a value for, in time order."""
    return list(shown) or sorted({o.period for row in rows for o in course(row) if o.value is not None})


def axis(rows: Sequence[Series], shown: Sequence[Period]) -> list[Period]:
    """Return the periods along which a line is drawn: those asked for, else those observed and those missing between.

    A line breaks at what is missing. What was observed every fifth year lacks nothing. Where there would be too many
    periods, one of each gap stands for it.
    """
    times = courses(rows, shown)
    steps = [after.last - before.last for before, after in pairwise(times)]
    if shown or not steps or min(steps) < 1 or {period.kind for period in times} not in _REGULAR:
        return times
    gaps = [_between(before, after, min(steps)) for before, after in pairwise(times)]
    if len(times) + sum(map(len, gaps)) > _MOST_PERIODS:
        gaps = [gap[:1] for gap in gaps]
    return [*chain.from_iterable((period, *gap) for period, gap in zip(times, [*gaps, []], strict=True))]


def _between(before: Period, after: Period, step: int) -> list[Period]:
    """Return the periods between two, a step apart; cumulative ones have none for January and for the year's end."""
    found, period = list[Period](), before
    while (last := period.last + step) < after.last:
        first = last - last % _YEAR if before.kind == "cumulative" else period.first + step
        period = Period(first, last, before.kind, before.language)
        if before.kind != "cumulative" or first < last < first + _YEAR - 1:
            found.append(period)
    return found


def two_periods(rows: Sequence[Series], shown: Sequence[Period]) -> tuple[Period, ...]:
    """Return the periods to compare: those asked for, or those that the first row is best compared at, if any."""
    pair = None if shown else compare(rows[0])
    return (pair.old.period, pair.new.period) if pair else tuple(shown)


def period_names(periods: Sequence[Period]) -> dict[Period, str]:
    """Name periods for an axis, without the year where all are of one."""
    one_year = len({period.year for period in periods}) == 1
    return {period: (period.short_label if one_year else period.brief) for period in periods}


def datum(
    row: Series,
    observation: Observation | None,
    category: str,
    series: str,
    emphasis: bool = False,
    labelled: bool = True,
) -> Made:
    """Return one observation as a row, scaled and rounded exactly as the text prints it; a missing one is a gap."""
    if observation is None or observation.value is None:
        return Datum(category, series, None, "", emphasis), None
    figure = printing.value(row, observation)
    value = float(figure.rounded)
    return Datum(category, series, value, figure.bare if labelled else "", emphasis), figure if labelled else None


def plotted(title: str, made: Iterable[Made], rows: Sequence[Series]) -> Plot:
    """Gather rows and their figures into a plot; ranks are read from the top down."""
    pairs = list(made)
    figures = tuple(figure for _, figure in pairs if figure)
    digits = max((decimals(figure.rounded) for figure in figures), default=0)
    unit = rows[0].unit if rows else ""
    falling = bool(rows) and all(row.is_rank for row in rows)
    return Plot(title, ChartData(tuple(datum for datum, _ in pairs), unit, digits, falling=falling), figures)


def name_of(row: Series, rows: Sequence[Series]) -> str:
    """Name a row in its chart: by entity in a league, by indicator else, by both where both differ."""
    indicators = {other.indicator.id for other in rows}
    entities = {other.entity.id for other in rows}
    if len(entities) > 1:
        if len(indicators) == 1:
            return row.entity.name
        return phrases(row.language).of_entity.format(row.entity.name, row.name)
    return row.name


def title_of(rows: Sequence[Series], words: str = "{}", unit: str | None = None) -> str:
    """Name what a chart shows, with the unit and, where all values are of one period, that period.

    `words` is a phrase around the name, `unit` stands in the place of the rows' own units.
    """
    subject = _subject(rows)
    shown = {row.current.period for row in rows if row.current}
    ended = len(shown) == 1 and len(rows) > 1 and len({r.entity.id for r in rows}) > 1
    # 全省位次（位次） would say it twice.
    found = dict.fromkeys([unit] if unit else [unit_of(row) for row in rows])
    units = [unit for unit in found if unit and not subject.endswith(unit) and unit not in subject.lower().split()]
    language = rows[0].language if rows else "zh"
    mine = marks(language)
    inside = mine.comma.join(filter(None, (mine.item.join(units), next(iter(shown)).brief if ended else "")))
    return words.format(subject) + (f"{mine.open}{inside}{mine.close}" if inside else "")


def _subject(rows: Sequence[Series]) -> str:
    names = list(dict.fromkeys(row.name for row in rows))
    if len(names) == 1:
        return names[0]
    said, count = phrases(rows[0].language if rows else "zh"), len(names)
    if count > 2:
        return said.several.format(names[0], count, count - 1)
    return said.both.format(*names) if names else ""


def unit_of(row: Series) -> str:
    return phrases(row.language).rank_axis if row.is_rank else row.unit


def measured(row: Series, unit: str | None = None) -> str:
    """Name a row with its unit in brackets: `规上工业产值（亿元）`."""
    mine, shown = marks(row.language), unit_of(row) if unit is None else unit
    return f"{row.name}{mine.open}{shown}{mine.close}" if shown else row.name


def leads(row: Series, rows: Sequence[Series], emphasis: str | None) -> bool:
    """Return whether a row is the one to stress: the indicator or entity that is named, else the first."""
    return emphasis in {row.indicator.id, row.entity.id} if emphasis else row is rows[0]

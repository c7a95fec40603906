"""Plots in, the same with what a consultant would draw over them: changes, mean growth, moves in rank, totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.data import ChartData, Datum, Difference, Key
from briefing.compose.context import Context
from briefing.compose.plots import Plot, name_of
from briefing.model import parts, wording
from briefing.model.figure import Figure
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Comparison, Series, base_words, compare
from briefing.model.wording import Phrase


def between(row: Series, first: Period, last: Period) -> Comparison | None:
    """Compare the values of a row at two periods; None where either is missing."""
    old, new = row.at(first), row.at(last)
    if old is None or new is None or old.value is None or new.value is None or not first < last:
        return None
    return Comparison(row, old, new, base_words(first, last, row.reporting))


def said(phrase: Phrase) -> tuple[str, tuple[Figure, ...]]:
    """Return a phrase as the string that a chart prints, and the figures in it."""
    return wording.plain(phrase), tuple(part for part in phrase if isinstance(part, Figure))


def arrow(plot: Plot, ends: tuple[Key, Key], pair: Comparison, wanted: Sequence[str]) -> Plot:
    """Add an arrow between two places for each of `difference` and `growth` that is wanted and can be said."""
    if pair.is_silent:
        return plot
    phrases = [wording.signed_change(pair)] if "difference" in wanted else []
    phrases += [wording.mean_growth(pair)] if "growth" in wanted else []
    for label, figures in map(said, filter(None, phrases)):
        added = (*plot.data.differences, Difference(*ends, label))
        plot = replace(plot, data=replace(plot.data, differences=added)).with_figures(*figures)
    return plot


def columns(plot: Plot, rows: Sequence[Series], shown: Sequence[Period], wanted: Sequence[str]) -> Plot:
    """Draw an arrow over each row's columns, from the first to the last of the periods."""
    for row in rows:
        pair = between(row, shown[0], shown[-1])
        ends = _ends(plot.data, name_of(row, rows), alone=len(rows) == 1)
        if pair and not row.is_rank:
            plot = arrow(plot, ends, pair, wanted)
    return plot


def _ends(data: ChartData, name: str, *, alone: bool) -> tuple[Key, Key]:
    if alone:
        return (data.categories[0], ""), (data.categories[-1], "")
    return (name, data.series[0]), (name, data.series[-1])


def line(plot: Plot, row: Series, shown: Sequence[Period], wanted: Sequence[str]) -> Plot:
    """Draw an arrow over a single line, from its first value to its last one."""
    known = [(period, datum) for period, datum in zip(shown, plot.data.rows, strict=True) if datum.value is not None]
    if len(known) < 2:
        return plot
    (first, start), (last, end) = known[0], known[-1]
    pair = between(row, first, last)
    return arrow(plot, ((start.category, start.series), (end.category, end.series)), pair, wanted) if pair else plot


def moves(plot: Plot, rows: Sequence[Series], shown: Sequence[Period]) -> Plot:
    """Note beside the last value of each row how it changed: `↑31位`, `+23.8%`; the plot goes by row, then period."""
    data = list(plot.data.rows)
    figures: list[Figure] = []
    for index, row in enumerate(rows):
        pair = between(row, shown[0], shown[-1])
        if pair:
            note, found = said(wording.signed_change(pair))
            at = (index + 1) * len(shown) - 1
            data[at] = replace(data[at], note=note)
            figures += found
    return replace(plot, data=replace(plot.data, rows=tuple(data))).with_figures(*figures)


def ranks(
    context: Context, league: Sequence[tuple[Series, int]], made: Sequence[Datum]
) -> tuple[list[Datum], list[Figure]]:
    """Note beside each entity of a league by how many places it moved since the period it is compared with."""
    pair = compare(league[0][0])
    if pair is None:
        return list(made), []
    before = context.book.at(pair.old.period).ranked(league[0][0].indicator.id)
    old = {row.entity.id: (place, row.current) for row, place in before if row.current}
    noted, figures = [], []
    for datum, (row, place) in zip(made, league, strict=True):
        then, seen = old.get(row.entity.id, (place, None))
        figure = _moved(row, seen, then - place, pair.old.period)
        noted.append(replace(datum, note=f"{'↑' if then > place else '↓'}{figure.text}") if figure else datum)
        figures += [figure] if figure else []
    return noted, figures


def _moved(row: Series, seen: Observation | None, places: int, period: Period) -> Figure | None:
    if seen is None or not places or seen.period != period:
        return None
    return parts.place_change(row, seen, places)

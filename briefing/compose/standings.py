"""Charts of how things stand: leagues, before and after, progress and lights, two measures at once, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.data import Datum
from briefing.compose import annotate
from briefing.compose.context import Context
from briefing.compose.plots import (
    Made,
    Plot,
    course,
    datum,
    measured,
    name_of,
    period_names,
    plotted,
    title_of,
)
from briefing.model import parts, printing
from briefing.model.book import Book
from briefing.model.pace import light_of
from briefing.model.period import Period
from briefing.model.series import Series

_MOST_PERIODS = 12
Ranked = tuple[Series, int]
"""A series with its place among its peers."""


def ranked(context: Context, rows: Sequence[Series], limit: int, emphasis: str | None, *, moves: bool) -> Plot:
    """Return the peers of an indicator from the best down with their ranks, or several indicators by size."""
    league = context.book.ranked(rows[0].indicator.id)
    if len({row.indicator.id for row in rows}) > 1 or len(league) < 2:
        made = [datum(row, row.current, name_of(row, rows), "", emphasis == row.indicator.id) for row in rows]
        return plotted(title_of(rows), made, rows)
    own = emphasis or (context.book.dataset.default_entity if context.book.has_focus else league[0][0].entity.id)
    league = _first_with(own, league, limit)
    found = [datum(row, row.current, row.entity.name, "", row.entity.id == own) for row, _ in league]
    data = [replace(each, rank=str(place)) for (each, _), (_, place) in zip(found, league, strict=True)]
    data, moved = annotate.ranks(context, league, data) if moves else (data, [])
    pairs = zip(data, (figure for _, figure in found), strict=True)
    return plotted(title_of([row for row, _ in league]), pairs, [row for row, _ in league]).with_figures(*moved)


def _first_with(own: str, league: tuple[Ranked, ...], limit: int) -> tuple[Ranked, ...]:
    """Return the first of a league; the one that it is about closes the row where it is not among them."""
    first, rest = league[:limit], league[limit:]
    return next(((*first[:-1], each) for each in rest if each[0].entity.id == own), first)


def dumbbell(rows: Sequence[Series], shown: Sequence[Period], wanted: Sequence[str]) -> Plot:
    """Return each row at two periods, with how it changed where that is `wanted`."""
    made = [datum(row, row.at(p), name_of(row, rows), p.brief, p == shown[-1]) for row in rows for p in shown]
    plot = plotted(title_of(rows), made, rows)
    return annotate.moves(plot, rows, shown) if wanted else plot


def progress(context: Context, rows: Sequence[Series], left_out: int = 0) -> Plot | None:
    """Return how much of its target each row has reached, how much it should have by now, and its light.

    The title says so where rows are `left_out`.
    """
    states = [(row, context.book.pace(row)) for row in rows]
    known = [(row, state) for row, state in states if state and not state.ceiling]
    if not known:
        context.problems.add(context.where, "progress 里没有一个指标有目标值。", "请在指标表补目标值和目标期。")
        return None
    made: list[Made] = []
    said = context.phrases
    for row, state in known:
        done, due = printing.completion(row, state), parts.expected(row, state)
        name = name_of(row, [row for row, _ in known])
        made.append((Datum(name, said.done, float(done.rounded), done.text, light=state.light), done))
        made.append((Datum(name, said.pace, float(due.rounded), due.text), due))
    # The pace is printed once, where it is the same for all.
    same = len({datum.label for datum, _ in made[1::2]}) == 1
    made = [pair if place % 2 == 0 or (same and place == 1) else (pair[0], None) for place, pair in enumerate(made)]
    whole, title = len(known) + left_out, context.boards.target_progress_cut
    plot = plotted(title.format(whole=whole, shown=len(known)) if left_out else said.target_progress, made, ())
    return replace(plot, data=replace(plot.data, unit="%", digits=1))


def heat(context: Context, rows: Sequence[Series], shown: Sequence[Period]) -> Plot | None:
    """Return lights by period: of each row, or of each theme (its worst one) where no rows are named."""
    named = rows or [row for theme in context.themes() for row in context.book.of_theme(theme.id)]
    times = list(shown) or sorted({o.period for row in named for o in course(row)})[-_MOST_PERIODS:]
    books = {period: context.book.at(period) for period in times}
    names = period_names(times) if times else {}
    if rows or context.theme:
        made = [_cell(row, books[p], p, names[p], rows or named) for row in named for p in times]
    else:
        made = [_theme_cell(theme.id, theme.name, books[p], p, names[p]) for theme in context.themes() for p in times]
    lit = {datum.series for datum, _ in made if datum.light}
    # A row without any light says nothing beside those that have some; nor does a number that no target is held to.
    made = [_lit_only(pair) if lit else pair for pair in made if not lit or pair[0].series in lit]
    if not made:
        return None
    title = context.phrases.lights if lit else title_of(named)
    return plotted(title, made, () if lit else named)


def _lit_only(pair: Made) -> Made:
    datum, _ = pair
    return pair if datum.light else (Datum(datum.category, datum.series, None), None)


def _cell(row: Series, book: Book, period: Period, category: str, rows: Sequence[Series]) -> Made:
    seen = book.series(row.indicator.id, row.entity.id)
    name = name_of(row, rows)
    if seen.current is None or seen.current.period != period:
        return Datum(category, name, None), None
    state = book.pace(seen)
    if state is None:
        plain, figure = datum(row, row.at(period), category, name)
        return replace(plain, light=book.light(seen)), figure
    figure = printing.completion(seen, state)
    return Datum(category, name, float(figure.rounded), figure.text, light=state.light), figure


def _theme_cell(theme: str, name: str, book: Book, period: Period, category: str) -> Made:
    rows = (row for row in book.of_theme(theme) if row.current and row.current.period == period)
    return Datum(category, name, None, light=light_of(map(book.light, rows))), None


def scatter(context: Context, rows: Sequence[Series], emphasis: str | None) -> Plot:
    """Return a point an entity: across the first indicator, up the second, as large as the third."""
    data = context.book.dataset
    made = []
    for entity in data.entities_of(rows[0].indicator.id):
        seen = [context.book.series(row.indicator.id, entity) for row in rows]
        figures = [printing.value(row, o) for row in seen if (o := row.current) and o.value is not None]
        if len(figures) == len(rows):
            across, up, *size = (float(figure.rounded) for figure in figures)
            strong = entity == emphasis
            point = Datum(seen[0].entity.name, "", up, emphasis=strong, x=across, size=size[0] if size else None)
            made.append((point, None))
    said = context.phrases
    sized = said.sized_by.format(rows[2].name) if len(rows) > 2 else ""
    title = said.both.format(rows[1].name, rows[0].name) + sized
    plot = plotted(title, made, rows[1:2])
    axes = tuple(measured(row) for row in rows[:2])
    return replace(plot, data=replace(plot.data, axes=(axes[0], axes[1])))


def radar(rows: Sequence[Series], shown: Sequence[Period]) -> Plot:
    """Return the rows as corners, at the periods named or at the current one."""
    if not shown:
        return plotted(title_of(rows), [datum(row, row.current, name_of(row, rows), "") for row in rows], rows)
    made = [datum(row, row.at(p), name_of(row, rows), p.brief, p == shown[-1]) for p in shown for row in rows]
    return plotted(title_of(rows), made, rows)

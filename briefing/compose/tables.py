"""Tables of indicators: with base and change, with targets and lights, and leagues of entities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.blocks import Cell, Column, Progress, Row, Span, Table, Text, text
from briefing.compose.boards import NOTHING, highlights, projects
from briefing.compose.context import Context, number, say, titled
from briefing.compose.phrases import filled, phrases
from briefing.compose.plots import measured
from briefing.model import printing, wording
from briefing.model.metrics import HUNDRED
from briefing.model.pace import Pace
from briefing.model.series import Comparison, Series, compare
from briefing.model.wording import marks
from briefing.template.schema import TableSpec

_LEAGUE = 15
_PEERS = 3


def table(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return the table of a block, or None where it would be empty."""
    match spec.of:
        case "indicators":
            return indicators(spec, context, path, list(with_values(context)))
        case "lights":
            return indicators(spec, context, path, [row for row in with_values(context) if context.book.pace(row)])
        case "league":
            return league(spec, context, path)
        case "definitions":
            return definitions(spec, context, path)
        case "projects":
            return projects(spec, context, path)
        case "highlights":
            return highlights(spec, context, path)
        case _:
            return None


def with_values(context: Context) -> Iterable[Series]:
    """Yield the rows that one entity speaks for; what many peers report stands in a league instead."""
    rows = (row for theme in context.themes() for row in context.book.of_theme(theme.id))
    return (row for row in rows if context.book.has_focus or len(context.book.ranked(row.indicator.id)) < _PEERS)


def indicators(spec: TableSpec, context: Context, path: str, rows: Sequence[Series]) -> Table | None:
    """Return indicators with base, current value, change, and completion and light where there are targets."""
    rows = rows[: spec.limit] if spec.limit else rows
    if not rows or (len(rows) < spec.least and not any(context.book.pace(row) for row in rows)):
        return None
    pairs = {row.indicator.id: compare(row) for row in rows}
    states = {row.indicator.id: context.book.pace(row) for row in rows}
    with_base, with_target = any(pairs.values()), any(states.values())
    with_change = with_base or any(row.current and row.current.growth is not None for row in rows)
    said = context.phrases
    columns = [
        Column(said.indicator, weight=4),
        Column(said.unit, weight=said.unit_weight),
        *([Column(said.base, "right", 2)] if with_base else []),
    ]
    columns += [Column(said.latest, "right", 1.6), Column(said.period, "left", 2)]
    columns += [Column(said.change, "right", 2)] if with_change else []
    columns += [Column(said.completion, weight=2.6), Column(said.light, weight=1.2)] if with_target else []
    body = []
    for row in rows:
        pair, state = pairs[row.indicator.id], states[row.indicator.id]
        cells = [Cell(text(row.name)), Cell(text(_unit(row)))]
        cells += [Cell(_base(row, pair))] if with_base else []
        cells += [Cell(_value(row)), Cell(text(_period(row)))]
        cells += [Cell(_change(row, pair))] if with_change else []
        cells += _target_cells(context, row, state) if with_target else []
        body.append(Row(tuple(cells)))
    return Table(
        path,
        titled(spec.title, context, said.main_indicators),
        tuple(columns),
        tuple(body),
        _lights_note(context) if with_target else "",
        only=spec.only,
    )


def _unit(row: Series) -> str:
    said = phrases(row.language)
    return said.rank_unit if row.is_rank else row.unit or said.plain_unit


def _base(row: Series, pair: Comparison | None) -> Text:
    if pair is None:
        return text(NOTHING)
    return (*text(f"{pair.old.period.brief} "), *number(printing.value(row, pair.old)))


def _value(row: Series) -> Text:
    if row.current is None or row.current.value is None:
        return text(NOTHING)
    return number(printing.value(row, row.current))


def _period(row: Series) -> str:
    if row.current is None:
        return NOTHING
    mine, period = marks(row.language), row.current.period.brief
    preliminary = row.current.status == "preliminary"
    return f"{period}{mine.open}{phrases(row.language).preliminary_short}{mine.close}" if preliminary else period


def _change(row: Series, pair: Comparison | None) -> Text:
    if pair is not None:
        return say(wording.signed_change(pair))
    return say(wording.signed_published_growth(row) or (NOTHING,))


def _target_cells(context: Context, row: Series, state: Pace | None) -> list[Cell]:
    if state is None:
        return [Cell(text(NOTHING)), Cell(text(NOTHING))]
    light = Cell(text(context.words.light(state.light)), light=state.light)
    if state.completed < 0:
        return [Cell(filled(phrases(row.language).gap, gap=printing.gap(row, state))), light]
    bar = Progress(float(state.completed / HUNDRED), float(state.expected / HUNDRED))
    return [Cell(text(printing.completion(row, state)), progress=bar), light]


def _lights_note(context: Context) -> str:
    limits = context.book.dataset.lights
    said = context.phrases
    green = said.lights_within.format(limits.yellow) if limits.yellow else said.lights_on_pace
    red = said.lights_points.format(limits.red)
    return said.lights_note.format(green, red, red)


def definitions(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return what each indicator means and how its period was set, where the data say so."""
    said = context.phrases
    told = [row.indicator for row in with_values(context) if row.indicator.definition]
    rows = tuple(Row((Cell(text(indicator.name)), Cell(text(indicator.definition)))) for indicator in told)
    columns = (Column(said.indicator, weight=3), Column(said.definition, weight=8))
    return (
        Table(path, titled(spec.title, context, said.definitions), columns, rows, dense=True, only=spec.only)
        if rows
        else None
    )


def league(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return the entities ranked by the theme's leading indicator, with their change and up to two more indicators."""
    everything = [row for theme in context.themes() for row in context.book.of_theme(theme.id)]
    rows = [row for row in everything if len(context.book.ranked(row.indicator.id)) >= _PEERS]
    if not rows:
        return None
    main = next((f.row for f in context.facts() if any(f.row.indicator is r.indicator for r in rows)), rows[0])
    others = [row for row in rows if row.indicator is not main.indicator][:2]
    ranked = context.book.ranked(main.indicator.id)[: spec.limit or _LEAGUE]
    said = context.phrases
    columns = (
        Column(said.rank, "center", 0.8),
        Column(said.name, weight=2),
        Column(measured(main, _unit(main)), "right", 2.4),
        Column(said.change, "right", 1.6),
        *(Column(measured(row, _unit(row)), "right", 2.2) for row in others),
    )
    body = [_league_row(context, row, place, others) for row, place in ranked]
    total = len(context.book.ranked(main.indicator.id))
    note = said.league_note.format(main.name, total, len(body)) if len(body) < total else ""
    return Table(path, titled(spec.title, context, said.league), columns, tuple(body), note, only=spec.only)


def _league_row(context: Context, row: Series, place: int, others: Sequence[Series]) -> Row:
    same = [context.book.series(other.indicator.id, row.entity.id) for other in others]
    cells = (
        Cell(_place(row, place)), Cell(text(row.entity.name)), Cell(_value(row)),
        Cell(_change(row, compare(row))), *(Cell(_value(other)) for other in same),
    )  # fmt: skip
    return Row(cells)


def _place(row: Series, place: int) -> Text:
    return (Span(str(place), printing.place(row, place)),)

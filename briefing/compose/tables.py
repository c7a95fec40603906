"""Tables of indicators: with base and change, with targets and lights, and leagues of entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.blocks import Cell, Column, Row, Span, Table, Text, text
from briefing.compose import due_board, league, project_board
from briefing.compose.context import Context, number, say, titled
from briefing.compose.counts import count, lights, said_lit, selection
from briefing.compose.honours import highlights
from briefing.compose.light_notes import lights_note
from briefing.compose.lookup import named_series
from briefing.compose.phrases import filled, phrases
from briefing.compose.project_board import NOTHING
from briefing.compose.target_cells import bar, lamp
from briefing.model import pace_wording, parts, printing, wording
from briefing.model.metrics import Light
from briefing.model.pace import Pace
from briefing.model.series import Comparison, Series, compare
from briefing.model.wording import marks
from briefing.template.schema import TableSpec

Group = tuple[Sequence[Row], Sequence[Series]]
"""The heading of a group of rows, and its rows."""


def table(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return the table of a block, or None where it would be empty."""
    match spec.of:
        case "indicators":
            return indicators(spec, context, path, rows_of(spec, context))
        case "lights":
            return targets(spec, context, path, rows_of(spec, context))
        case "league":
            return league.league(spec, context, path)
        case "definitions":
            return definitions(spec, context, path)
        case "projects":
            return project_board.projects(spec, context, path)
        case "due":
            return due_board.table(spec, context, path)
        case "highlights":
            return highlights(spec, context, path)
        case _:
            return None


def rows_of(spec: TableSpec, context: Context) -> list[Series]:
    """Return the indicators that a table is about, before its limit: those named, with these lights, with a target."""
    rows = list(with_values(context)) if spec.indicators is None else list(named_series(context, spec.indicators))
    if spec.of == "lights":
        # That table is about targets: what has none has a light in others only.
        rows = [row for row in rows if context.book.pace(row)]
    if not spec.lights:
        return rows
    lit = [(row, context.book.light(row)) for row in rows]
    return [row for row, light in lit if light and light.name.lower() in spec.lights]


def with_values(context: Context) -> Iterable[Series]:
    """Yield the rows that one entity speaks for; what many peers report stands in a league instead."""
    rows = (row for theme in context.themes() for row in context.book.of_theme(theme.id))
    return (row for row in rows if context.book.speaks_for_itself(row))


def indicators(spec: TableSpec, context: Context, path: str, rows: Sequence[Series]) -> Table | None:
    """Return indicators with base, current value, change, and completion and light where there are targets."""
    rows = rows[: spec.limit] if spec.limit else rows
    if not rows or (len(rows) < spec.least and not any(context.book.pace(row) for row in rows)):
        return None
    pairs = {row.indicator.id: compare(row) for row in rows}
    states = {row.indicator.id: context.book.pace(row) for row in rows}
    with_base, with_target = any(pairs.values()), any(states.values())
    lit = [row for row in rows if context.book.light(row)]
    with_change = with_base or any(row.current and row.current.growth is not None for row in rows)
    said = context.phrases
    columns = [
        Column(said.indicator, weight=4),
        Column(said.unit, weight=said.unit_weight),
        *([Column(said.base, "right", 4.2)] if with_base else []),
    ]
    columns += [Column(said.latest, "right", 1.6), Column(said.period, "left", 3)]
    columns += [Column(said.change, "right", 2)] if with_change else []
    columns += [Column(said.completion, weight=2.6)] if with_target else []
    columns += [Column(said.light, weight=1.2)] if lit else []
    body: list[Row] = []
    for heading, group in _groups(spec, context, rows):
        body += heading
        for row in group:
            pair, state = pairs[row.indicator.id], states[row.indicator.id]
            cells = [Cell(text(row.name)), Cell(text(_unit(row)))]
            cells += [Cell(_base(row, pair))] if with_base else []
            cells += [Cell(_value(row)), Cell(text(_period(row)))]
            cells += [Cell(_change(row, pair))] if with_change else []
            cells += [bar(row, state)] if with_target else []
            cells += [lamp(context, context.book.light(row))] if lit else []
            body.append(Row(tuple(cells)))
    return Table(
        path,
        titled(spec.title, context, said.main_indicators),
        tuple(columns),
        tuple(body),
        lights_note(context, lit) if lit else "",
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


def targets(spec: TableSpec, context: Context, path: str, rows: Sequence[Series]) -> Table | None:
    """Return targets against their pace: what was aimed at, what is done, how far that is, and by how much it lags."""
    rows = rows[: spec.limit] if spec.limit else rows
    if not rows or len(rows) < spec.least:
        return None
    said, boards = context.phrases, context.boards
    columns = (
        Column(said.indicator, weight=3.6), Column(said.unit, weight=1.2), Column(said.target, "right", 1.6),
        Column(said.done, "right", 1.6), Column(boards.completion_rate, weight=2.6),
        Column(said.pace, "right", 1.4), Column(boards.against_pace, "left", 2), Column(said.light, weight=1.1),
    )  # fmt: skip
    body = [
        each
        for heading, group in _groups(spec, context, rows)
        for each in (*heading, *(_target_row(context, row) for row in group))
    ]
    title = titled(spec.title, context, boards.target_progress)
    note = lights_note(context, rows) + boards.against_pace_note
    return Table(path, title, columns, tuple(body), note, only=spec.only)


def _target_row(context: Context, row: Series) -> Row:
    state = context.book.pace(row)
    assert state is not None
    goal = number(printing.target(row))
    done = _value(row) if len(state.sources) == 1 else number(printing.achieved(row, state))
    cells = (
        Cell(text(row.name)), Cell(text(_unit(row))), Cell(goal), Cell(done), bar(row, state),
        Cell(text(parts.expected(row, state))), Cell(_against_pace(row, state)), lamp(context, state.light),
    )  # fmt: skip
    return Row(cells)


def _against_pace(row: Series, state: Pace) -> Text:
    """Say how a target stands against its pace; points are the column's unit, any other unit is said."""
    said, points = say(pace_wording.against_pace(row, state)), printing.units(row.language).points
    units = {points, printing.singular(points)}
    return tuple(
        Span(span.figure.bare, span.figure) if span.figure and span.figure.unit in units else span for span in said
    )


def _groups(spec: TableSpec, context: Context, rows: Sequence[Series]) -> Iterator[Group]:
    """Yield the rows under a heading for each theme or department: how many, and how many are red and yellow."""
    if spec.group not in ("theme", "department"):
        yield (), rows
        return
    names = [_group(spec, context, row) for row in rows]
    order = [theme.name for theme in context.book.dataset.themes] if spec.group == "theme" else []
    for name in dict.fromkeys([*order, *names]):
        mine = [row for row, own in zip(rows, names, strict=True) if own == name]
        if mine:
            yield (Row((Cell(_heading(spec, context, name, mine)),), group=True),), mine


def _group(spec: TableSpec, context: Context, row: Series) -> str:
    if spec.group == "department":
        return row.indicator.department or context.boards.no_responsible
    return context.book.dataset.theme(row.indicator.theme).name


def _heading(spec: TableSpec, context: Context, name: str, mine: Sequence[Series]) -> Text:
    key, said, some = f"{spec.of}{selection(spec)}:{name}", context.boards, context.phrases.some_unit
    origins, unit = [row.indicator.origin for row in mine], context.phrases.indicators_unit
    total = count(context, key, said.indicators_in.format(name), len(mine), unit, origins)
    behind = [(light, row.indicator.origin) for row in mine if (light := context.book.light(row)) is not Light.GREEN]
    lit = lights(context, key, behind, some, said.lit_indicators)
    heading = filled(said.indicators_heading, name=name, total=total)
    return text(heading, *(text(context.marks.comma, said_lit(context, each)) for each in reversed(lit)))

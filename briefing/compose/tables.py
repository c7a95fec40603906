"""Tables of indicators: with base and change, with targets and lights, and leagues of entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.blocks import Cell, Column, Row, Span, Table, Text, text
from briefing.compose import due_board, league, project_board
from briefing.compose.context import Context, number, say, titled
from briefing.compose.counts import count, lights, selection
from briefing.compose.honours import highlights
from briefing.compose.lookup import named_series
from briefing.compose.project_board import NOTHING
from briefing.compose.target_cells import bar, lamp, lights_note
from briefing.model import pace_wording, parts, printing, wording
from briefing.model.metrics import Light
from briefing.model.pace import Pace
from briefing.model.series import Comparison, Series, compare
from briefing.template.schema import TableSpec

Group = tuple[Sequence[Row], Sequence[Series]]
"""The heading of a group of rows, and its rows."""
_POINTS = "个百分点"


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
    paces = [(row, context.book.pace(row)) for row in rows]
    if spec.lights:
        return [row for row, state in paces if state and state.light.name.lower() in spec.lights]
    return [row for row, state in paces if state or spec.of != "lights"]


def with_values(context: Context) -> Iterable[Series]:
    """Yield the rows that one entity speaks for; what many peers report stands in a league instead."""
    rows = (row for theme in context.themes() for row in context.book.of_theme(theme.id))
    return (row for row in rows if context.book.has_focus or len(context.book.ranked(row.indicator.id)) < league.PEERS)


def indicators(spec: TableSpec, context: Context, path: str, rows: Sequence[Series]) -> Table | None:
    """Return indicators with base, current value, change, and completion and light where there are targets."""
    rows = rows[: spec.limit] if spec.limit else rows
    if not rows or (len(rows) < spec.least and not any(context.book.pace(row) for row in rows)):
        return None
    pairs = {row.indicator.id: compare(row) for row in rows}
    states = {row.indicator.id: context.book.pace(row) for row in rows}
    with_base, with_target = any(pairs.values()), any(states.values())
    with_change = with_base or any(row.current and row.current.growth is not None for row in rows)
    columns = [
        Column("指标", weight=4),
        Column("单位", weight=1.3),
        *([Column("比较期", "right", 2)] if with_base else []),
    ]
    columns += [Column("最新值", "right", 1.6), Column("期间", "left", 2)]
    columns += [Column("变化", "right", 2)] if with_change else []
    columns += [Column("完成目标", weight=2.6), Column("进度灯", weight=1.2)] if with_target else []
    body: list[Row] = []
    for heading, group in _groups(spec, context, rows):
        body += heading
        for row in group:
            pair, state = pairs[row.indicator.id], states[row.indicator.id]
            cells = [Cell(text(row.name)), Cell(text(_unit(row)))]
            cells += [Cell(_base(row, pair))] if with_base else []
            cells += [Cell(_value(row)), Cell(text(_period(row)))]
            cells += [Cell(_change(row, pair))] if with_change else []
            cells += [bar(row, state), lamp(state)] if with_target else []
            body.append(Row(tuple(cells)))
    return Table(
        path,
        titled(spec.title, context, "主要指标"),
        tuple(columns),
        tuple(body),
        lights_note(context) if with_target else "",
        only=spec.only,
    )


def _unit(row: Series) -> str:
    return "位" if row.is_rank else row.unit


def _base(row: Series, pair: Comparison | None) -> Text:
    if pair is None:
        return text(NOTHING)
    return (*text(f"{pair.old.period.label} "), *number(printing.value(row, pair.old)))


def _value(row: Series) -> Text:
    if row.current is None or row.current.value is None:
        return text(NOTHING)
    return number(printing.value(row, row.current))


def _period(row: Series) -> str:
    if row.current is None:
        return NOTHING
    return row.current.period.label + ("（初步）" if row.current.status == "preliminary" else "")


def _change(row: Series, pair: Comparison | None) -> Text:
    if pair is not None:
        return say(wording.signed_change(pair))
    return say(wording.signed_published_growth(row) or (NOTHING,))


def definitions(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return what each indicator means and how its period was set, where the data say so."""
    told = [row.indicator for row in with_values(context) if row.indicator.definition]
    rows = tuple(Row((Cell(text(indicator.name)), Cell(text(indicator.definition)))) for indicator in told)
    columns = (Column("指标", weight=3), Column("口径与期间说明", weight=8))
    return (
        Table(path, titled(spec.title, context, "指标口径"), columns, rows, dense=True, only=spec.only)
        if rows
        else None
    )


def targets(spec: TableSpec, context: Context, path: str, rows: Sequence[Series]) -> Table | None:
    """Return targets against their pace: what was aimed at, what is done, how far that is, and by how much it lags."""
    rows = rows[: spec.limit] if spec.limit else rows
    if not rows or len(rows) < spec.least:
        return None
    columns = (
        Column("指标", weight=3.6), Column("单位", weight=1.2), Column("目标", "right", 1.6),
        Column("完成", "right", 1.6), Column("完成率", weight=2.6), Column("序时进度", "right", 1.4),
        Column("与序时比", "left", 2), Column("进度灯", weight=1.1),
    )  # fmt: skip
    body = [
        each
        for heading, group in _groups(spec, context, rows)
        for each in (*heading, *(_target_row(context, row) for row in group))
    ]
    title = titled(spec.title, context, "目标进度")
    note = f"{lights_note(context)}与序时比，未注单位的为百分点。"
    return Table(path, title, columns, tuple(body), note, only=spec.only)


def _target_row(context: Context, row: Series) -> Row:
    state = context.book.pace(row)
    assert state is not None
    goal = number(printing.target(row))
    done = _value(row) if len(state.sources) == 1 else number(printing.achieved(row, state))
    cells = (
        Cell(text(row.name)), Cell(text(_unit(row))), Cell(goal), Cell(done), bar(row, state),
        Cell(text(parts.expected(row, state))), Cell(_against_pace(row, state)), lamp(state),
    )  # fmt: skip
    return Row(cells)


def _against_pace(row: Series, state: Pace) -> Text:
    """Say how a target stands against its pace; points are the column's unit, any other unit is said."""
    said = say(pace_wording.against_pace(row, state))
    return tuple(
        Span(span.figure.bare, span.figure) if span.figure and span.figure.unit == _POINTS else span for span in said
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
        return row.indicator.department or "责任单位未注明"
    return context.book.dataset.theme(row.indicator.theme).name


def _heading(spec: TableSpec, context: Context, name: str, mine: Sequence[Series]) -> Text:
    key = f"{spec.of}{selection(spec)}:{name}"
    total = count(context, key, f"{name}指标", len(mine), "项", [row.indicator.origin for row in mine])
    states = [(context.book.pace(row), row.indicator.origin) for row in mine]
    behind = [(state.light, origin) for state, origin in states if state and state.light is not Light.GREEN]
    said = lights(context, key, behind, "项", "指标")
    return text(f"{name}　指标", total, *(text("，", *phrase) for phrase in reversed(said)))

"""A board of lights (亮灯矩阵): data in, a plot of entities × indicators out, each cell a completion with its light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.checks import width_of
from briefing.charts.data import Datum
from briefing.charts.heat import MOST_COLUMNS, head_room
from briefing.compose.context import Context
from briefing.compose.league import PEERS
from briefing.compose.lookup import named_series
from briefing.compose.phrases.light_notes import LIGHTS
from briefing.compose.plots import Made, Plot, plotted
from briefing.model import printing
from briefing.model.series import Series
from briefing.template.schema import ChartSpec


def board(spec: ChartSpec, context: Context) -> Plot | None:
    """Return a row an entity and a column an indicator; turned round where these have no room."""
    named = _named(spec, context) if spec.indicators is not None else _suggested(context)
    shown = named if spec.indicators is not None else named[: spec.limit]
    if not shown:
        return None
    entities = _entities(context, shown)
    cells = [_cell(context, row, entity) for entity in entities for row in shown]
    made = cells if _have_room([row.name for row in shown]) else [_turned(each) for each in cells]
    said = context.boards
    left = said.some_of.format(whole=len(named), shown=len(shown)) if len(shown) < len(named) else ""
    title = said.board_of_lights if all(_aims(context, row) for row in shown) else LIGHTS[context.language].board
    return plotted(title + left, made, ())


def _named(spec: ChartSpec, context: Context) -> list[Series]:
    rows = list(named_series(context, spec.indicators or ()))
    for row in rows:
        if not _has_lights(context, row):
            message = f"“{row.name}”没有各地区都适用的目标，亮不了灯。"
            hint = "请去掉这个指标，或把各地区的完成率作为一个指标（单位 %，目标 100）写进数据。"
            context.problems.add(context.at("indicators").where, message, hint)
    return [row for row in rows if _has_lights(context, row)]


def _suggested(context: Context) -> list[Series]:
    rows = [row for theme in context.themes() for row in context.book.of_theme(theme.id)]
    return [row for row in rows if _has_lights(context, row)]


def _has_lights(context: Context, row: Series) -> bool:
    """Whether three entities or more have a light: by the indicator's target, their place, or the mean."""
    book = context.book
    if not _aims(context, row) and book.dataset.lights.rule_of(row.indicator).by == "pace":
        return False
    return sum(book.light(each) is not None for each, _ in book.ranked(row.indicator.id)) >= PEERS


def _aims(context: Context, row: Series) -> bool:
    """Whether each entity can be held against the indicator's target."""
    return row.indicator.target is not None and context.book.is_for_each(row)


def _entities(context: Context, rows: Sequence[Series]) -> list[str]:
    """Return the entities that report any of the rows, in the data set's order."""
    reporting = {each.entity.id for row in rows for each, _ in context.book.ranked(row.indicator.id)}
    return [entity.id for entity in context.book.dataset.entities if entity.id in reporting]


def _cell(context: Context, row: Series, entity: str) -> Made:
    """Return how far an entity is with an indicator; only a value of the same period as its peers' is held up.

    Without a target it is the value that stands beside its light.
    """
    seen = context.book.series(row.indicator.id, entity)
    name = context.book.dataset.entity(entity).name
    present = {each.entity.id for each, _ in context.book.ranked(row.indicator.id)}
    state = context.book.pace(seen) if entity in present and _aims(context, row) else None
    light = context.book.light(seen) if entity in present else None
    if light is None or seen.current is None:
        return Datum(row.name, name, None), None
    figure = printing.completion(seen, state) if state else printing.value(seen, seen.current)
    return Datum(row.name, name, float(figure.rounded), figure.text, light=light), figure


def _turned(made: Made) -> Made:
    datum, figure = made
    return replace(datum, category=datum.series, series=datum.category), figure


def _have_room(names: Sequence[str]) -> bool:
    """Whether so many names, of such length, have room as the heads of columns."""
    return len(names) <= MOST_COLUMNS and max(map(width_of, names)) <= head_room(len(names))

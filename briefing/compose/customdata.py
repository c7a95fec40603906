"""A book in; the tables that custom charts may name out: plain rows, numbers rounded and printed as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from briefing.compose.chartdata import days
from briefing.compose.context import Context
from briefing.compose.lookup import named_periods, named_series
from briefing.model import printing
from briefing.model.book import Book
from briefing.model.figure import Figure
from briefing.model.records import Observation
from briefing.model.series import Series, compare
from briefing.template.schema import ChartSpec

Row = dict[str, Any]
ROWS = "rows"
"""The table of what the block itself names: its `indicators` and `periods`, else those of the theme at hand."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and the figures whose words stand in its column `label`."""

    rows: tuple[Row, ...]
    figures: tuple[Figure, ...] = ()


def tables(spec: ChartSpec, context: Context) -> Mapping[str, Callable[[], Table]]:
    """Return the makers of all tables by name; only those that a chart names need be made."""
    book = context.book
    return {
        ROWS: lambda: _observed(book, _of_block(spec, context)),
        "observations": lambda: _observed(book, _everything(book)),
        "indicators": lambda: _indicators(book),
        "projects": lambda: Table(tuple(_projects(book))),
        "milestones": lambda: Table(tuple(_milestones(book))),
        "highlights": lambda: Table(tuple(_highlights(book))),
    }


def _everything(book: Book) -> Iterator[tuple[Series, Observation]]:
    for indicator in book.dataset.indicators:
        for entity in book.dataset.entities_of(indicator.id):
            row = book.series(indicator.id, entity)
            yield from ((row, observation) for observation in row.observations)


def _of_block(spec: ChartSpec, context: Context) -> Iterator[tuple[Series, Observation]]:
    """Yield what a block names, every entity of it: indicators that it names, or all of its theme."""
    book = context.book
    if spec.indicators is not None:
        chosen = {row.indicator.id for row in named_series(context, spec.indicators)}
    else:
        mine = (i for i in book.dataset.indicators if context.theme is None or i.theme == context.theme.id)
        chosen = {indicator.id for indicator in mine}
    periods = named_periods(context, spec.periods or ())
    for row, observation in _everything(book):
        if row.indicator.id in chosen and (not periods or observation.period in periods):
            yield row, observation


def _observed(book: Book, pairs: Iterable[tuple[Series, Observation]]) -> Table:
    made = [(_observation(book, row, o), _figure(row, o)) for row, o in pairs]
    return Table(tuple(row for row, _ in made), tuple(figure for _, figure in made if figure))


def _observation(book: Book, row: Series, observation: Observation) -> Row:
    figure, period = _figure(row, observation), observation.period
    start, last = period.first, period.last
    return {
        **_named(book, row),
        "entity": row.entity.id,
        "entity_name": row.entity.name,
        "period": period.label,
        "code": period.code,
        "start": _day(start),
        "end": _day(last + 1, before=1),
        "value": float(figure.rounded) if figure else None,
        "label": figure.bare if figure else "",
        "text": figure.text if figure else "",
        "growth": _number(observation.growth),
        "rank": observation.rank,
        "rank_total": observation.rank_total,
        "status": observation.status,
    }


def _named(book: Book, row: Series) -> Row:
    theme = book.dataset.theme(row.indicator.theme)
    names = {"indicator": row.indicator.id, "name": row.name, "theme": theme.id, "theme_name": theme.name}
    return names | {"unit": row.unit, "kind": row.indicator.kind, "direction": row.indicator.direction}


def _figure(row: Series, observation: Observation | None) -> Figure | None:
    return None if observation is None or observation.value is None else printing.value(row, observation)


def _indicators(book: Book) -> Table:
    made, figures = [], list[Figure]()
    for indicator in book.dataset.indicators:
        row = book.main_series(indicator)
        figure, pair = _figure(row, row.current), compare(row)
        rate = printing.growth(pair) if pair and not row.is_rank else None
        goal = printing.target(row) if indicator.target is not None else None
        made.append(
            _named(book, row)
            | {
                "period": row.current.period.label if row.current else "",
                "value": float(figure.rounded) if figure else None,
                "label": figure.bare if figure else "",
                "text": figure.text if figure else "",
                "target": float(goal.rounded) if goal else None,
                "target_label": goal.bare if goal else "",
                "growth": float(rate.rounded) if rate else None,
                "department": indicator.department,
            }
        )
        figures += [figure] if figure else []
    return Table(tuple(made), tuple(figures))


def _projects(book: Book) -> Iterator[Row]:
    for project in book.dataset.projects:
        row: Row = {"id": project.id, "name": project.name, "theme": project.theme, "status": project.status}
        row |= {"department": project.department, "entity": project.entity, "unit": project.unit}
        row |= {"investment": _number(project.investment), "progress": _number(project.progress)}
        dates = (project.start, project.planned_finish, project.actual_finish)
        yield row | _dates(("start", "planned_finish", "actual_finish"), dates)


def _milestones(book: Book) -> Iterator[Row]:
    names = {project.id: project.name for project in book.dataset.projects}
    for step in book.dataset.milestones:
        label = figure.text if (figure := days(step, book.language)) else step.note
        row = {"project": step.project, "project_name": names.get(step.project, ""), "name": step.name}
        yield row | {"days": step.days, "label": label} | _dates(("planned", "actual"), (step.planned, step.actual))


def _highlights(book: Book) -> Iterator[Row]:
    for highlight in book.dataset.highlights:
        row = {"theme": highlight.theme, "text": highlight.text, "level": highlight.level, "kind": highlight.kind}
        yield row | _dates(("date",), (highlight.date,))


def _dates(names: Sequence[str], written: Sequence[str]) -> Row:
    """Return dates as written; an unknown one is None, which Vega leaves out."""
    return {name: date_ or None for name, date_ in zip(names, written, strict=True)}


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _day(month: int, *, before: int = 0) -> str:
    """Return the first day of a month (counted as in `Period`), or a day `before` it, as `2020-09-30`."""
    return date.fromordinal(date(month // 12, month % 12 + 1, 1).toordinal() - before).isoformat()

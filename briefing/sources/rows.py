"""Tables in; indicators, observations, projects, milestones and highlights out, each row with its origin.

A row that has a problem still gives a record where it can, so that the rows that refer to it are not reported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from briefing.errors import Problems
from briefing.model.records import Highlight, Indicator, Milestone, Observation, Project
from briefing.sources import choices, units
from briefing.sources.block import Rows
from briefing.sources.cells import Cells
from briefing.sources.lookup import Lookup
from briefing.sources.tables import Table
from briefing.sources.text import shown

INDICATOR_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
PROJECT_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*", re.ASCII)
MOST_DECIMALS = 6
RANKS = ("位", "名")


@dataclass(frozen=True, slots=True)
class Known:
    """What rows may refer to. `entity` is the default one, `units` maps an indicator to its unit where it is known.

    `names` are how indicators and entities are called, by id, and `unsummed` the indicators that no sum is made of.
    """

    themes: Lookup
    entities: Lookup
    indicators: Lookup
    projects: Lookup
    units: Mapping[str, str]
    entity: str
    names: Mapping[str, str] = field(default_factory=dict)
    unsummed: frozenset[str] = frozenset()


def _rows(table: Table, problems: Problems) -> Iterator[Cells]:
    for number, values in table.lines:
        yield Cells(table, number, values, problems)


def indicators(table: Table, known: Known, problems: Problems) -> tuple[Indicator, ...]:
    return tuple(_indicator(cells, known) for cells in _rows(table, problems))


def _indicator(cells: Cells, known: Known) -> Indicator:
    unit = cells.text("unit", required=True)
    kind = cells.choice("kind", choices.KINDS) or "level"
    direction = cells.choice("direction", choices.DIRECTIONS) or "higher"
    return Indicator(
        id=_id(cells, INDICATOR_ID, "字母或下划线开头，只用字母、数字和下划线，如 industrial_output。"),
        name=cells.text("name", required=True),
        theme=cells.reference("theme", known.themes),
        unit=unit,
        name_en=cells.text("name_en"),
        # The first place is the best, whatever the column says.
        direction="lower" if kind == "rank" else direction,
        kind=kind,
        precision=cells.whole("precision", 0, MOST_DECIMALS),
        frequency=cells.choice("frequency", choices.FREQUENCIES),
        baseline=cells.period("baseline"),
        target=cells.decimal("target", unit or None),
        target_period=cells.period("target_period"),
        department=cells.text("department"),
        visibility=cells.choice("visibility", choices.VISIBILITIES) or "public",
        definition=cells.text("definition"),
        unit_en=cells.text("unit_en"),
        definition_en=cells.text("definition_en"),
        origin=cells.origin("id"),
    )


def _id(cells: Cells, pattern: re.Pattern[str], rule: str) -> str:
    id_ = cells.text("id", required=True)
    if id_ and not pattern.fullmatch(id_):
        cells.fail("id", f"编号“{shown(id_)}”不合写法。", rule)
    return id_


def observations(table: Table, known: Known, problems: Problems) -> Sequence[Observation]:
    if isinstance(table.lines, Rows):
        # numpy and pyarrow take a third of a second to import: only large tables pay for them.
        from briefing.sources import bulk

        return bulk.observations(table, known, problems, _observation)
    found = (_observation(cells, known) for cells in _rows(table, problems))
    return tuple(observation for observation in found if observation)


def _observation(cells: Cells, known: Known) -> Observation | None:
    indicator = cells.reference("indicator", known.indicators)
    entity = cells.reference("entity", known.entities, required=False) or known.entity
    period = cells.period("period", required=True)
    value = _value(cells, indicator, known)
    growth = cells.decimal("growth", "%")
    rank = cells.whole("rank", 1, suffixes=RANKS)
    rank_total = cells.whole("rank_total", 1)
    _check_rank(cells, rank, rank_total)
    if value is None and growth is None and rank is None and not cells.failed and cells.has("value"):
        cells.fail("value", "没有数值，也没有同比和位次。", "请填上一个；没有数据就删去这一行。")
    qualifier = cells.choice("qualifier", choices.QUALIFIERS)
    status = cells.choice("status", choices.STATUSES)
    visibility = cells.choice("visibility", choices.VISIBILITIES)
    published = cells.text("source")
    if period is None or not indicator:
        return None
    return Observation(
        indicator,
        entity,
        period,
        value,
        growth=growth,
        rank=rank,
        rank_total=rank_total,
        qualifier=qualifier or "",
        status=status or "final",
        visibility=visibility or "public",
        origin=cells.origin(_printed(value, growth), published),
        cells=(_cell(cells, "growth", growth), _cell(cells, "rank", rank)),
    )


def _cell(cells: Cells, column: str, figure: object) -> str:
    return cells.origin(column).cell if figure is not None else ""


def _value(cells: Cells, indicator: str, known: Known) -> Decimal | None:
    """Return the value in the indicator's unit; the row's own unit is converted."""
    own = known.units.get(indicator)
    unit = cells.text("unit") or own
    value = cells.decimal("value", unit)
    if own is None or unit is None:
        return value
    converted = units.convert(value if value is not None else Decimal(1), unit, own)
    if converted is None:
        hint = f"请换算成{own}，或改正单位。"
        cells.fail("unit", f"单位“{shown(unit)}”不适合指标 {indicator}（{own}）。", hint)
    return converted if value is not None else None


def _check_rank(cells: Cells, rank: int | None, rank_total: int | None) -> None:
    if rank is not None and rank_total is not None and rank > rank_total:
        cells.fail("rank", f"位次 {rank} 大于参评数 {rank_total}。", "请检查 rank 和 rank_total 两列。")


def _printed(value: Decimal | None, growth: Decimal | None) -> str:
    """Return the column that the row's figure stands in."""
    if value is not None:
        return "value"
    return "growth" if growth is not None else "rank"


def projects(table: Table, known: Known, problems: Problems) -> tuple[Project, ...]:
    return tuple(_project(cells, known) for cells in _rows(table, problems))


def _project(cells: Cells, known: Known) -> Project:
    unit = cells.text("unit")
    return Project(
        id=_id(cells, PROJECT_ID, "只用字母、数字、下划线和连字符，如 creative_port。"),
        theme=cells.reference("theme", known.themes),
        name=cells.text("name", required=True),
        department=cells.text("department"),
        entity=cells.reference("entity", known.entities, required=False),
        investment=cells.decimal("investment", unit),
        unit=unit,
        status=cells.choice("status", choices.PROJECT_STATUSES),
        progress=cells.decimal("progress", "%"),
        start=cells.day("start"),
        planned_finish=cells.day("planned_finish"),
        actual_finish=cells.day("actual_finish"),
        visibility=cells.choice("visibility", choices.VISIBILITIES) or "public",
        name_en=cells.text("name_en"),
        origin=cells.origin("name", cells.text("source")),
    )


def milestones(table: Table, known: Known, problems: Problems) -> tuple[Milestone, ...]:
    return tuple(_milestone(cells, known) for cells in _rows(table, problems))


def _milestone(cells: Cells, known: Known) -> Milestone:
    return Milestone(
        project=cells.reference("project", known.projects),
        name=cells.text("name", required=True),
        planned=cells.day("planned"),
        actual=cells.day("actual"),
        days=cells.whole("days", suffixes=("天", "日")),
        note=cells.text("note"),
        name_en=cells.text("name_en"),
        note_en=cells.text("note_en"),
        origin=cells.origin("name"),
    )


def highlights(table: Table, known: Known, problems: Problems) -> tuple[Highlight, ...]:
    return tuple(_highlight(cells, known) for cells in _rows(table, problems))


def _highlight(cells: Cells, known: Known) -> Highlight:
    return Highlight(
        theme=cells.reference("theme", known.themes),
        text=cells.text("text", required=True),
        level=cells.choice("level", choices.LEVELS),
        kind=cells.choice("kind", choices.HIGHLIGHT_KINDS),
        date=cells.day("date"),
        visibility=cells.choice("visibility", choices.VISIBILITIES) or "public",
        text_en=cells.text("text_en"),
        origin=cells.origin("text", cells.text("source")),
    )

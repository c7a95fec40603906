"""The description and the tables in, a `Dataset` out. Names are resolved to ids on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from briefing.errors import Notice, Problems
from briefing.model.dataset import Dataset
from briefing.model.records import Entity, Indicator
from briefing.sources import checks, entities, rows, rules
from briefing.sources.lookup import Lookup
from briefing.sources.rows import Known
from briefing.sources.tables import Table

if TYPE_CHECKING:
    from briefing.sources.describe import Description

R = TypeVar("R")
Tables = Mapping[str, Table]


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def assemble(
    description: Description,
    tables: Tables,
    files: tuple[tuple[str, str], ...],
    problems: Problems,
    notices: tuple[Notice, ...] = (),
) -> Dataset:
    """Type every row and put the data set together; it is only good if there was no problem."""
    places = entities.settle(description, [tables.get("observations"), tables.get("projects")], problems)
    known = _known(description, places)
    indicators = _read(rows.indicators, tables.get("indicators"), known, problems)
    projects = _read(rows.projects, tables.get("projects"), known, problems)
    known = replace(
        known,
        indicators=_lookup("指标", indicators, tables.get("indicators")),
        projects=_lookup("项目", projects, tables.get("projects")),
        units={indicator.id: indicator.unit for indicator in indicators if indicator.unit},
        names=_names(indicators) | (_names(places) if len(places) > 1 else {}),
        unsummed=frozenset(indicator.id for indicator in indicators if not _adds_up(indicator)),
    )
    observations = _read(rows.observations, tables.get("observations"), known, problems)
    checks.check_indicators(indicators, problems)
    checks.check_projects(projects, problems)
    table = tables.get("observations")
    checks.check_observations(observations, problems, known, table.grid.copies if table else ())
    lights = rules.lights(description, known, problems)
    return Dataset(
        **(_told(description) | {"rules": rules.settled(description, known, problems), "lights": lights}),
        indicators=indicators,
        observations=observations,
        projects=projects,
        milestones=_read(rows.milestones, tables.get("milestones"), known, problems),
        highlights=_read(rows.highlights, tables.get("highlights"), known, problems),
        entities=places,
        files=files,
        notices=notices,
    )


def _names(records: Iterable[_Named]) -> dict[str, str]:
    return {record.id: record.name for record in records}


def _adds_up(indicator: Indicator) -> bool:
    return not (indicator.kind in ("rate", "rank") or indicator.unit in ("%", "％", "‰", "位", "名"))


def _told(description: Description) -> dict[str, Any]:
    """Return what dataset.yaml says by the names that a data set has for it; its entities are settled elsewhere."""
    names = {field.name for field in fields(Dataset) if field.init} - {"entities"}
    return {field.name: getattr(description, field.name) for field in fields(description) if field.name in names}


def _known(description: Description, places: Sequence[Entity]) -> Known:
    themes = ((theme.id, (theme.name, theme.short, theme.name_en)) for theme in description.themes)
    entities_ = ((entity.id, (entity.name, entity.name_en)) for entity in places)
    nothing = Lookup("", ())
    return Known(
        themes=Lookup("专题", themes, loose="themes" in description.partial),
        entities=Lookup("地区", entities_, loose="entities" in description.partial),
        indicators=nothing,
        projects=nothing,
        units={},
        entity=places[0].id,
    )


def _read(
    read: Callable[[Table, Known, Problems], R], table: Table | None, known: Known, problems: Problems
) -> R | tuple[()]:
    return read(table, known, problems) if table else ()


def _lookup(what: str, records: Iterable[_Named], table: Table | None) -> Lookup:
    """Return the look-up of a table's rows; loose where the table, its ids or its rows are missing as a whole."""
    loose = table is None or "id" not in table.index or not table.lines
    return Lookup(what, ((record.id, (record.name,)) for record in records if record.id), loose=loose)

"""The rows a data set is made of: frozen, slotted, with the place each came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from briefing.model.period import Period

Direction = Literal["higher", "lower", "neutral"]
IndicatorKind = Literal["level", "flow", "rate", "rank", "count"]
Frequency = Literal["year", "half", "quarter", "month"]
Visibility = Literal["public", "internal", "leaders"]
Qualifier = Literal["", "约", "近", "超", "余"]
ObservationStatus = Literal["final", "preliminary", "revised"]
ProjectStatus = Literal["planned", "started", "in_progress", "completed", "delayed"]
HighlightLevel = Literal["national", "provincial", "city", "district"]
HighlightKind = Literal["first", "honour", "pilot", "case"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row stands: a file, its sheet (empty for CSV) and its row or cell; and where the source published it.

    Of a database, `file` is its URL without user, password and driver (or its file), `sheet` the table, view or query,
    and `cell` the key of the row: `id` of indicators and projects; `indicator entity period` of observations, without
    the entity where the row names none; `project name` of milestones, `theme text` of highlights; as the row writes
    them. So `postgresql:///stat:v_monthly!gdp 2020-09`.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    published: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}:{self.sheet}!{self.cell}"
        return f"{self.file}:{self.cell}" if self.cell else self.file


NOWHERE = Origin("")


@dataclass(frozen=True, slots=True)
class Entity:
    """A reporting unit (a district, a sector, a country)."""

    id: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """One campaign theme (攻坚); `color` is `#RRGGBB`."""

    id: str
    name: str
    name_en: str = ""
    short: str = ""
    slogan: str = ""
    department: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured; `precision` is the number of decimals to print, or None for as published.

    `held` names the fields that are kept back from the audience at hand, and `completion` where a target is rounded.
    `finest` is with how many decimals (negative: tens, hundreds) values are handed over to it: more would be false.
    `measure` is the unit that the data wrote where the document's own says less: 65个 and 172家 are both just numbers
    in English, yet no bars of one chart.
    """

    id: str
    name: str
    theme: str
    unit: str
    name_en: str = ""
    direction: Direction = "higher"
    kind: IndicatorKind = "level"
    precision: int | None = None
    frequency: Frequency | None = None
    baseline: Period | None = None
    target: Decimal | None = None
    target_period: Period | None = None
    department: str = ""
    visibility: Visibility = "public"
    definition: str = ""
    unit_en: str = ""
    definition_en: str = ""
    measure: str = ""
    finest: int | None = None
    origin: Origin = NOWHERE
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one indicator for one entity and period, in the indicator's unit.

    `value` is None only where a published growth rate or rank stands alone. `growth` is the published rate in per cent.
    `held` names what is kept back from the audience at hand and must not be worked out in its place: `growth`, `rank`,
    `completion`. `cells` are those of growth and rank, where these are given; `origin` is where the value stands.
    """

    indicator: str
    entity: str
    period: Period
    value: Decimal | None
    growth: Decimal | None = None
    rank: int | None = None
    rank_total: int | None = None
    qualifier: Qualifier = ""
    status: ObservationStatus = "final"
    visibility: Visibility = "public"
    origin: Origin = NOWHERE
    held: frozenset[str] = frozenset()
    cells: tuple[str, str] = field(default=("", ""), compare=False, repr=False)

    def origin_of(self, column: str) -> Origin:
        """Return where a figure of this row stands: its `value`, `growth` or `rank`."""
        cell = dict(zip(("growth", "rank"), self.cells, strict=True)).get(column, "")
        return replace(self.origin, cell=cell) if cell else self.origin

    @property
    def is_rounded(self) -> bool:
        """Whether the value is handed over coarser than it is: it is a level, and nothing may be worked out of it."""
        return "completion" in self.held


@dataclass(frozen=True, slots=True)
class Project:
    """A project on the board; `progress` in per cent, dates as written in the data (`2020-09`, `2020-09-30`).

    `held` names the fields that are kept back from the audience at hand: that one is empty then says nothing.
    """

    id: str
    theme: str
    name: str
    department: str = ""
    entity: str = ""
    investment: Decimal | None = None
    unit: str = ""
    status: ProjectStatus | None = None
    progress: Decimal | None = None
    start: str = ""
    planned_finish: str = ""
    actual_finish: str = ""
    visibility: Visibility = "public"
    name_en: str = ""
    origin: Origin = NOWHERE
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a project; `days` is how long it took, `note` the source's own measure where days are not given.

    `held` names the fields that are kept back from the audience at hand.
    """

    project: str
    name: str
    planned: str = ""
    actual: str = ""
    days: int | None = None
    note: str = ""
    name_en: str = ""
    note_en: str = ""
    origin: Origin = NOWHERE
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Highlight:
    """An honour, a first, a pilot or a model case."""

    theme: str
    text: str
    level: HighlightLevel | None = None
    kind: HighlightKind | None = None
    date: str = ""
    visibility: Visibility = "public"
    text_en: str = ""
    origin: Origin = NOWHERE

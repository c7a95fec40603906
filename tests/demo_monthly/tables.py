"""The four tables of the synthetic data set, as rows of text ready to be written; the switch for English columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO

from tests.demo_monthly.boards import BOARDS, HONOURS, STEPS_EN
from tests.demo_monthly.figures import WHOLE, Observed, observed
from tests.demo_monthly.plan import PLANS, Plan

ENGLISH_COLUMNS = True
"""Whether the tables carry English units, definitions, names of projects and steps, and texts."""

Row = Sequence[str]
Changes = Mapping[str, str]

_NOW, _MONTH = "2026-01..2026-10", "2026-10"
SPECIAL: Mapping[tuple[str, str, str], Changes] = {
    ("retail_sales", _NOW, WHOLE): {"status": "preliminary"},
    ("retail_sales", _MONTH, WHOLE): {"status": "preliminary"},
    ("exports", _NOW, WHOLE): {"status": "preliminary"},
    ("exports", _MONTH, WHOLE): {"status": "preliminary"},
    ("rd_intensity", "2025", WHOLE): {"status": "revised"},
    # Nothing else gives these away, as a month would be by the sums around it.
    ("rd_intensity", "2026-01..2026-03", WHOLE): {"visibility": "internal"},
    ("households_benefited", _NOW, WHOLE): {"qualifier": "近"},
    ("hotline_satisfaction", _MONTH, "songlan"): {"value": "97.1"},
    ("hotline_satisfaction", _MONTH, "qiyu"): {"value": "97.1"},
    ("hotline_satisfaction", _MONTH, "luyu"): {"visibility": "internal"},
}
"""What single observations carry beyond their number: a mark, a visibility, or a tie in the league."""


def tables() -> dict[str, str]:
    """Return the text of each CSV file by its name."""
    return {
        "indicators.csv": _csv(_indicators()),
        "observations.csv": _csv(_observations()),
        "projects.csv": _csv(_projects()),
        "milestones.csv": _csv(_milestones()),
        "highlights.csv": _csv(_highlights()),
    }


def _csv(rows: Iterable[Row]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _english(*columns: str) -> list[str]:
    return list(columns) if ENGLISH_COLUMNS else []


def _indicators() -> Iterator[Row]:
    yield [
        "id",
        "name",
        "name_en",
        "theme",
        "unit",
        *_english("unit_en"),
        "direction",
        "kind",
        "precision",
        "frequency",
        "baseline",
        "target",
        "target_period",
        "department",
        "visibility",
        "definition",
        *_english("definition_en"),
    ]
    for plan in PLANS:
        yield [plan.id, plan.name, plan.name_en, plan.theme, plan.unit, *_english(plan.unit_en), plan.direction,
              plan.kind,
               str(plan.precision), plan.frequency, plan.baseline, plan.target, "2026" if plan.target else "",
               plan.department, plan.visibility, plan.definition, *_english(plan.definition_en)]  # fmt: skip


def rows(plan: Plan) -> Iterator[Observed]:
    """Yield the observations of one indicator with what is special about some of them."""
    for row in observed(plan):
        yield replace(row, **SPECIAL.get((row.indicator, row.period, row.entity), {}))


def _observations() -> Iterator[Row]:
    yield [
        "indicator",
        "period",
        "entity",
        "value",
        "growth",
        "rank",
        "rank_total",
        "qualifier",
        "status",
        "visibility",
    ]
    for plan in PLANS:
        for row in rows(plan):
            yield [row.indicator, row.period, "" if row.entity == WHOLE else row.entity, row.value, row.growth,
                  row.rank,
                   row.rank_total, row.qualifier, row.status, row.visibility]  # fmt: skip


def _projects() -> Iterator[Row]:
    yield [
        "id",
        "theme",
        "name",
        *_english("name_en"),
        "department",
        "entity",
        "investment",
        "unit",
        "status",
        "progress",
        "start",
        "planned_finish",
        "actual_finish",
        "visibility",
    ]
    for board in BOARDS:
        yield [board.id, board.theme, board.name, *_english(board.name_en), board.department, board.entity,
               board.investment, "亿元" if board.investment else "", board.status, board.progress, board.start,
               board.planned, board.actual, board.visibility]  # fmt: skip


def _milestones() -> Iterator[Row]:
    yield ["project", "name", *_english("name_en"), "planned", "actual"]
    for board in BOARDS:
        yield from ([board.id, name, *_english(STEPS_EN[name]), *days] for name, *days in board.steps)


def _highlights() -> Iterator[Row]:
    yield ["theme", "text", *_english("text_en"), "level", "kind", "date", "visibility"]
    for item in HONOURS:
        yield [item.theme, item.text, *_english(item.text_en), item.level, item.kind, item.date, item.visibility]

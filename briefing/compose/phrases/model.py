"""Everything that composing says by itself, as one record: a language is one value of it, and mypy misses no key.

`{}` and `{name}` stand for what is filled in. A phrase with figures is filled by `filled`, so that they stay figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.blocks import Text, text
from briefing.charts.data import ChartWords
from briefing.model.figure import Figure, Metric

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of one language. New ones of tables, charts and headlines go here, and into each language."""

    # Names of things, as labels, column heads and leads.
    indicator: str
    indicators: str
    project: str
    projects: str
    dated: str
    unit_weight: float
    theme: str
    status: str
    department: str
    investment: str
    progress: str
    planned_finish: str
    actual_finish: str
    milestones: str
    honours: str
    unit: str
    base: str
    latest: str
    period: str
    change: str
    completion: str
    light: str
    rank: str
    rank_unit: str
    rank_axis: str
    plain_unit: str
    name: str
    definition: str
    content: str
    kind: str
    level: str
    time: str
    datum: str
    number: str
    origin: str
    # Titles of blocks that have none of their own.
    main_indicators: str
    definitions: str
    league: str
    project_board: str
    project_schedule: str
    all_figures: str
    data_and_origins: str
    target_progress: str
    lights: str
    # Names of the series and parts of charts.
    actual: str
    target: str
    whole: str
    remaining: str
    done: str
    pace: str
    planned: str
    # What is said of a name: `{}` is the name.
    growth_of: str
    rank_of: str
    share_of: str
    factors_of: str
    growth_beside: str
    growth_axis: str
    steps_of: str
    of_theme: str
    both: str
    several: str
    of_entity: str
    light_of: str
    total_of: str
    metric_of: str
    planned_at: str
    sized_by: str
    preliminary: str
    preliminary_short: str
    gap: str
    # Sentences and notes.
    listed: str
    lights_on_pace: str
    lights_within: str
    lights_points: str
    and_others: str
    more_places: str
    file_row: str
    # Headlines, filled with figures.
    all_of_theme: str
    all_together: str
    uncompared: str
    all_better: str
    none_better: str
    some_better: str
    with_targets: str
    lit: str
    listed_projects: str
    in_state: str
    state_unknown: str
    honours_of_theme: str
    honours_of_all: str
    of_them_national: str
    step: str
    # What counts are called, and their units.
    indicators_unit: str
    projects_unit: str
    honours_unit: str
    some_unit: str
    some_projects_unit: str
    compared_indicators: str
    better_indicators: str
    target_indicators: str
    national_honours: str
    projects_in_state: str
    projects_unknown: str
    # The words for what a figure is, behind its label.
    metrics: Mapping[Metric, str]
    falling: Mapping[Metric, str]
    rank_ending: str
    # How the words for a length of time end.
    durations: tuple[str, ...]
    charts: ChartWords


def filled(phrase: str, **parts: str | Figure | Text) -> Text:
    """Fill a phrase with figures and texts, which stay what they are; its words are one span between them."""
    made: list[str | Figure | Text] = []
    for at, piece in enumerate(_SLOT.split(phrase)):
        part = parts[piece] if at % 2 else piece
        before = made[-1] if made else None
        if isinstance(part, str) and isinstance(before, str):
            made[-1] = before + part
        else:
            made.append(part)
    return text(*made)

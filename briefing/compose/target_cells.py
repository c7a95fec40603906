"""A row and its state against its target in; the cells that show it out: a bar with the pace, a lamp with its word."""

from __future__ import annotations

from briefing.blocks import Cell, Progress, text
from briefing.compose.context import Context
from briefing.compose.phrases import filled, phrases
from briefing.compose.project_board import NOTHING
from briefing.model import printing
from briefing.model.metrics import HUNDRED, Light
from briefing.model.pace import Pace
from briefing.model.series import Series


def bar(row: Series, state: Pace | None) -> Cell:
    """Return how much of the target is reached, as a bar with a mark where the pace stands."""
    if state is None:
        return Cell(text(NOTHING))
    if state.completed < 0:
        return Cell(filled(phrases(row.language).gap, gap=printing.gap(row, state)))
    progress = Progress(float(state.completed / HUNDRED), float(state.expected / HUNDRED))
    return Cell(text(printing.completion(row, state)), progress=progress)


def lamp(context: Context, light: Light | None) -> Cell:
    """Return the light beside its word."""
    return Cell(text(context.words.light(light)), light=light) if light else Cell(text(NOTHING))

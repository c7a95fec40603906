"""A row and its state against its target in; the cells that show it out: a bar with the pace, a lamp with its word."""

from __future__ import annotations

from briefing.blocks import Cell, Progress, text
from briefing.compose.context import Context
from briefing.compose.phrases import filled, phrases
from briefing.compose.project_board import NOTHING
from briefing.model import printing
from briefing.model.metrics import HUNDRED
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


def lamp(context: Context, state: Pace | None) -> Cell:
    """Return the light beside its word."""
    return Cell(text(context.words.light(state.light)), light=state.light) if state else Cell(text(NOTHING))


def lights_note(context: Context) -> str:
    """Say what the lights of targets mean."""
    limits, said = context.book.dataset.lights, context.phrases
    green = said.lights_within.format(limits.yellow) if limits.yellow else said.lights_on_pace
    red = said.lights_points.format(limits.red)
    return said.lights_note.format(green, red, red)

"""A row and its state against its target in; the cells that show it out: a bar with the pace, a lamp with its word."""

from __future__ import annotations

from briefing.blocks import Cell, Progress, text
from briefing.compose.context import Context
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
        return Cell(text("差", printing.gap(row, state)))
    progress = Progress(float(state.completed / HUNDRED), float(state.expected / HUNDRED))
    return Cell(text(printing.completion(row, state)), progress=progress)


def lamp(state: Pace | None) -> Cell:
    """Return the light beside its word."""
    return Cell(text(state.light.value), light=state.light) if state else Cell(text(NOTHING))


def lights_note(context: Context) -> str:
    """Say what the lights of targets mean."""
    limits = context.book.dataset.lights
    yellow = f"落后不超过{limits.yellow:g}个百分点" if limits.yellow else "达到或快于序时进度"
    red = f"{limits.red:g}个百分点"
    return f"进度灯：绿＝{yellow}；黄＝落后{red}以内；红＝落后超过{red}。竖线为序时进度。"

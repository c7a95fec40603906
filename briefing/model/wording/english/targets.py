"""Targets and how they stand in, English phrases out."""

from __future__ import annotations

from briefing.model import metrics, printing
from briefing.model.figure import Figure
from briefing.model.pace import Pace
from briefing.model.series import Series
from briefing.model.wording.english.words import PARTS
from briefing.model.wording.phrase import Phrase


def target(row: Series, state: Pace) -> Phrase:
    """Say how a target stands: `at 81.0% of target, 19.0 percentage points behind schedule`."""
    if row.indicator.direction == "lower":
        return _kept_below(row, state)
    if state.completed < 0 or (not state.paced and not state.met):
        return printing.gap(row, state), " short of target"
    done = printing.completion(row, state)
    aim = " of the planned increase" if state.from_base else " of target"
    if state.met:
        return "at ", done, aim
    behind = printing.behind(row, state)
    if behind.rounded <= 0:
        return "at ", done, aim + (", ahead of schedule" if behind.rounded else ", on schedule")
    return "at ", done, f"{aim}, ", behind, " behind schedule"


def _kept_below(row: Series, state: Pace) -> Phrase:
    """Say how a target stands of which less is better: a ceiling by what is used, a level by its distance."""
    if state.ceiling and state.completed > metrics.HUNDRED:
        return printing.over(row, state, PARTS.beyond.format(row.title)), " over its limit"
    if state.ceiling:
        used, beyond = printing.completion(row, state), printing.behind(row, state)
        if beyond.rounded <= 0 or state.met:
            return "at ", used, " of its limit"
        return "at ", used, " of its limit, ", beyond, " faster than planned"
    if state.met:
        return ("on target",)
    return printing.gap(row, state), " short of target" if row.is_rank else " above target"


def goal(figure: Figure) -> Phrase:
    return "target ", figure

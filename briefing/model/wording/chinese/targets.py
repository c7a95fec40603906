"""Targets and how they stand in, Chinese phrases out."""

from __future__ import annotations

from briefing.model import metrics, printing
from briefing.model.figure import Figure
from briefing.model.pace import Pace
from briefing.model.series import Series
from briefing.model.wording.chinese.words import PARTS
from briefing.model.wording.phrase import Phrase


def target(row: Series, state: Pace) -> Phrase:
    """Say how a target stands: `完成目标的81.0%，落后序时进度19.0个百分点`, `比目标高11微克/立方米`."""
    if row.indicator.direction == "lower":
        return _kept_below(row, state)
    if not state.paced and not state.met:
        return "低于目标", printing.gap(row, state)
    if state.completed < 0:
        return "距目标差", printing.gap(row, state)
    done = printing.completion(row, state)
    words = "完成增量目标的" if state.from_base else "完成目标的"
    if state.met:
        return words, done
    behind = printing.behind(row, state)
    if behind.rounded <= 0:
        return words, done, "，快于序时进度" if behind.rounded else "，与序时进度持平"
    return words, done, "，落后序时进度", behind


def _kept_below(row: Series, state: Pace) -> Phrase:
    """Say how a target stands of which less is better: a ceiling by what is used, a level by its distance."""
    if state.ceiling and state.completed > metrics.HUNDRED:
        return "超控制数", printing.over(row, state, PARTS.beyond.format(row.title))
    if state.ceiling:
        used, beyond = printing.completion(row, state), printing.behind(row, state)
        if beyond.rounded <= 0 or state.met:
            return "为控制数的", used
        return "为控制数的", used, "，超出序时进度", beyond
    if state.met:
        return ("达到目标",)
    gap = printing.gap(row, state)
    return ("距目标差", gap) if row.is_rank else ("比目标高", gap)


def goal(figure: Figure) -> Phrase:
    return "目标", figure

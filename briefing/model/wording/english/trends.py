"""Figures of a course over time in, English phrases out: faster and slower, runs, thresholds, targets met early."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.model.figure import Figure
from briefing.model.period import Kind
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.tongue import Lead

_LEADS: Mapping[Lead, str] = {"": "", "part": "year-on-year ", "year": "annual "}


def drift(step: Figure, was: Figure, now: Figure, words: str, lead: Lead = "") -> Phrase:
    """Say how a growth rate moved: `growth 0.8 percentage points faster than in the previous month`."""
    if was.rounded * now.rounded < 0:
        return (f"{_LEADS[lead]}growth turned {'positive' if now.rounded > 0 else 'negative'}",)
    falling = was.rounded < 0 and now.rounded < 0
    name = f"{_LEADS[lead]}{'decline' if falling else 'growth'}"
    if step.rounded == 0:
        return (f"{name} unchanged from {words}",)
    up, down = ("smaller", "larger") if falling else ("faster", "slower")
    return f"{name} ", step, f" {up if step.rounded > 0 else down} than in {words}"


def run(length: Figure, *, rose: bool) -> Phrase:
    """Say for how many periods on end a value has grown or fallen: `up for 5 months in a row`."""
    return "up for " if rose else "down for ", length, " in a row"


def firsts(length: Figure, kind: Kind, scope: str) -> Phrase:
    """Say how often on end somebody was first: `first in City for 2 years in a row`."""
    return f"first in {scope} for " if scope else "first for ", length, " in a row"


def passed(threshold: Figure, *, first: bool) -> Phrase:
    """Say that a round threshold was passed: `past 80 billion yuan for the first time`."""
    return "past ", threshold, *((" for the first time",) if first else ())


def met(early: Figure | None, over: Figure | None, *, beyond: bool, gained: bool) -> Phrase:
    """Say that a target is met: `target met one year early, target exceeded by 4.3%`."""
    before: Phrase = ("target met ", early, " early") if early else ()
    if over is None:
        return before or ("target met",)
    exceeded = "planned increase exceeded by " if gained else "target exceeded by "
    after: Phrase = (over, " above target") if beyond else (exceeded, over)
    return (*before, ", ", *after) if before else after


def gathered(done: Figure) -> Phrase:
    """Say what has come together since the plan began: `33.63 billion yuan so far`."""
    return done, " so far"

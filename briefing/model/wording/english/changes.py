"""Comparisons in, English phrases of change out: growth, points, doublings, turns of sign."""

from __future__ import annotations

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.series import Comparison, Series
from briefing.model.wording.changes import CLOSE, doublings, growth_words, moved
from briefing.model.wording.english.words import UNCHANGED
from briefing.model.wording.phrase import Phrase

_MULTIPLES = {1: "doubled", 2: "quadrupled", 3: "grew eightfold", 4: "grew sixteenfold"}


def change(pair: Comparison) -> Phrase:
    """Say how a value changed: `up 23.8% from 2017`, `up 31 places from 2017 to 6th`, `unchanged year on year`."""
    row = pair.series
    if row.is_rank:
        places = printing.rank_change(pair)
        phrase = _moved(pair, places)
        return phrase if places.rounded == 0 else (*phrase, " to ", printing.value(row, pair.new))
    if row.is_rate:
        return _moved(pair, printing.change(pair))
    if pair.turned_sign:
        return ("turned positive" if pair.new_value > 0 else "turned negative",)
    return _moved(pair, printing.growth(pair) or printing.change(pair))


def _moved(pair: Comparison, figure: Figure) -> Phrase:
    if figure.rounded == 0:
        return (level_words(pair.words),)
    return "up " if figure.rounded > 0 else "down ", figure, f" {pair.words}"


def level_words(words: str) -> str:
    """Say that nothing changed against what `words` names: `unchanged from 2017`, `unchanged year on year`."""
    return f"unchanged {words}"


def signed_change(pair: Comparison) -> Phrase:
    """Return the change as cards and tables print it: `+23.8%`, `↑31 places`, `unchanged`."""
    return moved(pair, UNCHANGED, ("turned positive", "turned negative"))


def beside(words: str, signed: Phrase) -> tuple[str, Phrase, str]:
    """Return what stands before a signed change, the change, and what stands behind: `+23.8% from 2017`.

    Words alone (`turned positive`) say it all.
    """
    figures = any(isinstance(part, Figure) for part in signed)
    return "", signed, f" {words}" if figures else ""


def from_to(pair: Comparison) -> Phrase:
    """Say where a value came from: `from 68.14 billion yuan in 2017 to 84.38 billion yuan in 2019`."""
    row, old, new = pair.series, pair.old.period.label, pair.new.period.label
    before, after = printing.value(row, pair.old), printing.value(row, pair.new)
    if before.rounded == after.rounded:
        return after, f" in both {old} and {new}"
    return "from ", before, f" in {old} to ", after, f" in {new}"


def net_change(pair: Comparison) -> Phrase:
    """Say the absolute change: `a net increase of 16.24 billion yuan`."""
    figure = printing.change(pair)
    return () if figure.rounded == 0 else (f"a net {'increase' if figure.rounded > 0 else 'decrease'} of ", figure)


def mean_growth(pair: Comparison) -> Phrase:
    """Say the compound annual rate, where two years or more lie between: `average annual growth of 11.3%`."""
    figure = printing.mean_growth(pair)
    if figure is None or figure.rounded == 0:
        return ()
    return f"average annual {'growth' if figure.rounded > 0 else 'decline'} of ", figure


def multiple(pair: Comparison) -> str:
    """Say that a value doubled, or more than doubled; empty below a doubling."""
    times, exact = doublings(pair)
    if not times:
        return ""
    words = _MULTIPLES.get(times, f"grew more than {2**times:,} times over")
    return words if exact < 1 + CLOSE or times not in _MULTIPLES else f"more than {words}"


def doubled(pair: Comparison) -> Phrase:
    """Say that a value doubled, with its rate where it is well past: `more than doubled from 2017 (up 130%)`."""
    times, rate = multiple(pair), printing.growth(pair)
    if not times.startswith("more") or rate is None:
        return (f"{times} {pair.words}",)
    return f"{times} {pair.words} (up ", rate, ")"


def published_growth(row: Series) -> Phrase:
    """Say the published growth rate of the current value: `up 19% from the previous year`."""
    figure = printing.published_growth(row)
    if figure is None or row.current is None:
        return ()
    words = growth_words(row)
    if figure.rounded == 0:
        return (level_words(words),)
    return "up " if figure.rounded > 0 else "down ", printing.unsigned(figure), f" {words}"

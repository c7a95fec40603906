"""Figures in, English phrases out, in the usage of the National Bureau of Statistics' English communiqués.

`up` and `down` stand without a verb, so that a phrase fits a name in the singular and in the plural. A phrase about a
row follows its name after a blank (`about`) and reads on its own as well: `up 23.8% from 2017`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import metrics, printing
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.pace import Pace
from briefing.model.records import HighlightKind, HighlightLevel, ProjectStatus
from briefing.model.series import Comparison, Series
from briefing.model.wording.changes import CLOSE, doublings, growth_words, moved
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.tongue import Marks, PaceWords, PartNames

MARKS = Marks(", ", "; ", ": ", ".", ", ", " (", ")", "; ", 2.4)
PARTS = PartNames("Total", "{} (share)", "Other", "{} (schedule)")
PACE = PaceWords(
    progress_of="{} (progress)", investment_of="{} (investment)", overdue_of="{} (overdue)", left_of="{} (time left)",
    step_of="{}, {}", finish="Project finish", done="Finished", overdue="{} overdue", behind="{} behind",
    delayed_behind=", {} behind", unstarted="Not started on time", on_pace="On schedule", today="Due today",
    left="{} left", beyond="{} over", within="Within schedule", met="Target met", exceeded="Target exceeded",
    short="{} short", level="On schedule", ahead="{} ahead",
)  # fmt: skip
AHEAD = ("{} days", "a month", "a quarter", "half a year", "a year")
LEVELS: dict[HighlightLevel, str] = {
    "national": "National",
    "provincial": "Provincial",
    "city": "City",
    "district": "District",
}
KINDS: dict[HighlightKind, str] = {"first": "First of its kind", "honour": "Honour", "pilot": "Pilot", "case": "Case"}
STATUSES: dict[ProjectStatus, str] = {
    "planned": "Planned",
    "started": "Started",
    "in_progress": "In progress",
    "completed": "Completed",
    "delayed": "Delayed",
}
LIGHTS: dict[Light, str] = {Light.GREEN: "Green", Light.YELLOW: "Amber", Light.RED: "Red"}
UNCHANGED, UNCHANGED_A_YEAR = "unchanged", "unchanged on annual average"
SHARES = (
    ("rate", "share", "coverage", "proportion", "ratio", "percentage"),
    ("growth rate", "unemployment rate", "mortality rate", "death rate", "interest rate", "exchange rate"),
)
_TIMES = ("years", "months", "weeks", "days", "hours", "minutes")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SCOPE, _RANK = r"(?P<scope>provincial|city|national|district|county|global)? ?", r"(?:rank|ranking)"
_RANKED = (
    re.compile(rf"{_SCOPE}{_RANK} of (?P<what>.+)", re.IGNORECASE),
    re.compile(rf"{_SCOPE}{_RANK} (?P<what>among .+)", re.IGNORECASE),
    re.compile(rf"(?P<what>.+?),? {_RANK}(?: (?P<scope>.+))?", re.IGNORECASE),
)
_SCOPES = {
    "provincial": "in the province",
    "city": "in the city",
    "national": "in the country",
    "district": "in the district",
    "county": "in the county",
    "global": "in the world",
}
_MULTIPLES = {1: "doubled", 2: "quadrupled", 3: "grew eightfold", 4: "grew sixteenfold"}


def number_words(number: int) -> str:
    """Return a number up to twelve in words, a larger one in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def listed(names: Sequence[str]) -> str:
    """List names: `A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def about(name: str, phrase: Phrase) -> Phrase:
    """Let a phrase follow the name of what it is about."""
    return (f"{name} ", *phrase) if phrase else (name,)


def value(row: Series, *, verb: str = "") -> Phrase:
    """Say what the current value is: `Key projects introduced: 65`, `Satisfaction ranked 1st in the city`."""
    assert row.current is not None
    figure = printing.value(row, row.current)
    if row.is_rank:
        subject, scope = _ranked(row.name)
        return tuple(
            part for part in (f"{subject}ranked " if subject else "Ranked ", figure, f" {scope}".rstrip()) if part
        )
    return row.name + (f" {verb} " if verb else _verb(row)), figure


def _verb(row: Series) -> str:
    if row.indicator.kind in {"count", "rate"} or row.unit in _TIMES:
        return ": "
    return " reached " if row.indicator.kind == "flow" and row.indicator.direction == "higher" else " stood at "


def _ranked(name: str) -> tuple[str, str]:
    """Take `City rank of satisfaction` apart into what is ranked and among whom: `Satisfaction `, `in the city`."""
    for pattern in _RANKED:
        if match := pattern.fullmatch(name):
            what, scope = match["what"], match["scope"] or ""
            scope = _SCOPES.get(scope.lower(), scope)
            if what.lower().startswith("among "):
                return "", " ".join(filter(None, (what, scope)))
            return f"{what[0].upper()}{what[1:]} ", scope
    return f"{name}: ", ""


def level(row: Series, figure: Figure) -> Phrase:
    """Say a value with its period and without its name: `84.38 billion yuan in 2019`."""
    assert row.current is not None
    return figure, f" in {row.current.period.label}"


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


def target(row: Series, state: Pace) -> Phrase:
    """Say how a target stands: `at 81.0% of target, 19.0 percentage points behind schedule`."""
    if row.indicator.direction == "lower":
        return _kept_below(row, state)
    if state.completed < 0:
        return printing.gap(row, state), " short of target"
    done = printing.completion(row, state)
    aim = " of the planned increase" if state.from_base else " of target"
    if state.met:
        return "at ", done, aim
    behind = printing.behind(row, state)
    if behind.rounded <= 0:
        return "at ", done, aim + (", ahead of schedule" if state.expected < metrics.HUNDRED else "")
    return "at ", done, f"{aim}, ", behind, " behind schedule"


def _kept_below(row: Series, state: Pace) -> Phrase:
    """Say how a target stands of which less is better: a ceiling by what is used, a level by its distance."""
    if state.ceiling:
        used, beyond = printing.completion(row, state), printing.behind(row, state)
        if beyond.rounded <= 0 or state.met:
            return "at ", used, " of its limit"
        return "at ", used, " of its limit, ", beyond, " ahead of schedule"
    if state.met:
        return ("on target",)
    return printing.gap(row, state), " short of target" if row.is_rank else " above target"


def goal(figure: Figure) -> Phrase:
    return "target ", figure


def placed(rank: Figure) -> Phrase:
    """Say a rank, as it follows what is ranked: `ranked 6th`."""
    return "ranked ", rank


def leading(row: Series) -> Phrase:
    """Say that a row leads its peers, as it follows its title: `the highest, at 47.50 billion yuan`."""
    assert row.current is not None
    lowest = row.indicator.direction == "lower" and not row.is_rank
    words = "the lowest, at " if lowest else "the highest, at " if not row.is_rank else "ranked "
    return words, printing.value(row, row.current)


def following(second: str, third: str) -> str:
    return f"followed by {second} and {third}"


def extreme(pair: Comparison, *, rose: bool) -> Phrase:
    """Say who of all peers rose or fell most: `Town A up 5.6% year on year, the largest rise`."""
    words = ", the largest rise" if rose else ", the largest fall"
    return *about(pair.series.entity.name, change(pair)), words

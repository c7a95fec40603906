"""The fixed words of English: punctuation, names of parts, levels, states; and numbers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.period import Kind
from briefing.model.records import HighlightKind, HighlightLevel, ProjectStatus
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.phrase import join as with_mark
from briefing.model.wording.tongue import Marks, PaceWords, PartNames

MARKS = Marks(", ", "; ", ": ", ".", ", ", " (", ")", "; ", 2.4)
PARTS = PartNames(
    "Total", "{} (share)", "Other", "{} (schedule)", growth="{} (growth)", run="{} (run)", firsts="{} (first in a row)",
    passed="{} (threshold)", early="{} (ahead of the date)", over="{} (beyond target)", beyond="{} (over the limit)",
    up="Indicators that rose",
    down="Indicators that fell", level="Indicators unchanged", compared="Indicators compared",
)  # fmt: skip
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
PRELIMINARY = " (preliminary)"
SPANS: dict[Kind, str] = {"year": "years", "half": "half-years", "quarter": "quarters", "month": "months"}
SHARES = (
    ("rate", "share", "coverage", "proportion", "ratio", "percentage"),
    ("growth rate", "unemployment rate", "mortality rate", "death rate", "interest rate", "exchange rate"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number_words(number: int) -> str:
    """Return a number up to twelve in words, a larger one in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def listed(names: Sequence[str]) -> str:
    """List names: `A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def ordinal(number: int) -> str:
    return printing.ordinal(number)


def in_words(figure: Figure) -> Figure:
    """Return a count up to twelve in words."""
    return replace(figure, number=number_words(int(figure.rounded)))


def joined(phrases: Sequence[Phrase]) -> Phrase:
    """List phrases: `A, B and C`."""
    *first, last = phrases
    return (*with_mark(first, MARKS.item), " and ", *last) if first else last

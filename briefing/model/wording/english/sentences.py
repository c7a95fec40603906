"""Figures in, the English phrases of a whole sentence out: value, share, contribution, mean, rank."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.figure import Figure
from briefing.model.period import Period
from briefing.model.series import Series
from briefing.model.wording.english.values import ranked_words
from briefing.model.wording.english.words import in_words
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.tongue import Course

_COURSES = {"": "", "growth": "growth ", "decline": "decline "}
_AGO = {
    "month": "the previous month", "cumulative": "the previous month", "quarter": "the previous quarter",
    "year": "the previous year",
}  # fmt: skip


def named(row: Series, subject: str, when: str) -> str:
    """Name a row as a sentence begins with it: `In January–October, District, exports`; nothing is named twice."""
    name = f"{subject}, {row.name}" if subject and not row.name.startswith(subject) else row.name
    return f"{_opening(when)}{name}"


def statement(row: Series, figure: Figure, subject: str, when: str) -> Phrase:
    """Open a sentence with period, subject and value: `In January–October, District, exports: 25.68 billion yuan`."""
    return f"{named(row, subject, when)}: ", figure


def ranked_statement(row: Series, figure: Figure, when: str) -> Phrase:
    """Open a sentence about a rank: `In 2018, R&D share ranked 6th in the province`."""
    subject, scope = ranked_words(row.name)
    return f"{_opening(when)}{subject}ranked ", figure, *((f" {scope}",) if scope else ())


def _opening(when: str) -> str:
    return f"In {when}, " if when else ""


def since(old: Period, new: Period, reporting: Period) -> str:
    """Name an earlier period as seen from a later one: `the previous month`, `a year earlier`, else in full.

    A value that is not of the report's time names it in full, as `base_words` does.
    """
    if old == new.year_ago() and new.year == reporting.year and new.kind != "span":
        return "the previous year" if new.is_whole_years else "a year earlier"
    if old == new.previous() and old.kind == new.kind and new.kind in _AGO and new.last == reporting.last:
        return _AGO[new.kind]
    return old.said_in("en").label


def part_of_year(period: Period, *, quarterly: bool) -> str:
    return period.label


def contribution(points: Figure, rate: Figure | None, whole: str) -> Phrase:
    """Say what a part gave its whole: `adding 1.2 percentage points to the growth of District (23.4% of it)`."""
    if points.rounded == 0:
        return (f"with hardly any effect on the growth of {whole}",)
    if points.rounded < 0:
        return "taking ", points, f" off the growth of {whole}"
    rated: Phrase = (" (", rate, " of it)") if rate is not None and rate.rounded > 0 else ()
    return "adding ", points, f" to the growth of {whole}", *rated


def share(portion: Figure, whole: str) -> Phrase:
    """Say what part of a whole it is: `31.5% of District`."""
    return portion, f" of {whole}"


def share_moved(step: Figure, words: str) -> Phrase:
    """Say how a share moved: `up 0.8 percentage points from the previous year`."""
    if step.rounded == 0:
        return (f"unchanged from {words}",)
    return "up " if step.rounded > 0 else "down ", step, f" from {words}"


def mean_of(name: str) -> str:
    return f"the average of {name}"


def against(gap: Figure, other: str, course: Course = "") -> Phrase:
    """Hold a rate against another one: `2.3 percentage points above the average of City`, `decline … above …`."""
    name = _COURSES[course]
    if gap.rounded == 0:
        return (f"{name}level with {other}",)
    above = gap.rounded > 0 if course != "decline" else gap.rounded < 0
    return *((name,) if name else ()), gap, f" {'above' if above else 'below'} {other}"


def scope_of(name: str) -> str:
    """Return among whom the name of a rank counts: `the city` of `City rank of satisfaction`."""
    scope = ranked_words(name)[1]
    return scope.removeprefix("in ") if scope.startswith("in ") else ""


def ranking(rank: Figure, scope: str, *, tied: bool) -> Phrase:
    """Say a rank: `ranked 1st in City`, of several who share it `tied for 2nd`."""
    return "tied for " if tied else "ranked ", rank, *((f" in {scope}",) if scope else ())


def rank_moved(places: Figure, words: str) -> Phrase:
    """Say by how many places a rank moved: `up 2 places from the previous month`."""
    if places.rounded == 0:
        return (f"unchanged in rank from {words}",)
    return "up " if places.rounded > 0 else "down ", places, f" from {words}"


def ups_and_downs(total: Figure, moves: Sequence[Figure], *, every: bool) -> Phrase:
    """Say how many rose, fell and stayed: `of five indicators, three rose and two fell`."""
    words = [(figure, word) for figure, word in zip(moves, ("rose", "fell", "did not change"), strict=True)]
    found = [(figure, word) for figure, word in words if figure.rounded]
    comparable = "" if every else "comparable "
    if len(found) == 1:
        many = total.rounded > 1
        noun = f" {comparable}{'indicators' if many else 'indicator'} {found[0][1]}"
        return *(("all ",) if many else ()), in_words(total), noun
    said: list[str | Figure] = ["of ", in_words(total), f" {comparable}indicators"]
    for at, (figure, word) in enumerate(found):
        said += [" and " if at == len(found) - 1 else ", ", in_words(figure), f" {word}"]
    said[3] = ", "
    return tuple(said)

"""Values in, English phrases with name, verb and period out."""

from __future__ import annotations

import re

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.series import Series
from briefing.model.wording.phrase import Phrase

_TIMES = ("years", "months", "weeks", "days", "hours", "minutes")
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


def about(name: str, phrase: Phrase) -> Phrase:
    """Let a phrase follow the name of what it is about."""
    return (f"{name} ", *phrase) if phrase else (name,)


def value(row: Series, *, verb: str = "") -> Phrase:
    """Say what the current value is: `Key projects introduced: 65`, `Satisfaction ranked 1st in the city`."""
    assert row.current is not None
    figure = printing.value(row, row.current)
    if row.is_rank:
        subject, scope = ranked_words(row.name)
        return tuple(
            part for part in (f"{subject}ranked " if subject else "Ranked ", figure, f" {scope}".rstrip()) if part
        )
    return row.name + (f" {verb} " if verb else _verb(row)), figure


def _verb(row: Series) -> str:
    if row.indicator.kind in {"count", "rate"} or row.unit in _TIMES:
        return ": "
    return " reached " if row.indicator.kind == "flow" and row.indicator.direction == "higher" else " stood at "


def ranked_words(name: str) -> tuple[str, str]:
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

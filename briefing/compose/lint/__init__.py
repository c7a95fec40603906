"""A composed document in; what a careful editor would mark in its Chinese out. Pure; nothing is changed.

Every rule would rather miss than alarm falsely: what it finds are hints for whoever wrote a template or the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.blocks import plain
from briefing.compose.lint.columns import uneven
from briefing.compose.lint.figures import differing
from briefing.compose.lint.lines import Fault, Line, Rule, lines
from briefing.compose.lint.marks import MARKS
from briefing.compose.lint.numbers import NUMBERS
from briefing.compose.lint.pairs import PAIRS
from briefing.compose.lint.places import placed
from briefing.document import Document
from briefing.errors import Problem
from briefing.model.language import language_of
from briefing.template.load import Loaded

RULES: Sequence[Rule] = (*PAIRS, *NUMBERS, *MARKS)
_AROUND = 8
_STOPS = re.compile("[，。；：！？]")


def lint(document: Document, loaded: Loaded | None = None) -> tuple[Problem, ...]:
    """Return a problem for each place of a document that is written wrong, in reading order, and each only once.

    With the template that it was composed of, the places are files and lines where the template says the words itself.
    """
    found = [*differing(document), *uneven(document)]
    if language_of(document.language) == "zh":
        found += _in_words(document)
    return tuple(dict.fromkeys(found if loaded is None else (placed(problem, loaded) for problem in found)))


def _in_words(document: Document) -> Iterator[Problem]:
    """Yield what is wrong in the texts; what notes only say again, of the headline or the points, is told once."""
    told: set[tuple[str, str, str]] = set()
    for line in lines(document):
        page, _, last = line.where.rpartition("/")
        words = plain(line.text)
        for fault in _faults(line):
            key = page, _clause(words, fault), fault.message
            if last != "notes" or key not in told:
                told.add(key)
                yield _problem(line, fault)


def faults(line: Line) -> Iterator[Problem]:
    """Yield what is wrong in one text: its place, the words around it, and how to write it."""
    return (_problem(line, fault) for fault in _faults(line))


def _faults(line: Line) -> Iterator[Fault]:
    seen: list[Fault] = []
    for fault in (fault for rule in RULES for fault in rule(line)):
        if not any(fault.start < other.end and other.start < fault.end for other in seen):
            seen.append(fault)
            yield fault


def _problem(line: Line, fault: Fault) -> Problem:
    return Problem(line.where, f"“{_excerpt(plain(line.text), fault)}”：{fault.message}", fault.hint)


def _clause(words: str, fault: Fault) -> str:
    """Return the clause in which a fault stands."""
    before, after = _STOPS.split(words[: fault.start])[-1], _STOPS.split(words[fault.end :])[0]
    return before + words[fault.start : fault.end] + after


def _excerpt(words: str, fault: Fault) -> str:
    start, end = max(0, fault.start - _AROUND), fault.end + _AROUND
    return f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"


__all__ = ["RULES", "faults", "lint"]

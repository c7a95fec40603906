"""A composed document in; what a careful editor would mark in its Chinese out. Pure; nothing is changed.

Every rule would rather miss than alarm falsely: what it finds are hints for whoever wrote a template or the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.blocks import plain
from briefing.compose.lint.figures import differing
from briefing.compose.lint.lines import Fault, Line, Rule, lines
from briefing.compose.lint.marks import MARKS
from briefing.compose.lint.numbers import NUMBERS
from briefing.compose.lint.pairs import PAIRS
from briefing.document import Document
from briefing.errors import Problem
from briefing.model.language import language_of

RULES: Sequence[Rule] = (*PAIRS, *NUMBERS, *MARKS)
_AROUND = 8


def lint(document: Document) -> tuple[Problem, ...]:
    """Return a problem for each place of a document that is written wrong, in reading order, and each only once."""
    found = list(differing(document))
    if language_of(document.language) == "zh":
        found += [problem for line in lines(document) for problem in faults(line)]
    return tuple(dict.fromkeys(found))


def faults(line: Line) -> Iterator[Problem]:
    """Yield what is wrong in one text: its place, the words around it, and how to write it."""
    words = plain(line.text)
    seen: list[Fault] = []
    for fault in (fault for rule in RULES for fault in rule(line)):
        if not any(fault.start < other.end and other.start < fault.end for other in seen):
            seen.append(fault)
            yield Problem(line.where, f"“{_excerpt(words, fault)}”：{fault.message}", fault.hint)


def _excerpt(words: str, fault: Fault) -> str:
    start, end = max(0, fault.start - _AROUND), fault.end + _AROUND
    return f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"


__all__ = ["RULES", "faults", "lint"]

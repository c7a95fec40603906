"""Findings in, problems with their places out; many of one sort become some of them and a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.errors import Problem, Problems

MOST_ALIKE = 20
# The way out where the data have a character that cannot be shown: a finding that is not the program's fault.
REPLACE_CHARACTER = "显示时可能是方框。请换用常见的写法。"

Fact = str | int | bool


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a file, and what it is: its kind, its pages or slides, its charts."""

    problems: tuple[Problem, ...]
    facts: Mapping[str, Fact]


class Findings:
    """Collects what is wrong with the file `where`; findings with one hint are of one sort.

    `borrowed` has the parts that came from another file with what they are called there: findings on them are its own.
    """

    def __init__(self, where: str, borrowed: Mapping[str, str] | None = None) -> None:
        self.where = where
        self._borrowed = borrowed or {}
        self._found = Problems()
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, place: str, message: str, hint: str) -> None:
        """Add a finding at a place within the file; an empty place is the file itself."""
        origin = self._borrowed.get(place.partition("!")[0], "")
        file = origin or self.where
        self._counts[file, hint] += 1
        if self._counts[file, hint] <= MOST_ALIKE:
            self._found.add(f"{file}:{place}" if place and not origin else file, message, hint)

    def __bool__(self) -> bool:
        return bool(self._found)

    def problems(self) -> tuple[Problem, ...]:
        """Return the findings in their order, and how many more there are of a sort that had too many."""
        more = [
            Problem(file, f"同类问题还有{count - MOST_ALIKE}处，没有一一列出。", hint)
            for (file, hint), count in self._counts.items()
            if count > MOST_ALIKE
        ]
        return (*self._found, *more)

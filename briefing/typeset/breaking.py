"""Runs of text and a measure in, lines out: greedy filling with hanging punctuation and slight squeezing.

A line keeps the runs it is made of, so that a figure or a stressed word is still known when it is drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefing.typeset.faces import Face
from briefing.typeset.measure import advances
from briefing.typeset.opportunities import NO_END, NO_START, opportunities

# Closing marks whose right half is blank: at a line's end that half may stand beyond the measure.
HANGING = frozenset("，。、；：！？）》」』”’〕】〉")
_OPENING = frozenset("（《「『“‘〔【〈")
_HALF = 0.5
# How much closer characters may be set, in em, before the eye notices.
_SQUEEZE = 0.02
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Run:
    """Characters set alike. `tracking` is added after each, in points; `whole` asks to keep the run on one line where
    it is short; `source` is whatever the caller wants to find again."""

    text: str
    face: Face
    size: float
    tracking: float = 0
    strong: bool = False
    whole: bool = False
    source: object = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs, its natural width, and the room it has. `last` ends a paragraph and is not justified."""

    runs: tuple[Run, ...]
    width: float
    room: float
    last: bool

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph taken apart: `ends[i]` is where its i-th characters' widths add up to; `breaks` where a line may end,
    and `reach` the width up to there without trailing spaces."""

    text: str
    sizes: Sequence[float]
    ends: Sequence[float]
    breaks: Sequence[int]
    reach: Sequence[float]


def wrap(runs: Iterable[Run], room: float, first: float | None = None, *, justified: bool = True) -> tuple[Line, ...]:
    """Break runs into lines of at most `room` points; `first` is the room of the first line, less its indent.

    A line feed ends a line. Where the text is to be justified, closing punctuation may hang by half its width and
    characters may move together by 2 % of an em.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(tuple(run for run in runs if run.text)):
        lines += _fill(paragraph, room, room if first is None else first, justified)
        first = None
    return tuple(lines)


def wrap_text(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Return the lines of a plain text set ragged in one face; trailing spaces are dropped."""
    return tuple(line.text.rstrip(" ") for line in wrap((Run(text, face, size),), room, justified=False))


def pair_squeeze(left: str, right: str) -> float:
    """Return by how much of an em two adjoining full-width marks move together (clreq 3.1.6), 0 for any others."""
    if left in HANGING and (right in HANGING or right in _OPENING):
        return _HALF
    return _HALF if left in _OPENING and right in _OPENING else 0


def char_widths(runs: Iterable[Run]) -> list[float]:
    """Return the width of each character in points, with its tracking and the squeeze against the next."""
    widths: list[float] = []
    previous, size = "", 0.0
    for run in runs:
        table = advances(run.face)
        for character in run.text:
            if previous in _MARKS and (squeeze := pair_squeeze(previous, character)):
                widths[-1] -= squeeze * size
            widths.append(table[character] * run.size + run.tracking)
            previous, size = character, run.size
    return widths


_MARKS = HANGING | _OPENING


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Split at line feeds; yields one empty paragraph for an empty text."""
    current: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        current += [replace(run, text=first)] if first else []
        for other in others:
            yield tuple(current)
            current = [replace(run, text=other)] if other else []
    yield tuple(current)


def _measured(runs: tuple[Run, ...], room: float) -> _Paragraph:
    text = "".join(run.text for run in runs)
    sizes = [run.size for run in runs for _ in run.text]
    ends = [0.0, *accumulate(char_widths(runs))]
    breaks = _without_wholes(opportunities(text), runs, ends, room)
    reach = [ends[_visible(text, position)] for position in breaks]
    return _Paragraph(text, sizes, ends, breaks, reach)


def _without_wholes(breaks: list[int], runs: tuple[Run, ...], ends: Sequence[float], room: float) -> list[int]:
    """Take out the opportunities inside runs that are to stay whole, unless such a run takes a third of the room."""
    inside: set[int] = set()
    start = 0
    for run in runs:
        end = start + len(run.text)
        if run.whole and ends[end] - ends[start] < room / 3:
            inside.update(range(start + 1, end))
        start = end
    return [position for position in breaks if position not in inside] if inside else breaks


def _visible(text: str, position: int) -> int:
    while position and text[position - 1] == " ":
        position -= 1
    return position


def _fill(runs: tuple[Run, ...], room: float, first: float, justified: bool) -> Iterator[Line]:
    paragraph = _measured(runs, room)
    start, available = 0, first
    cuts = _Cutter(runs)
    while start < len(paragraph.text):
        end = _end_of_line(paragraph, start, available, justified)
        last = end == len(paragraph.text)
        width = paragraph.ends[_visible(paragraph.text, end)] - paragraph.ends[start]
        yield Line(cuts.upto(end), width, available, last)
        start, available = end, room
    if not paragraph.text:
        yield Line(runs, 0, available, True)


def _end_of_line(paragraph: _Paragraph, start: int, room: float, justified: bool) -> int:
    """Return where the line that starts at `start` ends: the last break that fits, or mid-word where none does."""
    limit = paragraph.ends[start] + room + _EPSILON
    index = bisect_right(paragraph.reach, limit)
    if justified and index < len(paragraph.breaks):
        over = paragraph.reach[index] - limit
        if over <= _give(paragraph, start, paragraph.breaks[index]):
            return paragraph.breaks[index]
    if index and paragraph.breaks[index - 1] > start:
        return paragraph.breaks[index - 1]
    return _forced(paragraph.text, start, max(bisect_right(paragraph.ends, limit) - 1, start + 1))


def _forced(text: str, start: int, end: int) -> int:
    """Return where to cut what is too long for a line: behind a dash, else where no mark is left at a wrong end."""
    dash = text.rfind("—", start + 1, end)
    if dash > start:
        return dash + 1
    fitting = (at for at in range(end, start + 1, -1) if text[at] not in NO_START and text[at - 1] not in NO_END)
    return next(fitting, end)


def _give(paragraph: _Paragraph, start: int, end: int) -> float:
    """Return how many points a justified line may be too long: half a closing mark, and a little between characters."""
    last = _visible(paragraph.text, end) - 1
    hang = _HALF * paragraph.sizes[last] if paragraph.text[last] in HANGING else 0
    return hang + _SQUEEZE * paragraph.sizes[last] * (last - start)


class _Cutter:
    """Cuts runs into lines from front to back."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self._runs, self._index, self._used, self._position = runs, 0, 0, 0

    def upto(self, end: int) -> tuple[Run, ...]:
        """Return the runs from where the last call ended up to `end`."""
        pieces: list[Run] = []
        while self._position < end:
            run = self._runs[self._index]
            count = min(len(run.text) - self._used, end - self._position)
            whole = count == len(run.text)
            pieces.append(run if whole else replace(run, text=run.text[self._used : self._used + count]))
            self._position += count
            self._used += count
            if self._used == len(run.text):
                self._index, self._used = self._index + 1, 0
        return tuple(pieces)

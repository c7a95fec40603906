"""Runs of text and a measure in, lines out: greedy filling; a justified line takes in what squeezing makes room for.

A line keeps the runs it is made of, so that a figure or a stressed word is still known when it is drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, repeat
from operator import add, sub

from briefing.typeset.elastic import loose, overhang, piece, tiers, tight
from briefing.typeset.faces import Face
from briefing.typeset.opportunities import NO_END, NO_START, opportunities, ways_out
from briefing.typeset.runs import Line, Run
from briefing.typeset.widths import HANGING, Widths, char_widths, pair_squeeze, widths

__all__ = ["HANGING", "TRAILING", "Line", "Run", "char_widths", "pair_squeeze", "wrap", "wrap_text"]

TRAILING = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
"""Spaces that are not set at a line's end."""
_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_HANGS, _TRAILS = re.compile(f"[{''.join(sorted(HANGING))}]"), re.compile(f"[{TRAILING}]")
_EPSILON = 1e-6
# What may part the characters of a line, in em, before the line looks for help, and from how many lines before it.
_EVEN, _LINES_BACK = 0.05, 4
# A last line of fewer characters than this, marks not counted, is avoided (clreq: 孤字); a line that gives up
# characters to it may be stretched by this much of an em at each place.
_LEAST_LAST, _WIDEST_GAP = 2, 0.12


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph taken apart: `ends[i]` is where its i-th characters' widths add up to; `breaks` where a line may end,
    `tails[i]` where a line comes that ends there (where it is to be justified, without the blank half of a closing
    mark), and `reach` where it comes at each of the breaks, without trailing spaces."""

    text: str
    sizes: Sequence[float]
    found: Widths
    ends: Sequence[float]
    breaks: Sequence[int]
    tails: Sequence[float]
    reach: Sequence[float]

    def visible(self, start: int, end: int) -> int:
        """Return where the last character of a line that is set ends."""
        while end > start and self.text[end - 1] in TRAILING:
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """Return the natural width of a line."""
        last = self.visible(start, end)
        return self.ends[last] - self.found.joints[last - 1] - self.ends[start] if last > start else 0.0


def wrap(runs: Iterable[Run], room: float, first: float | None = None, *, justified: bool = True) -> tuple[Line, ...]:
    """Break runs into lines of at most `room` points; `first` is the room of the first line, less its indent.

    A line end in the text (of any sort) ends a line. A last line of one character gets another from the line before,
    where that has enough. Where the text is to be justified, the blank half of a closing mark may stand beyond the
    measure, and a line that squeezing makes room in takes in what comes next.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(tuple(run for run in runs if run.text)):
        lines += _fill(paragraph, room, room if first is None else first, justified)
        first = None
    return tuple(lines)


def wrap_text(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Return the lines of a plain text set ragged in one face; trailing spaces are dropped."""
    return tuple(line.text.rstrip(TRAILING) for line in wrap((Run(text, face, size),), room, justified=False))


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Split at line ends; yields one empty paragraph for an empty text."""
    current: list[Run] = []
    half = False
    for run in runs:
        # A carriage return and a line feed are one end, even in two runs.
        text = run.text[1:] if half and run.text[0] == "\n" else run.text
        half = run.text[-1] == "\r"
        first, *others = _LINE_END.split(text)
        current += [replace(run, text=first)] if first else []
        for other in others:
            yield tuple(current)
            current = [replace(run, text=other)] if other else []
    yield tuple(current)


def _measured(runs: tuple[Run, ...], text: str, found: Widths, room: float, justified: bool) -> _Paragraph:
    sizes = [size for run in runs for size in repeat(run.size, len(run.text))]
    ends = [0.0, *accumulate(map(add, found.advances, found.joints))]
    breaks = _without_wholes(opportunities(text), runs, ends, room)
    tails = list(map(sub, ends, (0.0, *found.joints)))
    if justified:
        for match in _HANGS.finditer(text):
            at = match.start()
            tails[at + 1] -= overhang(text[at], found.advances[at], sizes[at])
    reach = [tails[at] for at in _visible(text, breaks)]
    return _Paragraph(text, sizes, found, ends, breaks, tails, reach)


def _visible(text: str, breaks: list[int]) -> list[int]:
    """Return where the last character before each break that is set ends."""
    if not _TRAILS.search(text):
        return breaks
    seen = [0]
    for before, end in pairwise((0, *breaks)):
        at = before + len(text[before:end].rstrip(TRAILING))
        seen.append(at if at > before else seen[-1])
    return seen[1:]


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


def _fill(runs: tuple[Run, ...], room: float, first: float, justified: bool) -> Iterator[Line]:
    text, found = "".join(run.text for run in runs), widths(runs)
    wide = sum(found.advances) + sum(found.joints)
    if not text or (wide <= first and text[-1] not in TRAILING):
        # Most cells of a table and names in a chart end here.
        yield Line(runs, wide, first, True)
        return
    paragraph = _measured(runs, text, found, room, justified)
    cuts = _Cutter(runs)
    available = first
    ends = _ends(paragraph, room, first, justified)
    for start, end in pairwise((0, *ends)):
        yield Line(cuts.upto(end), paragraph.width(start, end), available, end == len(paragraph.text))
        available = room


def _ends(paragraph: _Paragraph, room: float, first: float, justified: bool) -> list[int]:
    """Return where the lines end."""
    ends = [_end_of_line(paragraph, 0, first, justified)]
    while ends[-1] < len(paragraph.text):
        ends.append(_end_of_line(paragraph, ends[-1], room, justified))
    if len(ends) == 1:
        return ends
    bounds, rooms = [0, *ends], [first, *repeat(room, len(ends) - 1)]
    if justified:
        _even_out(paragraph, bounds, rooms)
    if _is_short(paragraph.text[bounds[-2] :]):
        bounds[-2:] = _rescued(paragraph, bounds[-3:], rooms[-2:], justified)
    return bounds[1:]


def _even_out(paragraph: _Paragraph, bounds: list[int], rooms: list[float]) -> None:
    """Let lines that would be stretched too much take characters from the lines before them."""
    for line in range(1, len(rooms) - 1):
        for lower in range(line, max(0, line - _LINES_BACK), -1):
            if _gap(paragraph, bounds, rooms, lower) <= _EVEN:
                break
            _take_over(paragraph, bounds, rooms, lower)


def _take_over(paragraph: _Paragraph, bounds: list[int], rooms: list[float], line: int) -> None:
    """Move the end before a line backwards as long as the wider of the two lines' gaps becomes smaller."""
    index = bisect_left(paragraph.breaks, bounds[line])
    widest = max(_gap(paragraph, bounds, rooms, at) for at in (line - 1, line))
    while index and paragraph.breaks[index - 1] > bounds[line - 1]:
        index -= 1
        tried = [*bounds[line - 1 : line], paragraph.breaks[index], *bounds[line + 1 : line + 2]]
        gaps = [_gap(paragraph, tried, rooms[line - 1 : line + 1], at) for at in (0, 1)]
        if min(gaps) < 0 or max(gaps) >= widest:
            return
        bounds[line], widest = paragraph.breaks[index], max(gaps)


def _gap(paragraph: _Paragraph, bounds: Sequence[int], rooms: Sequence[float], line: int) -> float:
    """Return by how much of an em the characters of a line are parted; less than nothing where it is squeezed."""
    start, end = bounds[line], bounds[line + 1]
    visible = paragraph.visible(start, end)
    slack = paragraph.ends[start] + rooms[line] - paragraph.tails[visible]
    size = paragraph.sizes[start]
    if slack < _EVEN * size * 4:
        return min(slack, 0.0)
    return slack / size / max(len(loose(paragraph.text[start:visible])), 1)


def _end_of_line(paragraph: _Paragraph, start: int, room: float, justified: bool) -> int:
    """Return where the line that starts at `start` ends: the last break that fits, or mid-word where none does."""
    limit = paragraph.ends[start] + room + _EPSILON
    index = bisect_right(paragraph.reach, limit)
    fits = index > 0 and paragraph.breaks[index - 1] > start
    slack = limit - paragraph.reach[index - 1] if fits else room
    if justified and index < len(paragraph.breaks) and _takes_in(paragraph, start, index, limit, slack):
        return paragraph.breaks[index]
    if fits:
        return paragraph.breaks[index - 1]
    return _forced(paragraph, start, limit)


def _takes_in(paragraph: _Paragraph, start: int, index: int, limit: float, slack: float) -> bool:
    """Return whether a line takes in what comes next rather than being stretched by `slack` points: squeezing comes
    first (clreq 3.5.2), but not where either would hardly be seen and stretching is less."""
    over = paragraph.reach[index] - limit
    if over > limit - paragraph.ends[start]:
        return False
    line = piece(
        paragraph.text,
        paragraph.sizes,
        paragraph.found,
        start,
        paragraph.visible(start, paragraph.breaks[index]),
    )
    unseen = sum(tight(line).values())
    if min(over, slack) <= unseen:
        return over < slack
    return over <= unseen + sum(sum(tier.values()) for tier in tiers(line))


def _rescued(paragraph: _Paragraph, bounds: list[int], rooms: list[float], justified: bool) -> list[int]:
    """Return the bounds of the last line, which is too short, and of the line before: one line where squeezing makes
    room for it, else with the end between them moved where the line before becomes neither gappy nor short."""
    start, end, full = bounds
    last = len(paragraph.breaks) - 1
    limit = paragraph.ends[start] + rooms[0] + _EPSILON
    if justified and _takes_in(paragraph, start, last, limit, rooms[0]):
        return [full]
    before = paragraph.breaks[bisect_right(paragraph.breaks, start) : bisect_left(paragraph.breaks, end)]
    earlier = next((at for at in reversed(before) if not _is_short(paragraph.text[at:])), end)
    if justified:
        spoilt = _gap(paragraph, (start, earlier), rooms, 0) > _WIDEST_GAP
    else:
        spoilt = paragraph.width(start, earlier) < rooms[0] / 2
    return [end, full] if spoilt or paragraph.width(earlier, full) > rooms[1] else [earlier, full]


def _is_short(text: str) -> bool:
    """Return whether a last line has too few characters, marks not counted."""
    return len(text) < 16 and sum(c not in NO_START and c not in NO_END and not c.isspace() for c in text) < _LEAST_LAST


def _forced(paragraph: _Paragraph, start: int, limit: float) -> int:
    """Return where to cut what is too long for a line: where UAX #14 would, else where no mark is left at a wrong end,
    else between two characters, else wherever it is full."""
    text = paragraph.text
    end = bisect_right(paragraph.ends, limit) - 1
    while end > start + 1 and paragraph.tails[end] > limit:
        end -= 1
    end = max(end, start + 1)
    ways = [at for way in ways_out(text[start : end + 1]) if paragraph.tails[at := start + way] <= limit]
    good = (at for at in reversed(ways) if text[at : at + 1] not in NO_START and text[at - 1] not in NO_END)
    return next(good, ways[-1] if ways else end)


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

"""Texts that do not stand in a file in one piece in, whether they stand there divided as they may be out.

All texts are bare (see `compare`). A paragraph may go on overleaf, a table may be divided between columns, and a row
higher than a page may be cut by lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

# A piece of a paragraph that goes on overleaf has so many characters at least; one that is found anywhere, so many.
_LEAST, _LONG = 4, 8
# How many of the first cells of a row may be repeated where a table is divided.
_MOST_REPEATED = 3
_WINDOW = 5_000


def divided_rows(rows: Mapping[str, Sequence[str]], left: str) -> frozenset[str]:
    """Return the rows (a text with its cells) of tables divided between columns, all of a table in the same places.

    `left` is the file without what stands there in one piece. A row whose cells stand in other groups than those of
    every other row is none: those stand there by chance.
    """
    groups: dict[str, tuple[int, ...]] = {}
    seeker, last = _Seeker(left), tuple[int, ...]()
    for text, cells in rows.items():
        groups[text] = _groups(cells, seeker, last)
        last = groups[text] or last
    times = Counter(groups.values())
    return frozenset(text for text, group in groups.items() if group and times[group] > 1)


def _groups(cells: Sequence[str], seeker: _Seeker, last: tuple[int, ...]) -> tuple[int, ...]:
    """Return how many cells each group repeats, and how many stand behind those; none where some do not.

    `last` are the groups of a row before, which those of this one are most likely to be.
    """
    for repeated in dict.fromkeys((*last[:1], *range(1, _MOST_REPEATED + 1))):
        # The groups of another table may fit the beginning of this one, and then lead nowhere.
        for likely in dict.fromkeys((last[1:], ())) if repeated < len(cells) else ():
            counts = _behind(cells, repeated, seeker, likely)
            if counts:
                return (repeated, *counts)
    return ()


def _behind(cells: Sequence[str], repeated: int, seeker: _Seeker, last: Sequence[int]) -> tuple[int, ...]:
    lead, left, counts = "".join(cells[:repeated]), list(cells[repeated:]), list[int]()
    while left:
        likely = [count for count in last[len(counts) : len(counts) + 1] if count <= len(left)]
        tried = dict.fromkeys([*likely, *range(len(left), 0, -1)])
        count = next((n for n in tried if seeker.has(lead + "".join(left[:n]), len(counts))), 0)
        if not count:
            return ()
        counts.append(count)
        del left[:count]
    return tuple(counts)


class _Seeker:
    """Looks for texts in a long one, first near where the last one in the same slot was."""

    def __init__(self, text: str) -> None:
        self._text, self._near = text, dict[int, int]()

    def has(self, words: str, slot: int) -> bool:
        near = self._near.get(slot, 0)
        found = self._text.find(words, near, near + _WINDOW + len(words))
        found = found if found >= 0 else self._text.find(words)
        if found >= 0:
            self._near[slot] = found
        return found >= 0


def ends(pages: Sequence[str], placed: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[str, str]]:
    """Return what of each page stands before the first and after the last of the texts placed on it.

    What stands on the neighbouring page too is furniture, such as a source at the foot, and bounds nothing.
    """
    found: list[tuple[str, str]] = []
    for at, (page, spans) in enumerate(zip(pages, placed, strict=True)):
        before, behind = pages[at - 1] if at else "", pages[at + 1] if at + 1 < len(pages) else ""
        opening = next((begin for begin, end in spans if page[begin:end] not in before), len(page))
        closing = next((end for begin, end in reversed(spans) if page[begin:end] not in behind), 0)
        found.append((page[:opening], page[closing:]))
    return found


def is_continued(text: str, bounds: Sequence[tuple[str, str]]) -> bool:
    """Return whether a text runs from the end of a page over to the beginning of the next, or on over several.

    `bounds` are where it may end and begin on each page, as `ends` gives them.
    """
    starts = (at for at, (_, tail) in enumerate(bounds[:-1]) if text[:_LEAST] in tail)
    return len(text) >= _LONG and any(_runs_on(text, bounds[at:]) for at in starts)


def _runs_on(text: str, bounds: Iterable[tuple[str, str]]) -> bool:
    for (_, tail), (head, _) in pairwise(bounds):
        # Where the text stands whole too, its beginning is behind that.
        count = _begun(text, tail.rpartition(text)[2])
        # What stands at the foot of a page may happen to begin as the text goes on.
        rests = [text[end:] for end in range(count, max(count - _LEAST, _LEAST - 1), -1)]
        if any(rest in head for rest in rests if len(rest) >= _LEAST):
            return True
        text = next((rest for rest in rests if rest[:_LONG] in head), "")
        if not text:
            return False
    return False


def is_made_of_pieces(text: str, shown: str) -> bool:
    """Return whether a text stands in another in long pieces, wherever they are."""
    while text:
        count = _begun(text, shown)
        if count < min(len(text), _LONG):
            return False
        text = text[count:]
    return True


def _begun(text: str, page: str) -> int:
    """Return how many characters of a text's beginning stand together in another."""
    low, high = 0, min(len(text), len(page))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low

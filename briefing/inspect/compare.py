"""The texts that were composed and the text of each page or slide in, the texts that got lost out.

White space, line ends and characters without ink are left aside, since a back end sets its own. A text must stand in
the file in one piece, as many times as it was composed; only these may be apart: a paragraph that goes on overleaf,
and the cells of a row (a tab between them) that is divided.

Short texts stand within longer ones, so it is not enough to find them somewhere. Every text is counted: in what was
composed, and in the file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from briefing.inspect.findings import Findings
from briefing.inspect.glyphs import alike

# What opens a text that a speaker says: it stands on a page of its own.
NOTE = "\f"
# Between pages, and between texts that do not adjoin; neither is in any text.
_PAGE, _BARRIER = "\f", "\0"
_CELL = "\t"
_LONG = 8
_WINDOW = 5_000
# A piece of a paragraph that goes on overleaf has so many characters at least.
_LEAST = 4
# A cell so long may be higher than a page.
_HUGE = 400
_SHOWN = 40
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
# White space, control and format characters, and selectors of variants; and the dot of a light, which is a letter in a
# deck and a circle in a PDF.
_UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef●]+"
)
# pdfium gives a hyphen at a line's end as one of the first two, and ligatures by their letters.
_AS_READ = {0x02: "-", 0xFFFE: "-"} | dict(
    zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
_LOST = "文件里的文字与编写的不一致，请重新生成；仍然不行就请报告这个问题。"


def bare(text: str) -> str:
    """Return a text as it is compared: composed characters (NFC), without white space and what leaves no ink."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text.translate(_AS_READ)))


def absent(said: Sequence[str], pages: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that the pages do not show, in the order said, each once."""
    shown = list(pages) if said else []
    table = alike("".join((*shown, *said)))
    lost = _Comparison(shown, said, table).lost(said)
    return tuple(text for text in dict.fromkeys(said) if text in lost)


def tell_absent(lost: Iterable[str], findings: Findings, holder: str = "") -> None:
    """Tell of texts that got lost, where it is not the body from the `holder` (备注)."""
    for text in lost:
        words = text.replace(_CELL, "｜").replace("\n", " ")
        findings.add("", f"{holder}缺少文字“{words[:_SHOWN]}{'……' if len(words) > _SHOWN else ''}”。", _LOST)


class _Comparison:
    """Compares one file with texts, all of them bare, and with characters that one glyph shows made one by `table`.

    `_left` is the file without the texts that are in their turn, `_heads` and `_tails` what of each page stands before
    the first and after the last of them: only there can be the pieces of one that is divided.
    """

    def __init__(self, pages: Iterable[str], texts: Iterable[str], table: Mapping[int, str]) -> None:
        self._table = table
        self._pages = [self._read(page) for page in pages]
        self._texts = {text: self._read(text) for text in texts}
        self._shown = _PAGE.join(self._pages)
        self._heads, self._tails, self._left = [*self._pages], [*self._pages], self._shown

    def _read(self, text: str) -> str:
        return bare(text).translate(self._table)

    def _cells(self, text: str) -> list[str]:
        return [cell for cell in map(self._read, text.split(_CELL)) if cell]

    def lost(self, said: Sequence[str]) -> frozenset[str]:
        """Return the texts that got lost."""
        times = Counter(self._texts[text] for text in said if self._texts[text])
        counts = {text: self._shown.count(text) for text in self._out_of_turn(said)}
        doubtful = _uncounted(counts, _BARRIER.join(times.elements()))
        # What got lost or stands apart holds shorter texts, which are then missed too; so those are counted anew.
        rest = _BARRIER.join(text for text in times.elements() if text not in doubtful)
        apart = {text for text in doubtful if not counts[text] or counts[text] < rest.count(text) + times[text]}
        waiting = [text for text in said if self._texts[text] in apart]
        divided = self._divided_rows(waiting)
        return frozenset(text for text in waiting if text not in divided and not self._is_divided(text))

    def _out_of_turn(self, said: Iterable[str]) -> list[str]:
        """Return the texts that do not simply follow each other through the file, and the short ones."""
        left: dict[str, None] = {}
        spans: list[tuple[int, int]] = []
        at = 0
        for text in map(self._texts.__getitem__, said):
            found = self._shown.find(text, at, at + _WINDOW + len(text)) if len(text) >= _LONG else -1
            if found >= 0:
                at = found + len(text)
                spans.append((found, at))
            elif text:
                left[text] = None
        self._set_ends(spans)
        self._left = _without(self._shown, spans)
        return list(left)

    def _set_ends(self, spans: Iterable[tuple[int, int]]) -> None:
        starts = [0, *accumulate(len(page) + len(_PAGE) for page in self._pages)]
        seen = set[int]()
        for begin, end in spans:
            page = bisect_right(starts, begin) - 1
            if page not in seen:
                self._heads[page] = self._pages[page][: begin - starts[page]]
            self._tails[page] = self._pages[page][end - starts[page] :]
            seen.add(page)

    def _divided_rows(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the rows of tables that are divided between columns, all of a table in the same places.

        A row whose cells stand in other groups than those of every other row is none: those stand there by chance.
        """
        groups: dict[str, tuple[int, ...]] = {}
        seeker, last = _Seeker(self._left), tuple[int, ...]()
        for text in texts:
            last = groups[text] = _groups(self._cells(text), seeker, last)
        times = Counter(groups.values())
        return frozenset(text for text, group in groups.items() if group and times[group] > 1)

    def _is_divided(self, text: str) -> bool:
        """Return whether a text stands in pieces: overleaf, cut by lines, or in another order."""
        cells = self._cells(text)
        if len(cells) > 1:
            return any(len(cell) > _HUGE for cell in cells) and self._is_cut(cells)
        return self._is_continued(self._texts[text]) or self._is_turned(self._texts[text])

    def _is_cut(self, cells: Iterable[str]) -> bool:
        """Return whether the cells of a row higher than a page are there, each in long pieces: it is cut by lines."""
        return all(_is_made_of_pieces(cell, self._left) for cell in cells)

    def _is_continued(self, text: str) -> bool:
        """Return whether a text runs from the end of a page over to the beginning of the next, or on over several."""
        return any(self._runs_on(text, at) for at in range(len(self._pages) - 1))

    def _runs_on(self, text: str, at: int) -> bool:
        for tail, head in pairwise(zip(self._tails[at:], self._heads[at:], strict=True)):
            count = _begun(text, tail[0])
            # What stands at the foot of a page may happen to begin as the text goes on.
            rests = [text[end:] for end in range(count, max(count - _LEAST, _LEAST - 1), -1)]
            if any(rest in head[1] for rest in rests):
                return True
            text = next((rest for rest in rests if rest[:_LONG] in head[1]), "")
            if not text:
                return False
        return False

    def _is_turned(self, text: str) -> bool:
        """Return whether what is not written from right to left is there; the order around it is the reader's."""
        pieces = [piece for piece in _RIGHT_TO_LEFT.split(text) if piece]
        return pieces != [text] and all(piece in self._left for piece in pieces)


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


def _groups(cells: Sequence[str], seeker: _Seeker, last: Sequence[int]) -> tuple[int, ...]:
    """Return how many cells stand together, each time after the row's first cell; none where some do not.

    `last` are the groups of the row before, which those of this one are most likely to be.
    """
    left, counts = list(cells[1:]), list[int]()
    while left:
        likely = [count for count in last[len(counts) : len(counts) + 1] if count <= len(left)]
        tried = dict.fromkeys([*likely, *range(len(left), 0, -1)])
        count = next((n for n in tried if seeker.has(cells[0] + "".join(left[:n]), len(counts))), 0)
        if not count:
            return ()
        counts.append(count)
        del left[:count]
    return tuple(counts)


def _uncounted(counts: Mapping[str, int], composed: str) -> frozenset[str]:
    """Return the texts that the file shows less often than they were composed, alone or within others."""
    return frozenset(text for text, count in counts.items() if not count or count < composed.count(text))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with a barrier in place of each of the spans, which follow one another."""
    starts, ends = [0, *(end for _, end in spans)], [*(begin for begin, _ in spans), len(text)]
    return _BARRIER.join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _begun(text: str, page: str) -> int:
    """Return how many characters of a text's beginning stand together in another."""
    low, high = 0, min(len(text), len(page))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low


def _is_made_of_pieces(text: str, shown: str) -> bool:
    while text:
        count = _begun(text, shown)
        if count < min(len(text), _LONG):
            return False
        text = text[count:]
    return True

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
from itertools import accumulate

from briefing.inspect.divided import divided_rows, ends, is_continued, is_made_of_pieces
from briefing.inspect.findings import Findings
from briefing.inspect.glyphs import alike

# What opens a text that a speaker says: it stands on a page of its own.
NOTE = "\f"
# Between pages, and between texts that do not adjoin; neither is in any text.
_PAGE, _BARRIER = "\f", "\0"
_CELL = "\t"
_LONG = 8
_WINDOW = 5_000
# A cell so long may be higher than a page.
_HUGE = 100
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

    `_left` is the file without the texts that are in their turn, `_bounds` what of each page stands before the first
    and after the last of them: only there can be the pieces of one that is divided.
    """

    def __init__(self, pages: Iterable[str], texts: Iterable[str], table: Mapping[int, str]) -> None:
        self._table = table
        self._pages = [self._read(page) for page in pages]
        self._texts = {text: self._read(text) for text in texts}
        self._shown = self._left = _PAGE.join(self._pages)
        self._bounds: list[tuple[str, str]] = []

    def _read(self, text: str) -> str:
        return bare(text).translate(self._table)

    def lost(self, said: Sequence[str]) -> frozenset[str]:
        """Return the texts that got lost."""
        times = Counter(self._texts[text] for text in said if self._texts[text])
        counts = {text: self._shown.count(text) for text in self._out_of_turn(said)}
        doubtful = _uncounted(counts, _BARRIER.join(times.elements()))
        # What got lost or stands apart holds shorter texts, which are then missed too; so those are counted anew.
        rest = _BARRIER.join(text for text in times.elements() if text not in doubtful)
        apart = {text for text in doubtful if not counts[text] or counts[text] < rest.count(text) + times[text]}
        waiting = {text: self._cells(text) for text in said if self._texts[text] in apart}
        rows = divided_rows({text: cells for text, cells in waiting.items() if len(cells) > 1}, self._left)
        return frozenset(text for text, cells in waiting.items() if text not in rows and not self._is_apart(cells))

    def _cells(self, text: str) -> list[str]:
        return [cell for cell in map(self._read, text.split(_CELL)) if cell]

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
        self._left, self._bounds = _without(self._shown, spans), ends(self._pages, self._by_page(spans))
        return list(left)

    def _by_page(self, spans: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
        """Return spans of the file as spans of its pages."""
        starts = [0, *accumulate(len(page) + len(_PAGE) for page in self._pages)]
        placed: list[list[tuple[int, int]]] = [[] for _ in self._pages]
        for begin, end in spans:
            page = bisect_right(starts, begin) - 1
            placed[page].append((begin - starts[page], end - starts[page]))
        return placed

    def _is_apart(self, cells: Sequence[str]) -> bool:
        """Return whether a text stands in pieces: overleaf, in another order, or its cells cut by lines."""
        if len(cells) > 1:
            high = any(len(cell) > _HUGE for cell in cells)
            return high and all(is_made_of_pieces(cell, self._left) for cell in cells)
        return is_continued(cells[0], self._bounds) or self._is_turned(cells[0])

    def _is_turned(self, text: str) -> bool:
        """Return whether what is not written from right to left is there; the order around it is the reader's."""
        pieces = [piece for piece in _RIGHT_TO_LEFT.split(text) if piece]
        return pieces != [text] and all(piece in self._left for piece in pieces)


def _uncounted(counts: Mapping[str, int], composed: str) -> frozenset[str]:
    """Return the texts that the file shows less often than they were composed, alone or within others."""
    return frozenset(text for text, count in counts.items() if not count or count < composed.count(text))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with a barrier in place of each of the spans, which follow one another."""
    starts, stops = [0, *(end for _, end in spans)], [*(begin for begin, _ in spans), len(text)]
    return _BARRIER.join(text[start:stop] for start, stop in zip(starts, stops, strict=True))

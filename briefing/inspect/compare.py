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
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from briefing.inspect.findings import Findings
from briefing.inspect.glyphs import is_unseen

# Between pages, and between texts that do not adjoin; neither is in any text.
_PAGE, _BARRIER = "\f", "\0"
_CELL = "\t"
_LONG = 8
_WINDOW = 5_000
# How much of a page may stand between the end of a piece of a paragraph and the end of the page, in characters.
_FURNITURE = 400
_LEAST_PIECE = 4
_HUGE = 400
_SHOWN = 40
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
# A light's dot is a letter in a deck and a circle in a PDF. pdfium gives a hyphen at a line's end as one of the others.
_DROPPED = dict.fromkeys(map(ord, "●"))
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
_LOST = "文件里的文字与编写的不一致，请重新生成；仍然不行就请报告这个问题。"


def bare(text: str) -> str:
    """Return a text as it is compared: composed characters (NFC), without white space and what leaves no ink."""
    whole = unicodedata.normalize("NFC", text.translate(_HYPHENS))
    return "".join(each for each in whole.translate(_DROPPED) if not each.isspace() and not is_unseen(each))


def absent(said: Sequence[str], pages: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that the pages do not show, in the order said, each once."""
    comparison = _Comparison([bare(page) for page in pages], {text: bare(text) for text in said})
    lost = comparison.lost(said)
    return tuple(text for text in dict.fromkeys(said) if text in lost)


def tell_absent(lost: Iterable[str], findings: Findings) -> None:
    for text in lost:
        words = text.replace(_CELL, "｜").replace("\n", " ")
        findings.add("", f"缺少文字“{words[:_SHOWN]}{'……' if len(words) > _SHOWN else ''}”。", _LOST)


class _Comparison:
    """Compares one file with texts, each of which is given with what it is compared by."""

    def __init__(self, pages: Sequence[str], texts: Mapping[str, str]) -> None:
        self._pages, self._texts = pages, texts
        self._shown = _PAGE.join(pages)

    def lost(self, said: Iterable[str]) -> frozenset[str]:
        """Return the texts that got lost."""
        times = Counter(self._texts[text] for text in said if self._texts[text])
        doubtful = self._uncounted(times, self._out_of_turn(said))
        # What got lost or stands apart holds shorter texts, which are then missed too; so those are counted anew.
        rest = _BARRIER.join(text for text in times.elements() if text not in doubtful)
        apart = {text for text in doubtful if self._shown.count(text) < rest.count(text) + times[text]}
        return frozenset(
            text for text in said if self._texts[text] in apart and not self._is_divided(text, self._texts[text])
        )

    def _out_of_turn(self, said: Iterable[str]) -> list[str]:
        """Return the texts that do not simply follow each other through the file, and the short ones."""
        left: dict[str, None] = {}
        at = 0
        for text in map(self._texts.__getitem__, said):
            found = self._shown.find(text, at, at + _WINDOW + len(text)) if len(text) >= _LONG else -1
            if found < 0 and text:
                left[text] = None
            elif text:
                at = found + len(text)
        return list(left)

    def _uncounted(self, times: Counter[str], texts: Iterable[str]) -> frozenset[str]:
        """Return the texts that the file shows less often than they were composed, alone or within others."""
        composed = _BARRIER.join(times.elements())
        return frozenset(text for text in texts if self._shown.count(text) < composed.count(text))

    def _is_divided(self, text: str, whole: str) -> bool:
        """Return whether a text stands in the file in pieces that it may be divided into."""
        cells = [cell for cell in map(bare, text.split(_CELL)) if cell]
        if len(cells) > 1:
            return self._is_row(cells) or (any(len(cell) > _HUGE for cell in cells) and self._is_cut(cells))
        return self._is_continued(whole) or self._is_turned(whole)

    def _is_row(self, cells: Sequence[str]) -> bool:
        """Return whether a row's cells stand in groups, each opened by the row's first cell: a table too wide."""
        first, left = cells[0], list(cells[1:])
        while left:
            count = next((n for n in range(len(left), 0, -1) if first + "".join(left[:n]) in self._shown), 0)
            if not count:
                return False
            del left[:count]
        return True

    def _is_cut(self, cells: Iterable[str]) -> bool:
        """Return whether each cell of a row higher than a page is there."""
        return all(cell in self._shown or self._is_continued(cell) for cell in cells)

    def _is_continued(self, text: str) -> bool:
        """Return whether a text runs from the end of a page over to the beginning of the next, or on over several."""
        if len(text) < 2 * _LEAST_PIECE:
            return False
        starts = (at for at in range(len(self._pages) - 1) if text[:_LEAST_PIECE] in self._pages[at])
        return any(self._runs_on(text, at) for at in starts) or (len(text) > _HUGE and self._is_scattered(text))

    def _is_scattered(self, text: str) -> bool:
        """Return whether a text, longer than a page may be, stands in long pieces: a row too high is cut by lines."""
        while text:
            low, high = 0, len(text)
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (middle, high) if text[:middle] in self._shown else (low, middle - 1)
            if low < min(len(text), _LONG):
                return False
            text = text[low:]
        return True

    def _runs_on(self, text: str, at: int) -> bool:
        for page, following in pairwise(self._pages[at:]):
            count = _piece(text, page)
            # Furniture that happens to begin as the text goes on would be taken for it.
            rests = [text[count - less :] for less in range(min(_LEAST_PIECE, count - _LEAST_PIECE + 1))]
            if any(rest in following[: len(rest) + _FURNITURE] for rest in rests):
                return True
            begun = (rest for rest in rests if rest[: 2 * _LEAST_PIECE] in following[:_FURNITURE])
            text = next(begun, "")
            if not text:
                return False
        return False

    def _is_turned(self, text: str) -> bool:
        """Return whether what is not written from right to left is there; the order around it is the reader's."""
        pieces = [piece for piece in _RIGHT_TO_LEFT.split(text) if piece]
        return pieces != [text] and all(piece in self._shown for piece in pieces)


def _piece(text: str, page: str) -> int:
    """Return how many characters of a text's beginning a page has near its end; 0 where they are too few."""
    low, high = 0, min(len(text), len(page))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    near = page.rfind(text[:low]) + low >= len(page) - _FURNITURE
    return low if near and low >= _LEAST_PIECE else 0

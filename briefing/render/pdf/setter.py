"""Texts in, runs ready to be broken into lines out; on the way every character is checked and noted for its face."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from briefing.blocks import Span, Text
from briefing.document import Style
from briefing.errors import Notice, Problems
from briefing.typeset import Face, Line, Run, missing, supported, wrap

# Line ends of every sort become one; invisible characters have no glyph and nothing to say on paper.
_LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029\u000b\u000c]")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]"
)
_SPACE = re.compile(r"[\t\u2000-\u200a\u202f\u205f]")


class Setter:
    """Makes runs, and collects what the whole document needs: characters, problems and notices."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.problems, self.notices = Problems(), list[Notice]()
        self._used: dict[Face, set[str]] = defaultdict(set)

    @property
    def used(self) -> dict[Face, frozenset[str]]:
        return {face: frozenset(characters) for face, characters in self._used.items()}

    def runs(
        self, words: Text | str, face: Face, size: float, where: str, *, tracking: float = 0, strong: bool = False
    ) -> tuple[Run, ...]:
        """Return the runs of a text; a stressed span takes the bold face, or a stroke where there is none."""
        spans = (Span(words),) if isinstance(words, str) else words
        return tuple(run for span in spans for run in self._span(span, face, size, where, tracking, strong))

    def _span(self, span: Span, face: Face, size: float, where: str, tracking: float, strong: bool) -> Iterator[Run]:
        stressed = strong or span.strong
        if stressed and face is Face.SANS:
            face = Face.SANS_BOLD
        for text, chosen in supported(cleaned(span.text), face):
            self.note(text, chosen, where)
            stroked = stressed and chosen is not Face.SANS_BOLD
            yield Run(text, chosen, size, tracking, stroked, span.figure is not None, span)

    def note(self, text: str, face: Face, where: str) -> None:
        """Remember the characters of a text for its face; one without a glyph is a problem of its place."""
        self._used[face].update(text)
        self._used[face].discard("\n")
        for character in sorted(missing(face, text)):
            code = f"U+{ord(character):04X}"
            shown = f"“{character}”（{code}）" if character.isprintable() else code
            self.problems.add(where, f"字体中没有{shown}这个字符，无法印出。", "请换用其他写法。")

    def lines(
        self, words: Text | str, face: Face, size: float, room: float, where: str, *, strong: bool = False
    ) -> tuple[Line, ...]:
        """Return the lines of a text set ragged."""
        return wrap(self.runs(words, face, size, where, strong=strong), room, justified=False)

    def line(self, words: Text | str, face: Face, size: float, where: str, *, strong: bool = False) -> Line:
        """Return a text as one line, however long; line ends become spaces."""
        runs = self.runs(words, face, size, where, strong=strong)
        joined = (replace(run, text=run.text.replace("\n", " ")) for run in runs)
        return wrap(joined, 1e9, justified=False)[0]


def cleaned(text: str) -> str:
    """Return the text with one sort of line end and of space, without invisible characters."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", _LINE_END.sub("\n", text)))

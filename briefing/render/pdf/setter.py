"""Texts in, runs ready to be broken into lines out; on the way every character is checked and noted for its face."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from briefing.blocks import Span, Text
from briefing.document import Style
from briefing.errors import Notice, Problems
from briefing.render.pdf.page import OFFICIAL, Sheet
from briefing.render.pdf.svg import Picture, pieces, words
from briefing.typeset import Face, Fonts, Line, Piece, Role, Run, missing, wrap

# Line ends of every sort become one; characters that only steer layout have no glyph and say nothing on paper. Control
# characters stay, to be found missing: what they stand for in the data is not known.
_LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029\u000b\u000c]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SPACE, _FIXED_SPACE = re.compile(r"[\t\u2000-\u2006\u2008-\u200a\u205f]"), re.compile("[\u2007\u202f]")
_MARKS = re.compile("([‘’“”…]+)")
# The mark that calls a footnote is small and raised.
_MARK_SIZE, _MARK_RISE = 0.62, 0.34


class Setter:
    """Makes runs, and collects what the whole document needs: characters, problems and notices."""

    def __init__(
        self,
        style: Style,
        fonts: Fonts | None = None,
        sheet: Sheet = OFFICIAL,
        autospace: float = 0,
        *,
        english: bool = False,
    ) -> None:
        self.style, self.sheet, self.autospace, self.english = style, sheet, autospace, english
        self.fonts = fonts or Fonts()
        self.problems, self.notices = Problems(), list[Notice]()
        self._used: dict[Face, set[str]] = defaultdict(set)

    @property
    def used(self) -> dict[Face, frozenset[str]]:
        return {face: frozenset(characters) for face, characters in self._used.items()}

    def runs(
        self, words: Text | str, role: Role, size: float, where: str, *, tracking: float = 0, strong: bool = False
    ) -> tuple[Run, ...]:
        """Return the runs of a text; a stressed span takes the bold face, or a stroke where there is none."""
        spans = (Span(words),) if isinstance(words, str) else words
        return tuple(run for span in spans for run in self._span(span, role, size, where, tracking, strong))

    def _span(self, span: Span, role: Role, size: float, where: str, tracking: float, strong: bool) -> Iterator[Run]:
        for piece in self._pieces(cleaned(span.text), role, strong=strong or span.strong):
            self._note(piece, where)
            run = Run(
                piece.text, piece.face, size, tracking, piece.stroked, span.figure is not None, span, self.autospace
            )
            yield replace(run, size=size * _MARK_SIZE, rise=size * _MARK_RISE, tracking=0) if span.note else run

    def _pieces(self, text: str, role: Role, *, strong: bool) -> Iterator[Piece]:
        """Yield the pieces of a text; in English “ ” ’ … are set in a Latin face, as a Chinese one has them wide."""
        for at, part in enumerate(_MARKS.split(text) if self.english else (text,)):
            if at % 2:
                yield Piece(part, self.fonts.latin(role), stroked=strong)
            elif part:
                yield from self.fonts.pieces(part, role, strong=strong)

    def note_picture(self, picture: Picture, where: str) -> None:
        """Remember the characters of a picture, and what it lost."""
        self.notices += [Notice(where, loss) for loss in picture.losses]
        for line in words(picture.items):
            for piece in pieces(line):
                self._note(piece, where)

    def _note(self, piece: Piece, where: str) -> None:
        """Remember the characters of a piece for its face; one without a glyph is a problem of its place."""
        self._used[piece.face].update(piece.text)
        self._used[piece.face].discard("\n")
        for character in sorted(missing(piece.face, piece.text)):
            code = f"U+{ord(character):04X}"
            shown = f"“{character}”（{code}）" if character.isprintable() else code
            self.problems.add(where, f"字体中没有{shown}这个字符，无法印出。", "请换用其他写法。")

    def lines(
        self, words: Text | str, role: Role, size: float, room: float, where: str, *, strong: bool = False
    ) -> tuple[Line, ...]:
        """Return the lines of a text set ragged."""
        return wrap(self.runs(words, role, size, where, strong=strong), room, justified=False)

    def line(self, words: Text | str, role: Role, size: float, where: str, *, strong: bool = False) -> Line:
        """Return a text as one line, however long; line ends become spaces."""
        runs = self.runs(words, role, size, where, strong=strong)
        joined = (replace(run, text=run.text.replace("\n", " ")) for run in runs)
        return wrap(joined, 1e9, justified=False)[0]


def cleaned(text: str) -> str:
    """Return the text with one sort of line end and of space, without invisible characters."""
    return _FIXED_SPACE.sub("\u00a0", _SPACE.sub(" ", _INVISIBLE.sub("", _LINE_END.sub("\n", text))))

"""Lines of text in, the footnotes that they call out: set small, to stand at the foot of the page that calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefing.blocks import Span, text
from briefing.render.pdf.page import baseline
from briefing.render.pdf.pen import Pen, note_key
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.typeset import Line, wrap

# 小五 with its usual leading, below a rule a third as long as the text is wide.
_SIZE, _PITCH, _ABOVE = 9.0, 13.5, 9.0
_RULE, _SHARE = 0.5, 1 / 3


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote ready to draw; what calls it leads to `key`."""

    lines: tuple[Line, ...]
    key: str
    element: Element = field(default_factory=lambda: Element("Note"))

    @property
    def height(self) -> float:
        return len(self.lines) * _PITCH


def footnotes(setter: Setter, lines: Iterable[Line], where: str) -> Iterator[tuple[int, Footnote]]:
    """Yield the footnotes that lines call, each with the number of its line."""
    before: object = None
    for at, line in enumerate(lines):
        for run in line.runs:
            # A mark of several runs is one call.
            span, before = run.source if run.source is not before else None, run.source
            if isinstance(span, Span) and span.note:
                words = text(Span(f"{span.text} "), span.note)
                runs = setter.runs(words, setter.sheet.text, _SIZE, where)
                yield at, Footnote(wrap(runs, setter.sheet.text_width), note_key(span.text))


def called_in(setter: Setter, lines: Iterable[Line], where: str) -> tuple[Footnote, ...]:
    return tuple(note for _, note in footnotes(setter, lines, where))


def notes_height(notes: Iterable[Footnote]) -> float:
    """Return the room that the notes of a page take, their rule included."""
    total = sum(note.height for note in notes)
    return total + _ABOVE if total else 0


def draw_notes(pen: Pen, notes: Iterable[Footnote], x: float, bottom: float, width: float) -> None:
    """Draw the notes of a page so that they end at `bottom`."""
    kept = tuple(notes)
    if not kept:
        return
    y = bottom - notes_height(kept)
    pen.rule(x, y + _ABOVE / 2, width * _SHARE, pen.style.ink, _RULE)
    y += _ABOVE
    for note in kept:
        pen.anchor(note.key, y)
        with pen.within(note.element):
            for line in note.lines:
                pen.line(line, x, y + baseline(line, _PITCH), pen.style.ink, "justify")
                y += _PITCH

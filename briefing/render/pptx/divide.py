"""A text that is too long for its place in, what fills the place and what goes on elsewhere out."""

from __future__ import annotations

import re

from briefing.blocks import Span, Text, plain
from briefing.render.pptx.shapes import Para
from briefing.render.pptx.text import line_ends, lines, runs

# The end of a sentence, or of a part of one that can stand alone.
_SENTENCE = re.compile(r"(?:[。！？；!?;…]+|\.(?=\s))[”’」』）)]*")
# A cut between sentences may leave this share of the lines empty; else the cut is between lines.
_LEAST_FILLED = 0.6
_FEWEST_LINES = 2


def divided(words: Text, size: float, room: float, most: int, *, bullet: str = "") -> tuple[Text, Text] | None:
    """Return what stands on at most `most` lines, and the rest; None where no useful piece does, or all of it.

    The cut is between two sentences where one ends late enough, else between two lines.
    """
    whole = plain(words)
    ends = line_ends(_para(words, size, bullet), room)
    if most < _FEWEST_LINES or len(ends) <= most:
        return None
    for count in range(most, 0, -1):
        head, rest = cut(words, _place(whole, ends[count - 1]))
        # The head is measured anew: with fewer Latin letters in it other room is left for wider ones.
        if rest and lines(_para(head, size, bullet), room) <= most:
            return head, rest
    return None


def cut(words: Text, at: int) -> tuple[Text, Text]:
    """Return the first `at` characters and the rest, without the blanks that it would begin with."""
    head: list[Span] = []
    rest: list[Span] = []
    for span in words:
        inside = max(0, min(at, len(span.text)))
        at -= len(span.text)
        head += [Span(span.text[:inside], span.figure, span.strong)] if inside else []
        left = span.text[inside:] if rest else span.text[inside:].lstrip()
        rest += [Span(left, span.figure, span.strong)] if left else []
    return tuple(head), tuple(rest)


def _para(words: Text, size: float, bullet: str) -> Para:
    return Para(runs(words, size), size, bullet=bullet)


def _place(whole: str, end: int) -> int:
    """Return where to cut a text of which `end` characters would fit."""
    sentences = [found.end() for found in _SENTENCE.finditer(whole, 0, end)]
    late = [at for at in sentences if at >= _LEAST_FILLED * end]
    return late[-1] if late else end

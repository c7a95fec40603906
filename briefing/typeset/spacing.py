"""A broken line in, the stretches to draw with their places and letter spacing out: justification and hanging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from briefing.typeset.breaking import HANGING, Line, Run, char_widths, pair_squeeze

Align = Literal["justify", "left", "center", "right"]

# Beyond this gap, in em, a stretched line looks worse than a ragged one.
_WIDEST_GAP = 0.6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one run drawn in one go from `x`, with `spacing` points after each."""

    x: float
    text: str
    run: Run
    spacing: float


def stretches(line: Line, align: Align = "justify") -> tuple[Stretch, ...]:
    """Return what to draw of a line, with x counted from the left end of its room."""
    text = line.text.rstrip(" ")
    runs = [run for run in line.runs for _ in run.text][: len(text)]
    widths = char_widths(line.runs)[: len(text)]
    gaps = _gaps(line, text, runs, sum(widths)) if align == "justify" and text else [0.0] * len(text)
    x = {"center": (line.room - line.width) / 2, "right": line.room - line.width}.get(align, 0.0)
    return tuple(_stretches(text, runs, widths, gaps, x))


def _gaps(line: Line, text: str, runs: Sequence[Run], width: float) -> list[float]:
    """Return what to add after each character so that the line fills its room."""
    extra = line.room - width
    if extra >= 0 and line.last:
        return [0.0] * len(text)
    if extra < 0:
        hang = runs[len(text) - 1].size / 2 if text[-1] in HANGING else 0.0
        each = min(0.0, extra + hang) / max(len(text) - 1, 1)
        return [each] * len(text)
    loose = [_is_loose(left, right) for left, right in pairwise(text)]
    count = sum(loose)
    each = extra / count if count else 0.0
    if each > _WIDEST_GAP * runs[0].size:
        return [0.0] * len(text)
    return [each if opened else 0.0 for opened in loose] + [0.0]


def _is_loose(left: str, right: str) -> bool:
    """Return whether space may be let in between: not inside Latin words and numbers, nor inside —— and ……."""
    if left == right and left in "—…":
        return False
    return not (_is_tight(left) and _is_tight(right))


def _is_tight(character: str) -> bool:
    return "!" <= character < "\u2000" or character in "%％"


def _stretches(
    text: str, runs: Sequence[Run], widths: Sequence[float], gaps: Sequence[float], x: float
) -> Iterator[Stretch]:
    """Cut where the run or the gap changes, or where two marks were moved together."""
    begin, at = 0, x
    for index, character in enumerate(text):
        x += widths[index] + gaps[index]
        following = text[index + 1 : index + 2]
        joined = (
            following
            and runs[index + 1] is runs[begin]
            and gaps[index] == gaps[begin]
            and not pair_squeeze(character, following)
        )
        if not joined:
            yield Stretch(at, text[begin : index + 1], runs[begin], gaps[begin] + runs[begin].tracking)
            begin, at = index + 1, x

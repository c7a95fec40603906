"""A broken line in, the stretches to draw with their places and letter spacing out: justification and hanging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.typeset.breaking import TRAILING
from briefing.typeset.elastic import Gaps, Piece, piece, squeezed, stretched
from briefing.typeset.runs import Line, Run
from briefing.typeset.widths import INVISIBLE, widths

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
    """Return what to draw of a line, with x counted from the left end of its room.

    Where a line starts with an opening mark whose blank half is given up, x is less than 0 by that half.
    """
    end = len(line.text.rstrip(TRAILING))
    runs = [run for run in line.runs for _ in run.text][:end]
    seen = piece(line.text, [run.size for run in runs], widths(line.runs), 0, end)
    if len(seen.text) < end:
        runs = [run for run, character in zip(runs, line.text, strict=False) if character not in INVISIBLE]
    gaps = _gaps(line, seen) if align == "justify" else Gaps()
    x = {"center": (line.room - line.width) / 2, "right": line.room - line.width}.get(align, 0.0)
    return tuple(_stretches(seen, runs, gaps, x + gaps.get(-1, 0.0)))


def _gaps(line: Line, seen: Piece) -> Gaps:
    """Return what to add behind each character so that the line fills its room, and its last line no more than that."""
    if not seen.text:
        return Gaps()
    extra = line.room + seen.overhang - seen.width
    if extra < 0:
        return squeezed(seen, -extra)
    return Gaps() if line.last else stretched(seen, extra, _WIDEST_GAP * seen.sizes[0])


def _stretches(seen: Piece, runs: Sequence[Run], gaps: Gaps, x: float) -> Iterator[Stretch]:
    """Cut where the run changes, or what is added behind a character."""
    added = list(seen.joints)
    for index, gap in gaps.items():
        if index >= 0:
            added[index] += gap
    begin, last = 0, len(runs) - 1
    for index, run in enumerate(runs):
        if index < last and runs[index + 1] is run and added[index] == added[begin]:
            continue
        yield Stretch(x, seen.text[begin : index + 1], run, added[begin] + run.tracking)
        x += sum(seen.advances[begin : index + 1]) + sum(added[begin : index + 1])
        begin = index + 1

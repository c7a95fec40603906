"""The visible characters of one line in; where and by how much the line gives way, and what is added where, out.

The order is clreq's (3.5, 行内调整). Squeezed are first the mark at the line's end, to half its width (GB/T 15834—2011,
5.1.10), then, hardly to be seen, the distance of all characters; then word spaces, the middle dot, brackets and quotes,
commas, the space between Chinese and Latin, and stops. Stretched are word spaces and the spaces between Chinese and
Latin, to half an em, then the distance of all characters. Latin words and numbers never change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.typeset.classes import classes
from briefing.typeset.widths import COMMAS, FULL, HALF, HANGING, INVISIBLE, MOST, OPENING, STOPS, Widths

# How much closer characters may be set, in em, before the eye notices.
_TIGHT = 0.02
_LEAST_WORD_SPACE, _LEAST_AUTOSPACE, _WIDEST_SPACE = 0.25, 0.125, 0.5
_LEFT = 1e-6
_MIDDLE_DOTS = "·・"
# Between two of these nothing is let in: they are words, numbers, and the signs that belong to them.
_CLOSED = "anpktsexzgqwybduANPKTSEXZGQYBDU"
_LOOSE = re.compile(f"(?![mM]m)(?:[^W{_CLOSED}](?=[^ A-Z])|[{_CLOSED}](?=[^ A-Z{_CLOSED}]))")

Gaps = dict[int, float]
"""How much is added behind each character, in points; -1 is the line's start."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is seen of a line, a character each: its size, its width and the joint to the next, all in points."""

    text: str
    sizes: Sequence[float]
    advances: Sequence[float]
    joints: Sequence[float]

    @property
    def width(self) -> float:
        """The natural width."""
        return sum(self.advances) + sum(self.joints[:-1])

    @property
    def overhang(self) -> float:
        """How much of the last character is a blank half that may stand beyond the measure."""
        return overhang(self.text[-1], self.advances[-1], self.sizes[-1]) if self.text else 0.0


def piece(text: str, sizes: Sequence[float], found: Widths, start: int, end: int) -> Piece:
    """Return the visible characters from `start` to `end`."""
    if INVISIBLE.isdisjoint(text[start:end]):
        return Piece(text[start:end], sizes[start:end], found.advances[start:end], found.joints[start:end])
    chosen = [at for at in range(start, end) if text[at] not in INVISIBLE]
    return Piece(
        "".join(text[at] for at in chosen),
        [sizes[at] for at in chosen],
        [found.advances[at] for at in chosen],
        [found.joints[at] for at in chosen],
    )


def overhang(character: str, width: float, size: float) -> float:
    """Return by how much a character at a line's end may stand beyond the measure."""
    return HALF * size if character in HANGING and width >= FULL * size else 0.0


def loose(text: str) -> list[int]:
    """Return behind which characters space may be let in: not within a word, a number, a character with its marks, ——
    or ……, and at a space behind it only."""
    return [match.start() for match in _LOOSE.finditer(classes(text))]


def tight(line: Piece) -> Gaps:
    """Return by how much the distance of the characters may shrink without being noticed."""
    return {at: _TIGHT * line.sizes[at] for at in loose(line.text)}


def tiers(line: Piece) -> tuple[Gaps, ...]:
    """Return what else may be squeezed, the first first, and by how much."""
    words, dots, brackets, commas, spaces, stops = (Gaps() for _ in range(6))
    for at, character in enumerate(line.text):
        size, full, joint = line.sizes[at], line.advances[at] >= FULL * line.sizes[at], line.joints[at]
        inner = at < len(line.text) - 1
        if joint > 0 and inner:
            _add(spaces, at, joint - _LEAST_AUTOSPACE * size)
        if character == " " and inner:
            _add(words, at, line.advances[at] - _LEAST_WORD_SPACE * size)
        elif character in OPENING and full:
            # Its blank half lies before it. Where a mark has moved into that already, more would stack the two.
            if not at or line.joints[at - 1] >= 0:
                _add(brackets, at - 1, _before(line, at, HALF))
        elif character in HANGING and full and inner and joint >= 0:
            _add(stops if character in STOPS else commas if character in COMMAS else brackets, at, HALF * size)
        elif character in _MIDDLE_DOTS and full and inner and at:
            _add(dots, at - 1, _before(line, at, HALF / 2))
            _add(dots, at, HALF / 2 * size)
    return tuple(tier for tier in (words, dots, brackets, commas, spaces, stops) if tier)


def _before(line: Piece, at: int, share: float) -> float:
    """Return by how much a character may move over the one before it."""
    blank = share * line.sizes[at]
    return min(blank, MOST * line.advances[at - 1]) if at else blank


def _add(gaps: Gaps, at: int, amount: float) -> None:
    if amount > 0:
        gaps[at] = gaps.get(at, 0.0) + amount


def squeezed(line: Piece, over: float) -> Gaps:
    """Return what is taken away, as negative numbers, to make a line shorter by `over` points.

    Within a tier all give the same share. What no tier can give is taken from all characters alike.
    """
    taken = Gaps()
    for tier in (tight(line), *tiers(line)):
        over -= _share(tier, over, taken, -1)
    count = len(line.text) - 1
    if over > _LEFT and count:
        _share(dict.fromkeys(range(count), over / count), over, taken, -1)
    return taken


def stretched(line: Piece, extra: float, widest: float) -> Gaps:
    """Return what is added to make a line longer by `extra` points; nothing where that would part its characters by
    more than `widest` points."""
    added = Gaps()
    extra -= _share(_spaces(line), extra, added, 1)
    gaps = loose(line.text)
    if extra > _LEFT and (not gaps or extra / len(gaps) > widest):
        return Gaps()
    _share(dict.fromkeys(gaps, extra / max(len(gaps), 1)), extra, added, 1)
    return added


def _share(tier: Gaps, wanted: float, result: Gaps, sign: Literal[1, -1]) -> float:
    """Take what is wanted from a tier, as far as it goes, the same share of each; return how much that is."""
    whole = sum(tier.values())
    if wanted <= 0 or whole <= 0:
        return 0.0
    share = min(1.0, wanted / whole)
    for at, amount in tier.items():
        result[at] = result.get(at, 0.0) + sign * share * amount
    return share * whole


def _spaces(line: Piece) -> Gaps:
    """Return how much wider the spaces of a line may become before anything else moves."""
    found = Gaps()
    for at, character in enumerate(line.text[:-1]):
        own = line.advances[at] if character == " " else line.joints[at]
        if own > 0:
            _add(found, at, _WIDEST_SPACE * line.sizes[at] - own)
    return found

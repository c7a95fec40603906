"""Runs in, the width of each character out, and by how much it moves towards the next or away from it.

Two full-width marks that meet move together (clreq 3.1.6). Where the runs ask for it, an ideograph and a letter or
digit stand apart: never at a mark or a sign (3%的), nor where a space stands already.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from briefing.typeset.measure import advances
from briefing.typeset.runs import Run

STOPS, COMMAS = frozenset("。？！．"), frozenset("，、；：")
# Closing marks have a blank right half and opening marks a blank left half: that half may be given up.
HANGING = STOPS | COMMAS | frozenset("）》」』”’〕】〉〗｝］｠")
OPENING = frozenset("（《「『“‘〔【〈〖｛［｟")
HALF = 0.5
# A mark narrower than this, in em, has no blank half: some faces have narrow quotes.
FULL = 0.9
# A mark moves over no more than this share of a narrower character before it: readers of a PDF go by where each begins.
MOST = 0.8
_HIDDEN = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E)),
    *((0x2060, 0x2064), (0x2066, 0x2069), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0020, 0xE007F), (0xE0100, 0xE01EF)),
)
INVISIBLE = frozenset(chr(code) for first, last in _HIDDEN for code in range(first, last + 1))
"""Characters that take no room and are not drawn."""


class Widths(NamedTuple):
    """For each character its width with its tracking, and how much is added between it and the next."""

    advances: list[float]
    joints: list[float]


def pair_squeeze(left: str, right: str) -> float:
    """Return by how much of an em two adjoining full-width marks move together (clreq 3.1.6), 0 for any others."""
    if left in HANGING and (right in HANGING or right in OPENING):
        return HALF
    return HALF if left in OPENING and right in OPENING else 0


def char_widths(runs: Iterable[Run]) -> list[float]:
    """Return the width of each character in points, with its tracking and what lies between it and the next."""
    found = widths(runs)
    return [width + joint for width, joint in zip(found.advances, found.joints, strict=True)]


def widths(runs: Iterable[Run]) -> Widths:
    """Return the widths of all characters in points; what is invisible has none."""
    given = tuple(runs)
    found: list[float] = []
    parted = 0.0
    for run in given:
        table, size, tracking = advances(run.face), run.size, run.tracking
        found += [table[character] * size + tracking for character in run.text]
        parted += run.autospace
    text, joints = "".join([run.text for run in given]), [0.0] * len(found)
    if parted or _SPECIAL.search(text):
        _adjust(text, found, joints, given)
    return Widths(found, joints)


def _adjust(text: str, found: list[float], joints: list[float], given: tuple[Run, ...]) -> None:
    """Set the widths of what has no ink, and what lies between marks, and between Chinese and Latin."""
    own = _Owners(given)
    for match in _WITHOUT_INK.finditer(text):
        at = match.start()
        # A tab is as wide as a space: there are no stops to go to.
        run = own.of(at)
        found[at] = advances(run.face)[" "] * run.size + run.tracking if text[at] == "\t" else 0.0
    for match in _PAIR.finditer(text):
        _squeeze(text, found, joints, (match.start(), match.end(1)), own)
    if any(run.autospace for run in given):
        _part(text, joints, own)


def _part(text: str, joints: list[float], own: _Owners) -> None:
    """Let ideographs stand apart from the letters and digits beside them, where their run asks for it."""
    for match in _BORDER.finditer(text.translate(_KINDS)):
        left, right = match.start(), match.end(match.lastindex or 0)
        run = own.of(left if match[0] == "i" else right)
        # Marks on the left one are drawn before the space.
        at = max(at for at in range(left, right) if text[at] not in INVISIBLE)
        joints[at] = run.autospace * run.size


def _squeeze(text: str, found: list[float], joints: list[float], pair: tuple[int, int], own: _Owners) -> None:
    """Move two marks together, by the blank half that lies between them."""
    left, right = pair
    one, other = own.of(left).size, own.of(right).size
    if found[left] >= FULL * one and found[right] >= FULL * other:
        opens, closes = text[right] in OPENING, text[left] in HANGING
        blank = min(one, other) if opens and closes else one if closes else other
        joints[left] = -min(pair_squeeze(text[left], text[right]) * blank, MOST * found[left])


class _Owners:
    """Tells which run a character is of."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self._runs, self._starts = runs, list(accumulate((len(run.text) for run in runs), initial=0))

    def of(self, at: int) -> Run:
        return self._runs[bisect_right(self._starts, at) - 1]


class _Kinds(dict[int, str]):
    """What a character is to its neighbours: an ideograph, a letter or digit, a mark on another, or none of them."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        kind = "m" if category[0] == "M" or chr(code) in INVISIBLE else " "
        if category[0] == "L" or category in ("Nd", "Nl"):
            kind = "i" if unicodedata.east_asian_width(chr(code)) in "WF" else "l"
        self[code] = kind
        return kind


_KINDS = _Kinds()
_MARKS = re.escape("".join(sorted(HANGING | OPENING)))
_NONE = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HIDDEN)
_WITHOUT_INK = re.compile(f"[\t{_NONE}]")
# Most texts of a table have none of these.
_SPECIAL = re.compile(f"[\t{_NONE}{_MARKS}]")
_PAIR = re.compile(f"[{_MARKS}](?=([{_NONE}]{{0,9}})[{_MARKS}])")
_BORDER = re.compile("i(?=(m{0,9})l)|l(?=(m{0,9})i)")

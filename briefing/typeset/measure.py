"""Text and a face in, its width in points out. Advances are asked once per character and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from briefing.typeset.faces import MOST_FACES, Face, shared_face, shared_font


class Sized(Protocol):
    """Characters in a face at a size, as a run has them."""

    @property
    def text(self) -> str: ...
    @property
    def face(self) -> Face: ...
    @property
    def size(self) -> float: ...


class Advances(dict[str, float]):
    """The advance of each character in em; asked of the font at first use. A character without a glyph has that of
    the missing-glyph box."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._font, self._units = shared_font(face), shared_face(face).upem

    def __missing__(self, character: str) -> float:
        glyph = self._font.get_nominal_glyph(ord(character)) or 0
        advance: float = self._font.get_glyph_h_advance(glyph) / self._units
        self[character] = advance
        return advance


@lru_cache(maxsize=MOST_FACES)
def advances(face: Face) -> Advances:
    """Return the advances of a face, shared by everyone who measures with it."""
    return Advances(face)


def width(text: str, face: Face, size: float) -> float:
    """Return the width of one line of text in points at `size`, without kerning."""
    return sum(map(advances(face).__getitem__, text)) * size


def ink_top(runs: Iterable[Sized]) -> float:
    """Return how far above the baseline the ink of some runs reaches, in points."""
    tops = [0.0]
    for run in runs:
        font, units = shared_font(run.face), shared_face(run.face).upem
        for character in set(run.text):
            extents = font.get_glyph_extents(font.get_nominal_glyph(ord(character)) or 0)
            tops.append(extents.y_bearing / units * run.size if extents else 0.0)
    return max(tops)

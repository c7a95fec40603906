"""Slide plans and the PDF of their deck in, every line of text that does not fall where it was planned out.

A page is drawn in the order of its shapes, so the characters of a frame are found by following that order; those of
charts are passed over. Positions are points from the top left corner of the slide.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

from briefing.render.pptx.frames import Frame, frames
from briefing.render.pptx.furniture import PAGE_FIELD
from briefing.render.pptx.shapes import SlidePlan
from briefing.render.pptx.xml import BULLET

# Where a line falls may differ from the plan by this much: programs round, and place a line in its pitch differently.
ACROSS, DOWN = 1.5, 3.0
# The share of a line's type that stands over and under its base line.
_OVER, _UNDER = 0.88, 0.12
_ONE_LINE = 2.0
# Closing marks may stand beyond the measure, as they do in print; not in a table, where the next cell is near.
_FIRST_EMOJI, _UNSEEN = "\U0001f000", ("Cf", "Cc", "Mn", "Me")
_HANGING = frozenset("，。、；：？！）》」』”’〉】〕,.;:!?)")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character: where it begins and ends, its base line and its size."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A frame with the characters that were found for it, and those of its text that were not."""

    slide: int
    frame: Frame
    glyphs: tuple[Glyph, ...]
    missing: str

    @property
    def lines(self) -> int:
        """On how many lines its characters stand."""
        bases: list[float] = []
        for glyph in self.glyphs:
            if not any(abs(glyph.base - base) < _ONE_LINE for base in bases):
                bases.append(glyph.base)
        return len(bases)


def strayed(slides: Sequence[SlidePlan], pdf: Path) -> list[str]:
    """Return what of a deck's text does not stand as it was planned, in words that name slide and frame."""
    return [fault for drawn in found(slides, pdf) for fault in faults(drawn)]


def found(slides: Sequence[SlidePlan], pdf: Path) -> Iterator[Drawn]:
    """Yield every frame of text with its characters on the page."""
    with pdfplumber.open(pdf) as pages:
        assert len(pages.pages) == len(slides)
        for number, (slide, page) in enumerate(zip(slides, pages.pages, strict=True), 1):
            yield from _on_page(slide, [_glyph(char, slide.stage.height) for char in page.chars], number)


def faults(drawn: Drawn) -> Iterator[str]:
    """Yield what is wrong with one frame: text that is not there, lines beyond those planned, lines outside the box."""
    frame = drawn.frame
    where = f"slide {drawn.slide} {frame.name} {frame.cell or ''} “{frame.text[:16]}”"
    if drawn.missing:
        yield f"{where}: {drawn.missing!r} is not drawn"
    planned = sum(count for para, count in zip(frame.paras, frame.lines, strict=True) if not _is_unseen(para.text))
    if drawn.lines > planned:
        yield f"{where}: {drawn.lines} lines, planned {planned}"
    for glyph in drawn.glyphs:
        if outside := _outside(glyph, frame):
            yield f"{where}: “{glyph.text}” {outside}"
            return


def _outside(glyph: Glyph, frame: Frame) -> str:
    box = frame.box
    hanging = glyph.size if glyph.text in _HANGING and not frame.cell else 0
    beyond = {
        "left": box.x - glyph.x0,
        "right": glyph.x1 - box.right - hanging,
        "top": box.y - (glyph.base - _OVER * glyph.size),
        "bottom": glyph.base + _UNDER * glyph.size - box.bottom,
    }
    allowed = {"left": ACROSS, "right": ACROSS, "top": DOWN, "bottom": DOWN}
    over = {side: by for side, by in beyond.items() if by > allowed[side]}
    return "; ".join(f"{by:.1f} beyond the {side}" for side, by in over.items())


def _on_page(slide: SlidePlan, glyphs: Sequence[Glyph], number: int) -> Iterator[Drawn]:
    at = 0
    for frame in frames(slide):
        expected = _expected(frame, number)
        if not any(_is_sure(character) for character in expected):
            continue
        start, end, missing = _place(glyphs, at, Counter(expected))
        # An emoji may be drawn late, among the characters of the next frame.
        own = (glyph for glyph in glyphs[start:end] if _is_own(glyph.text, expected))
        yield Drawn(number, frame, tuple(own), missing)
        at = end


def _is_own(text: str, expected: str) -> bool:
    return not _is_unseen(text) and (text.startswith("(cid:") or unicodedata.normalize("NFC", text) in expected)


def _place(glyphs: Sequence[Glyph], at: int, expected: Counter[str]) -> tuple[int, int, str]:
    """Return where the characters of a text stand: right here, or behind those of a chart; and which are missing."""
    tried = [(at, *_taken(glyphs, at, expected))]
    for start in range(at + 1, len(glyphs)):
        if not tried[-1][2]:
            break
        if glyphs[start].text in expected:
            tried.append((start, *_taken(glyphs, start, expected)))
    return min(tried, key=lambda each: len(each[2]))


def _taken(glyphs: Sequence[Glyph], start: int, expected: Counter[str]) -> tuple[int, str]:
    """Return where the characters of a text end that begins at `start`, and what of it is not among them."""
    left = Counter(expected)
    sure = sum(count for character, count in left.items() if _is_sure(character))
    at = start
    while at < len(glyphs) and (sure > 0 or left[glyphs[at].text] > 0):
        # A glyph may stand for several characters, and for one that the PDF does not name.
        names = unicodedata.normalize("NFC", glyphs[at].text)
        if all(left[each] > 0 for each in names):
            left.subtract(names)
            sure -= sum(_is_sure(each) for each in names)
        elif names.startswith("(cid:"):
            sure -= 1
        elif any(_is_sure(each) for each in names):
            break
        at += 1
    return at, "".join(sorted(each for each in (+left).elements() if _is_sure(each))) if sure > 0 else ""


def _expected(frame: Frame, number: int) -> str:
    words = unicodedata.normalize("NFC", frame.text.replace(PAGE_FIELD, str(number)))
    return BULLET * sum(bool(para.bullet) for para in frame.paras) + words


def _is_unseen(text: str) -> bool:
    return all(character.isspace() or unicodedata.category(character) in _UNSEEN for character in text)


def _is_sure(character: str) -> bool:
    """Return whether a character is certain to be read back from the page: no blank, no part of an emoji."""
    return not _is_unseen(character) and character < _FIRST_EMOJI


def _glyph(char: dict[str, Any], height: float) -> Glyph:
    return Glyph(char["text"], char["x0"], char["x1"], height - char["matrix"][5], char["size"])

"""Texts and widths in, measured paragraphs out: what size fits, how many lines, how high. No python-pptx here.

Text is measured with the packaged face and 3 % slack, since the machine that shows the deck has a sister of that face.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.blocks import Bullets, Callout, Paragraph, Text
from briefing.document import Style, Words
from briefing.render.pptx.shapes import Para, Run
from briefing.render.pptx.xml import INDENT
from briefing.typeset import breaking, measure
from briefing.typeset.faces import Face

SLACK = 0.97
# A stand-in for the face may have wider figures (DejaVu's are 15 % wider); they are given room.
_WIDER_LATIN = 0.15
BODY_SIZES = (18.0, 17.0, 16.0)
LEADING = 1.5
ITEM_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What every block of a section is drawn with: the style, the fixed words, and the colour of the theme's mark."""

    style: Style
    words: Words
    color: str


def width(words: str, size: float, *, strong: bool = False) -> float:
    """Return the width of one line in points, slack included."""
    face = Face.SANS_BOLD if strong else Face.SANS
    latin = "".join(filter(str.isascii, words))
    return (measure.width(words, face, size) + _WIDER_LATIN * measure.width(latin, face, size)) / SLACK


def runs(words: Text, size: float, *, color: str = "", strong: bool = False, stress: str = "") -> tuple[Run, ...]:
    """Return the spans as runs; `stress` is the colour of those that are strong."""
    return tuple(
        Run(span.text, size, strong or span.strong, stress if stress and span.strong else color, span.figure)
        for span in words
    )


def lines(para: Para, room: float) -> int:
    """Return how many lines a paragraph takes in `room` points."""
    free = (room - (INDENT if para.bullet else 0)) * SLACK
    return _lines(tuple((run.text, run.strong, run.size, run.spacing) for run in para.runs), free)


@lru_cache(maxsize=4096)
def _lines(pieces: tuple[tuple[str, bool, float, float], ...], room: float) -> int:
    """Count lines; what is tried in several sizes and boxes is asked for more than once."""
    wide = sum(len(words) * (size + spacing) for words, _, size, spacing in pieces)
    if wide <= room and not any("\v" in words for words, *_ in pieces):
        # No character is wider than its size, so there is no need to measure.
        return 1
    runs_ = tuple(
        breaking.Run(words.replace("\v", "\n"), Face.SANS_BOLD if strong else Face.SANS, size, spacing)
        for words, strong, size, spacing in pieces
    )
    return len(breaking.wrap(runs_, room * _share_without_stand_ins(runs_), justified=False))


def _share_without_stand_ins(given: Iterable[breaking.Run]) -> float:
    """Return how much of the room is left for text whose Latin letters and figures may turn out wider."""
    plain = latin = 0.0
    for run in given:
        plain += measure.width(run.text, run.face, run.size)
        latin += measure.width("".join(filter(str.isascii, run.text)), run.face, run.size)
    return plain / (plain + _WIDER_LATIN * latin) if plain else 1.0


def height(paras: Iterable[Para], room: float) -> float:
    """Return the height of paragraphs set in `room` points, in points."""
    return sum(para.before + lines(para, room) * para.pitch for para in paras)


def largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float:
    """Return the first size that fits, or the last one."""
    return next((size for size in sizes if fits(size)), sizes[-1])


def body(block: Paragraph | Bullets | Callout, size: float, setting: Setting) -> tuple[Para, ...]:
    """Return a text block as paragraphs of one size; the items of a list keep a gap between them."""
    ink, pitch = setting.style.ink, size * LEADING
    if isinstance(block, Bullets):
        items = [Para(runs(item, size, color=ink), pitch, bullet=setting.color) for item in block.items]
        return spread(items, ITEM_GAP)
    return (Para(runs(block.text, size, color=ink), pitch),)


def spread(paras: Sequence[Para], gap: float) -> tuple[Para, ...]:
    """Return paragraphs with a gap before each but the first."""
    return tuple(replace(para, before=gap if at else 0) for at, para in enumerate(paras))


def one_line(words: str, size: float, room: float, *, strong: bool = False) -> str:
    """Return the words, cut with …… where one line cannot hold them; for lists of what stands in full elsewhere."""
    if width(words, size, strong=strong) <= room:
        return words
    kept = words
    while kept and width(f"{kept}……", size, strong=strong) > room:
        kept = kept[:-1]
    return f"{kept}……"

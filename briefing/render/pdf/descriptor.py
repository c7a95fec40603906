"""A cut font in, what its descriptor says of it out, in thousandths of an em (ISO 32000-1, 9.8)."""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uharfbuzz import Font as HarfBuzzFont

_FIXED, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64
_CAPITALS = "HEAI"
# IBM's classes of families with serifs, in OS/2; and PANOSE's Latin text with serif styles.
_SERIF_CLASSES, _TEXT, _SERIF_STYLES = (1, 2, 3, 4, 5, 7), 2, range(2, 11)


@dataclass(frozen=True, slots=True)
class Measures:
    """What a viewer may set in the font's place, should it have to. `box` is around the ink of all glyphs."""

    flags: int
    box: tuple[int, int, int, int]
    italic_angle: float
    ascent: int
    descent: int
    cap_height: int
    stem: int


def measure(font: HarfBuzzFont) -> Measures:
    """Return the measures of a font that does not vary."""
    face = font.face
    em = 1000 / face.upem
    os2, post, head = (bytes(face.reference_table(tag).data) for tag in ("OS/2", "post", "head"))
    angle, fixed = (unpack_from(">i", post, 4)[0] / 65536, unpack_from(">I", post, 12)[0]) if len(post) > 15 else (0, 0)
    ascent, descent = _reach(font, os2)
    return Measures(
        flags=_SYMBOLIC | _SERIF * _has_serifs(os2) | _FIXED * bool(fixed) | _ITALIC * bool(angle),
        box=_box(head, em),
        italic_angle=round(angle, 2),
        ascent=round(ascent * em),
        descent=round(descent * em),
        cap_height=round((_stated_cap_height(os2) or _capital(font) or ascent) * em),
        stem=_stem(os2),
    )


def _reach(font: HarfBuzzFont, os2: bytes) -> tuple[int, int]:
    """Return how far letters reach up and down: the typographic measures, which leave out the room between lines."""
    typographic: tuple[int, int] = unpack_from(">2h", os2, 68) if len(os2) >= 72 else (0, 0)
    if typographic[0] > typographic[1]:
        return typographic
    extents = font.get_font_extents("ltr")
    return extents.ascender, extents.descender


def _box(head: bytes, em: float) -> tuple[int, int, int, int]:
    left, bottom, right, top = (round(side * em) for side in unpack_from(">4h", head, 36))
    return left, bottom, right, top


def _has_serifs(os2: bytes) -> bool:
    if len(os2) < 42:
        return False
    return os2[30] in _SERIF_CLASSES or (os2[32] == _TEXT and os2[33] in _SERIF_STYLES)


def _stated_cap_height(os2: bytes) -> int:
    """Return OS/2 sCapHeight, which there is from version 2 on; 0 where it is not stated."""
    height: int = unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0
    return max(height, 0)


def _capital(font: HarfBuzzFont) -> int:
    """Return how high the ink of the first capital reaches that the font has; 0 where it has none."""
    for letter in _CAPITALS:
        glyph = font.get_nominal_glyph(ord(letter))
        extents = font.get_glyph_extents(glyph) if glyph else None
        if extents:
            return int(extents.y_bearing)
    return 0


def _stem(os2: bytes) -> int:
    """Return about how thick an upright stem is, by the font's weight: 400 gives 88, 700 gives 166.

    Only CFF states it, and a viewer asks for it only where it has to take another font.
    """
    weight: int = unpack_from(">H", os2, 4)[0] if len(os2) >= 6 else 400
    return round(50 + (weight / 65) ** 2)

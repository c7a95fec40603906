"""An embedded font program in, which glyphs it has out."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.inspect.pdfs.cff import glyph_numbers
from briefing.inspect.pdfs.objects import MALFORMED, Object, get, is_stream, name

if TYPE_CHECKING:
    import uharfbuzz as hb

# Whether a code shows a glyph that is not the box of a missing one.
Has = Callable[[int], bool]
# The private place where symbol fonts keep their glyphs (OpenType, cmap 3.0).
_SYMBOLS = 0xF000


def glyphs(font: Object) -> Has | None:
    """Return what tells whether a code has a glyph; None for a program that is not looked into.

    A program that cannot be read has no glyph at all.
    """
    descendant = next(iter(get(font, "/DescendantFonts") or ()), None)
    descriptor = get(descendant if descendant is not None else font, "/FontDescriptor")
    truetype, compact = get(descriptor, "/FontFile2"), get(descriptor, "/FontFile3")
    try:
        if descendant is not None and is_stream(truetype):
            return _by_glyph(truetype.read_bytes(), get(descendant, "/CIDToGIDMap"))
        if descendant is not None and is_stream(compact):
            return _by_cid(compact.read_bytes(), name(get(compact, "/Subtype")))
        if descendant is None and is_stream(truetype):
            return _by_code(truetype.read_bytes())
    except (*MALFORMED, struct.error):
        return lambda code: False
    return None


def _opened(program: bytes) -> hb.Font:
    import uharfbuzz as hb

    return hb.Font(hb.Face(hb.Blob(program)))


def _by_glyph(program: bytes, mapped: Object) -> Has:
    """Return the test of a TrueType font by CIDs: their glyph is in the map, or is of the same number."""
    font = _opened(program)
    count = font.face.glyph_count
    if not is_stream(mapped):
        return lambda code: 0 < code < count and _has_ink(font, code)
    table = mapped.read_bytes()
    numbers = struct.unpack(f">{len(table) // 2}H", table[: len(table) // 2 * 2])
    return lambda code: code < len(numbers) and 0 < numbers[code] < count and _has_ink(font, numbers[code])


def _has_ink(font: hb.Font, glyph: int) -> bool:
    extents = font.get_glyph_extents(glyph)
    return extents is not None and bool(extents.width or extents.height)


def _by_cid(program: bytes, kind: str) -> Has:
    """Return the test of a font with CFF outlines by CIDs, which its charset lists where it is keyed by them."""
    table = bytes(_opened(program).face.reference_table("CFF ").data) if kind == "OpenType" else program
    return glyph_numbers(table).__contains__


def _by_code(program: bytes) -> Has:
    """Return the test of a TrueType font by codes of one byte, as symbol fonts and cut ones are addressed."""
    find = _opened(program).get_nominal_glyph
    return lambda code: any(find(each) for each in (code, _SYMBOLS + code, _latin(code)))


def _latin(code: int) -> int:
    return ord(bytes([code & 0xFF]).decode("cp1252", errors="replace"))

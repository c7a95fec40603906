"""The packaged faces: a role in, its font data, its coverage, or a font cut to the characters used out.

Only packaged files are read, never the system's, so that the same text has the same shape on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uharfbuzz import Face as HarfBuzzFace
    from uharfbuzz import Font as HarfBuzzFont

# Layout is done here character by character; a viewer of the finished file never shapes.
_UNUSED_TABLES = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx", "DSIG")


class Face(Enum):
    """What a face is for: headings and tables (黑体), the same in bold, or running text (宋体 for 仿宋)."""

    SANS = "sans"
    SANS_BOLD = "sans_bold"
    SERIF = "serif"


@dataclass(frozen=True, slots=True)
class Source:
    """A packaged font file, the name its cut goes by, and the weight to pin where it is variable."""

    package: str
    path: str
    name: str
    weight: int | None = None


_SANS_FILE = ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")
SOURCES: dict[Face, Source] = {
    Face.SANS: Source(*_SANS_FILE, "NotoSansSC-Regular", 400),
    Face.SANS_BOLD: Source(*_SANS_FILE, "NotoSansSC-Bold", 700),
    Face.SERIF: Source("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf", "NotoSerifSC-Regular"),
}
# Where a face lacks a character, the face that may stand in for it.
FALLBACKS: dict[Face, Face] = {Face.SERIF: Face.SANS}


def cut(face: Face, characters: Iterable[str]) -> bytes:
    """Return a static font with the glyphs of `characters` only: TrueType for the sans faces, CFF for the serif.

    Equal characters give equal bytes. Characters that the face lacks are left out: ask `missing` first.
    """
    import uharfbuzz as hb

    plan = hb.SubsetInput()
    # The hints speak for screens of 96 dpi and add a third to the file.
    plan.flags = hb.SubsetFlags.NO_HINTING
    wanted = plan.sets(hb.SubsetInputSets.UNICODE)
    wanted.update(sorted({ord(character) for text in characters for character in text}))
    plan.drop_table_tag_set.update([int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES])
    weight = SOURCES[face].weight
    if weight is not None:
        plan.pin_axis_location(shared_face(face), "wght", weight)
    return bytes(plan.subset(shared_face(face)).blob.data)


def missing(face: Face, text: str) -> frozenset[str]:
    """Return the characters of `text` for which the face has no glyph; line ends need none."""
    glyph = shared_font(face).get_nominal_glyph
    return frozenset(character for character in set(text) - {"\n"} if not glyph(ord(character)))


def supported(text: str, face: Face) -> tuple[tuple[str, Face], ...]:
    """Return the text in pieces, each with the face that has its glyphs: `face`, or its stand-in where it lacks one."""
    stand_in = FALLBACKS.get(face)
    lacking = missing(face, text)
    if stand_in is None or not lacking:
        return ((text, face),) if text else ()
    pieces: list[tuple[str, Face]] = []
    for character in text:
        chosen = stand_in if character in lacking else face
        if pieces and pieces[-1][1] is chosen:
            pieces[-1] = (pieces[-1][0] + character, chosen)
        else:
            pieces.append((character, chosen))
    return tuple(pieces)


@cache
def shared_face(face: Face) -> HarfBuzzFace:
    """Return the whole face as HarfBuzz maps it into memory; opening it takes under a millisecond."""
    import uharfbuzz as hb

    source = SOURCES[face]
    return hb.Face(hb.Blob.from_file_path(str(files(source.package) / source.path)))


@cache
def shared_font(face: Face) -> HarfBuzzFont:
    """Return the face at its weight, for asking advances."""
    import uharfbuzz as hb

    font = hb.Font(shared_face(face))
    weight = SOURCES[face].weight
    if weight is not None:
        font.set_variations({"wght": weight})
    return font

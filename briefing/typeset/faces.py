"""A face in; its coverage, its metrics' font, or a font cut to the characters used out.

A face is a font file at one weight. The packaged ones are the same on every machine; `fonts` says which face plays
which role in a document, and which stands in where it lacks a character.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from briefing.errors import BriefingError
from briefing.typeset.characters import trouble

if TYPE_CHECKING:
    from uharfbuzz import Face as HarfBuzzFace
    from uharfbuzz import Font as HarfBuzzFont
    from uharfbuzz import SubsetInput

_NEEDED, _OUTLINES = frozenset({"head", "hhea", "hmtx", "maxp"}), frozenset({"glyf", "CFF ", "CFF2"})
# Layout is done here character by character; a viewer of the finished file never shapes.
MOST_FACES = 512
"""Of so many faces a process keeps what it knows: more than any machine has fonts for Chinese."""
_UNUSED_TABLES = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx", "DSIG")


@dataclass(frozen=True, slots=True)
class Face:
    """A font at one weight.

    `name` is what its cut goes by; `file` is a path, or one within `package`; `index` picks a font of a collection;
    `weight` is pinned where the font is variable (None: it is not). `stamp` tells a file from another that took its
    place: what is known of a face is kept for the life of a process.
    """

    name: str
    file: str
    package: str = ""
    index: int = 0
    weight: int | None = None
    stamp: str = ""

    SANS: ClassVar[Face]
    SANS_BOLD: ClassVar[Face]
    SERIF: ClassVar[Face]

    @property
    def path(self) -> str:
        return str(files(self.package) / self.file) if self.package else self.file

    @property
    def is_packaged(self) -> bool:
        return bool(self.package)


_SANS = ("fonts/ofl/notosanssc/NotoSansSC[wght].ttf", "justmytype_intl_cjk", 0)
Face.SANS = Face("NotoSansSC-Regular", *_SANS, weight=400)
Face.SANS_BOLD = Face("NotoSansSC-Bold", *_SANS, weight=700)
Face.SERIF = Face("NotoSerifSC-Regular", "NotoSerifSC-Regular.otf", "pylopdf_fonts_zh_cn")
# For what the simplified faces lack: forms of Taiwan, Hong Kong, Japan and Korea.
_OTHERS = (("TC", "notosanstc"), ("JP", "notosansjp"), ("KR", "notosanskr"))
REGIONAL = tuple(
    Face(f"NotoSans{name}-Regular", f"fonts/ofl/{folder}/NotoSans{name}[wght].ttf", "justmytype_intl_cjk", weight=400)
    for name, folder in _OTHERS
)
# For letters of other alphabets and for signs.
_WESTERN = "justmytype_western_core"
LATIN_SANS = Face("NotoSans-Regular", "fonts/ofl/notosans/NotoSans[wdth,wght].ttf", _WESTERN, weight=400)
LATIN_SERIF = Face("NotoSerif-Regular", "fonts/ofl/notoserif/NotoSerif[wdth,wght].ttf", _WESTERN, weight=400)
SYMBOLS = Face("NotoSansSymbols2-Regular", "fonts/ofl/notosanssymbols2/NotoSansSymbols2-Regular.ttf", _WESTERN)
PACKAGED = (Face.SANS, Face.SANS_BOLD, Face.SERIF, LATIN_SANS, LATIN_SERIF, *REGIONAL, SYMBOLS)


def cut(face: Face, characters: Iterable[str]) -> bytes:
    """Return a static font with the glyphs of `characters` only; TrueType and CFF outlines stay what they are.

    Equal characters give equal bytes. In a CFF font a character's CID is its glyph number. Characters that the face
    lacks are left out: ask `missing` first. Where the maker allows no subset, all glyphs stay.
    """
    import uharfbuzz as hb

    plan = hb.SubsetInput()
    # The hints speak for screens of 96 dpi and add a third to the file. CFF2 has no place in a PDF.
    flags = hb.SubsetFlags
    plan.flags = flags.NO_HINTING | flags.DOWNGRADE_CFF2 | flags.CFF_IDENTITY_CHARSET
    wanted = plan.sets(hb.SubsetInputSets.UNICODE)
    wanted.update(sorted({ord(character) for text in characters for character in text}))
    plan.drop_table_tag_set.update([int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES])
    whole = shared_face(face)
    if _is_whole_only(whole):
        wanted.update(whole.unicodes)
    if whole.has_var_data:
        plan.pin_all_axes_to_default(whole)
    if face.weight is not None:
        plan.pin_axis_location(whole, "wght", face.weight)
    made = _subset(plan, face)
    return _as_cff(bytes(made.blob.data)) if "CFF2" in made.table_tags else bytes(made.blob.data)


def _subset(plan: SubsetInput, face: Face) -> HarfBuzzFace:
    """Return what a plan keeps of a face; BriefingError where the file is damaged in what is asked for."""
    try:
        made = plan.subset(shared_face(face))
    except RuntimeError:
        made = None
    # HarfBuzz leaves out a table that it can make no sense of, and says nothing.
    if made is None or not _NEEDED.issubset(made.table_tags) or _OUTLINES.isdisjoint(made.table_tags):
        hint = "请重新安装这个字体，或换用别的字体。"
        raise BriefingError(f"字体“{face.name}”已损坏，取不出要用的字。", Path(face.file).name, hint)
    return made


def _is_whole_only(face: HarfBuzzFace) -> bool:
    """Return whether the maker allows no subset (OS/2 fsType, bit 8)."""
    table = bytes(face.reference_table("OS/2").data)
    return len(table) >= 10 and bool(table[8] & 1)


def _as_cff(font: bytes) -> bytes:
    """Return a font that is in CFF2 though it does not vary: HarfBuzz leaves those as they are."""
    from fontTools.cffLib.CFF2ToCFF import convertCFF2ToCFF
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    convertCFF2ToCFF(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def missing(face: Face, text: str) -> frozenset[str]:
    """Return the characters of `text` that the face cannot set: without a glyph, or not to be set letter by letter.

    Line ends need no glyph.
    """
    lacks = _gaps(face)
    return frozenset(character for character in set(text) if lacks[character])


class _Gaps(dict[str, bool]):
    """Whether a face cannot set a character; asked of the font at first use."""

    def __init__(self, face: Face) -> None:
        super().__init__({"\n": False})
        self._font = shared_font(face)

    def __missing__(self, character: str) -> bool:
        gap = not self._font.get_nominal_glyph(ord(character)) or bool(trouble(character))
        self[character] = gap
        return gap


@lru_cache(maxsize=MOST_FACES)
def _gaps(face: Face) -> _Gaps:
    return _Gaps(face)


@lru_cache(maxsize=MOST_FACES)
def shared_face(face: Face) -> HarfBuzzFace:
    """Return the whole face as HarfBuzz maps it into memory; opening it takes under a millisecond."""
    import uharfbuzz as hb

    return hb.Face(hb.Blob.from_file_path(face.path), face.index)


@lru_cache(maxsize=MOST_FACES)
def shared_font(face: Face) -> HarfBuzzFont:
    """Return the face at its weight, for asking advances."""
    import uharfbuzz as hb

    font = hb.Font(shared_face(face))
    if face.weight is not None:
        font.set_variations({"wght": face.weight})
    return font

"""Faces as ReportLab fonts: characters in, one embedded CID font a face and document out.

ReportLab's own TTFont cannot read CFF outlines and cuts a Chinese text into fonts of 256 characters. These write one
Type0 font each (ISO 32000-1, 9.7), with the outlines as they are. A font is registered once for the process; what a
document uses of it is kept by document, so that renders at the same time do not meet.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics

from briefing.render.pdf.descriptor import Measures, measure
from briefing.typeset import Face, advances, cut
from briefing.typeset.faces import MOST_FACES, shared_font

# A pdfdoc.PDFDocument; what a font must write into one is not typed in its stubs.
PdfDocument = Any
# A pdfdoc.PDFPage of it.
PdfPage = Any


@dataclass(frozen=True, slots=True)
class CutFont:
    """A font program cut to one document, and the code by which the page addresses each character.

    `texts` is what a reader takes each code for: where characters share a glyph (the radical ⼀ and 一), the plain one.
    """

    program: bytes
    codes: Mapping[str, int]
    texts: Mapping[int, str]
    is_cff: bool
    measures: Measures


class EmbeddedFont:
    """What ReportLab asks of a dynamic font; `prepare` must have said which characters a document uses."""

    _dynamicFont = 1
    _multiByte = 0
    shapable = False
    substitutionFonts: tuple[()] = ()

    def __init__(self, face: Face) -> None:
        # Two files may bear one name; ReportLab keeps fonts by it.
        self.fontName = f"briefing-{face.name}-{zlib.crc32(repr(face).encode()):08x}"
        found = measure(shared_font(face))
        self.face = SimpleNamespace(name=self.fontName, ascent=found.ascent, descent=found.descent)
        self._face = face
        self._cuts: WeakKeyDictionary[PdfDocument, CutFont] = WeakKeyDictionary()

    def prepare(self, document: PdfDocument, characters: frozenset[str]) -> None:
        """Cut the face to the characters that `document` is going to show."""
        self._cuts[document] = cut_font(self._face, characters)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        table = advances(self._face)
        return sum(table[character] for character in text) * size

    def splitString(self, text: str, doc: PdfDocument, encoding: str = "utf8") -> list[tuple[int, bytes]]:
        codes = self._cuts[doc].codes
        return [(0, b"".join(codes[character].to_bytes(2, "big") for character in text))]

    def misread(self, text: str, doc: PdfDocument) -> bool:
        """Whether a reader would take some character of a text for another one that has the same glyph."""
        used = self._cuts[doc]
        return any(used.texts[used.codes[character]] != character for character in text)

    def shown(self, text: str, doc: PdfDocument) -> str:
        """Return the operators that show a text; where it would be read as another, it says what it is (14.9.4)."""
        ((_, codes),) = self.splitString(text, doc)
        operators = f"<{codes.hex()}> Tj"
        if self.misread(text, doc):
            operators = f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC {operators} EMC"
        return operators

    def getSubsetInternalName(self, subset: int, doc: PdfDocument) -> str:
        if self.fontName not in doc.fontMapping:
            doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        name: str = doc.fontMapping[self.fontName]
        return name

    def addObjects(self, doc: PdfDocument) -> None:
        """Write the font and all that hangs on it into the document."""
        used = self._cuts[doc]
        name = doc.fontMapping[self.fontName][1:]
        fonts = doc.idToObject["BasicFonts"].dict
        base = f"{_tag(used.program)}+{self._face.name}"
        fonts[name] = doc.Reference(_type0(doc, name, base, used, self._face), f"font:{name}")


def font_name(face: Face) -> str:
    """Return the name under which ReportLab knows a face, registering it at first use."""
    return embedded(face).fontName


@lru_cache(maxsize=MOST_FACES)
def embedded(face: Face) -> EmbeddedFont:
    """Return a face as a font that ReportLab knows, once for the process."""
    font = EmbeddedFont(face)
    pdfmetrics.registerFont(font)
    return font


def prepare(document: PdfDocument, used: Mapping[Face, frozenset[str]]) -> None:
    """Cut every face to the characters that a document is going to show."""
    for face, characters in used.items():
        embedded(face).prepare(document, characters | {" "})


def cut_font(face: Face, characters: frozenset[str]) -> CutFont:
    """Cut a face and find the code of each character: its glyph number."""
    import uharfbuzz as hb

    program = cut(face, characters)
    whole = hb.Face(hb.Blob(program))
    font = hb.Font(whole)
    glyphs = {character: font.get_nominal_glyph(ord(character)) or 0 for character in sorted(characters)}
    texts = {glyphs[character]: character for character in sorted(characters, key=_plainness, reverse=True)}
    is_cff = "CFF " in whole.table_tags
    outlines = bytes(whole.reference_table("CFF ").data) if is_cff else program
    return CutFont(outlines, glyphs, texts, is_cff, measure(font))


def _plainness(character: str) -> tuple[bool, str]:
    """Return where a character stands among those that look alike; compatibility characters come last."""
    return unicodedata.normalize("NFKC", character) != character, character


def _tag(program: bytes) -> str:
    """Return the six letters that mark a subset, made from its bytes."""
    number = zlib.crc32(program)
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _type0(doc: PdfDocument, name: str, base: str, used: CutFont, face: Face) -> pdfdoc.PDFDictionary:
    descendant = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("CIDFontType0" if used.is_cff else "CIDFontType2"),
        "BaseFont": pdfdoc.PDFName(base),
        "CIDSystemInfo": pdfdoc.PDFDictionary(
            {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": doc.Reference(_descriptor(doc, name, base, used), f"descriptor:{name}"),
        "DW": 1000,
        "W": _widths(used, face),
    }
    if not used.is_cff:
        descendant["CIDToGIDMap"] = pdfdoc.PDFName("Identity")
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(f"{base}-Identity-H" if used.is_cff else base),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([doc.Reference(pdfdoc.PDFDictionary(descendant), f"descendant:{name}")]),
            "ToUnicode": doc.Reference(_stream(_to_unicode(used.texts)), f"tounicode:{name}"),
        }
    )


def _descriptor(doc: PdfDocument, name: str, base: str, used: CutFont) -> pdfdoc.PDFDictionary:
    found = used.measures
    program = _stream(used.program)
    if used.is_cff:
        program.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
    else:
        program.dictionary["Length1"] = len(used.program)
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(base),
            "Flags": found.flags,
            "FontBBox": pdfdoc.PDFArray(list(found.box)),
            "ItalicAngle": found.italic_angle,
            "Ascent": found.ascent,
            "Descent": found.descent,
            "CapHeight": found.cap_height,
            "StemV": found.stem,
            "FontFile3" if used.is_cff else "FontFile2": doc.Reference(program, f"program:{name}"),
        }
    )


def _stream(content: bytes) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])


def _widths(used: CutFont, face: Face) -> pdfdoc.PDFArray:
    """Return the widths that differ from the default of one em, each as `code [width]`."""
    table = advances(face)
    widths = {code: round(table[character] * 1000) for character, code in used.codes.items()}
    entries: list[object] = []
    for code in sorted(widths):
        if widths[code] != 1000:
            entries += [code, pdfdoc.PDFArray([widths[code]])]
    return pdfdoc.PDFArray(entries)


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """Return the CMap by which a reader gets the characters back (Adobe Technical Note 5411)."""
    pairs = sorted(texts.items())
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for block in blocks:
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in block]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")

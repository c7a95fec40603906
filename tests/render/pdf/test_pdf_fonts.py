from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from briefing.blocks import Paragraph, text
from briefing.document import Document, Section
from briefing.render.pdf import render
from briefing.render.pdf.fonts import cut_font
from briefing.render.pdf.head import balanced
from briefing.render.pdf.setter import cleaned
from briefing.typeset import Cast, Face, Fonts, Role, Run, advances, cut
from briefing.typeset.casting import given
from briefing.typeset.faces import PACKAGED
from tests.render.sample import sample
from tests.typeset.made_fonts import HEIGHT, KINDS, LETTERS, Made, advance, cff, truetype

TEXT = "六争攻坚Ab1，"


def test_the_cids_of_a_cut_cff_are_its_glyph_numbers() -> None:
    font = TTFont(io.BytesIO(cut(Face.SERIF, TEXT)))
    names = font.getBestCmap()
    codes = cut_font(Face.SERIF, frozenset(TEXT)).codes
    assert codes == {c: font.getGlyphID(names[ord(c)]) for c in TEXT}
    assert codes == {c: int(names[ord(c)].removeprefix("cid")) for c in TEXT}


def test_the_codes_of_a_sans_are_its_glyph_numbers() -> None:
    font = TTFont(io.BytesIO(cut(Face.SANS, TEXT)))
    names = font.getBestCmap()
    assert cut_font(Face.SANS, frozenset(TEXT)).codes == {c: font.getGlyphID(names[ord(c)]) for c in TEXT}


def test_characters_that_share_a_glyph_are_read_as_the_plain_one() -> None:
    # A Kangxi radical (U+2F00) is drawn as the character 一.
    used = cut_font(Face.SANS, frozenset("一⼀"))
    assert used.codes["一"] == used.codes["⼀"]
    assert used.texts[used.codes["一"]] == "一"


def test_renders_at_the_same_time_do_not_meet() -> None:
    documents = [replace(sample(), sections=(), title=f"第{'一二三四'[at]}份文件") for at in range(4)]
    alone = [render(document).data for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert [result.data for result in pool.map(render, documents)] == alone


def test_line_ends_and_spaces_are_unified_and_invisible_characters_dropped() -> None:
    assert cleaned("甲\r\n乙\t丙\u200b\ufeff丁\u2009戊") == "甲\n乙 丙丁 戊"


def test_a_title_is_broken_into_lines_of_about_equal_length() -> None:
    run = Run("江北区六争攻坚三年行动进展情况的报告", Face.SERIF, 22, source=text("x"))
    assert [len(line.text) for line in balanced((run,), 17 * 22)] == [9, 9]


def one_face(face: Face, bold: Face | None = None) -> Fonts:
    """Return fonts in which one face plays every role."""
    return Fonts(MappingProxyType({role: Cast(face, bold, how="given") for role in Role}))


def saying(words: str) -> Document:
    block = Paragraph("a/p", text(words, text(words, strong=True)))
    return Document("d", "a", "2020", words, (Section("a", "", text(words), (block,)),), date(2020, 1, 1))


@pytest.fixture(params=KINDS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Made, Fonts]:
    make, kind = KINDS[request.param]
    font, bold = given(make(tmp_path / request.param, kind), ("Made",))
    return kind, one_face(font.face, bold)


def test_text_in_every_kind_of_font_reads_back_as_wide_as_it_is(made: tuple[Made, Fonts]) -> None:
    kind, fonts = made
    with pdfplumber.open(io.BytesIO(render(saying(LETTERS), fonts).data)) as pdf:
        chars = [char for char in pdf.pages[0].chars if "Made-Regular" in char["fontname"]]
    assert "".join(char["text"] for char in chars).count(LETTERS[2:]) >= 3
    widths = {char["text"]: (char["x1"] - char["x0"]) / char["size"] for char in chars if "_" not in char["fontname"]}
    assert widths == pytest.approx({letter: advance(letter, kind) for letter in widths}, abs=0.001)


def test_every_kind_of_font_is_drawn_as_it_is(made: tuple[Made, Fonts]) -> None:
    kind, fonts = made
    page = pypdfium2.PdfDocument(render(saying(LETTERS), fonts).data)[0]
    scale = 8
    picture = page.render(scale=scale).to_pil().convert("L")
    with pdfplumber.open(io.BytesIO(render(saying(LETTERS), fonts).data)) as pdf:
        first = next(char for char in pdf.pages[0].chars if "Made-Regular" in char["fontname"] and char["size"] == 22)
    ink = picture.crop(tuple(round(first[side] * scale) for side in ("x0", "top", "x1", "bottom")))
    left, top, right, bottom = ink.point(lambda value: 255 if value < 128 else 0).getbbox()
    box = ((right - left) / scale / 22 * kind.units, (bottom - top) / scale / 22 * kind.units)
    # A pixel is 6 units of an em of 1000; the face stands for a lighter one and is not stroked.
    assert box == pytest.approx((600 - 100, HEIGHT), abs=12 * kind.units / 1000)


def test_the_bold_of_a_variable_font_is_embedded_beside_it(tmp_path: Path) -> None:
    font, bold = given(truetype(tmp_path / "v.ttf", Made(variable=True)))
    assert bold is not None
    with pdfplumber.open(io.BytesIO(render(saying(LETTERS), one_face(font.face, bold)).data)) as pdf:
        found = [char for char in pdf.pages[0].chars if char["text"] == "六"]
    widths = {char["fontname"].partition("+")[2]: (char["x1"] - char["x0"]) / char["size"] for char in found}
    # At 700 of 400–900 the boxes have gained three fifths of 100 units.
    assert widths == {"Made-Regular": pytest.approx(0.6), "Made-Regular_700wght": pytest.approx(0.66)}


@pytest.mark.parametrize("face", PACKAGED, ids=[face.name for face in PACKAGED])
def test_packaged_faces_read_back_as_wide_as_they_are(face: Face) -> None:
    words = "✓➔" if "Symbols" in face.name else "AÉb1" if "SC" not in face.name else "江北Ab1"
    with pdfplumber.open(io.BytesIO(render(saying(words), one_face(face)).data)) as pdf:
        chars = [char for char in pdf.pages[0].chars if char["fontname"].endswith(face.name)]
    widths = {char["text"]: (char["x1"] - char["x0"]) / char["size"] for char in chars}
    assert set(words) <= set(widths)
    assert widths == pytest.approx({letter: advances(face)[letter] for letter in widths}, abs=0.001)


def test_the_descriptor_says_what_the_font_says(tmp_path: Path) -> None:
    font, _ = given(cff(tmp_path / "f.otf", Made(units=2048, slant=-12, weight=700)))
    measures = cut_font(font.face, frozenset("六Aa")).measures
    assert (measures.ascent, measures.descent, measures.cap_height) == (430, -59, 342)  # of 880, −120 and 700 in 2048
    assert (measures.italic_angle, measures.flags, measures.stem) == (-12, 4 + 64, 166)
    assert measures.box[1::2] == (0, 342)


def test_a_serif_is_said_to_be_one() -> None:
    assert cut_font(Face.SERIF, frozenset("A")).measures.flags == 4 + 2
    assert cut_font(Face.SANS, frozenset("A")).measures.flags == 4


def test_a_font_that_may_not_be_cut_is_embedded_whole(tmp_path: Path) -> None:
    cuttable, whole = truetype(tmp_path / "a.ttf"), truetype(tmp_path / "b.ttf", Made(permission=0x0108))
    counts = []
    for path in (cuttable, whole):
        with pikepdf.open(io.BytesIO(render(saying("六争"), one_face(given(path)[0].face)).data)) as pdf:
            programs = [each["/FontFile2"] for each in pdf.objects if "/FontFile2" in _keys(each)]
            fonts = (TTFont(io.BytesIO(program.read_bytes())) for program in programs)
            counts.append(
                max(len(font.getGlyphOrder()) for font in fonts if font["name"].getDebugName(6) == "Made-Regular")
            )
    # 六 and 争, the numbers of the heading and of the page, .notdef and the space.
    assert counts == [6, len(LETTERS) + 2]


def _keys(each: pikepdf.Object) -> set[str]:
    return set(each.keys()) if isinstance(each, pikepdf.Dictionary) else set()


def test_no_path_of_the_machine_is_in_the_file(tmp_path: Path) -> None:
    font, _ = given(truetype(tmp_path / "secretly.ttf"))
    data = render(saying("六争"), one_face(font.face)).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    assert b"secretly" not in out.getvalue()

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from briefing.typeset import Face, Fonts, Piece, Role, advances, cut, missing, width
from briefing.typeset.faces import PACKAGED

TEXT = "规上工业产值681.4亿元，增长23.8%"


@pytest.mark.parametrize("face", PACKAGED[:3])
def test_a_cut_face_has_the_characters_asked_for_and_no_others(face: Face) -> None:
    font = TTFont(io.BytesIO(cut(face, TEXT)))
    assert {chr(code) for code in font.getBestCmap()} == set(TEXT)


@pytest.mark.parametrize("face", PACKAGED[:3])
def test_equal_characters_give_equal_bytes_in_any_order(face: Face) -> None:
    assert cut(face, TEXT) == cut(face, reversed(TEXT))


@pytest.mark.parametrize("face", PACKAGED[:3])
def test_measured_advances_are_those_of_the_cut_font(face: Face) -> None:
    font = TTFont(io.BytesIO(cut(face, TEXT)))
    names, metrics, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    cut_advances = {c: metrics[names[ord(c)]][0] / units for c in TEXT}
    assert {c: advances(face)[c] for c in TEXT} == pytest.approx(cut_advances, abs=0.0011)


def test_a_cut_variable_face_is_static() -> None:
    assert "fvar" not in TTFont(io.BytesIO(cut(Face.SANS_BOLD, TEXT)))


def test_bold_is_wider_than_regular_in_figures() -> None:
    assert width("681.4", Face.SANS_BOLD, 10) > width("681.4", Face.SANS, 10)


def test_figures_of_the_sans_faces_are_tabular() -> None:
    for face in (Face.SANS, Face.SANS_BOLD):
        assert len({advances(face)[digit] for digit in "0123456789"}) == 1


def test_a_line_of_ten_characters_at_16_points_is_160_points_wide() -> None:
    assert width("一二三四五六七八九十", Face.SERIF, 16) == pytest.approx(160)


def test_a_character_without_a_glyph_is_missing() -> None:
    assert missing(Face.SERIF, "好😀\n") == {"😀"}


def test_a_rare_character_is_set_in_the_stand_in_face() -> None:
    found = tuple(Fonts().pieces("好𰻝好", Role.BODY))
    assert found == (Piece("好", Face.SERIF), Piece("𰻝", Face.SANS), Piece("好", Face.SERIF))


def test_a_word_with_a_rare_accent_is_set_whole_in_one_face() -> None:
    assert missing(Face.SANS, "Łódź") == {"Ł", "ź"}
    found = [(piece.text, piece.face.name) for piece in Fonts().pieces("在Łódź市", Role.SANS)]
    sans = "NotoSansSC-Regular"
    assert found == [("在", sans), ("Łódź", "NotoSans-Regular"), ("市", sans)]


def test_a_stressed_text_is_stroked_where_the_role_has_no_bold() -> None:
    assert list(Fonts().pieces("好", Role.BODY, strong=True)) == [Piece("好", Face.SERIF, stroked=True)]
    assert list(Fonts().pieces("好", Role.SANS, strong=True)) == [Piece("好", Face.SANS_BOLD)]


def test_what_no_face_has_is_lacking() -> None:
    assert Fonts().lacking("好𰻝㎡℃①𬭚😀ب") == {"😀", "ب"}


def test_every_face_comes_from_a_package() -> None:
    assert {face.package for face in PACKAGED} == {
        "justmytype_intl_cjk",
        "justmytype_western_core",
        "pylopdf_fonts_zh_cn",
    }

"""Claims about what is read of embedded fonts: CFF tables and tables of texts."""

from __future__ import annotations

import struct
from contextlib import suppress
from functools import cache
from importlib.resources import files
from io import BytesIO

import pytest
import uharfbuzz as hb
from fontTools.cffLib import CFFFontSet
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.inspect.pdfs.cff import glyph_numbers
from briefing.inspect.pdfs.cmaps import texts

SERIF = files("pylopdf_fonts_zh_cn") / "NotoSerifSC-Regular.otf"


@cache
def table(words: str) -> bytes:
    """Return the CFF table of a packaged face cut to some characters."""
    plan = hb.SubsetInput()
    plan.sets(hb.SubsetInputSets.UNICODE).update(map(ord, words))
    cut = plan.subset(hb.Face(hb.Blob(SERIF.read_bytes())))
    return bytes(hb.Face(cut.blob).reference_table("CFF ").data)


def test_the_glyphs_of_a_font_keyed_by_cids_are_those_of_its_charset() -> None:
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(table("示例区2020年")), None)
    assert glyph_numbers(table("示例区2020年")) == {int(name[3:]) for name in fonts[0].charset[1:]}
    assert len(glyph_numbers(table("示例区2020年"))) >= len("示例区20年")


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_table_gives_numbers_or_one_of_three_errors(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(table("示例区2020年"))
    for at, value in changes:
        damaged[at] = value
    with suppress(IndexError, ValueError, struct.error, KeyError, RuntimeError):
        assert len(glyph_numbers(bytes(damaged))) < 70_000


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"2 beginbfchar <0001> <4E00> <0002> <D840DC00> endbfchar", {1: "一", 2: "\U00020000"}),
        (b"1 beginbfrange <0005> <0007> <0041> endbfrange", {5: "A", 6: "B", 7: "C"}),
        (b"1 beginbfrange <05> <06> [<0041> <00420043>] endbfrange", {5: "A", 6: "BC"}),
        (b"1 beginbfchar <05> <2CB5A> endbfchar", {5: ""}),
        (b"beginbfrange <0001> endbfrange beginbfchar <> endbfchar rubbish", {}),
    ],
)
def test_a_table_of_texts_gives_the_text_of_each_code(content: bytes, expected: dict[int, str]) -> None:
    assert texts(content) == expected


def test_a_range_without_end_is_bounded() -> None:
    assert len(texts(b"beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")) < 100_000

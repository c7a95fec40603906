from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from fontTools.ttLib import TTFont

from briefing.blocks import text
from briefing.render.pdf import render
from briefing.render.pdf.fonts import cut_font
from briefing.render.pdf.head import balanced
from briefing.render.pdf.setter import cleaned
from briefing.typeset import Face, Run, cut
from tests.render.sample import sample

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

"""Bytes become text only where they are sure to mean it; text is tidied, never changed in what it says."""

from __future__ import annotations

import pytest

from briefing.sources import choices
from briefing.sources.headings import LAYOUTS, layout_named
from briefing.sources.text import decode, forbidden, plain, tidy

CHINESE = "规上工业产值,慈城古县城景区游客,膜幻动力小镇\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312"])
def test_chinese_is_read_in_the_encodings_people_save(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)) == CHINESE


def test_gbk_full_of_dashes_and_dots_is_read() -> None:
    # Python's own GB 2312 has neither, so that a table of periods once looked like rubbish.
    table = "期间\n2020年1—9月\n2020年1—10月\n甲·乙\n——\n"
    assert decode(table.encode("gbk")) == table


@pytest.mark.parametrize("data", [CHINESE.encode()[:-2], CHINESE.encode("utf-16"), "Größe, naïve".encode("cp1252")])
def test_what_would_be_rubbish_is_not_read(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("规上\ue000", "U+E000"),
        ("a\x00", "U+0000"),
        ("\u202eabc", "U+202E"),
        ("\ufffd", "U+FFFD"),
        ("甲\ufdd0", "U+FDD0"),
        ("\U0001fffe", "U+1FFFE"),
        ("甲\n乙\t丙\U00020000", ""),
    ],
)
def test_characters_that_cannot_be_shown_are_found(text: str, found: str) -> None:
    assert forbidden(text) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [("\u3000甲 ", "甲"), ("甲\n乙", "甲乙"), ("R&D\r\ncosts", "R&D costs"), ("甲\u200b乙", "甲乙"), ("甲\n", "甲")],
)
def test_lines_of_a_cell_are_joined_as_their_script_asks(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_headings_are_compared_without_width_case_or_blanks() -> None:
    assert plain(" 同比（％） ") == plain("同比(%)")
    assert layout_named(" Observations ") is LAYOUTS["observations"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_heading_stands_for_two_columns_of_a_table(name: str) -> None:
    layout = LAYOUTS[name]
    headings = [plain(alias) for column, aliases in layout.columns.items() for alias in {column, *aliases}]
    assert sorted(headings) == sorted(set(headings))


def test_no_name_stands_for_two_tables() -> None:
    names = [plain(name) for layout in LAYOUTS.values() for name in layout.names]
    assert len(names) == len(set(names))


def test_every_word_of_a_choice_is_written_as_it_is_compared() -> None:
    words = [
        *(*choices.DIRECTIONS, *choices.KINDS, *choices.FREQUENCIES, *choices.VISIBILITIES, *choices.QUALIFIERS),
        *(*choices.STATUSES, *choices.PROJECT_STATUSES, *choices.LEVELS, *choices.HIGHLIGHT_KINDS),
    ]
    assert [plain(word) for word in words] == words

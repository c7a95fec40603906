"""Claims about which characters can be set letter by letter."""

from __future__ import annotations

import pytest

from briefing.typeset.characters import composed, is_emoji, trouble


@pytest.mark.parametrize("character", "a中あㄅ한㎡℃①—…，𬭚𰻝αЯꆈé🏆\n\u00a0\U0002ebf0")
def test_chinese_and_most_alphabets_and_signs_can_be_set(character: str) -> None:
    assert trouble(character) == ""


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("ب", "leftward"),
        ("א", "leftward"),
        ("٣", "leftward"),
        ("،", "script"),
        ("क", "script"),
        ("ก", "script"),
        ("ང", "script"),
        ("ᠮ", "script"),
        ("ᄒ", "script"),
        ("\u0301", "mark"),
        ("\u20e3", "mark"),
        ("\u0e31", "mark"),
        ("\x07", "control"),
        ("\x7f", "control"),
        ("\ud800", "control"),
        ("\ue000", "private"),
        ("🇨", "emoji"),
        ("🏽", "emoji"),
    ],
)
def test_what_needs_shaping_or_has_no_fixed_look_cannot_be_set(character: str, expected: str) -> None:
    assert trouble(character) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e\u0301", "é"),
        ("か\u3099", "が"),
        ("\u1112\u1161\u11ab", "한"),
        ("u\u0308\u030c", "ǚ"),
        ("x\u030c", "x\u030c"),
        ("葛\U000e0100", "葛"),
        ("☎\ufe0f", "☎"),
    ],
)
def test_marks_go_into_their_letters_and_selectors_are_dropped(text: str, expected: str) -> None:
    assert composed(text) == expected


def test_compatibility_characters_stay_what_they_are() -> None:
    assert composed("豈①ﬁ㎡２") == "豈①ﬁ㎡２"


def test_pictures_are_told_from_signs() -> None:
    assert [is_emoji(character) for character in "😀🏆🚇🧠★✓①→"] == [True] * 4 + [False] * 4

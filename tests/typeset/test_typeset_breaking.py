from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.typeset import Face, Line, Run, wrap, wrap_text
from briefing.typeset.opportunities import NO_END, NO_START, opportunities

SENTENCE = (
    "2018年以来，全区围绕“六争攻坚”，规上工业产值由681.4亿元增加到843.8亿元，两年增长23.8%；居全省第6位（并列）。"
)


def atoms(text: str) -> list[str]:
    ends = opportunities(text)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def lines(text: str, room: float, *, size: float = 10, justified: bool = True) -> tuple[Line, ...]:
    return wrap((Run(text, Face.SERIF, size),), room, justified=justified)


@pytest.mark.parametrize(
    "whole",
    [
        "681.4亿元",
        "86.1万人次",
        "76万平方米",
        "2.3个百分点",
        "23.8%",
        "第6位",
        "-5.2%",
        "400余项",
        "2018—2020年",
        "63%～68%",
        "1—9月",
        "……",
        "——",
        "R&D",
        "observations.csv",
        "+31位",
        "4A级",
    ],
)
def test_it_stays_whole(whole: str) -> None:
    assert any(whole in atom for atom in atoms(f"共{whole}的"))


def test_every_other_character_may_end_a_line() -> None:
    assert atoms("全区项目") == ["全", "区", "项", "目"]


def test_marks_go_with_the_characters_they_belong_to() -> None:
    assert atoms("围绕“六争”，好。") == ["围", "绕", "“六", "争”，", "好。"]
    assert atoms("增长 ”％后") == ["增", "长 ”％", "后"]


@given(
    st.text(alphabet="全区项目产业，。、；：？！（）《》“”‘’…—%％0123456789.亿元ab \n第位", max_size=120),
    st.integers(24, 200),
)
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str, room: int) -> None:
    for paragraph in text.split("\n"):
        broken = [line.text.strip() for line in lines(paragraph, room)]
        held = max((len(atom) for atom in atoms(paragraph)), default=0) * 10 <= room
        if held:
            assert not any(line[:1] in NO_START for line in broken[1:] if line)
            assert not any(line[-1:] in NO_END for line in broken[:-1] if line)


@given(st.text(max_size=80), st.floats(1, 300), st.booleans())
def test_nothing_is_lost(text: str, room: float, justified: bool) -> None:
    assert "".join(line.text for line in lines(text, room, justified=justified)) == text.replace("\n", "")


def test_a_ragged_line_is_never_too_long() -> None:
    assert all(line.width <= 100 for line in lines(SENTENCE, 100, justified=False))


def test_a_closing_mark_may_hang_by_half_its_width() -> None:
    hanging, rest = lines("一二三四五六七八九，十", 95)
    assert (hanging.text, rest.text) == ("一二三四五六七八九，", "十")
    assert hanging.width == pytest.approx(100)


def test_the_first_line_has_room_of_its_own() -> None:
    first, second = wrap((Run("一二三四五六七八", Face.SERIF, 10),), 50, 30)
    assert (first.text, second.text) == ("一二三", "四五六七八")


def test_a_line_keeps_its_runs_and_their_sources() -> None:
    figure = Run("681.4亿元", Face.SERIF, 10, whole=True, source="figure")
    broken = wrap((Run("产值由", Face.SERIF, 10), figure, Run("增加", Face.SERIF, 10)), 60, justified=False)
    assert [[(run.text, run.source) for run in line.runs] for line in broken] == [
        [("产值由", None)],
        [("681.4亿元", "figure"), ("增", None)],
        [("加", None)],
    ]


def test_a_number_and_its_unit_stay_together_across_runs() -> None:
    broken = wrap((Run("共有23", Face.SERIF, 10), Run("%多", Face.SERIF, 10)), 38, justified=False)
    assert [line.text for line in broken] == ["共有", "23%多"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap_text("a" * 12, Face.SANS, 10, 20) == ("aaa", "aaa", "aaa", "aaa")


def test_a_line_feed_ends_a_line() -> None:
    assert wrap_text("甲\n乙", Face.SANS, 10, 100) == ("甲", "乙")


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap_text("", Face.SANS, 10, 100) == ("",)


def test_adjoining_marks_move_together() -> None:
    assert lines("“好”，", 500)[0].width == pytest.approx(35)

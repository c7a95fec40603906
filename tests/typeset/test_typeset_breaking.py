"""Runs broken into lines: what fits, what stays together, what is kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.typeset import Face, Line, Run, stretches, wrap, wrap_text
from briefing.typeset.breaking import TRAILING, char_widths
from briefing.typeset.opportunities import NO_END, NO_START, opportunities

SENTENCE = (
    "2018年以来，全区围绕“六争攻坚”，规上工业产值由681.4亿元增加到843.8亿元，两年增长23.8%；居全省第6位（并列）。"
)
ALPHABET = "全区项目产业，。、；：？！（）《》“”‘’…—%％0123456789.亿元ab 第位"
LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def lines(text: str, room: float, *, size: float = 10, justified: bool = True) -> tuple[Line, ...]:
    return wrap((Run(text, Face.SERIF, size),), room, justified=justified)


def texts(text: str, room: float, *, first: float | None = None) -> list[str]:
    return [line.text for line in wrap((Run(text, Face.SERIF, 10),), room, first)]


def longest(text: str) -> float:
    """Return the width of the widest piece that should not be cut, in points at 10 points."""
    widths, ends = char_widths((Run(text, Face.SERIF, 10),)), opportunities(text)
    return max((sum(widths[start:end]) + 10 for start, end in zip([0, *ends], ends, strict=False)), default=0)


runs = st.lists(
    st.builds(
        Run,
        st.text(ALPHABET, max_size=30),
        st.sampled_from((Face.SERIF, Face.SANS, Face.SANS_BOLD)),
        st.sampled_from((9.0, 10.0, 16.0)),
        tracking=st.sampled_from((0.0, 0.5)),
        whole=st.booleans(),
        source=st.integers(),
        autospace=st.sampled_from((0.0, 0.25)),
    ),
    max_size=5,
)


@given(st.text(ALPHABET + "\n", max_size=120), st.integers(24, 200), st.booleans())
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str, room: int, justified: bool) -> None:
    for paragraph in text.split("\n"):
        broken = [line.text.strip() for line in lines(paragraph, room, justified=justified)]
        if longest(paragraph) <= room:
            assert not any(line[:1] in NO_START for line in broken[1:] if line)
            assert not any(line[-1:] in NO_END for line in broken[:-1] if line)


@given(st.text(max_size=80), st.floats(1, 300), st.booleans())
def test_nothing_is_lost(text: str, room: float, justified: bool) -> None:
    assert "".join(line.text for line in lines(text, room, justified=justified)) == LINE_ENDS.sub("", text)


@given(runs, st.floats(5, 300), st.booleans())
def test_every_character_keeps_its_run(given_: list[Run], room: float, justified: bool) -> None:
    set_ = [(c, run.source, run.size, run.face) for run in given_ for c in run.text]
    broken = wrap(given_, room, justified=justified)
    assert [(c, run.source, run.size, run.face) for line in broken for run in line.runs for c in run.text] == set_
    assert not any(run.text == "" for line in broken for run in line.runs)


@given(runs, st.floats(5, 300))
def test_a_ragged_line_is_never_too_long_but_where_one_character_is(given_: list[Run], room: float) -> None:
    for line in wrap(given_, room, justified=False):
        assert line.width <= room + 1e-3 or len(line.text.strip()) == 1


@given(runs, st.floats(5, 300))
def test_the_width_of_a_line_is_that_of_its_characters(given_: list[Run], room: float) -> None:
    for line in wrap(given_, room):
        seen = len(line.text.rstrip(TRAILING))
        cut = 0.0
        if seen:
            kept = wrap(line.runs, 1e9)[0]
            cut = sum(char_widths(kept.runs)[:seen])
        assert line.width == pytest.approx(cut)


@given(st.text(ALPHABET, max_size=120), st.integers(60, 300), st.integers(0, 60), st.booleans())
def test_a_wider_room_never_takes_more_lines(text: str, room: int, more: int, justified: bool) -> None:
    wider = lines(text, room + more, justified=justified)
    assert len(wider) <= len(lines(text, room, justified=justified))


@given(st.text(ALPHABET, max_size=120), st.integers(60, 300))
def test_a_justified_text_never_takes_more_lines_than_a_ragged_one(text: str, room: int) -> None:
    assert len(lines(text, room)) <= len(lines(text, room, justified=False))


def test_a_ragged_line_is_never_too_long() -> None:
    assert all(line.width <= 100 for line in lines(SENTENCE, 100, justified=False))


def test_a_ragged_line_has_room_for_a_mark_that_the_next_line_would_have_squeezed() -> None:
    assert [line.text for line in lines("一二，“三", 25, justified=False)] == ["一", "二，", "“三"]


def test_a_closing_mark_may_hang_by_half_its_width() -> None:
    hanging, rest = lines("一二三四五六七八九，十一", 95)
    assert (hanging.text, rest.text) == ("一二三四五六七八九，", "十一")
    assert hanging.width == pytest.approx(100)


def test_no_other_character_hangs() -> None:
    assert texts("一二三四五六七八九十十一", 95) == ["一二三四五六七八九", "十十一"]


def test_a_line_takes_in_a_character_that_squeezed_marks_make_room_for() -> None:
    # Two commas give up to half an em each.
    assert texts("一二，三四，五六七八。九十", 100) == ["一二，三四，五六七八。", "九十"]
    assert texts("一二三四三五六七八九。十一", 100) == ["一二三四三五六七八", "九。十一"]


def test_a_line_that_is_full_but_for_a_hair_is_left_alone() -> None:
    assert texts("一二，三四，五六七八九十", 100.5) == ["一二，三四，五六七八", "九十"]


def test_an_opening_mark_at_the_start_of_a_line_gives_up_its_blank_half() -> None:
    first, second, _ = lines("一二三四五（六七八九十一二", 55)
    assert (first.text, second.text) == ("一二三四五", "（六七八九十")
    assert stretches(second)[0].x == pytest.approx(-5, abs=1.5)


def test_a_last_line_of_one_character_is_taken_in_where_squeezing_makes_room() -> None:
    assert texts("一二，三四五六七八九。", 100) == ["一二，三四五六七八九。"]


def test_a_last_line_of_one_character_gets_another_from_the_line_before() -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌。"
    assert texts(text, 200) == ["甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申", "酉戌。"]


def test_a_last_line_of_one_character_stays_where_the_line_before_would_become_gappy() -> None:
    assert texts("甲乙丙丁戊。", 40) == ["甲乙丙丁", "戊。"]


def test_a_ragged_last_line_of_one_character_gets_another_from_a_line_that_has_enough() -> None:
    assert wrap_text("八倍增已翻番指标", Face.SANS, 10, 70) == ("八倍增已翻番", "指标")
    assert wrap_text("甲乙丙，", Face.SANS, 10, 25) == ("甲乙", "丙，")


def test_a_line_that_would_be_gappy_is_helped_by_the_line_before() -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛壬癸子12345678.99亿元整个"
    assert texts(text, 200) == [
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午",
        "未申酉戌亥甲乙丙丁戊己庚辛壬癸子",
        "12345678.99亿元整个",
    ]


def test_the_first_line_has_room_of_its_own() -> None:
    assert texts("一二三四五六七八", 50, first=30) == ["一二三", "四五六七八"]


def test_a_hanging_indent_gives_the_first_line_more_room_than_the_others() -> None:
    assert texts("一二三四五六七八九十", 30, first=50) == ["一二三四五", "六七八", "九十"]


def test_an_indent_of_two_characters_is_taken_from_the_first_line_only() -> None:
    broken = wrap((Run(SENTENCE, Face.SERIF, 16),), 448, 448 - 32)
    assert [line.room for line in broken] == [416, 448, 448]
    assert [line.last for line in broken] == [False, False, True]


def test_only_the_first_paragraph_has_the_room_of_the_first_line() -> None:
    assert [line.room for line in wrap((Run("甲\n乙", Face.SERIF, 10),), 50, 30)] == [30, 50]


def test_a_line_keeps_its_runs_and_their_sources() -> None:
    figure = Run("681.4亿元", Face.SERIF, 10, whole=True, source="figure")
    broken = wrap((Run("产值由", Face.SERIF, 10), figure, Run("增加了", Face.SERIF, 10)), 60, justified=False)
    assert [[(run.text, run.source) for run in line.runs] for line in broken] == [
        [("产值由", None)],
        [("681.4亿元", "figure"), ("增", None)],
        [("加了", None)],
    ]


def test_a_number_and_its_unit_stay_together_across_runs() -> None:
    broken = wrap((Run("共有23", Face.SERIF, 10), Run("%多", Face.SERIF, 10)), 38, justified=False)
    assert [line.text for line in broken] == ["共有", "23%多"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap_text("a" * 12, Face.SANS, 10, 20) == ("aaa", "aaa", "aaa", "aaa")


def test_a_quantity_longer_than_the_line_is_cut_behind_its_number_first() -> None:
    assert wrap_text("产值1234.5万千瓦时", Face.SERIF, 9, 40) == ("产值", "1234.5万", "千瓦时")


def test_a_character_and_its_marks_are_not_cut_even_where_nothing_fits() -> None:
    assert wrap_text("e\u0301e\u0301", Face.SERIF, 10, 6) == ("e\u0301", "e\u0301")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\u2028", "\x85"])
def test_a_line_end_of_any_sort_ends_a_line(end: str) -> None:
    assert wrap_text(f"甲{end}乙", Face.SANS, 10, 100) == ("甲", "乙")


def test_a_line_end_in_two_runs_is_one() -> None:
    broken = wrap((Run("甲\r", Face.SERIF, 10), Run("\n乙", Face.SERIF, 10)), 100)
    assert [line.text for line in broken] == ["甲", "乙"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap_text("", Face.SANS, 10, 100) == ("",)


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    assert texts("一二三  \u3000\t四", 30) == ["一二三  \u3000\t", "四"]
    assert lines("一二三  \u3000\t四五", 30)[0].width == pytest.approx(30)


def test_a_no_break_space_takes_room_and_does_not_end_a_line() -> None:
    assert texts("一二\u00a0三四", 30) == ["一", "二\u00a0三", "四"]


def test_invisible_characters_take_no_room() -> None:
    assert lines("全\u2060\u00ad区\ufe0f", 100)[0].width == pytest.approx(20)


def test_adjoining_marks_move_together() -> None:
    assert lines("“好”，", 500)[0].width == pytest.approx(35)


def test_marks_of_two_sizes_move_together_by_the_blank_half_between_them() -> None:
    def width(left: str, right: str) -> float:
        return wrap((Run(left, Face.SERIF, 20), Run(right, Face.SERIF, 10)), 500)[0].width

    assert width("”", "，") == pytest.approx(30 - 10)
    assert width("（", "“") == pytest.approx(30 - 5)
    assert width("，", "“") == pytest.approx(30 - 5)
    assert width("“", "”") == pytest.approx(30)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "(",
            "（",
            "，",
            "“",
            "”“",
            "1",
            "1,",
            "1—",
            "1年/",
            " ",
            "\u3000",
            "\u200b",
            "a\u0301",
            "\u0301",
            "a-",
            "a.",
            "@",
            "a@",
        ),
        *("第", "￥", "—", "…", "/", "👨\u200d", "🇨", "甲 ", "( ", "\u00a0", "甲\n", "[2020]", "A/"),
    ],
)
def test_a_long_repetition_is_set_like_any_text(text: str) -> None:
    composed = text * (40_000 // len(text))
    broken = wrap((Run(composed, Face.SERIF, 16),), 442.2, 410.2)
    assert "".join(line.text for line in broken) == composed.replace("\n", "")

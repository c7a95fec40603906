"""What is drawn of a line: where each character stands, what is squeezed and stretched first, what never changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.typeset import Face, Line, Run, advances, stretches, wrap
from briefing.typeset.breaking import TRAILING
from briefing.typeset.elastic import loose, piece, squeezed
from briefing.typeset.spacing import Stretch
from briefing.typeset.widths import HANGING, INVISIBLE, OPENING, Widths, widths

ALPHABET = "全区项目产业，。、；：？！（）《》“”‘’…—%％0123456789.亿元ab· 第位"


def setting(text: str, room: float) -> Line:
    return wrap((Run(text, Face.SERIF, 10),), room)[0]


def one_line(text: str, room: float, *, autospace: float = 0) -> Line:
    """Return a text as one line that does not end its paragraph, however wide it is."""
    run = Run(text, Face.SERIF, 10, autospace=autospace)
    return Line((run,), wrap((run,), 1e9)[0].width, room, False)


def end(stretch: Stretch) -> float:
    ink = sum(advances(stretch.run.face)[c] for c in stretch.text) * stretch.run.size
    return stretch.x + ink + stretch.spacing * (len(stretch.text) - 1)


def places(line: Line) -> list[tuple[str, float]]:
    """Return each character and the x it begins at."""
    found: list[tuple[str, float]] = []
    for stretch in stretches(line):
        x = stretch.x
        for character in stretch.text:
            found.append((character, x))
            x += advances(stretch.run.face)[character] * stretch.run.size + stretch.spacing
    return found


def shifts(line: Line) -> dict[str, float]:
    """Return by how much the way from each character to the next differs from the character's own width."""
    placed = places(line)
    moved = [(c, after - x - advances(Face.SERIF)[c] * 10) for (c, x), (_, after) in pairwise(placed)]
    return {character: round(shift, 3) for character, shift in moved if abs(shift) > 1e-6}


def test_a_justified_line_ends_at_the_measure() -> None:
    line = setting("规上工业产值由681.4亿元增加到843.8亿元", 104)
    assert not line.last
    assert end(stretches(line)[-1]) == pytest.approx(104)


def test_a_hanging_mark_ends_half_its_width_beyond_the_measure() -> None:
    line = setting("一二三四五六七八九，十一", 95)
    assert end(stretches(line)[-1]) == pytest.approx(100)


def test_a_mark_at_the_end_of_a_line_takes_half_a_character() -> None:
    # GB/T 15834—2011, 5.1.10: the line is 100 points wide and its ink fills it.
    line = setting("一二三四五六七八九，十一十二", 100)
    assert line.text == "一二三四五六七八九，"
    assert places(line)[-1][1] == pytest.approx(95)


def test_no_space_is_let_into_a_number() -> None:
    placed = places(setting("产值由681.4亿元增加到843.8亿元", 112))
    text = "".join(character for character, _ in placed)
    at = text.index("681.4")
    assert placed[at + 4][1] - placed[at][1] == pytest.approx(sum(advances(Face.SERIF)[c] for c in "681.") * 10)
    assert placed[at][1] - placed[at - 1][1] > 10


@pytest.mark.parametrize(
    "whole", ["2018—2020", "R&D", "63%", "5.6％", "——", "……", "e\u0301", "👨\u200d👩", "+31", "GB/T", "don't"]
)
def test_nothing_is_let_in_between(whole: str) -> None:
    text = f"汉{whole}字"
    gaps = loose(text)
    assert gaps == [0, len(whole)]


def test_space_is_let_in_behind_a_word_space_only() -> None:
    assert loose("a b") == [1]


def test_the_last_line_is_not_stretched() -> None:
    assert [(s.x, s.spacing) for s in stretches(setting("一二三", 100))] == [(0, 0)]


def test_a_last_line_that_took_one_character_in_is_squeezed_to_the_measure() -> None:
    line = setting("一二，三四五六七八九。", 100)
    assert line.last
    assert places(line)[-1][1] == pytest.approx(95)


def test_a_line_with_too_few_characters_stays_ragged() -> None:
    line = setting("一二三abcdefghijklmnopqrstuvw", 110)
    assert [stretch.spacing for stretch in stretches(line)] == [0]


@pytest.mark.parametrize(("align", "x"), [("left", 0), ("center", 35), ("right", 70)])
def test_alignment(align: str, x: float) -> None:
    line = setting("一二三", 100)
    assert stretches(line, align)[0].x == pytest.approx(x)  # type: ignore[arg-type]  # parametrize knows no Literal


def test_squeezed_marks_are_drawn_where_they_are_measured() -> None:
    line = setting("“好”，再", 500)
    assert [(s.text, s.x) for s in stretches(line)] == [("“好”", 0), ("，再", 25)]


def test_marks_of_two_sizes_are_drawn_where_they_are_measured() -> None:
    line = wrap((Run("好”", Face.SERIF, 20), Run("，再", Face.SERIF, 10)), 500)[0]
    assert [(s.text, s.x) for s in stretches(line)] == [("好”", 0), ("，再", 30)]


def test_a_hair_of_squeezing_is_shared_by_all_characters() -> None:
    assert shifts(one_line("一二，三四", 49.4)) == {"一": -0.15, "二": -0.15, "，": -0.15, "三": -0.15}


@pytest.mark.parametrize(
    ("text", "room", "given_up"),
    [
        ("甲（乙，丙。丁", 65, "甲"),  # brackets first, by the half before an opening one
        ("甲，乙。丙丁", 55, "，"),  # commas before stops
        ("甲。乙丙丁", 45, "。"),
        ("甲”乙。丙丁", 55, "”"),
    ],
)
def test_marks_are_squeezed_in_the_order_of_clreq(text: str, room: float, given_up: str) -> None:
    found = shifts(one_line(text, room))
    hair = -0.2
    assert found.pop(given_up) < -3
    assert set(found.values()) <= {hair}


def test_an_opening_mark_at_the_start_gives_up_the_half_before_it() -> None:
    placed = places(one_line("（甲乙丙丁）", 50))
    assert placed[0][1] == pytest.approx(-4.0)
    assert placed[-1][1] == pytest.approx(45)


def test_a_narrow_quote_gives_up_nothing() -> None:
    line = piece("甲“乙", [10, 10, 10], widths((Run("甲“乙", Face.SERIF, 10),)), 0, 3)
    narrow = piece("甲“乙", [10, 10, 10], Widths([10, 4, 10], [0.0, 0.0, 0.0]), 0, 3)
    assert squeezed(line, 3)[0] < -2
    assert squeezed(narrow, 0.4) == {0: -0.2, 1: -0.2}


def test_two_marks_that_moved_together_are_not_stacked() -> None:
    placed = dict(places(one_line("甲；“乙”。丙丁戊己庚辛壬癸", 127)))
    assert placed["“"] - placed["；"] > 4.5
    assert placed["。"] - placed["”"] > 4.5


def test_a_mark_does_not_move_in_front_of_a_narrow_character_before_it() -> None:
    found = dict(places(one_line("甲1（乙丙丁", 50)))
    assert found["（"] - found["1"] > 0.7


def test_chinese_and_latin_stand_apart_where_asked() -> None:
    run = Run("共681.4亿元R&D，GDP的3%的", Face.SERIF, 10, autospace=0.25)
    bare = sum(advances(Face.SERIF)[c] for c in run.text) * 10
    line = wrap((run,), 500)[0]
    # 共 6, 4 亿, 元 R, P 的 and 的 3: not at the comma and not at the sign.
    assert line.width == pytest.approx(bare + 5 * 2.5)
    assert shifts(line) == {"共": 2.5, "4": 2.5, "元": 2.5, "P": 2.5, "的": 2.5}
    assert "".join(s.text for s in stretches(line)) == run.text


def test_no_space_is_added_where_one_stands_or_at_the_ends_of_a_line() -> None:
    assert wrap((Run("甲 a 乙", Face.SERIF, 10, autospace=0.25),), 500)[0].width == pytest.approx(
        wrap((Run("甲 a 乙", Face.SERIF, 10),), 500)[0].width
    )
    broken = wrap((Run("甲乙丙丁abcd甲乙丙丁", Face.SERIF, 10, autospace=0.25),), 40)
    assert broken[0].text == "甲乙丙丁"
    assert broken[0].width == pytest.approx(40)
    assert places(broken[1])[0] == ("a", 0)


def test_the_space_is_that_of_the_run_of_the_ideograph() -> None:
    broken = wrap((Run("甲", Face.SERIF, 20, autospace=0.25), Run("a", Face.SANS, 10)), 500)
    assert broken[0].width == pytest.approx(20 + 5 + advances(Face.SANS)["a"] * 10)


def test_an_added_space_stands_behind_the_marks_of_a_letter() -> None:
    line = wrap((Run("e\u0301汉", Face.SERIF, 10, autospace=0.25),), 500)[0]
    placed = places(line)
    assert placed[1][1] == pytest.approx(advances(Face.SERIF)["e"] * 10)
    assert placed[2][1] == pytest.approx(placed[1][1] + 2.5)


def test_added_spaces_are_squeezed_to_an_eighth_and_stretched_to_a_half_first() -> None:
    wide = one_line("甲乙丙丁abc甲乙丙丁", 1000, autospace=0.25).width
    tight = shifts(one_line("甲乙丙丁abc甲乙丙丁", wide - 4, autospace=0.25))
    assert tight["丁"] == pytest.approx(2.5 - 0.2 - 1.2)
    loosened = shifts(one_line("甲乙丙丁abc甲乙丙丁", wide + 4, autospace=0.25))
    assert loosened == {"丁": 4.5, "c": 4.5}


def test_invisible_characters_are_not_drawn() -> None:
    line = setting("全\u200b区\u2060的\u00ad项目❤\ufe0f", 500)
    assert "".join(s.text for s in stretches(line)) == "全区的项目❤"


def test_spaces_at_the_end_of_a_line_are_not_drawn() -> None:
    assert "".join(s.text for s in stretches(setting("一二三 \u3000\t四五", 30))) == "一二三"


texts = st.text(ALPHABET, max_size=80)
rooms = st.integers(40, 300)


@given(texts, rooms, st.sampled_from((0.0, 0.25)), st.sampled_from((0, 20)))
def test_no_line_is_overfull(text: str, room: int, autospace: float, indent: int) -> None:
    for line in wrap((Run(text, Face.SERIF, 10, autospace=autospace),), room, room - indent):
        drawn = stretches(line)
        if drawn:
            hang = 5 if drawn[-1].text[-1] in HANGING else 0
            assert end(drawn[-1]) <= line.room + hang + 1e-3
            start = -5 if drawn[0].text[0] in OPENING else 0
            assert drawn[0].x >= start - 1e-3


@given(texts, rooms)
def test_a_line_is_drawn_as_it_is_written(text: str, room: int) -> None:
    for line in wrap((Run(text, Face.SERIF, 10), Run(text, Face.SANS, 12)), room):
        drawn = stretches(line)
        visible = "".join(c for c in line.text.rstrip(TRAILING) if c not in INVISIBLE)
        assert "".join(stretch.text for stretch in drawn) == visible
        assert [s.x for s in drawn] == sorted(s.x for s in drawn)


@given(texts, rooms)
def test_words_and_numbers_are_drawn_with_their_own_widths(text: str, room: int) -> None:
    for line in wrap((Run(text, Face.SERIF, 10),), room):
        for (left, x), (right, after) in pairwise(places(line)):
            if left in "0123456789ab%" and right in "0123456789ab%":
                assert after - x == pytest.approx(advances(Face.SERIF)[left] * 10)


@given(texts, rooms)
def test_no_character_is_drawn_over_another(text: str, room: int) -> None:
    for line in wrap((Run(text, Face.SERIF, 10),), room):
        for (left, x), (right, after) in pairwise(places(line)):
            least = 5 if left in HANGING or right in OPENING else 10
            if left in "全区项目产业亿元第位，。、；：？！（）《》“”‘’":
                assert after - x >= least - 0.35

from __future__ import annotations

import pytest

from briefing.typeset import Face, Line, Run, advances, stretches, wrap
from briefing.typeset.spacing import Stretch


def setting(text: str, room: float) -> Line:
    return wrap((Run(text, Face.SERIF, 10),), room)[0]


def end(stretch: Stretch) -> float:
    ink = sum(advances(stretch.run.face)[c] for c in stretch.text) * stretch.run.size
    return stretch.x + ink + stretch.spacing * (len(stretch.text) - 1)


def test_a_justified_line_ends_at_the_measure() -> None:
    line = setting("规上工业产值由681.4亿元增加到843.8亿元", 104)
    assert not line.last
    assert end(stretches(line)[-1]) == pytest.approx(104)


def test_a_hanging_mark_ends_half_its_width_beyond_the_measure() -> None:
    line = setting("一二三四五六七八九，十", 95)
    assert end(stretches(line)[-1]) == pytest.approx(100)


def places(line: Line) -> list[tuple[str, float]]:
    """Return each character and the x it begins at."""
    found: list[tuple[str, float]] = []
    for stretch in stretches(line):
        x = stretch.x
        for character in stretch.text:
            found.append((character, x))
            x += advances(stretch.run.face)[character] * stretch.run.size + stretch.spacing
    return found


def test_no_space_is_let_into_a_number() -> None:
    placed = places(setting("产值由681.4亿元增加到843.8亿元", 112))
    text = "".join(character for character, _ in placed)
    at = text.index("681.4")
    assert placed[at + 4][1] - placed[at][1] == pytest.approx(sum(advances(Face.SERIF)[c] for c in "681.") * 10)
    assert placed[at][1] - placed[at - 1][1] > 10


def test_the_last_line_is_not_stretched() -> None:
    assert [(s.x, s.spacing) for s in stretches(setting("一二三", 100))] == [(0, 0)]


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

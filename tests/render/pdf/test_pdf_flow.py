from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.render.pdf.flow import Margins, Piece, paginate
from briefing.render.pdf.page import OFFICIAL
from briefing.render.pdf.paragraph import TextPiece
from briefing.render.pdf.pen import Pen
from briefing.typeset import Line

PITCH, TOP = OFFICIAL.pitch, OFFICIAL.top


@dataclass(frozen=True, slots=True)
class Block:
    """A piece that cannot be split, of a height counted in lines."""

    lines: float
    margins: Margins = Margins()

    @property
    def height(self) -> float:
        return self.lines * PITCH

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw nothing."""


def paragraph(lines: int, **margins: bool) -> TextPiece:
    return TextPiece((Line((), 0, 100, True),) * lines, PITCH, "#000000", Margins(**margins))  # type: ignore[arg-type]  # all are flags


def lines(*pieces: Piece) -> list[list[float]]:
    """Return for each page the heights of its pieces in lines."""
    return [[round(placed.piece.height / PITCH, 2) for placed in page.placed] for page in paginate(pieces, OFFICIAL)]


def test_a_page_holds_22_lines() -> None:
    assert lines(paragraph(22), paragraph(22)) == [[22], [22]]


def test_a_paragraph_leaves_at_least_two_lines_on_each_page() -> None:
    assert lines(Block(21), paragraph(6)) == [[21], [6]]
    assert lines(Block(17), paragraph(6)) == [[17, 4], [2]]
    assert lines(Block(20), paragraph(3)) == [[20], [3]]


def test_a_heading_moves_with_what_follows() -> None:
    assert lines(Block(20), paragraph(1, keep=True), Block(3)) == [[20], [1, 3]]
    assert lines(Block(19), paragraph(1, keep=True), paragraph(5)) == [[19, 1, 2], [3]]


def test_what_is_kept_with_a_source_line_is_split_so_that_some_of_it_stays_with_it() -> None:
    assert lines(Block(12), paragraph(10, keep=True), paragraph(1)) == [[12, 8], [2, 1]]


def test_a_piece_higher_than_a_page_stands_alone() -> None:
    assert lines(Block(2), Block(30), Block(2)) == [[2], [30], [2]]


def test_margins_that_meet_are_not_added_and_none_stands_at_the_top() -> None:
    first, second = replace(Block(1), margins=Margins(9, 10)), replace(Block(1), margins=Margins(4, 0))
    assert [round(placed.y - TOP - PITCH, 6) for placed in paginate((first, second), OFFICIAL)[0].placed] == [
        round(-PITCH, 6),
        10,
    ]


def test_what_lies_across_stands_on_pages_of_its_own_with_what_is_kept_with_it() -> None:
    across, source = replace(Block(5), margins=Margins(turned=True, keep=True)), paragraph(1)
    found = paginate((paragraph(3), paragraph(1, keep=True), across, source, paragraph(2)), OFFICIAL)
    assert [(len(page.placed), page.turned) for page in found] == [(1, False), (3, True), (1, False)]


def test_what_stands_at_the_foot_ends_the_last_page_at_its_lower_edge() -> None:
    foot = replace(Block(2), margins=Margins(foot=True))
    assert lines(paragraph(20), foot) == [[20, 2]]
    assert lines(paragraph(21), foot) == [[21], [2]]
    placed = paginate((paragraph(3), foot), OFFICIAL)[0].placed[-1]
    assert round(placed.y + 2 * PITCH - TOP - OFFICIAL.text_height, 6) == 0


def test_text_that_follows_a_chart_fills_the_page_on_which_the_chart_finds_no_room() -> None:
    chart = replace(Block(8), margins=Margins(floats=True))
    texts = [paragraph(2, flows=True) for _ in range(4)]
    assert lines(Block(15), chart, *texts) == [[15, 2, 2, 2], [8, 2]]
    assert lines(Block(10), chart, *texts) == [[10, 8, 2, 2], [2, 2]]
    assert lines(Block(15), chart, paragraph(2), *texts) == [[15], [8, 2, 2, 2, 2, 2]]


def test_a_new_page_is_not_started_twice() -> None:
    assert lines(paragraph(1, new_page=True), paragraph(1, new_page=True)) == [[1], [1]]

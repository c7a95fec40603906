"""What becomes of each torture document as a deck: it is set right, or refused with problems that name their places."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from pptx import Presentation

from briefing.blocks import Block, Chart, Table
from briefing.document import Document
from briefing.errors import ProblemsFound
from briefing.render.pptx import render
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.frames import frames
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import ChartShape, SlidePlan, TableShape, TextShape
from briefing.render.pptx.sound import said
from briefing.render.pptx.stage import HEIGHT, OURS, WIDTH
from briefing.typeset import breaking
from tests.torture.documents import TORTURE

CONTENT = OURS.content

# Where what is refused stands, and what the messages begin with.
REFUSED = {
    "paragraph_of_a_megabyte": [("one/text", "这段文字有350037字，超过12页的上限。")],
    "cell_higher_than_a_slide": [("one/table", "第1行“工业产值”太高，用12磅、加宽最宽的一列后一页仍放不下。")],
    "endless_table": [("one/table", "这张表有10000行2列，至少要占571页，超过200页的上限。")],
    "card_wider_than_a_slide": [("one/cards", "卡片“指标”的数值“999999")],
    "control_characters": [
        ("one/text", "这段文字“甲乙□丙”里有写不进文件的字符U+000B"),
        ("one/points", "第2条“半个□字符”里有写不进文件的字符U+D83D"),
        ("one/table", "第1行第1格“甲□”里有写不进文件的字符U+0007"),
        ("one/table", "第2行第2格“3□”里有写不进文件的字符U+0000"),
        ("one/chart", "图的替代文字“元）：2018年□，201”里有写不进文件的字符U+0001"),
        ("one/chart", "图的数据“2018年□”里有写不进文件的字符U+0001"),
        ("two", "标题“标题□”里有写不进文件的字符U+001F"),
    ],
    "chart_of_no_points": [("one/chart", "图表没有数据。")],
    "endless_title": [("one", "标题有222字，3行20磅也放不下。")],
    "long_furniture": [
        ("one", "栏目名“栏目名很长栏目名很长栏目……”太长"),
        ("cover/kicker", "封面眉题“眉题眉题眉题眉题眉题眉题……”要2行"),
        ("cover/byline", "封面落款“落款单位落款单位落款单位……”要7行"),
        ("closing/byline", "结束页落款“落款单位落款单位落款单位……”要7行"),
    ],
}
SET = {
    "long_paragraph": 5,
    "paragraph_without_a_sentence": 4,
    "paragraph_beside_a_chart": 4,
    "long_bullet": 4,
    "long_list": 8,
    "long_callout": 4,
    "long_cell": 3,
    "cell_without_a_break": 3,
    "wide_table": 146,
    "wide_short_table": 5,
    "table_with_bars_and_lights": 5,
    "labels_without_a_break": 5,
    "long_cards": 6,
    "many_cards": 8,
    "odd_characters": 6,
    "only_emoji": 3,
    "chart_of_one_point": 3,
    "chart_of_200_points": 3,
    "theme_without_data": 4,
    "title_of_90_characters": 3,
    "long_source": 5,
    "long_endnotes": 3,
    "many_chapters": 35,
}
# A light stands on its card, a mark beside a label: they touch what they belong to.
ATTACHED = re.compile(r"/light#\d+$")


@pytest.fixture(scope="module", params=SET)
def document(request: pytest.FixtureRequest) -> Document:
    return TORTURE[request.param]()


@pytest.fixture(scope="module")
def slides(document: Document) -> tuple[SlidePlan, ...]:
    return plan(document).slides


@pytest.fixture(scope="module")
def deck(document: Document) -> Any:
    return Presentation(BytesIO(render(document).bytes))


def bare(words: str) -> str:
    """Return the characters without blanks and line breaks, which may fall anywhere."""
    return re.sub(r"[\s\v]", "", words)


def test_every_torture_document_has_its_outcome_stated_here() -> None:
    assert set(SET) | set(REFUSED) == set(TORTURE)
    assert not set(SET) & set(REFUSED)


@pytest.mark.parametrize("name", SET)
def test_what_can_be_set_takes_as_many_slides_as_it_needs(name: str) -> None:
    assert len(plan(TORTURE[name]()).slides) == SET[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_slide_can_hold_is_refused_with_every_place_at_once(name: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        render(TORTURE[name]())
    found = refused.value.problems
    assert [problem.where for problem in found] == [where for where, _ in REFUSED[name]]
    for problem, (_, message) in zip(found, REFUSED[name], strict=True):
        assert problem.message.startswith(message)
        assert problem.hint.startswith("请")


def test_a_table_without_rows_is_left_out_with_a_notice() -> None:
    notices = plan(TORTURE["theme_without_data"]()).notices
    assert [str(notice) for notice in notices] == ["one/table: 表“没有数据的表”没有一行数据，没有画出。"]


def test_a_megabyte_is_refused_before_it_is_broken_into_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: list[int] = []
    wrap = breaking.wrap

    def counted(runs: Any, *rest: Any, **more: Any) -> Any:
        given = tuple(runs)
        broken.append(sum(len(run.text) for run in given))
        return wrap(given, *rest, **more)

    monkeypatch.setattr(breaking, "wrap", counted)
    with pytest.raises(ProblemsFound):
        render(TORTURE["paragraph_of_a_megabyte"]())
    assert max(broken, default=0) < 1000


def test_every_text_is_no_higher_than_its_frame(slides: tuple[SlidePlan, ...]) -> None:
    tall = [
        (number, frame.name, frame.text[:20])
        for number, slide in enumerate(slides, 1)
        for frame in frames(slide)
        if frame.height > frame.box.h + 0.01
    ]
    assert tall == []


def test_no_frame_leaves_its_slide_or_touches_another(slides: tuple[SlidePlan, ...]) -> None:
    for number, slide in enumerate(slides, 1):
        boxes = _boxes(slide)
        for name, box in boxes:
            assert box.x >= 0, (number, name)
            assert box.y >= 0, (number, name)
            assert box.right <= WIDTH, (number, name)
            assert box.bottom <= HEIGHT, (number, name)
        touching = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if _overlap(a, b)]
        assert touching == [], number


def test_content_keeps_clear_of_title_and_footer(slides: tuple[SlidePlan, ...]) -> None:
    for number, slide in enumerate(slides[1:-1], 2):
        for shape in slide.shapes:
            furniture = (
                isinstance(shape, TextShape) and shape.slot and (shape.slot.type, shape.slot.idx) != ("body", 14)
            )
            if isinstance(shape, TextShape | TableShape | ChartShape) and not furniture and shape.name != "synthetic":
                assert shape.box.y >= CONTENT.y - 0.01, (number, shape.name)
                assert shape.box.bottom <= CONTENT.bottom + 0.01, (number, shape.name)


def test_the_drawn_deck_has_the_planned_boxes(slides: tuple[SlidePlan, ...], deck: Any) -> None:
    for planned, drawn in zip(slides, deck.slides, strict=True):
        places = {shape.name: (shape.left, shape.top, shape.width, shape.height) for shape in drawn.shapes}
        for name, box in _boxes(planned):
            assert [each / 12700 for each in places[name]] == pytest.approx([box.x, box.y, box.w, box.h], abs=0.01)


def test_nothing_that_was_said_is_lost(document: Document, deck: Any) -> None:
    for section in document.sections:
        for block in (block for block in section.blocks if not isinstance(block, Chart) and not _is_bare(block)):
            drawn = _drawn(deck, block.path)
            for name, words in said(block):
                assert [piece for piece in words.split("\t") if bare(piece) not in drawn] == [], name
        assert bare(section.source) in _drawn(deck, f"{section.path}/source")
        assert bare("".join(span.text for span in section.headline)) in _drawn(deck, f"{section.path}/title")
    for note in document.endnotes:
        assert bare("".join(span.text for span in note)) in _drawn(deck, "endnotes")


def test_every_slide_has_a_title_and_no_placeholder_is_empty(deck: Any) -> None:
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert [each.name for each in slide.placeholders if not each.text_frame.text and each.name != "page"] == []


def _boxes(slide: SlidePlan) -> list[tuple[str, Box]]:
    framed = (shape for shape in slide.shapes if isinstance(shape, TextShape | TableShape | ChartShape))
    return [(shape.name, shape.box) for shape in framed if not ATTACHED.search(shape.name)]


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0.01 and down > 0.01


def _is_bare(block: Block) -> bool:
    """Return whether a block is a table without rows, which a notice tells of."""
    return isinstance(block, Table) and not block.rows


def _drawn(deck: Any, path: str) -> str:
    """Return the texts of all shapes that bear a path, in drawing order, those of tables cell by cell."""
    found: list[str] = []
    for shape in (shape for slide in deck.slides for shape in slide.shapes if shape.name.startswith(path)):
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
        elif shape.has_text_frame:
            found.append(shape.text_frame.text)
    return bare("".join(found))

"""What is alike on all slides: places of title, label, source and number, the number's field, links, sections."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from briefing.render.pptx import PptxResult, render
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.stage import LABEL, NUMBER, OURS, SOURCE
from tests.render.pptx.decks import part, parts
from tests.torture.documents import TORTURE, merged

CONTENT = OURS.content
TITLE = OURS.title.box

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
EMU = 12700
PLACES = {"title": TITLE, "label": LABEL.inset(16), "mark": Box(LABEL.x, LABEL.y + 2, 7.5, 14), "source": SOURCE}


@pytest.fixture(scope="module")
def tortured() -> bytes:
    """A deck of every layout: lists, tables, cards, charts, continued slides, long titles and sources."""
    names = (
        "long_list",
        "wide_short_table",
        "many_cards",
        "title_of_90_characters",
        "long_source",
        "chart_of_one_point",
    )
    return render(merged(TORTURE[name]() for name in names)).bytes


@pytest.fixture(scope="module")
def deck(tortured: bytes) -> Any:
    return Presentation(BytesIO(tortured))


def _place(shape: Any) -> tuple[float, ...]:
    return tuple(round(each / EMU, 2) for each in (shape.left, shape.top, shape.width, shape.height))


def _expected(box: Box) -> tuple[float, ...]:
    return tuple(round(each, 2) for each in (box.x, box.y, box.w, box.h))


@pytest.mark.parametrize("part_", PLACES)
def test_title_label_and_source_stand_at_one_place_on_all_slides(deck: Any, part_: str) -> None:
    named = re.compile(rf"(?<!chart)(?<!table)/{part_}$")
    inner = [slide for slide in list(deck.slides)[1:-1] if slide.slide_layout.name != "目录"]
    found = [_place(shape) for slide in inner for shape in slide.shapes if named.search(shape.name)]
    assert len(found) == len(inner)
    assert set(found) == {_expected(PLACES[part_])}


def test_the_page_number_is_a_field_at_one_place_on_every_slide_but_cover_and_closing(deck: Any) -> None:
    slides = list(deck.slides)
    for slide in slides[1:-1]:
        (number,) = (each for each in slide.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER)
        assert _place(number) == _expected(NUMBER)
        assert [field.get("type") for field in number._element.iter(f"{A}fld")] == ["slidenum"]
    for slide in (slides[0], slides[-1]):
        assert not any(each.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER for each in slide.placeholders)


def test_the_page_number_comes_from_master_and_layout(deck: Any) -> None:
    holders = [
        each for each in deck.slide_master.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
    ]
    assert len(holders) == 1
    for layout in deck.slide_layouts:
        numbered = [each for each in layout.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER]
        assert len(numbered) == (0 if layout.name in ("封面", "结束") else 1)
        assert all(list(each._element.iter(f"{A}fld")) for each in numbered)


def test_slides_have_the_layouts_placeholders_and_none_of_their_own(deck: Any) -> None:
    for slide in deck.slides:
        known = {each.placeholder_format.idx for each in slide.slide_layout.placeholders}
        assert {each.placeholder_format.idx for each in slide.placeholders} <= known


def test_text_wraps_and_nothing_is_left_to_autofit(tortured: bytes) -> None:
    for _, slide in parts(tortured, r"ppt/slides/slide\d+\.xml"):
        for body in slide.iter(f"{P}txBody"):
            properties = body.find(f"{A}bodyPr")
            assert properties.get("wrap") == "square"
            assert [child.tag for child in properties] == [f"{A}noAutofit"]


def test_every_line_of_the_contents_leads_to_the_first_slide_of_its_chapter(result: PptxResult) -> None:
    deck = Presentation(BytesIO(result.bytes))
    slides = list(deck.slides)
    contents = next(slide for slide in slides if slide.slide_layout.name == "目录")
    worded = [each for each in contents.shapes if each.name.startswith("contents/") and each.text_frame.text]
    linked = [shape for shape in worded if shape.name != "contents/title"]
    assert len(linked) == 3 * 10
    for shape in linked:
        chapter = shape.name.removeprefix("contents/").removesuffix("/headline").removesuffix("/page")
        first = next(slide for slide in slides if any(each.name == f"{chapter}/title" for each in slide.shapes))
        assert shape.click_action.target_slide == first


def test_sections_name_the_chapters_in_order_and_hold_each_slide_once(tortured: bytes) -> None:
    root = part(tortured, "ppt/presentation.xml")
    found = [(each.get("name"), len(list(each.iter("{*}sldId")))) for each in root.iter("{*}section")]
    assert found[0] == ("封面", 1)
    assert found[-1] == ("结束", 1)
    assert sum(count for _, count in found) == len(list(root.find(f"{P}sldIdLst")))


def test_content_begins_at_one_height_below_the_highest_title(deck: Any) -> None:
    assert TITLE.bottom < CONTENT.y
    for slide in list(deck.slides)[1:-1]:
        tops = [shape.top / EMU for shape in slide.shapes if shape.name.split("/")[-1] in ("points", "table", "cards")]
        assert all(top >= CONTENT.y - 0.01 for top in tops)

"""Claims about copies of a master's own slides: what they bring along, what they leave behind, where they stand."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from PIL import Image
from pptx.chart import data as chart_data
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from briefing.blocks import Span
from briefing.document import Deck, OwnRun, OwnSlide, OwnText
from briefing.masters.reading import read_master
from briefing.masters.tokens import words_of
from briefing.render.pptx.order import order
from briefing.render.pptx.own_slides import clone, insert
from briefing.render.pptx.package import to_bytes
from briefing.render.pptx.plan import Plan
from briefing.render.pptx.shapes import SlidePlan
from briefing.render.pptx.stage import OURS
from tests.masters.made import saved


def master() -> Any:
    """Return a presentation with a slide that has a text, a picture, a chart, notes, and a jump to a second slide."""
    deck = pptx.Presentation()
    slide, other = (deck.slides.add_slide(deck.slide_layouts[5]) for _ in range(2))
    slide.shapes.title.text = "{{ a }}要点"
    stored = BytesIO()
    Image.new("RGB", (8, 8), "#AA0000").save(stored, "PNG")
    slide.shapes.add_picture(BytesIO(stored.getvalue()), Pt(10), Pt(200), Pt(50), Pt(50))
    data = made_chart()
    data.categories = ["甲", "乙"]
    data.add_series("值", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(100), Pt(200), Pt(200), Pt(150), data)
    slide.notes_slide.notes_text_frame.text = "内部备注"
    slide.shapes.title.click_action.target_slide = other
    other.shapes.title.text = "不留"
    return deck


def made_chart() -> Any:
    # python-pptx says no types here.
    maker: Any = chart_data.CategoryChartData
    return maker()


def text(number: int, words: str) -> OwnText:
    return OwnText(number, "Title 1", (OwnRun(0, Span(words)),))


def own(path: str, side: Any, section: str, words: str = "x") -> OwnSlide:
    return OwnSlide(path, "ppt/slides/slide1.xml", words, side, section, (text(0, words),))


def reopened(deck: Any) -> Any:
    return pptx.Presentation(BytesIO(to_bytes(deck)))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def test_a_copy_says_what_was_filled_in_and_keeps_the_layout_picture_and_chart() -> None:
    deck = master()
    clone(deck, deck.slides[0], (text(0, "三月要点"),))
    copy = reopened(deck).slides[2]
    assert copy.shapes.title.text == "三月要点"
    assert copy.slide_layout.name == "Title Only"
    assert [shape.shape_type.name for shape in copy.shapes] == ["PLACEHOLDER", "PICTURE", "CHART"]
    assert list(copy.shapes[2].chart.plots[0].series[0].values) == [1, 2]


def test_a_copy_has_a_chart_and_a_workbook_of_its_own_but_shares_the_picture() -> None:
    deck = master()
    for _ in range(2):
        clone(deck, deck.slides[0])
    first, second = (reopened(deck).slides[at] for at in (2, 3))
    assert first.shapes[2].chart.part.partname != second.shapes[2].chart.part.partname
    books = [slide.shapes[2].chart.part.chart_workbook.xlsx_part.partname for slide in (first, second)]
    assert books[0] != books[1]
    pictures = [slide.part.related_part(slide.shapes[1]._element.blip_rId).partname for slide in (first, second)]
    assert pictures[0] == pictures[1]


def test_notes_and_jumps_to_other_slides_are_left_behind() -> None:
    deck = master()
    clone(deck, deck.slides[0])
    copy = reopened(deck).slides[2]
    assert not copy.has_notes_slide
    assert not [rel for rel in copy.part.rels.values() if rel.reltype.endswith("/slide")]
    assert not list(copy._element.iter("{*}hlinkClick"))


def test_kept_slides_are_put_among_those_of_a_deck_that_has_let_its_samples_go() -> None:
    house = read_master(saved(master()), "house.pptx")
    deck = pptx.Presentation(BytesIO(house.data))
    listed = deck.slides._sldIdLst
    for each in list(listed):
        deck.part.drop_rel(each.rId)
        listed.remove(each)
    paths = ["cover", "a/main", "closing"]
    for path in paths:
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = path
    plan = Plan(tuple(SlidePlan(OURS, path, (), path) for path in paths), ())
    kept = Deck(house, {}, (own("k", "after", "cover", "要点"), own("t", "before", "", "末页")))
    planned, _ = insert(deck, plan, kept)
    made = reopened(deck)
    assert titles(made) == ["cover", "要点", "a/main", "末页", "closing"]
    assert [slide.path for slide in planned.slides] == ["cover", "k", "a/main", "t", "closing"]
    assert [slide.chapter for slide in planned.slides] == ["cover", "cover", "a/main", "a/main", "closing"]
    with ZipFile(BytesIO(to_bytes(deck))) as archive:
        assert not [name for name in archive.namelist() if "内部备注".encode() in archive.read(name)]
    words = [words for slide in made.slides for _, words in words_of(slide._element)]
    assert "不留" not in words


def test_without_own_slides_nothing_changes() -> None:
    plan = Plan((SlidePlan(OURS, "a", (), "a"),), ())
    assert insert(pptx.Presentation(), plan, Deck()) == (plan, {})


PATHS = ("cover", "contents", "a/main", "a/main", "b/main", "closing")


@pytest.mark.parametrize(
    ("side", "section", "at"),
    [
        ("after", "cover", 1),
        ("before", "a/main", 2),
        ("after", "a/main", 4),
        ("before", "", 5),
        ("after", "gone/main", 5),
    ],
)
def test_a_slide_stands_before_the_first_or_after_the_last_of_its_section(side: Any, section: str, at: int) -> None:
    slide = own("k", side, section)
    assert order(PATHS, (slide,)).index(slide) == at


def test_slides_at_one_place_stand_in_their_order_and_pages_are_counted_with_them() -> None:
    first, second = own("k", "after", "cover"), own("l", "after", "cover")
    assert order(PATHS, (first, second))[:3] == (0, first, second)
    pages = [order(PATHS, (first, second)).index(at) + 1 for at in range(len(PATHS))]
    assert dict(zip(PATHS[::-1], pages[::-1], strict=True)) == {
        "cover": 1, "contents": 4, "a/main": 5, "b/main": 7, "closing": 8
    }  # fmt: skip

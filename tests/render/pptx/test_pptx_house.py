"""Decks on house masters: layouts bound by name, nothing of the master's samples, any size, its colours and faces."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefing.errors import ProblemsFound
from briefing.inspect import deck as inspected
from briefing.inspect import said
from briefing.masters.binding import bound
from briefing.masters.reading import read_master
from briefing.render.pptx import render
from briefing.render.pptx.house.look import look, readable
from briefing.render.pptx.house.titles import steps
from briefing.render.pptx.legible import legible
from tests.masters.made import box, changed, default, drawn_on, saved
from tests.render.pptx.houses import illegible, on_master, outside, overlapping, reopened, sized, slides_of
from tests.render.sample import sample

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
THEME = "ppt/theme/theme1.xml"
SIZES = {"16:9": (720, 405), "16:10": (720, 450), "A4": (780, 540), "wide": (960, 540), "portrait": (540, 780)}


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render(on_master(sample(), default())).bytes


def dark() -> bytes:
    """Return the default with white text on a dark ground, as its colour map asks for."""
    return changed({"ppt/slideMasters/slideMaster1.xml": ('bg1="lt1" tx1="dk1"', 'bg1="dk1" tx1="lt1"')})


def with_samples() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "机密样页"
    slide.notes_slide.notes_text_frame.text = "机密备注"
    deck.core_properties.author = deck.core_properties.keywords = "机密作者"
    return saved(deck)


def test_every_slide_stands_on_a_layout_of_the_master_with_its_title_in_the_placeholder(drawn: bytes) -> None:
    deck = reopened(drawn)
    assert (deck.slide_width.pt, deck.slide_height.pt) == (720, 540)
    assert next(slide.slide_layout.name for slide in deck.slides) == "Title Slide"
    assert {slide.slide_layout.name for slide in list(deck.slides)[1:-1]} <= {"Title Only", "Title and Content"}
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert len(deck.slide_layouts) == 11


def test_a_layout_is_bound_by_its_name() -> None:
    made = render(on_master(sample(), default(), {"table": "Title and Content", "figure": "Title and Content"})).bytes
    assert "Title Only" not in {slide.slide_layout.name for slide in list(reopened(made).slides)[3:-1]}


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("Title Onyl", "母版house.pptx里没有版式“Title Onyl”。", "是不是想写：Title Only、Title Slide？"),
        ("Blank", "版式“Blank”没有（横排）标题，放不下结论。", "可用的有：Title Slide、Title and Content、"),
    ],
)
def test_a_layout_that_cannot_serve_is_a_problem_with_a_way_out(name: str, message: str, hint: str) -> None:
    (fault,) = bound(read_master(default(), "house.pptx"), {"cover": name}).faults
    assert (fault.kind, fault.message) == ("cover", message)
    assert fault.hint.startswith(hint)
    with pytest.raises(ProblemsFound, match=r"pptx\.layouts\.cover"):
        render(on_master(sample(), default(), {"cover": name}))


def test_a_name_that_two_layouts_have_is_a_problem() -> None:
    twice = changed({"ppt/slideLayouts/slideLayout2.xml": ('name="Title and Content"', 'name="Title Only"')})
    (fault,) = bound(read_master(twice, "house.pptx"), {"table": "Title Only"}).faults
    assert fault.message == "母版house.pptx里有2个版式都叫“Title Only”，分不出是哪一个。"


def test_a_layout_without_room_under_its_title_is_a_problem_that_says_how_much_is_left() -> None:
    with pytest.raises(ProblemsFound, match="版式“Section Header”标题下只剩"):
        render(on_master(sample(), default(), {"table": "Section Header"}))


def test_nothing_of_the_masters_own_slides_is_in_the_deck() -> None:
    made = render(on_master(sample(), with_samples())).bytes
    with ZipFile(BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert [name for name, words in parts.items() if "机密" in words] == []
    assert "docProps/thumbnail.jpeg" not in parts
    assert not [name for name in parts if name.startswith(("docProps/app", "ppt/printerSettings"))]


def test_equal_documents_on_equal_masters_are_equal_files(drawn: bytes) -> None:
    assert render(on_master(sample(), default())).bytes == drawn


@pytest.mark.parametrize("data", [default(), dark(), with_samples()], ids=["default", "dark", "samples"])
def test_the_package_is_valid_and_says_all_that_was_composed(data: bytes, tmp_path: Any) -> None:
    document = on_master(sample(), data)
    made = render(document).bytes
    (tmp_path / "deck.pptx").write_bytes(made)
    result = OpenXmlValidator().validate(tmp_path / "deck.pptx")
    assert [str(error) for error in result.errors] == []
    assert [str(problem) for problem in inspected(made, "deck.pptx", said(document, "pptx"))] == []


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_layout_is_computed_for_any_size(size: tuple[float, float]) -> None:
    slides = slides_of(on_master(sample(), sized(*size)))
    assert {(slide.stage.width, slide.stage.height) for slide in slides} == {size}
    assert outside(slides) == []
    assert overlapping(slides) == []


def test_content_keeps_off_a_logo_and_the_title_off_another() -> None:
    logos = box(600, 10, 100, 60, name="标志") + box(0, 440, 60, 100, name="角标")
    slides = slides_of(on_master(sample(), drawn_on("Title Only", logos)))
    inner = [slide for slide in slides if slide.layout == "Title Only"]
    assert inner
    assert max(slide.stage.title.box.right for slide in inner) < 600
    assert min(slide.stage.content.x for slide in inner if slide.stage.content.bottom > 440) > 60
    assert overlapping(slides) == []


def test_text_on_a_dark_ground_is_light_and_legible() -> None:
    slides = slides_of(on_master(sample(), dark()))
    assert {slide.stage.style.ground for slide in slides if slide.stage.style} == {"#000000"}
    assert {slide.stage.style.ink for slide in slides if slide.stage.style} == {"#FFFFFF"}
    assert illegible(slides, 4.5) == []


def test_theme_marks_become_the_masters_accents_and_charts_name_their_slots(drawn: bytes) -> None:
    with ZipFile(BytesIO(drawn)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("ppt/charts/chart")]
        slides = [archive.read(name).decode() for name in archive.namelist() if name.startswith("ppt/slides/slide")]
    assert any('<a:schemeClr val="accent1"/>' in chart for chart in charts)
    assert any('<a:schemeClr val="dk1"/>' in chart for chart in charts)
    ours = [mark.color.removeprefix("#") for mark in sample().marks]
    assert [color for color in ours if any(color in part for part in (*charts, *slides))] == []


def test_a_theme_without_a_face_for_chinese_gets_ours_and_keeps_its_latin_one(drawn: bytes) -> None:
    with ZipFile(BytesIO(drawn)) as archive:
        theme: Any = etree.fromstring(archive.read(THEME))
    faces = [theme.find(f".//{A}minorFont/{A}{slot}").get("typeface") for slot in ("latin", "ea")]
    assert faces == ["Calibri", "微软雅黑"]
    kept = changed(
        {
            THEME: (
                '<a:latin typeface="Calibri"/><a:ea typeface=""/>',
                '<a:latin typeface="Calibri"/><a:ea typeface="楷体"/>',
            )
        }
    )
    with ZipFile(BytesIO(render(on_master(sample(), kept)).bytes)) as archive:
        assert 'typeface="楷体"' in archive.read(THEME).decode()


def test_the_titles_size_is_the_masters_as_far_as_it_fits() -> None:
    layout = read_master(default(), "house.pptx").layouts[5]
    usual, small = steps(layout.holders[0], 90)
    assert [step.size for step in usual] == [36.0, 32.0, 28.0, 26.0, 24.0]
    assert [step.most for step in usual] == [2, 2, 2, 2, 2]
    assert [step.size for step in small] == [22.0, 20.0, 18.0]


def test_colours_are_mixed_with_ink_until_they_can_be_read() -> None:
    assert legible("#9BBB59", "#FFFFFF", "#000000") == "#697E3C"
    assert legible("#1F497D", "#FFFFFF", "#000000") == "#1F497D"
    layout = read_master(default(), "house.pptx").layouts[5]
    assert readable("#000000", "#FFFFFF", layout) == ""
    assert readable("#FFFFFF", "#EEEEEE", layout) == "#000000"


def test_a_ground_of_a_middle_tone_gets_a_panel_under_the_content() -> None:
    master = read_master(default(), "house.pptx")
    teal = replace(master.layouts[5], ground="#0F8FA8")
    made = look(teal, master, sample().style, sample().marks)
    assert made.panel
    assert (made.style.ground, made.style.ink) == ("#FFFFFF", "#000000")
    assert not look(master.layouts[5], master, sample().style, sample().marks).panel


def test_made_up_data_are_marked_on_every_slide_of_a_house_master() -> None:
    made = reopened(render(on_master(replace(sample(), synthetic=True), default())).bytes)
    assert all(
        "示例数据" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in made.slides
    )

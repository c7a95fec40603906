"""Claims about the shapes of slides: places, words for who cannot see them, sizes, and whether texts fit."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches, Pt

from briefing import inspect
from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.template.load import builtin_templates
from tests.inspect.damage import A, P, edited, entries, swapped, told

SLIDE = "ppt/slides/slide4.xml"
LEAD = f"briefing.pptx:{SLIDE}: 第4张"
WORDS = "区域经济运行总体平稳，重点项目加快推进"


def found(data: bytes) -> list[str]:
    return told(inspect.deck(data, "briefing.pptx"))


def shape(root: Any, name: str) -> Any:
    return (
        next(each for each in root.iter() if each.tag.endswith("}cNvPr") and each.get("name") == name)
        .getparent()
        .getparent()
    )


@pytest.mark.parametrize(
    ("attribute", "value"), [("x", "-200000"), ("y", "-200000"), ("x", "11900000"), ("y", "6800000")]
)
def test_a_shape_that_reaches_outside_the_slide_is_told(deck: bytes, attribute: str, value: str) -> None:
    def move(root: Any) -> None:
        shape(root, "themes/project/key_figures").find(f".//{A}off").set(attribute, value)

    assert found(edited(deck, SLIDE, move)) == [f"{LEAD}“themes/project/key_figures”：超出了幻灯片。"]


def test_a_shape_in_a_group_is_measured_on_the_slide(deck: bytes) -> None:
    part = next(name for name, content in entries(deck).items() if b"<p:grpSp>" in content)

    def widen(root: Any) -> None:
        group = next(root.iter(f"{P}grpSp"))
        group.find(f"{P}grpSpPr/{A}xfrm/{A}off").set("x", "12000000")

    assert any("超出了幻灯片" in problem for problem in found(edited(deck, part, widen)))


def test_a_turned_shape_is_measured_as_it_stands() -> None:
    def turned(degrees: float) -> list[str]:
        made = Presentation()
        slide = made.slides.add_slide(made.slide_layouts[6])
        bar = slide.shapes.add_shape(1, Inches(1), Inches(3.5), Inches(8), Inches(0.5))
        bar.rotation = degrees
        return found(saved(made))

    assert turned(0) == []
    assert turned(90) == ["briefing.pptx:ppt/slides/slide1.xml: 第1张“Rectangle 1”：超出了幻灯片。"]


def test_a_chart_without_words_for_who_cannot_see_it_is_told(deck: bytes) -> None:
    def silence(root: Any) -> None:
        shape(root, "themes/project/chart").find(f".//{P}cNvPr").set("descr", " ")

    assert found(edited(deck, SLIDE, silence)) == [f"{LEAD}“themes/project/chart”：图表没有替换文字。"]


def test_an_empty_placeholder_is_told(deck: bytes) -> None:
    def empty(root: Any) -> None:
        for run in list(shape(root, "themes/project/points").iter(f"{A}r")):
            run.getparent().remove(run)

    assert found(edited(deck, SLIDE, empty)) == [f"{LEAD}“themes/project/points”：占位符是空的。"]


def test_type_below_ten_points_is_told(deck: bytes) -> None:
    def shrink(root: Any) -> None:
        next(shape(root, "themes/project/points").iter(f"{A}rPr")).set("sz", "900")

    assert found(edited(deck, SLIDE, shrink)) == [
        f"{LEAD}“themes/project/points”：字太小（9磅）：“引进。三年累计引进世界500强和……”。"
    ]


def test_a_size_that_comes_from_the_layout_counts(deck: bytes) -> None:
    def inherit(root: Any) -> None:
        for run in shape(root, "themes/project/points").iter(f"{A}rPr"):
            run.attrib.pop("sz")

    def shrink(root: Any) -> None:
        for style in shape(root, "正文").iter(f"{A}defRPr"):
            style.set("sz", "800")

    inherited = edited(deck, SLIDE, inherit)
    assert found(inherited) == []
    assert f"{LEAD}“themes/project/points”：字太小（8磅）：“引进。三年累计引进世界500强和……”。" in found(
        edited(inherited, "ppt/slideLayouts/slideLayout4.xml", shrink)
    )


def test_text_that_is_higher_than_its_frame_is_told(deck: bytes) -> None:
    def lengthen(root: Any) -> None:
        next(shape(root, "themes/project/points").iter(f"{A}t")).text = WORDS * 8

    problems = found(edited(deck, SLIDE, lengthen))
    assert len(problems) == 1
    assert problems[0].startswith(f"{LEAD}“themes/project/points”：文字超出文本框：需要")


def test_text_higher_than_its_table_row_is_told(deck: bytes) -> None:
    part = next(
        name for name, content in entries(deck).items() if b"<a:tbl>" in content and b"slides/slide" in name.encode()
    )

    def lengthen(root: Any) -> None:
        next(root.iter(f"{A}tc")).find(f".//{A}t").text = WORDS * 3

    problems = found(edited(deck, part, lengthen))
    assert len(problems) == 1
    assert "：表格第1行放不下文字：需要" in problems[0]


def saved(made: Any) -> bytes:
    stored = BytesIO()
    made.save(stored)
    return stored.getvalue()


def boxed(words: str, **frame: Any) -> list[str]:
    """Return the findings on a box of 2 × 1 inches in a deck of python-pptx, with the given properties of the frame."""
    made = Presentation()
    box = made.slides.add_slide(made.slide_layouts[6]).shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1))
    box.text_frame.word_wrap = True
    box.text_frame.auto_size = MSO_AUTO_SIZE.NONE
    box.text_frame.text = words
    for name, value in frame.items():
        setattr(box.text_frame, name, value)
    return found(saved(made))


def test_a_box_of_two_inches_by_one_holds_three_lines_of_seven_characters_at_eighteen_points() -> None:
    # 144 − 14.4 points are 7.2 characters of 18; 72 − 7.2 points are 3 lines of 21.6.
    assert boxed("字" * 21) == []
    assert len(boxed("字" * 22)) == 1


def test_a_frame_that_fits_itself_to_its_text_is_left_alone() -> None:
    for fitting in (MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE):
        assert boxed("字" * 60, auto_size=fitting) == []


def test_a_frame_whose_lines_are_not_wrapped_is_left_alone() -> None:
    assert boxed("字" * 60, word_wrap=False) == []


def test_the_insets_of_a_frame_take_of_its_room() -> None:
    assert len(boxed("字" * 21, margin_top=Pt(20))) == 1


def test_line_breaks_count_as_lines() -> None:
    assert boxed("一\v二\v三") == []
    assert len(boxed("一\v二\v三\v四")) == 1


def test_a_character_that_no_face_has_is_told_with_its_code(deck: bytes) -> None:
    broken = swapped(deck, SLIDE, "三年累计引进", "三年\U0001f600引进")
    assert found(broken) == [f"{LEAD}有字体中没有的字符：“\U0001f600”（U+1F600）。"]


def test_spaces_and_marks_without_ink_need_no_glyph(deck: bytes) -> None:
    assert found(swapped(deck, SLIDE, "三年累计引进", "三年​\u2060\u00ad\ufeff\u2003引进")) == []


def test_chinese_text_needs_a_chinese_face_in_the_theme(deck: bytes) -> None:
    def drop(root: Any) -> None:
        for font in root.iter(f"{A}minorFont"):
            for each in [*font.iterfind(f"{A}ea"), *font.iterfind(f"{A}font")]:
                each.set("typeface", "")

    assert found(edited(deck, "ppt/theme/theme1.xml", drop)) == [
        "briefing.pptx:ppt/theme/theme1.xml: 主题没有指定中文字体。"
    ]


def test_a_deck_of_plain_python_pptx_with_titles_and_points_has_no_finding() -> None:
    made = Presentation()
    for layout in (0, 1):
        slide = made.slides.add_slide(made.slide_layouts[layout])
        slide.shapes.title.text, slide.placeholders[1].text = "标题", "第一点\n第二点"
    assert found(saved(made)) == []


def test_a_picture_and_an_unfilled_placeholder_of_plain_python_pptx_are_told() -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[8])
    slide.shapes.title.text = "标题"
    assert [problem.rpartition("：")[2] for problem in found(saved(made))] == ["占位符是空的。", "占位符是空的。"]


def test_the_schemas_find_no_error_in_the_deck_of_the_built_in_template(tmp_path: Any) -> None:
    from openxml_audit import OpenXmlValidator

    job = Job("jiangbei", "leadership", "2018..2020", ("pptx",), tmp_path)
    built = build(find(builtin_templates().parent), job)
    assert [str(error) for error in OpenXmlValidator().validate(built.files[0]).errors] == []

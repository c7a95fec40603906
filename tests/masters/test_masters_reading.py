"""Claims about reading house masters: what placeholders inherit, which colours lie behind them, what is in the way."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pptx
import pytest
from PIL import Image
from pptx.util import Pt

from briefing.masters.model import Holder, HouseMaster, Layout, Place, named
from briefing.masters.reading import read_master
from tests.masters import made


def layout(house: HouseMaster, label: str) -> Layout:
    (found,) = named(house, label)
    return found


def holder(of: Layout, type_: str) -> Holder:
    return next(each for each in of.holders if each.type == type_)


def rounded(place: Place) -> tuple[int, int, int, int]:
    return round(place.x), round(place.y), round(place.w), round(place.h)


@pytest.fixture(scope="module")
def default() -> HouseMaster:
    return read_master(made.default(), "default.pptx")


def test_a_master_tells_its_size_faces_and_colours(default: HouseMaster) -> None:
    assert (default.width, default.height) == (720, 540)
    assert (default.heading_latin, default.body_asian) == ("Calibri", "宋体")
    assert list(default.colors.items())[:3] == [("dk1", "#000000"), ("lt1", "#FFFFFF"), ("dk2", "#1F497D")]
    assert len(default.colors) == 12
    assert default.notices == ()


def test_the_layouts_are_listed_in_their_order_with_name_and_kind(default: HouseMaster) -> None:
    listed = [(each.label, each.kind) for each in default.layouts]
    assert listed[:3] == [("Title Slide", "title"), ("Title and Content", "obj"), ("Section Header", "secHead")]
    assert len(listed) == 11


def test_a_title_inherits_place_size_colour_and_anchor_from_the_master(default: HouseMaster) -> None:
    title = holder(layout(default, "Title Only"), "title")
    assert rounded(title.place) == (36, 22, 648, 90)
    assert (title.size, title.color, title.align, title.anchor) == (44, "#000000", "ctr", "ctr")


def test_what_a_layout_says_itself_goes_before_the_master(default: HouseMaster) -> None:
    title = holder(layout(default, "Section Header"), "title")
    assert (title.size, title.align, title.anchor) == (40, "l", "t")


def test_a_tinted_scheme_colour_is_resolved(default: HouseMaster) -> None:
    assert holder(layout(default, "Title Slide"), "subTitle").color == "#898989"


def test_an_upright_title_is_marked(default: HouseMaster) -> None:
    assert holder(layout(default, "Vertical Title and Text"), "title").vertical
    assert not holder(layout(default, "Title Only"), "title").vertical


def test_a_panel_behind_the_title_is_its_ground_and_in_the_way_of_content() -> None:
    house = read_master(made.drawn_on("", made.box(0, 0, 720, 115)), "m.pptx")
    only = layout(house, "Title Only")
    assert holder(only, "title").ground == "#1F497D"
    assert only.ground == "#FFFFFF"
    assert [rounded(each) for each in only.obstacles] == [(0, 0, 720, 115)]


def test_a_panel_behind_the_content_is_ground_and_no_obstacle() -> None:
    panel = made.box(30, 120, 660, 370, '<a:schemeClr val="accent1"/>')
    only = layout(read_master(made.drawn_on("Title Only", panel), "m.pptx"), "Title Only")
    assert (only.ground, only.obstacles) == ("#4F81BD", ())


def test_a_logo_is_an_obstacle_and_changes_no_ground() -> None:
    only = layout(read_master(made.drawn_on("", made.box(640, 10, 60, 30)), "m.pptx"), "Title Only")
    assert [rounded(each) for each in only.obstacles] == [(640, 10, 60, 30)]
    assert (only.ground, holder(only, "title").ground) == ("#FFFFFF", "#FFFFFF")


def test_a_layout_that_hides_the_master_s_shapes_has_none_of_them() -> None:
    data = made.drawn_on("", made.box(640, 10, 60, 30))
    hidden = made.changed({made.LAYOUT: ('type="titleOnly"', 'type="titleOnly" showMasterSp="0"')}, of=data)
    house = read_master(hidden, "m.pptx")
    assert layout(house, "Title Only").obstacles == ()
    assert len(layout(house, "Blank").obstacles) == 1


def test_a_shape_in_a_scaled_group_stands_where_the_group_puts_it() -> None:
    inner = made.box(0, 0, 100, 100)
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="91" name="组"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        f'<a:off x="{600 * 12700}" y="{10 * 12700}"/><a:ext cx="{50 * 12700}" cy="{50 * 12700}"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{100 * 12700}" cy="{100 * 12700}"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>'
    )
    only = layout(read_master(made.drawn_on("", group), "m.pptx"), "Title Only")
    assert [rounded(each) for each in only.obstacles] == [(600, 10, 50, 50)]


def test_a_shape_without_fill_line_or_text_is_not_in_the_way() -> None:
    unseen = made.box(640, 10, 60, 30).replace('<a:solidFill><a:srgbClr val="1F497D"/></a:solidFill>', "<a:noFill/>")
    assert layout(read_master(made.drawn_on("", unseen), "m.pptx"), "Title Only").obstacles == ()


@pytest.mark.parametrize(
    ("background", "ground"),
    [
        ('<p:bgPr><a:solidFill><a:srgbClr val="0B2545"/></a:solidFill><a:effectLst/></p:bgPr>', "#0B2545"),
        ('<p:bgRef idx="1001"><a:schemeClr val="tx2"/></p:bgRef>', "#1F497D"),
        (
            '<p:bgPr><a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="100000">'
            '<a:srgbClr val="FFFFFF"/></a:gs></a:gsLst><a:lin ang="0"/></a:gradFill><a:effectLst/></p:bgPr>',
            "#808080",
        ),
        (
            '<p:bgPr><a:solidFill><a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr></a:solidFill></p:bgPr>',
            "#808080",
        ),
    ],
)
def test_the_background_is_solid_from_the_theme_the_mean_of_a_gradient_or_darkened(
    background: str, ground: str
) -> None:
    data = made.changed(
        {made.LAYOUT: ('<p:cSld name="Title Only">', f'<p:cSld name="Title Only"><p:bg>{background}</p:bg>')}
    )
    house = read_master(data, "m.pptx")
    assert layout(house, "Title Only").ground == ground
    assert layout(house, "Blank").ground == "#FFFFFF"


def test_a_picture_on_the_master_gives_its_colour() -> None:
    stored = BytesIO()
    Image.new("RGB", (40, 30), "#8A1C1C").save(stored, "PNG")
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.add_picture(BytesIO(stored.getvalue()), Pt(0), Pt(110), Pt(720), Pt(390))
    picture = slide.shapes[-1]._element
    target = deck.slide_layouts[5]
    relation = target.part.relate_to(slide.part.related_part(picture.blip_rId), f"{made.RELATIONS}/image")
    picture.find(".//{*}blip").set(f"{{{made.RELATIONS}}}embed", relation)
    target.shapes._spTree.insert(2, picture)
    assert layout(read_master(made.saved(deck), "m.pptx"), "Title Only").ground == "#8A1C1C"


def test_a_potx_with_sixty_layouts_is_read_as_a_presentation() -> None:
    house = read_master(made.sixty_layouts(), "母版.potx")
    assert [each.label for each in house.layouts][::59] == ["版式1", "版式60"]
    opened = pptx.Presentation(BytesIO(house.data))
    assert len(opened.slide_layouts) == 60


def test_layouts_of_one_name_in_one_master_cannot_be_told_apart() -> None:
    data = made.changed({made.LAYOUT: ('name="Title Only"', 'name="Blank"')})
    found = named(read_master(data, "m.pptx"), "Blank")
    assert [each.duplicate for each in found] == [True, True]


def test_macros_are_left_behind_and_that_is_said() -> None:
    data = made.changed({made.TYPES: (made.PRESENTATION, made.MACRO)}, {"ppt/vbaProject.bin": b"macro"})
    house = read_master(data, "m.pptm")
    assert house.notices == ("母版里的宏不带进演示文稿。",)
    opened = pptx.Presentation(BytesIO(house.data))
    assert not [part for part in opened.part.package.iter_parts() if "vba" in str(part.partname)]
    assert b"macroEnabled" not in house.data


def test_a_plain_presentation_is_kept_as_it_is() -> None:
    assert read_master(made.default(), "m.pptx").data == made.default()


def test_the_slides_of_a_master_are_listed_with_their_titles(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "本月要点"
    deck.slides.add_slide(deck.slide_layouts[6])
    house = read_master(made.saved(deck), "m.pptx")
    assert [(each.number, each.title) for each in house.samples] == [(1, "本月要点"), (2, "")]


def test_a_link_of_a_layout_to_a_web_page_is_said() -> None:
    house = read_master(made.with_relation("hyperlink", "https://example.org/"), "m.pptx")
    assert house.notices == ("母版里有指向网址的链接，每页都会带上：https://example.org/。",)


def test_a_part_with_its_ending_in_capitals_or_another_one_is_read_like_any() -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "本月要点"
    house = read_master(made.renamed(made.saved(deck), "slide1.xml", "slide1.XML"), "m.pptx")
    assert [(each.title, each.part) for each in house.samples] == [("本月要点", "ppt/slides/slide1.XML")]
    for name in ("slideLayout6.XML", "slideLayout6.dat"):
        house = read_master(made.renamed(made.default(), "slideLayout6.xml", name), "m.pptx")
        assert [each.name for each in house.layouts if each.part.endswith(name)] == ["Title Only"]

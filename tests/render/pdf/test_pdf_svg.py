"""What the reader makes of SVG, element by element."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError
from briefing.render.pdf.svg.path import bounds, parse
from briefing.render.pdf.svg.picture import Gradient, Layer, Paint, Picture, Shape, Words
from briefing.render.pdf.svg.read import read
from briefing.render.pdf.svg.values import color, matrix
from briefing.typeset import Face, width

BAR = '<path d="M10,10h20v30h-20Z" fill="#ff0000"/>'
RED, BLACK = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)


def svg(inside: str, defs: str = "", attributes: str = 'width="200" height="100"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><defs>{defs}</defs>{inside}</svg>'


def picture(inside: str, defs: str = "") -> Picture:
    return read(svg(inside, defs), "s/c")


def shape(inside: str, defs: str = "") -> Shape:
    (item,) = picture(inside, defs).items
    assert isinstance(item, Shape)
    return item


def lines(inside: str) -> list[Words]:
    return [item for item in picture(inside).items if isinstance(item, Words)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("M1,2L3,4", (("M", (1, 2)), ("L", (3, 4)))),
        ("m1 2 3 4", (("M", (1, 2)), ("L", (4, 6)))),
        ("M1,1h2v3H0V0", (("M", (1, 1)), ("L", (3, 1)), ("L", (3, 4)), ("L", (0, 4)), ("L", (0, 0)))),
        ("M1-2.5L1e1.5", (("M", (1, -2.5)), ("L", (10, 0.5)))),
        ("M0,0C1,1,2,1,3,0S5,-1,6,0", (("M", (0, 0)), ("C", (1, 1, 2, 1, 3, 0)), ("C", (4, -1, 5, -1, 6, 0)))),
        ("M0,0Q3,3,6,0", (("M", (0, 0)), ("C", (2, 2, 4, 2, 6, 0)))),
        ("", ()),
    ],
)
def test_path_data_becomes_absolute_lines_and_curves(data: str, expected: tuple[object, ...]) -> None:
    assert parse(data) == expected


def test_what_follows_a_closed_part_begins_where_the_part_began() -> None:
    assert parse("M5,5h2v2ZL9,9")[-2:] == (("M", (5, 5)), ("L", (9, 9)))


def test_a_quarter_of_a_circle_is_one_curve() -> None:
    (_, (name, points)) = parse("M10,0A10,10,0,0,1,0,10")
    assert name == "C"
    assert points == pytest.approx((10, 5.523, 5.523, 10, 0, 10), abs=0.001)


@pytest.mark.parametrize(
    ("flags", "box"), [("0,1", (0, -10, 20, 0)), ("0,0", (0, 0, 20, 10)), ("1,1", (0, -10, 20, 0))]
)
def test_an_arc_turns_to_the_side_that_its_flags_say(flags: str, box: tuple[float, ...]) -> None:
    assert bounds(parse(f"M0,0A10,10,0,{flags},20,0")) == pytest.approx(box, abs=0.01)


def test_radii_that_do_not_reach_are_enlarged() -> None:
    assert bounds(parse("M0,0A1,1,0,0,1,20,0")) == pytest.approx((0, -10, 20, 0), abs=0.01)


def test_a_box_holds_the_bulge_of_a_curve_and_not_its_handles() -> None:
    assert bounds(parse("M0,0C0,10,10,10,10,0")) == (0, 0, 10, 7.5)


@pytest.mark.parametrize("data", ["L1,1", "M1", "M1,2L", "M1,2x", "MNaN,1", "M1,1e9", "1,2", "M0,0Z5"])
def test_a_broken_path_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#f00", (RED, 1)),
        ("#FF000080", (RED, 128 / 255)),
        ("red", (RED, 1)),
        ("rgb(255, 0, 0)", (RED, 1)),
        ("rgba(255,0,0,.5)", (RED, 0.5)),
        ("rgb(100% 0% 0% / 50%)", (RED, 0.5)),
        ("hsl(0,100%,50%)", (RED, 1)),
        ("hsla(360deg,100%,50%,0.25)", (RED, 0.25)),
        ("transparent", (BLACK, 0)),
        ("none", None),
    ],
)
def test_colours_are_read_as_css_writes_them(text: str, expected: object) -> None:
    assert color(text) == expected


@pytest.mark.parametrize("text", ["", "redd", "#12", "rgb(1,2)", "__import__('os')", "url(x)", "hsl(a,1%,1%)"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        color(text)


def test_transforms_apply_from_right_to_left() -> None:
    assert matrix("translate(10,5) rotate(90) translate(2)") == pytest.approx((0, 1, -1, 0, 10, 7))


def test_a_shape_lands_where_the_groups_around_it_move_it() -> None:
    found = shape(f'<g transform="translate(100,50)"><g transform="translate(1,2)">{BAR}</g></g>')
    assert found.path[0] == ("M", (111, 62))
    assert found.fill == Paint(RED)


def test_a_view_box_is_brought_into_the_middle_of_the_picture() -> None:
    found = read(svg(BAR, attributes='width="200" height="100" viewBox="10 10 50 50"'), "")
    assert isinstance(found.items[0], Shape)
    assert found.items[0].path[0] == ("M", (50, 0))


def test_the_opacity_of_one_paint_is_its_alpha() -> None:
    assert shape(BAR.replace("/>", ' opacity="0.5" fill-opacity="0.5"/>')).fill == Paint(RED, 0.25)


def test_a_filled_and_outlined_shape_fades_as_a_whole() -> None:
    (layer,) = picture(BAR.replace("/>", ' stroke="black" opacity="0.3"/>')).items
    assert isinstance(layer, Layer)
    assert (layer.opacity, len(layer.items)) == (0.3, 1)


@pytest.mark.parametrize(
    "hidden", ['opacity="0"', 'display="none"', 'fill-opacity="0"', 'fill="none"', 'fill="transparent"']
)
def test_what_cannot_be_seen_is_not_drawn(hidden: str) -> None:
    assert picture(f'<text {hidden} font-size="10px">看不见</text>').items == ()


def test_a_line_without_width_is_not_drawn() -> None:
    assert picture('<line x2="5" fill="none" stroke="red" stroke-width="0"/>').items == ()


@pytest.mark.parametrize(
    ("dashes", "expected"), [("6,3", (6, 3)), ("1 2 3", (1, 2, 3)), ("0,0", ()), ("-1,2", ()), ("none", ())]
)
def test_dashes_are_lengths_of_which_one_is_more_than_none(dashes: str, expected: tuple[float, ...]) -> None:
    found = shape(f'<line x2="5" stroke="red" stroke-dasharray="{dashes}" stroke-dashoffset="-2"/>')
    assert found.stroke
    assert found.stroke.dashes == expected
    assert found.stroke.phase >= 0


@pytest.mark.parametrize(("anchor", "share"), [("start", 0), ("middle", 0.5), ("end", 1)])
def test_text_stands_at_its_anchor(anchor: str, share: float) -> None:
    (line,) = lines(f'<text text-anchor="{anchor}" transform="translate(100,20)" font-size="12px">江北Ag</text>')
    assert line.matrix == pytest.approx((1, 0, 0, 1, 100 - share * width("江北Ag", Face.SANS, 12), 20))


def test_lines_of_text_follow_one_another() -> None:
    found = lines(
        '<text font-size="9px" transform="translate(5,5)"><tspan>一</tspan><tspan x="0" dy="11">二</tspan></text>'
    )
    assert [(line.text, line.matrix[4:]) for line in found] == [("一", (5, 5)), ("二", (5, 16))]


def test_any_family_of_a_chart_is_the_packaged_face_in_its_weight() -> None:
    found = lines(
        '<text font-family="Arial" font-weight="bold">粗</text><text font-weight="600">粗</text>'
        '<text font-weight="400">细</text>'
    )
    assert [line.face for line in found] == [Face.SANS_BOLD, Face.SANS_BOLD, Face.SANS]


def test_invisible_characters_and_double_spaces_are_dropped() -> None:
    assert [line.text for line in lines("<text>  甲\u200b  乙 </text><text> </text>")] == ["甲 乙"]


def test_a_clip_is_in_the_place_of_its_group() -> None:
    clip = '<clipPath id="c"><rect x="0" y="0" width="5" height="5"/></clipPath>'
    (layer,) = picture(f'<g transform="translate(10,0)" clip-path="url(#c)">{BAR}</g>', clip).items
    assert isinstance(layer, Layer)
    assert layer.clip
    assert layer.clip[0] == ("M", (10, 0))


def test_blending_is_kept() -> None:
    (layer,) = picture(BAR.replace("/>", ' style="mix-blend-mode: multiply;"/>')).items
    assert isinstance(layer, Layer)
    assert layer.blend == "multiply"


LINEAR = (
    '<linearGradient id="g" x1="0" x2="0" y1="1" y2="0"><stop offset="0.25" stop-color="rgba(255,0,0,0)"/>'
    '<stop offset="1" stop-color="black"/></linearGradient>'
)


def test_a_gradient_lies_in_the_box_of_its_shape() -> None:
    fill = shape(f'<g transform="translate(100,0)">{BAR.replace("#ff0000", "url(#g)")}</g>', LINEAR).fill
    assert fill
    assert isinstance(fill.ink, Gradient)
    assert fill.ink.matrix == (20, 0, 0, 30, 110, 10)
    assert fill.ink.way == (0, 1, 0, 0)
    assert [(stop.offset, stop.color, stop.alpha) for stop in fill.ink.stops] == [
        (0, RED, 0), (0.25, RED, 0), (1, BLACK, 1), (1, BLACK, 1)
    ]  # fmt: skip


def test_a_gradient_that_leads_nowhere_is_left_out_and_said_so() -> None:
    found = picture(BAR.replace("#ff0000", "url(#g)"), LINEAR.replace('x1="0"', 'x1="nan"'))
    assert (found.items, len(found.losses)) == ((), 1)


def test_a_radial_gradient_stays_round_in_an_oblong_shape() -> None:
    defs = (
        '<pattern id="p" viewBox="0,0,1,1"><rect width="1" height="1" fill="url(#g)"/></pattern>'
        '<radialGradient id="g" fx="0.5" fy="0.5" fr="0" cx="0.5" cy="0.5" r="0.5"><stop offset="0"/></radialGradient>'
    )
    fill = shape(BAR.replace("#ff0000", "url(#p)"), defs).fill
    assert fill
    assert isinstance(fill.ink, Gradient)
    assert fill.ink.matrix == (30, 0, 0, 30, 5, 10)


def test_a_level_line_has_a_gradient_along_it() -> None:
    stroke = shape('<line x2="50" stroke="url(#g)" stroke-width="4"/>', LINEAR).stroke
    assert stroke
    assert isinstance(stroke.paint.ink, Gradient)
    assert stroke.paint.ink.matrix == (50, 0, 0, 1, 0, 0)


def test_an_unknown_colour_is_grey_and_said_so() -> None:
    found = picture(BAR.replace("#ff0000", "chartreux"))
    assert found.losses == ("不认识颜色“chartreux”，改用灰色。",)
    assert len(found.items) == 1


@pytest.mark.parametrize(
    ("inside", "loss"),
    [
        ('<image href="x.png" width="9" height="9"/>', "位图"),
        ("<foreignObject/>", "foreignObject"),
        ('<path d="MNaN,0L1,1" fill="red"/>', "坐标"),
        ('<g transform="translate(NaN,0)"><path d="M0,0h9v9Z"/></g>', "坐标"),
        ('<path d="M0,0h9v9Z" fill="url(#nothing)"/>', "坐标"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_the_rest_is_drawn(inside: str, loss: str) -> None:
    found = picture(inside + BAR)
    assert len(found.items) == 1
    assert loss in "".join(found.losses)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<svg",
        "<html/>",
        svg(BAR)[:-9],
        svg(BAR, attributes=""),
        svg(BAR, attributes='width="0" height="100"'),
        svg(BAR, attributes='width="nan" height="100"'),
        svg(BAR, attributes='width="1" height="1" viewBox="0 0 1"'),
        f'<!DOCTYPE svg [<!ENTITY a "aaaa">]>{svg("<text>&a;</text>")}',
        svg("<g>" * 150 + BAR + "</g>" * 150),
        svg("<g>" * 5000 + BAR + "</g>" * 5000),
        svg("<text>" + "长" * 11_000_000 + "</text>"),
        svg(" " * 33_000_000),
        "\ud800",
    ],
    ids=range(14),
)
def test_what_is_no_picture_is_said_so_with_its_place(text: str) -> None:
    with pytest.raises(BriefingError, match=r"^s/c: 图表"):
        read(text, "s/c")


ATTRIBUTES = (
    "fill",
    "opacity",
    "transform",
    "d",
    "stroke-dasharray",
    "stroke-width",
    "style",
    "font-size",
    "x",
    "clip-path",
)
BITS = st.sampled_from(
    [
        "url(#g)",
        "url(#me)",
        "rotate(",
        "1e9",
        "NaN",
        "M0,0",
        "A0,0,0,0,0,0,0",
        ")",
        "-5",
        "red",
        "%",
        ",",
        "translate(1,2)",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    tag=st.sampled_from(["path", "text", "g", "rect", "line", "a"]),
    values=st.dictionaries(st.sampled_from(ATTRIBUTES), st.lists(BITS, max_size=3).map("".join)),
)
def test_no_attribute_however_odd_stops_a_picture(tag: str, values: dict[str, str]) -> None:
    written = " ".join(f'{name}="{value}"' for name, value in values.items())
    found = picture(f'<{tag} id="me" {written}>字</{tag}>{BAR}', LINEAR)
    assert isinstance(found.items[-1], Shape)
    assert found.items[-1].fill == Paint(RED)

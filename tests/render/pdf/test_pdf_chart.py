"""Charts as pieces of a page: their size, what they note, and what they write into a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pdfplumber
import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from briefing.blocks import Chart
from briefing.document import Style
from briefing.errors import BriefingError
from briefing.render.pdf.chart import chart_piece
from briefing.render.pdf.fonts import font_name, prepare
from briefing.render.pdf.heights import chart_height
from briefing.render.pdf.page import OFFICIAL
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.svg import draw, read
from briefing.typeset import Face

TEXT_WIDTH = OFFICIAL.text_width
Forms = Callable[[bytes], list[Any]]

BAR = '<path d="M10,10h20v30h-20Z" fill="#ff0000"/>'
FADING = (
    '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/>'
    '<stop offset="1" stop-color="rgba(0,0,0,0)"/></linearGradient></defs>'
)


def svg(inside: str, width: float = 200, height: float = 100) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{inside}</svg>'


def drawn(*texts: str) -> bytes:
    """Return a PDF of one page of 200 × 100 with the pictures one over the other."""
    out, setter = io.BytesIO(), Setter(Style())
    canvas = Canvas(
        out,
        pagesize=(200, 100),
        invariant=1,
        initialFontName=font_name(Face.SANS),  # type: ignore[arg-type]  # the stubs ask for a number
    )
    pictures = [read(svg(text), "s/c") for text in texts]
    for picture in pictures:
        setter.note_picture(picture, "s/c")
    prepare(vars(canvas)["_doc"], {Face.SANS: frozenset(), **setter.used})
    for picture in pictures:
        draw(canvas, picture, 0, 100)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def forms() -> Iterator[Forms]:
    """Return the form XObjects of a PDF, the only streams with a box; they live as long as their file is open."""
    with ExitStack() as opened:

        def found(pdf: bytes) -> list[Any]:
            objects: list[Any] = list(opened.enter_context(pikepdf.open(io.BytesIO(pdf))).objects)
            return [item for item in objects if item._type_name == "stream" and "/BBox" in item]

        yield found


def operators(inside: str) -> str:
    with pikepdf.open(io.BytesIO(drawn(inside))) as pdf:
        objects: list[Any] = list(pdf.objects)
        (form,) = [item for item in objects if item._type_name == "stream" and "/BBox" in item]
        text: str = form.read_bytes().decode()
    return text


def characters(inside: str) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(drawn(inside))) as pdf:
        found: list[dict[str, Any]] = pdf.pages[0].chars
    return found


def piece(text: str, setter: Setter | None = None) -> Any:
    return chart_piece(setter or Setter(Style()), text, "图1　示例", "s/c", "示例图")


def test_a_bar_is_a_path_filled_with_its_colour() -> None:
    assert operators(BAR).endswith("1 0 0 rg\n10 10 m 30 10 l 30 40 l 10 40 l h f")


def test_a_bar_with_an_outline_is_painted_at_once() -> None:
    assert operators(BAR.replace("/>", ' stroke="black" stroke-width="2"/>')).endswith("h B")


def test_what_is_set_is_not_set_again() -> None:
    assert operators(BAR + BAR).count("rg") == 1


def test_an_unfilled_group_of_shapes_stays_inside_its_clip() -> None:
    clip = '<defs><clipPath id="c"><rect width="5" height="5"/></clipPath></defs>'
    written = operators(f'{clip}<g clip-path="url(#c)">{BAR}</g>{BAR}')
    assert written.startswith("q\n0 0 m 5 0 l 5 5 l 0 5 l h W n\n")
    assert written.index("Q") < written.rindex("h f")


def test_dashes_caps_and_joins_are_written() -> None:
    written = operators(
        '<path d="M0,0h9v9" fill="none" stroke="red" stroke-width="3" stroke-dasharray="6,2" stroke-dashoffset="1" '
        'stroke-linecap="round" stroke-linejoin="bevel" stroke-miterlimit="10"/>'
    )
    assert [line for line in written.split("\n") if line[-1] in "wdJjM"] == ["3 w", "[6 2] 1 d", "1 J", "2 j", "10 M"]


def test_an_opacity_is_written_as_the_alpha_of_fill_and_line(forms: Forms) -> None:
    (form,) = forms(drawn(BAR.replace("/>", ' opacity="0.4"/>')))
    state = form.Resources.ExtGState.G0
    assert (float(state.ca), float(state.CA), state.BM) == (0.4, 0.4, "/Normal")


def test_an_outlined_bar_that_fades_is_a_group_of_its_own(forms: Forms) -> None:
    found = forms(drawn(BAR.replace("/>", ' stroke="black" opacity="0.4" style="mix-blend-mode: color-dodge"/>')))
    (outer,) = [form for form in found if "/Group" not in form]
    (inner,) = [form for form in found if "/Group" in form]
    assert inner.Group.S == "/Transparency"
    assert float(outer.Resources.ExtGState.G0.ca) == 0.4
    assert outer.Resources.ExtGState.G0.BM == "/ColorDodge"


def test_a_gradient_is_a_pattern_and_where_it_clears_up_a_mask(forms: Forms) -> None:
    found = forms(drawn(FADING + BAR.replace("#ff0000", "url(#g)")))
    (outer,) = [form for form in found if "/Group" not in form]
    (mask,) = [form for form in found if "/Group" in form]
    shading = outer.Resources.Pattern.P0.Shading
    assert (int(shading.ShadingType), shading.ColorSpace, mask.Group.CS) == (2, "/DeviceRGB", "/DeviceGray")
    assert mask.Resources.Pattern.P0.Shading.ColorSpace == "/DeviceGray"
    assert [float(value) for value in mask.Resources.Pattern.P0.Shading.Function.Functions[0].C1] == [0]


def test_a_gradient_that_covers_needs_no_mask(forms: Forms) -> None:
    assert len(forms(drawn((FADING + BAR).replace("rgba(0,0,0,0)", "blue").replace("#ff0000", "url(#g)")))) == 1


def test_equal_pictures_are_written_once_and_equal_documents_are_equal_files(forms: Forms) -> None:
    assert len(forms(drawn(BAR, BAR))) == 1
    assert drawn(BAR, FADING) == drawn(BAR, FADING)


def test_text_is_text_in_an_embedded_face_at_its_place() -> None:
    found = characters('<text text-anchor="end" transform="translate(150,40)" font-size="12px">江北9</text>')
    assert "".join(character["text"] for character in found) == "江北9"
    assert found[-1]["x1"] == pytest.approx(150, abs=0.5)
    assert {character["fontname"].partition("+")[2] for character in found} == {"NotoSansSC-Regular"}
    assert {character["size"] for character in found} == {12}


def test_text_turned_upwards_reads_from_below() -> None:
    found = characters(
        '<text text-anchor="start" transform="translate(50,90) rotate(-90)" font-size="10px">亿元</text>'
    )
    assert found[0]["matrix"] == pytest.approx((0, 1, -1, 0, 50, 10), abs=1e-5)
    assert found[1]["matrix"] == pytest.approx((0, 1, -1, 0, 50, 20), abs=1e-5)


def test_an_outline_behind_a_figure_is_not_read_twice() -> None:
    figure = '<text font-size="9px" fill="black">28</text>'
    written = operators(figure.replace("<text", '<text stroke="white" stroke-width="3"') + figure)
    assert written.count("Tj") == 2
    assert written.count("/ActualText <FEFF>") == 1


def test_the_characters_of_a_chart_are_noted_for_their_face() -> None:
    setter = Setter(Style())
    piece(svg('<text>细</text><text font-weight="bold">粗</text>'), setter)
    assert "细" in setter.used[Face.SANS]
    assert setter.used[Face.SANS_BOLD] == {"粗"}


def test_a_character_without_a_glyph_is_a_problem_of_the_block() -> None:
    setter = Setter(Style())
    piece(svg("<text>\U0001f600</text>"), setter)
    (problem,) = setter.problems
    assert problem.where == "s/c"
    assert "U+1F600" in problem.message


def test_what_is_left_out_is_a_notice_of_the_block() -> None:
    setter = Setter(Style())
    piece(svg('<image href="x.png"/>' + BAR), setter)
    assert [str(notice) for notice in setter.notices] == ["s/c: 图中有位图，没有画出。"]


def test_a_broken_picture_names_the_block() -> None:
    with pytest.raises(BriefingError, match=r"^s/c: 图表的矢量图读不出来"):
        piece("<svg")


@pytest.mark.parametrize(
    ("size", "scale"), [((TEXT_WIDTH, 190), 1), ((150, 90), 1), ((2 * TEXT_WIDTH, 190), 0.5), ((100, 1120), 0.5)]
)
def test_a_picture_is_made_to_fit_the_page_and_never_enlarged(size: tuple[float, float], scale: float) -> None:
    found = piece(svg(BAR, *size))
    assert found.scale == pytest.approx(scale, abs=0.001)
    assert found.height == pytest.approx(size[1] * scale + 24, abs=0.3)
    assert found.split(100, True) is None


def test_letters_too_small_to_read_are_said() -> None:
    setter = Setter(Style())
    piece(svg('<text font-size="9px">小</text>', 2 * TEXT_WIDTH), setter)
    assert [notice.message for notice in setter.notices] == ["图中最小的字印出来只有4.5磅，可能看不清。"]


def chart(kind: str, spec: dict[str, Any]) -> Chart:
    return Chart("s/c", kind, "示例", spec, "示例图")


NAMES = {
    "data": {"values": [{"name": name} for name in "甲乙丙丁"]},
    "encoding": {"y": {"field": "name", "type": "nominal"}},
}


def test_bars_lying_one_above_the_other_get_room_each() -> None:
    assert chart_height(chart("bar", NAMES), TEXT_WIDTH) == 150
    assert chart_height(chart("custom", NAMES), TEXT_WIDTH) == 150


def test_small_multiples_get_room_for_their_rows() -> None:
    assert chart_height(chart("multiples", {"facet": {"sort": list("甲乙丙丁戊")}, "columns": 3}), TEXT_WIDTH) == 254


@pytest.mark.parametrize(
    "spec",
    [
        {"hconcat": []},
        {"repeat": ["a"], "spec": {}},
        {"facet": {"field": "a"}, "spec": {}},
        {"mark": "bar", "encoding": {"row": {"field": "a"}}},
        {"mark": "bar", "height": {"step": 12}},
    ],
)
def test_a_composition_of_the_users_own_finds_its_height_while_it_is_drawn(spec: dict[str, Any]) -> None:
    assert chart_height(chart("custom", spec), TEXT_WIDTH) is None


@pytest.mark.parametrize(
    ("size", "height"),
    [
        ({"height": 320}, 320),
        ({"width": 300, "height": 200}, TEXT_WIDTH * 2 / 3),
        ({"width": 9, "height": 90}, 480),
        ({"width": 900, "height": 1}, 60),
        ({"width": "container", "height": 100}, 100),
        ({"width": 300, "height": 0}, 190),
        ({"width": 300, "height": float("nan")}, 190),
    ],
)
def test_a_plot_of_the_users_own_keeps_its_proportions_within_reason(size: dict[str, Any], height: float) -> None:
    assert chart_height(chart("custom", {"mark": "bar", **size}), TEXT_WIDTH) == pytest.approx(height)


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"mark": "bar", "encoding": None, "data": None},
        {"layer": None, "data": {"name": "indicators"}},
        {"layer": [None, {"layer": [{"encoding": {"y": 3}}]}]},
        {"data": {"values": "a,b\n1,2"}, "encoding": {"y": {"type": "nominal", "field": {"repeat": "row"}}}},
        {"data": {"values": [1, None]}, "encoding": {"y": {"type": "ordinal", "field": "data"}}},
        {"height": "container", "columns": 0, "facet": None, "encoding": {"y": []}},
    ],
)
def test_any_other_spec_has_the_usual_height_however_odd(spec: dict[str, Any]) -> None:
    assert (
        chart_height(chart("custom", {key: value for key, value in spec.items() if key != "facet"}), TEXT_WIDTH) == 190
    )
    assert chart_height(chart("line", spec), TEXT_WIDTH) == 190

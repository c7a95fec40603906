"""Charts that PowerPoint has no counterpart of: a vector picture with a PNG behind it, and a Notice that says why."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation

from briefing.blocks import Chart
from briefing.charts.native import NotNative
from briefing.document import Style
from briefing.errors import BriefingError
from briefing.render.pptx import PptxResult, chart_slide, chart_slides, natives, render
from briefing.render.pptx.gallery import ChartPage
from tests.render.pptx.chart_reading import read_charts
from tests.render.pptx.decks import charted, column, part
from tests.render.pptx.native_samples import LINE
from tests.render.sample import sample

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


def _spec(value: float = 5.0) -> dict[str, Any]:
    """Return a small spec; whether it is native is not up to it in these tests."""
    return {
        "data": {"values": [{"区": "甲区", "值": 3}, {"区": "乙区", "值": value}]},
        "mark": "bar",
        "encoding": {"x": {"field": "区", "type": "nominal"}, "y": {"field": "值", "type": "quantitative"}},
    }


def _chart(path: str, value: float = 5.0) -> Chart:
    return Chart(path, "custom", "示意图", _spec(value), "甲区3，乙区5。")


@pytest.fixture(autouse=True)
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(spec: Any, canvas: Any) -> None:
        raise NotNative("PowerPoint 没有这种图形（geoshape）")

    monkeypatch.setattr(natives, "translate", refuse)


@pytest.fixture
def result() -> PptxResult:
    return render(charted(sample(), _chart("charts/0/chart"), _chart("charts/1/chart"), _chart("charts/2/chart", 6.0)))


def test_a_notice_says_where_and_why(result: PptxResult) -> None:
    assert [notice.where for notice in result.notices] == ["charts/0/chart", "charts/1/chart", "charts/2/chart"]
    assert "PowerPoint 没有这种图形（geoshape）" in result.notices[0].message
    assert "矢量图片" in result.notices[0].message


def test_the_picture_bears_the_path_and_the_alt_text_of_its_chart(result: PptxResult) -> None:
    root = part(result.bytes, "ppt/slides/slide3.xml")
    named = root.find(f".//{P}pic/{P}nvPicPr/{P}cNvPr")
    assert (named.get("name"), named.get("descr")) == ("charts/0/chart", "甲区3，乙区5。")
    ns = {"b": "urn:gongjian-briefing:bindings:1"}
    listed = part(result.bytes, "customXml/item1.xml").xpath("//b:shape[@name='charts/0/chart']/b:text", namespaces=ns)
    assert [each.text for each in listed] == ["甲区3，乙区5。"]


def test_the_vectors_stand_beside_the_dots_and_equal_pictures_are_stored_once(result: PptxResult) -> None:
    with ZipFile(BytesIO(result.bytes)) as archive:
        media = sorted(name for name in archive.namelist() if "/media/" in name)
        types = archive.read("[Content_Types].xml").decode()
    assert media == [f"ppt/media/image{at}.{end}" for at, end in ((1, "png"), (2, "svg"), (3, "png"), (4, "svg"))]
    assert 'Extension="svg" ContentType="image/svg+xml"' in types
    used = []
    # A cover and the contents come first.
    for slide in (3, 4, 5):
        blip = part(result.bytes, f"ppt/slides/slide{slide}.xml").find(f".//{A}blip")
        rels = part(result.bytes, f"ppt/slides/_rels/slide{slide}.xml.rels")
        targets = {each.get("Id"): each.get("Target") for each in rels}
        ids = (blip.get(f"{R}embed"), blip.find(f".//{SVG_BLIP}").get(f"{R}embed"))
        used.append(tuple(targets[each].rpartition("/")[2] for each in ids))
    assert used == [("image1.png", "image2.svg"), ("image1.png", "image2.svg"), ("image3.png", "image4.svg")]


def test_the_vectors_name_the_faces_of_the_deck_first(result: PptxResult) -> None:
    with ZipFile(BytesIO(result.bytes)) as archive:
        root = etree.fromstring(archive.read("ppt/media/image2.svg"))
    faces = {each.get("font-family") for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert faces == {"'Microsoft YaHei', '微软雅黑', 'Noto Sans SC', sans-serif"}


def test_the_dots_are_twice_as_fine_as_the_slide_and_light(result: PptxResult) -> None:
    with ZipFile(BytesIO(result.bytes)) as archive:
        content = archive.read("ppt/media/image1.png")
    assert len(content) < 1_000_000
    frame = next(s for s in Presentation(BytesIO(result.bytes)).slides[2].shapes if s.name == "charts/0/chart")
    wide, high = Image.open(BytesIO(content)).size
    assert wide == pytest.approx(2 * frame.width.pt, abs=3)
    assert wide / high == pytest.approx(frame.width / frame.height, abs=0.01)


def test_the_schemas_find_no_error_and_the_bytes_are_the_same_twice(result: PptxResult, tmp_path: Any) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "deck.pptx"
    path.write_bytes(result.bytes)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    charts = (_chart("charts/0/chart"), _chart("charts/1/chart"), _chart("charts/2/chart", 6.0))
    assert render(charted(sample(), *charts)).bytes == result.bytes


def test_a_spec_that_cannot_be_drawn_is_an_error_with_its_place() -> None:
    bad = Chart("charts/1/chart", "custom", "坏图", {"mark": "bar", "data": {"url": "http://example.org/x.csv"}}, "")
    with pytest.raises(BriefingError) as caught:
        render(charted(sample(), _chart("charts/0/chart"), bad))
    assert caught.value.where == "charts/1/chart"


def test_a_spec_that_is_wrong_in_itself_is_an_error_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(spec: Any, canvas: Any) -> None:
        raise BriefingError("图表画不出来。", hint="请检查。")

    monkeypatch.setattr(natives, "translate", wrong)
    with pytest.raises(BriefingError) as caught:
        natives.settle([_chart("one/chart")], Style(), [])
    assert (caught.value.where, caught.value.hint) == ("one/chart", "请检查。")


def test_a_chart_is_translated_in_the_style_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def note(spec: Any, canvas: Any) -> Any:
        seen.append(canvas.style.ink if canvas else "")
        return LINE

    monkeypatch.setattr(natives, "translate", note)
    for style in (Style(), Style(ink="#102030")):
        natives.settle([_chart("one/chart")], style, [])
    assert seen == ["", "#102030"]


def test_numbers_that_are_not_finite_make_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    endless = replace(LINE, series=(replace(LINE.series[0], values=(float("nan"), 1.0, 1.0, 1.0, 1.0)),))
    monkeypatch.setattr(natives, "translate", lambda spec, canvas: endless)
    notices: list[Any] = []
    settled = natives.settle([_chart("one/chart")], Style(), notices)["one/chart"]
    assert isinstance(settled, natives.Vector)
    assert "数据里有不是有限的数" in notices[0].message


def test_a_chart_alone_is_a_deck_of_one_slide_with_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(natives, "translate", lambda spec, canvas: LINE)
    made = chart_slide(column("chart"), Style(), sample().stamped)
    slides = list(Presentation(BytesIO(made.bytes)).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides] == ["产值（亿元）"]
    (chart,) = read_charts(made.bytes)
    assert (chart.name, chart.kinds) == ("chart", ("line",))
    assert made.notices == ()


def test_a_chart_without_a_title_has_the_whole_slide() -> None:
    untitled = Chart("chart", "custom", "", _spec(), "无题")
    made = chart_slide(untitled, Style(), sample().stamped)
    (slide,) = Presentation(BytesIO(made.bytes)).slides
    assert slide.shapes.title is None
    assert min(shape.top.pt for shape in slide.shapes if shape.name == "chart") < 60


def test_several_charts_have_a_slide_each_with_a_small_text_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(natives, "translate", lambda spec, canvas: LINE)
    pages = [ChartPage(column("a"), note="kind: line\ntitle: 产值", label="折线"), ChartPage(column("b"))]
    made = chart_slides(pages, Style(), sample().stamped, title="图表样张", synthetic=True)
    deck = Presentation(BytesIO(made.bytes))
    first, second = deck.slides
    shapes = {shape.name: shape for shape in first.shapes}
    assert shapes["a/note"].text_frame.text == "kind: line\ntitle: 产值"
    assert shapes["a"].top + shapes["a"].height <= shapes["a/note"].top
    assert "b/note" not in {shape.name for shape in second.shapes}
    assert all(any(s.has_text_frame and s.text_frame.text == "示例数据" for s in slide.shapes) for slide in deck.slides)
    assert deck.core_properties.title == "图表样张"

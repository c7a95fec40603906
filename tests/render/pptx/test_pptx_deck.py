"""What a rendered deck holds, read back with python-pptx and lxml."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from briefing.blocks import Bullets, Cell, Column, Paragraph, Row, Span, Table, text
from briefing.document import Document, Section
from briefing.render.pptx import PptxResult, render
from tests.render.pptx.decks import part
from tests.render.sample import sample

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
LAYOUTS = ["封面", "目录", "概览", "图文", "表格", "正文", "章节", "结束"]


@pytest.fixture(scope="module")
def deck(result: PptxResult) -> Any:
    return Presentation(BytesIO(result.bytes))


def _only(*blocks: Any, **more: Any) -> Document:
    section = Section("one", "专题", text("一句话的结论"), blocks, **more)
    document: Document = replace(sample(), sections=(section,), endnotes=())
    return document


def _slides(document: Document) -> list[Any]:
    return list(Presentation(BytesIO(render(document).bytes)).slides)


def _words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_every_slide_has_a_title_in_a_real_placeholder(deck: Any) -> None:
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in deck.slides)


def test_the_master_has_our_eight_layouts_at_sixteen_by_nine(deck: Any) -> None:
    assert [layout.name for layout in deck.slide_layouts] == LAYOUTS
    assert (deck.slide_width, deck.slide_height) == (Inches(40 / 3), Inches(7.5))
    assert all(any(holder.placeholder_format.idx == 0 for holder in each.placeholders) for each in deck.slide_layouts)


def test_no_placeholder_is_left_empty(deck: Any) -> None:
    holders = [shape for slide in deck.slides for shape in slide.placeholders]
    # python-pptx does not count the page number, which is a field, as text.
    assert [holder.name for holder in holders if not holder.text_frame.text and holder.name != "page"] == []


def test_no_shape_reaches_outside_the_slide(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_shapes_bear_their_block_path_and_no_name_twice_on_a_slide(deck: Any) -> None:
    for slide in deck.slides:
        names = [shape.name for shape in slide.shapes]
        assert len(names) == len(set(names))
    third = {shape.name for shape in deck.slides[3].shapes}
    assert {"themes/project/key_figures", "themes/project/key_figures#2", "themes/project/points"} <= third


def test_the_theme_names_the_east_asian_face_and_runs_are_chinese(result: PptxResult) -> None:
    theme = part(result.bytes, "ppt/theme/theme1.xml")
    assert {face.get("typeface") for face in theme.iter(f"{A}ea")} == {"微软雅黑"}
    slide = part(result.bytes, "ppt/slides/slide2.xml")
    assert {run.get("lang") for run in slide.iter(f"{A}rPr")} == {"zh-CN"}
    assert {run.find(f"{A}ea").get("typeface") for run in slide.iter(f"{A}rPr") if len(run)} == {"+mn-ea"}


def test_made_up_data_are_marked_on_every_slide(deck: Any) -> None:
    assert all("示例数据" in _words(slide) for slide in deck.slides)


def test_the_schemas_find_no_error(result: PptxResult, tmp_path: Any) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "deck.pptx"
    path.write_bytes(result.bytes)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_every_part_is_there_once_and_well_formed(result: PptxResult) -> None:
    with ZipFile(BytesIO(result.bytes)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    assert len(result.bytes) < 1_500_000


def test_the_same_document_gives_the_same_bytes(result: PptxResult) -> None:
    assert render(sample()).bytes == result.bytes


def test_properties_come_from_the_document_and_not_from_the_clock(deck: Any) -> None:
    core = deck.core_properties
    assert (core.title, core.language) == ("示例区“六争攻坚”三年行动进展情况", "zh-CN")
    assert (core.created.date().isoformat(), core.modified.date().isoformat()) == ("2020-11-30", "2020-11-30")


def test_sections_of_powerpoint_are_named_by_chapter_and_hold_every_slide(result: PptxResult, deck: Any) -> None:
    root = part(result.bytes, "ppt/presentation.xml")
    names = [section.get("name") for section in root.iter(f"{P14}section")]
    assert names[:4] == ["封面", "总体情况", "目录", "项目攻坚"]
    listed = [int(each.get("id")) for each in root.iter(f"{P14}sldId")]
    assert listed == [slide.slide_id for slide in deck.slides]


def test_the_contents_lead_to_their_slides(deck: Any) -> None:
    contents = deck.slides[2]
    linked = {shape.name: shape.click_action.target_slide for shape in contents.shapes if shape.has_text_frame}
    target = linked["contents/themes/industry"]
    assert target.shapes.title.text_frame.text == "规上工业产值达到843.8亿元"
    page = next(shape for shape in contents.shapes if shape.name == "contents/themes/industry/page")
    assert page.text_frame.text == str(list(deck.slides).index(target) + 1)


def test_two_chapters_need_no_contents() -> None:
    document = replace(sample(), sections=sample().sections[:2])
    assert "目录" not in [slide.shapes.title.text_frame.text for slide in _slides(document)]


def test_notes_hold_what_is_said_and_the_source(deck: Any) -> None:
    words = deck.slides[1].notes_slide.notes_text_frame.text
    assert words.splitlines() == [
        "六大攻坚总体好于预期。",
        "研发投入位次升幅最大，城乡投资需要盯紧。",
        "来源：示例区“六争攻坚”测试材料，数据均为虚构",
    ]


def test_the_endnotes_stand_on_the_last_slide_with_room(deck: Any) -> None:
    holders = [slide for slide in deck.slides if any(shape.name == "endnotes" for shape in slide.shapes)]
    assert len(holders) == 1
    assert "部分数据因四舍五入的原因" in _words(holders[0])


def test_a_block_for_paper_only_is_left_out() -> None:
    kept = Paragraph("one/a", text("都显示"))
    slides = _slides(_only(kept, Paragraph("one/b", text("只印在纸上"), only=("pdf",))))
    assert "都显示" in _words(slides[1])
    assert not any("只印在纸上" in _words(slide) for slide in slides)


def test_a_long_table_continues_with_its_header_and_loses_no_row() -> None:
    rows = tuple(Row((Cell(text(f"指标{at}")), Cell(text(f"{at}.5")))) for at in range(60))
    table = Table("one/table", "长表", (Column("指标"), Column("数值", "right")), rows)
    slides = _slides(_only(table))[1:-1]
    grids = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert len(grids) == len(slides) > 2
    assert all([cell.text for cell in grid.rows[0].cells] == ["指标", "数值"] for grid in grids)
    printed = [row.cells[0].text for grid in grids for row in list(grid.rows)[1:]]
    assert printed == [f"指标{at}" for at in range(60)]
    assert slides[1].shapes.title.text_frame.text == f"一句话的结论（续2/{len(slides)}）"
    counts = [len(grid.rows) for grid in grids]
    assert max(counts) - min(counts) <= 2


def test_a_group_that_continues_names_itself_again() -> None:
    rows = (Row((Cell(text("甲组")),), group=True), *(Row((Cell(text(f"{at}")),)) for at in range(40)))
    slides = _slides(_only(Table("one/table", "", (Column("指标"),), rows)))[1:-1]
    firsts = [next(s.table for s in slide.shapes if s.has_table).cell(1, 0).text for slide in slides]
    assert firsts == ["甲组"] * len(slides)


def test_points_that_do_not_fit_go_on_and_never_below_sixteen_points() -> None:
    items = tuple(text(f"第{at}点。", "区域经济运行总体平稳，重点项目加快推进。" * 4) for at in range(12))
    slides = _slides(_only(Bullets("one/points", items)))[1:-1]
    printed = "".join(_words(slide) for slide in slides)
    assert all(f"第{at}点。" in printed for at in range(12))
    frames = [shape for slide in slides for shape in slide.shapes if shape.name == "one/points"]
    sizes = {run.font.size.pt for frame in frames for para in frame.text_frame.paragraphs for run in para.runs}
    assert min(sizes) >= 16


def test_markup_in_the_data_is_text() -> None:
    slides = _slides(_only(Paragraph("one/a", text('甲<b>&"乙')), source="<来源>&"))
    assert '甲<b>&"乙' in _words(slides[1])
    assert "来源：<来源>&" in _words(slides[1])


def test_the_custom_xml_part_lists_what_was_written_where(result: PptxResult) -> None:
    ns = {"b": "urn:gongjian-briefing:bindings:1"}
    root = part(result.bytes, "customXml/item1.xml")
    assert (root.get("dataset"), root.get("audience")) == ("sample", "leadership")
    slide = root.xpath("b:slide[@path='themes/industry']", namespaces=ns)[0]
    card = slide.xpath("b:shape[@name='themes/industry/key_figures']", namespaces=ns)[0]
    assert card.get("path") == "themes/industry/key_figures"
    assert "843.8 亿元" in card.findtext("b:text", namespaces=ns)
    assert card.findtext("b:figures", namespaces=ns) == "industry/2020"
    assert len(card.get("hash")) == 32


def test_the_custom_xml_part_lists_every_shape_with_words(result: PptxResult, deck: Any) -> None:
    ns = {"b": "urn:gongjian-briefing:bindings:1"}
    root = part(result.bytes, "customXml/item1.xml")
    for slide, listed in zip(deck.slides, root.xpath("b:slide", namespaces=ns), strict=True):
        names = {each.get("name") for each in listed.xpath("b:shape", namespaces=ns)}
        worded = {s.name for s in slide.shapes if s.has_table or (s.has_text_frame and s.text_frame.text.strip())}
        assert worded <= names


def test_a_footnote_stands_small_on_its_slide_with_the_mark_that_calls_it() -> None:
    note = Span("", note=text("绝对额按现价计算。"))
    slide = _slides(_only(Bullets("one/points", (text("产值增长23.8%", note, "。"),))))[1]
    frames = {shape.name: shape for shape in slide.shapes if shape.has_text_frame}
    assert frames["one/points"].text_frame.text == "产值增长23.8%①。"
    assert frames["one/footnotes"].text_frame.text == "①绝对额按现价计算。"
    sizes = {run.font.size.pt for para in frames["one/footnotes"].text_frame.paragraphs for run in para.runs}
    assert sizes == {11.0}

"""Claims about the texts that a document asks its files to show, and that a file which lacks one is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefing import inspect
from briefing.blocks import Bullets, Cell, Column, Medium, Paragraph, Row, Span, Table, text
from briefing.document import Document, Imprint, Paper, Section
from briefing.render.pdf import render as render_pdf
from briefing.render.pptx import render as render_pptx
from tests.inspect.damage import A, P, edited, entries, rewritten, swapped, told
from tests.inspect.small import small
from tests.render.sample import sample

WORDS = "区域经济运行总体平稳，重点项目加快推进，规上工业增加值增长8.9%，居全市第1位。"


def only(*blocks: Any) -> Document:
    section = Section("one", "专题", text("一句话的结论"), blocks)
    document: Document = replace(sample(), sections=(section,), endnotes=())
    return document


def both(document: Document) -> list[str]:
    """Return the texts that either file of a document lacks, with all else that is wrong with it."""
    files = {"pdf": render_pdf(document).data, "pptx": render_pptx(document).bytes}
    on_paper = inspect.pdf(files["pdf"], "briefing.pdf", inspect.said(document, "pdf"))
    return told([*on_paper, *inspect.deck(files["pptx"], "briefing.pptx", inspect.said(document, "pptx"))])


def test_both_files_of_the_sample_show_all_that_was_composed() -> None:
    assert both(sample()) == []


def test_a_row_is_one_text_with_tabs_between_its_cells() -> None:
    table = Table(
        "one/t", "表名", (Column("指标"), Column("数值")), (Row((Cell(text("产值")), Cell(text("8.9")))),), "口径"
    )
    assert inspect.said(only(table), "pdf")[-4:] == ("表名", "指标\t数值", "产值\t8.9", "口径")


def test_a_row_of_a_group_says_its_first_cell_alone() -> None:
    rows = (Row((Cell(text("甲组")), Cell(text("不印"))), group=True),)
    table = Table("one/t", "", (Column("指标"), Column("数值")), rows)
    assert inspect.said(only(table), "pptx")[-2:] == ("指标\t数值", "甲组")


@pytest.mark.parametrize(("medium", "shown"), [("pdf", False), ("pptx", True)])
def test_a_block_is_asked_only_of_the_media_that_show_it(medium: Medium, shown: bool) -> None:
    document = only(Paragraph("one/p", text("只在幻灯片上的话"), only=("pptx",)), Paragraph("one/q", text("都有的话")))
    assert ("只在幻灯片上的话" in inspect.said(document, medium)) is shown


def test_the_red_head_is_asked_of_the_pdf_and_the_byline_of_the_deck() -> None:
    on_paper, on_slides = inspect.said(small(), "pdf"), inspect.said(small(), "pptx")
    assert "六争攻坚简报" in on_paper
    assert "六争攻坚简报" not in on_slides
    assert "六争攻坚·2018—2020年" in on_slides


def test_that_data_are_made_up_is_asked_of_both() -> None:
    for medium in ("pdf", "pptx"):
        assert "示例数据" in inspect.said(small(), medium)
        assert "示例数据" not in inspect.said(replace(sample(), synthetic=False), medium)


def test_what_the_speaker_says_is_asked_of_the_notes() -> None:
    assert "\f六大攻坚总体好于预期。" in inspect.said(small(), "pptx")
    assert not any(each.startswith("\f") for each in inspect.said(small(), "pdf"))


def test_a_sentence_lost_from_a_slide_is_told_though_the_notes_say_it(deck: bytes) -> None:
    words = "六大攻坚总体好于预期。"
    document = only(Paragraph("one/p", text(words)))
    assert told(inspect.deck(deck, "briefing.pptx", [words])) == [f"briefing.pptx: 缺少文字“{words}”。"]
    assert both(replace(document, sections=(replace(document.sections[0], notes=(text(words),)),))) == []


def test_words_of_an_odd_sort_are_found_in_both_files() -> None:
    odd = "㎡ ℃ ① naïve ＡＢ１２ 不\u00a0断 零\u200b宽 软\u00ad连 ﬁ ½ —— …… “引号”〔2020〕 cafe\u0301 甲·乙•丙"
    assert both(only(Paragraph("one/p", text(odd)))) == []


def test_a_list_over_several_pages_and_slides_is_whole() -> None:
    items = tuple(text(f"第{at}点。", WORDS * 4) for at in range(30))
    assert both(only(Bullets("one/b", items))) == []


def test_footnotes_and_the_imprint_are_asked_for_and_part_no_paragraph() -> None:
    def call(words: str) -> Span:
        return Span("", note=text(words))

    paragraphs = (Paragraph(f"one/p{at}", text(WORDS * 3, call(f"第{at}条脚注。"), WORDS * 2)) for at in range(12))
    cell = Cell(text("产值", call("按现价计算。")))
    table = Table("one/t", "表", (Column("指标"), Column("数值")), (Row((cell, Cell(text("8.9")))),))
    imprint = Imprint(("报：示例区委办公室", "送：各街道"), "示例区办公室印发", "2020年11月30日印发", "共印50份")
    document = replace(only(*paragraphs, table), paper=Paper(imprint=imprint))
    asked = {medium: inspect.said(document, medium) for medium in ("pdf", "pptx")}
    assert all("⑬按现价计算。" in texts for texts in asked.values())
    assert ("共印50份" in asked["pdf"], "共印50份" in asked["pptx"]) == (True, False)
    assert both(document) == []


def test_a_table_over_several_pages_and_slides_is_whole() -> None:
    rows = tuple(Row(tuple(Cell(text(f"第{at}行{column}列")) for column in range(5))) for at in range(120))
    table = Table("one/t", "长表", tuple(Column(f"第{at}栏") for at in range(5)), rows)
    assert both(only(table)) == []


def test_cells_of_several_lines_are_whole() -> None:
    rows = tuple(Row((Cell(text(WORDS * 2)), Cell(text(f"{at}")), Cell(text(WORDS)))) for at in range(6))
    assert both(only(Table("one/t", "表", (Column("一"), Column("二"), Column("三")), rows))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("示例古城景区全年接待游客86.1万人次", "示例古城景区全年接待游客68.1万人次"),
        ("209.5", "209.6"),
        ("全市位次", "全市位"),
    ],
)
def test_a_digit_or_a_word_changed_on_a_slide_is_told(deck: bytes, old: str, new: str) -> None:
    part = "ppt/slides/slide4.xml"
    broken = swapped(deck, part, f"{old}", new)
    problems = told(inspect.deck(broken, "briefing.pptx", inspect.said(small(), "pptx")))
    assert len(problems) == 1
    assert problems[0].startswith("briefing.pptx: 缺少文字“")


def test_a_cell_lost_from_a_slide_is_told_with_its_row(deck: bytes) -> None:
    part = next(
        name for name, content in entries(deck).items() if "亮榜晒绩".encode() in content and b"<a:tbl>" in content
    )

    def empty(root: Any) -> None:
        cell = list(root.iter(f"{A}tr"))[2][1]
        cell.find(f".//{A}t").text = ""

    problems = told(inspect.deck(edited(deck, part, empty), "briefing.pptx", inspect.said(small(), "pptx")))
    assert problems == ["briefing.pptx: 缺少文字“2｜乙街道｜94.25｜持平”。"]


def test_a_slide_that_is_not_there_is_told_by_its_words(deck: bytes) -> None:
    def drop(root: Any) -> None:
        listed = root.find(f"{P}sldIdLst")
        listed.remove(listed[3])

    problems = told(
        inspect.deck(edited(deck, "ppt/presentation.xml", drop), "briefing.pptx", inspect.said(small(), "pptx"))
    )
    assert (
        "briefing.pptx: 缺少文字“引进。三年累计引进世界500强和跨国公司投资项目20个，计划总投资318.6亿元……”。"
        in problems
    )


def test_a_title_lost_from_its_slide_is_told_though_the_contents_list_it(deck: bytes) -> None:
    broken = swapped(deck, "ppt/slides/slide4.xml", "三年引进重点项目", "三年引进项目")
    assert told(inspect.deck(broken, "briefing.pptx", inspect.said(small(), "pptx"))) == [
        "briefing.pptx: 缺少文字“三年引进重点项目65个”。"
    ]


def test_notes_that_are_not_there_are_told(deck: bytes) -> None:
    broken = swapped(deck, "ppt/notesSlides/notesSlide2.xml", "六大攻坚总体好于预期。", "六大攻坚总体不及预期。")
    assert told(inspect.deck(broken, "briefing.pptx", inspect.said(small(), "pptx"))) == [
        "briefing.pptx: 备注里缺少文字“六大攻坚总体好于预期。”。"
    ]


def test_a_page_that_is_not_there_is_told_by_its_words(pdf: bytes) -> None:
    def drop(opened: Any) -> None:
        del opened.pages[2]

    problems = told(inspect.pdf(rewritten(pdf, drop), "briefing.pdf", inspect.said(small(), "pdf")))
    assert "briefing.pdf: 缺少文字“重点项目总量｜个｜120｜180｜115%｜绿”。" in problems


def test_a_glyph_that_is_drawn_as_another_is_told_by_its_text(pdf: bytes) -> None:
    def exchange(opened: Any) -> None:
        for font in opened.pages[1].resources.Font.values():
            table = font.get("/ToUnicode")
            if table is not None:
                # 8 is read as 3.
                table.write(table.read_bytes().replace(b"> <0038>", b"> <0033>"))

    problems = told(inspect.pdf(rewritten(pdf, exchange), "briefing.pdf", inspect.said(small(), "pdf")))
    assert any("缺少文字“产值。规上工业产值由681.4亿元增加到843.8亿元" in problem for problem in problems)

"""The sample document as a PDF, reopened with pdfplumber and pikepdf."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pdfplumber
import pikepdf
import pytest

from briefing.blocks import Block, Paragraph, text
from briefing.document import Document, Section
from briefing.errors import ProblemsFound
from briefing.render.pdf import PdfResult, render
from briefing.typeset.opportunities import NO_END, NO_START
from tests.render.sample import TOPICS, sample


@cache
def result() -> PdfResult:
    return render(sample())


@pytest.fixture(scope="module")
def pages() -> Iterator[list[Any]]:
    with pdfplumber.open(io.BytesIO(result().data)) as pdf:
        yield list(pdf.pages)


@pytest.fixture
def file() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(result().data)) as pdf:
        yield pdf


def document(*blocks: Block) -> Document:
    section = Section("s", "总体情况", text("进展顺利"), blocks)
    return Document("d", "leadership", "2020", "测试", (section,), date(2020, 11, 30))


def words(data: bytes) -> str:
    """Return the characters of a file in reading order, without spaces."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def test_two_renders_are_the_same_bytes() -> None:
    assert render(sample()).data == result().data


def test_every_point_of_the_document_can_be_read_back() -> None:
    extracted = words(result().data)
    for lead, rest in (point for topic in TOPICS for point in topic.points):
        assert lead + rest in extracted


def test_a_paragraph_over_several_pages_is_read_back_whole() -> None:
    composed = "规上工业产值由681.4亿元增加到843.8亿元，增长23.8%；“小巨人”企业12家。" * 60
    found = words(render(document(Paragraph("s/p", text(composed)))).data)
    for number in range(1, 9):
        found = found.replace(f"—{number}—", "")
    assert composed in found


def test_no_line_starts_or_ends_with_a_forbidden_mark(pages: list[Any]) -> None:
    for page in pages:
        for line in page.extract_text_lines(return_chars=False):
            stripped = line["text"].strip()
            assert stripped[0] not in NO_START or len(stripped) < 12
            assert stripped[-1] not in NO_END


def test_text_stays_inside_the_type_area_but_for_half_a_hanging_mark(pages: list[Any]) -> None:
    for page in pages:
        for char in page.chars:
            assert char["x0"] > 28 / 25.4 * 72 - 0.5
            assert char["x1"] < 184 / 25.4 * 72 + 8.5


def test_all_fonts_are_embedded_and_cut(file: pikepdf.Pdf) -> None:
    fonts = [font for page in file.pages for font in page.resources.Font.values()]
    assert {str(font.BaseFont).split("+")[1] for font in fonts} == {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
        "NotoSerifSC-Regular-Identity-H",
    }
    for font in fonts:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_there_is_no_bitmap(file: pikepdf.Pdf) -> None:
    assert not [image for page in file.pages for image in page.get_images()]


def test_the_outline_holds_chapters_and_their_parts(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles[1] == ("二、项目攻坚：三年引进重点项目65个", ["（一）多数指标快于序时进度"])
    assert titles[-1] == ("附表　主要指标数据及出处", [])


def test_the_metadata_come_from_the_document(file: pikepdf.Pdf) -> None:
    assert str(file.docinfo.Title) == "示例区“六争攻坚”三年行动进展情况"
    assert str(file.docinfo.Author) == "示例区“六争攻坚”领导小组办公室"
    assert str(file.docinfo.Creator) == "briefing"
    assert str(file.docinfo.CreationDate) == "D:20201130000000+00'00'"
    assert str(file.Root.Lang) == "zh-CN"


def test_the_contents_name_the_page_of_each_chapter_and_lead_there(pages: list[Any], file: pikepdf.Pdf) -> None:
    listed = [line for line in pages[0].extract_text().split("\n") if line.startswith("三、")]
    page = int(listed[0].split()[-1])
    assert "三、产业攻坚：规上工业产值达到843.8亿元" in pages[page - 1].extract_text()
    assert len(file.pages[0].Annots) == 10


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages: list[Any]) -> None:
    for number, page in enumerate(pages, 1):
        digits = [char for char in page.chars if char["top"] > 735 and char["text"].isdigit()]
        assert "".join(char["text"] for char in digits) == str(number)
        assert (digits[0]["x0"] > page.width / 2) == bool(number % 2)


def test_made_up_data_is_marked_on_every_page(pages: list[Any]) -> None:
    assert all("示例数据" in page.extract_text() for page in pages)


def test_what_is_for_slides_only_is_not_printed() -> None:
    extracted = words(result().data)
    assert "只在演示文稿中出现" not in extracted
    assert "红灯项目逐个约谈" not in extracted


def test_the_appendix_comes_last_even_if_it_stands_first() -> None:
    first = Section("a", "附表", text("数据"), (Paragraph("a/p", text("附录正文")),), appendix=True)
    extracted = words(render(replace(document(), sections=(first, *document().sections))).data)
    assert extracted.index("一、总体情况：进展顺利") < extracted.index("附表数据")


def test_the_whole_file_is_below_one_megabyte() -> None:
    assert len(result().data) < 1_000_000


def test_a_missing_glyph_is_a_problem_of_its_place() -> None:
    with pytest.raises(ProblemsFound) as found:
        render(document(Paragraph("s/p", text("好😀")), Paragraph("s/q", text("\ue000"))))
    assert [(problem.where, problem.message) for problem in found.value.problems] == [
        ("s/p", "字体中没有“😀”（U+1F600）这个字符，无法印出。"),
        ("s/q", "字体中没有U+E000这个字符，无法印出。"),
    ]


def test_markup_is_printed_as_it_is() -> None:
    composed = "<b>&amp;</b><imgsrc='/etc/passwd'/>"
    assert composed in words(render(document(Paragraph("s/p", text(composed)))).data)


def test_a_document_without_sections_is_its_title() -> None:
    assert words(render(replace(document(), sections=())).data) == "测试—1—"

"""Footnotes in the PDF: on the page that calls them, below a rule, in the structure tree."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pdfplumber
import pikepdf

from briefing.blocks import Block, Cell, Column, Paragraph, Row, Span, Table, text
from briefing.document import Imprint, Paper, Section
from briefing.render.pdf import render
from tests.render.pdf.test_pdf_official import document
from tests.render.pdf.test_pdf_tagged import nodes

NOTE = Span("", note=text("口径见指标说明。"))


def drawn(*blocks: Block, **more: Any) -> bytes:
    return render(document(Section("s", "", text("题"), blocks), **{"masthead": None, "paper": Paper(), **more})).data


def pages(data: bytes) -> list[Any]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_text_lines() for page in pdf.pages]


def words(page: list[Any]) -> list[str]:
    return [line["text"] for line in page]


def test_a_footnote_stands_at_the_foot_of_its_page_with_the_mark_that_calls_it() -> None:
    (page,) = pages(drawn(Paragraph("s/p", text("产值增长23.8%", NOTE, "，居全市前列。"))))
    assert [line for line in words(page) if "①" in line] == ["产值增长23.8%①，居全市前列。", "① 口径见指标说明。"]
    assert page[-2]["bottom"] < (37 + 225) / 25.4 * 72 + 1
    assert page[-2]["top"] > 700


def test_notes_are_counted_through_the_document_and_each_stands_on_its_own_page() -> None:
    filling = Paragraph("s/f", text("字" * 28 * 21))
    data = drawn(
        Paragraph("s/a", text("甲", NOTE)), filling, Paragraph("s/b", text("乙", Span("", note=text("第二条。"))))
    )
    first, second = pages(data)
    assert "① 口径见指标说明。" in words(first)
    assert "② 第二条。" in words(second)
    assert not any("第二条" in line for line in words(first))


def test_a_paragraph_is_cut_so_that_its_notes_stay_with_the_lines_that_call_them() -> None:
    notes = [Span("", note=text(f"注{at}：" + "长" * 150)) for at in range(12)]
    body = text(*(part for note in notes for part in ("字" * 60, note)))
    found = pages(drawn(Paragraph("s/p", body)))
    assert len(found) > 1
    for page in found:
        lines = words(page)
        assert page[-2]["bottom"] < (37 + 225) / 25.4 * 72 + 1
        for at in range(12):
            mark = chr(0x2460 + at)
            calls = any(mark in line and f"注{at}：" not in line for line in lines)
            assert calls == any(f"注{at}：" in line for line in lines)


def test_a_note_of_a_table_stands_on_the_page_of_its_row() -> None:
    rows = [Row((Cell(text(f"指标{at:02d}")),)) for at in range(60)]
    rows[50] = Row((Cell(text("指标50", NOTE)),))
    found = pages(drawn(Table("s/t", "表", (Column("指标"),), tuple(rows))))
    assert len(found) == 3
    for page in found:
        calls = any("指标50①" in line for line in words(page))
        assert calls == any("口径见指标说明" in line for line in words(page))


def test_notes_stand_above_the_imprint() -> None:
    paper = Paper(imprint=Imprint(printer="示例区", date="2020年9月1日印发"))
    (page,) = pages(drawn(Paragraph("s/p", text("甲", NOTE)), paper=paper))
    assert list(words(page))[-3:-1] == ["① 口径见指标说明。", "示例区 2020年9月1日印发"]


def test_the_mark_that_calls_a_note_is_small_and_raised() -> None:
    with pdfplumber.open(io.BytesIO(drawn(Paragraph("s/p", text("甲", NOTE))))) as pdf:
        chars = pdf.pages[0].chars
    before, mark = next(pair for pair in pairwise(chars) if pair[1]["text"] == "①")
    assert mark["size"] < 0.7 * before["size"]
    assert mark["matrix"][5] > before["matrix"][5] + 4


def test_a_footnote_is_a_note_with_an_id_in_the_structure_tree() -> None:
    with pikepdf.open(io.BytesIO(drawn(Paragraph("s/p", text("甲", NOTE))))) as pdf:
        (note,) = nodes(pdf, "Note")
        assert str(note.ID)


def test_the_mark_leads_to_its_note() -> None:
    with pikepdf.open(io.BytesIO(drawn(Paragraph("s/p", text("甲", NOTE))))) as pdf:
        (reference,) = nodes(pdf, "Reference")
        assert str(reference.K.S) == "/Link"
        (link,) = pdf.pages[0].Annots
        assert str(link.Contents) == "①"
        assert float(link.Dest[3]) < 842 - 690


def test_a_medium_counts_only_the_notes_that_it_shows() -> None:
    hidden = replace(Paragraph("s/h", text("只在演示文稿", NOTE)), only=("pptx",))
    (page,) = pages(drawn(hidden, Paragraph("s/p", text("甲", NOTE))))
    assert "甲①" in words(page)

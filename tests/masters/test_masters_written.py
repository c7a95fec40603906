"""Claims about what of a master is read before it goes into a deck: every place that a text can hide in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from briefing.errors import ProblemsFound
from briefing.masters.reading import read_master
from briefing.masters.written import written
from tests.masters import made

SECRET = "档案48213.77件"
SLIDE = "ppt/slides/slide1.xml"
Change = Callable[[Any], None]


def title(deck: Any) -> Any:
    return deck.slides[0].shapes.title


def text(deck: Any) -> None:
    paragraph = title(deck).text_frame.paragraphs[0]
    paragraph.runs[0].text = SECRET[:5]
    paragraph.add_run().text = SECRET[5:]


def attribute(name: str) -> Change:
    return lambda deck: title(deck)._element.nvSpPr.cNvPr.set(name, SECRET)


def link(deck: Any) -> None:
    title(deck).text_frame.paragraphs[0].runs[
        0
    ].hyperlink.address = "http://example.org/?q=%E6%A1%A3%E6%A1%8848213.77件"


def tooltip(deck: Any) -> None:
    run = title(deck).text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "http://example.org/"
    run._r.rPr.hlinkClick.set("tooltip", SECRET)


def layout_text(deck: Any) -> None:
    deck.slide_layouts[8].placeholders[0].text_frame.text = SECRET


def master_name(deck: Any) -> None:
    deck.slide_masters[0].shapes[0].name = SECRET


def layout_name(deck: Any) -> None:
    deck.slide_layouts[8].name = SECRET


def chart(deck: Any) -> Any:
    return next(shape.chart for shape in deck.slides[0].shapes if shape.has_chart)


def chart_text(deck: Any) -> None:
    chart(deck).chart_title.text_frame.text = SECRET


def cell(deck: Any) -> None:
    part = chart(deck).part.chart_workbook.xlsx_part
    book = openpyxl.load_workbook(BytesIO(part.blob))
    book.worksheets[0]["H9"] = SECRET
    stored = BytesIO()
    book.save(stored)
    part._blob = stored.getvalue()


def tagged(deck: Any) -> None:
    beside(deck, "tags/tag1.xml", "tags", f'<tagLst><tag name="A" val="{SECRET}"/></tagLst>')


def custom(deck: Any) -> None:
    beside(deck, "customXml/item1.xml", "customXml", f"<data>{SECRET}</data>")


def diagram(deck: Any) -> None:
    beside(deck, "diagrams/data1.xml", "diagramData", f'<d xmlns:a="{A}"><a:p><a:r><a:t>{SECRET}</a:t></a:r></a:p></d>')


A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def beside(deck: Any, name: str, kind: str, content: str) -> None:
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    part = Part(PackURI(f"/ppt/{name}"), "application/xml", deck.part.package, content.encode())
    deck.slides[0].part.relate_to(part, f"{made.RELATIONS}/{kind}")


def found(deck: Any) -> list[str]:
    house = read_master(made.saved(deck), "母版.pptx")
    return [where for where, words in written(house, [SLIDE]) if "48213.77件" in words]


@pytest.mark.parametrize(
    ("hide", "where"),
    [
        (text, "母版.pptx“Title 1”"),
        (attribute("descr"), "母版.pptx!ppt/slides/slide1.xml（替换文字）"),
        (attribute("title"), "母版.pptx!ppt/slides/slide1.xml（标题）"),
        (attribute("name"), "母版.pptx!ppt/slides/slide1.xml（名称）"),
        (link, "母版.pptx!ppt/slides/slide1.xml（链接）"),
        (tooltip, "母版.pptx!ppt/slides/slide1.xml（屏幕提示）"),
        (layout_text, "母版.pptx!ppt/slideLayouts/slideLayout9.xml"),
        (layout_name, "母版.pptx!ppt/slideLayouts/slideLayout9.xml（名称）"),
        (master_name, "母版.pptx!ppt/slideMasters/slideMaster1.xml（名称）"),
        (tagged, "母版.pptx!ppt/tags/tag1.xml（val）"),
        (custom, "母版.pptx!ppt/customXml/item1.xml"),
        (diagram, "母版.pptx!ppt/diagrams/data1.xml"),
    ],
)
def test_what_is_written_anywhere_is_found_with_its_place(hide: Change, where: str) -> None:
    deck = made.with_chart()
    hide(deck)
    assert found(deck) == [where]


def test_what_a_chart_prints_and_what_its_workbook_holds_is_found() -> None:
    for hide, inside in ((chart_text, "ppt/charts/"), (cell, ".xlsx!xl/")):
        deck = made.with_chart()
        hide(deck)
        (where,) = found(deck)
        assert inside in where


def test_lengths_and_numbers_of_shapes_are_no_texts() -> None:
    deck = made.with_chart()
    title(deck).left = 482137
    house = read_master(made.saved(deck), "母版.pptx")
    assert not [words for _, words in written(house, [SLIDE]) if "482137" in words]


def test_notes_and_slides_that_are_not_kept_are_not_read_as_they_do_not_travel() -> None:
    deck = made.with_chart()
    deck.slides[0].notes_slide.notes_text_frame.text = SECRET
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = SECRET
    assert found(deck) == []


def test_a_workbook_that_cannot_be_read_or_is_a_bomb_is_a_problem() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", 8) as archive:
        for at in range(3):
            archive.writestr(f"{at}.xml", bytes(40_000_000))
    for content in (b"PK\x03\x04cut", bomb.getvalue()):
        deck = made.with_chart()
        chart(deck).part.chart_workbook.xlsx_part._blob = content
        with pytest.raises(ProblemsFound, match="没法核对"):
            found(deck)

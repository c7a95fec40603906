"""Content in, briefing.pdf out, on reportlab's platypus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from handwritten_charts import draw_chart
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

INK, MUTED, GREY, PALE, RED = "#1F2933", "#5B6673", "#C3CAD3", "#EEF1F4", "#B3261E"
SOURCE_WORD = "来源："
Content = dict[str, Any]


def style(size: float, leading: float, **more: Any) -> ParagraphStyle:
    fixed: dict[str, Any] = {
        "fontName": "Regular",
        "fontSize": size,
        "leading": leading,
        "wordWrap": "CJK",
        "textColor": INK,
    }
    return ParagraphStyle("", **fixed | more)


class Heading(Paragraph):
    """A heading that is listed in the contents and the bookmarks."""

    def __init__(self, title: str, key: str, level: int) -> None:
        super().__init__(escape(title), HEADING)
        self.title, self.key, self.level = title, key, level


BODY = style(16, 28.99, firstLineIndent=32)
HEADING = style(16, 28.99, fontName="Bold", firstLineIndent=32, keepWithNext=True)
CAPTION = style(12, 20, alignment=TA_CENTER)
TITLE = style(12, 20, alignment=TA_CENTER, keepWithNext=True)
SOURCE = style(9.5, 14, textColor=MUTED, spaceAfter=12)
CELL, CELL_RIGHT, CELL_BOLD = style(10.5, 15), style(10.5, 15, alignment=TA_RIGHT), style(10.5, 15, fontName="Bold")
SMALL, SMALL_RIGHT, SMALL_BOLD = style(9, 12.5), style(9, 12.5, alignment=TA_RIGHT), style(9, 12.5, fontName="Bold")
CARD_LABEL, CARD_TEXT = style(9, 12, textColor=MUTED), style(16, 22, fontName="Bold")


class Report(BaseDocTemplate):
    """A4 with the margins of an official document, page numbers, bookmarks and a linked contents page."""

    def __init__(self, path: Path, content: Content) -> None:
        super().__init__(str(path), title=content["title"], author=content["author"], lang="zh-CN", invariant=1)
        frame = Frame(28 * mm, 35 * mm, 156 * mm, 225 * mm, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=page_number))

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Heading):
            self.canv.bookmarkPage(flowable.key)
            self.canv.addOutlineEntry(flowable.title, flowable.key, flowable.level)
            if flowable.level == 0:
                self.notify("TOCEntry", (0, escape(flowable.title), self.page, flowable.key))


def page_number(canvas: Any, document: Report) -> None:
    canvas.setFont("Regular", 14)
    x = 28 * mm + 16 if document.page % 2 == 0 else 168 * mm
    canvas.drawString(x, 24 * mm, f"— {document.page} —")


def write_pdf(content: Content, path: Path) -> None:
    """Lay out the report; the contents page takes ReportLab two passes."""
    toc = TableOfContents(levelStyles=[style(13, 20)], dotsMinLevel=0)
    story: list[Flowable] = [*head(content), Paragraph(content["contents"], style(16, 29, alignment=TA_CENTER)), toc]
    story.append(PageBreak())
    body = [section for section in content["sections"] if not section["appendix"]]
    appendix = [section for section in content["sections"] if section["appendix"]]
    for number, section in enumerate(body):
        story += section_story(section, f"section-{number}")
    story += [Paragraph(escape(note), SOURCE) for note in content["endnotes"]]
    for number, section in enumerate(appendix):
        story += [PageBreak(), *section_story(section, f"appendix-{number}")]
    Report(path, content).multiBuild(story)


def head(content: Content) -> Iterator[Flowable]:
    """Yield the red head and the title."""
    masthead = content["masthead"]
    yield Paragraph(escape(content["classification"]), style(14, 20))
    if masthead:
        yield Paragraph(escape(masthead["name"]), style(48, 70, textColor=RED, fontName="Bold", alignment=TA_CENTER))
        yield Paragraph(escape(f"{masthead['issuer']}　　{masthead['date']}"), CAPTION)
        yield HRFlowable(width="100%", thickness=2, color=HexColor(RED), spaceBefore=6, spaceAfter=30)
    yield Paragraph(escape(content["title"]), style(22, 34, fontName="Bold", alignment=TA_CENTER, spaceAfter=12))


def section_story(section: Content, key: str) -> Iterator[Flowable]:
    title = "：".join(part for part in (section["label"], section["headline"]) if part)
    if section["level"] == 2:
        title = section["headline"] or section["label"]
    yield CondPageBreak(80 * mm)
    yield Heading(title, key, section["level"] - 1)
    for block in section["blocks"]:
        if not block["only"] or "pdf" in block["only"]:
            yield from block_story(block, section)
    if section["source"]:
        yield Paragraph(escape(f"{SOURCE_WORD}{section['source']}"), SOURCE)


def block_story(block: Content, section: Content) -> Iterator[Flowable]:
    if block["block"] == "paragraph":
        yield Paragraph(escape(block["text"]), BODY)
    elif block["block"] == "bullets":
        for lead, rest in block["items"]:
            yield Paragraph(f"<b>{escape(lead)}</b>{escape(rest)}", BODY)
    elif block["block"] == "key_figures":
        yield cards_table(block["cards"], 3 if block["layout"] == "tiles" else len(block["cards"]), section["color"])
    elif block["block"] == "chart":
        yield KeepTogether([draw_chart(block, section["color"]), Paragraph(escape(block["title"]), CAPTION)])
    else:
        yield Paragraph(escape(block["title"]), TITLE)
        yield rows_table(block, section["appendix"], section["color"])
        yield Spacer(1, 12)


def cards_table(cards: Sequence[Content], across: int, color: str) -> Table:
    cells: list[Any] = [
        [
            Paragraph(escape(card["heading"] or card["label"]), CARD_LABEL),
            Paragraph(escape(card["text"]), CARD_TEXT),
            Paragraph(escape(card["label"] if card["heading"] else card["note"]), CARD_LABEL),
            Paragraph(escape(card["note"] if card["heading"] else ""), CARD_LABEL),
        ]
        for card in cards
    ]
    grid = [cells[at : at + across] for at in range(0, len(cells), across)]
    grid[-1] += [""] * (across - len(grid[-1]))
    frame = [("BOX", (0, 0), (-1, -1), 0.5, HexColor(GREY)), ("LINEABOVE", (0, 0), (-1, -1), 2, HexColor(color))]
    table = Table(grid, colWidths=[156 * mm / across] * across, style=[*frame, ("VALIGN", (0, 0), (-1, -1), "TOP")])
    table.spaceAfter = 10
    return table


def rows_table(block: Content, dense: bool, color: str) -> Table:
    """Return a table in three-line style whose header is repeated where it continues."""
    left, right, bold = (SMALL, SMALL_RIGHT, SMALL_BOLD) if dense else (CELL, CELL_RIGHT, CELL_BOLD)
    aligned = [right if column["align"] == "right" else left for column in block["columns"]]
    grid: list[list[Any]] = [[Paragraph(escape(column["name"]), bold) for column in block["columns"]]]
    commands: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 1.5, HexColor(INK)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.35, HexColor(GREY)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, HexColor(INK)),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6 if dense else 4.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6 if dense else 4.2),
    ]
    for at, row in enumerate(block["rows"], 1):
        if len(row) == 1:
            commands += [("SPAN", (0, at), (-1, at)), ("BACKGROUND", (0, at), (-1, at), HexColor(PALE))]
            grid.append([Paragraph(escape(row[0]), bold)] + [""] * (len(aligned) - 1))
        else:
            grid.append([Paragraph(escape(words), each) for words, each in zip(row, aligned, strict=True)])
    total = sum(column["weight"] for column in block["columns"])
    widths = [156 * mm * column["weight"] / total for column in block["columns"]]
    return Table(grid, colWidths=widths, repeatRows=1, style=commands)

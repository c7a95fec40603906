"""Tables, notes and imprints that ask for more height than there is: within the text area, or a problem."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from briefing.blocks import Block, Callout, Cell, Column, Paragraph, Row, Span, Table, text
from briefing.document import Document, Imprint, Paper, Section
from briefing.errors import ProblemsFound
from briefing.render.pdf import render
from briefing.render.pdf.page import OFFICIAL
from tests.torture.documents import document

COLUMNS = (Column("指标"), Column("说明"))


def high(lines: int, *notes: Span) -> Row:
    """Return a row of so many lines."""
    return Row((Cell(text("\n".join(["行"] * lines), *notes)), Cell(text("短"))))


def group() -> Row:
    return Row((Cell(text("分组")),), group=True)


def note(characters: int) -> Span:
    return Span("", note=text("注" * characters))


def table(*rows: Row, title: str = "表题", below: str = "", columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table("s/t", title, columns, rows, below)


LONE = [high(1) for _ in range(30)]
BLOCKS: Mapping[str, tuple[Block, ...]] = {
    "a title of four lines": (table(group(), high(37), *[high(3)] * 3, *LONE, title="很长的表题" * 30),),
    "a title of twelve lines": (table(high(30), *[high(3)] * 30, title="很长的表题" * 90),),
    "nothing but group rows": (table(*[group()] * 60),),
    "a high row with a note below the table": (table(high(36), below="表注" * 200),),
    "a note below the table higher than a page": (table(high(2), below="表注" * 2000),),
    "a header higher than a page": (table(columns=(Column("列\n" * 60), Column("数"))),),
    "no rows": (table(),),
    "one column of long text": (table(Row((Cell(text("字" * 1700)),)), columns=(Column("说明"),)),),
    "few rows with long notes": (table(*[high(1, note(260)) for _ in range(7)]),),
    "many rows with long notes": (table(*[high(1, note(800)) for _ in range(30)]),),
    "two long notes in a paragraph": (Paragraph("s/p", text("甲", note(1200), "乙", note(1200), "丙" * 600)),),
    "a note higher than a page": (Paragraph("s/p", text("甲", note(4000), "乙" * 100)),),
    "a callout with many notes": (Callout("s/c", text(*(part for _ in range(12) for part in ("字" * 30, note(200))))),),
    "a heading over rows that fill a page": (table(*[high(36) for _ in range(3)]),),
}
IMPRINTS = {
    "a long printer": Imprint(printer="某某区行动领导小组办公室" * 3, date="2020年9月1日印发"),
    "many recipients": Imprint(recipients=("报：" + "某某单位、" * 60, "送：" + "各街道、" * 40)),
    "recipients for more than a page": Imprint(recipients=("报：" + "某某单位、" * 600,)),
}


def whole(*blocks: Block, **more: Any) -> Document:
    return document(Section("s", "", text("标题"), blocks), synthetic=False, byline=(), **more)


def check(made: Document) -> None:
    """Draw a document: all of its text stands in the text area and over no other text, or it is refused."""
    data = _drawn(made)
    if data is None:
        return
    bottom = OFFICIAL.top + OFFICIAL.text_height
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            chars = [char for char in page.chars if page.height - char["matrix"][5] < bottom + 10]
            assert all(page.height - char["matrix"][5] < bottom for char in chars)
            assert len(page.chars) - len(chars) <= 8
            assert _overlapping(chars) == []


def _drawn(made: Document) -> bytes | None:
    try:
        return render(made).data
    except ProblemsFound as error:
        found = error.problems
    assert all(problem.where and problem.hint for problem in found)
    return None


def _overlapping(chars: list[Any]) -> list[str]:
    """Return the characters whose middle another one covers."""
    rows: dict[int, list[Any]] = {}
    for char in chars:
        rows.setdefault(round(char["matrix"][5]), []).append(char)
    found = []
    levels = sorted(rows)
    for one, two in pairwise(levels):
        if two - one < 0.5 * min(char["size"] for char in (*rows[one], *rows[two])):
            found += [
                f"{low['text']}{high_['text']}"
                for low in rows[one]
                for high_ in rows[two]
                if low["x0"] < (high_["x0"] + high_["x1"]) / 2 < low["x1"] and low["size"] < 1.5 * high_["size"]
            ]
    return found


@pytest.mark.parametrize("name", BLOCKS)
def test_what_asks_for_too_much_height_is_set_within_the_page_or_refused(name: str) -> None:
    check(whole(*BLOCKS[name]))


@pytest.mark.parametrize("name", IMPRINTS)
def test_an_imprint_is_set_within_the_page_or_refused(name: str) -> None:
    check(whole(Paragraph("s/p", text("正文" * 40)), paper=Paper(imprint=IMPRINTS[name])))


@pytest.mark.parametrize(
    "name", ["nothing but group rows", "no rows", "few rows with long notes", "one column of long text"]
)
def test_what_can_be_set_is_not_refused(name: str) -> None:
    assert render(whole(*BLOCKS[name])).data


def test_a_heading_stays_with_the_first_rows_of_a_table_that_fills_pages() -> None:
    rows = [Row((Cell(text("字" * 420)), Cell(text("短")))) for _ in range(6)]
    with pdfplumber.open(io.BytesIO(render(whole(table(*rows))).data)) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    page = next(each for each in pages if "一、标题" in each)
    assert "字字字字" in page

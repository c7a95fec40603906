"""The structure tree, the metadata and the links of the sample PDF, read back with pikepdf."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from briefing.blocks import Cell, Column, Paragraph, Row, Table, text
from briefing.document import Document, Section
from briefing.render.pdf import render
from tests.render.sample import figure, sample

Node = Any


@cache
def data() -> bytes:
    return render(sample()).data


@pytest.fixture
def file() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data())) as pdf:
        yield pdf


def walk(node: Node) -> Iterator[Node]:
    yield node
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def kids(node: Node) -> list[Any]:
    found = node.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def nodes(pdf: pikepdf.Pdf, *kinds: str) -> list[Node]:
    return [node for node in walk(pdf.Root.StructTreeRoot.K) if not kinds or str(node.S)[1:] in kinds]


def operations(page: Any) -> Iterator[tuple[list[Any], str]]:
    instructions: list[Any] = list(pikepdf.parse_content_stream(page))
    for each in instructions:
        yield list(each.operands), str(each.operator)


def marks(page: Any) -> list[tuple[str, int | None]]:
    """Return the marked content of a page: its tag, and its MCID if it has one."""
    found = []
    for operands, operator in operations(page):
        if operator in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            found.append((str(operands[0])[1:], int(properties["/MCID"]) if "/MCID" in properties else None))
    return found


def test_all_that_is_drawn_is_content_of_an_element_or_an_artifact(file: pikepdf.Pdf) -> None:
    shows = {"Tj", "TJ", "S", "f", "B", "Do", "sh", "f*", "B*", "b", "s"}
    for page in file.pages:
        depth = 0
        for _, name in operations(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            assert depth or name not in shows
        assert depth == 0


def test_the_parent_tree_leads_from_every_content_and_link_to_its_element(file: pikepdf.Pdf) -> None:
    listed = list(file.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(key): value for key, value in zip(listed[::2], listed[1::2], strict=True)}
    for page in file.pages:
        owners = tree[int(page.StructParents)]
        for tag, mcid in marks(page):
            if mcid is not None:
                assert str(owners[mcid].S)[1:] == tag
        for link in page.get("/Annots", []):
            assert str(tree[int(link.StructParent)].S) == "/Link"
            assert str(link.Contents)
            assert str(page.Tabs) == "/S"


def test_headings_follow_one_another_without_a_gap_and_the_title_is_the_first(file: pikepdf.Pdf) -> None:
    levels = [int(str(node.S)[2:]) for node in nodes(file, "H1", "H2", "H3", "H4", "H5")]
    assert levels[0] == 1
    assert Counter(levels)[1] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_table_has_a_caption_a_row_of_header_cells_and_rows_of_one_width(file: pikepdf.Pdf) -> None:
    tables = nodes(file, "Table")
    assert len(tables) == 8
    for table in tables:
        parts = [str(kid.S) for kid in kids(table)]
        assert (parts[0], set(parts[1:])) == ("/Caption", {"/TR"})
        rows = [kids(row) for row in kids(table)[1:]]
        assert all(str(cell.S) == "/TH" and str(cell.A.Scope) == "/Column" for cell in rows[0])
        widths = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row) for row in rows}
        assert widths == {len(rows[0])}


def test_a_table_over_several_pages_is_one_element_and_its_repeated_header_furniture(file: pikepdf.Pdf) -> None:
    longest = max(nodes(file, "Table"), key=lambda table: len(kids(table)))
    assert len([row for row in kids(longest) if str(row.S) == "/TR" and str(kids(row)[0].S) == "/TH"]) == 1
    assert len(kids(longest)) > 80


def test_a_chart_is_a_figure_with_words_for_it_and_a_place(file: pikepdf.Pdf) -> None:
    figures = nodes(file, "Figure")
    assert len(figures) > 6
    for each in figures:
        assert len(str(each.Alt)) > 10
        left, bottom, right, top = map(float, each.A.BBox)
        assert 0 < left < right < 595
        assert 0 < bottom < top < 842


def test_page_numbers_and_the_stamp_are_artifacts(file: pikepdf.Pdf) -> None:
    """What is read aloud holds neither."""
    for page in file.pages:
        inside, shown = False, 0
        for operands, name in operations(page):
            if name in ("BDC", "BMC"):
                inside = str(operands[0]) == "/Artifact" and len(operands) > 1
            shown += inside and name == "Tj"
        # The number and the stamp, in as many pieces as they have faces.
        assert shown >= 2


def test_the_file_says_what_it_conforms_to(file: pikepdf.Pdf) -> None:
    packet = bytes(file.Root.Metadata.read_bytes()).decode()
    assert re.search(r"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A</pdfaid:conformance>", packet)
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert file.Root.MarkInfo.Marked
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert str(file.Root.OutputIntents[0].S) == "/GTS_PDFA1"
    assert "示例区“六争攻坚”三年行动进展情况" in packet


def test_a_title_with_markup_stays_one_in_the_metadata() -> None:
    made = render(replace(sample(), title="甲<b>&乙", sections=())).data
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "甲&lt;b&gt;&amp;乙" in bytes(pdf.Root.Metadata.read_bytes()).decode()


def with_appendix() -> Document:
    output = figure("industrial_output", "843.8", "亿元")
    body = Section("s", "总体情况", text("规上工业产值达到", output), (Paragraph("s/p", text("产值", output, "。")),))
    row = Row((Cell(text("规上工业产值")), Cell(text(output))), anchor=output.id)
    table = Table("a/t", "全部数据与出处", (Column("数据"), Column("数值", "right")), (row,))
    return replace(sample(), sections=(body, Section("a", "附录", text("数据"), (table,), appendix=True)))


def test_a_figure_leads_to_its_row_in_the_appendix() -> None:
    with pikepdf.open(io.BytesIO(render(with_appendix()).data)) as pdf:
        links = [(number, link) for number, page in enumerate(pdf.pages) for link in page.get("/Annots", [])]
        assert [str(link.Contents) for _, link in links] == ["843.8亿元", "843.8亿元"]
        assert {link.Dest[0].objgen for _, link in links} == {pdf.pages[-1].obj.objgen}
        assert {number for number, _ in links} == {0}


def test_a_figure_without_a_row_leads_nowhere() -> None:
    document = with_appendix()
    with pikepdf.open(io.BytesIO(render(replace(document, sections=document.sections[:1])).data)) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)


def test_a_figure_is_read_in_its_place_in_the_sentence() -> None:
    with pikepdf.open(io.BytesIO(render(with_appendix()).data)) as pdf:
        paragraph = next(
            node for node in nodes(pdf, "P") if any("/S" in kid for kid in kids(node) if not isinstance(kid, int))
        )
        sorts = ["Link" if isinstance(kid, pikepdf.Dictionary) and "/S" in kid else "text" for kid in kids(paragraph)]
        assert sorts == ["text", "Link", "text"]

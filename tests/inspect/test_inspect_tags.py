"""Claims about tagged PDFs: content and structure hold one another, and the structure says what a reader needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from briefing import inspect
from tests.inspect.damage import rewritten, told, with_content
from tests.inspect.tagged import SEQUENCES, WORDS, drawn


def found(data: bytes) -> list[str]:
    return told(inspect.pdf(data, "briefing.pdf"))


def broken(data: bytes, edit: Callable[[pikepdf.Pdf], object]) -> list[str]:
    return found(rewritten(data, edit))


def elements(opened: pikepdf.Pdf) -> list[Any]:
    """Return the elements that hold the marked sequences, in their order."""
    return list(opened.Root.StructTreeRoot.ParentTree.Nums[1])


def element(opened: pikepdf.Pdf, kind: str) -> Any:
    return elements(opened)[SEQUENCES.index(kind)]


def test_a_good_tagged_pdf_has_no_finding(tagged: bytes) -> None:
    assert found(tagged) == []


def test_a_pdf_that_says_it_is_tagged_needs_a_tree(tagged: bytes) -> None:
    assert "briefing.pdf: 说是带标签的 PDF，却没有结构树。" in broken(
        tagged, lambda opened: opened.Root.__delitem__("/StructTreeRoot")
    )


@pytest.mark.parametrize(
    "content", [b" 0 0 9 9 re f", b" 0 0 m 9 9 l S", b" BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI", b" /Sh sh"]
)
def test_content_without_a_tag_is_told(tagged: bytes, content: bytes) -> None:
    assert "briefing.pdf:第1页: 有1处内容既没有标签，也没有标为装饰。" in found(with_content(tagged, 0, content))


def test_text_without_a_tag_is_told(tagged: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        opened.pages[0].contents_add(opened.make_stream(b" " + drawn(opened.pages[0], WORDS)))

    assert broken(tagged, add) == ["briefing.pdf:第1页: 有1处内容既没有标签，也没有标为装饰。"]


def test_a_sequence_that_is_neither_artifact_nor_tagged_does_not_count(tagged: bytes) -> None:
    assert found(with_content(tagged, 0, b" /Span <</Lang (zh)>> BDC 0 0 9 9 re f EMC")) == [
        "briefing.pdf:第1页: 有1处内容既没有标签，也没有标为装饰。"
    ]


def test_paths_that_are_only_clipped_are_no_content(tagged: bytes) -> None:
    assert found(with_content(tagged, 0, b" q 0 0 9 9 re W n Q")) == []


def test_what_a_form_draws_without_a_tag_is_told(tagged: bytes) -> None:
    def add(opened: pikepdf.Pdf, content: bytes) -> None:
        form = opened.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        opened.pages[0].resources["/XObject"] = Dictionary(Fm=form)
        opened.pages[0].contents_add(opened.make_stream(content))

    assert broken(tagged, lambda opened: add(opened, b" /Fm Do")) == [
        "briefing.pdf:第1页: 有1处内容既没有标签，也没有标为装饰。"
    ]
    assert broken(tagged, lambda opened: add(opened, b" /Artifact BMC /Fm Do EMC")) == []


def test_an_artifact_within_tagged_content_is_told(tagged: bytes) -> None:
    content = b" /P <</MCID 9>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC"
    assert "briefing.pdf:第1页: 标签和装饰互相套在一起。" in found(with_content(tagged, 0, content))


def test_a_sequence_that_the_structure_does_not_reach_is_told(tagged: bytes) -> None:
    content = b" /P <</MCID 9>> BDC 0 0 9 9 re f EMC"
    assert found(with_content(tagged, 0, content)) == [
        "briefing.pdf:第1页: 内容9（MCID）从结构树找不到，或父级表与结构树不一致。"
    ]


def test_a_parent_tree_that_names_another_element_is_told(tagged: bytes) -> None:
    def swap(opened: pikepdf.Pdf) -> None:
        row = opened.Root.StructTreeRoot.ParentTree.Nums[1]
        row[2] = row[1]

    assert broken(tagged, swap) == ["briefing.pdf:第1页: 内容2（MCID）从结构树找不到，或父级表与结构树不一致。"]


def test_two_sequences_of_one_number_are_told(tagged: bytes) -> None:
    content = b" /P <</MCID 2>> BDC 0 0 9 9 re f EMC"
    assert "briefing.pdf:第1页: 有两处内容的标签编号（MCID）相同。" in found(with_content(tagged, 0, content))


def test_an_element_whose_content_is_not_there_is_told(tagged: bytes) -> None:
    def claim(opened: pikepdf.Pdf) -> None:
        element(opened, "P").K = Array([2, 12])

    assert broken(tagged, claim) == ["briefing.pdf:第1页: 结构树里的内容12（MCID）在页面上不存在。"]


def test_an_element_that_does_not_lead_back_to_its_parent_is_told(tagged: bytes) -> None:
    def lose(opened: pikepdf.Pdf) -> None:
        element(opened, "P").P = element(opened, "H1")

    assert broken(tagged, lose) == ["briefing.pdf: 结构树里有元素没有指回上一级。"]


def test_a_circle_in_the_tree_ends(tagged: bytes) -> None:
    def close(opened: pikepdf.Pdf) -> None:
        element(opened, "P").K = Array([2, opened.Root.StructTreeRoot.K[0]])

    assert "briefing.pdf: 结构树里有一个元素出现了两次。" in broken(tagged, close)


def test_a_figure_needs_words(tagged: bytes) -> None:
    assert broken(tagged, lambda opened: element(opened, "Figure").__delitem__("/Alt")) == [
        "briefing.pdf:第1页: 有图没有替换文字。"
    ]


def test_headings_do_not_skip_a_level(tagged: bytes) -> None:
    def skip(opened: pikepdf.Pdf) -> None:
        element(opened, "H2").S = Name.H3

    assert broken(tagged, skip) == ["briefing.pdf:第1页: 标题跳级：这里是 H3，前一个是 H1。"]


def test_the_first_heading_is_of_the_first_level(tagged: bytes) -> None:
    def demote(opened: pikepdf.Pdf) -> None:
        element(opened, "H1").S = Name.H2

    assert broken(tagged, demote) == ["briefing.pdf:第1页: 标题跳级：这里是 H2，前面没有标题。"]


def test_a_type_of_ones_own_counts_as_what_it_is_mapped_to(tagged: bytes) -> None:
    def rename(opened: pikepdf.Pdf) -> None:
        opened.Root.StructTreeRoot.RoleMap = Dictionary(Kopf=Name.H3)
        element(opened, "H2").S = Name.Kopf

    assert broken(tagged, rename) == ["briefing.pdf:第1页: 标题跳级：这里是 H3，前一个是 H1。"]


def rows(opened: pikepdf.Pdf) -> Any:
    return opened.Root.StructTreeRoot.K[0].K[3].K


def drop_cell(opened: pikepdf.Pdf) -> None:
    """Make of the second row's last cell a paragraph of the document."""
    document = opened.Root.StructTreeRoot.K[0]
    cell = rows(opened)[1].K[1]
    rows(opened)[1].K = Array([rows(opened)[1].K[0]])
    cell.S, cell.P = Name.P, document
    document.K.append(cell)


def test_the_rows_of_a_table_have_as_many_cells(tagged: bytes) -> None:
    assert broken(tagged, drop_cell) == ["briefing.pdf:第1页: 表格各行的格数不同（1、2）。"]


def test_a_cell_over_two_columns_counts_as_two(tagged: bytes) -> None:
    def span(opened: pikepdf.Pdf) -> None:
        drop_cell(opened)
        rows(opened)[1].K[0].A = Dictionary(O=Name.Table, ColSpan=2)

    assert broken(tagged, span) == []


def test_a_cell_over_two_rows_counts_in_both(tagged: bytes) -> None:
    def span(opened: pikepdf.Pdf) -> None:
        drop_cell(opened)
        rows(opened)[0].K[0].A = Dictionary(O=Name.Table, RowSpan=2)

    assert broken(tagged, span) == []


def test_a_link_needs_words(tagged: bytes) -> None:
    assert broken(tagged, lambda opened: opened.pages[0].Annots[0].__delitem__("/Contents")) == [
        "briefing.pdf:第1页: 有链接没有说明文字。"
    ]


def test_a_link_outside_of_the_structure_is_told(tagged: bytes) -> None:
    assert broken(tagged, lambda opened: opened.pages[0].Annots[0].__delitem__("/StructParent")) == [
        "briefing.pdf:第1页: 有链接不在结构树里。"
    ]


def marked_over(opened: pikepdf.Pdf, words: str) -> None:
    """Let the page's paragraph say something else than its glyphs, where it is marked."""
    content = opened.pages[0].Contents.read_bytes()
    shown = words.encode("utf-16-be").hex()
    properties = f"<</MCID 2 /ActualText <FEFF{shown}>>>".encode()
    opened.pages[0].Contents = opened.make_stream(content.replace(b"<</MCID 2>>", properties))


def element_says(opened: pikepdf.Pdf, words: str) -> None:
    """Let the page's paragraph say something else than its glyphs, in the structure."""
    element(opened, "P").ActualText = String(words)


@pytest.mark.parametrize("say", [marked_over, element_says])
def test_words_given_in_place_of_glyphs_are_the_text(tagged: bytes, say: Callable[[pikepdf.Pdf, str], None]) -> None:
    words = "这里念的是另一句话"
    assert told(inspect.pdf(tagged, "briefing.pdf", [words])) == [f"briefing.pdf: 缺少文字“{words}”。"]
    assert told(inspect.pdf(rewritten(tagged, lambda opened: say(opened, words)), "briefing.pdf", [words])) == []

"""Claims about the document: what a medium shows, and which figures it prints."""

from __future__ import annotations

from datetime import date

from briefing.blocks import Bullets, Medium, text
from briefing.document import Document, Section, figures, for_medium
from briefing.model import printing


def section(path: str, level: int, *only: Medium) -> Section:
    block = Bullets(f"{path}/points", (text("一点"),), only)
    return Section(path, path, text(path), (block,), level=1 if level == 1 else 2)


def document(*sections: Section) -> Document:
    return Document("d", "a", "2020", "标题", sections, date(2020, 1, 1))


def test_a_section_whose_blocks_are_all_for_another_medium_is_left_out() -> None:
    both = document(section("a", 1), section("b", 2, "pdf"), section("c", 1))
    assert [s.path for s in for_medium(both, "pptx").sections] == ["a", "c"]
    assert [s.path for s in for_medium(both, "pdf").sections] == ["a", "b", "c"]


def test_the_next_section_opens_a_chapter_whose_first_one_is_left_out() -> None:
    left = for_medium(document(section("a", 1, "pdf"), section("b", 2), section("c", 2)), "pptx").sections
    assert [(s.path, s.level) for s in left] == [("b", 1), ("c", 2)]


def test_a_figure_is_listed_once_in_order_of_appearance() -> None:
    first, second = (printing.count(f"t/{name}", name, 1, "个") for name in ("one", "two"))
    blocks = (Bullets("a/p", (text("有", second, "和", first, "和", second),)),)
    made = document(Section("a", "a", text(first), blocks))
    assert [figure.id for figure in figures(made)] == ["t/one", "t/two"]

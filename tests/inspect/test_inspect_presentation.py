"""Claims about how slides, layouts, masters and notes belong together."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from lxml import etree

from briefing import inspect
from tests.inspect.damage import P, edited, swapped, told

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAIN, SLIDE = "ppt/presentation.xml", "ppt/slides/slide4.xml"


def found(data: bytes) -> list[str]:
    return told(inspect.deck(data, "briefing.pptx"))


@pytest.mark.parametrize("id_", ["256", "255", "0", "-1", "many", "2147483648"])
def test_slide_ids_are_unique_and_from_256_on(deck: bytes, id_: str) -> None:
    broken = swapped(deck, MAIN, 'id="257"', f'id="{id_}"')
    assert f"briefing.pptx:{MAIN}: 第2张幻灯片的编号“{id_}”重复或不在允许的范围内。" in found(broken)


def test_two_entries_of_one_slide_are_told(deck: bytes) -> None:
    assert f"briefing.pptx:{MAIN}: 第2张幻灯片没有自己的部件。" in found(
        swapped(deck, MAIN, 'r:id="rId8"', 'r:id="rId7"')
    )


def test_a_slide_that_is_not_shown_but_still_there_is_told(deck: bytes) -> None:
    broken = swapped(deck, MAIN, '<p:sldId id="264" r:id="rId15"/>', "")
    assert "briefing.pptx:ppt/slides/slide9.xml: 这张幻灯片不在放映的顺序里，是多余的内容。" in found(broken)


def test_a_layout_id_that_meets_another_is_told(deck: bytes) -> None:
    master = "ppt/slideMasters/slideMaster1.xml"
    broken = swapped(deck, master, 'id="2147483649"', 'id="2147483648"')
    assert f"briefing.pptx:{master}: 母版或版式的编号“2147483648”重复或不在允许的范围内。" in found(broken)


def test_a_slide_without_a_layout_is_told(deck: bytes) -> None:
    broken = swapped(deck, "ppt/slides/_rels/slide4.xml.rels", "relationships/slideLayout", "relationships/tags")
    assert f"briefing.pptx:{SLIDE}: 第4张幻灯片应有一个版式，现有0个。" in found(broken)


def test_a_layout_that_the_master_does_not_list_is_told(deck: bytes) -> None:
    def drop(root: Any) -> None:
        listed = root.find(f"{P}sldLayoutIdLst")
        listed.remove(listed[7])

    broken = edited(deck, "ppt/slideMasters/slideMaster1.xml", drop)
    assert "briefing.pptx:ppt/slideLayouts/slideLayout8.xml: 母版没有列出这个版式。" in found(broken)


def test_notes_that_lead_to_another_slide_are_told(deck: bytes) -> None:
    part = "ppt/notesSlides/_rels/notesSlide4.xml.rels"
    broken = swapped(deck, part, "slides/slide4.xml", "slides/slide5.xml")
    assert "briefing.pptx:ppt/notesSlides/notesSlide4.xml: 这份备注没有指回第4张幻灯片。" in found(broken)


def test_notes_without_their_master_are_told(deck: bytes) -> None:
    part = "ppt/notesSlides/_rels/notesSlide4.xml.rels"
    broken = swapped(deck, part, "relationships/notesMaster", "relationships/tags")
    assert "briefing.pptx:ppt/notesSlides/notesSlide4.xml: 这份备注没有备注母版。" in found(broken)


def test_a_section_that_lists_a_slide_which_is_not_there_is_told(deck: bytes) -> None:
    broken = swapped(deck, MAIN, '<p14:sldId id="256"/>', '<p14:sldId id="999"/>')
    assert f"briefing.pptx:{MAIN}: 分节里有不存在或重复的幻灯片。" in found(broken)


def test_two_shapes_of_one_id_on_a_slide_are_told(deck: bytes) -> None:
    broken = swapped(deck, SLIDE, '<p:cNvPr id="4"', '<p:cNvPr id="3"')
    assert found(broken) == [f"briefing.pptx:{SLIDE}: 图形“themes/project/title”的编号3与别的图形相同。"]


def test_what_stands_in_for_a_shape_in_old_programs_has_its_id(deck: bytes) -> None:
    def add(root: Any) -> None:
        tree = root.find(f"{P}cSld/{P}spTree")
        last = tree[-1]
        alternate = etree.SubElement(tree, f"{MC}AlternateContent")
        for kind in ("Choice", "Fallback"):
            etree.SubElement(alternate, f"{MC}{kind}").append(deepcopy(last))
        tree.remove(last)

    assert found(edited(deck, SLIDE, add)) == []


def test_the_strict_variant_of_the_format_is_named(deck: bytes) -> None:
    strict = "http://purl.oclc.org/ooxml/presentationml/main"
    broken = swapped(deck, MAIN, "http://schemas.openxmlformats.org/presentationml/2006/main", strict)
    assert f"briefing.pptx:{MAIN}: 这是“Strict Open XML”格式，检查不了。" in found(broken)

"""Claims about where the fault of a text stands: the column of the file, where the text is written there as it is."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.template.faults import TextFault, problem
from briefing.yamlfile import parse

FAULT = TextFault("没有“x”这个名字。", "", 1, 4)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("headline: 产值{{ x }}\n", ("headline",), "第 14 列：没有“x”这个名字。"),
        ('headline: "产值{{ x }}"\n', ("headline",), "第 15 列：没有“x”这个名字。"),
        ("a: {b: 'c', headline: '产值{{ x }}'}\n", ("a", "headline"), "第 27 列：没有“x”这个名字。"),
        ('notes:\n  - "产值{{ x }}"\n', ("notes", 0), "第 9 列：没有“x”这个名字。"),
        ('headline: "产\\u503c{{ x }}"\n', ("headline",), "文字的第 4 个字：没有“x”这个名字。"),
        ("headline: >-\n  产值\n  {{ x }}\n", ("headline",), "文字的第 4 个字：没有“x”这个名字。"),
    ],
)
def test_the_column_is_that_of_the_file_or_else_that_of_the_text(text: str, place: Any, message: str) -> None:
    assert problem(FAULT, parse(text, "t.yaml"), place).message == message


def test_a_fault_without_a_column_names_its_line_alone() -> None:
    found = problem(TextFault("太长。", "", 2), parse("a: x\nheadline: |\n  一\n  二\n", "t.yaml"), ("headline",))
    assert (found.where, found.message) == ("t.yaml:3", "太长。")

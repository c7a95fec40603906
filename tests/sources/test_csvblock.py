"""Claims about large CSV files: by columns they are read as Python's reader reads them, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import Problems
from briefing.sources import csvblock
from briefing.sources.csv import lines
from briefing.sources.tables import Line, Raw

PIECES = [
    "",
    "a",
    "1.5",
    "甲",
    " b",
    '"',
    '""',
    '"x"',
    '"a,b"',
    '"a\nb"',
    '"a\r\nb"',
    '"a""b"',
    'a"b',
    ",",
    "\n",
    "\r\n",
]
PIECES += ["\r", "\x00", "\u2028", "\x0b", "😀"]


def by_rows(text: str) -> tuple[list[Line], list[str]]:
    problems = Problems()
    found = list(lines(text, "o.csv", problems))
    return found, [str(problem) for problem in problems]


def filled(found: Sequence[Line]) -> list[tuple[int, list[Raw]]]:
    """Return the lines that hold something, without the empty cells at their ends: what the two may differ in."""
    kept = []
    for number, cells in found:
        shown = list(cells)
        while shown and shown[-1] == "":
            shown.pop()
        kept += [(number, shown)] if shown else []
    return kept


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join))
def test_what_is_read_by_columns_is_what_the_row_reader_reads(text: str) -> None:
    block = csvblock.read(text.encode())
    if block is None:
        return
    found, said = by_rows(text)
    assert said == []
    assert filled(list(block)) == filled(found)


REGULAR = "a,b\n" + "1,2\n" * 100
TAKEN = {
    "plain": REGULAR,
    "no new line at the end": REGULAR + "1,2",
    "a line break within a cell": REGULAR + '"x\ny",2\r\n3,4\n',
    "a return and new line within a cell": REGULAR + '"x\r\ny",2\r\n3,4\n',
    "quotes within quotes": REGULAR + '"say ""hi""",""\n',
    "a quote within a bare cell is no case for columns, quoted cells are": REGULAR + '"1","2"\n',
    "blank lines": REGULAR + "\n\n1,2\n",
    "a short and a long row": REGULAR + "1\n1,2,3,4\n5,6\n",
    "a title above": "标题\n" + REGULAR,
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_good_files_are_read_by_columns(text: str) -> None:
    block = csvblock.read(text.encode())
    assert block is not None
    assert filled(list(block)) == filled(by_rows(text)[0])


LEFT = {
    "a quote that is never closed": REGULAR + '"x,2\n',
    "something after a closing quote": REGULAR + '"x"y,2\n',
    "a blank before a quote": REGULAR + ' "x",2\n',
    "returns without new lines": REGULAR + "1,2\r3,4\n",
    "a cell longer than Python takes": REGULAR + "x" * 140_000 + ",2\n",
    "every row of another length": "a,b\n" + "1\n" * 100,
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_doubtful_files_are_left_to_the_row_reader(text: str) -> None:
    assert csvblock.read(text.encode()) is None


def test_a_row_bears_the_number_of_its_first_line() -> None:
    block = csvblock.read(b'a,b\r\n"x\r\ny",1\r\n\r\nz,2\r\n')
    assert block is not None
    assert [(number, cells) for number, cells in block if any(cells)] == [
        (1, ["a", "b"]),
        (2, ["x\r\ny", "1"]),
        (5, ["z", "2"]),
    ]

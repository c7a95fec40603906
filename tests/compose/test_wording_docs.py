"""The examples of docs/wording are what the code gives, and what the guide calls wrong is found."""

from __future__ import annotations

import re
from functools import cache

import pytest

from briefing.blocks import Paragraph, Table, plain, text
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose.appendix import Pending, fill
from briefing.compose.lint import faults
from briefing.compose.lint.lines import Line
from briefing.document import Section, figures_in
from briefing.model.book import Book
from briefing.template.book_filters import BOOK_FILTERS
from briefing.template.filters import FILTERS
from briefing.template.load import builtin_templates
from briefing.template.target_filters import TARGET_FILTERS
from briefing.template.text import Typesetter
from briefing.template.trend_filters import TREND_FILTERS
from briefing.template.views import names

ROOT = builtin_templates().parent
GUIDES = ("wording.zh-CN.md", "wording.md")


def tables(guide: str, mark: str) -> list[list[str]]:
    """Return the rows of the tables behind a mark (`<!-- lint -->`) of a guide, without their heads."""
    found: list[list[str]] = []
    for part in (ROOT / "docs" / guide).read_text(encoding="utf-8").split(f"<!-- {mark} -->\n")[1:]:
        lines = part.split("\n\n")[0].splitlines()[2:]
        found += [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return found


def examples(data: str) -> list[tuple[str, str, str]]:
    rows = [(guide, row) for guide in GUIDES for row in tables(guide, f"examples: {data}")]
    return [(guide, row[0].strip("`").replace("\\|", "|"), row[1]) for guide, row in rows]


@cache
def typesetter(data: str) -> Typesetter:
    ready = prepare(find(ROOT), Job(data, "leadership"))
    book = Book(ready.dataset, ready.period)
    return Typesetter(names(book), ready.dataset.gaps, book.language, book)


@pytest.mark.parametrize("data", ["demo-monthly", "jiangbei"])
def test_every_example_gives_what_the_guide_says(data: str) -> None:
    found = examples(data)
    assert len(found) >= 5
    said = [(guide, source, plain(typesetter(data).set(source))) for guide, source, _ in found]
    assert said == found


@pytest.mark.parametrize("guide", GUIDES)
def test_what_the_guide_calls_wrong_is_found_and_what_it_calls_right_is_not(guide: str) -> None:
    rows = tables(guide, "lint")
    assert len(rows) >= 14
    for _, wrong, right in rows:
        assert list(faults(Line("x", text(wrong), True))), wrong
        assert [str(fault) for fault in faults(Line("x", text(right), True))] == [], right


@pytest.mark.parametrize("guide", GUIDES)
def test_every_new_filter_is_in_the_guide(guide: str) -> None:
    words = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    new = (*BOOK_FILTERS, *TREND_FILTERS, "target_phrase", "achieved", "join_and", "ordinal")
    missing = [name for name in new if name not in words]
    assert missing == []


def test_every_filter_says_in_its_docstring_how_it_is_written() -> None:
    new = {**BOOK_FILTERS, **TREND_FILTERS, **TARGET_FILTERS} | {
        name: FILTERS[name] for name in ("join_and", "ordinal")
    }
    assert [name for name, each in new.items() if f"{name}" not in (each.__doc__ or "").split("`")[1]] == []


def test_the_guides_have_the_same_checked_rules() -> None:
    chinese, english = (tables(guide, "lint") for guide in GUIDES)
    wrong = {row[1] for row in chinese}
    assert [row[1] for row in english if row[1] not in wrong] == []


@pytest.mark.parametrize("data", ["demo-monthly", "jiangbei"])
def test_every_figure_of_the_examples_has_its_row_in_the_appendix(data: str) -> None:
    blocks = tuple(
        Paragraph(f"a/b/{at}", typesetter(data).set(source)) for at, (_, source, _) in enumerate(examples(data))
    )
    place = Pending("appendix/figures", "", (), ())
    body, last = fill((Section("a", "甲", (), blocks), Section("appendix", "附录", (), (place,))), "zh")
    (table,) = last.blocks
    assert isinstance(table, Table)
    assert {row.anchor for row in table.rows} == {figure.id for figure in figures_in((body,))}

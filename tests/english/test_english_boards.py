"""Claims about boards in English: every kind of block and table says nothing in Chinese, and what it says instead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from briefing.blocks import Bullets, Table, Text, plain
from briefing.build.job import Built, Job, Prepared, build, prepare
from briefing.build.leaks import hold_back
from briefing.build.said import said
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.compose.phrases import BOARDS
from briefing.document import Document, figures
from briefing.errors import ProblemsFound
from briefing.inspect import examine
from briefing.model.language import is_chinese
from briefing.model.translated import in_language
from briefing.template.schema import BlockSpec, BulletsSpec, KeyFiguresSpec, TableSpec
from tests.english.monthly import workspace
from tests.english.test_english_documents import chinese_in


@pytest.fixture(scope="module")
def monthly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("monthly"))


@pytest.fixture(scope="module")
def ready(monthly: Path) -> Prepared:
    return prepare(find(monthly), Job(language="en"))


@pytest.fixture(scope="module")
def document(ready: Prepared) -> Document:
    return compose(ready.loaded, ready.dataset, ready.period)


@pytest.fixture(scope="module")
def built(monthly: Path) -> Built:
    return build(find(monthly), Job(language="en"))


def _tables(document: Document, path: str) -> Table:
    section = next(section for section in document.sections if section.path == path)
    return next(block for block in section.blocks if isinstance(block, Table))


def _lines(document: Document, block: str) -> list[str]:
    blocks = (block for section in document.sections for block in section.blocks if isinstance(block, Bullets))
    return [plain(item) for each in blocks if each.path.endswith(f"/{block}") for item in each.items]


def _rows(table: Table) -> list[list[str]]:
    return [[plain(cell.text) for cell in row.cells] for row in table.rows]


def _headline(document: Document, path: str) -> str:
    found: Text = next(section.headline for section in document.sections if section.path == path)
    return plain(found)


def test_the_template_has_every_kind_of_block_and_table(ready: Prepared) -> None:
    pages = [page for chapter in ready.loaded.template.chapters.values() for page in chapter.pages.values()]
    blocks = [block for page in pages for block in page.blocks.values()]
    assert {type(block) for block in blocks} == set(get_args(get_args(BlockSpec)[0]))
    for spec, key in ((TableSpec, "of"), (BulletsSpec, "pick"), (KeyFiguresSpec, "layout"), (TableSpec, "group")):
        used = {getattr(block, key) for block in blocks if isinstance(block, spec)}
        assert used == set(get_args(spec.model_fields[key].annotation))


def test_no_text_or_figure_of_the_document_is_chinese(document: Document) -> None:
    texts = [each.text for each in said(document)]
    texts += [part for figure in figures(document) for part in (figure.label, figure.text)]
    assert len(texts) > 2000
    assert [text for text in texts if is_chinese(text)] == []


def test_no_part_of_the_deck_and_no_text_of_the_pdf_is_chinese(built: Built) -> None:
    assert chinese_in((built.folder / "briefing.pptx").read_bytes()) == []
    assert examine(built.folder / "briefing.pdf").problems == ()


def test_both_languages_have_the_same_phrases_of_boards() -> None:
    chinese, english = (BOARDS[language] for language in ("zh", "en"))
    words = [getattr(english, name) for name in type(english).__slots__]
    assert [word for word in words if is_chinese(word)] == []
    for name in type(chinese).__slots__:
        # What Chinese leaves a place for is said in English too, but for what goes without saying there.
        assert getattr(chinese, name).count("{}") == getattr(english, name).count("{}") or name in _SHORTER, name


_SHORTER = {"listed_of_theme"}


def test_a_board_of_projects_says_lights_days_and_points(document: Document) -> None:
    assert _headline(document, "boards/plain") == "24 projects: 5 red (3 overdue), 10 amber, 8 green, 1 without a light"
    table = _tables(document, "boards/by_department")
    assert [column.name for column in table.columns] == [
        "Project", "Theme", "Area", "Investment", "Progress", "Due", "Light", "Status",
    ]  # fmt: skip
    rows = _rows(table)
    assert rows[0] == ["Department 3: 4 projects, 2 red, 1 amber"]
    assert rows[1][4:] == ["62%", "31 August 2026", "Red", "61 days overdue"]
    assert table.note == (
        "Light: green = finished or not behind schedule; amber = up to 10 percentage points behind; red = more than "
        "10 percentage points behind, overdue or reported as delayed. The upright line is the schedule. "
        "As of 31 October 2026."
    )


def test_of_what_has_no_english_name_the_rest_is_counted_as_listed(ready: Prepared) -> None:
    data = ready.seen
    projects = tuple(replace(each, name_en="") if at == 0 else each for at, each in enumerate(data.projects))
    indicators = (*data.indicators, replace(data.indicators[0], id="more", name="未译", name_en=""))
    made, _ = in_language(replace(data, projects=projects, indicators=indicators), "en")
    assert made.gaps.partial == {"project", "milestone", "indicator"}
    left = compose(ready.loaded, made, ready.period)
    assert _headline(left, "boards/plain").startswith("Listed: 23 projects: ")
    assert _headline(left, "boards/due").startswith("Listed: ")
    assert ready.dataset.gaps.partial == frozenset()


def test_items_due_are_said_with_their_days(document: Document) -> None:
    assert _headline(document, "boards/due") == "10 items due within a month, 13 items overdue"
    assert _headline(document, "boards/due_later") == "18 items due within 90 days, 13 items overdue"
    rows = _rows(_tables(document, "boards/due"))
    assert rows[0] == ["Overdue: 13 items"]
    assert rows[1] == ["Step 9", "Project 3", "Department 3", "10 August 2026", "82 days overdue"]
    assert rows[14] == ["Due within a month: 10 items"]


def test_a_league_says_ties_and_moves(document: Document) -> None:
    assert _headline(document, "project/league") == (
        "Yunting Subdistrict and Wanghe Subdistrict tied for Key projects started: the highest, at 9; "
        "Luyu Town up 1 place from Jan–Sep"
    )
    table = _tables(document, "project/year")
    assert [column.name for column in table.columns][:5] == [
        "Rank", "Name", "Key projects started", "Change (year on year)", "Places moved (from a year earlier)",
    ]  # fmt: skip
    assert _rows(table)[0][:5] == ["tied 1", "Yunting Subdistrict", "9", "+12.5%", "↑2 places"]
    assert table.note == "By Key projects started, January–October 2026; the first 4 of 8. In bold: the last 3."


def test_targets_are_held_against_their_pace(document: Document) -> None:
    rows = _rows(_tables(document, "indicators/lights"))
    assert rows[1] == [
        "Fixed-asset investment", "billion yuan", "42.00", "36.61", "87.2%", "83.3%", "3.9 ahead",
        "Green",
    ]  # fmt: skip


def test_problems_and_what_is_next_are_sentences(document: Document) -> None:
    problems = _lines(document, "problems")
    assert "Red: Project 3: 61 days overdue. Led by Department 3, due 31 August 2026, 62% done so far." in problems
    coming = _lines(document, "next")
    assert coming[:2] == [
        "10 November 2026: Project 20, Step 44 (Department 12).",
        "15 November 2026: Project 4 to be finished (Department 4).",
    ]


def test_without_an_english_name_an_entity_tears_the_ranks_of_what_it_reports(ready: Prepared) -> None:
    from briefing.model.book import Book

    own = tuple(replace(e, name_en="") if e.id == "lindi" else e for e in ready.seen.entities)
    book = Book(in_language(replace(ready.seen, entities=own), "en")[0], ready.period)
    assert book.ranked("fixed_investment") == ()
    # It has no station, so that nothing is missing of the others' ranks.
    assert len(book.ranked("pm25")) == 7
    assert len(Book(ready.dataset, ready.period).ranked("fixed_investment")) == 8


def test_the_gate_knows_a_withheld_figure_and_name_as_english_writes_them(ready: Prepared) -> None:
    from briefing.model.policy import Withheld

    project = ready.whole.projects[2]
    investment = ready.whole.indicator("fixed_investment")
    withheld = (
        Withheld("project", project.id, project.name, project.origin, "仅内部可见"),
        Withheld("indicator", investment.id, investment.name, investment.origin, "仅内部可见"),
        *(
            Withheld("observation", f"{o.indicator}/{o.entity}/{o.period.code}", "投资", o.origin, "仅内部可见")
            for o in ready.whole.observations
            if o.indicator == "fixed_investment"
        ),
    )
    seen = replace(
        ready.seen,
        projects=tuple(p for p in ready.seen.projects if p is not project),
        milestones=tuple(m for m in ready.seen.milestones if m.project != project.id),
        indicators=tuple(i for i in ready.seen.indicators if i is not investment),
        observations=tuple(o for o in ready.seen.observations if o.indicator != investment.id),
    )
    named = replace(project, name_en="Harbour Sports Park")
    whole = replace(ready.whole, projects=tuple(named if each is project else each for each in ready.whole.projects))
    assert ready.dataset.as_of
    page = Document("demo-monthly", "boards", "2026", "", (), ready.dataset.as_of, language="en")
    for words in ("It came to 36.61 billion yuan.", "The Harbour Sports Park is late", "the harbour sports park"):
        with pytest.raises(ProblemsFound, match="它不给这个模板看"):
            hold_back(replace(page, title=words), ready.loaded, whole, seen, withheld)
    hold_back(replace(page, title="Some 36.62 billion yuan for a sports park"), ready.loaded, whole, seen, withheld)

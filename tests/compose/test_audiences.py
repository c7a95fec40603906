"""The built-in audiences over both data sets: each composes, and they differ in what they show and in their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.blocks import Bullets, Callout, Chart, KeyFigures, Paragraph, Table, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document
from briefing.model.dataset import Dataset
from briefing.template.load import builtin_templates
from tests.datasets import SHAPES

REPOSITORY = builtin_templates().parent
DATASETS, AUDIENCES = ("jiangbei", "demo-monthly"), ("leadership", "department", "public")


def made(dataset: str, audience: str) -> Document:
    ready = prepare(find(REPOSITORY), Job(dataset, audience))
    return compose(ready.loaded, ready.dataset, ready.period)


def whole(dataset: str) -> Dataset:
    """Return a data set as leaders see it."""
    return prepare(find(REPOSITORY), Job(dataset, "leadership")).dataset


def words(document: Document) -> Iterator[str]:
    yield from (document.title, document.kicker, *document.byline)
    for section in document.sections:
        yield from (section.label, plain(section.headline), *(plain(note) for note in section.notes))
        for block in section.blocks:
            match block:
                case Bullets():
                    yield from (plain(item) for item in block.items)
                case Paragraph() | Callout():
                    yield plain(block.text)
                case KeyFigures():
                    yield from (f"{item.label} {plain(item.note)}" for item in block.items)
                case Chart():
                    yield f"{block.title} {block.alt}"
                case Table():
                    yield from (plain(cell.text) for row in block.rows for cell in row.cells)
                    yield from (column.name for column in block.columns)


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_audience_has_a_message_on_every_page_and_no_page_twice(dataset: str, audience: str) -> None:
    sections = made(dataset, audience).sections
    titles = [(section.label, plain(section.headline)) for section in sections]
    assert all(headline for _, headline in titles)
    assert len(set(titles)) == len(titles) > 6


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_sample_says_so_whatever_the_audience(audience: str) -> None:
    assert made("demo-monthly", audience).synthetic
    assert not made("jiangbei", audience).synthetic


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_public_reads_no_lights_pace_or_departments(dataset: str) -> None:
    said = "\n".join(words(made(dataset, "public")))
    data = whole(dataset)
    departments = {i.department for i in data.indicators} | {p.department for p in data.projects}
    jargon = {"红灯", "黄灯", "绿灯", "序时进度", "完成目标", "牵头", "滞后", "逾期"}
    assert {word for word in jargon | (departments - {""}) if word in said} == set()


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_public_has_a_page_a_theme_with_a_large_figure_a_chart_and_points(dataset: str) -> None:
    themes = {theme.id for theme in whole(dataset).themes}
    sections = made(dataset, "public").sections
    pages = {section.path.partition("/")[0]: section for section in sections if section.mark}
    assert pages.keys() == themes
    assert len([section for section in sections if section.mark]) == len(themes)
    for page in pages.values():
        assert [type(block) for block in page.blocks][:3] == [KeyFigures, Chart, Bullets]
        assert isinstance(page.blocks[0], KeyFigures)
        assert page.blocks[0].layout == "hero"


def test_departments_see_problems_before_projects_lights_and_leagues() -> None:
    paths = [section.path for section in made("demo-monthly", "department").sections]
    first = [path for path in paths if path.partition("/")[0] in {"attention", "due", "boards", "lights"}]
    assert first == ["attention/list", "attention/matrix", "due/table", "boards/projects", "lights/table"]
    assert paths[len(first)] == "project/league"
    assert paths[-2:] == ["indicators/table", "appendix/definitions"]


def test_departments_do_not_see_what_is_for_leaders() -> None:
    said = "\n".join(words(made("demo-monthly", "department")))
    assert "营商环境评价全市位次" in said
    assert "城西储备地块整理" in said
    assert {word for word in ("未化解信访积案", "提醒约谈", "包案化解") if word in said} == set()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_composes_any_data_set(tmp_path: Path, audience: str, shape: Callable[[Path], Path]) -> None:
    ready = prepare(find(shape(tmp_path)), Job(audience=audience))
    sections = compose(ready.loaded, ready.dataset, ready.period).sections
    assert len(sections) > 1
    assert all(plain(section.headline) for section in sections)

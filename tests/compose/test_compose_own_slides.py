"""Claims about a master's own slides in a deck: found by title or number, filled, placed by chapter."""

from __future__ import annotations

from pathlib import Path

import pptx
import pytest

from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document, figures
from briefing.errors import Problem, ProblemsFound
from tests.datasets import write
from tests.masters.made import saved

TEMPLATE = """
name: 单位
chapters:
  intro: {pages: {all: {blocks: {p: {kind: paragraph, text: 概述}}}}}
  themes: {for_each: theme, pages: {main: {blocks: {p: {kind: paragraph, text: "{{ theme.name }}"}}}}}
pptx:
  master: house.pptx
  layouts: {cover: Title Slide}
  slides:
"""


def master(*slides: tuple[str, str]) -> bytes:
    """Return a master with slides of its own: each a title and a text."""
    deck = pptx.Presentation()
    for title, words in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = words
    return saved(deck)


def workspace(root: Path, slides: str, *own: tuple[str, str]) -> Path:
    write(
        root,
        "town",
        "id: town\ntitle: 示例\nsynthetic: true\n"
        "themes: [{id: industry, name: 工业}, {id: green, name: 绿色}]\n"
        "entities: [{id: a, name: 甲镇}, {id: b, name: 乙镇}]\n",
        indicators=[
            ("id", "name", "theme", "unit"),
            ("output", "工业产值", "industry", "亿元"),
            ("forest", "森林覆盖率", "green", "%"),
        ],
        observations=[
            ("indicator", "entity", "period", "value"),
            ("output", "a", "2024", "48.2"),
            ("output", "b", "2024", "12.5"),
            ("forest", "a", "2024", "31"),
        ],
    )
    folder = root / "templates" / "house"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(TEMPLATE + slides, encoding="utf-8")
    (folder / "house.pptx").write_bytes(master(*own))
    return root


def composed(root: Path) -> Document:
    ready = prepare(find(root), Job("town", "house", "2024"))
    return compose(ready.loaded, ready.dataset, ready.period)


def problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        composed(root)
    return caught.value.problems


def placed(of: Document) -> list[tuple[str, str, str]]:
    return [(each.path, each.side, each.section) for each in of.deck.slides]


def said(of: Document) -> list[list[str]]:
    return [[text.words for text in slide.texts] for slide in of.deck.slides]


KPI = ("本月要点", "产值{{ output | value }}，{{ period.label }}")


def test_a_kept_slide_is_filled_and_its_figures_are_the_document_s(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path, '    kpi: {slide: "本月要点", after: cover}\n', KPI))
    assert said(made) == [["产值48.2亿元，2024年"]]
    assert placed(made) == [("pptx/slides/kpi", "after", "cover")]
    assert made.deck.slides[0].title == "本月要点"
    assert made.deck.layouts == {"cover": "Title Slide"}
    assert "output" in " ".join(figure.id for figure in figures(made))


def test_a_slide_is_found_by_its_number_where_it_has_no_title(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path, "    kpi: {slide: {number: 2}}\n", KPI, ("", "{{ dataset.title }}")))
    assert said(made) == [["示例"]]
    assert placed(made) == [("pptx/slides/kpi", "before", "")]


def test_a_slide_for_each_theme_stands_before_the_chapter_of_its_theme(tmp_path: Path) -> None:
    slides = "    page: {slide: 专题页, for_each: theme, before: themes}\n"
    made = composed(workspace(tmp_path, slides, ("专题页", "{{ theme.name }}")))
    assert said(made) == [["工业"], ["绿色"]]
    assert placed(made) == [
        ("pptx/slides/page/industry", "before", "industry/main"),
        ("pptx/slides/page/green", "before", "green/main"),
    ]


def test_a_slide_for_each_entity_has_the_values_of_that_entity(tmp_path: Path) -> None:
    slides = "    page: {slide: 镇, for_each: entity, after: intro}\n"
    made = composed(workspace(tmp_path, slides, ("镇", "{{ entity.name }}{{ output | value }}")))
    assert said(made) == [["甲镇48.2亿元"], ["乙镇12.5亿元"]]
    assert placed(made)[0][1:] == ("after", "intro/all")


def test_a_slide_after_a_chapter_for_each_theme_stands_after_the_last(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path, '    kpi: {slide: "本月要点", after: themes}\n', KPI))
    assert placed(made) == [("pptx/slides/kpi", "after", "green/main")]


def test_an_undefined_name_is_a_problem_of_the_file_the_slide_and_the_shape(tmp_path: Path) -> None:
    (problem,) = problems(workspace(tmp_path, "    kpi: {slide: 要点}\n", ("要点", "{{ ouput | value }}")))
    assert problem.where == "templates/house/house.pptx第1张“要点”“Content Placeholder 2”"
    assert problem.message == "没有“ouput”这个名字。"
    assert "output" in problem.hint


def test_a_token_over_two_paragraphs_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems(workspace(tmp_path, "    kpi: {slide: 要点}\n", ("要点", "{% if output %}有\n{% endif %}")))[
        :1
    ]
    assert "跨了段落" in problem.message


@pytest.mark.parametrize(
    ("slides", "where", "message", "hint"),
    [
        ("    kpi: {slide: 本月要典}\n", "slide", "没有标题为“本月要典”的幻灯片", "本月要点"),
        ("    kpi: {slide: {number: 9}}\n", "slide", "没有第9张", "1 本月要点"),
        ("    kpi: {slide: 本月要点, before: theme}\n", "before", "没有“theme”这一章", "themes"),
        ("    kpi: {slide: 本月要点, before: intro, after: cover}\n", "", "只能写一个", ""),
    ],
)
def test_what_is_not_there_is_a_problem_that_lists_what_is(
    tmp_path: Path, slides: str, where: str, message: str, hint: str
) -> None:
    found = problems(workspace(tmp_path, slides, KPI))
    assert any(message in each.message and hint in each.hint for each in found)
    assert found[0].where.startswith("templates/house/template.yaml:")


def test_two_slides_of_one_title_ask_for_the_number(tmp_path: Path) -> None:
    (problem,) = problems(workspace(tmp_path, "    kpi: {slide: 本月要点}\n", KPI, KPI))
    assert "有2张幻灯片的标题都是“本月要点”" in problem.message
    assert "{number: 1}" in problem.hint


def test_a_master_that_is_missing_or_outside_the_folder_is_a_problem(tmp_path: Path) -> None:
    root = workspace(tmp_path, "    kpi: {slide: 本月要点}\n", KPI)
    path = root / "templates" / "house" / "template.yaml"
    path.write_text(path.read_text("utf-8").replace("house.pptx", "../../x.pptx"), "utf-8")
    (problem,) = problems(root)
    assert "指到了模板文件夹外面" in problem.message


def test_slides_without_a_master_are_a_problem(tmp_path: Path) -> None:
    root = workspace(tmp_path, "    kpi: {slide: 本月要点}\n", KPI)
    path = root / "templates" / "house" / "template.yaml"
    path.write_text(path.read_text("utf-8").replace("  master: house.pptx\n", ""), "utf-8")
    (problem,) = problems(root)
    assert "pptx: slides 要先写 master" in problem.message

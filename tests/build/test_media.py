"""Claims about what one medium has of its own: style and words under `pdf:` and `pptx:` reach that file alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pdfplumber import open as open_pdf
from pptx import Presentation

from briefing.blocks import Chart
from briefing.build.job import Job, build, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document, for_medium
from briefing.errors import ProblemsFound
from tests.datasets import monthly, single

TEMPLATE = """\
extends: leadership
name: 两种
style: {accent: "#0B5394"}
pdf:
  style: {accent: "#123456"}
  words: {synthetic: 纸上示例}
pptx:
  style: {accent: "#654321"}
  words: {synthetic: 屏上示例, closing: 再见}
"""


def workspace(root: Path, template: str = TEMPLATE) -> Path:
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    return root


def composed(root: Path) -> Document:
    ready = prepare(find(root), Job(audience="mine"))
    return compose(ready.loaded, ready.dataset, ready.period)


def test_words_of_a_medium_are_printed_in_its_file_alone(tmp_path: Path) -> None:
    built = build(find(workspace(single(tmp_path))), Job(audience="mine"))
    with open_pdf(built.folder / "briefing.pdf") as pdf:
        paper = "".join(page.extract_text() for page in pdf.pages)
    slides = Presentation(str(built.folder / "briefing.pptx")).slides
    deck = "".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    assert [word in paper for word in ("纸上示例", "屏上示例")] == [True, False]
    assert [word in deck for word in ("纸上示例", "屏上示例", "再见")] == [False, True, True]


def test_the_style_of_the_deck_is_in_its_theme_and_that_of_paper_is_not(tmp_path: Path) -> None:
    built = build(find(workspace(single(tmp_path))), Job(audience="mine", formats=("pptx",)))
    with zipfile.ZipFile(built.folder / "briefing.pptx") as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
    assert [color in theme for color in ("654321", "123456", "0B5394")] == [True, False, False]


@pytest.mark.parametrize(("medium", "accent"), [("pdf", "#123456"), ("pptx", "#654321"), ("html", "#0B5394")])
def test_charts_are_drawn_in_the_colours_of_their_medium(tmp_path: Path, medium: str, accent: str) -> None:
    shown = for_medium(composed(workspace(monthly(tmp_path))), medium)  # type: ignore[arg-type]  # one of the media
    charts = [block for section in shown.sections for block in section.blocks if isinstance(block, Chart)]
    assert charts
    assert shown.style.accent == accent
    assert accent in str(charts[0].spec)
    assert {mark.color for mark in shown.marks} == {accent}


def test_without_such_parts_all_media_are_of_one_piece(tmp_path: Path) -> None:
    assert composed(workspace(single(tmp_path), "extends: leadership\nname: 一种\n")).variants == {}


def test_decimals_are_those_that_the_template_asks_for(tmp_path: Path) -> None:
    root = workspace(single(tmp_path), "extends: leadership\nname: 整数\nprecision: {forest: 0}\n")
    ready = prepare(find(root), Job(audience="mine"))
    said = str(compose(ready.loaded, ready.dataset, ready.period))
    assert ("48%" in said, "48.2%" in said) == (True, False)
    assert str(ready.dataset.observations[0].value) == "48.2"


def test_an_indicator_that_its_patch_wants_decimals_of_has_to_be_there(tmp_path: Path) -> None:
    root = workspace(single(tmp_path), "extends: leadership\nname: 整数\nprecision: {elsewhere: 1}\n")
    (root / "templates" / "mine" / "single.yaml").write_text("precision:\n  forset: 0\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        composed(root)
    assert [(p.where, p.message, p.hint) for p in caught.value.problems] == [
        ("templates/mine/single.yaml:2", "没有“forset”这个指标。", "是不是想写：forest？")
    ]

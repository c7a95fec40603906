"""Claims about the slides that a house master keeps: the gate reads them too, and made-up data are signed there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pptx
import pytest

from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.errors import ProblemsFound
from tests.leaks.secret import OPEN, workspace
from tests.masters.made import saved

SLIDES = """\
pptx:
  master: house.pptx
  slides:
    kept: {slide: 要情, after: cover}
"""


def with_master(root: Path, words: str) -> Path:
    """Write a workspace whose public template keeps one slide of its master, which says these words."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "要情"
    slide.placeholders[1].text = words
    workspace(root, open=OPEN + SLIDES)
    (root / "templates" / "open" / "house.pptx").write_bytes(saved(deck))
    return root


def test_a_withheld_figure_typed_into_a_kept_slide_is_a_problem(tmp_path: Path) -> None:
    root = with_master(tmp_path, "档案共48213.77件。")
    with pytest.raises(ProblemsFound) as caught:
        build(find(root), Job(formats=("pptx",)))
    said = [problem.message.split("，")[0] for problem in caught.value.problems]
    assert said == ["templates/open/house.pptx“Content Placeholder 2” 里写着“48213.77件”"]


def test_a_withheld_figure_in_a_layout_that_no_slide_uses_is_a_problem(tmp_path: Path) -> None:
    root = with_master(tmp_path, "公开")
    path = root / "templates" / "open" / "house.pptx"
    deck = pptx.Presentation(str(path))
    deck.slide_layouts[8].name = "48213.77件档案"
    path.write_bytes(saved(deck))
    with pytest.raises(ProblemsFound) as caught:
        build(find(root), Job(formats=("pptx",)))
    (problem,) = caught.value.problems
    assert problem.where == "templates/open/house.pptx!ppt/slideLayouts/slideLayout9.xml（名称）"
    assert "48213.77件" in problem.message


def test_a_kept_slide_of_made_up_data_is_signed(tmp_path: Path) -> None:
    root = with_master(tmp_path, "产值{{ output | value }}。")
    built = build(find(root), Job(formats=("pptx",)))
    slide = pptx.Presentation(BytesIO((built.folder / "briefing.pptx").read_bytes())).slides[1]
    assert {shape.name: shape.text_frame.text for shape in slide.shapes} == {
        "Title 1": "要情",
        "Content Placeholder 2": "产值8321.64亿元。",
        "synthetic": "示例数据",
    }
    ids = [shape.shape_id for shape in slide.shapes]
    assert len(ids) == len(set(ids))
    with ZipFile(built.folder / "briefing.pptx") as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))

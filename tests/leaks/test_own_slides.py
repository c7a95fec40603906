"""Claims about the slides that a house master keeps: the gate reads them too, and made-up data are signed there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.errors import ProblemsFound
from tests.leaks.searching import is_in, of_bytes, texts
from tests.leaks.secret import EXACT, FIELDS, OPEN, ROWS, workspace
from tests.masters.made import saved

SECRETS = ROWS | FIELDS | EXACT
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


def telling(path: Path) -> None:
    """Write all that is withheld into what of a master is not to travel: properties, notes, other slides and parts."""
    secrets = " ".join(SECRETS)
    deck: Any = pptx.Presentation(str(path))
    core, package = deck.core_properties, deck.part.package
    core.title, core.comments = "48213.77", secrets[:255]
    deck.slides[0].notes_slide.notes_text_frame.text = secrets
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = secrets
    xml, head = f"<x>{secrets}</x>".encode(), "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for name, owner, kind, content in (
        ("docProps/custom.xml", package, f"{head}/custom-properties", xml),
        ("docProps/thumbnail2.xml", package, f"{head}/metadata/thumbnail", xml),
        ("customXml/item1.xml", deck.part, f"{head}/customXml", xml),
        ("ppt/tags/tag1.xml", deck.part, f"{head}/tags", xml),
        ("ppt/commentAuthors.xml", deck.part, f"{head}/commentAuthors", xml),
        ("ppt/tags/tag2.xml", deck.slide_layouts[1].part, f"{head}/tags", xml),
    ):
        owner.relate_to(Part(PackURI(f"/{name}"), "application/xml", package, content), kind)
    path.write_bytes(saved(deck))


def test_nothing_beside_its_layouts_and_kept_slides_travels_from_a_house_master(tmp_path: Path) -> None:
    root = with_master(tmp_path, "公开")
    path = root / "templates" / "open" / "house.pptx"
    telling(path)
    own = list(of_bytes(path.name, path.read_bytes()))
    built = build(find(root), Job(formats=("pptx",)))
    made = list(texts(built.folder))
    for secret in SECRETS:
        assert [where for where, text in own if is_in(secret, text)], secret
        assert [where for where, text in made if is_in(secret, text)] == [], secret


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

"""Claims about many builds in one process: nothing of one shows in another, and what has changed in between is seen."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation

from briefing.build.job import Built, Job, build
from briefing.build.starter import create
from briefing.build.workspace import find
from briefing.typeset import width
from briefing.typeset.casting import given
from tests.typeset.made_fonts import Made, truetype

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ("jiangbei", "demo-monthly")
_FRESH = """
import sys
from pathlib import Path
from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.typeset import discovery

discovery.folders = tuple
build(find(Path(sys.argv[1])), Job(sys.argv[2], output=Path(sys.argv[3]), cached=False))
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    create(folder)
    return folder


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of each file of a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def built(root: Path, output: Path, *, dataset: str | None = None) -> Built:
    return build(find(root), Job(dataset, output=output, cached=False))


def test_data_sets_in_turn_give_the_bytes_that_a_fresh_process_gives(tmp_path: Path) -> None:
    for dataset in DATASETS:
        command = [sys.executable, "-c", _FRESH, str(ROOT), dataset, str(tmp_path / "fresh")]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    for turn in ("first", "second"):
        for dataset in DATASETS:
            built(ROOT, tmp_path / turn, dataset=dataset)
    fresh = digests(tmp_path / "fresh")
    assert len(fresh) == 6
    assert digests(tmp_path / "first") == fresh
    assert digests(tmp_path / "second") == fresh


def test_a_template_that_is_edited_between_two_builds_is_read_anew(workspace: Path, tmp_path: Path) -> None:
    patch = workspace / "templates" / "leadership" / "jiangbei.yaml"
    written = patch.read_text(encoding="utf-8")
    assert "大攻坚见成效" in written
    before = said(built(workspace, tmp_path / "one"))
    patch.write_text(written.replace("大攻坚见成效", "大攻坚出实绩"), encoding="utf-8")
    after = said(built(workspace, tmp_path / "two"))
    patch.write_text(written, encoding="utf-8")
    assert ("六大攻坚见成效" in before, "六大攻坚出实绩" in before) == (True, False)
    assert ("六大攻坚见成效" in after, "六大攻坚出实绩" in after) == (False, True)
    assert said(built(workspace, tmp_path / "three")) == before


def test_a_number_that_is_corrected_between_two_builds_is_printed_anew(workspace: Path, tmp_path: Path) -> None:
    table = workspace / "data" / "jiangbei" / "observations.csv"
    before = said(built(workspace, tmp_path))
    written = table.read_text(encoding="utf-8")
    assert written.count(",843.8,") == 1
    table.write_text(written.replace(",843.8,", ",853.8,"), encoding="utf-8")
    after = said(built(workspace, tmp_path))
    assert ("843.8亿元" in before, "853.8亿元" in before) == (True, False)
    assert ("843.8亿元" in after, "853.8亿元" in after) == (False, True)


def said(made: Built) -> str:
    """Return what the slides of a deck say."""
    shapes = [shape for slide in Presentation(str(made.folder / "briefing.pptx")).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def test_a_font_file_that_is_replaced_is_measured_anew(tmp_path: Path) -> None:
    own = truetype(tmp_path / "own.ttf")
    before = width("六", given(own)[0].face, 1000)
    truetype(own, Made(units=2000))
    assert (before, width("六", given(own)[0].face, 1000)) == (600, 300)


def test_when_a_font_file_was_written_is_in_no_file(workspace: Path, tmp_path: Path) -> None:
    folder = workspace / "templates" / "mine"
    folder.mkdir()
    own = truetype(folder / "own.ttf")
    words = "extends: leadership\nname: 例会\npdf: {fonts: {title: {file: own.ttf}}}\n"
    (folder / "template.yaml").write_text(words, encoding="utf-8")
    job = Job("jiangbei", "mine", output=tmp_path / "one", cached=False)
    build(find(workspace), job)
    before = digests(tmp_path / "one")
    os.utime(own, ns=(0, 0))
    build(find(workspace), job)
    assert digests(tmp_path / "one") == before

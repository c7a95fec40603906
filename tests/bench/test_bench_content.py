"""The yardstick of the benchmark holds what the briefing holds."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from briefing.blocks import Chart, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    made: dict[str, Any] = runpy.run_path(str(ROOT / "bench" / "content.py"))["content"]()
    return made


@pytest.fixture(scope="module")
def document() -> Document:
    ready = prepare(find(ROOT), Job("jiangbei", "leadership", "2018..2020"))
    return compose(ready.loaded, ready.dataset, ready.period)


def test_the_content_carries_every_headline_and_every_chart(content: dict[str, Any], document: Document) -> None:
    headlines = [section["headline"] for section in content["sections"]]
    charts = [block for section in content["sections"] for block in section["blocks"] if block["block"] == "chart"]

    assert headlines == [plain(section.headline) for section in document.sections]
    assert [chart["title"] for chart in charts] == [chart.title for chart in _charts(document)]


def test_the_script_written_by_hand_makes_both_files_with_the_same_charts(
    content: dict[str, Any], document: Document, tmp_path: Path
) -> None:
    # The appendix has no charts, and takes as long as all that has.
    body = [section for section in content["sections"] if not section["appendix"]]
    source = tmp_path / "content.json"
    source.write_text(json.dumps(content | {"sections": body}), encoding="utf-8")

    subprocess.run([sys.executable, ROOT / "bench" / "handwritten.py", source, tmp_path], cwd=ROOT, check=True)

    slides = Presentation(str(tmp_path / "briefing.pptx")).slides
    drawn = [shape for slide in slides for shape in slide.shapes if shape.has_chart]

    assert len(drawn) == len(_charts(document))
    assert (tmp_path / "briefing.pdf").read_bytes().startswith(b"%PDF-")


def test_the_script_written_by_hand_does_not_lean_on_the_package() -> None:
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "bench").glob("handwritten*.py")]

    assert scripts
    assert not any("import briefing" in script or "from briefing" in script for script in scripts)


def _charts(document: Document) -> list[Chart]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]

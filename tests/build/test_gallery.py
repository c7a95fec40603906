"""Claims about the gallery and the guides: they show every kind, and every page says that its data are made up."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from typer.testing import CliRunner

from briefing.build.gallery import Gallery, gallery
from briefing.charts import KINDS
from briefing.charts.samples import SAMPLES
from briefing.cli import app

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return gallery(tmp_path_factory.mktemp("gallery"), cached=False)


def test_every_kind_of_chart_has_a_page(made: Gallery) -> None:
    assert set(made.kinds) == set(KINDS)
    assert [path.name for path in made.files] == ["gallery.pdf", "gallery.pptx", "gallery.html"]


def test_every_sheet_bears_its_kind_its_yaml_and_the_sign_of_made_up_data(made: Gallery) -> None:
    with pdfplumber.open(made.files[0]) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) == len(SAMPLES)
    for kind, text in zip(SAMPLES, texts, strict=True):
        assert "示例数据" in text
        assert f"chart: {kind}" in text


def test_every_slide_bears_the_sign_and_the_yaml(made: Gallery) -> None:
    with zipfile.ZipFile(made.files[1]) as deck:
        slides = [deck.read(name).decode() for name in deck.namelist() if name.startswith("ppt/slides/slide")]
    assert len(slides) == len(SAMPLES)
    assert all("示例数据" in slide and "chart: " in slide for slide in slides)


def test_the_page_for_browsers_has_every_chart_and_fetches_nothing(made: Gallery) -> None:
    page = made.files[2].read_text(encoding="utf-8")
    assert page.count("<figure>") == page.count("示例数据</p>") == len(SAMPLES)
    assert "default-src 'none'" in page


def test_the_command_writes_into_the_output_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("briefing.build.gallery.FORMATS", {"html": lambda shown: (b"page", ())})
    result = CliRunner().invoke(app, ["chart", "gallery", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["files"] == ["output/gallery/gallery.html"]
    assert (tmp_path / "output" / "gallery" / "gallery.html").read_bytes() == b"page"


@pytest.mark.parametrize("name", ["charts.md", "charts.zh-CN.md"])
def test_the_guides_show_every_kind_with_its_yaml(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    missing = [kind for kind, sample in SAMPLES.items() if f"### `{kind}`" not in text or sample.yaml not in text]
    assert missing == []
    assert set(SAMPLES) == set(KINDS)

"""Claims about the public's template in English, over both data sets that come with the program."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

from briefing.blocks import Bullets, plain
from briefing.build.job import Built, Job, build, prepare
from briefing.build.said import said
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import figures
from briefing.inspect import examine
from briefing.model.language import is_chinese
from briefing.template.load import builtin_templates
from tests.english.test_english_documents import chinese_in


@pytest.fixture(scope="module", params=["jiangbei", "demo-monthly"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp(request.param)
    copytree(builtin_templates().parent / "data" / request.param, root / "data" / request.param)
    (root / "briefing.yaml").write_text("audience: public\nsystem_fonts: false\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(root: Path) -> Built:
    return build(find(root), Job(language="en"))


def test_no_text_or_figure_is_chinese(root: Path) -> None:
    ready = prepare(find(root), Job(language="en"))
    document = compose(ready.loaded, ready.dataset, ready.period)
    texts = [each.text for each in said(document)]
    texts += [part for figure in figures(document) for part in (figure.label, figure.text)]
    assert len(texts) > 200
    assert [text for text in texts if is_chinese(text)] == []


def test_no_part_of_the_deck_is_chinese_and_the_pdf_is_sound(built: Built) -> None:
    assert chinese_in((built.folder / "briefing.pptx").read_bytes()) == []
    assert examine(built.folder / "briefing.pdf").problems == ()


def test_what_is_left_out_in_english_names_nothing_that_the_public_does_not_see(root: Path) -> None:
    ready = prepare(find(root), Job(language="en"))
    told = " ".join(str(notice) for notice in ready.notices)
    names = [each.name for each in ready.withheld if each.kind in ("indicator", "project", "highlight")]
    assert names
    assert [name for name in names if name[:10] in told] == []


def test_the_manifest_of_english_files_holds_nothing_withheld(built: Built, root: Path) -> None:
    ready = prepare(find(root), Job(language="en"))
    manifest = json.dumps(json.loads((built.folder / "manifest.json").read_text(encoding="utf-8")), ensure_ascii=False)
    names = [each.name for each in ready.withheld if each.kind in ("indicator", "project", "highlight")]
    assert [name for name in names if name in manifest] == []


def test_numbers_say_what_they_are_of(root: Path) -> None:
    ready = prepare(find(root), Job(language="en"))
    sections = compose(ready.loaded, ready.dataset, ready.period).sections
    points = (item for section in sections for b in section.blocks if isinstance(b, Bullets) for item in b.items)
    texts = [*(plain(section.headline) for section in sections), *map(plain, points)]
    expected = {
        "jiangbei": "9 neighbourhoods renewed; 100% of services for individuals take one visit at most",
        "demo-monthly": "Volunteers. Party members helped out 30,330 times.",
    }
    assert expected[ready.dataset.id] in texts
    assert not any("100% of services take" in each for each in texts)

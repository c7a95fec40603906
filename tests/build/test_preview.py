"""Claims about `briefing preview`: what is watched, and that a slip leaves the older files and the watch alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from briefing.build.job import Built, Job
from briefing.build.preview import changes, matters, preview, watched
from briefing.build.workspace import find
from briefing.errors import BriefingError
from tests.datasets import single


def test_it_builds_at_once_and_after_each_change_and_a_slip_keeps_the_older_files(tmp_path: Path) -> None:
    table = single(tmp_path) / "data" / "single" / "observations.csv"
    said: list[str] = []

    def edits() -> Iterator[frozenset[Path]]:
        yield frozenset()
        table.write_text("indicator,period,value\nforest,2024,49.0\n", encoding="utf-8")
        yield frozenset({table})
        table.write_text("indicator,period,value\nforset,2024,49.0\n", encoding="utf-8")
        yield frozenset({table})
        table.write_text("indicator,period,value\nforest,2024,50.1\n", encoding="utf-8")
        yield frozenset({table})

    def done(built: Built) -> None:
        said.append((built.folder / "manifest.json").read_text(encoding="utf-8").split('"text": "')[1].split('"')[0])

    def failed(error: BriefingError) -> None:
        said.append(str(error).split(" ")[0])

    preview(find(tmp_path), Job(formats=("pdf",)), edits(), done, failed)
    assert said == ["48.2%", "49.0%", "data/single/observations.csv:2:", "50.1%"]


def test_data_and_templates_are_watched_and_the_output_is_not(tmp_path: Path) -> None:
    root = single(tmp_path)
    workspace = find(root)
    assert watched(workspace, Job()) == (root / "data" / "single",)
    (root / "templates").mkdir()
    assert watched(workspace, Job()) == (root / "data" / "single", root / "templates")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("observations.csv", True), ("数据.xlsx", True), ("template.yaml", True), ("house.potx", True),
        ("~$数据.xlsx", False), (".~lock.数据.xlsx#", False), ("observations.csv~", False),
        (".template.yaml.swp", False),
    ],
)  # fmt: skip
def test_files_that_programs_keep_while_a_file_is_open_do_not_count(name: str, counts: bool) -> None:
    assert matters(Path(name)) is counts


def test_watching_ends_when_it_is_told_to(tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    assert list(changes([tmp_path], stop)) == []

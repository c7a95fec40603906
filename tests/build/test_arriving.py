"""Claims about data and templates that change while a build reads them, and about merges that write meanwhile."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing import faults
from briefing.build import inputs
from briefing.build.incremental import recall
from briefing.build.job import Job, build
from briefing.build.merging import wait_for_merge
from briefing.build.prepare import Given, read_dataset
from briefing.build.report.gather import check
from briefing.build.workspace import find
from briefing.errors import BriefingError, ProblemsFound
from briefing.intake.lock import LOCK, locked
from tests.datasets import single

JOB = Job(formats=("pptx",))
PATCH = "endnotes: [后来写的]\n"


def _table(root: Path, value: str) -> Path:
    table = root / "data" / "single" / "observations.csv"
    table.write_text(f"indicator,period,value\nforest,2024,{value}\n", encoding="utf-8")
    return table


@contextmanager
def _at(point: str, act: Callable[[int], object]) -> Iterator[list[str]]:
    """Do something each time that a build comes to a point; counted from 1."""
    passed: list[str] = []

    def hook(name: str) -> None:
        if name == point:
            passed.append(name)
            act(len(passed))

    with faults.hooked(hook):
        yield passed


@pytest.mark.parametrize("point", ["build.read", "build.composed", "build.rendered"])
def test_data_that_arrive_meanwhile_are_read_and_the_manifest_tells_the_bytes_used(tmp_path: Path, point: str) -> None:
    root = single(tmp_path)
    with _at(point, lambda time: time == 1 and _table(root, "51.7")) as passed:
        built = build(find(root), JOB)
    assert len(passed) == 2
    assert [line.text for line in built.summary.key_figures] == ["51.7%"]
    manifest = json.loads((built.folder / "manifest.json").read_bytes())
    hashes = {each["file"]: each["sha256"] for each in manifest["inputs"]}
    now = (root / "data" / "single" / "observations.csv").read_bytes()
    assert hashes["data/single/observations.csv"] == hashlib.sha256(now).hexdigest()
    assert dict(built.inputs) == hashes
    assert recall(root, JOB) is not None


def test_a_template_edited_meanwhile_is_read_again(tmp_path: Path) -> None:
    root = single(tmp_path)
    own = root / "templates" / "leadership" / "template.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("extends: leadership\n", encoding="utf-8")
    with _at("build.composed", lambda time: own.write_text("extends: leadership\n" + PATCH, encoding="utf-8")):
        built = build(find(root), JOB)
    manifest = json.loads((built.folder / "manifest.json").read_bytes())
    told = {each["file"]: each["sha256"] for each in manifest["inputs"]}
    assert told["templates/leadership/template.yaml"] == hashlib.sha256(own.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["templates/leadership/template.yaml", "briefing.yaml"])
def test_a_file_that_appears_meanwhile_counts(tmp_path: Path, name: str) -> None:
    root = single(tmp_path)
    (root / "briefing.yaml").unlink()
    text = {"briefing.yaml": "formats: [pdf]\n"}.get(name, "extends: leadership\n")

    def appear(time: int) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    with _at("build.rendered", appear) as passed:
        built = build(find(root), Job(audience="leadership"))
    assert len(passed) == 2
    names = {each["file"] for each in json.loads((built.folder / "manifest.json").read_bytes())["inputs"]}
    assert (name in names) is (name != "briefing.yaml")
    assert [path.suffix for path in built.files][:1] == [".pdf"]
    assert len(built.files) == (2 if name == "briefing.yaml" else 3)


def test_data_that_never_keep_still_are_said_and_nothing_is_written(tmp_path: Path) -> None:
    root = single(tmp_path)
    with (
        _at("build.read", lambda time: _table(root, f"5{time}.7")) as passed,
        pytest.raises(BriefingError, match="一直在变"),
    ):
        build(find(root), JOB)
    assert len(passed) == 3
    assert not (root / "output").exists()


def test_a_table_that_was_half_written_when_it_was_read_is_no_problem_of_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = single(tmp_path)
    table = root / "data" / "single" / "observations.csv"
    table.write_text("indicator,per", encoding="utf-8")

    def read(folder: Path, workspace: Path) -> Given:
        given = read_dataset(folder, workspace)
        _table(root, "48.2")
        return given

    monkeypatch.setattr(inputs, "read_dataset", read)
    assert build(find(root), JOB).summary.key_figures[0].text == "48.2%"


def test_what_is_wrong_with_data_that_keep_still_is_told_at_once(tmp_path: Path) -> None:
    root = single(tmp_path)
    (root / "data" / "single" / "observations.csv").write_text("indicator,per", encoding="utf-8")
    with _at("build.reading", lambda time: None) as passed, pytest.raises(ProblemsFound):
        build(find(root), JOB)
    assert len(passed) == 1


def _cut_off(root: Path) -> Path:
    folder = root / "data" / "single"
    (folder / ".merge").mkdir()
    (folder / ".merge" / "list.json").write_text('{"observations.csv": ""}', encoding="utf-8")
    return folder


def test_a_merge_that_was_cut_off_stops_build_and_check_with_the_way_out(tmp_path: Path) -> None:
    root = single(tmp_path)
    _cut_off(root)
    for run in (lambda: build(find(root), JOB), lambda: check(find(root), JOB)):
        with pytest.raises(BriefingError) as caught:
            run()
        assert str(caught.value).startswith("data/single: 上一次合并（briefing data merge）没有写完")
        assert "briefing data merge" in caught.value.hint


def test_a_merge_that_had_not_begun_to_write_stops_nothing(tmp_path: Path) -> None:
    root = single(tmp_path)
    (_cut_off(root) / ".merge" / "list.json").unlink()
    assert build(find(root), JOB).files


def test_a_merge_that_begins_meanwhile_is_waited_for_and_its_data_are_read(tmp_path: Path) -> None:
    root = single(tmp_path)
    folder = root / "data" / "single"

    def merge(time: int) -> None:
        if time == 1:
            with locked(folder, "张三"):
                _table(root, "60.5")

    with _at("build.rendered", merge):
        assert build(find(root), JOB).summary.key_figures[0].text == "60.5%"


def test_a_living_merge_is_waited_for_and_a_dead_one_is_not(tmp_path: Path) -> None:
    paused: list[float] = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 3:
            (tmp_path / LOCK).unlink()

    with locked(tmp_path):
        wait_for_merge(tmp_path, pause)
    assert len(paused) == 3
    with locked(tmp_path, "张三"), pytest.raises(BriefingError, match="另一个合并正在写这个数据集（张三"):
        wait_for_merge(tmp_path, lambda seconds: None)
    child = os.fork()
    if not child:
        with locked(tmp_path):
            os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / LOCK).is_file()
    wait_for_merge(tmp_path, lambda seconds: pytest.fail("waited for the dead"))

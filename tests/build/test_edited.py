"""Claims about files that somebody changed by hand after they were built: a build never loses them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from briefing.build.edited import keep, keep_edited
from briefing.build.incremental import recall
from briefing.build.job import Built, Job, build
from briefing.build.workspace import find
from tests.datasets import single

JOB = Job(formats=("pptx",))
DAY = datetime(2026, 11, 25, 12).timestamp()


def _edit(path: Path, more: bytes) -> bytes:
    path.write_bytes(path.read_bytes() + more)
    os.utime(path, (DAY, DAY))
    return path.read_bytes()


def _again(root: Path, value: str) -> Built:
    table = root / "data" / "single" / "observations.csv"
    table.write_text(f"indicator,period,value\nforest,2024,{value}\n", encoding="utf-8")
    return build(find(root), JOB)


def test_an_edited_deck_is_kept_beside_when_the_data_changed(tmp_path: Path) -> None:
    root = single(tmp_path)
    folder = build(find(root), JOB).folder
    edited = _edit(folder / "briefing.pptx", b"by hand")
    again = _again(root, "50.1")
    beside = folder / "briefing（手工改过 2026-11-25）.pptx"
    assert beside.read_bytes() == edited
    assert [str(each) for each in again.kept] == [
        f"{folder / 'briefing.pptx'}: 这个文件手工改过，改过的已另存为 {beside.name}，没有丢。"
    ]
    # What is told of somebody's own change stands in none of the files.
    assert "手工改过" not in (folder / "manifest.json").read_text(encoding="utf-8")
    # And it is told once, not at every build that finds nothing to do.
    assert again.kept[0] in again.news
    unchanged = recall(root, JOB)
    assert unchanged is not None
    assert (unchanged.kept, unchanged.news) == (again.kept, ())
    assert _again(root, "50.2").kept == ()
    _edit(folder / "briefing.pptx", b"once more")
    _again(root, "50.3")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["briefing.pptx", "briefing（手工改过 2026-11-25-2）.pptx", beside.name, "manifest.json"]
    )


def test_the_same_edit_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(b"edited")
    os.utime(path, (DAY, DAY))
    assert keep(path) == keep(path)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_nobody_says_was_built_is_kept_and_what_is_the_same_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"whose")
    (tmp_path / "b.pdf").write_bytes(b"same")
    os.utime(tmp_path / "a.pdf", (DAY, DAY))
    told = keep_edited(tmp_path, {"a.pdf": b"new", "b.pdf": b"same", "c.pdf": b"new"})
    assert [each.where for each in told] == [str(tmp_path / "a.pdf")]
    assert (tmp_path / "a（手工改过 2026-11-25）.pdf").read_bytes() == b"whose"


def test_on_a_drive_without_hard_links_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    (tmp_path / "a.pdf").write_bytes(b"edited")
    # A file that nobody may write is kept as well, and stays one.
    (tmp_path / "a.pdf").chmod(0o444)
    beside = keep(tmp_path / "a.pdf")
    assert beside.stat().st_mode & 0o777 == 0o444
    (tmp_path / "a.pdf").chmod(0o644)
    (tmp_path / "a.pdf").write_bytes(b"new")
    assert beside.read_bytes() == b"edited"


def test_half_a_copy_never_has_the_name_of_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    def fill(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("shutil.copyfile", fill)
    (tmp_path / "a.pdf").write_bytes(b"edited")
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]

"""Claims about finding the fonts of a system by their names."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from briefing.typeset import Face, discovery
from briefing.typeset.discovery import Catalogue
from tests.typeset.made_fonts import Made, cff, collection, truetype


def catalogue(*folders: Path) -> Catalogue:
    # Not by `system`: what it finds is kept for the process.
    return discovery._catalogue.__wrapped__(folders)


def face(found: Catalogue, name: str) -> str:
    font = found.find(name)
    return f"{Path(font.face.file).name}#{font.face.index}" if font else ""


def test_a_font_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    truetype(tmp_path / "f.ttf", Made(family="Fang Song", chinese="仿宋"))
    found = catalogue(tmp_path)
    names = ("Fang Song", "FangSong", "fang song", "仿宋", "FangSong-Regular", "楷体")
    assert [face(found, name) for name in names] == [*["f.ttf#0"] * 5, ""]


def test_a_font_within_a_collection_is_found(tmp_path: Path) -> None:
    collection(tmp_path / "c.ttc", Made(family="One", chinese="一"), Made(family="Two", chinese="二"))
    assert face(catalogue(tmp_path), "二") == "c.ttc#1"


def test_of_a_family_the_upright_regular_is_taken(tmp_path: Path) -> None:
    truetype(tmp_path / "a.ttf", Made(style="Bold", weight=700))
    truetype(tmp_path / "b.ttf", Made(style="Italic", slant=-10))
    truetype(tmp_path / "c.ttf", Made(style="Light", weight=300))
    truetype(tmp_path / "d.ttf", Made())
    assert face(catalogue(tmp_path), "Made") == "d.ttf#0"


def test_a_full_name_finds_the_font_that_bears_it(tmp_path: Path) -> None:
    truetype(tmp_path / "a.ttf", Made())
    truetype(tmp_path / "b.ttf", Made(style="Bold", weight=700))
    assert face(catalogue(tmp_path), "Made Bold") == "b.ttf#0"


def test_the_bold_of_a_font_is_of_its_family_and_upright(tmp_path: Path) -> None:
    truetype(tmp_path / "a.ttf", Made())
    truetype(tmp_path / "b.ttf", Made(style="Bold Italic", weight=700, slant=-10))
    truetype(tmp_path / "c.ttf", Made(style="Medium", weight=500))
    truetype(tmp_path / "d.ttf", Made(style="Black", weight=900))
    truetype(tmp_path / "e.ttf", Made(style="Bold", weight=700))
    truetype(tmp_path / "f.ttf", Made(family="Other", chinese="别的", style="Bold", weight=700))
    found = catalogue(tmp_path)
    regular, other = found.find("Made"), found.find("Other")
    assert regular is not None
    assert other is not None
    bold = found.bold(regular)
    assert bold is not None
    assert Path(bold.file).name == "e.ttf"
    assert found.bold(other) is None


def test_a_variable_font_is_pinned_and_is_its_own_bold(tmp_path: Path) -> None:
    path = truetype(tmp_path / "v.ttf", Made(variable=True))
    found = catalogue(tmp_path)
    regular = found.find("造字仿宋")
    assert regular is not None
    stamp = regular.face.stamp
    assert regular.face == Face("Made-Regular", str(path), weight=400, stamp=stamp)
    assert found.bold(regular) == Face("Made-Regular_700wght", str(path), weight=700, stamp=stamp)


def test_a_font_that_is_installed_while_a_process_runs_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(discovery, "folders", lambda: (tmp_path,))
    before = discovery.system().find("造字仿宋")
    (tmp_path / "inner").mkdir()
    truetype(tmp_path / "inner" / "v.ttf")
    assert before is None
    assert discovery.system().find("造字仿宋") is not None


def test_a_font_that_may_not_be_embedded_is_passed_over_with_its_reason(tmp_path: Path) -> None:
    truetype(tmp_path / "a.ttf", Made(permission=2))
    found = catalogue(tmp_path)
    assert found.find("Made") is None
    assert found.refusal("造字仿宋") == "字体的许可不允许嵌入"
    assert [font.title for font in found.barred] == ["造字仿宋"]
    truetype(tmp_path / "b.ttf", Made(permission=8))
    assert face(catalogue(tmp_path), "Made") == "b.ttf#0"
    assert catalogue(tmp_path).refusal("Made") == ""


def test_files_that_cannot_be_read_are_counted_and_others_left_alone(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 broken")
    (tmp_path / "empty.otf").write_bytes(b"")
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    (tmp_path / "old.pfb").write_bytes(b"\x80\x01")
    cff(tmp_path / "good.OTF")
    found = catalogue(tmp_path)
    assert [(path.name, reason) for path, reason in found.unreadable] == [
        ("broken.ttf", "不完整或已损坏"),
        ("empty.otf", "是空文件"),
    ]
    assert len(found.fonts) == 1


def test_folders_below_are_looked_through_and_a_link_back_up_ends_nowhere(tmp_path: Path) -> None:
    inner = tmp_path / "maker" / "kind"
    inner.mkdir(parents=True)
    truetype(inner / "f.ttf")
    (inner / "up").symlink_to(tmp_path, target_is_directory=True)
    (inner / "again.ttf").symlink_to(inner / "f.ttf")
    found = catalogue(tmp_path, tmp_path / "maker", tmp_path / "absent")
    assert [Path(font.face.file).name for font in found.fonts] == ["again.ttf"]


def test_of_two_fonts_of_one_name_the_first_folder_s_is_taken(tmp_path: Path) -> None:
    for folder in ("user", "system"):
        (tmp_path / folder).mkdir()
        truetype(tmp_path / folder / f"{folder}.ttf")
    assert face(catalogue(tmp_path / "user", tmp_path / "system"), "Made") == "user.ttf#0"


@pytest.mark.parametrize(
    ("system", "folder"),
    [("Linux", "/usr/share/fonts"), ("Darwin", "/System/Library/Fonts"), ("Windows", "C:\\Windows/Fonts")],
)
def test_the_folders_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch, system: str, folder: str) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.delenv("WINDIR", raising=False)
    assert folder in {str(each).replace("\\Fonts", "/Fonts") for each in real_folders()}


def test_a_system_that_nobody_knows_has_no_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Plan 9")
    assert real_folders() == ()


# The run of tests puts another one in its place.
real_folders = discovery.folders

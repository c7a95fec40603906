"""Claims about what `briefing doctor` finds, says and returns."""

from __future__ import annotations

import json
import os
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefing.build.doctor import examine
from briefing.cli import app
from briefing.typeset import Face, discovery
from tests.datasets import single
from tests.typeset.made_fonts import Made, truetype


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    truetype(folder / "fs.ttf", Made(family="FangSong_GB2312", chinese="仿宋_GB2312"))
    truetype(folder / "barred.ttf", Made(family="KaiTi_GB2312", chinese="楷体_GB2312", permission=2))
    (folder / "broken.ttf").write_bytes(b"wOF2")
    monkeypatch.setattr(discovery, "folders", lambda: (folder,))
    return folder


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(app, ["doctor", *words])


def told(result: Result) -> Any:
    return json.loads(result.stdout)


def wishing(root: Path, fonts: str) -> Path:
    folder = single(root) / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(
        f"name: 例会\npdf:\n  fonts:\n    {fonts}\nchapters:\n  all:\n    pages:\n      main:\n"
        "        blocks: {figures: {kind: key_figures}}\n",
        encoding="utf-8",
    )
    return root


def test_doctor_has_help_with_an_example() -> None:
    result = CliRunner().invoke(app, ["doctor", "--help"])
    assert result.exit_code == 0
    assert "例：briefing doctor" in result.output


def test_roles_are_listed_with_faces_and_what_these_stand_in_for(
    tmp_path: Path, system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(tmp_path, monkeypatch)
    assert result.exit_code == 0
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert lines[0] == ["标题（小标宋）", "Noto Serif SC", "自带字体", "代替小标宋"]
    assert lines[1] == ["正文（仿宋）", "仿宋_GB2312", f"系统字体 {system / 'fs.ttf'}", ""]
    assert lines[6] == ["正常", "系统字体", "2 个"]
    assert lines[7] == ["提示", "读不了的字体文件", "broken.ttf（是网页字体（WOFF））"]
    assert lines[8] == ["提示", "不能嵌入的系统字体", "楷体_GB2312（字体的许可不允许嵌入）"]


def test_for_machines_the_same_is_json(tmp_path: Path, system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(run(tmp_path, monkeypatch, "--json"))
    assert found["ok"] is True
    assert [role["how"] for role in found["roles"]] == ["packaged", "system", *["packaged"] * 4]
    assert found["roles"][0]["stands_in_for"] == "小标宋"
    assert found["system_fonts"]["used"] is True
    assert found["system_fonts"]["fonts"] == 2
    assert {each["name"] for each in found["findings"]} >= {"Python", "依赖库", "LibreOffice", "poppler", "缓存文件夹"}


def test_a_workspace_that_uses_no_system_fonts_is_told_so(
    tmp_path: Path, system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = single(tmp_path / "work")
    (root / "briefing.yaml").write_text("system_fonts: false\n", encoding="utf-8")
    found = told(run(root, monkeypatch, "--json"))
    assert {role["how"] for role in found["roles"]} == {"packaged"}
    assert found["system_fonts"] == {"used": False, "fonts": 0, "unreadable": [], "barred": []}


def test_what_a_template_asks_for_and_is_not_there_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = wishing(tmp_path, "title: {families: [方正小标宋简体], latin: [Noto Serif]}")
    result = run(root, monkeypatch, "--audience", "mine", "--json")
    assert result.exit_code == 0
    notes = [each for each in told(result)["findings"] if each["name"].startswith("templates/")]
    assert [(each["name"], each["state"]) for each in notes] == [("templates/mine/template.yaml:4", "note")]
    lines = run(root, monkeypatch, "-a", "mine").stdout.splitlines()
    assert lines[0].split("\t")[3] == "代替方正小标宋简体，西文用 NotoSerif-Regular"


def test_a_broken_font_of_a_template_is_missing_and_exits_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = wishing(tmp_path, "title: {file: own.ttf}")
    (root / "templates" / "mine" / "own.ttf").write_bytes(b"")
    result = run(root, monkeypatch, "--audience", "mine", "--json")
    assert result.exit_code == 1
    assert told(result)["ok"] is False
    assert [each["message"] for each in told(result)["findings"] if each["state"] == "missing"] == [
        "字体“own.ttf”是空文件。"
    ]


def test_an_audience_needs_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path, monkeypatch, "--audience", "mine").exit_code == 2
    assert run(single(tmp_path), monkeypatch, "--audience", "nobody").exit_code == 1


@pytest.mark.parametrize(("version", "is_well"), [("0.0.1", False), ("99.0", True), ("5.0.0", True)])
def test_a_library_that_is_too_old_is_missing(monkeypatch: pytest.MonkeyPatch, version: str, is_well: bool) -> None:
    known = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: version if name == "reportlab" else known(name))
    report = examine()
    assert report.is_well is is_well
    assert ("reportlab" in {finding.name for finding in report.findings}) is not is_well


def test_a_library_that_is_not_there_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = metadata.version

    def version(name: str) -> str:
        if name == "lxml":
            raise metadata.PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(metadata, "version", version)
    (missing,) = [finding for finding in examine().findings if finding.state == "missing"]
    assert (missing.name, missing.hint) == ("lxml", "请运行 pip install -U lxml。")


def test_a_packaged_face_that_is_gone_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.build.doctor.PACKAGED", (Face("Gone", "gone.ttf", "justmytype_intl_cjk"),))
    assert [finding.message for finding in examine().findings if finding.state == "missing"] == ["Gone 读不了。"]


def test_tools_only_for_looking_at_pages_are_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", os.devnull)
    report = examine()
    assert [finding.name for finding in report.findings if finding.state == "note"] == ["LibreOffice", "poppler"]
    assert report.is_well


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "file"))
    report = examine()
    (note,) = [finding for finding in report.findings if finding.name == "缓存文件夹"]
    assert (note.state, report.is_well) == ("note", True)

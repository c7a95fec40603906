"""Claims about whole builds: files, manifest, equal bytes, and that a failed build leaves everything as it was."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefing.build import files
from briefing.build.job import Built, Job, build
from briefing.build.starter import create
from briefing.build.workspace import find
from briefing.errors import BriefingError, ProblemsFound, UsageError
from tests.datasets import single, targets

SHARED_FACES = ("Microsoft YaHei", "微软雅黑")


def made(root: Path, output: Path, period: str | None = None) -> Built:
    return build(find(root), Job(period=period, output=output))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work") / "mine"
    create(folder)
    return folder


@pytest.fixture(scope="module")
def built(workspace: Path) -> Built:
    """The files of a new workspace; the tests read them and change nothing."""
    return build(find(workspace), Job())


def test_a_new_workspace_builds_at_once(workspace: Path, built: Built) -> None:
    names = [path.relative_to(workspace).as_posix() for path in built.files]
    assert names == [
        "output/jiangbei/2018_2020/leadership/briefing.pdf",
        "output/jiangbei/2018_2020/leadership/briefing.pptx",
        "output/jiangbei/2018_2020/leadership/manifest.json",
    ]
    assert built.notices == ()


def test_two_builds_give_equal_bytes(workspace: Path, built: Built, tmp_path: Path) -> None:
    second = made(workspace, tmp_path)
    for one, other in zip(built.files, second.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_files_are_small(built: Built) -> None:
    sizes = {path.suffix: path.stat().st_size for path in built.files}
    assert sizes[".pdf"] < 1_000_000
    assert sizes[".pptx"] < 1_500_000


def test_the_manifest_tells_inputs_outputs_fonts_and_the_origin_of_every_figure(built: Built) -> None:
    manifest = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["dataset"] == "jiangbei"
    assert {entry["file"] for entry in manifest["inputs"]} >= {
        "data/jiangbei/dataset.yaml",
        "data/jiangbei/observations.csv",
        "templates/leadership/template.yaml",
        "templates/leadership/jiangbei.yaml",
    }
    assert all(len(entry["sha256"]) == 64 for entry in manifest["inputs"] + manifest["outputs"])
    assert set(SHARED_FACES) <= set(manifest["fonts"])
    growth = next(f for f in manifest["figures"] if f["id"] == "industrial_output/jiangbei/2019/growth:2017")
    assert growth["text"] == "23.8%"
    assert [origin["cell"] for origin in growth["origins"]] == ["26", "27"]
    assert "python-pptx" in manifest["versions"]


def test_pdf_and_deck_print_the_same_strings(built: Built) -> None:
    import pdfplumber

    with pdfplumber.open(built.folder / "briefing.pdf") as pdf:
        paper = "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")
    with zipfile.ZipFile(built.folder / "briefing.pptx") as deck:
        slides = "".join(deck.read(name).decode() for name in deck.namelist() if name.startswith("ppt/slides/slide"))
    for words in ("23.8%", "162.4亿元", "第6位", "近400", "93.31", "44.5%"):
        assert words in paper
        assert words in slides


def test_source_date_epoch_dates_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = single(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 14 November 2023, UTC
    folder = build(find(root), Job()).folder
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["stamped"] == "2023-11-14"
    with pikepdf.open(folder / "briefing.pdf") as pdf:
        assert "20231114" in str(pdf.docinfo["/CreationDate"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError):
        build(find(root), Job())


def test_formats_and_output_can_be_chosen(tmp_path: Path) -> None:
    built = build(find(single(tmp_path)), Job(formats=("pptx",), output=tmp_path / "else"))
    assert [path.name for path in built.files] == ["briefing.pptx", "manifest.json"]
    assert built.folder == tmp_path / "else" / "single" / "2024" / "leadership"


def test_an_unknown_format_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        build(find(single(tmp_path)), Job(formats=("ppt",)))
    assert "pptx" in caught.value.hint


def test_problems_of_data_and_template_come_together_and_nothing_is_written(tmp_path: Path) -> None:
    root = targets(tmp_path)
    table = root / "data" / "targets" / "observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("12", "十二", 1), encoding="utf-8")
    template = root / "templates" / "mine"
    template.mkdir(parents=True)
    (template / "template.yaml").write_text("name: 我的\nchapter: {}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        build(find(root), Job(audience="mine", output=tmp_path / "out"))
    where = [problem.where for problem in caught.value.problems]
    assert any(place.startswith("data/targets/observations.csv:") for place in where)
    assert "templates/mine/template.yaml:2" in where
    assert not (tmp_path / "out").exists()


def test_a_template_name_that_nothing_has_is_told_even_when_the_data_have_problems(tmp_path: Path) -> None:
    root = single(tmp_path)
    (root / "data" / "single" / "observations.csv").write_text("indicator,period,value\nforest,2024,很多\n", "utf-8")
    template = root / "templates" / "mine"
    template.mkdir(parents=True)
    (template / "template.yaml").write_text(
        "name: 我的\nchapters:\n  a:\n    pages:\n      b:\n        headline: '{{ forrest | value }}'\n"
        "        blocks:\n          cards: {kind: key_figures, indicators: [tree]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsFound) as caught:
        build(find(root), Job(audience="mine"))
    assert [problem.where for problem in caught.value.problems] == [
        "data/single/observations.csv:2",
        "templates/mine/template.yaml:6",
        "templates/mine/template.yaml:8",
    ]


def test_a_patch_for_certain_periods_is_left_out_of_others(workspace: Path, tmp_path: Path) -> None:
    for period, patched in (("2018..2020", True), ("2019", False)):
        manifest = json.loads((made(workspace, tmp_path, period=period).folder / "manifest.json").read_text("utf-8"))
        assert ("templates/leadership/jiangbei.yaml" in {entry["file"] for entry in manifest["inputs"]}) is patched


def test_no_name_in_a_template_leads_out_of_the_output_folder(tmp_path: Path) -> None:
    root = single(tmp_path)
    template = root / "templates" / "mine"
    template.mkdir(parents=True)
    (template / "template.yaml").write_text("id: ../../x\nname: 我的\nchapters: {}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        build(find(root), Job(audience="mine"))
    assert "不认识的键“id”。" in [problem.message for problem in caught.value.problems]


def test_a_failed_build_leaves_the_older_files_untouched(tmp_path: Path) -> None:
    root = single(tmp_path)
    built = build(find(root), Job())
    before = {path: path.read_bytes() for path in built.files}
    table = root / "data" / "single" / "observations.csv"
    table.write_text("indicator,period,value\nforest,2024,很多\n", encoding="utf-8")
    with pytest.raises(ProblemsFound):
        build(find(root), Job())
    assert {path: path.read_bytes() for path in built.files} == before


def test_files_are_moved_into_place_together_and_leftovers_are_swept(tmp_path: Path) -> None:
    stale, live = tmp_path / ".briefing.pdf.1.writing", tmp_path / ".briefing.pdf.2.writing"
    for left in (stale, live):
        left.write_bytes(b"half")
    os.utime(stale, (0, 0))
    files.write_all(tmp_path, {"briefing.pdf": b"one", "manifest.json": b"two"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [live.name, "briefing.pdf", "manifest.json"]


def test_a_write_that_fails_midway_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write_all(tmp_path, {"a": b"old", "b": b"old"})

    def full(path: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BriefingError, match="磁盘满了"):
        files.write_all(tmp_path, {"a": b"new", "b": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"old"}


def test_output_that_cannot_be_a_folder_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BriefingError, match="写不进去"):
        files.write_all(tmp_path / "file", {"a": b"1"})


def test_a_folder_with_data_but_no_settings_still_works(tmp_path: Path) -> None:
    root = single(tmp_path)
    (root / "briefing.yaml").unlink()
    assert find(root).datasets() == ("single",)


def test_a_misspelt_setting_names_its_line(tmp_path: Path) -> None:
    root = single(tmp_path)
    (root / "briefing.yaml").write_text("audience: leadership\nfromats: [pdf]\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        find(root)
    assert caught.value.problems[0].where == "briefing.yaml:2"
    assert "formats" in caught.value.problems[0].hint


@pytest.mark.parametrize("name", ["jiangbie", "../jiangbei", "/etc"])
def test_an_unknown_data_set_is_refused(workspace: Path, name: str) -> None:
    with pytest.raises(BriefingError) as caught:
        build(find(workspace), Job(dataset=name))
    assert "jiangbei" in caught.value.hint


def test_init_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError):
        create(tmp_path)


def test_a_file_that_cannot_be_written_is_named_as_it_was_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refuse(path: Path, mode: str = "r", **more: Any) -> Any:
        if "w" in mode:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BriefingError) as caught:
        files.write_all(tmp_path, {"forms.csv": b"1"})
    assert caught.value.where == str(tmp_path / "forms.csv")

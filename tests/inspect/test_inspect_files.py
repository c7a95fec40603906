"""Claims about what a file is taken for, about the command, and about a build whose file turns out bad."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing import inspect
from briefing.build import inspection, job
from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.cli import app
from briefing.document import Document
from briefing.errors import BriefingError, Problem, ProblemsFound, UsageError
from briefing.typeset import Fonts
from tests.datasets import single
from tests.inspect.damage import swapped

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def kept(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


def test_content_says_what_a_file_is_not_its_name(tmp_path: Path, deck: bytes, pdf: bytes) -> None:
    assert inspect.inspect(kept(tmp_path, "a.pdf", deck)) == ()
    assert inspect.inspect(kept(tmp_path, "b.pptx", pdf)) == ()


def test_a_pdf_may_have_some_bytes_before_its_head(tmp_path: Path, pdf: bytes) -> None:
    assert inspect.examine(kept(tmp_path, "a.pdf", b"\r\n" + pdf)).facts["kind"] == "pdf"


@pytest.mark.parametrize("data", [b"", b"plain text", b"PK", b"\x89PNG\r\n", b"<html></html>", b"%!PS-Adobe"])
def test_anything_else_is_wrong_use(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UsageError):
        inspect.inspect(kept(tmp_path, "a.pptx", data))


@pytest.mark.parametrize(
    ("name", "kind"), [("word/document.xml", "Word 文档"), ("xl/workbook.xml", "Excel 工作簿"), ("a.txt", "压缩包")]
)
def test_other_files_of_the_same_wrapping_are_named(tmp_path: Path, name: str, kind: str) -> None:
    with pytest.raises(UsageError, match=f"这是{kind}，不是演示文稿"):
        inspect.inspect(zipped(tmp_path / "a.pptx", "[Content_Types].xml", name))


def test_a_deck_cut_short_is_a_deck_that_is_damaged(tmp_path: Path, deck: bytes) -> None:
    problems = inspect.inspect(kept(tmp_path, "a.pptx", deck[: len(deck) // 2]))
    assert [str(problem) for problem in problems] == [
        "a.pptx: 压缩包已损坏，打不开。请用 PowerPoint 打开，另存一份；打不开就请重新生成。"
    ]


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    locked = kept(tmp_path, "a.pptx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(BriefingError, match="文件有密码") as caught:
        inspect.inspect(locked)
    assert caught.value.exit_code == 1


def test_a_file_of_the_old_format_says_so(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="旧版格式"):
        inspect.inspect(kept(tmp_path, "a.ppt", OLE + b"\0" * 600))


def test_a_path_that_is_no_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有这个文件或文件夹"):
        inspect.inspect(tmp_path / "missing.pptx")
    with pytest.raises(UsageError, match="这是一个文件夹"):
        inspect.inspect(tmp_path)


def run(path: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["inspect", str(path), *options])


def test_the_command_says_what_a_good_file_is(tmp_path: Path, deck: bytes, pdf: bytes) -> None:
    shown = run(kept(tmp_path, "a.pptx", deck))
    assert (shown.exit_code, shown.stdout) == (0, "没有发现问题：a.pptx，演示文稿，9张幻灯片、3个图表。\n")
    shown = run(kept(tmp_path, "a.pdf", pdf))
    assert shown.exit_code == 0
    assert re.fullmatch(r"没有发现问题：a\.pdf，PDF，\d页、\d种字体(、带标签)?。\n", shown.stdout)


def test_the_command_lists_what_is_wrong_and_exits_1(tmp_path: Path, deck: bytes) -> None:
    broken = swapped(deck, "ppt/charts/chart1.xml", "<c:v>48.0</c:v>", "<c:v>49.0</c:v>")
    shown = run(kept(tmp_path, "a.pptx", broken))
    assert shown.exit_code == 1
    assert shown.stderr.startswith("a.pptx:ppt/charts/chart1.xml: 第4张的图表：缓存与工作簿不一致")
    assert shown.stderr.endswith("共1个问题。\n")


def test_the_command_prints_one_json_with_problems_and_facts(tmp_path: Path, deck: bytes) -> None:
    good = run(kept(tmp_path, "a.pptx", deck), "--json")
    facts = {"file": str(tmp_path / "a.pptx"), "kind": "pptx", "slides": 9, "charts": 3, "pictures": 0, "notes": 6}
    assert (good.exit_code, json.loads(good.stdout)) == (0, {"problems": [], "facts": facts})
    broken = swapped(deck, "ppt/charts/chart1.xml", "<c:v>48.0</c:v>", "<c:v>49.0</c:v>")
    bad = run(kept(tmp_path, "a.pptx", broken), "--json")
    assert bad.exit_code == 1
    assert [problem["where"] for problem in json.loads(bad.stdout)["problems"]] == ["a.pptx:ppt/charts/chart1.xml"]
    assert json.loads(bad.stdout)["facts"]["slides"] == 9


def test_the_command_exits_2_for_wrong_use(tmp_path: Path) -> None:
    assert run(kept(tmp_path, "a.txt", b"text")).exit_code == 2
    assert run(tmp_path / "missing.pptx").exit_code == 2
    assert CliRunner().invoke(app, ["inspect"]).exit_code == 2


def test_the_command_has_help_with_an_example() -> None:
    result = CliRunner().invoke(app, ["inspect", "--help"])
    assert result.exit_code == 0
    assert "例：briefing inspect" in result.output


def spoiled(medium: str, edit: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the back end of a medium write something else than it should."""
    real = job.FORMATS[medium]

    def wrong(document: Document, fonts: Fonts) -> job.Rendered:
        good = real(document, fonts)
        return job.Rendered(edit(good.data), good.notices, good.fonts)

    monkeypatch.setattr(job, "FORMATS", {**job.FORMATS, medium: wrong})


def test_a_bad_file_stops_the_build_and_the_older_files_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = find(single(tmp_path))
    before = {path: path.read_bytes() for path in build(workspace, Job()).files}
    spoiled("pptx", lambda data: swapped(data, "ppt/slides/slide2.xml", "48.2", "42.8"), monkeypatch)
    with pytest.raises(ProblemsFound) as caught:
        build(workspace, Job())
    assert {problem.where for problem in caught.value.problems} == {"briefing.pptx"}
    assert all("这是程序的错误" in problem.hint for problem in caught.value.problems)
    assert all("没有写出任何文件" in problem.hint for problem in caught.value.problems)
    assert {path: path.read_bytes() for path in before} == before


def test_the_place_of_a_finding_is_the_file_and_the_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoiled("pptx", lambda data: swapped(data, "ppt/presentation.xml", 'id="257"', 'id="256"'), monkeypatch)
    with pytest.raises(ProblemsFound) as caught:
        build(find(single(tmp_path)), Job())
    assert "briefing.pptx:ppt/presentation.xml" in {problem.where for problem in caught.value.problems}
    assert not (tmp_path / "output").exists()


def test_a_character_that_only_the_faces_of_the_document_have_does_not_stop_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whether its own faces have all that a document says is checked before, with the row of the data.
    spoiled("pptx", lambda data: swapped(data, "ppt/slides/slide2.xml", "来源：", "来源\U000f0000："), monkeypatch)
    assert len(build(find(single(tmp_path)), Job(formats=("pptx",))).files) == 2


def test_every_format_that_can_be_built_is_inspected() -> None:
    assert set(inspection.INSPECTORS) == set(job.FORMATS)


def test_each_file_is_held_against_the_texts_of_its_own_medium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Sequence[str]] = {}

    def note(data: bytes, where: str, said: Sequence[str]) -> tuple[Problem, ...]:
        asked[where] = said
        return ()

    monkeypatch.setattr(inspection, "INSPECTORS", {"pdf": note, "pptx": note})
    build(find(single(tmp_path)), Job())
    assert set(asked) == {"briefing.pdf", "briefing.pptx"}
    assert "森林覆盖率" in "".join(asked["briefing.pdf"])
    assert asked["briefing.pdf"] != asked["briefing.pptx"]

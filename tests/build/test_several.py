"""Claims about several audiences in one run: what they share, and that what is wrong with one stops no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.build import inputs
from briefing.build.job import Built, Job, build
from briefing.build.prepare import Given, read_dataset
from briefing.build.several import build_several
from briefing.build.workspace import find
from briefing.charts import svg
from briefing.cli import app
from briefing.errors import BriefingError
from tests.datasets import monthly, single

AUDIENCES = ("leadership", "department")


def _jobs(*audiences: str, cached: bool = True) -> list[Job]:
    return [Job(audience=audience, formats=("pptx",), cached=cached) for audience in audiences]


def _run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(app, ["build", "--format", "pptx", *words])


def test_data_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(folder: Path, root: Path) -> Given:
        read.append(folder.name)
        return read_dataset(folder, root)

    monkeypatch.setattr(inputs, "read_dataset", counted)
    first, second = build_several(find(single(tmp_path)), _jobs(*AUDIENCES))
    assert isinstance(first, Built)
    assert isinstance(second, Built)
    assert (first.folder.name, second.folder.name) == AUDIENCES
    assert read == ["single"]


def test_a_chart_of_several_documents_is_drawn_once_without_the_cache_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = monthly(tmp_path)
    for name in ("one", "two"):
        (root / "templates" / name).mkdir(parents=True)
        (root / "templates" / name / "template.yaml").write_text("extends: leadership\n", encoding="utf-8")
    drawn: list[str] = []
    real = svg._drawn

    def counted(drawing: svg.Drawing, *given: object) -> str:
        drawn.append(drawing.where)
        return real(drawing, *given)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(svg, "_drawn", counted)
    jobs = [Job(audience=name, formats=("pdf",), cached=False) for name in ("one", "two")]
    results = build_several(find(root), jobs)
    assert all(isinstance(each, Built) for each in results)
    assert drawn
    assert len(drawn) == len(set(drawn))
    build(find(root), jobs[1])
    assert len(drawn) == 2 * len(set(drawn))


def test_what_is_built_together_is_what_is_built_alone(tmp_path: Path) -> None:
    root = single(tmp_path)
    together = build_several(find(root), _jobs(*AUDIENCES))
    for name, result in zip(AUDIENCES, together, strict=True):
        assert isinstance(result, Built)
        alone = build(find(root), Job(audience=name, formats=("pptx",), output=tmp_path / "alone"))
        assert [path.read_bytes() for path in result.files] == [path.read_bytes() for path in alone.files]


def test_what_is_wrong_with_one_stops_no_other(tmp_path: Path) -> None:
    nobody, department = build_several(find(single(tmp_path)), _jobs("nobody", "department"))
    assert isinstance(nobody, BriefingError)
    assert "nobody" in str(nobody)
    assert isinstance(department, Built)
    assert all(path.is_file() for path in department.files)


def test_only_what_changed_is_built_again_unless_forced(tmp_path: Path) -> None:
    root = single(tmp_path)

    def unchanged(force: bool = False) -> list[bool]:
        results = build_several(find(root), _jobs(*AUDIENCES), force=force)
        return [isinstance(each, Built) and each.is_unchanged for each in results]

    assert unchanged() == [False, False]
    assert unchanged() == [True, True]
    (root / "templates" / "department").mkdir(parents=True)
    (root / "templates" / "department" / "template.yaml").write_text(
        "extends: department\nendnotes: [完]\n", encoding="utf-8"
    )
    # A new template of the workspace: whose rules name which template is part of what every build says.
    assert unchanged()[1] is False
    assert unchanged() == [True, True]
    assert unchanged(force=True) == [False, False]


def test_the_ledger_is_given_the_hash_of_every_input(tmp_path: Path) -> None:
    root = single(tmp_path)
    table = root / "data" / "single" / "observations.csv"
    table.write_text("indicator,period,value,visibility\nforest,2024,48.2,\nforest,2023,47,leaders\n", encoding="utf-8")
    (built,) = build_several(find(root), _jobs("public"))
    assert isinstance(built, Built)
    assert all(len(sha256) == 64 for _, sha256 in built.inputs)
    told = json.loads((built.folder / "manifest.json").read_bytes())["inputs"]
    assert {each["file"] for each in told if "sha256" not in each} == {
        "data/single/indicators.csv", "data/single/observations.csv",
    }  # fmt: skip


def test_the_command_names_each_audience_and_says_which_was_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = single(tmp_path)
    result = _run(root, monkeypatch, "-a", "leadership", "-a", "nobody", "-a", "department", "-a", "leadership")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"output/single/2024/{name}/{file}" for name in AUDIENCES for file in ("briefing.pptx", "manifest.json")
    ]
    assert [line for line in result.stderr.splitlines() if line.startswith("【")] == [
        "【leadership】", "【nobody】", "【department】",
    ]  # fmt: skip
    assert "共1个问题。“nobody”没有写出任何文件，旧文件没有变动。" in result.stderr
    assert _run(root, monkeypatch, "-a", "leadership", "-a", "department").exit_code == 0


def test_as_json_the_builds_are_a_list_with_files_or_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = single(tmp_path)
    assert _run(root, monkeypatch, "-a", "leadership").exit_code == 0
    told = json.loads(_run(root, monkeypatch, "-a", "leadership", "-a", "nobody", "--json").stdout)["builds"]
    assert [each["audience"] for each in told] == ["leadership", "nobody"]
    assert told[0]["unchanged"] is True
    assert told[1]["problems"][0]["where"] == "templates/nobody"


def test_what_is_kept_back_is_explained_though_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = single(tmp_path)
    table = root / "data" / "single" / "observations.csv"
    table.write_text("indicator,period,value,visibility\nforest,2024,48.2,\nforest,2023,47,leaders\n", encoding="utf-8")
    first, again = (_run(root, monkeypatch, "-a", "public") for _ in range(2))
    assert "略去1条数据" in first.stderr
    assert again.stderr == first.stderr + "没有变化，沿用上次生成的文件（要重新生成请加 --force）。\n"
    explained = _run(root, monkeypatch, "-a", "public", "--explain-withheld")
    assert "没有变化" not in explained.stderr
    assert "森林覆盖率" in explained.stdout

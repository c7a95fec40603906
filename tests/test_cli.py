"""Claims about the command line: exit codes, what is said, and that help answers without loading anything heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.cli import app
from tests.datasets import single, targets
from tests.english.riverside import workspace


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(app, list(words))


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from briefing.cli import app; from typer.testing import CliRunner;"
        "CliRunner().invoke(app, ['--help']);"
        "print([m for m in ('pandas', 'altair', 'pptx', 'reportlab', 'vl_convert', 'lxml', 'pydantic', 'jinja2')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["build", "check", "show", "init", "trace"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"例：briefing {command}" in result.output


def test_build_says_where_the_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "build")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "output/single/2024/leadership/briefing.pdf",
        "output/single/2024/leadership/briefing.pptx",
        "output/single/2024/leadership/manifest.json",
    ]


def test_check_is_quiet_about_good_data_and_exits_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "check", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"problems": [], "findings": []})


def test_check_lists_every_problem_and_exits_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = single(tmp_path)
    table = root / "data" / "single" / "observations.csv"
    table.write_text("indicator,period,value\nforset,2024,48.2\nforest,去年,1\n", encoding="utf-8")
    result = run(root, monkeypatch, "check", "--dataset", "single", "--json")
    problems = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert [problem["where"] for problem in problems] == [
        "data/single/observations.csv:2",
        "data/single/observations.csv:3",
    ]
    assert "forest" in problems[0]["hint"]
    assert set(problems[0]) == {"where", "message", "hint"}


def test_show_prints_what_was_read_with_numbers_as_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "show", "single", "--json")
    shown = json.loads(result.stdout)
    assert set(shown) == {"observations", "projects", "milestones", "highlights"}
    row = shown["observations"][0]
    assert {key: row[key] for key in ("indicator", "name", "theme", "entity", "period", "value", "unit", "origin")} == {
        "indicator": "forest",
        "name": "森林覆盖率",
        "theme": "green",
        "entity": "single",
        "period": "2024",
        "value": 48.2,
        "unit": "%",
        "origin": "data/single/observations.csv:2",
    }


def test_show_says_whose_a_number_is_where_there_are_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = run(targets(tmp_path), monkeypatch, "show").stdout.splitlines()
    assert [line.split("\t")[:3] for line in lines[1:3]] == [
        ["固定资产投资", "全区", "2023年1—9月"],
        ["固定资产投资", "全区", "2024年1—9月"],
    ]


def test_nothing_is_built_into_the_folder_of_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "build", "--output", "data/out")
    assert result.exit_code == 2
    assert "这是放数据的文件夹，不往里写。" in result.stderr
    assert not (tmp_path / "data" / "out").exists()


def test_wrong_use_exits_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(single(tmp_path), monkeypatch, "build", "--format", "docx").exit_code == 2
    assert run(tmp_path, monkeypatch, "build", "--no-such-option").exit_code == 2


def test_a_folder_that_is_no_workspace_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(tmp_path, monkeypatch, "build")
    assert result.exit_code == 2
    assert "briefing init" in result.stderr


def test_a_bad_period_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "build", "--period", "去年")
    assert result.exit_code == 1
    assert "不是期间" in result.stderr


def test_an_unknown_language_exits_2_and_lists_the_known_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "check", "--lang", "fr")
    assert (result.exit_code, "可用的有：zh、en。" in result.stderr) == (2, True)


def test_check_says_what_an_english_document_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(workspace(tmp_path), monkeypatch, "check", "--lang", "en", "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, said["problems"], len(said["notices"])) == (0, [], 1)
    assert said["notices"][0].startswith("data/riverside: 英文稿略去了没有英文的：主题1（没有英文的主题）；")

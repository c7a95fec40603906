"""Claims about the command lines that the documents show: each is one that the program knows."""

from __future__ import annotations

import json
import re
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from briefing.cli import app
from briefing.cli.helping import width, wrapped
from briefing.cli.logs import hoisted
from tests.cli.lines_of_docs import commands, of_line
from tests.datasets import single

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
OPERATIONS = [ROOT / "docs" / "operations.zh-CN.md", ROOT / "docs" / "operations.md"]
TREE: Any = typer.main.get_command(app)


def wrong(words: list[str]) -> str:
    """Return what is wrong with the words behind `briefing`, or nothing."""
    command, rest = TREE, hoisted(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return ""
        if word.startswith("-") and word != "-":
            if problem := _wrong_option(command, word, rest):
                return problem
        elif hasattr(command, "commands"):
            if word not in command.commands:
                return f"no command {word!r} in {command.name!r}"
            command = command.commands[word]
        elif not _takes(command):
            return f"{command.name!r} takes no {word!r}"
    needed = [each.name for each in command.params if each.param_type_name == "argument" and each.required]
    given = [word for word in words if not word.startswith("-")]
    return f"{command.name!r} lacks {needed}" if needed and len(given) < 2 else ""


def _wrong_option(command: Any, word: str, rest: list[str]) -> str:
    name, equals, _ = word.partition("=")
    if name in ("-h", "--help"):
        return ""
    option = next((each for each in command.params if name in (*each.opts, *each.secondary_opts)), None)
    if option is None:
        return f"no option {name!r} in {command.name!r}"
    if not option.is_flag and not equals:
        if not rest:
            return f"{name!r} lacks its value"
        rest.pop(0)
    return ""


def _takes(command: Any) -> bool:
    return any(each.param_type_name == "argument" for each in command.params)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_line_in_a_document_is_one_that_the_program_knows(document: Path) -> None:
    shown = commands(document.read_text(encoding="utf-8"))
    assert {" ".join(words): problem for words in shown if (problem := wrong(words))} == {}


@pytest.mark.parametrize("document", OPERATIONS, ids=lambda path: path.name)
def test_the_operators_guide_shows_the_commands_that_it_is_about(document: Path) -> None:
    shown = {" ".join(words[:2]) for words in commands(document.read_text(encoding="utf-8"))}
    assert shown >= {
        "schedule run", "schedule list", "schedule next", "schedule retry", "schedule rebuild", "doctor", "history",
        "approve monthly@2026-10", "resend monthly@2026-10",
    }  # fmt: skip


def test_both_languages_of_the_guide_show_the_same_commands() -> None:
    chinese, english = ([words[:2] for words in commands(each.read_text(encoding="utf-8"))] for each in OPERATIONS)
    assert chinese == english


def test_the_container_starts_with_words_that_the_program_knows() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (start,) = re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)
    (check,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", text, re.MULTILINE)
    lines = [json.loads(start), json.loads(check)[1:]]
    assert [wrong(words) for words in lines] == ["", ""]


@pytest.mark.parametrize(
    ("line", "language", "words"),
    [
        ("briefing check --dataset town   # 一次列出", "sh", [["check", "--dataset", "town"]]),
        ("briefing init 甲 && cd 甲 && briefing build", "sh", [["init", "甲"], ["build"]]),
        ("sudo -u briefing ../env/bin/briefing doctor", "sh", [["doctor"]]),
        ("sudo -u briefing python3 -m venv /srv/briefing/env", "sh", []),
        ("docker exec briefing briefing doctor", "sh", [["doctor"]]),
        ("docker run --rm -v /srv/briefing/work:/work briefing:0.1.0 doctor --json", "sh", [["doctor", "--json"]]),
        ("docker build -t briefing:0.1.0 .", "sh", []),
        ("*/10 * * * * cd /w && /e/bin/briefing check", "cron", [["check"]]),
        ("C:\\briefing\\env\\Scripts\\briefing.exe check --json", "bat", [["check", "--json"]]),
        ("ExecStart=/e/bin/briefing check", "ini", [["check"]]),
        ('args: ["check", "--json"]', "yaml", [["check", "--json"]]),
    ],
)
def test_command_lines_are_found_wherever_they_stand(line: str, language: str, words: list[list[str]]) -> None:
    assert list(of_line(line, language)) == words


@pytest.mark.parametrize(
    "words",
    ["bild", "build --perod 2026", "build extra", "chart galery", "build --period", "trace", "--nope build"],
)
def test_a_line_that_the_program_would_refuse_is_found(words: str) -> None:
    assert wrong(words.split()) != ""
    assert CliRunner().invoke(app, words.split()).exit_code == 2


def exit_rows(document: Path) -> list[list[str]]:
    """Return the rows of the table of exit codes."""
    rows = [line.strip("|").split("|") for line in document.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    cells = [[cell.strip() for cell in row] for row in rows]
    behind = dropwhile(lambda row: row[1:] != ["0", "1", "2"], cells)
    return list(takewhile(lambda row: len(row) == 4, behind))[2:]


def paths(command: Any, before: str = "") -> list[str]:
    """Return every command of the tree, as people write it."""
    found: list[str] = []
    for name, each in command.commands.items():
        path = f"{before}{name}"
        found += paths(each, f"{path} ") if hasattr(each, "commands") else [path]
    return found


@pytest.mark.parametrize("document", OPERATIONS, ids=lambda path: path.name)
def test_the_table_of_exit_codes_names_only_commands_that_there_are(document: Path) -> None:
    named = [name for row in exit_rows(document) for name in re.findall(r"`([^`]+)`", row[0])]
    assert len(named) == len(set(named))
    assert [name for name in named if wrong(name.split()).startswith("no ")] == []
    assert {"build", "check", "doctor", "schedule run", "schedule run --once", "approve", "resend", "batch"} <= set(
        named
    )


@pytest.mark.parametrize("path", paths(TREE))
def test_every_command_exits_0_for_help_and_2_for_wrong_use(path: str) -> None:
    words = path.split()
    shown = CliRunner().invoke(app, [*words, "--help"])
    assert (shown.exit_code, shown.stdout.splitlines()[0].startswith("用法：briefing ")) == (0, True)
    assert (
        re.findall(r"Usage|Options|Arguments|Commands|Show this|default:|required|range|<str>|OPTIONS", shown.stdout)
        == []
    )
    assert max(map(width, shown.stdout.splitlines())) <= 80
    assert CliRunner().invoke(app, [*words, "--no-such-option"]).exit_code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("build -f pdf", 0),
        ("build -p 去年", 1),
        ("build -f doc", 2),
        ("check", 0),
        ("check -p 去年", 1),
        ("check --xlsx 检查.doc", 2),
        ("show", 0),
        ("show nothing", 1),
        ("inspect nothing.pdf", 2),
        ("template check nothing", 1),
        ("trace nothing", 2),
        ("doctor", 0),
        ("doctor -a nobody", 1),
        ("schedule list", 1),
        ("schedule next", 1),
        ("schedule export windows", 2),
    ],
)
def test_exit_codes_are_those_of_the_table(
    words: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(single(tmp_path))
    assert CliRunner().invoke(app, words.split()).exit_code == code


def test_outside_of_a_workspace_every_command_that_needs_one_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("build", "check", "show", "trace x", "schedule list", "schedule next", "doctor -a leadership")
    assert {each: CliRunner().invoke(app, each.split()).exit_code for each in words} == dict.fromkeys(words, 2)


def test_a_stop_by_ctrl_c_exits_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(single(tmp_path))
    monkeypatch.setattr("briefing.sources.load", stopped)
    assert CliRunner().invoke(app, ["show"]).exit_code == 130


def test_a_line_of_help_is_broken_between_characters_and_never_inside_a_word_or_before_a_stop() -> None:
    text = "数据或模板一改就重新生成，按 Ctrl+C 结束，见 docs/operations.zh-CN.md。"
    for columns in (30, 34, 40):
        lines = wrapped(text, columns)
        assert max(map(width, lines)) <= columns
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert "docs/operations.zh-CN.md。" in " ".join(lines)
        assert not any(line[0] in "，。" for line in lines)

"""Claims about command lines that nothing can be made of: a sentence in Chinese on stderr, and exit code 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.cli import app


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--nope", "没有“--nope”这个选项。"),
        ("build --perod 2026-10", "没有“--perod”这个选项。是不是想写：--period？"),
        ("build --log-jsn", "没有“--log-jsn”这个选项。是不是想写：--log-json、--json？"),
        ("build -x", "没有“-x”这个选项。"),
        ("buld", "没有“buld”这个命令。是不是想写：build？"),
        ("chart galery", "没有“galery”这个命令。是不是想写：gallery？"),
        ("trace", "缺少“FIGURE”。"),
        ("build --period", "“--period”后面要写一个值。"),
        ("build --json=3", "“--json”后面不带值。"),
        ("init 甲 乙 丙", "多写了：乙 丙。"),
        ("chart convert a.json b.pdf --width 宽", "“--width”的值不对：要写数字。"),
    ],
)
def test_wrong_words_are_said_in_chinese_and_exit_2(
    words: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)
    assert not re.search(r"Usage|Error|Try|No such|Missing|Invalid", result.stderr)


def test_what_is_wrong_is_followed_by_how_to_call_the_command() -> None:
    lines = CliRunner().invoke(app, ["trace"], prog_name="briefing").stderr.splitlines()
    assert lines[1].startswith("用法：briefing trace [选项] ")
    assert lines[2] == "全部写法：briefing trace --help"


def test_a_group_without_a_command_shows_what_there_is() -> None:
    result = CliRunner().invoke(app, ["chart"])
    assert (result.exit_code, "gallery" in result.stderr) == (2, True)


def test_help_and_version_exit_0() -> None:
    assert [CliRunner().invoke(app, [word]).exit_code for word in ("--help", "-h", "--version")] == [0, 0, 0]

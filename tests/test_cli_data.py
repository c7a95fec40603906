"""Claims about `briefing data …`: what is written, said and returned, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.cli import app
from tests.intake.rounds import Round, fill


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Round:
    monkeypatch.chdir(tmp_path)
    return Round(tmp_path).set_up()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["data", *words])


@pytest.mark.parametrize("command", ["form", "merge", "history"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"例：briefing data {command}" in result.output


@pytest.mark.usefixtures("town")
def test_form_lists_department_and_file() -> None:
    result = run("form", "town", "--period", "2020-01", "-o", "out", "--due", "2020年2月5日")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "经发办\tout/2020-01_经发办.xlsx"
    again = json.loads(run("form", "town", "-p", "2020-01", "-o", "out", "--due", "2020-02-05", "--json").stdout)
    assert list(again["files"]) == ["经发办", "民政办", "文旅办"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--period", "下月"), 2, "“下月”不是期间。"),
        (("--period", "2020-01", "--due", "月底"), 1, "“月底”不是日期。"),
        (("--period", "2020-01", "--department", "文旅局"), 1, "是不是想写：文旅办？"),
        (("--period", "2020Q1"), 1, "2020年一季度没有要报的指标。"),
    ],
)
@pytest.mark.usefixtures("town")
def test_what_is_asked_wrongly_is_told(words: tuple[str, ...], code: int, message: str) -> None:
    town_without_projects = Path("data/town/projects.csv")
    town_without_projects.unlink()
    result = run("form", "town", "-o", "out", *words)
    assert result.exit_code == code
    assert message in result.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("folder", ["data/town", "data/town/发表", "data/发表"])
def test_forms_are_not_written_into_the_data(town: Round, folder: str) -> None:
    result = run("form", "town", "--period", "2020-01", "-o", folder)
    assert (result.exit_code, "这是放数据的文件夹，不往里写。" in result.stderr) == (2, True)
    assert town.load().title == "江湾镇月报（示例）"
    assert [path.name for path in (town.root / "data").iterdir()] == ["town"]


def test_merge_reports_and_ends_with_1_until_all_is_settled(town: Round) -> None:
    form = town.issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "definition": "全部"}})
    first = run("merge", "back/2020-01")
    assert first.exit_code == 1
    assert "没有写入数据，数据没有变动。" in first.stdout
    told = json.loads(run("merge", "back/2020-01", "--json").stdout)
    (item,) = [item for item in told["items"] if item["open"]]
    assert (told["written"], item["rule"], item["severity"]) == (False, "protected", "doubt")
    assert f"--accept {item['id']}" in first.stdout
    last = run("merge", "back/2020-01", "--accept", item["id"], "--by", "王分析")
    assert last.exit_code == 0
    assert "已写入：新填1格，修改0格。" in last.stdout


def test_history_shows_who_filled_in_which_cell_and_who_merged_it(town: Round) -> None:
    fill(town.issue()["经发办"], town.back() / "a.xlsx", {"output": {"value": 21.3}})
    run("merge", "back/2020-01", "--by", "王分析")
    result = run("history", "规上工业产值", "--period", "2020年1月")
    assert result.stdout.split("\t")[1:10] == [
        "2020-01", "江湾镇", "数值", "—", "21.3", "张三", "王分析", "back/2020-01/a.xlsx", "指标数据!G5",
    ]  # fmt: skip
    (told,) = json.loads(run("history", "output", "--json").stdout)["revisions"]
    assert (told["old"], told["new"], told["department"]) == ("", "21.3", "经发办")
    assert run("history", "output", "--period", "2020-02").stdout == ""


def test_history_brings_a_merge_that_was_cut_off_to_its_end_and_says_so(
    town: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(town.issue()["经发办"], town.back() / "a.xlsx", {"output": {"value": 21.3}})
    with monkeypatch.context() as patched:
        patched.setattr("briefing.intake.journal._move", _killed)
        with pytest.raises(KeyboardInterrupt):
            town.merge()
    result = run("history", "output")
    assert (result.exit_code, result.stdout.count("21.3")) == (0, 1)
    assert "上一次合并没有写完就中断了，已接着写完" in result.stderr


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("town")
def test_a_name_that_is_nearly_right_is_suggested() -> None:
    result = run("history", "规上工业产植")
    assert result.exit_code == 1
    assert "是不是想写：规上工业产值？" in result.stderr


@pytest.mark.usefixtures("town")
def test_a_list_of_revisions_that_was_spoilt_is_told() -> None:
    Path("data/town/revisions.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("history", "output")
    assert result.exit_code == 1
    assert "不是程序记的表" in result.stderr


@pytest.mark.usefixtures("town")
def test_a_folder_that_is_not_there_is_wrong_use() -> None:
    assert run("merge", "nowhere").exit_code == 2

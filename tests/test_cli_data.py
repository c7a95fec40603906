"""Claims about `briefing data …`: what is written, said and returned, and with which exit code."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.build.files import write_all
from briefing.cli import app
from briefing.cli.app import data as commands
from briefing.errors import BriefingError
from briefing.intake import issue
from tests.intake.rounds import Round, fill

ROOT = Path(__file__).parent.parent


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
    heads, row = (line.split("\t") for line in result.stdout.splitlines())
    assert heads[0].startswith("时间（UTC")
    assert heads[1:] == ["期间", "地区", "项目", "原值", "新值", "填报人", "合并人", "文件", "位置"]
    assert row[1:] == [
        "2020年1月", "江湾镇", "数值", "—", "21.3", "张三", "王分析", "back/2020-01/a.xlsx", "指标数据!G5",
    ]  # fmt: skip
    (told,) = json.loads(run("history", "output", "--json").stdout)["revisions"]
    assert (told["old"], told["new"], told["department"]) == ("", "21.3", "经发办")
    assert told["period"] == "2020-01"
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


def _example(command: str) -> list[str]:
    """Return the words of the example in a command's help, behind `briefing data`."""
    (found,) = [each for each in commands.registered_commands if each.callback and each.callback.__name__ == command]
    return shlex.split(str(found.epilog).removeprefix("例："))[2:]


@pytest.mark.parametrize("command", ["form", "history"])
def test_the_example_in_the_help_works_on_the_data_that_come_with_the_program(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "briefing.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run(*_example(command))
    assert result.exit_code == 0, result.output


def _without_a_long_table(town: Round) -> None:
    (town.folder / "observations.csv").unlink()
    (town.folder / "宽表.csv").write_text("指标,2019年12月\n规上工业产值,20\n", encoding="utf-8")


def test_no_form_goes_out_for_data_that_merging_cannot_write_to_unless_it_is_asked_for(town: Round) -> None:
    _without_a_long_table(town)
    result = run("form", "town", "--period", "2020-01", "-o", "out")
    assert result.exit_code == 1
    assert "表收回来以后合并不进这个数据集，没有发表：" in result.stderr
    assert "加 --anyway" in result.stderr
    assert not Path("out").exists()
    assert run("form", "town", "--period", "2020-01", "-o", "out", "--anyway").exit_code == 0


def test_forms_that_could_not_be_noted_are_told_to_be_there_and_are_noted_by_the_same_command(
    town: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(issue, "write_all", _read_only(town.folder))
        result = run("form", "town", "--period", "2020-01", "-o", "out")
    assert result.exit_code == 1
    assert "3份表已经写在 out，但没有记进数据集的 forms.csv：写不进去" in result.stderr
    assert "data/town/forms.csv" in result.stderr
    assert not (town.folder / "forms.csv").exists()
    assert run("form", "town", "--period", "2020-01", "-o", "out").exit_code == 0
    assert (town.folder / "forms.csv").exists()


def _read_only(folder: Path) -> Callable[[Path, Mapping[str, bytes]], None]:
    def write(to: Path, contents: Mapping[str, bytes]) -> None:
        if to == folder:
            raise BriefingError("写不进去（没有权限）。", "data/town/forms.csv")
        write_all(to, contents)

    return write


def test_one_of_two_forms_can_be_preferred(town: Round) -> None:
    form = town.issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    fill(form, town.back() / "b.xlsx", {"output": {"value": 21.4}})
    first = run("merge", "back")
    assert first.exit_code == 1
    assert "核对无误的可以认可" not in first.stdout
    assert run("merge", "back", "--prefer", "back/2020-01/b.xlsx").exit_code == 0
    assert town.value("output") == "21.4"

"""Claims about `briefing template …`: what is listed, shown, made and checked, and with which exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.cli import app
from briefing.template.load import load
from briefing.yamlfile import parse
from tests.datasets import single, targets
from tests.template.layered import ROOT, write

MINE = "extends: root\nname: 我的\ndescription: 例会用\n"


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(app, ["template", *words])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(single(tmp_path), root=ROOT, mine=MINE)


@pytest.mark.parametrize("command", ["list", "show", "new", "check", "schema"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, ["template", command, "--help"])
    assert result.exit_code == 0
    assert f"例：briefing template {command}" in result.output


def test_list_says_title_base_origin_and_purpose(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run(root, monkeypatch, "list")
    rows = [line.split("\t") for line in found.stdout.splitlines()]
    assert found.exit_code == 0
    assert ["mine", "我的", "root", "本工作文件夹", "templates/mine", "例会用"] in rows
    assert ["root", "底", "—", "本工作文件夹", "templates/root", ""] in rows
    assert [(row[1], row[2], row[3]) for row in rows if row[0] == "leadership"] == [("领导", "_base", "自带")]
    assert not [row for row in rows if row[0].startswith("_")]


def test_list_takes_no_purpose_from_the_base(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, other="extends: mine\nname: 另\n")
    found = json.loads(run(root, monkeypatch, "list", "--json").stdout)
    assert {entry["audience"]: entry["description"] for entry in found}["other"] == ""


def test_list_goes_on_past_a_template_at_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, broken="extends: nobody\nname: 坏\n")
    found = run(root, monkeypatch, "list", "--json")
    faults = {entry["audience"]: entry["fault"] for entry in json.loads(found.stdout)}
    assert found.exit_code == 0
    assert faults["broken"].startswith("templates/broken/template.yaml:1: extends 写的“nobody”没有这个模板。")
    assert faults["mine"] == ""


def test_show_names_the_line_that_every_value_comes_from(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, mine__single="chapters: {overview: {pages: {summary: {label: 'a: b # c'}}}}\n")
    shown = run(root, monkeypatch, "show", "mine", "--dataset", "single").stdout.splitlines()
    assert shown[0].endswith("templates/root/template.yaml → templates/mine/template.yaml → templates/mine/single.yaml")
    assert "name: 我的  # templates/mine/template.yaml:2" in shown
    assert '        label: "a: b # c"  # templates/mine/single.yaml:1' in shown
    assert "    for_each: theme  # templates/root/template.yaml:10" in shown


def test_what_show_prints_is_the_template_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, mine=MINE + 'words: {closing: "no", note: "null", source: ""}\nendnotes: ["第一\\n行", "- x"]\n')
    shown = run(root, monkeypatch, "show", "mine").stdout
    assert parse(shown, "shown").value == load(root, "mine", "").source.value


def test_show_as_json_has_the_place_of_every_leaf(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = json.loads(run(root, monkeypatch, "show", "mine", "--json").stdout)
    assert shown["files"] == ["templates/root/template.yaml", "templates/mine/template.yaml"]
    assert shown["template"]["name"] == "我的"
    assert shown["origins"]["name"] == "templates/mine/template.yaml:2"
    assert shown["origins"]["chapters/themes/for_each"] == "templates/root/template.yaml:10"


def test_show_of_an_unknown_audience_suggests_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run(root, monkeypatch, "show", "mien")
    assert found.exit_code == 1
    assert "是不是想写：mine？" in found.stderr


@pytest.mark.parametrize("base", ["leadership", "mine", "_base"])
def test_new_makes_a_template_that_can_be_built_on_at_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    found = run(root, monkeypatch, "new", "例会", "--from", base)
    assert found.exit_code == 0
    assert found.stdout.startswith(f"已新建 templates/例会/template.yaml，继承 {base}。")
    loaded = load(root, "例会", "single")
    assert (loaded.template.name, loaded.layers[-1].extends) == ("例会", base)
    assert [path.name for path in (root / "templates").iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("base", ["leadership", "mine", "_base"])
def test_every_example_of_a_new_template_holds_when_it_is_put_in_force(
    root: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    run(root, monkeypatch, "new", "例会", "--from", base)
    path = root / "templates" / "例会" / "template.yaml"
    text = path.read_text(encoding="utf-8")
    in_force = re.sub(r"(?m)^#(?=\S| {2})", "", text)
    assert in_force.count("\n#") < text.count("\n#") - 15
    path.write_text(in_force, encoding="utf-8")
    made = load(root, "例会", "single").template
    assert "words" in made.chapters
    assert "appendix" not in made.chapters
    assert (made.style.accent, made.pdf.form, made.pptx.words.contents) == ("#0B5394", "report", "目 录")


@pytest.mark.parametrize("name", ["../x", "a/b", "..", "_x", ".x", "", "a b", "a:b", "C:\\x", "a\nb", "CON", "aux"])
def test_new_refuses_what_is_no_name(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = sorted(path for path in root.rglob("*"))
    found = run(root, monkeypatch, "new", "--", name)
    assert found.exit_code == 2
    assert "不能做模板的名字" in found.stderr
    assert sorted(path for path in root.rglob("*")) == before


def test_new_leaves_alone_what_is_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run(root, monkeypatch, "new", "mine")
    assert (found.exit_code, "已经有了" in found.stderr) == (2, True)
    assert (root / "templates" / "mine" / "template.yaml").read_text(encoding="utf-8") == MINE


def test_new_hides_no_built_in_template_that_it_does_not_extend(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run(root, monkeypatch, "new", "leadership", "--from", "mine")
    assert (found.exit_code, "盖住" in found.stderr) == (2, True)
    assert run(root, monkeypatch, "new", "leadership").exit_code == 0
    assert load(root, "leadership", "single").layers[-2].is_builtin


def test_new_from_nothing_known_suggests_a_template(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run(root, monkeypatch, "new", "x", "--from", "leadershp")
    assert found.exit_code == 2
    assert "是不是想写：leadership？" in found.stderr


def test_check_alone_says_what_data_a_template_needs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        root,
        mine=MINE
        + "chapters: {more: {pages: {p: {headline: '{{ forest | value }}', blocks: {"
        + "a: {kind: table, of: projects}, b: {kind: chart, of: milestones}, c: {kind: chart, indicators: [steel]}"
        + "}}}}}\n",
    )
    found = json.loads(run(root, monkeypatch, "check", "mine", "--json").stdout)
    assert found["problems"] == []
    assert found["needs"] == {"tables": ["projects", "milestones"], "indicators": ["forest", "steel"]}


def test_check_over_data_names_indicators_that_are_not_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        root,
        mine__single="chapters:\n  overview:\n    pages:\n      summary:\n        headline: '{{ forset | value }}'\n",
    )
    found = run(root, monkeypatch, "check", "mine", "--dataset", "single")
    assert found.exit_code == 1
    assert "templates/mine/single.yaml:5: 第 23 列：没有“forset”这个名字。是不是想写：forest？" in found.stderr


def test_check_hints_at_a_patch_for_no_data_set_there_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, mine__singel="chapters: {}\n")
    found = run(root, monkeypatch, "check", "mine", "--dataset", "single")
    assert "templates/mine/singel.yaml: 没有“singel”这个数据集，这个文件用不上。是不是想写：single？" in found.stderr


def test_a_name_in_chinese_is_told_the_id_of_the_indicator(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, mine=MINE + "endnotes:\n  - '{{ 森林覆盖率 | value }}'\n")
    found = run(root, monkeypatch, "check", "mine", "--dataset", "single")
    assert "没有“森林覆盖率”这个名字。这里写指标的编号：forest。" in found.stderr


def test_check_finds_texts_that_cannot_be_read_without_any_data(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, mine=MINE + "endnotes:\n  - '{{ period.label }'\n  - '{{ period | vlaue }}'\n")
    found = run(root, monkeypatch, "check", "mine", "--json")
    problems = json.loads(found.stdout)["problems"]
    assert found.exit_code == 1
    assert [problem["where"].rpartition(":")[2] for problem in problems] == ["5", "6"]
    assert problems[1]["message"] == "第 18 列：没有“vlaue”这个过滤器。"


def test_check_hints_at_indicators_that_no_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = "name: 少\nchapters: {a: {pages: {p: {headline: 一句话, blocks: {t: {kind: paragraph, text: 一段话}}}}}}\n"
    root = write(single(tmp_path), few=only, mine="extends: leadership\nname: 全\n")
    few = run(root, monkeypatch, "check", "few", "--dataset", "single")
    assert few.exit_code == 0
    assert "提示：data/single: 有1个指标没有写进附录以外的任何一页：森林覆盖率（forest）。" in few.stderr
    assert "森林覆盖率" not in run(root, monkeypatch, "check", "mine", "--dataset", "single").stderr


def test_check_hints_at_tables_that_the_data_set_does_not_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(targets(tmp_path), mine="extends: leadership\nname: 全\n")
    dataset = next((root / "data").iterdir()).name
    found = run(root, monkeypatch, "check", "mine", "--dataset", dataset)
    assert "模板要用亮点表（highlights），数据集里没有" in found.stderr


def test_check_hints_at_colours_too_near_each_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, mine=MINE + 'pptx:\n  style:\n    muted: "#AAAAAA"\n')
    found = run(root, monkeypatch, "check", "mine")
    assert found.exit_code == 0
    hints = [line for line in found.stderr.splitlines() if "对比度" in line]
    assert hints[0].startswith(
        "提示：templates/mine/template.yaml:6: style 的 muted（#AAAAAA）在底色 ground（#FFFFFF）上"
    )
    assert "只有 2.3" in hints[0]
    assert len(hints) == 2


def test_check_hints_at_a_theme_whose_colour_is_too_light(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = root / "data" / "single" / "dataset.yaml"
    described.write_text(
        described.read_text(encoding="utf-8").replace("绿色发展", '绿色发展, color: "#9ACD32"'), encoding="utf-8"
    )
    assert "主题“绿色发展”的颜色（#9ACD32）" in run(root, monkeypatch, "check", "mine", "--dataset", "single").stderr


def test_check_hints_at_a_headline_too_long_for_two_lines(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "很长的标题" * 13
    write(
        root,
        mine=MINE + f"chapters: {{overview: {{pages: {{summary: {{headline: '{long}{{{{ period.label }}}}'}}}}}}}}\n",
    )
    assert "标题光是写定的字就有65个" in run(root, monkeypatch, "check", "mine").stderr


def test_show_takes_in_the_files_for_a_language(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, mine__template__en="name: Mine\n")
    shown = run(root, monkeypatch, "show", "mine", "--lang", "en").stdout.splitlines()
    assert "name: Mine  # templates/mine/template.en.yaml:1" in shown


def test_the_built_in_template_has_nothing_to_complain_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(root, monkeypatch, "check", "leadership").stderr == ""

"""Claims about audiences in whole builds: what a template may not name, what is typed by hand, what is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.build.job import Job, Prepared, prepare
from briefing.build.leaks import hold_back
from briefing.build.said import said as every_text
from briefing.build.template_check import check
from briefing.build.workspace import find
from briefing.cli.app import app
from briefing.compose import compose
from briefing.document import Document
from briefing.errors import Problem, ProblemsFound
from briefing.sources import load
from tests.leaks import secret

RUN = CliRunner()
PAGE = """\
chapters:
  one:
    pages:
      page:
        headline: 一页
        blocks:
          words: {{kind: paragraph, text: "{text}"}}
          own: {block}
"""
TABLE = "{kind: table, of: indicators}"
PLACE = "templates/own/template.yaml"


def ready(
    root: Path, text: str = "一句话", block: str = TABLE, policy: str = "policy: {sees: [public]}\n", **job: str
) -> Prepared:
    """Prepare the secret data set for a template of one page: its policy on the second line, the text on the ninth."""
    secret.workspace(root)
    folder = root / "templates" / job.get("audience", "own")
    folder.mkdir(exist_ok=True)
    (folder / "template.yaml").write_text(f"name: 自己的\n{policy}{PAGE.format(text=text, block=block)}", "utf-8")
    return prepare(find(root), Job(audience=job.get("audience", "own"), period=job.get("period")))


def composed(made: Prepared) -> Document:
    document = compose(made.loaded, made.dataset, made.period)
    hold_back(document, made.loaded, made.whole, made.dataset, made.withheld)
    return document


def problem(
    root: Path, text: str = "一句话", block: str = TABLE, policy: str = "policy: {sees: [public]}\n"
) -> Problem:
    with pytest.raises(ProblemsFound) as caught:
        composed(ready(root, text, block, policy))
    (found,) = caught.value.problems
    return found


def test_a_text_that_names_a_withheld_indicator_is_told_so_and_how_to_get_out(tmp_path: Path) -> None:
    found = problem(tmp_path, "档案{{ files | value }}。")
    assert found.where == f"{PLACE}:9"
    assert found.message.endswith("指标“files”不给这个模板看（仅内部可见）。")
    assert "visibility" in found.hint
    named = problem(tmp_path, "底稿{{ drafts | value }}。", policy="policy: {withhold_indicators: [drafts]}\n")
    assert named.message.endswith("指标“drafts”不给这个模板看（模板规定不公开这个指标）。")


def test_a_block_that_names_a_withheld_indicator_or_project_is_told_so(tmp_path: Path) -> None:
    found = problem(tmp_path, block="{kind: key_figures, indicators: [output, funds]}")
    assert (found.where, found.message) == (f"{PLACE}:10", "指标“funds”不给这个模板看（仅领导可见）。")
    found = problem(tmp_path, block="{kind: chart, of: milestones, project: under}")
    assert found.message == "项目“under”不给这个模板看（仅内部可见）。"


def test_a_withheld_period_is_told_so_and_no_older_value_stands_in_for_it(tmp_path: Path) -> None:
    found = problem(tmp_path, "{{ output | value('2022') }}")
    assert found.message == "指标“规上工业产值”2022年的数值不给这个模板看。"
    ready(tmp_path, "{{ output | value }}")
    rows = tmp_path / "data" / "secret" / "observations.csv"
    rows.write_text(
        rows.read_text("utf-8").replace("8321.64,37.619,7457,9193,", "8321.64,37.619,7457,9193,internal"), "utf-8"
    )
    again = prepare(find(tmp_path), Job(audience="own"))
    with pytest.raises(ProblemsFound, match="2024年的数值不给这个模板看"):
        composed(again)


def test_a_withheld_target_or_rate_that_a_sentence_needs_is_told_so(tmp_path: Path) -> None:
    policy = "policy: {withhold: {indicators: [target], observations: [growth]}}\n"
    for text, what in (
        ("target", "目标值"),
        ("completion", "目标值"),
        ("growth", "增长率"),
        ("published_growth", "增长率"),
    ):
        found = problem(tmp_path, f"{{{{ output | {text} }}}}", policy=policy)
        assert f"指标“规上工业产值”的{what}不给这个模板看" in found.message


def test_names_of_a_policy_that_nothing_has_are_problems_with_suggestions(tmp_path: Path) -> None:
    found = problem(tmp_path, policy="policy: {withhold_indicators: [draft]}\n")
    assert (found.where, found.message) == (f"{PLACE}:2", "没有“draft”这个指标。")
    assert "drafts" in found.hint
    found = problem(tmp_path, policy="policy: {round: {powre: 0}}\n")
    assert found.message == "round 里的“powre”不是指标、项目的编号，也不是它们的单位。"
    assert "power" in found.hint
    found = problem(tmp_path, policy="policy: {withhold: {indicators: [targte]}}\n")
    assert "target" in found.hint
    found = problem(tmp_path, policy="policy: {sees: [pubic]}\n")
    assert "public" in found.hint


def test_a_chart_that_needs_all_peers_is_a_problem_where_one_is_kept_back(tmp_path: Path) -> None:
    for kind in ("ranked", "share"):
        found = problem(tmp_path, block=f"{{kind: chart, chart: {kind}, indicators: [invest]}}")
        assert found.message == f"“固定资产投资”有的单位的数或位次不给这个模板看，画成 {kind} 会是错的。"


def test_checking_a_template_over_a_data_set_finds_what_a_build_would_stop(tmp_path: Path) -> None:
    ready(tmp_path, "档案48213.77件。")
    with pytest.raises(ProblemsFound) as caught:
        check(find(tmp_path), "own", "secret")
    (found,) = caught.value.problems
    assert found.where == f"{PLACE}:9"
    assert "48213.77件" in found.message


def test_precision_puts_no_digits_behind_a_rounded_value(tmp_path: Path) -> None:
    rules = "policy: {sees: [public], round: {兆瓦: -3}}\nprecision: {power: 3, calls: 2}\n"
    text = "负荷{{ power | value }}，{{ power | change }}；{{ calls | value }}。"
    made = composed(ready(tmp_path, text, policy=rules))
    words = "".join(each.text for each in every_text(made))
    assert "负荷51000兆瓦，比上年增加2000兆瓦；98.70%。" in words
    assert "000.0" not in words


def test_whoever_composes_data_that_are_not_restricted_to_the_audience_is_stopped(tmp_path: Path) -> None:
    made = ready(tmp_path)
    whole = load(tmp_path / "data" / "secret", tmp_path)
    with pytest.raises(ValueError, match="not restricted"):
        compose(made.loaded, whole, made.period)
    everyone = prepare(find(tmp_path), Job(audience="everyone"))
    with pytest.raises(ValueError, match="not restricted"):
        compose(made.loaded, everyone.dataset, made.period)


def test_the_owner_of_the_data_caps_what_a_template_of_a_name_sees(tmp_path: Path) -> None:
    everything = "policy: {sees: [public, internal, leaders]}\n"
    made = ready(tmp_path, policy=everything, audience="capped")
    assert "files" not in [indicator.id for indicator in made.dataset.indicators]
    assert {each.reason for each in made.withheld if each.id == "funds"} == {"数据集的 rules 不许这个模板看领导数据"}
    assert "files" in [indicator.id for indicator in ready(tmp_path, policy=everything).dataset.indicators]


def test_rules_that_name_no_visibility_are_a_problem_with_its_line(tmp_path: Path) -> None:
    secret.workspace(tmp_path)
    described = tmp_path / "data" / "secret" / "dataset.yaml"
    for rules, said in (("{sees: {open: [secret]}}", "没有“secret”这一级。"), ("{see: {}}", "不认识的键“rules.see”。")):
        described.write_text(secret.DESCRIBED.replace("{sees: {capped: [public]}}", rules), "utf-8")
        with pytest.raises(ProblemsFound) as caught:
            prepare(find(tmp_path), Job())
        (found,) = caught.value.problems
        assert found.where == "data/secret/dataset.yaml:8"
        assert said in found.message


def test_a_rule_for_a_template_that_is_not_there_is_told_to_the_builder_with_a_suggestion(tmp_path: Path) -> None:
    secret.workspace(tmp_path)
    described = tmp_path / "data" / "secret" / "dataset.yaml"
    rules = "{sees: {everyoen: [public], open: [public], public: [public], _base: [public]}}"
    described.write_text(secret.DESCRIBED.replace("{sees: {capped: [public]}}", rules), "utf-8")
    made = prepare(find(tmp_path), Job())
    said = "rules 里写了“everyoen”，现在没有这个模板，这条规矩管不到谁。是不是想写：everyone？"
    assert [str(notice) for notice in made.kept_back.strays] == [f"data/secret/dataset.yaml: {said}"]
    assert made.kept_back.strays[0] in made.kept_back.notices
    assert made.notices == ()


def test_check_tells_of_a_rule_for_a_template_that_is_not_there(here: Path) -> None:
    assert "rules 里写了“capped”，现在没有这个模板" in RUN.invoke(app, ["check", "-a", "open"]).stderr
    told = json.loads(RUN.invoke(app, ["check", "-a", "open", "--json"]).stdout)["notices"]
    assert any("rules 里写了“capped”" in notice for notice in told)
    (here / "templates" / "capped").mkdir()
    (here / "templates" / "capped" / "template.yaml").write_text("extends: open\n", "utf-8")
    found = RUN.invoke(app, ["check", "-a", "open"])
    assert (found.exit_code, "rules" in found.stderr) == (0, False)


def test_rules_may_be_written_in_chinese(tmp_path: Path) -> None:
    secret.workspace(tmp_path)
    described = tmp_path / "data" / "secret" / "dataset.yaml"
    described.write_text(secret.DESCRIBED.replace("[public]", "[公开, 内部]"), "utf-8")
    whole = load(tmp_path / "data" / "secret", tmp_path)
    assert whole.sees == (("capped", frozenset({"public", "internal"})),)


def test_without_anything_to_see_there_is_a_problem_and_no_file(tmp_path: Path) -> None:
    assert problem(tmp_path, policy="policy: {sees: []}\n").message == "没有一个数值是这个模板可以看的。"


def test_a_period_that_nobody_asks_for_is_the_latest_that_the_audience_sees(tmp_path: Path) -> None:
    secret.workspace(tmp_path)
    folder = tmp_path / "data" / "secret"
    (folder / "dataset.yaml").write_text(secret.DESCRIBED.replace("default_period: 2024\n", ""), "utf-8")
    with (folder / "observations.csv").open("a", encoding="utf-8") as rows:
        rows.write("output,all,2025,9000,,,,internal,\n")
    assert prepare(find(tmp_path), Job(audience="open")).period.code == "2024"
    assert prepare(find(tmp_path), Job(audience="everyone")).period.code == "2025"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("档案共48213.77件。", "48213.77件"),
        ("档案共 48,213.77 件。", "48213.77件"),
        ("档案共４８２１３．７７件。", "48213.77件"),
        ("目标是9173.25亿元。", "9173.25亿元"),
        ("同比增长37.619%。", "37.619%"),
        ("乙镇完成3188万元。", "3188万元"),
        ("玄武地下工程已封顶。", "玄武地下工程"),
        ("涉密档案总数达到5万。", "涉密档案总数达到5"),
        ("摘得内部嘉奖令", "摘得内部嘉奖令"),
    ],
)
def test_what_is_typed_by_hand_is_found_with_its_line(tmp_path: Path, text: str, found: str) -> None:
    policy = "policy: {withhold: {indicators: [target], observations: [growth]}}\n"
    fault = problem(tmp_path, text, policy=policy)
    assert fault.where == f"{PLACE}:9"
    assert fault.message.startswith(f"one/page/words 里写着“{found}”，它不给这个模板看（")


def test_a_highlight_that_holds_a_withheld_figure_is_found_with_its_row(tmp_path: Path) -> None:
    secret.workspace(tmp_path)
    rows = tmp_path / "data" / "secret" / "highlights.csv"
    made = ready(tmp_path, block="{kind: table, of: highlights}")
    rows.write_text(rows.read_text("utf-8").replace("获评全国示范区", "办理48213.77件获评示范"), "utf-8")
    made = prepare(find(tmp_path), Job(audience="own"))
    with pytest.raises(ProblemsFound) as caught:
        composed(made)
    (found,) = caught.value.problems
    assert found.where == "data/secret/highlights.csv:2"
    assert (
        found.message == "one/page/own 里写着“48213.77件”，它不给这个模板看（涉密档案总数 全区 2024年：仅内部可见）。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "全区共有44个方面、5个镇、2024年、60%。",
        "档案总数另行通报。",
        "{{ output | value }}中，148213.77件。",
        "第48213.771件。",
    ],
)
def test_small_numbers_and_longer_ones_are_no_leak(tmp_path: Path, text: str) -> None:
    assert composed(ready(tmp_path, text))


def test_a_number_that_is_shown_elsewhere_too_is_no_leak(tmp_path: Path) -> None:
    secret.workspace(tmp_path)
    rows = tmp_path / "data" / "secret" / "observations.csv"
    rows.write_text(rows.read_text("utf-8").replace("shops,a,2024,412", "shops,a,2024,48213.77"), "utf-8")
    indicators = tmp_path / "data" / "secret" / "indicators.csv"
    indicators.write_text(indicators.read_text("utf-8").replace("新开门店,economy,家", "新开门店,economy,件"), "utf-8")
    folder = tmp_path / "templates" / "own"
    folder.mkdir()
    (folder / "template.yaml").write_text(f"name: 自己的\n{PAGE.format(text='共48213.77件', block=TABLE)}", "utf-8")
    assert composed(prepare(find(tmp_path), Job(audience="own")))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    secret.workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def test_a_check_says_in_one_line_how_much_is_kept_back(here: Path) -> None:
    said = RUN.invoke(app, ["check", "-a", "open"])
    assert said.exit_code == 0
    assert "按“open”的口径略去12条数据、12处字段，用 --explain-withheld 查看。" in said.stderr
    assert "仅内部可见" not in said.output
    assert "略去" not in RUN.invoke(app, ["check", "-a", "everyone"]).output


def test_a_check_lists_what_is_kept_back_and_why(here: Path) -> None:
    said = RUN.invoke(app, ["check", "-a", "open", "--explain-withheld"])
    rows = [line.split("\t") for line in said.stdout.splitlines() if "\t" in line]
    assert ["指标", "涉密档案总数", "files", "仅内部可见", "data/secret/indicators.csv:6"] in rows
    assert [
        "字段", "规上工业产值 目标值", "output/target", "模板规定不公开“目标值”", "data/secret/indicators.csv:2",
    ] in rows  # fmt: skip
    assert len(rows) == 24
    assert "没有略去数据" in RUN.invoke(app, ["check", "-a", "everyone", "--explain-withheld"]).stderr


def test_json_has_it_where_it_is_asked_for(here: Path) -> None:
    plain = json.loads(RUN.invoke(app, ["check", "-a", "open", "--json"]).stdout)
    assert "withheld" not in plain
    said = json.loads(RUN.invoke(app, ["check", "-a", "open", "--explain-withheld", "--json"]).stdout)
    assert said["problems"] == []
    assert said["withheld"][0] == {
        "kind": "indicator", "name": "涉密档案总数", "id": "files", "reason": "仅内部可见",
        "origin": "data/secret/indicators.csv:6",
    }  # fmt: skip
    assert "可由合计推算" in said["notices"][0]


def test_a_build_explains_and_builds_as_usual_and_the_files_know_nothing_of_it(here: Path) -> None:
    said = RUN.invoke(app, ["build", "-a", "open", "-f", "pdf", "--explain-withheld"])
    assert said.exit_code == 0
    assert "output/secret/2024/open/briefing.pdf" in said.stdout
    assert "领导专项经费" in said.stdout
    manifest = (here / "output/secret/2024/open/manifest.json").read_text("utf-8")
    assert all(word not in manifest for word in ("领导专项经费", "推算", "仅领导"))


def test_the_owner_is_shown_everything(here: Path) -> None:
    assert "领导专项经费" in RUN.invoke(app, ["show", "secret"]).stdout
    assert "held" not in RUN.invoke(app, ["show", "secret", "--json"]).stdout

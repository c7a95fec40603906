"""`briefing trace`: how a figure came about, and what stands at its places now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from briefing.build.figure_ids import named
from briefing.build.formulas import formula
from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.cli import app
from tests.datasets import write
from tests.rounding.sample import workspace

GROWTH = "output/here/2020/growth:2019"
TEMPLATE = (
    "name: 测试\nchapters: {a: {pages: {b: {label: 总体, headline: 情况, blocks: {said: {kind: paragraph, "
    "text: '产值{{ output | value }}，{{ output | change }}；利润{{ profit | value }}，{{ profit | change }}。'}}}}}}\n"
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(
        tmp_path,
        "small",
        "title: 小数据\nsynthetic: true\nthemes: [{id: economy, name: 经济}]\nentities: [{id: here, name: 本区}]\n",
        indicators=[
            ("id", "name", "theme", "unit"),
            ("output", "产值", "economy", "亿元"),
            ("profit", "利润", "economy", "亿元"),
        ],
        observations=[
            ("指标", "期间", "数值", "同比"),
            ("output", "2019", "681.4", ""),
            ("output", "2020", "843.8", ""),
            ("profit", "2019", "50.0", ""),
            ("profit", "2020", "60.0", "12.5"),
        ],
    )
    (tmp_path / "templates" / "mine").mkdir(parents=True)
    (tmp_path / "templates" / "mine" / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "briefing.yaml").write_text("audience: mine\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["trace", *words])
    assert result.exit_code == code, result.output
    return result.output


def told(*words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*words, "--json"))["figures"]
    return found


def test_a_rate_is_told_with_its_formula_both_values_and_both_cells(root: Path) -> None:
    said = run(GROWTH)
    assert "产值：23.8%" in said
    assert "准确值 23.83328441444085705899618430" in said
    assert "比上年增长 = 本期 ÷ 上年 − 1" in said
    assert "本期 2020年：843.8亿元" in said
    assert "基期 2019年：681.4亿元" in said
    assert "data/small/observations.csv:2\n        现在是 数值（C列） 681.4" in said
    assert "data/small/observations.csv:3\n        现在是 数值（C列） 843.8" in said


def test_a_published_rate_is_told_to_be_one_with_its_own_column(root: Path) -> None:
    (found,) = told("profit/here/2020/growth:2019")
    assert found["formula"] == "公布的增长率，原样引用"
    assert [(place["where"], place["column"], place["cell"]) for place in found["origins"]] == [
        ("data/small/observations.csv:5", "同比（D列）", "12.5"),
    ]
    assert found["terms"] == [{"name": "公布 2020年", "value": "12.5%"}]


def test_what_is_printed_finds_its_figures(root: Path) -> None:
    assert [each["id"] for each in told("843.8亿元")] == ["output/here/2020/value"]
    (root / "data/small/observations.csv").write_text(
        "指标,期间,数值\noutput,2020,5.0\nprofit,2020,5.0\n", encoding="utf-8"
    )
    (root / "templates/mine/template.yaml").write_text(
        TEMPLATE.replace("，{{ output | change }}", "").replace("，{{ profit | change }}", ""), encoding="utf-8"
    )
    said = run("5.0 亿元")
    assert "output/here/2020/value" in said
    assert "profit/here/2020/value" in said
    assert "找到2个数；写编号就看其中一个。" in said


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("843.8", ["output/here/2020/value"]),
        ("产值", ["output/here/2020/value", "output/here/2020/growth:2019"]),
        ("比上年增长23.8%，", ["output/here/2020/growth:2019"]),
        ("公布增长 12.5 %", ["profit/here/2020/growth:2019"]),
    ],
)
def test_a_number_without_its_unit_a_name_and_a_figure_within_words_are_found(
    root: Path, asked: str, ids: list[str]
) -> None:
    assert [each["id"] for each in told(asked)] == ids


@pytest.mark.parametrize("asked", ["43.8", "1843.8亿元", "843.85亿元", "84", "值", "output/843.8亿元"])
def test_a_part_of_a_number_or_of_a_name_finds_nothing(root: Path, asked: str) -> None:
    assert "没有编号是" in run(asked, code=2)


def test_what_is_not_there_is_wrong_use_and_near_ids_are_suggested(root: Path) -> None:
    said = run("output/here/2020/vaule", code=2)
    assert "没有编号是“output/here/2020/vaule”或印成“output/here/2020/vaule”的数。" in said
    assert "output/here/2020/value" in said


def test_a_manifest_tells_whether_the_file_was_changed_since(root: Path) -> None:
    build(find(root), Job(formats=("pptx",)))
    manifest = str(next(root.rglob("manifest.json")))
    (before,) = told("843.8亿元", "--manifest", manifest)
    assert [(place["state"], place["cell"]) for place in before["origins"]] == [("same", "843.8")]
    table = root / "data/small/observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("843.8", "850.1"), encoding="utf-8")
    (after,) = told("843.8亿元", "--manifest", manifest)
    assert after["text"] == "843.8亿元"
    assert [(place["state"], place["cell"]) for place in after["origins"]] == [("changed", "850.1")]
    said = run("843.8亿元", "--manifest", manifest)
    assert "【文件已改动】\n        现在是 数值（C列） 850.1" in said
    table.unlink()
    (gone,) = told("843.8亿元", "--manifest", manifest)
    assert [(place["state"], place["cell"]) for place in gone["origins"]] == [("missing", "")]


def test_a_manifest_leads_to_no_file_outside_the_workspace(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "observations.csv"
    secret.write_text("指标,期间,数值\noutput,2020,7\n", encoding="utf-8")
    build(find(root), Job(formats=("pptx",)))
    manifest = next(root.rglob("manifest.json"))
    named_there = manifest.read_text(encoding="utf-8").replace("data/small/observations.csv", str(secret))
    manifest.write_text(named_there, encoding="utf-8")
    (found,) = told("843.8亿元", "--manifest", str(manifest))
    assert [(place["state"], place["cell"], place["row"]) for place in found["origins"]] == [("missing", "", {})]


@pytest.fixture
def manifest(root: Path) -> Path:
    build(find(root), Job(formats=("pptx",)))
    return next(root.rglob("manifest.json"))


@pytest.mark.parametrize(
    "changed",
    [
        {"origins": [{"file": "data/small/observations.csv", "cell": 5}]},
        {"origins": [{"file": None}]},
        {"origins": [{"file": "a", "more": "b"}]},
        {"origins": ["a"]},
        {"raw": "1E+999999"},
        {"raw": "1E-999999"},
        {"raw": "9" * 5000},
        {"raw": "sNaN"},
        {"raw": 1.5, "id": None, "label": None, "origins": None},
    ],
)
def test_a_manifest_that_no_build_wrote_is_a_problem_and_no_crash(manifest: Path, changed: dict[str, Any]) -> None:
    _change(manifest, changed)
    assert "不是生成简报时写下的 manifest.json" in run("output/here/2020/value", "-m", str(manifest), code=1)


@pytest.mark.parametrize("cell", ["²", "9" * 5000, "C²", "", "A\x1b[31m", "C0", "AAAA1"])
def test_a_cell_that_is_none_is_told_without_what_stands_there(manifest: Path, cell: str) -> None:
    _change(manifest, {"origins": [{"file": "data/small/observations.csv", "cell": cell}]})
    (found,) = told("output/here/2020/value", "-m", str(manifest))
    assert [(place["state"], place["cell"]) for place in found["origins"]] == [("same", "")]


@pytest.mark.parametrize("file", ["data/small/\0", "a" * 5000, "loop/observations.csv"])
def test_a_file_that_cannot_be_is_told_to_be_none_of_here(manifest: Path, root: Path, file: str) -> None:
    (root / "loop").symlink_to(root / "loop")
    _change(manifest, {"origins": [{"file": file, "cell": "2"}]})
    (found,) = told("output/here/2020/value", "-m", str(manifest))
    assert [place["state"] for place in found["origins"]] == ["elsewhere"]


def test_an_id_with_a_base_that_is_no_period_is_explained_all_the_same(manifest: Path) -> None:
    _change(manifest, {"id": "output/here/2020/growth:notaperiod", "metric": "growth"})
    assert "公布的增长率" in run("output/here/2020/growth:notaperiod", "-m", str(manifest))


def test_a_link_in_the_workspace_leads_to_no_file_outside_of_it(
    manifest: Path, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere")
    (secret / "observations.csv").write_text("指标,期间,数值\noutput,2020,7\n", encoding="utf-8")
    (root / "link").symlink_to(secret)
    _change(manifest, {"origins": [{"file": "link/observations.csv", "cell": "2"}]})
    (found,) = told("output/here/2020/value", "-m", str(manifest))
    assert [(place["state"], place["cell"], place["row"]) for place in found["origins"]] == [("elsewhere", "", {})]


def test_nothing_that_a_terminal_would_obey_is_printed(manifest: Path, root: Path) -> None:
    _change(manifest, {"label": "产值\x1b[31m\x07", "text": "\x1b]0;x\x07"})
    table = root / "data/small/observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("681.4", "681.4,\x1b[2J"), encoding="utf-8")
    for asked in ("output/here/2020/value", GROWTH, "\x1b]0;x\x07"):
        assert "\x1b" not in run(asked, "-m", str(manifest))
    assert "\x1b" not in run("output/here/2020/vaule", "-m", str(manifest), code=2)


def _change(manifest: Path, changed: dict[str, Any]) -> None:
    """Change how a manifest describes `output/here/2020/value`, which may get another id by that."""
    made = json.loads(manifest.read_text(encoding="utf-8"))
    figure = next(each for each in made["figures"] if each["id"] == "output/here/2020/value")
    figure |= changed
    manifest.write_text(json.dumps(made), encoding="utf-8")


def test_what_is_no_manifest_is_a_problem_and_a_manifest_takes_no_other_choice(root: Path) -> None:
    assert "不是生成简报时写下的 manifest.json" in run("x", "--manifest", "briefing.yaml", code=1)
    assert "清单打不开：没有这个文件或文件夹。" in run("x", "--manifest", "none.json", code=1)
    assert "请去掉别的选项" in run("x", "--manifest", "none.json", "--period", "2020", code=2)


def test_a_cell_of_a_workbook_is_told_by_its_sheet_and_letters(root: Path) -> None:
    tables = {path.stem: path.read_text(encoding="utf-8") for path in (root / "data/small").glob("*.csv")}
    book = Workbook()
    for name, text in tables.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append([float(cell) if cell.replace(".", "").isdigit() and "." in cell else cell
                          for cell in line.split(",")])  # fmt: skip
        (root / f"data/small/{name}.csv").unlink()
    del book["Sheet"]
    book.save(root / "data/small/data.xlsx")
    (found,) = told("output/here/2020/value")
    assert [(place["where"], place["column"], place["cell"]) for place in found["origins"]] == [
        ("data/small/data.xlsx:observations!C3", "数值（C列）", "843.8")
    ]


def test_a_row_of_parquet_is_told_with_its_cells(root: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    (root / "data/small/observations.csv").unlink()
    rows = {"指标": ["output", "output"], "期间": ["2019", "2020"], "数值": [681.4, 843.8], "同比": [None, 2.5]}
    parquet.write_table(pyarrow.table(rows), root / "data/small/observations.parquet", row_group_size=1)
    (root / "templates/mine/template.yaml").write_text(TEMPLATE.split("；利润")[0] + "'}}}}}}\n", encoding="utf-8")
    (found,) = told("output/here/2020/value")
    (place,) = found["origins"]
    assert (place["where"], place["column"], place["cell"]) == (
        "data/small/observations.parquet:2", "数值（C列）", "843.8",
    )  # fmt: skip
    assert place["row"] == {"指标": "output", "期间": "2020", "数值": "843.8", "同比": "2.5"}


def test_a_cell_of_a_wide_table_is_told_by_its_place(root: Path) -> None:
    (root / "data/small/observations.csv").unlink()
    wide = "指标,2019年,2020年\n产值,681.4,843.8\n利润,50.0,60.0\n"
    (root / "data/small/宽表.csv").write_text(wide, encoding="utf-8")
    (found,) = told("output/here/2020/value")
    assert [(place["where"], place["column"], place["cell"]) for place in found["origins"]] == [
        ("data/small/宽表.csv:C2", "2020年（C列）", "843.8")
    ]


def test_a_row_of_a_database_in_the_workspace_is_told_to_be_elsewhere(root: Path) -> None:
    import sqlite3

    (root / "data/small/observations.csv").unlink()
    with sqlite3.connect(root / "data/small/small.db") as base:
        base.execute("create table observations (indicator, period, value)")
        rows = [
            ("output", "2019", "681.4"),
            ("output", "2020", "843.8"),
            ("profit", "2019", "5"),
            ("profit", "2020", "6"),
        ]
        base.executemany("insert into observations values (?, ?, ?)", rows)
    base.close()
    (found,) = told("output/here/2020/value")
    assert [(place["state"], place["cell"]) for place in found["origins"]] == [("elsewhere", "")]


def test_a_part_that_was_moved_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace(tmp_path, head="rounding: largest_remainder\n"))
    (found,) = told("farm/sums/2020/value", "--audience", "mine")
    assert (found["text"], found["raw"], found["adjusted"]) == ("34亿元", "33.4", True)
    assert "按最大余数法取舍" in found["formula"]


@pytest.mark.parametrize(
    ("id_", "metric", "said"),
    [
        ("a/b/2020-09/growth:2019-09", "growth", "同比 = 本期 ÷ 上年同期 − 1"),
        ("a/b/2020-09/growth:2020-08", "growth", "环比 = 本期 ÷ 上期 − 1"),
        ("a/b/2020/growth:2017", "growth", "比2017年增长 = 本期 ÷ 基期 − 1"),
        ("a/b/2020/cagr:2017", "cagr", "年均增长 = （本期 ÷ 基期）的年数次方根 − 1"),
        ("a/b/2020/points:2019", "points", "比上年 = 本期的率 − 上年的率"),
        ("a/b/2020/rank_change:2017", "rank_change", "比2017年 = 基期位次 − 本期位次"),
        ("a/b/2020/share:a+c", "value", "占比 = 本项 ÷ 各项之和（a、c），按准确值算"),
        ("a/b/2020/pace", "progress", "序时进度 = 已过的月数 ÷ 计划的月数"),
        ("project/bridge/progress", "progress", "项目表里填的进度"),
    ],
)
def test_each_formula_is_said_in_words(id_: str, metric: Any, said: str) -> None:
    from decimal import Decimal

    assert formula(id_, metric, Decimal(1), False, None) == said


def test_an_id_is_taken_apart() -> None:
    parts = named("output/here/2020-01..2020-09/growth:2019-01..2019-09|signed")
    assert (parts.indicator, parts.entity, parts.kind, parts.extra) == ("output", "here", "growth", "2019-01..2019-09")
    assert parts.period is not None
    assert parts.period.code == "2020-01..2020-09"

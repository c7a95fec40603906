"""Claims about `briefing check` as a report: by department, text, JSON and a workbook with the cells marked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from briefing.build.report.styles import FILLS, Names
from briefing.build.report.tables import Spot, spot_of
from briefing.cli import app
from tests.datasets import write

MUST, DOUBT, KNOWN = (f"FF{fill[1:]}" for fill in FILLS.values())
TITLE = (
    "title: 江湾区数据\nsynthetic: true\nas_of: 2020-09-30\n"
    "themes: [{id: a, name: 产业, department: 区经信局}, {id: b, name: 民生}]\n"
)
INDICATORS = [
    ("id", "name", "theme", "unit", "kind", "department"),
    ("sales", "销售收入", "a", "亿元", "flow", ""),
    ("cover", "养老覆盖率", "b", "%", "rate", "区民政局"),
    ("jobs", "新增就业", "b", "人", "count", ""),
]
GOOD = [
    ("indicator", "period", "value", "growth"),
    ("sales", "2020-08", "10.0", ""),
    ("sales", "2020-09", "10.1", ""),
    ("cover", "2020", "97.3", ""),
    ("jobs", "2020-09", "30", ""),
]
DOUBTFUL = [*GOOD[:2], ("sales", "2020-09", "30.0", ""), *GOOD[3:]]
WRONG = [*GOOD[:2], ("sales", "2020-09", "30.0", ""), ("cover", "2020", "973", ""), ("jobs", "2020-09", "很多", "")]


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(app, ["check", *words])


def workspace(root: Path, rows: Sequence[tuple[str, ...]], rules: str = "") -> Path:
    return write(root, "town", TITLE + rules, indicators=INDICATORS, observations=rows)


def test_the_report_goes_by_department_problems_before_doubts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run(workspace(tmp_path, WRONG), monkeypatch)
    assert made.exit_code == 1
    assert made.stdout == ""
    assert [line.split("。")[0] for line in made.stderr.splitlines() if line] == [
        "【区民政局】必须改1项",
        "必须改：",
        "data/town/observations.csv:4: 养老覆盖率2020年是973%，超过100%",
        "【区经信局】请核实1项",
        "请核实：",
        "data/town/observations.csv:3: 销售收入2020年9月是30.0亿元，比2020年8月的10.0亿元增长200%，超过50%",
        "【未注明部门】必须改1项",
        "必须改：",
        "data/town/observations.csv:5: value（数值）：应该是数字，写的却是“很多”",
        "共2个问题",
    ]


def test_doubts_alone_pass_unless_they_are_to_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, DOUBTFUL)
    made = run(root, monkeypatch)
    assert (made.exit_code, made.stdout.splitlines()[-1]) == (
        0,
        "没有必须改的问题：江湾区数据，3个指标、4个数值。请核实1项。",
    )
    assert run(root, monkeypatch, "--strict").exit_code == 1
    assert run(workspace(tmp_path, GOOD), monkeypatch, "--strict").exit_code == 0


def test_what_is_confirmed_stands_apart_and_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = "rules:\n  confirmed:\n    - {rule: jump, indicator: 销售收入, note: 新厂投产}\n"
    made = run(workspace(tmp_path, DOUBTFUL, rules), monkeypatch, "--strict")
    assert made.exit_code == 0
    assert "【区经信局】已核实1项\n已核实：\ndata/town/observations.csv:3: " in made.stdout
    assert "，超过50%。（新厂投产）\n" in made.stdout
    assert made.stdout.splitlines()[-1] == "没有发现问题：江湾区数据，3个指标、4个数值。"
    stale = run(workspace(tmp_path, GOOD, rules), monkeypatch)
    assert (
        "data/town/dataset.yaml:7: rules.confirmed 里确认的“jump sales”现在没有这样的疑问，可以删去。" in stale.stderr
    )


def test_json_has_the_findings_beside_the_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = json.loads(run(workspace(tmp_path, WRONG), monkeypatch, "--json").stdout)
    assert [set(problem) for problem in made["problems"]] == [{"where", "message", "hint"}]
    assert [(f["rule"], f["severity"], f["department"], f["where"]) for f in made["findings"]] == [
        ("rate", "error", "区民政局", "data/town/observations.csv:4"),
        ("jump", "doubt", "区经信局", "data/town/observations.csv:3"),
    ]
    jump = made["findings"][1]
    assert (jump["indicator"], jump["period"], jump["value"]) == ("sales", "2020-09", "30.0亿元")
    assert jump["origins"] == ["data/town/observations.csv:3", "data/town/observations.csv:2"]


def book(root: Path, monkeypatch: pytest.MonkeyPatch, name: str = "r.xlsx") -> Workbook:
    assert "Traceback" not in run(root, monkeypatch, "--xlsx", name).output
    return load_workbook(BytesIO((root / name).read_bytes()))


def test_the_workbook_has_a_summary_and_a_sheet_for_each_department(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = book(workspace(tmp_path, WRONG), monkeypatch)
    assert made.sheetnames == ["汇总", "区民政局", "区经信局", "未注明部门", "数据（副本）"]
    assert [[cell.value for cell in row] for row in made["汇总"]["A4:D7"]] == [
        ["部门", "必须改", "请核实", "已核实"],
        ["区民政局", 1, 0, 0],
        ["区经信局", 0, 1, 0],
        ["未注明部门", 1, 0, 0],
    ]
    row = [cell.value for cell in made["区经信局"][3]]
    assert row[:8] == [
        1, "请核实", "data/town/observations.csv:3", "变动过大", "销售收入", None, "2020年9月", "30.0亿元",
    ]  # fmt: skip
    assert (made["区经信局"]["K2"].value, row[10]) == ("处理情况", None)


def test_the_cells_of_the_tables_are_marked_where_the_files_have_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = book(workspace(tmp_path, WRONG), monkeypatch)["数据（副本）"]
    fills = {
        cell.coordinate: cell.fill.fgColor.rgb for row in copy.iter_rows(min_row=2) for cell in row if cell.comment
    }
    assert fills == {"C3": DOUBT, "C4": MUST, "C5": MUST}
    assert copy["C4"].value == "973"
    assert copy["C4"].comment.text.startswith("必须改：养老覆盖率2020年是973%，超过100%。")


def test_of_an_excel_file_the_same_cells_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "town"
    folder.mkdir(parents=True)
    (tmp_path / "briefing.yaml").write_text("audience: leadership\n", encoding="utf-8")
    (folder / "dataset.yaml").write_text(TITLE, encoding="utf-8")
    made = Workbook()
    for name, rows in (("指标", INDICATORS), ("数据", [("江湾区",), *WRONG[:4], ("sales", "2019-09", "29.0", "9.0")])):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([float(cell) if cell.replace(".", "").isdigit() and "." in cell else cell for cell in row])
    made.remove(made.worksheets[0])
    made.save(folder / "data.xlsx")
    result = run(tmp_path, monkeypatch, "--xlsx", "r.xlsx")
    assert "data/town/data.xlsx:数据!C5: 养老覆盖率2020年是973%" in result.stderr
    copy = load_workbook(tmp_path / "r.xlsx")["数据（副本）"]
    assert [cell.coordinate for row in copy.iter_rows() for cell in row if cell.comment] == ["C5"]


def test_equal_reports_are_equal_files_and_texts_stay_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*WRONG, ("jobs", "2020-08", "=HYPERLINK(1)", "")]
    root = workspace(tmp_path, rows)
    made = book(root, monkeypatch)
    assert made["数据（副本）"]["C6"].value == "=HYPERLINK(1)"
    assert made["数据（副本）"]["C6"].data_type == "s"
    book(root, monkeypatch, "again.xlsx")
    assert (root / "r.xlsx").read_bytes() == (root / "again.xlsx").read_bytes()


def test_of_a_large_table_only_the_marked_rows_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.build.report.marked.MOST_ROWS", 3)
    copy = book(workspace(tmp_path, WRONG), monkeypatch)["数据（副本）"]
    assert [[cell.value for cell in row][:3] for row in copy.iter_rows()] == [
        ["第1行", "indicator", "period"],
        ["第3行", "sales", "2020-09"],
        ["第4行", "cover", "2020"],
        ["第5行", "jobs", "2020-09"],
    ]


def test_a_workbook_is_named_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run(workspace(tmp_path, GOOD), monkeypatch, "--xlsx", "r.csv")
    assert (made.exit_code, "--xlsx 的文件名要以 .xlsx 结尾。" in made.stderr) == (2, True)


@pytest.mark.parametrize("name", ["data/town/数据.xlsx", "data/town/报告.xlsx", "data/报告.xlsx", "link/数据.xlsx"])
def test_a_report_is_never_written_over_or_beside_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = workspace(tmp_path, GOOD)
    (root / "data" / "town" / "数据.xlsx").write_bytes(b"the only copy")
    (root / "link").symlink_to(root / "data" / "town")
    made = run(root, monkeypatch, "--xlsx", name)
    told = f"--xlsx {name}: 这是放数据的文件夹，不往里写。请写到 data 以外的地方。"
    assert (made.exit_code, made.stderr.splitlines()[0]) == (2, told)
    assert (root / "data" / "town" / "数据.xlsx").read_bytes() == b"the only copy"
    assert [path.name for path in (root / "data").iterdir()] == ["town"]


def test_a_report_is_not_written_into_a_data_set_that_lies_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, GOOD)
    (root / "data" / "town").rename(tmp_path / "disk")
    (root / "data" / "town").symlink_to(tmp_path / "disk")
    made = run(root, monkeypatch, "--xlsx", "disk/报告.xlsx")
    assert (made.exit_code, (tmp_path / "disk" / "报告.xlsx").exists()) == (2, False)


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run(workspace(tmp_path, GOOD), monkeypatch, "--dataset", "toun", "--json")
    assert (made.exit_code, len(json.loads(made.stdout)["problems"])) == (1, 1)


def test_sheets_have_names_that_excel_takes() -> None:
    names = Names()
    assert [names.take(name) for name in ("住建局", "住建局", "区/镇[一]", "History", "长" * 40)] == [
        "住建局",
        "住建局_2",
        "区·镇·一·",
        "History_2",
        "长" * 31,
    ]


def test_places_are_read_back_as_they_are_written() -> None:
    assert spot_of("data/x/a.xlsx:数据!AB12", "", ()) == Spot(("data/x/a.xlsx", "数据"), 12, 27)
    assert spot_of("data/x/a.csv:12", "", ()) == Spot(("data/x/a.csv", ""), 12, None)
    assert spot_of("data/x", "", ()) is None


@pytest.mark.parametrize(
    "indicators",
    ["编号,没有名字的表\nsales,1\n", "id,name,theme,unit\nsales,销售收入,没有,亿元\n", "id,name,theme,unit\n"],
)
def test_tables_that_cannot_be_read_whole_are_checked_as_far_as_they_go(
    indicators: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, DOUBTFUL)
    (root / "data" / "town" / "indicators.csv").write_text(indicators, encoding="utf-8")
    made = run(root, monkeypatch, "--xlsx", "r.xlsx")
    assert (made.exit_code, type(made.exception)) == (1, SystemExit)
    assert "data/town/indicators.csv" in made.stderr


def marked(book: Workbook) -> dict[str, str]:
    """Return the cells of the copies of tables that are marked, each with the first words of its note."""
    sheets = [sheet for sheet in book if "副本" in sheet.title]
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text.split("，")[0].split("。")[0] for cell in cells if cell.comment}


def as_workbook(root: Path, rows: Sequence[Sequence[object]]) -> Path:
    workspace(root, ())
    made = Workbook()
    for name, table in (("指标", INDICATORS), ("数据", rows)):
        sheet = made.create_sheet(name)
        for row in table:
            sheet.append(list(row))
    for path in (root / "data" / "town").glob("*.csv"):
        path.unlink()
    made.save(root / "data" / "town" / "数据.xlsx")
    return root


FALL = "必须改：销售收入2020年2月的同比是-150%"


def test_a_finding_about_growth_names_and_marks_the_cell_of_the_growth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [GOOD[0], ("sales", "2020-01", 10, 5), ("sales", "2020-02", 11, -150)]
    root = as_workbook(tmp_path, rows)
    made = run(root, monkeypatch)
    assert "data/town/数据.xlsx:数据!D3: 销售收入2020年2月的同比是-150%" in made.stderr
    (finding,) = json.loads(run(root, monkeypatch, "--json").stdout)["findings"]
    assert (finding["where"], finding["column"]) == ("data/town/数据.xlsx:数据!D3", "growth")
    assert marked(book(root, monkeypatch)) == {"D3": FALL}


WIDE = [
    ("指标", "单位", "2020年1月", "同比", "2020年2月", "同比"),
    ("销售收入", "亿元", "10", "5", "11", "-150"),
]


def test_in_a_wide_workbook_the_growth_of_the_right_month_is_named_and_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = as_workbook(tmp_path, WIDE)
    assert "数据.xlsx:数据!F2: 销售收入2020年2月的同比是-150%" in run(root, monkeypatch).stderr
    assert marked(book(root, monkeypatch)) == {"F2": FALL}


def test_in_a_wide_csv_file_the_growth_of_the_right_month_is_named_and_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, WIDE)
    assert "observations.csv:F2: 销售收入2020年2月的同比是-150%" in run(root, monkeypatch).stderr
    assert marked(book(root, monkeypatch)) == {"F2": FALL}


def test_a_rank_beyond_the_number_of_those_ranked_is_marked_in_its_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("indicator", "period", "value", "rank", "rank_total"), ("sales", "2020-09", "10.1", "3", "2")]
    assert marked(book(workspace(tmp_path, rows), monkeypatch)) == {"D2": "必须改：位次 3 大于参评数 2"}


OFFICE: list[list[object]] = [
    ["2020年主要指标", None, None, None, None],
    ["部门", "指标", "单位", "8月", "9月"],
    ["区经信局", "销售收入", "亿元", 10, 10.1],
    [None, "其中：新增就业", "人", 30, "很多"],
    ["区商务局", "外贸", "亿元", 1, 2],
    [None, None, None, 5, None],
]


def of_wide(root: Path) -> Path:
    folder = root / "data" / "town"
    folder.mkdir(parents=True)
    (root / "briefing.yaml").write_text("audience: leadership\n", encoding="utf-8")
    (folder / "dataset.yaml").write_text(TITLE, encoding="utf-8")
    made = Workbook()
    for name, rows in (("指标", INDICATORS), ("宽表", OFFICE)):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.remove(made.worksheets[0])
    for span in ("A1:E1", "A3:A4", "A5:A6"):
        made["宽表"].merge_cells(span)
    made.save(folder / "data.xlsx")
    return root


def test_of_what_cannot_be_read_in_a_wide_table_the_row_tells_indicator_period_and_department(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = book(of_wide(tmp_path), monkeypatch)
    assert made.sheetnames == ["汇总", "区经信局", "区商务局", "宽表（副本）"]
    assert [cell.value for cell in made["区经信局"][2]][4:8] == ["指标或项目", "报送单位", "期间", "现在的数"]
    assert [cell.value for cell in made["区经信局"][3]][2:8] == [
        "data/town/data.xlsx:宽表!E4", "读不了", "新增就业", None, "2020年9月", "很多",
    ]  # fmt: skip
    assert [[cell.value for cell in row][2:8] for row in made["区商务局"].iter_rows(min_row=3)] == [
        ["data/town/data.xlsx:宽表!D6", "读不了", None, None, None, "5"],
        ["data/town/data.xlsx:宽表!B5", "读不了", "外贸", None, None, "外贸"],
    ]


def test_what_merged_cells_cover_is_empty_in_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = book(of_wide(tmp_path), monkeypatch)["宽表（副本）"]
    assert [copy[cell].value for cell in ("A1", "B1", "E1", "A3", "A4")] == [
        "2020年主要指标", None, None, "区经信局", None,
    ]  # fmt: skip

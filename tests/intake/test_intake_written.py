"""Claims about what merging writes into the tables: sourced, in the manner of the table, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from briefing.errors import ProblemsFound
from briefing.intake.revisions import revisions
from tests.intake.rounds import INDICATORS, Fill, Round, fill

SOURCED: list[tuple[object, ...]] = [
    ("indicator", "period", "value", "growth", "source"),
    ("output", "2019-12", "20.0", "5.1", "统计月报·第1页"),
    ("output", "2020-01", "20.5", "5.0", "统计月报·第1页"),
    ("rd_rank", "2019-12", "6", "", ""),
    ("rd_rank", "2020-01", "6", "", ""),
]


@pytest.fixture
def town(tmp_path: Path) -> Round:
    return Round(tmp_path).set_up()


def sourced(tmp_path: Path, cells: Fill) -> Round:
    town = Round(tmp_path)
    town.tables["observations"] = SOURCED
    form = town.set_up().issue()["经发办"]
    fill(form, town.back() / "a.xlsx", cells)
    assert town.merge(None, "all").files
    return town


def line(town: Round, start: str) -> str:
    text = (town.folder / "observations.csv").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith(start))


def test_a_value_that_a_form_revises_is_sourced_to_the_form_and_the_list_of_revisions_says_so(tmp_path: Path) -> None:
    town = sourced(tmp_path, {"output": {"value": 21.3}})
    assert line(town, "output,2020-01") == "output,2020-01,21.3,5.0,经发办报送表,revised"
    (row,) = [row for row in revisions(town.folder) if row.field == "来源"]
    assert (row.subject, row.period, row.old, row.new) == ("output", "2020-01", "统计月报·第1页", "经发办报送表")


def test_a_growth_that_a_form_revises_is_sourced_to_both_since_the_value_is_still_the_papers(tmp_path: Path) -> None:
    town = sourced(tmp_path, {"output": {"growth": 5.4}})
    assert line(town, "output,2020-01") == "output,2020-01,20.5,5.4,统计月报·第1页；经发办报送表"


def test_a_row_that_names_no_source_is_left_without_one(tmp_path: Path) -> None:
    town = sourced(tmp_path, {"rd_rank": {"value": 4}})
    assert line(town, "rd_rank,2020-01") == "rd_rank,2020-01,4,,,revised"
    assert [row.field for row in revisions(town.folder)] == ["数值", "数据性质"]


@pytest.mark.parametrize("mark", ["~$observations.csv", ".~observations.csv", ".~lock.observations.csv#"])
def test_a_table_that_is_open_in_a_program_is_not_written_into(town: Round, mark: str) -> None:
    form = town.issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    (town.folder / mark).touch()
    with pytest.raises(ProblemsFound, match="正打开着") as caught:
        town.merge()
    assert f"删去 {mark}" in caught.value.problems[0].hint
    assert town.value("output") is None
    (town.folder / mark).unlink()
    assert town.merge().files


def test_no_form_goes_out_while_the_ledger_is_open_in_a_program(town: Round) -> None:
    (town.folder / ".~lock.forms.csv#").touch()
    with pytest.raises(ProblemsFound, match="正打开着"):
        town.issue()
    assert not (town.root / "out").exists()


def test_a_correction_that_its_form_calls_preliminary_is_preliminary(tmp_path: Path) -> None:
    town = sourced(tmp_path, {"output": {"value": 21.3, "status": "初步"}})
    assert line(town, "output,2020-01").endswith(",preliminary")
    told = {row.field: (row.old, row.new) for row in revisions(town.folder)}
    assert told["数据性质"] == ("", "初步")


def test_the_item_of_a_value_says_that_the_form_calls_it_preliminary_and_asks_once(town: Round) -> None:
    form = town.issue("2019-12", "文旅办")["文旅办"]
    fill(form, town.back() / "a.xlsx", {"visitors": {"value": 8.7, "status": "初步"}})
    asked = [item.message for item in town.merge().items if item.weight == "doubt"]
    assert asked == ["2019年12月游客人数的数值：数据里是 8.5万人次，表里填 8.7万人次（初步）。"]


def test_a_status_that_nobody_stated_is_not_called_final_in_the_list_of_revisions(tmp_path: Path) -> None:
    town = sourced(tmp_path, {"output": {"value": 21.3}})
    assert [(r.old, r.new) for r in revisions(town.folder) if r.field == "数据性质"] == [("", "修订")]


def test_a_status_that_the_data_state_is_told_as_the_former_one(tmp_path: Path) -> None:
    town = Round(tmp_path)
    town.tables["observations"] = [("indicator", "period", "value", "status"), ("output", "2020-01", "20", "final")]
    form = town.set_up().issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21}})
    assert town.merge(None, "all").files
    assert [(r.old, r.new) for r in revisions(town.folder) if r.field == "数据性质"] == [("最终", "修订")]


CHINESE: list[tuple[object, ...]] = [
    ("指标", "期间", "数值", "公开范围"),
    ("规上工业产值", "2019年1—12月", "200", "领导"),
    ("群众满意率", "2019年上半年", "96", ""),
    ("群众满意率", "2019年下半年", "96.1", ""),
]


def chinese(tmp_path: Path, as_workbook: bool) -> Round:
    town = Round(tmp_path)
    town.tables["observations"] = CHINESE
    town.tables["indicators"] = [row if row[7] != "month" else (*row[:7], "half") for row in INDICATORS]
    town.set_up()
    (town.folder / "observations.csv").unlink()
    if as_workbook:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in (*town.tables.items(), ("数据", CHINESE)):
            if name != "observations":
                (town.folder / f"{name}.csv").unlink(missing_ok=True)
                page = book.create_sheet(name)
                for row in rows:
                    page.append([float(str(c)) if str(c).replace(".", "").isdigit() else c for c in row])
        book.save(town.folder / "数据.xlsx")
    else:
        text = "".join(",".join(map(str, row)) + "\n" for row in CHINESE)
        (town.folder / "数据.csv").write_text(text, encoding="utf-8")
    return town


def table(town: Round) -> list[list[str]]:
    if (town.folder / "数据.csv").exists():
        text = (town.folder / "数据.csv").read_text(encoding="utf-8")
        return [line.split(",") for line in text.splitlines()]
    page = load_workbook(town.folder / "数据.xlsx")["数据"]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("as_workbook", [False, True])
def test_rows_are_added_to_a_chinese_table_in_its_own_words(tmp_path: Path, as_workbook: bool) -> None:
    town = chinese(tmp_path, as_workbook)
    form = town.issue("2020H1", "民政办")["民政办"]
    fill(form, town.back() / "a.xlsx", {"satisfaction": {"value": 98, "status": "初步"}})
    assert town.merge().files
    assert table(town)[0] == [*CHINESE[0], "状态"]
    assert table(town)[-1] == ["群众满意率", "2020年上半年", "98", "", "初步"]


@pytest.mark.parametrize("as_workbook", [False, True])
def test_a_revised_row_of_a_chinese_table_is_called_so_in_chinese(tmp_path: Path, as_workbook: bool) -> None:
    town = chinese(tmp_path, as_workbook)
    form = town.issue("2019H2", "民政办")["民政办"]
    fill(form, town.back() / "a.xlsx", {"satisfaction": {"value": 98}})
    assert town.merge(None, "all").files
    assert table(town)[-1] == ["群众满意率", "2019年下半年", "98", "", "修订"]


def test_a_new_row_is_kept_back_in_chinese_where_the_rows_above_are(tmp_path: Path) -> None:
    town = chinese(tmp_path, as_workbook=False)
    form = town.issue("2020H1", "经发办")["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 101}})
    assert town.merge(None, "all").files
    assert table(town)[-1] == ["规上工业产值", "2020年上半年", "101", "领导"]


def test_a_project_of_a_chinese_table_is_finished_in_chinese(town: Round) -> None:
    path = town.folder / "projects.csv"
    heads = "编号,专题,名称,牵头部门,状态,进度\n"
    path.write_text(f"{heads}road,industry,滨江路改造,经发办,在建,40\n", encoding="utf-8")
    form = town.issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"road": {"status": "完成", "progress": 100, "actual_finish": "2020-01-20"}})
    assert town.merge(None, "all").files
    assert path.read_text(encoding="utf-8").splitlines() == [
        "编号,专题,名称,牵头部门,状态,进度,实际完成",
        "road,industry,滨江路改造,经发办,完成,100,2020-01-20",
    ]

"""Claims about what a merge writes into the tables of a data set, and what it leaves as it is."""

from __future__ import annotations

import io
import re
import sqlite3
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from briefing.errors import BriefingError
from tests.intake.rounds import Fill, Round, fill, saved

GOOD: Fill = {"output": {"value": 21.3, "growth": 5.2}, "rd_rank": {"value": 5}, "road": {"progress": 45}}


@pytest.fixture
def town(tmp_path: Path) -> Round:
    return Round(tmp_path).set_up()


@pytest.fixture
def form(town: Round) -> Path:
    return town.issue()["经发办"]


def test_only_the_lines_that_change_change(town: Round, form: Path) -> None:
    table = town.folder / "observations.csv"
    text = table.read_text(encoding="utf-8").replace("\n", "\r\n").replace("老数", '"老数，“引”""x"""').rstrip()
    before = "\ufeff".encode() + text.encode()
    table.write_bytes(before)
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "status": "初步"}})
    assert town.merge().files
    after = table.read_bytes()
    assert after == before + b"\r\noutput,2020-01,21.3,,,preliminary,\r\n"


def test_a_quote_within_a_cell_begins_no_record_of_several_lines(town: Round, form: Path) -> None:
    table = town.folder / "observations.csv"
    before = table.read_text(encoding="utf-8").replace("老数", '老"数').replace("households", "households").encode()
    table.write_bytes(before)
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    fill(town.issue("2019-12", "民政办")["民政办"], town.back() / "b.xlsx", {"households": {"value": 101}})
    assert town.merge(None, "all").files
    changed = before.replace(b"households,2019-12,100,,,,", b"households,2019-12,101,,,revised,")
    assert table.read_bytes() == changed + b"output,2020-01,21.3,,,,\n"


def test_ends_of_lines_within_quotes_belong_to_one_record() -> None:
    from briefing.intake.csvedit import edit
    from briefing.intake.headings import Edit
    from briefing.sources.headings import OBSERVATIONS

    before = b'indicator,period,value,x\r\na,2020,1,"one\r\n\r\ntwo"\n\nb,2020,2,c"d\rc,2020,3,"e""\nf"'
    edits = [Edit(6, {"value": "20"}, {}), Edit(None, {"indicator": "d"}, {})]
    after = edit(before, OBSERVATIONS, edits, "t.csv")
    assert after == before.replace(b"b,2020,2", b"b,2020,20") + b"\r\nd,,,\r\n"


def test_a_table_in_gb18030_stays_in_it(town: Round, form: Path) -> None:
    table = town.folder / "observations.csv"
    before = table.read_text(encoding="utf-8").encode("gb18030")
    table.write_bytes(before)
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    assert town.merge().files
    assert table.read_bytes() == before + b"output,2020-01,21.3,,,,\n"


def test_a_column_that_is_missing_is_added_without_touching_other_rows(town: Round) -> None:
    town.tables["observations"] = [row[:3] for row in town.tables["observations"]]
    form = town.set_up().issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "growth": 5.2}})
    before = (town.folder / "observations.csv").read_text(encoding="utf-8").splitlines()
    assert town.merge().files
    after = (town.folder / "observations.csv").read_text(encoding="utf-8").splitlines()
    assert after == ["indicator,period,value,growth", *before[1:], "output,2020-01,21.3,5.2"]


def test_tables_in_a_workbook_are_edited_in_their_sheet_alone(tmp_path: Path) -> None:
    town = Round(tmp_path).set_up()
    book = Workbook()
    for name, rows in town.tables.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([float(str(c)) if re.fullmatch(r"\d+\.\d+", str(c)) else c for c in row])
        (town.folder / f"{name}.csv").unlink()
    page = book["observations"]
    page["C2"].number_format = page["C6"].number_format = "0.00"
    page.column_dimensions["A"].width = 33
    notes = book.worksheets[0]
    notes["A1"], notes["A2"] = "=1+1", "说明"
    book.save(town.folder / "data.xlsx")
    form = town.issue()["经发办"]
    fill(form, town.back() / "a.xlsx", GOOD)
    assert [path.name for path in town.merge().files] == ["data.xlsx", "revisions.csv", "forms.csv"]
    assert (town.value("output"), town.value("rd_rank")) == ("21.3", "5")
    after = load_workbook(town.folder / "data.xlsx")
    page = after["observations"]
    assert [cell.value for cell in page[7]] == ["output", "2020-01", 21.3, 5.2, None, None, None]
    assert page["C7"].number_format == "0.00"
    assert page.column_dimensions["A"].width == 33
    assert (after.worksheets[0]["A1"].value, after.worksheets[0]["A2"].value) == ("=1+1", "说明")
    fill(form, town.back() / "b.xlsx", {"output": {"value": 22}})
    assert town.merge(None, "all").files
    assert town.value("output") == "22"


def test_rows_of_a_workbook_come_in_the_order_of_their_numbers() -> None:
    from briefing.intake.bookedit import edit
    from briefing.intake.headings import Edit
    from briefing.sources.headings import OBSERVATIONS

    book = Workbook()
    book.active.title = "数据"  # type: ignore[union-attr]  # a new workbook has a sheet
    page = book["数据"]
    rows: dict[int, list[str | int]] = {2: ["指标", "期间", "数值"], 3: ["a", "2020", 1], 6: ["a", "2021", 2]}
    for at, row in rows.items():
        for column, cell in enumerate(row, 1):
            page.cell(at, column, cell)
    edits = [Edit(5, {"value": "4"}, {}), Edit(1, {"value": "9"}, {})]
    edits += [Edit(None, {"indicator": "a", "period": year, "value": "3"}, {}) for year in ("2022", "2023")]
    made = load_workbook(io.BytesIO(edit(saved(book), "数据", OBSERVATIONS, edits, "data.xlsx")))["数据"]
    assert [[cell.value for cell in row] for row in made.iter_rows()] == [
        [None, None, 9], ["指标", "期间", "数值"], ["a", "2020", 1], [None, None, None],
        [None, None, 4], ["a", "2021", 2], ["a", "2022", 3], ["a", "2023", 3],
    ]  # fmt: skip


def test_a_long_table_is_written_into_though_a_wide_one_stands_beside_it(town: Round) -> None:
    (town.folder / "observations.csv").rename(town.folder / "数据.csv")
    (town.folder / "宽表.csv").write_text("指标,2018年12月,2019年11月\n规上工业产值,18,19\n", encoding="utf-8")
    fill(town.issue()["经发办"], town.back() / "a.xlsx", {"output": {"value": 21.3}})
    assert [path.name for path in town.merge().files] == ["数据.csv", "revisions.csv", "forms.csv"]
    assert (town.value("output"), town.value("output", "2019-11")) == ("21.3", "19")
    form = town.issue("2019-11", "经发办")["经发办"]
    fill(form, town.back("2019-11") / "a.xlsx", {"output": {"value": 19.5}})
    with pytest.raises(BriefingError, match="合并不会改别的表") as caught:
        town.merge(town.back("2019-11"), "all")
    assert caught.value.where == "data/town/宽表.csv:C2"


def test_a_row_of_another_sheet_is_not_taken_for_one_of_the_table(tmp_path: Path) -> None:
    town = Round(tmp_path).set_up()
    book = Workbook()
    for name, rows in town.tables.items():
        page = book.create_sheet("数据" if name == "observations" else name)
        for row in rows:
            page.append([float(str(c)) if re.fullmatch(r"\d+(\.\d+)?", str(c)) else c for c in row])
        (town.folder / f"{name}.csv").unlink()
    wide = book.worksheets[0]
    wide.title = "宽表"
    wide.append(["指标", "2018年12月", "2019年11月"])
    wide.append(["规上工业产值", 18, 19])
    book.save(town.folder / "data.xlsx")
    before = (town.folder / "data.xlsx").read_bytes()
    form = town.issue("2019-11", "经发办")["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 19.5}})
    with pytest.raises(BriefingError, match=r"要改的数不在 data/town/data\.xlsx:数据 里"):
        town.merge(None, "all")
    assert (town.folder / "data.xlsx").read_bytes() == before


def test_a_database_in_a_folder_of_the_data_set_does_not_hinder_a_merge(town: Round) -> None:
    (town.folder / "库").mkdir()
    with sqlite3.connect(town.folder / "库" / "d.sqlite") as database:
        database.execute("CREATE TABLE indicators (id, name, theme, unit, kind, department)")
        database.execute("INSERT INTO indicators VALUES ('output', '产值', 'industry', '亿元', 'flow', '经发办')")
    database.close()
    (town.folder / "indicators.csv").unlink()
    (town.folder / "projects.csv").unlink()
    (town.folder / "observations.csv").write_text("indicator,period,value\noutput,2019-12,20\n", encoding="utf-8")
    with (town.folder / "dataset.yaml").open("a", encoding="utf-8") as described:
        described.write("database: {url: 'sqlite:///库/d.sqlite'}\n")
    fill(town.issue()["经发办"], town.back() / "a.xlsx", {"output": {"value": 21.3}})
    assert [path.name for path in town.merge().files] == ["observations.csv", "revisions.csv", "forms.csv"]
    assert town.value("output") == "21.3"


def test_a_formula_in_the_data_is_not_overwritten(tmp_path: Path) -> None:
    from briefing.intake.bookedit import edit
    from briefing.intake.headings import Edit
    from briefing.sources.headings import OBSERVATIONS
    from tests.intake.rounds import saved

    book = Workbook()
    book.active.title = "数据"  # type: ignore[union-attr]  # a new workbook has a sheet
    for row in (["指标", "期间", "数值"], ["a", "2020", "=1+1"]):
        book["数据"].append(row)
    with pytest.raises(BriefingError, match="是公式") as caught:
        edit(saved(book), "数据", OBSERVATIONS, [Edit(2, {"value": "3"}, {})], "data.xlsx")
    assert caught.value.where == "data.xlsx:数据!C2"

"""Claims about merging: what is reported, what is accepted, and what is written."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from briefing.errors import BriefingError
from briefing.intake import judge, report
from briefing.intake.commit import LOCK
from briefing.intake.items import Item, ids
from briefing.intake.merge import Merged
from briefing.intake.revisions import revisions
from briefing.intake.settle import settle
from briefing.model.audit import Finding
from briefing.model.dataset import Dataset
from tests.intake.rounds import Fill, Round, fill, found, sheet_of

GOOD: Fill = {"output": {"value": 21.3, "growth": 5.2}, "rd_rank": {"value": 5}, "road": {"progress": 45}}


@pytest.fixture
def town(tmp_path: Path) -> Round:
    return Round(tmp_path).set_up()


@pytest.fixture
def form(town: Round) -> Path:
    return town.issue()["经发办"]


def messages(done: Merged) -> list[str]:
    return [item.message for item in done.items if item.weight != "note"]


def test_a_good_form_is_written_with_values_growth_and_progress(town: Round, form: Path) -> None:
    fill(form, town.back() / "任意名字.xlsx", GOOD)
    done = town.merge()
    assert [path.name for path in done.files] == ["observations.csv", "projects.csv", "revisions.csv", "forms.csv"]
    row = town.load().series("output", "town")[-1]
    assert (row.period.code, row.value, row.growth, row.status) == ("2020-01", Decimal("21.3"), Decimal("5.2"), "final")
    assert town.load().projects[0].progress == 45


def test_who_has_not_sent_is_listed_with_the_due_date(town: Round) -> None:
    form = town.issue(due="2020-02-05")["经发办"]
    fill(form, town.back() / "a.xlsx", GOOD)
    lines = list(report.lines(town.merge()))
    assert lines[1] == "应报3个部门，已报1个，未报2个。"
    assert lines[2] == "催报（截止2020年2月5日）：民政办、文旅办"


def test_without_a_ledger_who_was_asked_is_taken_from_the_data(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    (town.folder / "forms.csv").unlink()
    assert [each.department for each in town.merge().collected.missing] == ["民政办", "文旅办"]


def test_only_the_lines_that_change_change(town: Round, form: Path) -> None:
    table = town.folder / "observations.csv"
    text = table.read_text(encoding="utf-8").replace("\n", "\r\n").replace("老数", '"老数，“引”""x"""').rstrip()
    before = "\ufeff".encode() + text.encode()
    table.write_bytes(before)
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "status": "初步"}})
    assert town.merge().files
    after = table.read_bytes()
    assert after == before + b"\r\noutput,2020-01,21.3,,,preliminary,\r\n"


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


def test_a_new_month_is_no_less_secret_than_the_month_before(town: Round) -> None:
    rows = [("indicator", "period", "value", "visibility"), ("output", "2019-12", "20.0", "leaders")]
    town.tables["observations"] = rows
    form = town.set_up().issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    assert town.merge().files
    assert town.load().series("output", "town")[-1].visibility == "leaders"


def test_text_in_a_number_cell_is_an_error_with_its_cell_that_nobody_can_accept(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": "约21.3"}})
    done = town.merge(None, "all", "unread:output")
    assert found(done) == [("unread", "error", "output")]
    (item,) = [item for item in done.items if item.weight == "error"]
    assert item.where == f"{town.back().as_posix()}/a.xlsx:指标数据!G5"
    assert item.message == "规上工业产值，本期值：应该是数字，写的却是“约21.3”。"
    assert item.hint == "数值列写 21.3，“约”写在“备注”列。"
    assert done.files == ()
    assert any("不能认可" in notice.message for notice in done.notices)


@pytest.mark.parametrize(("typed", "read"), [("1,234.5亿元", "1234.5"), ("２１．３", "21.3"), (" 21.30 ", "21.30")])
def test_numbers_are_read_as_the_data_are(town: Round, form: Path, typed: str, read: str) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": typed}})
    assert town.merge(None, "all").files
    assert town.value("output") == read


def test_a_growth_typed_as_a_percentage_is_read_as_it_shows(town: Round, form: Path) -> None:
    def percent(book: Workbook) -> None:
        sheet_of(book)["H5"].number_format = "0.0%"

    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "growth": 0.052}}, change=percent)
    town.merge()
    assert town.load().series("output", "town")[-1].growth == Decimal("5.2")


def test_a_growth_with_a_percent_sign_that_is_only_text_is_read_as_it_shows(town: Round, form: Path) -> None:
    def quoted(book: Workbook) -> None:
        sheet_of(book)["H5"].number_format = '0.0"%"'

    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "growth": 5.2}}, change=quoted)
    town.merge()
    assert town.load().series("output", "town")[-1].growth == Decimal("5.2")


def test_a_changed_protected_cell_is_told_old_and_new_and_is_not_taken_over(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "definition": "全部企业"}})
    done = town.merge()
    assert messages(done) == ["规上工业产值，口径：“规模以上工业企业”被改成“全部企业”。"]
    assert town.merge(None, "protected:output").files
    assert town.load().indicator("output").definition == "规模以上工业企业"


def test_a_changed_unit_cannot_be_accepted(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 213000, "unit": "万元"}})
    done = town.merge(None, "all")
    assert ("protected", "error", "output") in found(done)
    assert done.files == ()


def test_two_files_with_different_values_conflict_until_one_is_chosen(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    fill(form, town.back() / "b.xlsx", {"output": {"value": 21.4}}, by="李四")
    assert found(town.merge()) == [("conflict", "doubt", "output")] * 2
    assert not town.merge(None, "all").files
    assert not town.merge(None, "conflict:output").files
    second = [item for item in town.merge().items if item.rule == "conflict"][1]
    assert town.merge(None, second.id.lower()).files
    assert town.value("output") == "21.4"
    (row,) = [row for row in revisions(town.folder) if row.field == "数值"]
    assert (row.filled_by, row.accepted) == ("李四", second.id)
    again = town.merge()
    assert (found(again), again.files) == ([], ())


def test_two_files_with_the_same_values_do_not_conflict(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    fill(form, town.back() / "b.xlsx", GOOD, by="李四")
    assert found(town.merge()) == []
    assert town.value("output") == "21.3"


def test_a_value_that_differs_from_the_data_is_asked_about_and_then_revised(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    town.merge()
    fill(form, town.back() / "b.xlsx", {"output": {"value": 21.9}})
    done = town.merge()
    assert messages(done) == ["2020年1月规上工业产值的数值：数据里是 21.3亿元，表里填 21.9亿元。"]
    assert town.value("output") == "21.3"
    assert town.merge(None, "all").files
    row = town.load().series("output", "town")[-1]
    assert (row.value, row.status) == (Decimal("21.9"), "revised")


def test_a_preliminary_value_becomes_final_without_being_asked_about(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "status": "初步"}})
    town.merge()
    fill(form, town.back() / "b.xlsx", {"output": {"value": 21.3, "status": "最终"}})
    assert found(town.merge()) == []
    assert town.load().series("output", "town")[-1].status == "final"


def test_an_old_prefilled_form_does_not_take_back_what_was_revised_since(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    town.merge()
    again = town.issue("2020-01", "经发办", replaces=True)["经发办"]
    fill(form, town.back() / "b.xlsx", {"output": {"value": 21.9}})
    town.merge(None, "all")
    fill(again, town.back() / "c.xlsx", {"rd_rank": {"value": 4}})
    assert found(town.merge()) == []
    assert (town.value("output"), town.value("rd_rank")) == ("21.9", "4")


def test_merging_twice_changes_nothing(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    town.merge()
    before = {path.name: path.read_bytes() for path in town.folder.iterdir()}
    again = town.merge()
    assert again.files == ()
    assert list(report.lines(again))[-1] == "没有新的内容，数据没有变动。"
    assert {path.name: path.read_bytes() for path in town.folder.iterdir()} == before


def test_a_form_saved_again_with_the_same_values_adds_no_revision(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    town.merge()
    count = len(revisions(town.folder))
    fill(form, town.back() / "b.xlsx", GOOD, by="另一人")
    assert found(town.merge()) == []
    assert len(revisions(town.folder)) == count == 4


def test_a_project_that_goes_back_is_asked_about(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"road": {"progress": 35}})
    assert messages(town.merge()) == ["滨江路改造的进度：数据里是 40，表里填 35。"]


def test_what_was_left_blank_is_told_by_indicator_and_stops_nothing(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    done = town.merge()
    assert done.files
    assert "  未填2行：研发投入位次（G6）、滨江路改造（G5）" in list(report.lines(done))


def test_an_empty_form_does_not_count_as_sent(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {})
    done = town.merge()
    assert [each.department for each in done.collected.missing] == ["经发办", "民政办", "文旅办"]
    assert done.files == ()


def test_a_remark_is_shown_and_kept_with_the_change(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "note": "+含新企业"}})
    done = town.merge()
    assert [item.message for item in done.items if item.rule == "remark"] == ["规上工业产值：+含新企业"]
    assert revisions(town.folder)[0].note == "'+含新企业"


def test_a_form_of_another_month_must_be_accepted_as_late(town: Round, form: Path) -> None:
    fill(town.issue("2020-02")["民政办"], town.back() / "a.xlsx", {"households": {"value": 101}})
    fill(town.issue("2020-02")["文旅办"], town.back() / "b.xlsx", {"visitors": {"value": 8.6}})
    fill(form, town.back() / "c.xlsx", GOOD)
    done = town.merge()
    assert found(done) == [("period", "doubt", "2020-01")]
    assert done.collected.period is not None
    assert done.collected.period.code == "2020-02"
    assert town.merge(None, "period:2020-01").files
    assert town.value("output") == "21.3"


def test_a_form_of_another_data_set_is_refused(town: Round, form: Path, tmp_path: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    other = Round(tmp_path, tables=town.tables, name="village")
    text = (town.folder / "dataset.yaml").read_text(encoding="utf-8").replace("id: town", "id: village")
    other.set_up()
    (other.folder / "dataset.yaml").write_text(text, encoding="utf-8")
    done = other.merge(town.back())
    assert messages(done) == ["是另一个数据集（town）的表，不是 village 的。"]


def _doubled(dataset: Dataset) -> list[Finding]:
    return [
        Finding(
            "jump", "doubt", "比上期多一倍。", "请核对。", row.indicator, row.entity, row.period, origins=(row.origin,)
        )
        for row in dataset.observations
    ]


def test_what_the_checks_find_is_asked_about_incoming_values_alone(
    town: Round, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "examine", _doubled)
    fill(form, town.back() / "a.xlsx", {"output": {"value": 210}})
    done = town.merge()
    assert found(done) == [("jump", "doubt", "output")]
    assert town.merge(None, "jump:rd_rank").files == ()
    assert town.merge(None, "jump:output").files
    assert [row.accepted[:1] for row in revisions(town.folder)] == ["J"]


def test_an_id_is_made_of_the_thing_not_of_its_place() -> None:
    first, second = (Item("jump", "doubt", "d", "a", "w", "m", about=(text,)) for text in "xy")
    assert ids([first, second])[second] == ids([second])[second]
    assert settle([first, second], [first.id]).open == (second,)
    assert settle([first, second], ["ALL"]).open == ()
    assert "没有“J000”这一项" in settle([first], ["J000"]).notices[0].message


def test_two_merges_at_once_lose_nothing(town: Round, form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    table = town.folder / "observations.csv"

    def meanwhile(*_: object) -> bool:
        table.write_bytes(table.read_bytes() + b"visitors,2020-01,8.6,,,,\n")
        return False

    monkeypatch.setattr("briefing.intake.tables.check", meanwhile)
    with pytest.raises(BriefingError, match="又变了"):
        town.merge()
    assert town.value("visitors") == "8.6"
    assert town.value("output") is None
    assert not (town.folder / LOCK).exists()


def test_a_merge_that_is_writing_holds_off_another(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    (town.folder / LOCK).touch()
    with pytest.raises(BriefingError, match="另一个合并正在写"):
        town.merge()
    assert town.value("output") is None


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


def test_departments_without_anything_to_say_share_a_line(town: Round) -> None:
    forms = town.issue()
    fill(forms["民政办"], town.back() / "a.xlsx", {"households": {"value": 101}, "satisfaction": {"value": 97}}, by="")
    fill(forms["文旅办"], town.back() / "b.xlsx", {"visitors": {"value": 8.6}})
    assert "没有问题：民政办、文旅办。" in list(report.lines(town.merge()))

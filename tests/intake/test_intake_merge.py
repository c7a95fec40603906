"""Claims about merging: what is reported, what is accepted, and what is written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from briefing.errors import BriefingError
from briefing.intake import judge, report
from briefing.intake.items import Item, ids
from briefing.intake.lock import LOCK
from briefing.intake.merge import Merged
from briefing.intake.revisions import revisions
from briefing.intake.settle import settle
from briefing.model.audit import Finding
from briefing.model.dataset import Dataset
from tests.intake.rounds import OBSERVATIONS, Fill, Round, fill, found, sheet_of

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


def _sorted_without_the_keys(book: Workbook) -> None:
    page = sheet_of(book)
    for column in (2, 4, 5, 6):  # all that is printed but the unit, which many rows share
        first, second = page.cell(5, column), page.cell(6, column)
        first.value, second.value = second.value, first.value


def test_rows_that_were_sorted_without_their_hidden_keys_cannot_be_accepted(town: Round, form: Path) -> None:
    fill(
        form,
        town.back() / "a.xlsx",
        {"output": {"value": 5}, "rd_rank": {"value": 21}},
        change=_sorted_without_the_keys,
    )
    done = town.merge(None, "all")
    assert done.files == ()
    assert "规上工业产值，指标：“规上工业产值”被改成“研发投入位次”。" in messages(done)
    assert town.value("output") is None


@pytest.mark.parametrize(("column", "word"), [("entity", "北镇"), ("period", "2020年2月")])
def test_a_changed_entity_or_period_cannot_be_accepted(town: Round, column: str, word: str) -> None:
    rows = [
        ("indicator", "entity", "period", "value"),
        ("output", "南镇", "2019-12", 3),
        ("output", "北镇", "2019-12", 4),
    ]
    rows += [("output", "南镇", "2020-01..2020-02", 3), ("output", "南镇", "2019-01..2019-12", 3)]
    entities = [("id", "name"), ("nan", "南镇"), ("bei", "北镇")]
    town.tables |= {"observations": rows, "entities": entities}
    form = town.set_up().issue("2020-03")["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, column: word}})
    done = town.merge(None, "all")
    assert ("protected", "error", "output") in found(done)
    assert done.files == ()


def test_a_number_with_more_digits_than_a_workbook_keeps_is_no_change(town: Round) -> None:
    long = "21.1234567890123456789"
    town.tables["observations"] = [*OBSERVATIONS[:1], ("output", "2019-12", long, "", "", "", "")]
    town.set_up()
    fill(
        town.issue()["经发办"],
        town.back() / "a.xlsx",
        {"rd_rank": {"value": 5}, "output": {"previous": 21.1234567890123}},
    )
    assert found(town.merge()) == []
    form = town.issue("2019-12", "经发办")["经发办"]
    fill(form, town.back("2019-12") / "a.xlsx", {"output": {"value": 21.1234567890123}})
    done = town.merge(town.back("2019-12"))
    assert (found(done), done.changes) == ([], ())
    assert town.value("output", "2019-12") == long


def test_a_revised_value_is_no_longer_about_as_much(town: Round) -> None:
    rows = [(*row[:6], "约" if row[0] == "output" else "") for row in OBSERVATIONS[1:]]
    town.tables["observations"] = [(*OBSERVATIONS[0][:6], "qualifier"), *rows]
    form = town.set_up().issue("2019-12")["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 22.5}})
    assert town.merge(None, "restated:output").files
    (row,) = town.load().series("output", "town")
    assert (row.value, row.qualifier) == (Decimal("22.5"), "")
    assert [(r.field, r.old, r.new, r.place) for r in revisions(town.folder)] == [
        ("数值", "20.0", "22.5", "指标数据!G5"),
        ("数据性质", "", "修订", "指标数据!G5"),
        ("约数", "约", "", "指标数据!G5"),
    ]


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


def _conflicts(done: Merged) -> list[Item]:
    return [item for item in done.items if item.rule == "conflict"]


def test_the_value_that_is_chosen_in_a_conflict_is_what_the_checks_judge(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 22}})
    fill(form, town.back() / "b.xlsx", {"output": {"value": 2200}}, by="李四")
    assert found(town.merge()) == [*[("conflict", "doubt", "output")] * 2, ("jump", "doubt", "output")]
    small, large = _conflicts(town.merge())
    asked = town.merge(None, large.id)
    assert [item.rule for item in asked.settled.open] == ["jump"]
    assert (asked.files, town.value("output")) == ((), None)
    assert "2200" in asked.settled.open[0].message
    assert town.merge(None, small.id).files
    assert town.value("output") == "22"


def test_every_jump_of_what_comes_in_is_asked_about_however_many_there_are(town: Round) -> None:
    months = [f"{year}-{month:02d}" for year in (2016, 2017, 2018) for month in range(1, 13)]
    rows = [("visitors", month, "8.5", "", "", "", "") for month in months]
    town.tables["observations"] = [*OBSERVATIONS, *rows]
    town.set_up()
    for at, month in enumerate(months[:30]):
        form = town.issue(month, "文旅办", replaces=True)["文旅办"]
        fill(form, town.back() / f"{month}.xlsx", {"visitors": {"value": 8.5 * 3**at}})
    jumps = [item for item in town.merge().items if item.rule == "jump"]
    assert all("另有" not in item.message for item in jumps)
    assert len(jumps) > 20


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


def test_what_was_left_blank_is_told_by_indicator_sheet_and_cell_and_stops_nothing(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    done = town.merge()
    assert done.files
    assert "  未填2行：研发投入位次（指标数据!G6）、滨江路改造（项目进度!G5）" in list(report.lines(done))


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


def _doubled(dataset: Dataset, most: int) -> list[Finding]:
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


def test_no_id_is_the_beginning_of_another_and_none_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [Item("restated", "doubt", "d", "a", "w", "m", about=(str(at),)) for at in range(60)]
    assert {len(name) for name in ids(items).values()} == {6}
    monkeypatch.setattr("briefing.intake.items._SHORT", 1)
    names = ids(items)
    assert len(set(names.values())) == 60
    assert not [(a, b) for a in names.values() for b in names.values() if a != b and b.startswith(a)]


def test_a_merge_that_is_writing_holds_off_another(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", GOOD)
    (town.folder / LOCK).touch()
    with pytest.raises(BriefingError, match="另一个合并正在写"):
        town.merge()
    assert town.value("output") is None


def test_departments_without_anything_to_say_share_a_line(town: Round) -> None:
    forms = town.issue()
    fill(forms["民政办"], town.back() / "a.xlsx", {"households": {"value": 101}, "satisfaction": {"value": 97}}, by="")
    fill(forms["文旅办"], town.back() / "b.xlsx", {"visitors": {"value": 8.6}})
    assert "没有问题：民政办、文旅办。" in list(report.lines(town.merge()))

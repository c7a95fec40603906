"""Claims about what counts as reported, and what of a form that came back is read in spite of a fault elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.intake import ledger
from briefing.intake.items import RULE_WORDS
from briefing.intake.revisions import revisions
from briefing.model.rules import RULES
from tests.intake.rounds import Round, fill, found


@pytest.fixture
def town(tmp_path: Path) -> Round:
    return Round(tmp_path).set_up()


@pytest.fixture
def form(town: Round) -> Path:
    return town.issue()["经发办"]


def test_an_empty_form_with_a_changed_protected_cell_does_not_count_as_sent(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"previous": 23}})
    done = town.merge(None, "all")
    assert [each.department for each in done.collected.missing] == ["经发办", "民政办", "文旅办"]
    assert [(item.rule, item.weight) for item in done.items] == [("empty", "note"), ("protected", "note")]
    assert ledger.received(ledger.entries(town.folder)) == ()


def test_a_form_of_reported_values_that_comes_back_as_it_went_out_confirms_them(town: Round) -> None:
    form = town.issue("2019-12", "文旅办")["文旅办"]
    fill(form, town.back() / "a.xlsx", {})
    done = town.merge()
    assert found(done) == []
    assert "文旅办" not in [each.department for each in done.collected.missing]


def test_a_form_that_shows_some_values_and_in_which_nothing_was_typed_is_empty(town: Round) -> None:
    rows = (town.folder / "observations.csv").read_text(encoding="utf-8")
    (town.folder / "observations.csv").write_text(rows + "output,2020-01,21,,,,\n", encoding="utf-8")
    form = town.issue(department="经发办")["经发办"]
    fill(form, town.back() / "a.xlsx", {})
    assert "经发办" in [each.department for each in town.merge().collected.missing]


def test_a_formula_in_a_remark_is_told_and_holds_up_nothing(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "note": "=1+1"}, "rd_rank": {"value": 5}})
    done = town.merge()
    assert done.files
    assert (town.value("output"), town.value("rd_rank")) == ("21.3", "5")
    (told,) = [item for item in done.items if item.rule == "remark"]
    assert told.message == "规上工业产值，备注：没有读，公式没有算出来的值。其余的照常读。"
    assert told.where.endswith("指标数据!K5")


def test_a_character_that_cannot_be_shown_is_left_out_of_a_remark(town: Round, form: Path) -> None:
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "note": "含\ue000新企业"}})
    done = town.merge()
    assert done.files
    assert revisions(town.folder)[0].note == "含新企业"
    assert "规上工业产值，备注：去掉了不能显示的字符 U+E000 等。其余的照常读。" in [item.message for item in done.items]


def test_what_a_check_of_the_data_finds_is_called_as_the_check_calls_it() -> None:
    assert {rule: RULE_WORDS[rule] for rule in RULES} == dict(RULES)


def test_a_late_form_keeps_its_id_when_a_remark_in_it_is_mended(town: Round, form: Path) -> None:
    late = town.issue("2019-12", "文旅办")["文旅办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3}})
    fill(town.issue()["民政办"], town.back() / "b.xlsx", {"households": {"value": 101}})
    ids = []
    for note in ("初报", "补报"):
        fill(late, town.back() / "c.xlsx", {"visitors": {"note": note}})
        ids += [item.id for item in town.merge().items if item.rule == "period"]
    assert len(ids) == 2
    assert ids[0] == ids[1]

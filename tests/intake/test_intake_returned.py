"""Claims about what counts as reported, and what of a form that came back is read in spite of a fault elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.intake import ledger
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

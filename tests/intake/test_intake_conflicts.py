"""Claims about two forms of one department: how to choose between them is said, and can be said for all cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.intake import report
from briefing.intake.merge import Merged
from tests.intake.rounds import Round, fill


@pytest.fixture
def town(tmp_path: Path) -> Round:
    """Two forms that differ in a value and a growth, besides one with a changed protected cell."""
    town = Round(tmp_path).set_up()
    form = town.issue()["经发办"]
    fill(form, town.back() / "a.xlsx", {"output": {"value": 21.3, "growth": 5.2, "previous": 23}})
    fill(form, town.back() / "b.xlsx", {"output": {"value": 21.4, "growth": 5.3}, "rd_rank": {"value": 5}})
    return town


def closing(done: Merged) -> list[str]:
    lines = list(report.lines(done))
    return lines[next(at for at, line in enumerate(lines) if line.startswith("还有")) :]


def test_the_values_of_a_conflict_stand_beside_each_other_and_apart_from_what_can_be_accepted_along(
    town: Round,
) -> None:
    done = town.merge()
    ids = {item.choice or item.rule: item.id for item in done.items if item.weight == "doubt"}
    assert closing(done) == [
        "还有1项要核对，2处两份表不一致，要选一个。没有写入数据，数据没有变动。",
        f"核对无误的可以认可：--accept {ids['protected']}",
        "两份表不一致的，每处只认可一个：",
        "  2020年1月规上工业产值的数值："
        f"--accept {ids['21.3亿元']}（21.3亿元） 或 --accept {ids['21.4亿元']}（21.4亿元）",
        f"  2020年1月规上工业产值的同比：--accept {ids['5.2']}（5.2） 或 --accept {ids['5.3']}（5.3）",
        "不一致处都用同一份表的，写 --prefer 文件名，就不用一处一处认可。",
    ]


def test_who_accepts_both_values_of_a_cell_is_told_to_choose_one(town: Round) -> None:
    ids = [item.id for item in town.merge().items if item.rule == "conflict" and "数值" in item.message]
    done = town.merge(None, *ids)
    assert f"{ids[0]}、{ids[1]} 是同一格的不同数，只能认可一个，都没有理会。" in [n.message for n in done.notices]
    assert done.files == ()


def test_a_file_can_be_preferred_wherever_it_differs_from_another(town: Round) -> None:
    done = town.merge(None, "all", prefer=("b.xlsx",))
    assert done.files
    assert (town.value("output"), town.value("rd_rank")) == ("21.4", "5")
    assert str(town.load().series("output", "town")[-1].growth) == "5.3"


def test_preferring_a_file_accepts_nothing_but_conflicts(town: Round) -> None:
    done = town.merge(prefer=("a.xlsx",))
    assert [item.rule for item in done.settled.open] == ["protected"]


def test_a_third_file_can_be_preferred_whose_value_another_has_too(town: Round) -> None:
    fill(town.root / "out" / "2020-01_经发办.xlsx", town.back() / "c.xlsx", {"output": {"value": 21.3, "growth": 5.3}})
    town.merge(None, "all", prefer=("c.xlsx",))
    assert town.value("output") == "21.3"


def test_a_preferred_file_that_is_not_there_is_told_with_those_that_are(town: Round) -> None:
    (notice,) = town.merge(prefer=("d.xlsx",)).notices
    assert notice.message == "收表里没有“d.xlsx”这份新的表，没有理会。新的有：a.xlsx、b.xlsx。"


@pytest.fixture
def again(tmp_path: Path) -> Round:
    """Two forms that correct a value; one of them calls its own preliminary."""
    town = Round(tmp_path).set_up()
    form = town.issue("2019-12")["文旅办"]
    for name, cells in (("a", {"value": 8.6, "status": "初步"}), ("b", {"value": 8.7})):
        fill(form, town.back() / f"{name}.xlsx", {"visitors": cells})
    return town


@pytest.mark.parametrize(("file", "value", "status"), [("a.xlsx", "8.6", "preliminary"), ("b.xlsx", "8.7", "revised")])
def test_who_chooses_a_value_chooses_what_its_form_says_of_it(again: Round, file: str, value: str, status: str) -> None:
    asked = [item.message.partition("：")[0] for item in again.merge().items if item.rule == "conflict"]
    assert asked == ["2019年12月游客人数的数值"] * 2
    assert again.merge(prefer=(file,)).files
    row = again.load().series("visitors", "town")[-1]
    assert (str(row.value), row.status) == (value, status)


def test_a_conflict_about_a_number_that_the_data_have_says_which(again: Round) -> None:
    (first, _) = [item.message for item in again.merge().items if item.rule == "conflict"]
    assert first.endswith("b.xlsx:指标数据!G5 填 8.7万人次（数据里是 8.5万人次）。")

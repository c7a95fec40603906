"""Claims about values that are kept back and can still be worked out from those that are shown."""

from __future__ import annotations

import pytest

from briefing.model.disclosure import disclosures
from briefing.model.policy import Policy
from tests.factory import dataset, indicator, observation
from tests.model.audiences import PUBLIC, TOWNS, seen, towns


def test_a_part_that_follows_from_the_sum_is_told() -> None:
    data = towns("b")
    (found,) = disclosures(data, seen(data))
    assert str(found) == "“规上工业产值 乙镇 2020年”没有给出，但可由合计推算。要真正不公开，还得再略去一个数，或取整。"
    assert [each.way for each in disclosures(towns("all"), seen(towns("all")))] == ["可由各部分相加得出"]


def test_two_parts_kept_back_do_not_follow_nor_does_one_of_rounded_parts() -> None:
    rows = [
        observation("output", "2020", value, entity, visibility="internal" if entity in "ab" else "public")
        for entity, value in {"all": "100", "a": "50", "b": "30", "c": "20"}.items()
    ]
    data = dataset([indicator(kind="flow")], rows, entities=TOWNS)
    assert disclosures(data, seen(data)) == ()
    values = {"all": "100.3", "a": "50.1", "b": "30.1", "c": "20.1"}
    rows = [
        observation("output", "2020", value, entity, visibility="internal" if entity == "b" else "public")
        for entity, value in values.items()
    ]
    data = dataset([indicator(kind="flow")], rows, entities=TOWNS)
    assert len(disclosures(data, seen(data))) == 1
    assert disclosures(data, seen(data, Policy(rounding=(("output", 0),)))) == ()


def test_a_month_follows_from_the_quarter_and_a_base_from_its_growth_rate() -> None:
    rows = [observation("output", f"2020-0{month}", "10") for month in (1, 2)]
    rows += [
        observation("output", "2020-03", "11", visibility="internal"),
        observation("output", "2020-01..2020-03", "31"),
    ]
    data = dataset([indicator(kind="flow")], rows)
    assert [each.way for each in disclosures(data, seen(data))] == ["可由2020年1—3月的合计推算"]
    rows = [
        observation("output", "2019", "80", visibility="internal"),
        observation("output", "2020", "100", growth="25"),
    ]
    data = dataset([indicator()], rows)
    assert [each.way for each in disclosures(data, seen(data))] == ["可由2020年的数值和增长率推算"]


def over_time(hidden: str, *shown: str, kind: str = "flow", policy: Policy = PUBLIC) -> list[str]:
    """Return the ways in which a hidden period follows from the shown ones."""
    rows = [observation("output", hidden, "10", visibility="internal")]
    data = dataset([indicator(kind=kind)], rows + [observation("output", each, "90.5") for each in shown])
    return [each.way for each in disclosures(data, seen(data, policy))]


@pytest.mark.parametrize("kind", ["flow", "count"])
@pytest.mark.parametrize(
    ("hidden", "shown", "way"),
    [
        ("2026-10", ("2026-01..2026-09", "2026-01..2026-10"), "可由2026年1—10月的合计推算"),
        ("2026-01..2026-10", ("2026-01..2026-09", "2026-10"), "可由2026年1—9月、2026年10月相加得出"),
        ("2026-01..2026-09", ("2026-10", "2026-01..2026-10"), "可由2026年1—10月的合计推算"),
        ("2026H1", ("2026Q1", "2026Q2"), "可由2026年一季度、2026年二季度相加得出"),
        ("2026Q2", ("2026Q1", "2026H1"), "可由2026年上半年的合计推算"),
        ("2026-05", ("2026-04", "2026-06", "2026-01..2026-03", "2026-01..2026-06"), "可由2026年1—6月的合计推算"),
        ("2026Q3", ("2026H1", "2026Q4", "2026"), "可由2026年的合计推算"),
        ("2024..2025", ("2024", "2025H1", "2025Q3", "2025Q4"), "可由2024年、2025年上半年、2025年三季度等相加得出"),
        (
            "2026-01..2026-04",
            ("2026Q1", "2026-03", "2026-03..2026-04"),
            "可由2026年一季度、2026年3月、2026年3—4月相加减得出",
        ),
    ],
)
def test_a_sum_over_months_follows_from_parts_and_from_longer_periods(
    hidden: str, shown: tuple[str, ...], way: str, kind: str
) -> None:
    assert over_time(hidden, *shown, kind=kind) == [way]


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("2026-10", ("2026-01..2026-08", "2026-01..2026-10")),
        ("2026H1", ("2026Q1", "2026-04", "2026-06")),
        ("2026-01..2026-10", ("2026-02..2026-09", "2026-10")),
        ("2026-10", ("2025-10", "2025-01..2025-10")),
    ],
)
def test_a_sum_over_months_with_a_month_wanting_does_not_follow(hidden: str, shown: tuple[str, ...]) -> None:
    assert over_time(hidden, *shown) == []


def test_levels_and_rounded_sums_do_not_add_up_over_months() -> None:
    shown = ("2026-01..2026-09", "2026-01..2026-10")
    assert over_time("2026-10", *shown, kind="level") == []
    assert over_time("2026-10", *shown, policy=Policy(rounding=(("output", 0),))) == []

"""Claims about values, targets and investments that are handed over rounded: what is printed, what not worked out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.compose.precision import precise
from briefing.model import printing, wording
from briefing.model.policy import Policy
from briefing.model.records import Entity, Project, Theme
from briefing.model.restrict import restrict
from briefing.model.series import compare
from briefing.model.translated import in_language
from briefing.model.wording import plain
from tests.factory import dataset, indicator, observation
from tests.model.audiences import book, reasons, seen


def test_values_are_handed_over_rounded_by_indicator_or_unit_and_the_exact_ones_are_gone() -> None:
    data = dataset(
        [indicator(precision=2)], [observation("output", "2019", "681.44"), observation("output", "2020", "843.85")]
    )
    for name in ("output", "亿元"):
        left = seen(data, Policy(rounding=((name, 0),)))
        assert [str(o.value) for o in left.observations] == ["681", "844"]
        assert left.indicators[0].precision == 0
    assert [str(o.value) for o in seen(data, Policy(rounding=(("output", -2),))).observations] == ["700", "800"]
    assert reasons(data, Policy(rounding=(("output", -2),)))[0] == (
        "field", "output/here/2019/value", "模板规定取整到100",
    )  # fmt: skip


@pytest.mark.parametrize("precision", [None, 3])
@pytest.mark.parametrize(
    ("digits", "unit", "value", "printed"),
    [
        (-3, "兆瓦", "51274.683", "51000兆瓦"),
        (0, "亿元", "843.8", "844亿元"),
        (1, "亿元", "843.86", "843.9亿元"),
        (-2, "亿元", "843.8", "800亿元"),
    ],
)
def test_rounded_values_are_printed_with_no_more_decimals_than_they_have_whatever_precision_is_asked_for(
    digits: int, unit: str, value: str, printed: str, precision: int | None
) -> None:
    data = dataset([indicator(unit=unit)], [observation("output", "2020", value)])
    left = precise(seen(data, Policy(rounding=((unit, digits),))), {} if precision is None else {"output": precision})
    row = book(left).series("output")
    assert row.current is not None
    assert printing.value(row, row.current).text == printed


def test_a_rounded_value_in_a_larger_unit_has_no_more_decimals_than_it_was_handed_over_with() -> None:
    data = dataset([indicator(unit="人")], [observation("output", "2020", "512746")])
    for digits, printed in ((-3, "51.3万人"), (-4, "51万人"), (0, "51.27万人")):
        row = book(seen(data, Policy(rounding=(("人", digits),)))).series("output")
        assert row.current is not None
        assert printing.value(row, row.current).text == printed


@pytest.mark.parametrize(("digits", "printed"), [(0, "84.4"), (-2, "80"), (-1, "84")])
def test_rounded_values_have_no_more_decimals_in_english_units_either(digits: int, printed: str) -> None:
    data = dataset(
        [indicator(name_en="Output", target="951.6")], [observation("output", "2020", "843.8")], title_en="T",
        entities=(Entity("here", "本区", "Here"),), themes=(Theme("industry", "产业", "Industry"),),
        projects=(Project("p", "industry", "绿道", name_en="Greenway", investment=Decimal("843.8"), unit="亿元"),),
    )  # fmt: skip
    left = in_language(seen(data, Policy(rounding=(("亿元", digits),))), "en")[0]
    for precision in ({}, {"output": 3}):
        row = book(precise(left, precision)).series("output")
        assert row.current is not None
        assert printing.value(row, row.current).text == f"{printed} billion yuan"
    assert str(left.projects[0].investment) == printed


def test_targets_and_investments_are_rounded_as_values_of_their_unit_are() -> None:
    data = dataset(
        [indicator(target="60123.456")], [observation("output", "2020", "51000")],
        projects=(
            Project("p", "industry", "绿道", investment=Decimal("8642.135"), unit="亿元"),
            Project("q", "industry", "公园", investment=Decimal("12.5"), unit="万元"),
        ),
    )  # fmt: skip
    policy = Policy(rounding=(("亿元", -3), ("q", 0)))
    left = seen(data, policy)
    assert (str(left.indicators[0].target), [str(p.investment) for p in left.projects]) == ("60000", ["9000", "13"])
    assert reasons(data, policy) == [
        ("field", "output/target", "模板规定取整到1000"),
        ("field", "p/investment", "模板规定取整到1000"),
        ("field", "q/investment", "模板规定取整到个位"),
    ]
    assert restrict(left, policy).withheld == ()
    withheld = Policy(withhold=frozenset({("indicators", "target")}), rounding=(("output", -3),))
    assert reasons(data, withheld) == [("field", "output/target", "模板规定不公开“目标值”")]


def test_an_exact_value_has_no_completion_of_a_rounded_target() -> None:
    data = dataset(
        [indicator(kind="flow", target="150.5", target_period="2020")], [observation("output", "2020", "100")]
    )
    assert book(data).pace(book(data).series("output")) is not None
    left = book(seen(data, Policy(rounding=(("output", 0),))))
    assert left.pace(left.series("output")) is None


@pytest.mark.parametrize(
    ("qualifier", "value"), [("超", "843"), ("余", "843"), ("近", "844"), ("约", "844"), ("", "844")]
)
def test_rounding_keeps_true_what_is_said_before_a_number(qualifier: str, value: str) -> None:
    data = dataset([indicator()], [observation("output", "2020", "843.6", qualifier=qualifier)])
    assert str(seen(data, Policy(rounding=(("output", 0),))).observations[0].value) == value


def test_of_rounded_values_there_is_no_rate_but_a_published_one_and_no_completion() -> None:
    plan = {"kind": "flow", "target": "843.9", "target_period": "2020"}
    rows = [observation("output", "2019", "681.4"), observation("output", "2020", "843.6")]
    left = book(seen(dataset([indicator(**plan)], rows), Policy(rounding=(("output", 0),))))
    pair = compare(left.series("output"))
    assert pair is not None
    assert plain(wording.change(pair)) == "比上年增加163亿元"
    assert left.pace(left.series("output")) is None
    published = [rows[0], observation("output", "2020", "843.6", growth="23.8")]
    pair = compare(
        book(seen(dataset([indicator(**plan)], published), Policy(rounding=(("output", 0),)))).series("output")
    )
    assert pair is not None
    assert plain(wording.change(pair)) == "比上年增长23.8%"


def test_an_indicator_that_rounding_does_not_change_keeps_its_rates() -> None:
    rows = [observation("output", "2019", "100"), observation("output", "2020", "120")]
    pair = compare(book(seen(dataset([indicator()], rows), Policy(rounding=(("output", 0),)))).series("output"))
    assert pair is not None
    assert pair.growth == Decimal(20)


def test_a_published_rate_beside_rounded_amounts_is_not_taken_for_one_at_constant_prices() -> None:
    rows = [observation("output", "2019", "681.4"), observation("output", "2020", "843.6", growth="23.8")]
    for digits, rate in ((0, "23.8"), (-2, "23.8")):
        pair = compare(
            book(seen(dataset([indicator()], rows), Policy(rounding=(("output", digits),)))).series("output")
        )
        assert pair is not None
        assert (str(pair.growth), pair.at_constant_prices) == (rate, False)

"""Claims about `rules` of dataset.yaml: what numbers must keep to, read with every slip told."""

from __future__ import annotations

from decimal import Decimal

from briefing.errors import Problems
from briefing.model.rules import Rules, Total
from briefing.sources.describe import describe
from briefing.yamlfile import parse


def _rules(text: str) -> tuple[Rules, list[str]]:
    problems = Problems()
    tree = parse(f"title: 甲\nthemes: [{{id: a, name: 甲}}]\nrules:\n  {text}\n", "d/dataset.yaml")
    return describe(tree, "d", problems).rules, [str(problem) for problem in problems]


def test_totals_are_of_indicators_or_of_entities() -> None:
    rules, problems = _rules("totals: [{total: gdp, parts: [a, b], tolerance: 0.2}, {entity: 全区, indicators: [gdp]}]")
    assert problems == []
    assert rules.totals == (Total("gdp", ("a", "b"), (), Decimal("0.2")), Total("全区", (), ("gdp",)))
    assert [total.is_of_entities for total in rules.totals] == [False, True]


def test_a_jump_is_asked_about_from_50_per_cent_on_unless_the_rules_say_otherwise() -> None:
    rules, problems = _rules("jumps: {gdp: 20}")
    assert problems == []
    assert (rules.jump_of("gdp"), rules.jump_of("other")) == (Decimal(20), Decimal(50))


def test_a_total_of_both_kinds_is_told_with_its_line() -> None:
    _, problems = _rules("totals: [{total: gdp, entity: 全区}]")
    assert problems == [
        "d/dataset.yaml:4: rules.totals.1：total 和 entity 要写一个，只写一个。指标之和写 total，地区之和写 entity。"
    ]

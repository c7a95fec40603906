"""Units are converted by declared factors, exactly, and by nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.sources.units import canonical, convert


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("6814000", "万元", "亿元", "681.4"),
        ("681.40", "亿元", "亿元", "681.40"),
        ("86.1", "万人次", "人次", "861000"),
        ("861000", "人次", "万人次", "86.1"),
        ("3", "平方公里", "平方米", "3000000"),
        ("760000", "平方米", "万平方米", "76"),
        ("1.5", "公顷", "平方米", "15000"),
        ("12", "公里", "千米", "12"),
        ("5", "‰", "%", "0.5"),
        ("2", "万吨", "吨", "20000"),
        ("1500", "千克", "吨", "1.5"),
        ("3", "度", "千瓦时", "3"),
        ("1", "日", "天", "1"),
        ("0", "元", "亿元", "0"),
    ],
)
def test_a_value_is_converted_exactly(value: str, unit: str, to: str, expected: str) -> None:
    assert str(convert(Decimal(value), unit, to)) == expected


@pytest.mark.parametrize(
    ("unit", "to"),
    [("万吨", "亿元"), ("美元", "元"), ("人", "人次"), ("%", "个百分点"), ("天", "工作日"), ("", "亿元"), ("项", "个")],
)
def test_what_no_factor_joins_is_not_converted(unit: str, to: str) -> None:
    assert convert(Decimal(1), unit, to) is None


@pytest.mark.parametrize(("one", "other"), [("％", "%"), ("㎡", "平方米"), ("m²", "平方米"), (" 亿 元", "亿元")])
def test_a_unit_in_another_spelling_is_the_same_unit(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)

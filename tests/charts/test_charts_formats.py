"""Excel number formats, printed by the module's own reading of the rules."""

from __future__ import annotations

import pytest

from briefing.charts.native.formats import axis_format, number_format, prefixed_format, printed


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (681.4, "681.4", "0.0"),
        (843.75, "843.8", "0.0"),
        (400, "近400项", '"近"0"项"'),
        (12345.6, "12,345.6", "#,##0.0"),
        (23.8, "23.8%", '0.0"%"'),
        (0.238, "23.8%", "0.0%"),
        (18.9, "+18.9%", '"+"0.0"%";"-"0.0"%"'),
        (-3.2, "-3.2", '0.0;"-"0.0'),
        (-3.2, "−3.2%", '0.0"%";"−"0.0"%"'),
        (-3.2, "下降3.2%", '"下降"0.0"%";"下降"0.0"%"'),
        (6, "第6位", '"第"0"位"'),
        (5.6, "2020年江北5.6", '"2020年江北"0.0'),
        (2.5, "3", "0"),
        (7, 'a"7', '"a"\\"0'),
        (180, "半年", ""),
        (180, "6个月", ""),
        (12345678, "1234.6万", ""),
        (5e-10, "0.0000000005", "0.0000000000"),
    ],
)
def test_a_format_prints_exactly_the_string_of_the_document(value: float, text: str, code: str) -> None:
    assert number_format(value, text) == code
    if code:
        assert printed(value, code) == text


def test_a_single_section_puts_the_minus_before_everything_as_excel_does() -> None:
    assert printed(-5, '"近"0') == "-近5"


@pytest.mark.parametrize(
    ("d3", "excel"),
    [
        (".1f", "0.0"),
        (",.0f", "#,##0"),
        (".1%", "0.0%"),
        ("d", "0"),
        ("", "General"),
        ("~s", '[>=1000000]0,,"M";[>=1000]0,"k";0'),
        (".2e", "General"),
    ],
)
def test_axis_formats_are_translated_or_left_to_powerpoint(d3: str, excel: str) -> None:
    assert axis_format(d3) == excel


@pytest.mark.parametrize(
    ("texts", "excel"),
    [
        (["-20k", "0", "20k"], '0,"k";-0,"k";0'),
        (["0", "1.5M", "3.0M"], '0.0,,"M";-0.0,,"M";0'),
        (["0", "500", "1k"], ""),
        (["-500", "0", "500"], ""),
    ],
)
def test_labels_of_one_prefix_are_printed_with_it_whatever_their_sign(texts: list[str], excel: str) -> None:
    assert prefixed_format(texts) == excel


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (2_500_000, '[>=1000000]0,,"M";[>=1000]0,"k";0', "3M"),
        (700, '[>=1000000]0,,"M";[>=1000]0,"k";0', "700"),
        (-20_000, '0,"k";-0,"k";0', "-20k"),
        (6, '[=0]"";[=6]"";0', ""),
        (5, '[=0]"";[=6]"";0', "5"),
    ],
)
def test_conditions_and_thousands_are_printed_as_excel_does(value: float, code: str, text: str) -> None:
    assert printed(value, code) == text

"""Claims about the faces that the converter measures with."""

from __future__ import annotations

import re

import pytest

from briefing.charts.faces import family_for


@pytest.mark.parametrize("text", ["规上工业产值", "𬭚", "㎡", "℃①", "ñ", "Ж"])
def test_a_family_name_is_one_that_css_takes_without_quotes(text: str) -> None:
    assert re.fullmatch(r"([A-Za-z][A-Za-z0-9]*)( [A-Za-z][A-Za-z0-9]*)*", family_for([text]))

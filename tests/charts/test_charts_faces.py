"""Claims about the faces that the converter measures with."""

from __future__ import annotations

import re

import pytest

from briefing.charts import faces
from briefing.charts.faces import family_for


@pytest.mark.parametrize("text", ["规上工业产值", "𬭚", "㎡", "℃①", "ñ", "Ж"])
def test_a_family_name_is_one_that_css_takes_without_quotes(text: str) -> None:
    assert re.fullmatch(r"([A-Za-z][A-Za-z0-9]*)( [A-Za-z][A-Za-z0-9]*)*", family_for([text]))


def test_rare_characters_of_many_charts_take_a_bounded_number_of_cuts() -> None:
    rare = [chr(code) for code in range(0x3400, 0x3440)]
    names = {family_for([character]) for character in rare}
    assert len(names) <= faces.MOST_CUTS + 1
    assert family_for(rare) in names


def test_a_character_that_the_face_has_not_takes_no_cut_of_its_own() -> None:
    assert family_for(["甲\U0001f600"]) == family_for(["甲"])

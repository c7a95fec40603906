"""Claims about the faces that the converter measures with."""

from __future__ import annotations

import re

import pytest

from briefing.charts import cache, faces
from briefing.charts.faces import family_for
from briefing.charts.svg import draw
from briefing.document import Style


@pytest.mark.parametrize("text", ["规上工业产值", "𬭚", "㎡", "℃①", "ñ", "Ж"])
def test_a_family_name_is_one_that_css_takes_without_quotes(text: str) -> None:
    assert re.fullmatch(r"([A-Za-z][A-Za-z0-9]*)( [A-Za-z][A-Za-z0-9]*)*", family_for([text]))


def test_more_rare_characters_than_are_kept_begin_anew_and_draw_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "MOST_FAMILIES", 2)
    spec = {"mark": "text", "encoding": {"text": {"field": "name"}}, "data": {"values": [{"name": "㙍县"}]}}
    with cache.disabled():
        first = draw(spec, 200, 100, Style())
        for rare in "䢺硚瀍":
            faces.family_for([rare])
            assert len(faces._families) <= 2
        assert frozenset("㙍") not in faces._families
        assert draw(spec, 200, 100, Style()) == first

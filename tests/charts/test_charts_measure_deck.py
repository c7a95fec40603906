"""Fidelity to the end: a saved deck's charts and workbooks hold the numbers of the specs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from briefing.blocks import Chart
from briefing.charts.native import Native
from briefing.document import Style
from briefing.render.pptx import chart_slides, natives
from briefing.render.pptx.gallery import ChartPage
from tests.charts import measuring
from tests.charts.deck_fidelity import charts_of, deck_disagreements
from tests.render.pptx.chart_reading import ReadChart, read_charts


@pytest.fixture(scope="module")
def decks() -> Mapping[str, list[ReadChart]]:
    """One deck with every native chart of the set, read back, by the spec that each chart is from."""
    made = measuring.natives()
    specs = {id(measuring.specs()[name]): native for name, native in made.items()}
    pages = [ChartPage(Chart(name, "custom", name, measuring.specs()[name], "示例数据")) for name in made]

    def again(spec: Mapping[str, object], canvas: object) -> Native:
        return specs[id(spec)]

    with pytest.MonkeyPatch.context() as patch:
        # The charts are translated already, and translating them is most of the time.
        patch.setattr(natives, "translate", again)
        deck = chart_slides(pages, Style(), date(2024, 1, 1), synthetic=True)
    found: dict[str, list[ReadChart]] = {name: [] for name in made}
    for chart in read_charts(deck.bytes):
        found[list(made)[chart.slide - 1]].append(chart)
    return found


def test_the_deck_and_its_workbooks_hold_the_numbers_of_every_native_chart(decks: dict[str, list[ReadChart]]) -> None:
    made = measuring.natives()
    found = {
        name: [words for pair in zip(charts_of(made[name]), charts, strict=True) for words in deck_disagreements(*pair)]
        for name, charts in decks.items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_what_is_native_is_seldom_given_up_when_the_deck_is_written(decks: dict[str, list[ReadChart]]) -> None:
    made = measuring.natives()
    given_up = [name for name, charts in decks.items() if charts_of(made[name]) and not charts]
    assert (len(made) - len(given_up)) / len(measuring.specs()) >= 0.7

"""data/demo-monthly: the files are what the generator makes, the numbers agree, and every case it is for occurs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest

from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import compare
from briefing.sources.reading import load
from tests.demo_monthly.__main__ import FOLDER
from tests.demo_monthly.figures import WHOLE
from tests.demo_monthly.plan import PLANS
from tests.demo_monthly.tables import tables

NOW = Period.parse("2026-01..2026-10")
ADDED = [plan.id for plan in PLANS if plan.towns and plan.shape in {"sum", "stock"}]
GATHERED = [plan.id for plan in PLANS if plan.cumulative and plan.months and plan.shape == "sum"]


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load(FOLDER, FOLDER.parents[1])


@pytest.fixture(scope="module")
def book(data: Dataset) -> Book:
    return Book(data, NOW)


def test_the_files_are_what_the_generator_makes() -> None:
    assert {name: (FOLDER / name).read_text(encoding="utf-8") for name in tables()} == tables()


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.csv")) < 500_000


def test_it_says_that_it_is_a_sample(data: Dataset) -> None:
    assert data.synthetic
    assert "示例" in data.title
    assert "Sample" in data.title_en


def test_twenty_four_months_end_with_the_data_s_date(data: Dataset) -> None:
    months = {o.period for o in data.series("fixed_investment", WHOLE) if o.period.kind == "month"}
    assert (len(months), min(months).code, max(months).code) == (24, "2024-11", "2026-10")
    assert str(data.as_of) == "2026-10-31"


@pytest.mark.parametrize("indicator", ADDED)
def test_the_towns_add_up_to_the_district(data: Dataset, indicator: str) -> None:
    towns = [entity for entity in data.entities_of(indicator) if entity != WHOLE]
    for whole in data.series(indicator, WHOLE):
        assert sum(_at(data, indicator, town, whole.period) for town in towns) == whole.value, whole.period


@pytest.mark.parametrize("indicator", GATHERED)
@pytest.mark.parametrize("entity", [WHOLE, "jichuan"])
def test_the_months_add_up_to_the_cumulative_figure(data: Dataset, indicator: str, entity: str) -> None:
    rows = data.series(indicator, entity)
    for row in (row for row in rows if row.period.months > 1):
        months = [o for o in rows if o.period.kind == "month" and row.period.covers(o.period)]
        assert sum(_value(o) for o in months) == row.value, row.period


def test_growth_follows_from_the_amounts_except_at_constant_prices(data: Dataset) -> None:
    seen = 0
    for plan in PLANS:
        for entity in data.entities_of(plan.id):
            rows = {o.period: o for o in data.series(plan.id, entity)}
            for row in rows.values():
                before = rows.get(row.period.year_ago())
                if before is not None and row.growth is not None:
                    rate = (_value(row) / _value(before) - 1) * 100
                    printed = rate.quantize(Decimal("0.1"), ROUND_HALF_UP)
                    assert row.growth == printed - Decimal(plan.deflator or 0), (plan.id, entity, row.period)
                    seen += 1
    assert seen > 500


def test_all_three_lights_occur_and_one_ceiling_is_overdrawn(data: Dataset, book: Book) -> None:
    states = {i.id: state for i in data.indicators if (state := book.pace(book.main_series(i)))}
    shown = {id_ for id_ in states if data.indicator(id_).visibility == "public"}
    lights = {id_: state.light.value for id_, state in states.items() if state.light and id_ in shown}
    assert sorted(id_ for id_, light in lights.items() if light == "红") == ["exports", "projects_started"]
    assert sum(light == "黄" for light in lights.values()) > 3
    assert sum(light == "绿" for light in lights.values()) > 5
    assert [id_ for id_, state in states.items() if state.ceiling] == ["official_spending"]


def test_what_the_words_have_a_rule_for_occurs(book: Book) -> None:
    profit, signed = compare(book.series("industrial_profit")), compare(book.series("signed_investment"))
    assert profit is not None
    assert profit.old_value < 0 < profit.new_value
    assert signed is not None
    assert signed.new_value >= 2 * signed.old_value
    added = compare(book.series("industrial_added_value"))
    assert added is not None
    assert added.at_constant_prices


def test_a_month_is_missing_places_are_tied_and_one_town_has_no_value(data: Dataset, book: Book) -> None:
    assert not any(o.period.code == "2026-02" for o in data.series("pm25", WHOLE))
    places = {row.entity.id: place for row, place in book.ranked("hotline_satisfaction")}
    assert [places[town] for town in ("qiyu", "wanghe", "songlan", "jichuan")] == [2, 2, 2, 5]
    assert "lindi" not in {row.entity.id for row, _ in book.ranked("pm25")}


def test_every_visibility_and_mark_occurs(data: Dataset) -> None:
    assert {i.visibility for i in data.indicators} == {"public", "internal", "leaders"}
    assert {p.visibility for p in data.projects} == {"public", "internal", "leaders"}
    assert {o.visibility for o in data.observations} == {"public", "internal"}
    assert {h.visibility for h in data.highlights} == {"public", "internal"}
    assert {o.status for o in data.observations} == {"final", "preliminary", "revised"}
    assert any(o.qualifier == "近" for o in data.observations)


def test_projects_are_early_on_time_near_their_end_and_late(data: Dataset) -> None:
    done = [p for p in data.projects if p.status == "completed"]
    assert any(p.actual_finish < p.planned_finish for p in done)
    open_ = [p for p in data.projects if not p.actual_finish]
    assert {p.id for p in open_ if p.planned_finish <= "2026-10-31"} == {"water_plant", "old_mill", "village_road"}
    assert len([p for p in open_ if "2026-11-01" <= p.planned_finish <= "2026-11-30"]) == 4
    assert any(not m.actual and m.planned <= "2026-10-31" for m in data.milestones)


def test_everything_has_an_english_name(data: Dataset) -> None:
    names = {each.id: each.name_en for group in (data.indicators, data.entities, data.themes) for each in group}
    assert {id_: name for id_, name in names.items() if not name or not any(map(str.isascii, name))} == {}


def _value(row: Observation) -> Decimal:
    assert row.value is not None
    return row.value


def _at(data: Dataset, indicator: str, entity: str, period: Period) -> Decimal:
    return _value(next(o for o in data.series(indicator, entity) if o.period == period))

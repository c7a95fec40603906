"""Claims about what an audience sees of a data set: rows, fields, rounded values, and what must not be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.compose.precision import precise
from briefing.model import parts, printing, wording
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.disclosure import disclosures
from briefing.model.period import Period
from briefing.model.policy import EVERYTHING, FIELDS, Policy
from briefing.model.records import (
    Entity,
    Highlight,
    Indicator,
    Milestone,
    Observation,
    Origin,
    Project,
    Theme,
    Visibility,
)
from briefing.model.restrict import restrict
from briefing.model.series import compare
from briefing.model.translated import in_language
from briefing.model.wording import plain
from tests.factory import dataset, indicator, observation

PUBLIC = Policy()
TOWNS = tuple(Entity(id_, name) for id_, name in (("all", "全区"), ("a", "甲镇"), ("b", "乙镇"), ("c", "丙街道")))


def towns(hidden: str = "", period: str = "2020") -> Dataset:
    """A district of 100 with its three towns of 50, 30 and 20; one of them may be internal."""
    values = {"all": "100", "a": "50", "b": "30", "c": "20"}
    rows = [
        observation("output", period, value, entity, visibility="internal" if entity == hidden else "public")
        for entity, value in values.items()
    ]
    return dataset([indicator(kind="flow")], rows, entities=TOWNS)


def seen(data: Dataset, policy: Policy = PUBLIC) -> Dataset:
    return restrict(data, policy).dataset


def book(data: Dataset, period: str = "2020") -> Book:
    return Book(data, Period.parse(period))


def reasons(data: Dataset, policy: Policy = PUBLIC) -> list[tuple[str, str, str]]:
    return [(each.kind, each.id, each.reason) for each in restrict(data, policy).withheld]


def test_a_public_audience_sees_no_internal_indicator_and_none_of_its_values() -> None:
    data = dataset(
        [indicator(), indicator("files", "档案", visibility="internal")],
        [observation("output", "2020", "5"), observation("files", "2020", "7")],
    )
    assert [i.id for i in seen(data).indicators] == ["output"]
    assert [o.indicator for o in seen(data).observations] == ["output"]
    assert reasons(data) == [
        ("indicator", "files", "仅内部可见"),
        ("observation", "files/here/2020", "仅内部可见"),
    ]


def test_a_leaders_value_of_a_public_indicator_is_left_out_alone() -> None:
    data = dataset(
        [indicator()], [observation("output", "2019", "5"), observation("output", "2020", "7", visibility="leaders")]
    )
    assert [o.value for o in seen(data).observations] == [Decimal(5)]
    ((kind, id_, reason),) = reasons(data)
    assert (kind, id_, reason) == ("observation", "output/here/2020", "仅领导可见")
    assert restrict(data, PUBLIC).withheld[0].name == "规上工业产值 2020年"


def test_with_a_project_go_its_milestones_and_highlights_go_by_their_own() -> None:
    data = dataset(
        [indicator()], [observation("output", "2020", "5")],
        projects=(Project("open", "industry", "绿道"), Project("shut", "industry", "地下工程", visibility="internal")),
        milestones=(Milestone("open", "开工"), Milestone("shut", "封顶")),
        highlights=(Highlight("industry", "示范区"), Highlight("industry", "嘉奖令", visibility="leaders")),
    )  # fmt: skip
    left = seen(data)
    assert [p.id for p in left.projects] == ["open"]
    assert [m.project for m in left.milestones] == ["open"]
    assert [h.text for h in left.highlights] == ["示范区"]
    assert left.gaps.partial == {"project", "milestone", "highlight"}


def test_who_sees_everything_is_shown_the_data_as_they_are() -> None:
    data = towns("b")
    left = restrict(data, Policy(EVERYTHING))
    assert left.withheld == ()
    assert left.dataset.observations == data.observations
    assert left.dataset.indicators == data.indicators


def test_the_narrower_of_template_and_owner_wins() -> None:
    asked = Policy(EVERYTHING)
    assert asked.capped(frozenset({"public"})).sees == {"public"}
    assert Policy().capped(EVERYTHING).sees == {"public"}
    assert asked.capped(None) == asked
    data = towns("b")
    assert reasons(data, asked.capped(frozenset({"public"}))) == [
        ("observation", "output/b/2020", "数据集的 rules 不许这个模板看内部数据")
    ]


def test_withheld_fields_are_emptied_and_each_is_told_with_its_reason() -> None:
    data = dataset(
        [indicator(target="10", target_period="2020", department="统计局", kind="flow")],
        [observation("output", "2020", "5", growth="3.5", rank=2, rank_total=9)],
        projects=(
            Project("p", "industry", "绿道", "园林局", investment=Decimal("1.2"), unit="亿元", status="delayed"),
        ),
    )
    withhold = {("indicators", "target"), ("observations", "growth"), ("observations", "rank")}
    withhold |= {("projects", "investment"), ("projects", "status"), ("projects", "department")}
    policy = Policy(withhold=frozenset(withhold))  # type: ignore[arg-type] # a set of pairs, of these literals
    left = seen(data, policy)
    assert (left.indicators[0].target, left.indicators[0].target_period) == (None, None)
    assert left.indicators[0].department == "统计局"
    now = left.observations[0]
    assert (now.value, now.growth, now.rank, now.rank_total) == (Decimal(5), None, None, None)
    project = left.projects[0]
    assert (project.investment, project.unit, project.status, project.department) == (None, "", None, "")
    assert ("field", "output/target", "模板规定不公开“目标值”") in reasons(data, policy)
    assert len(reasons(data, policy)) == 6


RECORDS = {
    "indicators": Indicator, "observations": Observation, "projects": Project, "milestones": Milestone,
    "highlights": Highlight,
}  # fmt: skip


def test_what_a_field_is_in_english_goes_with_it() -> None:
    apart = [
        (table, name, f"{name}_en")
        for table, held in FIELDS.items() for name, with_it in held.items()
        for each in fields(RECORDS[table])
        if each.name == f"{name}_en" and each.name not in with_it
    ]  # fmt: skip
    english = {
        (table, each.name) for table, record in RECORDS.items() for each in fields(record) if each.name[-3:] == "_en"
    }
    held_back = {(table, each) for table, held in FIELDS.items() for with_it in held.values() for each in with_it}
    assert apart == []
    # Names and texts are never held back alone, and a unit of values goes with no field that is.
    assert english - held_back == {
        ("indicators", "name_en"), ("indicators", "unit_en"), ("projects", "name_en"), ("milestones", "name_en"),
        ("highlights", "text_en"),
    }  # fmt: skip


@pytest.mark.parametrize("chinese", ["口径", ""])
def test_an_english_definition_or_note_is_withheld_with_the_chinese_one_or_without(chinese: str) -> None:
    data = dataset(
        [indicator(name_en="Output", definition=chinese, definition_en="Counted in secret")],
        [observation("output", "2020", "5")],
        title_en="T", entities=(Entity("here", "本区", "Here"),), themes=(Theme("industry", "产业", "Industry"),),
        projects=(Project("p", "industry", "绿道", name_en="Greenway"),),
        milestones=(Milestone("p", "开工", note=chinese, name_en="Start", note_en="Seen in secret"),),
    )  # fmt: skip
    policy = Policy(withhold=frozenset({("indicators", "definition"), ("milestones", "note")}))
    assert "secret" not in str(seen(data, policy))
    assert [(kind, id_) for kind, id_, _ in reasons(data, policy)] == [
        ("field", "output/definition"), ("field", "p/开工/note"),
    ]  # fmt: skip
    english, _ = in_language(seen(data, policy), "en")
    assert (english.indicators[0].definition, english.milestones[0].note) == ("", "")


def test_a_withheld_growth_rate_is_not_worked_out_from_the_values_instead() -> None:
    rows = [observation("output", "2019", "100"), observation("output", "2020", "120", growth="5")]
    policy = Policy(withhold=frozenset({("observations", "growth")}))
    pair = compare(book(seen(dataset([indicator()], rows), policy)).series("output"))
    assert pair is not None
    assert pair.growth is None
    assert plain(wording.change(pair)) == "比上年增加20亿元"
    assert printing.mean_growth(pair) is None


def test_a_row_that_has_nothing_but_a_withheld_rate_goes_as_a_whole() -> None:
    data = dataset([indicator()], [observation("output", "2020", None, growth="5")])
    assert seen(data, Policy(withhold=frozenset({("observations", "growth")}))).observations == ()


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


def test_nobody_is_ranked_where_the_value_of_one_is_kept_back() -> None:
    assert [(row.entity.id, place) for row, place in book(towns()).ranked("output")] == [("a", 1), ("b", 2), ("c", 3)]
    left = book(seen(towns("a")))
    assert left.ranked("output") == ()
    assert [row.entity.id for row in left.reporting("output")] == ["b", "c"]


def test_the_first_entity_stays_the_whole_of_the_others_where_a_part_is_kept_back() -> None:
    left = book(seen(towns("a")))
    assert left.has_total
    assert left.peers("output") == ("b", "c")
    assert left.has_focus


def test_ranks_stand_where_only_the_whole_is_kept_back() -> None:
    assert [place for _, place in book(seen(towns("all"))).ranked("output")] == [1, 2, 3]


def test_nobody_is_ranked_where_rounding_makes_equal_what_is_not() -> None:
    rows = [observation("output", "2020", value, entity) for entity, value in (("a", "5.1"), ("b", "5.2"), ("c", "9"))]
    data = dataset([indicator()], rows, entities=TOWNS[1:])
    assert len(book(seen(data)).ranked("output")) == 3
    assert book(seen(data, Policy(rounding=(("output", 0),)))).ranked("output") == ()


def test_without_ranks_nobody_is_ranked_although_all_values_are_shown() -> None:
    policy = Policy(withhold=frozenset({("observations", "rank")}))
    assert book(seen(towns(), policy)).ranked("output") == ()
    assert restrict(towns(), policy).withheld == ()


def test_parts_of_which_one_is_kept_back_have_no_sum() -> None:
    period = Period.parse("2020")
    everything = book(towns()).reporting("output")
    assert parts.is_complete(everything, period)
    assert not parts.is_complete(book(seen(towns("a"))).reporting("output"), period)


def test_months_of_which_one_is_kept_back_have_no_completion() -> None:
    rows = [observation("output", f"2020-{month:02d}", "10") for month in range(1, 7)]
    data = dataset([indicator(kind="flow", target="120", target_period="2020")], rows)
    pace = book(data, "2020-06").pace(book(data, "2020-06").series("output"))
    assert pace is not None
    assert pace.completed == Decimal("50.0")
    rows[2] = observation("output", "2020-03", "10", visibility="internal")
    left = book(seen(dataset(data.indicators, rows)), "2020-06")
    assert left.pace(left.series("output")) is None


def test_an_older_value_is_marked_where_the_current_one_is_kept_back() -> None:
    rows = [observation("output", "2019", "5"), observation("output", "2020", "7", visibility="internal")]
    row = book(seen(dataset([indicator()], rows))).series("output")
    assert row.current is not None
    assert row.current.period == Period.parse("2019")
    assert row.missing == Period.parse("2020")


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
            "可由2026年一季度、2026年3月、2026年3月—2026年4月相加减得出",
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


VISIBILITIES = st.sampled_from(get_args(Visibility))
SEES = st.sets(VISIBILITIES).map(frozenset)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Dataset, frozenset[Visibility]]:
    """A data set whose numbers are all different, of any visibilities, and what an audience sees."""
    indicators = tuple(
        Indicator(
            f"i{n}", f"指标{n}", "industry", "亿元", target=Decimal(f"{9000 + n}.125"), visibility=draw(VISIBILITIES)
        )
        for n in range(3)
    )
    observations = tuple(
        Observation(
            i.id, entity.id, Period.parse(str(year)), Decimal(f"{1000 + 100 * n + 10 * e + y}.375"),
            growth=Decimal(f"{n}{e}{y}.625"), visibility=draw(VISIBILITIES),
        )
        for n, i in enumerate(indicators) for e, entity in enumerate(TOWNS) for y, year in enumerate((2019, 2020))
    )  # fmt: skip
    projects = tuple(
        Project(f"p{n}", "industry", f"项目{n}", investment=Decimal(f"{7000 + n}.875"), visibility=draw(VISIBILITIES))
        for n in range(3)
    )
    milestones = tuple(Milestone(f"p{n}", f"节点{n}", days=5000 + n) for n in range(3))
    highlights = tuple(Highlight("industry", f"亮点{n}", visibility=draw(VISIBILITIES)) for n in range(3))
    data = dataset(
        indicators, observations, entities=TOWNS, projects=projects, milestones=milestones, highlights=highlights
    )
    return data, draw(SEES)


def reachable(value: Any) -> Iterator[object]:
    """Yield every plain value that can be reached from a data set, by whatever way."""
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from reachable(getattr(value, each.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from reachable(key)
            yield from reachable(item)
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from reachable(item)
    else:
        yield value


@given(cases())
def test_no_withheld_value_can_be_reached_from_what_is_handed_over(case: tuple[Dataset, frozenset[Visibility]]) -> None:
    data, sees = case
    left = set(map(str, reachable(seen(data, Policy(sees)))))
    indicators = {i.id: i.visibility in sees for i in data.indicators}
    projects = {p.id: p.visibility in sees for p in data.projects}
    for i in data.indicators:
        assert (str(i.target) in left) == indicators[i.id]
        assert (i.name in left) == indicators[i.id]
    for o in data.observations:
        shown = indicators[o.indicator] and o.visibility in sees
        assert (str(o.value) in left, str(o.growth) in left) == (shown, shown)
    for p, m in zip(data.projects, data.milestones, strict=True):
        assert (p.name in left, str(p.investment) in left, str(m.days) in left) == (projects[p.id],) * 3
    for h in data.highlights:
        assert (h.text in left) == (h.visibility in sees)


@given(cases(), st.sampled_from([(), (("亿元", 1),), (("i0", -2),)]))
def test_restricting_twice_is_the_same_as_once(
    case: tuple[Dataset, frozenset[Visibility]], rounding: tuple[tuple[str, int], ...]
) -> None:
    data, sees = case
    policy = Policy(sees, frozenset({("observations", "growth")}), rounding=rounding)
    once = seen(data, policy)
    twice = restrict(once, policy)
    assert twice.dataset == once
    assert twice.withheld == ()


def test_places_are_those_of_the_rows() -> None:
    data = towns("b")
    assert restrict(data, PUBLIC).withheld[0].origin == Origin("data/t/observations.csv", "", "output-2020-b")


def test_a_published_rate_beside_rounded_amounts_is_not_taken_for_one_at_constant_prices() -> None:
    rows = [observation("output", "2019", "681.4"), observation("output", "2020", "843.6", growth="23.8")]
    for digits, rate in ((0, "23.8"), (-2, "23.8")):
        pair = compare(
            book(seen(dataset([indicator()], rows), Policy(rounding=(("output", digits),)))).series("output")
        )
        assert pair is not None
        assert (str(pair.growth), pair.at_constant_prices) == (rate, False)

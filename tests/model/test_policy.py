"""Claims about what an audience sees of a data set: rows, fields, rounded values, and what must not be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import parts, printing, salience, wording
from briefing.model.dataset import Dataset
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
from tests.model.audiences import PUBLIC, TOWNS, book, reasons, seen, towns


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


def grown(old: str, new: str, policy: Policy, unit: str = "亿元") -> tuple[str, str]:
    """Return what is said of a value and the year before."""
    rows = [observation("output", "2019", old), observation("output", "2020", new)]
    (fact,) = salience.facts(book(seen(dataset([indicator(unit=unit)], rows), policy)), "industry")
    return fact.kind, plain(fact.headline)


def test_nothing_has_doubled_stayed_level_or_turned_its_sign_by_rounding() -> None:
    hundreds = Policy(rounding=(("output", -2),))
    assert grown("540.3", "960.2", Policy()) == ("rise", "规上工业产值比上年增长77.7%")
    assert grown("540.3", "960.2", hundreds) == ("level", "规上工业产值比上年增加500亿元")
    assert grown("120.5", "149.5", hundreds) == ("level", "规上工业产值达100亿元")
    assert grown("-140", "160", hundreds) == ("level", "规上工业产值比上年增加300亿元")
    assert grown("12.6", "13.4", Policy(rounding=(("output", 0),)), "%") == ("level", "规上工业产值达13%")


def test_a_doubling_and_a_level_do_not_tell_a_growth_rate_that_is_kept_back() -> None:
    no_rate = Policy(withhold=frozenset({("observations", "growth")}))
    assert grown("100", "201", Policy())[0] == "doubled"
    assert grown("100", "201", no_rate) == ("level", "规上工业产值比上年增加101亿元")
    assert grown("100", "100", no_rate) == ("level", "规上工业产值达100亿元")
    assert grown("3", "3", no_rate, "%") == ("level", "规上工业产值与上年持平")


def test_rounded_parts_have_neither_a_share_nor_a_sum() -> None:
    names = ("output", "services")
    rows = [observation("output", "2020", "960.2"), observation("services", "2020", "149.5")]
    data = dataset([indicator(name) for name in names], rows)
    for policy, found in ((Policy(), "86.5%"), (Policy(rounding=(("亿元", -2),)), None)):
        series = [book(seen(data, policy)).series(name) for name in names]
        made = [(row, row.current) for row in series if row.current]
        share = parts.share(*made[0], made)
        assert (share and share.text) == found
        assert parts.is_complete(series, Period.parse("2020")) == (found is not None)


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


@pytest.mark.parametrize("left", ["a", "b"])
def test_one_town_does_not_stand_for_all_where_its_peers_are_kept_back(left: str) -> None:
    rows = [
        observation("output", "2020", value, entity, visibility="public" if entity == left else "internal")
        for entity, value in (("a", "12"), ("b", "15"), ("c", "9"))
    ]
    shown = book(seen(dataset([indicator()], rows, entities=TOWNS[1:])))
    assert salience.facts(shown, "industry") == ()
    assert shown.series("output", left).title == {"a": "甲镇规上工业产值", "b": "乙镇规上工业产值"}[left]
    assert not shown.speaks_for_itself(shown.series("output", left))


def test_a_town_does_not_stand_in_for_the_whole_that_is_kept_back() -> None:
    shown = book(seen(towns("all")))
    assert salience.facts(shown, "industry") == ()
    assert shown.main_series(shown.dataset.indicator("output")).missing == Period.parse("2020")


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

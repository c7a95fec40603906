"""Claims about a data set handed over in English: what is translated, what is left out, and that it is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefing.errors import ProblemsFound
from briefing.model.english_units import EnglishUnit, english_unit
from briefing.model.records import Entity, Highlight, Milestone, Project, Theme
from briefing.model.translated import in_language
from tests.factory import dataset, indicator, observation

HERE = Entity("here", "江湾区", "Riverside District")
INDUSTRY = Theme("industry", "产业", "Industry", slogan="口号")


@pytest.mark.parametrize(
    ("unit", "value", "printed", "words"),
    [
        ("亿元", "843.8", "84.38", "billion yuan"),
        ("亿元", "21", "2.1", "billion yuan"),
        ("亿元", "0.5", "50", "million yuan"),
        ("万元", "260300", "2.60300", "billion yuan"),
        ("万人次", "86.1", "861", "thousand visits"),
        ("万人次", "186.1", "1.861", "million visits"),
        ("亿平方米", "1.7", "170", "million sq m"),
        ("平方公里", "3", "3", "sq km"),
        ("个", "65", "65", ""),
        ("家", "172", "172", ""),
        ("人次", "2230", "2230", ""),
        ("万套", "8", "80", "thousand sets"),
        ("%", "93.31", "93.31", "%"),
        ("‰", "6.2", "6.2", "‰"),
        ("天", "80", "80", "days"),
        ("千瓦时", "12", "12", "kWh"),
        ("元/平方米", "15000", "15000", "yuan per sq m"),
        ("件/万人", "74.3", "74.3", "per 10,000 people"),
        ("微克/立方米", "36", "36", "μg/m³"),
        ("kWh", "12", "12", "kWh"),
    ],
)
def test_a_unit_and_its_values(unit: str, value: str, printed: str, words: str) -> None:
    found = english_unit(unit, [Decimal(value)])
    assert found is not None
    assert (f"{found.value(Decimal(value)):f}", found.unit) == (printed, words)


def test_digits_that_count_stay_as_many() -> None:
    unit = EnglishUnit("billion yuan", -1)
    assert [unit.precision(digits) for digits in (None, 0, 1)] == [None, 1, 2]
    assert str(unit.value(Decimal("100"))) == "10.0"


def test_all_values_of_an_indicator_have_one_unit() -> None:
    found = english_unit("亿元", [Decimal("0.4"), Decimal(20), Decimal(30)])
    assert found == EnglishUnit("billion yuan", -1)


def test_the_data_may_name_the_unit() -> None:
    assert english_unit("万人次", [Decimal("86.1")], "tourists") == EnglishUnit("thousand tourists", 1)
    assert english_unit("个", [Decimal(65)], "projects") == EnglishUnit("projects")
    assert english_unit("甪", [Decimal(65)], "luds") == EnglishUnit("luds")
    assert english_unit("万人次", [Decimal("86.1")], "10,000 visits") == EnglishUnit("10,000 visits")


def test_an_unknown_unit_has_no_english() -> None:
    assert english_unit("甪", [Decimal(1)]) is None


def test_what_has_no_english_name_is_left_out_and_named() -> None:
    data = dataset(
        [
            indicator("output", name_en="Output"),
            indicator("local", "只有中文"),
            indicator("odd", "怪", unit="甪", name_en="Odd"),
        ],
        [observation(id_, "2019", "1") for id_ in ("output", "local", "odd")],
        title_en="Briefing",
        themes=(INDUSTRY, Theme("other", "别的")),
        entities=(HERE, Entity("there", "别处")),
        projects=(Project("a", "industry", "甲", name_en="A"), Project("b", "industry", "乙")),
        milestones=(Milestone("a", "开工"), Milestone("a", "封顶", name_en="Roof", note="约一年")),
        highlights=(Highlight("industry", "荣誉"), Highlight("industry", "荣誉二", text_en="Honour")),
        source="统计局",
    )
    made, notices = in_language(data, "en")
    assert [(i.name, i.unit) for i in made.indicators] == [("Output", "million yuan")]
    assert [o.indicator for o in made.observations] == ["output"]
    assert [t.name for t in made.themes] == ["Industry"]
    assert [(p.name, p.id) for p in made.projects] == [("A", "a")]
    assert [(m.name, m.note) for m in made.milestones] == [("Roof", "")]
    assert [h.text for h in made.highlights] == ["Honour"]
    assert [str(notice) for notice in notices] == [
        "data/t: 英文稿略去了没有英文的：口号1（口号）；主题1（别的）；地区1（别处）；"
        "指标1（只有中文）；单位没有英文的指标1（怪）；项目1（乙）；dataset.yaml 的键1（source_en）；"
        "节点1（开工）；节点备注1（约一年）；亮点1（荣誉）。"
        "补上英文列（如 name_en）后会写出。"
    ]


def test_no_other_entity_stands_in_for_the_first_one_without_an_english_name() -> None:
    about = {"title_en": "B", "themes": (INDUSTRY,), "entities": (Entity("all", "全区"), HERE)}
    rows = [observation("output", "2019", value, entity) for entity, value in (("all", "30"), ("here", "12"))]
    with pytest.raises(ProblemsFound) as caught:
        in_language(dataset([indicator(name_en="Output")], rows, **about), "en")
    (problem,) = caught.value.problems
    assert problem.where == "data/t/dataset.yaml"
    assert problem.message == "entities 的第一个地区“全区”没有英文名，写不成英文稿：别的地区不能代替它。"
    assert "name_en" in problem.hint


def test_the_region_names_the_entity_that_it_is() -> None:
    about = {"title_en": "B", "themes": (INDUSTRY,), "entities": (Entity("all", "全区"), HERE)}
    data = dataset([indicator(name_en="Output")], [observation("output", "2019", "30", "all")], **about)
    made, notices = in_language(replace(data, region="全区", region_en="The Whole District"), "en")
    assert [entity.name for entity in made.entities] == ["The Whole District", "Riverside District"]
    assert not any("地区" in str(notice) for notice in notices)


def test_periods_are_labelled_in_english() -> None:
    data = dataset(
        [indicator(name_en="Output")],
        [observation("output", "2019-01..2019-09", "1")],
        title_en="B",
        entities=(HERE,),
        themes=(INDUSTRY,),
    )
    assert in_language(data, "en")[0].observations[0].period.label == "January–September 2019"


def test_a_target_moves_with_the_unit() -> None:
    goal = indicator(name_en="Output", target="100", precision=1)
    data = dataset([goal], [observation("output", "2019", "80.5")], title_en="B", entities=(HERE,), themes=(INDUSTRY,))
    made = in_language(data, "en")[0]
    assert (str(made.indicators[0].target), made.indicators[0].precision, str(made.observations[0].value)) == (
        "10.0",
        2,
        "8.05",
    )


def test_the_region_takes_the_english_name_of_its_entity() -> None:
    data = dataset([], [], title_en="B", entities=(HERE,), themes=(INDUSTRY,), region="江湾区")
    assert in_language(data, "en")[0].region == "Riverside District"


def test_without_an_english_title_there_is_no_english_document() -> None:
    with pytest.raises(ProblemsFound, match=r"data/t/dataset\.yaml: 没有英文标题.*title_en"):
        in_language(dataset([], [], entities=(HERE,)), "en")


def test_without_an_english_entity_there_is_no_english_document() -> None:
    data = dataset([], [], title_en="B", entities=(Entity("here", "江湾区"),))
    with pytest.raises(ProblemsFound, match="没有一个地区有英文名"):
        in_language(data, "en")


def test_data_in_english_need_no_second_names() -> None:
    data = dataset(
        [indicator("output", "Output", unit="tonnes")],
        [observation("output", "2019", "12")],
        entities=(Entity("here", "Here"),),
        themes=(Theme("industry", "Industry"),),
        language="en",
    )
    made, notices = in_language(replace(data, title="Report"), "en")
    assert ([i.name for i in made.indicators], [i.unit for i in made.indicators], notices) == (
        ["Output"],
        ["tonnes"],
        (),
    )


def test_in_chinese_nothing_changes() -> None:
    data = dataset([indicator()], [observation("output", "2019", "1")])
    assert in_language(data, "zh") == (data, ())

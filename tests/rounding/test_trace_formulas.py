"""Every figure that a filter, chart or board makes is explained by a formula and terms that make its exact value."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from briefing.build.figure_ids import named
from briefing.build.formulas import formula
from briefing.build.job import Job, prepare
from briefing.build.terms import terms
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import figures
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.figure import Figure
from briefing.model.period import Period
from briefing.model.records import Entity
from briefing.template.book_filters import BOOK_FILTERS
from briefing.template.filters import FILTERS
from briefing.template.load import builtin_templates
from briefing.template.text import Typesetter
from briefing.template.views import names
from tests.factory import dataset, indicator, observation
from tests.rounding.working import untrue

TOWNS = (Entity("all", "全区"), Entity("east", "东镇"), Entity("west", "西镇"))


@cache
def data() -> Dataset:
    """Return yearly and monthly rows of a district of two towns: amounts, a rate, a rank, and rates published."""
    about = [
        indicator("gdp", "地区生产总值"),
        indicator("plant", "工业增加值", target="300", target_period="2020..2022", kind="flow"),
        indicator("sales", "零售额"),
        indicator("happy", "满意率", unit="%", kind="rate", target="90"),
        indicator("air", "细颗粒物", unit="微克/立方米", kind="level", direction="lower", target="30", baseline="2018"),
        indicator("place", "满意度位次", unit="位", kind="rank", direction="lower"),
        indicator("outlay", "三公经费", kind="flow", direction="lower", target="50", target_period="2020"),
        indicator("month", "投资", kind="flow", target="100", target_period="2020"),
    ]
    years = {
        "gdp": ("700", "800", "843.8"), "plant": ("240", "290", "330.5"), "sales": ("50", "100", "110"),
        "happy": ("91.5", "92.1", "93.31"), "air": ("48", "41", "38"), "place": ("9", "6", "2"),
        "outlay": ("60", "50", "41.2"),
    }  # fmt: skip
    rows = [
        observation(name, str(year), value, "all", rank=1 if name == "sales" else None,
                    growth="8.9" if (name, year) == ("sales", 2020) else None)
        for name, values in years.items()
        for year, value in zip((2018, 2019, 2020), values, strict=True)
    ]  # fmt: skip
    for name, part, rest in (("gdp", "500", "343.8"), ("happy", "94.0", "90.2")):
        rows += [observation(name, "2020", value, town) for value, town in ((part, "east"), (rest, "west"))]
        rows += [observation(name, "2019", value, town) for value, town in (("395", "east"), ("405", "west"))]
    rows += [
        observation("month", f"{year}-{month:02d}", f"{month + (year - 2018) * 2}.5", "all")
        for year in (2019, 2020) for month in range(1, 10)
    ]  # fmt: skip
    return dataset(about, rows, entities=TOWNS)


ASKED = {
    "2020": [
        "gdp | value", "gdp | growth", "gdp | change('2018')", "gdp | mean_growth('2018')", "gdp | difference",
        "gdp | net_change", "gdp | from_to", "gdp | phrase", "gdp | with_status", "sales | published_growth",
        "sales | change", "sales | contribution('gdp')", "plant | contribution('gdp')", "plant | share('gdp')",
        "gdp | of('东镇') | share", "gdp | of('东镇') | contribution", "gdp | of('东镇') | sentence",
        "gdp | of('西镇') | rank_phrase", "gdp | of('东镇') | against('西镇')", "gdp | of('东镇') | against_mean",
        "happy | of('东镇') | against_mean", "happy | change", "happy | target_phrase", "happy | completion",
        "plant | target", "plant | completion", "plant | target_phrase", "plant | achieved", "plant | breakthrough",
        "sales | doubled('2018')", "gdp | run_of_growth", "sales | run_of_firsts", "sales | trend", "air | completion",
        "air | change", "air | target_phrase", "place | rank_change", "place | rank_phrase", "place | value",
        "outlay | completion", "outlay | target_phrase", "sales | rank_phrase", "sales | sentence('全区')",
        "[gdp, sales, air] | ups_and_downs", "gdp | when", "[1, 2] | count", "2 | chinese", "1 | ordinal",
        "['甲', '乙'] | join", "['甲', '乙'] | join_and",
    ],
    "2020-09": [
        "month | trend", "month | run_of_growth", "month | achieved", "month | completion", "month | target_phrase",
        "month | change('2020-08')", "month | sentence",
    ],
}  # fmt: skip


@cache
def made(code: str) -> tuple[Figure, ...]:
    book = Book(data(), Period.parse(code))
    setter = Typesetter(names(book), data().gaps, book.language, book)
    said = [span for asked in ASKED[code] for span in setter.set(f"{{{{ {asked} }}}}")]
    return tuple(dict.fromkeys(span.figure for span in said if span.figure))


@pytest.mark.parametrize("code", ASKED)
def test_every_figure_of_every_filter_is_what_its_formula_makes_of_its_terms(code: str) -> None:
    assert len(made(code)) > 6
    assert [wrong for figure in made(code) for wrong in untrue(figure, data())] == []


def test_every_filter_is_asked_for() -> None:
    asked = " ".join(each for sources in ASKED.values() for each in sources)
    assert [name for name in (*FILTERS, *BOOK_FILTERS) if f"| {name}" not in asked] == []


@pytest.mark.parametrize(
    ("dataset_", "audience"),
    [("jiangbei", "leadership"), ("demo-monthly", "leadership"), ("demo-monthly", "department")],
)
def test_every_figure_of_a_built_in_document_is_what_its_formula_makes_of_its_terms(
    dataset_: str, audience: str
) -> None:
    ready = prepare(find(builtin_templates().parent), Job(dataset_, audience))
    found = figures(compose(ready.loaded, ready.dataset, ready.period))
    assert len(found) > 100
    assert [wrong for figure in found for wrong in untrue(figure, ready.whole)] == []


def figure(kind: str) -> Figure:
    return next(each for code in ASKED for each in made(code) if f"/{kind}" in each.id)


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        ("share|of:", "占比 = 本项 ÷ 整体（全区地区生产总值），按准确值算",
         (("本项 2020年", "330.5亿元"), ("整体 全区地区生产总值", "843.8亿元"))),
        ("growth_step:", "百分点 = 本期的增速 − 上期的增速，两者都按印出来的数相减",
         (("本期增速 2020年", "8.9%"), ("上期增速 2019年", "100.0%"))),
        ("over", "超额 = 完成率 − 100%，完成率取一位小数",
         (("完成率", "110.2%"), ("实际 2020年", "330.5亿元"), ("目标", "300亿元"))),
        ("early", "提前 = 计划期末 − 最早达到目标且此后一直达到的那一期；满整年的说年，不满的说月",
         (("计划期末", "2022年12月"), ("最早达到目标", "2020年"))),
    ],
)  # fmt: skip
def test_what_a_filter_makes_is_told_in_words_with_its_values(kind: str, said: str, told: Any) -> None:
    one = figure(kind)
    assert formula(one.id, one.metric, one.raw, False, data()) == said
    assert terms(one.id, one.metric, one.raw, data()) == told


@pytest.mark.parametrize(
    "id_",
    [
        "gdp/all/2020/growth:notaperiod", "gdp/ghost/2020/run", "ghost/all/2020/share|of:gdp/nowhere", "gdp/all/²/run",
        f"gdp/all/{'9' * 5000}/growth", "|||", "/", "", "gdp/all/2020/share:+", "gdp/all/2020/contribution:2019|of:",
        "a+b/2020/total", "gdp/all/2020/rank_change:2019|step:x|of",
    ],
)  # fmt: skip
def test_an_id_that_no_figure_has_is_explained_without_values_and_without_a_crash(id_: str) -> None:
    one = figure("value")
    assert formula(id_, "value", one.raw, False, data())
    assert all(value for _, value in terms(id_, "value", one.raw, data()))
    assert named(id_) == named(id_)

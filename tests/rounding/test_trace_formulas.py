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
from briefing.model.figure import Figure
from briefing.template.book_filters import BOOK_FILTERS
from briefing.template.filters import FILTERS
from briefing.template.load import builtin_templates
from tests.rounding.asked import ASKED, data, typesetter
from tests.rounding.working import untrue


@cache
def made(code: str) -> tuple[Figure, ...]:
    said = [span for asked in ASKED[code] for span in typesetter(code).set(f"{{{{ {asked} }}}}")]
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

"""Claims about template texts: figures stay figures, nothing unsafe is reachable, faults name what is near."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.blocks import plain
from briefing.model.records import Theme
from briefing.template.book_filters import BOOK_FILTERS
from briefing.template.faults import TextFault, at_line
from briefing.template.target_filters import TARGET_FILTERS
from briefing.template.text import Typesetter
from briefing.template.trend_filters import TREND_FILTERS
from briefing.template.views import names
from tests.factory import book, indicator, observation


def typesetter(**more: Any) -> Typesetter:
    rows = [observation("industrial_output", "2017", "681.4"), observation("industrial_output", "2019", "843.8")]
    data = book([indicator("industrial_output", baseline="2017")], rows, "2018..2020", **more)
    return Typesetter(names(data))


def test_a_figure_in_a_sentence_keeps_its_identity() -> None:
    set_ = typesetter().set("产值{{ industrial_output | value }}，{{ industrial_output | change }}。")
    assert plain(set_) == "产值843.8亿元，比2017年增长23.8%。"
    figures = [span.figure for span in set_ if span.figure]
    assert [figure.text for figure in figures] == ["843.8亿元", "23.8%"]
    assert [o.cell for o in figures[1].origins] == ["industrial_output-2017-here", "industrial_output-2019-here"]


def test_stars_stress_and_figures_inside_are_stressed_too() -> None:
    set_ = typesetter().set("**总量{{ industrial_output | growth }}。**其余照旧")
    assert [(span.text, span.strong) for span in set_] == [
        ("总量", True),
        ("23.8%", True),
        ("。", True),
        ("其余照旧", False),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ industrial_output | value('2017') }}", "681.4亿元"),
        ("{{ industrial_output | difference }}", "162.4亿元"),
        ("{{ industrial_output | mean_growth }}", "年均增长11.3%"),
        ("{{ industrial_output | net_change }}", "净增162.4亿元"),
        ("{{ industrial_output | from_to }}", "由2017年的681.4亿元增加到2019年的843.8亿元"),
        ("{{ industrial_output | phrase }}", "规上工业产值达843.8亿元"),
        ("{{ industrial_output | when }}", "2019年"),
        ("{{ themes | count | chinese }}个主题", "一个主题"),
        ("{{ themes | map(attribute='name') | join('、') }}", "产业攻坚"),
        ("{{ period.label }}", "2018—2020年"),
        ("{% for t in themes %}{{ loop.index }}{{ t.short }}{% endfor %}", "1产业"),
    ],
)
def test_what_the_filters_say(source: str, expected: str) -> None:
    assert plain(typesetter().set(source)) == expected


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("{{ industrial_outptu | value }}", "没有“industrial_outptu”这个名字。", "industrial_output"),
        ("{{ industrial_output | vlaue }}", "没有“vlaue”这个过滤器", "value"),
        ("{{ industrial_output | value('2016') }}", "在2016年没有数值", ""),
        ("{{ industrial_output | value('去年') }}", "不是期间", ""),
        ("{{ industrial_output | target }}", "没有目标值", ""),
        ("{{ industrial_output }}", "指标后面要有过滤器", ""),
        ("{{ industrial_output | value", "写法有误", ""),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_is_near(source: str, message: str, hint: str) -> None:
    with pytest.raises(TextFault) as caught:
        typesetter().set(source)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ dataset.__init__ }}",
        "{{ industrial_output.observations }}",
        "{{ industrial_output.current.origin }}",
        "{{ themes.count('x') }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for i in range(10) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ cycler }}",
        "{{ themes | map('x') | list }}",
        "{{ 'x' ~ industrial_output }}",
        "{% set a = 'x' %}{{ a }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% block b %}x{% endblock %}{{ self.b() }}",
        "{% with a = 1 %}{{ a }}{% endwith %}",
        "{{ '%099999999d' % 1 }}",
        "{{ 'a' + 'b' }}",
        "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
        "{% for a in themes %}{% for b in themes %}{% for c in themes %}x{% endfor %}{% endfor %}{% endfor %}",
        "\ue0000\ue001",
    ],
)
def test_nothing_beyond_the_listed_fields_is_reachable(source: str) -> None:
    with pytest.raises(TextFault):
        typesetter().set(source)


def test_stars_in_the_data_are_not_markup() -> None:
    made = typesetter(themes=(Theme("industry", "**星**"),)).set("{{ themes | map(attribute='name') | first }}")
    assert [(span.text, span.strong) for span in made] == [("**星**", False)]


@pytest.mark.parametrize("source", ["{{ place | growth }}", "{{ industrial_output | rank_change }}"])
def test_a_filter_that_does_not_fit_its_indicator_is_refused(source: str) -> None:
    rows = [observation("place", "2017", "37"), observation("place", "2018", "6")]
    rows += [observation("industrial_output", year, "1") for year in ("2017", "2018")]
    ranks = [indicator("place", "位次", "位", kind="rank", direction="lower"), indicator("industrial_output")]
    with pytest.raises(TextFault, match="位次"):
        Typesetter(names(book(ranks, rows, "2018..2020"))).set(source)


def test_a_text_that_grows_too_long_is_stopped() -> None:
    long = "{% for a in themes %}" + "很长的话" * 6000 + "{% endfor %}"
    with pytest.raises(TextFault, match="过长"):
        typesetter().set(long)


MANY = tuple(Theme(f"t{number}", f"主题{number}") for number in range(2000))


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in themes %}{% for b in themes %}{% endfor %}{% endfor %}",
        "{% for a in themes %}{{ themes | map(attribute='name') | list | count }}{% endfor %}",
        "{% for a in themes %}{% if a not in themes %}x{% endif %}{% endfor %}",
        "{% for a in themes %}{% for b in themes if b in themes %}{% endfor %}{% endfor %}",
    ],
)
def test_loops_are_bounded_by_their_turns_even_if_they_say_nothing(source: str) -> None:
    with pytest.raises(TextFault, match="循环次数太多"):
        Typesetter({"themes": MANY}).set(source)


def test_every_text_may_turn_as_often_as_the_one_before() -> None:
    setter = Typesetter({"themes": MANY})
    source = "{% for a in themes %}{% if loop.last %}{{ a.name }}，共{{ loop.length }}个{% endif %}{% endfor %}"
    assert {plain(setter.set(source)) for _ in range(60)} == {"主题1999，共2000个"}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% for a in themes recursive %}{{ loop(themes) }}{% endfor %}", "循环套得太深"),
        ("{% for a in themes %}{% for b in themes %}{% for c in themes %}{% endfor %}{% endfor %}{% endfor %}", "太深"),
        ("{% for a in range(1000000) %}{% endfor %}", "没有“range”这个名字"),
    ],
)
def test_a_loop_without_end_is_refused_before_it_runs(source: str, message: str) -> None:
    with pytest.raises(TextFault, match=message):
        Typesetter({"themes": MANY}).set(source)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("产值{{ industrial_outptu | value }}", 1, 6),
        ("{{ 'industrial_outptu' }}{{ industrial_outptu }}", 1, 29),
        ("一\n二{{ industrial_outptu }}", 2, 5),
        ("产值{{ industrial_output | vlaue }}", 1, 26),
        ("产值{{ a b }}", 1, 3),
        ("产值{{ industrial_output", 1, 3),
        ("{{ period.label }}{% if themes %}x", 1, 19),
        ("x{% endif %}", 1, 2),
        ("{% fro a in themes %}", 1, 1),
        ("{{ dataset.__class__ }}", 1, 12),
        ("{{ dataset['files'] }}", 1, 13),
        ("{{ themes.append }}", 1, 11),
        ("x{% import 'os' as os %}", 1, 5),
        ("{% include '/etc/passwd' %}", 1, 4),
    ],
)
def test_a_fault_has_its_line_and_its_column(source: str, line: int, column: int) -> None:
    with pytest.raises(TextFault) as caught:
        typesetter().set(source)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_line_within_a_text_is_added_to_its_place() -> None:
    assert at_line("templates/a/template.yaml:10", 3) == "templates/a/template.yaml:12"
    assert at_line("templates/a/template.yaml", 3) == "templates/a/template.yaml"


def test_a_footnote_hangs_on_the_place_that_calls_it_and_keeps_its_figures() -> None:
    found = typesetter().set("**产值^[现价{{ industrial_output | value }}。]增长**，居前列。")
    assert [(span.text, span.strong, plain(span.note)) for span in found] == [
        ("产值", True, ""),
        ("", False, "现价843.8亿元。"),
        ("增长", True, ""),
        ("，居前列。", False, ""),
    ]
    assert [span.figure.text for span in found[1].note if span.figure] == ["843.8亿元"]


def test_what_looks_like_a_footnote_in_data_is_none() -> None:
    assert plain(Typesetter({"name": "甲^[乙]"}).set("{{ name }}")) == "甲^[乙]"


@pytest.mark.parametrize("name", ["统计局[2020]1号", "甲]乙", "x^[y]"])
def test_brackets_in_data_neither_open_nor_end_a_footnote(name: str) -> None:
    found = Typesetter({"name": name}).set("产值^[来源：{{ name }}。]增长")
    assert [(span.text, plain(span.note)) for span in found] == [("产值", ""), ("", f"来源：{name}。"), ("增长", "")]


@pytest.mark.parametrize("source", ["产值^[没有收口", "产值^[见[2020]1号]", "产值^[外^[内]层]"])
def test_a_footnote_that_is_not_written_to_its_end_is_a_fault(source: str) -> None:
    with pytest.raises(TextFault, match="脚注"):
        Typesetter({}).set(source)


@pytest.mark.parametrize(
    "written", ["sentence(scope=全市)", "sentence( 全市 )", "sentence('全区', mean=全市, dated=false)"]
)
def test_an_argument_whose_quotes_are_forgotten_is_told_with_them(written: str) -> None:
    with pytest.raises(TextFault) as caught:
        typesetter().set(f"产值{{{{ industrial_output | {written} }}}}")
    fault = caught.value
    assert (fault.message, fault.hint) == ("没有“全市”这个名字。", "文字要加英文引号，写成 '全市'。")
    assert fault.column == f"产值{{{{ industrial_output | {written}".index("全市") + 1


@pytest.mark.parametrize("name", [*BOOK_FILTERS, *TARGET_FILTERS, *TREND_FILTERS, "join_and", "ordinal"])
def test_a_filter_with_two_letters_turned_round_is_suggested(name: str) -> None:
    written = f"{name[:1]}{name[2]}{name[1]}{name[3:]}" if len(name) > 3 else f"{name}f"
    with pytest.raises(TextFault) as caught:
        typesetter().set(f"{{{{ industrial_output | {written} }}}}")
    assert caught.value.message == f"没有“{written}”这个过滤器。"
    assert caught.value.hint.startswith("是不是想写：")
    assert name in caught.value.hint


def test_a_text_is_set_anew_for_each_book_and_language() -> None:
    source = "{{ 3 | chinese }}"
    assert plain(Typesetter({}).set(source)) == "三"
    assert plain(Typesetter({}, language="en").set(source)) == "three"
    assert plain(Typesetter({}).set(source)) == "三"

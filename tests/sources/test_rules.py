"""Claims about `rules` of dataset.yaml: what numbers must keep to, read with every slip told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from briefing import sources
from briefing.errors import Problems
from briefing.model.period import Period
from briefing.model.rules import Confirmed, Rules, Total
from briefing.sources.describe import describe
from briefing.yamlfile import parse
from tests.datasets import write


def _rules(text: str) -> tuple[Rules, list[str]]:
    problems = Problems()
    tree = parse(f"title: 甲\nthemes: [{{id: a, name: 甲}}]\nrules:\n  {text}\n", "d/dataset.yaml")
    return describe(tree, "d", problems).rules, [str(problem) for problem in problems]


def test_totals_are_of_indicators_or_of_entities() -> None:
    rules, problems = _rules("totals: [{total: gdp, parts: [a, b], tolerance: 0.2}, {entity: 全区, indicators: [gdp]}]")
    assert problems == []
    assert rules.totals == (Total("gdp", ("a", "b"), (), Decimal("0.2")), Total("全区", (), ("gdp",)))
    assert [total.is_of_entities for total in rules.totals] == [False, True]


def test_a_jump_is_asked_about_from_50_per_cent_on_unless_the_rules_say_otherwise() -> None:
    rules, problems = _rules("jumps: {gdp: 20}")
    assert problems == []
    assert (rules.jump_of("gdp"), rules.jump_of("other")) == (Decimal(20), Decimal(50))


def test_a_total_of_both_kinds_is_told_with_its_line() -> None:
    _, problems = _rules("totals: [{total: gdp, entity: 全区}]")
    assert problems == [
        "d/dataset.yaml:4: rules.totals.1：total 和 entity 要写一个，只写一个。指标之和写 total，地区之和写 entity。"
    ]


def read(root: Path, rules: str) -> tuple[Rules, list[str]]:
    """Read a data set of three indicators and two entities with rules; return them and what is wrong."""
    write(
        root,
        "x",
        "title: 甲\nthemes: [{id: a, name: 甲}]\nentities: [{id: all, name: 全区}, {id: x, name: 东街}]\n" + rules,
        indicators=[
            ["id", "name", "theme", "unit"],
            *(r.split(",") for r in ("gdp,总值,a,亿元", "p1,一产,a,亿元", "p2,二产,a,万元")),
        ],
        observations=[("indicator", "period", "value"), ("gdp", "2020", "5")],
        projects=[("id", "theme", "name"), ("port", "a", "新港")],
    )
    dataset, problems = sources.read(root / "data" / "x", root)
    assert dataset is not None
    return dataset.rules, [str(problem) for problem in problems]


def test_rules_may_name_indicators_entities_and_projects_by_name(tmp_path: Path) -> None:
    rules, problems = read(
        tmp_path,
        "rules:\n  jumps: {总值: 20}\n  totals: [{total: 总值, parts: [一产]}, {entity: 全区, indicators: [一产]}]\n"
        "  confirmed:\n    - {rule: 变动过大, indicator: 总值, entity: 东街, period: 2020年3月, note: 疫情}\n"
        "    - {rule: project, project: 新港}\n",
    )
    assert problems == []
    assert rules.jumps == {"gdp": Decimal(20)}
    assert rules.totals == (Total("gdp", ("p1",)), Total("all", (), ("p1",)))
    assert rules.confirmed == (
        Confirmed("jump", "gdp", "x", "", Period.parse("2020-03"), "疫情"),
        Confirmed("project", project="port"),
    )
    assert [each.where for each in rules.confirmed] == [f"data/x/dataset.yaml:{line}" for line in (8, 9)]


def test_what_rules_name_and_is_not_there_is_told_with_its_line_and_what_is_near(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path,
        "rules:\n  jumps: {gdq: 20}\n  totals:\n    - {total: gdp, parts: [p9]}\n"
        "    - {entity: 全省, indicators: [p1]}\n  confirmed:\n    - {rule: jump, indicator: 总植}\n",
    )
    assert problems == [
        "data/x/dataset.yaml:5: rules.jumps.gdq：没有这个指标：“gdq”。是不是想写：gdp？",
        "data/x/dataset.yaml:7: rules.totals.1.parts.1：没有这个指标：“p9”。可用的有：gdp、总值、p1、一产、p2、二产。",
        "data/x/dataset.yaml:8: rules.totals.2.entity：没有这个地区：“全省”。可用的有：all、全区、x、东街。",
        "data/x/dataset.yaml:10: rules.confirmed.1.indicator："
        "没有这个指标：“总植”。可用的有：gdp、总值、p1、一产、p2、二产。",
    ]


def test_only_amounts_of_one_unit_add_up(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "rules:\n  totals:\n    - {total: gdp, parts: [p1, p2]}\n")
    assert problems == [
        "data/x/dataset.yaml:6: rules.totals.1.parts.2：p2的单位是万元，总数 gdp 的是亿元，加不起来。"
        "请把 p2 的单位改为亿元。"
    ]


def test_a_confirmation_says_of_what_and_by_which_rule() -> None:
    _, problems = _rules("confirmed: [{rule: jmp, indicator: a}, {rule: jump}]")
    assert problems == [
        "d/dataset.yaml:4: rules.confirmed.1.rule：没有“jmp”这项检查。是不是想写：jump？",
        "d/dataset.yaml:4: rules.confirmed.2：没有写是哪个指标或项目。"
        "请加上 indicator（或 project），最好也写 period。",
    ]


def test_a_per_cent_sign_behind_a_number_of_the_rules_is_read() -> None:
    rules, problems = _rules("{jump: 50%, jumps: {gdp: 30％}}")
    assert problems == []
    assert (rules.jump, rules.jumps) == (Decimal(50), {"gdp": Decimal(30)})


def test_rules_that_want_a_number_say_so() -> None:
    rules, problems = _rules("{jump: 三十, jumps: {gdp: abc}, totals: [{total: gdp, parts: [a], tolerance: 一点}]}")
    assert problems == [
        "d/dataset.yaml:4: rules.jump：应该是数字，如 50，写的却是“三十”。",
        "d/dataset.yaml:4: rules.jumps.gdp：应该是数字，如 50，写的却是“abc”。",
        "d/dataset.yaml:4: rules.totals.1.tolerance：应该是数字，如 0.2，写的却是“一点”。单位就是总数的单位，不用写。",
    ]
    assert rules.jump == 50


RATES = [
    ("id", "name", "theme", "unit", "kind"),
    ("happy", "群众满意率", "a", "%", "rate"),
    ("tax", "税收", "a", "亿元", "flow"),
]


def test_totals_of_rates_and_totals_that_hold_themselves_are_told_with_their_line(tmp_path: Path) -> None:
    write(
        tmp_path,
        "x",
        "title: 甲\nthemes: [{id: a, name: 甲}]\nentities: [{id: all, name: 全区}, {id: x, name: 东街}]\n"
        "rules:\n  totals:\n    - {entity: 全区, indicators: [税收, 群众满意率]}\n"
        "    - {entity: 全区, parts: [东街, 全区], indicators: [税收]}\n"
        "    - {total: 税收, parts: [税收]}\n    - {entity: 全区, parts: [x, 东街], indicators: [税收]}\n",
        indicators=RATES,
        observations=[("indicator", "period", "value"), ("tax", "2020", "5")],
    )
    dataset, problems = sources.read(tmp_path / "data" / "x", tmp_path)
    assert [str(problem) for problem in problems] == [
        "data/x/dataset.yaml:6: rules.totals.1.indicators.2："
        "群众满意率是比率或位次，各项的数加起来没有意义。请从合计里删去。",
        "data/x/dataset.yaml:7: rules.totals.2.parts.2：全区就是总数，不能又是自己的分项。请删去这一项。",
        "data/x/dataset.yaml:8: rules.totals.3.parts.1：税收就是总数，不能又是自己的分项。请删去这一项。",
        "data/x/dataset.yaml:9: rules.totals.4.parts.2：东街在分项里写了两次。请删去这一项。",
    ]
    assert dataset is not None
    assert dataset.rules.totals == ()

"""Claims about curves and rules of lights in dataset.yaml: how they are read, and what is told where they are wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from briefing.model.dataset import Dataset
from briefing.model.lights import LightRule, Lights
from briefing.sources.reading import check

HEAD = "title: 测试\nthemes: [{id: industry, name: 产业}, {id: people, name: 民生}]\n"
INDICATORS = (
    "id,name,theme,unit,kind,target,target_period\noutput,产值,产业,亿元,flow,100,2020\njobs,就业,民生,人,level,,\n"
)


def read(folder: Path, yaml: str) -> tuple[Dataset | None, list[str]]:
    place = folder / "data" / "t"
    place.mkdir(parents=True)
    (place / "dataset.yaml").write_text(HEAD + yaml, encoding="utf-8")
    (place / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (place / "observations.csv").write_text("indicator,period,value\noutput,2020-01..2020-03,20\n", encoding="utf-8")
    dataset, problems = check(place, folder)
    return dataset, [f"{p.where.rsplit('/', 1)[-1]} {p.message}{p.hint}" for p in problems]


def test_lights_are_read_as_they_were_and_with_rules(tmp_path: Path) -> None:
    yaml = """lights:
  yellow: 5
  red: 20
  rules:
    - {indicators: [output], yellow: 10, red: 30}
    - {themes: [people], by: 位次, first: 3, last: 8, fall: 3}
    - {by: mean}
"""
    dataset, problems = read(tmp_path, yaml)
    assert problems == []
    assert dataset is not None
    assert dataset.lights == Lights(
        5, 20,
        (
            LightRule("pace", ("output",), (), 10, 30),
            LightRule("rank", (), ("people",), 0, 0, 3, 8, 3, 0),
            LightRule("mean", (), (), 0, 0),
        ),
    )  # fmt: skip
    assert [dataset.lights.rule_of(i).by for i in dataset.indicators] == ["pace", "rank"]


def test_a_curve_is_given_to_one_indicator_or_shared(tmp_path: Path) -> None:
    dataset, problems = read(tmp_path, "rules: {curves: {output: [10, 30, 60, 100]}}\n")
    assert problems == []
    assert dataset is not None
    assert dataset.rules.curves == {"output": tuple(map(Decimal, (10, 30, 60, 100)))}
    shared = "rules: {curves: {spring: {indicators: [output], percent: [20, 50, 80, 100]}}}\n"
    dataset, _ = read(tmp_path / "shared", shared)
    assert dataset is not None
    assert dataset.rules.curves == {"output": tuple(map(Decimal, (20, 50, 80, 100)))}


def test_curves_lights_and_the_mean_take_names_as_well_as_ids(tmp_path: Path) -> None:
    dataset, problems = read(
        tmp_path,
        "rules: {mean: 测试, curves: {产值: [20, 50, 80, 100]}}\n"
        "lights: {rules: [{indicators: [产值], yellow: 5}, {themes: [产业], red: 20}]}\n",
    )
    assert problems == []
    assert dataset is not None
    assert dataset.rules.mean == "t"
    assert list(dataset.rules.curves) == ["output"]
    assert [(rule.indicators, rule.themes) for rule in dataset.lights.rules] == [(("output",), ()), ((), ("industry",))]


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("rules: {curves: {output: [10, 60, 30, 100]}}", "rules.curves.output：序时曲线往回走了：60 后面是 30。"),
        ("rules: {curves: {output: [10, 30, 60, 90]}}", "rules.curves.output：序时曲线最后是 90，不是 100。"),
        ("rules: {curves: {output: [100]}}", "rules.curves.output：序时曲线至少要有两个数。"),
        (
            "rules: {curves: {output: [10, 20, 100]}}",
            "指标 output 的序时曲线有 3 个数，与计划期间 2020年 对不上。可以写的个数：12、4、2",
        ),
        ("rules: {curves: {jobs: [50, 100]}}", "指标 jobs 没有目标期间，用不上序时曲线。"),
        ("rules: {curves: {outputs: [50, 100]}}", "rules.curves：没有这个指标：“outputs”。是不是想写：output？"),
        ("rules: {mean: 全市}", "rules.mean：没有这个地区：“全市”。可用的有：t、测试。"),
        ("lights: {rules: [{by: colour}]}", "lights.rules.1.by：没有“colour”这种亮法。"),
        ("lights: {rules: [{by: rank}]}", "lights.rules.1：按位次亮灯要写 first 和 last，first 小于 last。"),
        ("lights: {rules: [{by: rank, first: 3, last: 8, red: 5}]}", "lights.rules.1：by: rank 不用 red。"),
        ("lights: {rules: [{first: 3}]}", "lights.rules.1：by: pace 不用 first。"),
        ("lights: {rules: [{yellow: 20}]}", "lights.rules.1：yellow 大于 red。"),
        ("lights: {rules: [{indicators: [outputs]}]}", "lights.rules.1.indicators.1：没有这个指标：“outputs”。"),
        ("lights: {rules: [{themes: [产叶]}]}", "lights.rules.1.themes.1：没有这个专题：“产叶”。可用的有：industry"),
        ("lights: {rules: [{by: rank, first: x, last: 8}]}", "lights.rules.1.first：应该是整数。"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_curves_and_lights_is_told_with_its_place(tmp_path: Path, yaml: str, told: str) -> None:
    dataset, problems = read(tmp_path, yaml + "\n")
    assert dataset is None
    assert len(problems) == 1
    assert problems[0].startswith(f"dataset.yaml:3 {told}"), problems

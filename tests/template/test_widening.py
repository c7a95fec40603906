"""Claims about policies that open what the extended one keeps back: the builder is told, and only the builder."""

from __future__ import annotations

from pathlib import Path

from briefing.model.period import Period
from briefing.template.load import load
from tests.template.layered import ROOT, write

STRICT = "policy:\n  withhold: {projects: [department, status]}\n  withhold_indicators: [a]\n  round: {b: 0}\n"


def wider(root: Path, policy: str) -> tuple[str, ...]:
    write(root, root=ROOT + STRICT, mine="extends: root\nname: 我的\n" + policy)
    return load(root, "mine", "town", Period.parse("2020")).wider


def test_a_list_written_anew_opens_what_it_leaves_out(tmp_path: Path) -> None:
    assert wider(tmp_path, "policy: {withhold: {projects: [progress]}}\n") == ("项目的责任单位", "项目的状态")


def test_more_rows_indicators_and_digits_are_named(tmp_path: Path) -> None:
    policy = "policy: {sees: [public, internal], withhold_indicators: [c], round: {b: 2}}\n"
    assert wider(tmp_path, policy) == ("内部数据", "指标 a", "“b”的更多位数")


def test_what_keeps_back_as_much_or_more_opens_nothing(tmp_path: Path) -> None:
    assert wider(tmp_path, "policy: {withhold: {projects: [status, department, start]}, round: {b: -1}}\n") == ()
    assert wider(tmp_path, "") == ()

"""Claims about what extends what: circles and unknown names are problems with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.template.load import load
from tests.template.layered import ROOT, faults, write


def test_a_circle_is_named_with_all_that_are_in_it(tmp_path: Path) -> None:
    root = write(tmp_path, mine="name: a\nextends: b\n", b="name: b\nextends: c\n", c="name: c\nextends: mine\n")
    assert [(p.where, p.message) for p in faults(root)] == [
        ("templates/c/template.yaml:2", "extends 绕成了一圈：mine → b → c → mine。")
    ]


def test_an_unknown_base_suggests_the_nearest_one(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine="extends: rooot\nname: a\n"))
    assert [(p.where, p.message, p.hint) for p in found] == [
        ("templates/mine/template.yaml:1", "extends 写的“rooot”没有这个模板。", "是不是想写：root？")
    ]


def test_the_base_of_all_is_suggested_without_its_underscore(tmp_path: Path) -> None:
    found = faults(write(tmp_path, mine="extends: base\nname: a\n"))
    assert found[0].hint == "是不是想写：_base？"


def test_extending_oneself_without_a_built_in_of_that_name_is_a_problem(tmp_path: Path) -> None:
    found = faults(write(tmp_path, mine="name: a\nextends: mine\n"))
    assert [(p.where, p.message) for p in found] == [
        ("templates/mine/template.yaml:2", "“mine”写的是继承自己，却没有自带的“mine”。")
    ]


def test_a_list_of_bases_is_refused(tmp_path: Path) -> None:
    found = faults(write(tmp_path, mine="extends: [_base]\nname: a\n"))
    assert [(p.where, p.message) for p in found] == [
        ("templates/mine/template.yaml:1", "extends 只能写一个模板的名字。")
    ]


def test_a_path_is_no_name_of_a_base(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine="extends: ../templates/root\nname: a\n"))
    assert "没有这个模板" in found[0].message


def test_a_patch_may_not_extend(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine=ROOT, mine__town="extends: root\n"))
    assert [(p.where, p.message) for p in found] == [
        ("templates/mine/town.yaml:1", "extends 只能写在 template.yaml 里。")
    ]


def test_a_slip_in_extends_is_the_one_thing_that_is_said(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine="extend: root\nname: a\norder: [nothing]\n"))
    assert [(p.where, p.message, p.hint) for p in found] == [
        ("templates/mine/template.yaml:1", "不认识的键“extend”。", "是不是想写：extends？")
    ]


def test_a_file_that_was_meant_as_the_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates" / "mine").mkdir(parents=True)
    (tmp_path / "templates" / "mine" / "template.yaml.txt").write_text("name: a\n", encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        load(tmp_path, "mine", "town")
    assert caught.value.hint == "文件夹里的“template.yaml.txt”要改名为 template.yaml。"

"""Claims about template files: patches by key, and problems with file, line and the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import BriefingError, Problem, ProblemsFound
from briefing.template.load import load
from briefing.template.schema import BulletsSpec

BASE = """\
name: 测试
chapters:
  overview:
    pages:
      summary:
        label: 总体
        blocks:
          tiles: {kind: key_figures, pick: themes}
  themes:
    for_each: theme
    pages:
      main:
        headline: auto
        blocks:
          chart: {kind: chart}
          points: {kind: bullets, limit: 3}
"""


def workspace(root: Path, template: str = BASE, **patches: str) -> Path:
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    for name, patch in patches.items():
        (folder / f"{name}.yaml").write_text(patch, encoding="utf-8")
    return root


def problems(root: Path, dataset: str = "d") -> list[Problem]:
    with pytest.raises(ProblemsFound) as caught:
        load(root, "mine", dataset)
    return list(caught.value.problems)


def test_a_patch_changes_one_theme_and_leaves_the_others(tmp_path: Path) -> None:
    patch = "themes:\n  industry:\n    main:\n      headline: 新标题\n      blocks:\n        points: {limit: 5}\n"
    template = load(workspace(tmp_path, d=patch), "mine", "d").template
    assert template.themes["industry"]["main"].headline == "新标题"
    points = template.themes["industry"]["main"].blocks["points"]
    assert isinstance(points, BulletsSpec)
    assert points.limit == 5
    assert list(template.themes["industry"]["main"].blocks) == ["chart", "points"]
    assert template.chapters["themes"].pages["main"].headline == "auto"


def test_null_in_a_patch_removes_a_block(tmp_path: Path) -> None:
    patch = "chapters:\n  themes:\n    pages:\n      main:\n        blocks:\n          chart: null\n"
    template = load(workspace(tmp_path, d=patch), "mine", "d").template
    assert list(template.chapters["themes"].pages["main"].blocks) == ["points"]


def test_a_misspelt_key_is_named_with_its_line_and_the_nearest_key(tmp_path: Path) -> None:
    found = problems(workspace(tmp_path, BASE.replace("headline: auto", "headlin: auto")))
    assert [(p.where, p.message) for p in found] == [("templates/mine/template.yaml:13", "不认识的键“headlin”。")]
    assert "headline" in found[0].hint


def test_a_misspelt_kind_is_named_with_the_nearest_kind(tmp_path: Path) -> None:
    found = problems(workspace(tmp_path, BASE.replace("{kind: chart}", "{kind: chrat}")))
    assert found[0].where == "templates/mine/template.yaml:15"
    assert "chrat" in found[0].message
    assert "chart" in found[0].hint


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    broken = BASE.replace("headline: auto", "headlin: auto").replace("limit: 3", "limit: many")
    assert sorted(p.where.rpartition(":")[2] for p in problems(workspace(tmp_path, broken))) == ["13", "16"]


def test_a_fault_in_a_patch_names_the_patch(tmp_path: Path) -> None:
    patch = "themes:\n  industry:\n    main:\n      heading: x\n"
    found = problems(workspace(tmp_path, d=patch))
    assert [p.where for p in found] == ["templates/mine/d.yaml:4"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: a\nname: b\n", "2"),
        ("name: [1\n", "2"),
        ("a: &x [1]\nb: *x\n", "1"),
        ("name: !!python/object/apply:os.system ['true']\n", ""),
    ],
)
def test_yaml_tricks_are_refused_with_a_line(tmp_path: Path, text: str, line: str) -> None:
    found = problems(workspace(tmp_path, text))
    assert found[0].where.startswith("templates/mine/template.yaml")
    assert found[0].where.endswith(line)


def test_an_unknown_audience_suggests_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BriefingError) as caught:
        load(workspace(tmp_path), "leadershp", "d")
    assert "leadership" in caught.value.hint


@pytest.mark.parametrize("name", ["../mine", "/etc", ".."])
def test_no_audience_leads_out_of_the_templates_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(BriefingError):
        load(workspace(tmp_path), name, "d")

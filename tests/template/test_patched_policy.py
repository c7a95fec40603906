"""Claims about the `policy` of a patch for a data set: what it keeps back is kept back in every language and period."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import ProblemsFound
from briefing.model.language import LANGUAGES, Language
from briefing.model.period import Period
from briefing.template.load import load
from briefing.template.policy_spec import PolicySpec
from tests.template.layered import ROOT, faults, write

BASE = ROOT + "policy: {sees: [public, internal], withhold: {projects: [status]}, round: {亿元: 1}}\n"
CHILD = "extends: root\nname: Mine\n"
SHUT = "policy: {withhold_indicators: [files]}\n"
ENGLISH = "endnotes: [Note]\n"


def policy(root: Path, language: Language = "zh", period: str = "2020") -> PolicySpec:
    return load(root, "mine", "town", Period.parse(period), language=language).template.policy


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("period", ["2020", "2021"])
@pytest.mark.parametrize("layer", ["root", "mine"])
def test_what_a_patch_keeps_back_is_kept_back_in_every_language_and_period(
    tmp_path: Path, language: Language, period: str, layer: str
) -> None:
    files = {f"{layer}__town": f"periods: [2020]\n{SHUT}", f"{layer}__town__en": f"periods: [2020]\n{ENGLISH}"}
    spec = policy(write(tmp_path, root=BASE, mine=CHILD, **files), language, period)
    assert spec.withhold_indicators == ("files",)
    assert (spec.sees, spec.withhold.projects, spec.round) == (("public", "internal"), ("status",), {"亿元": 1})


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_patch_opens_is_open_for_its_own_periods_alone(tmp_path: Path, language: Language) -> None:
    wide = "periods: [2020]\npolicy: {sees: [public, internal, leaders], withhold: {projects: []}, round: {亿元: 2}}\n"
    root = write(tmp_path, root=BASE, mine=CHILD, mine__town=wide)
    inside, outside = policy(root, language), policy(root, language, "2021")
    assert (inside.sees, inside.withhold.projects, inside.round) == (
        ("public", "internal", "leaders"), (), {"亿元": 2},
    )  # fmt: skip
    assert (outside.sees, outside.withhold.projects, outside.round) == (
        ("public", "internal"), ("status",), {"亿元": 1},
    )  # fmt: skip


def test_outside_its_periods_each_part_of_a_policy_narrows(tmp_path: Path) -> None:
    strict = (
        "periods: [2019]\npolicy: {replace: true, sees: [public], withhold: {projects: [start]}, round: {亿元: 0}}\n"
    )
    spec = policy(write(tmp_path, root=BASE, mine=CHILD, mine__town=strict))
    assert (spec.sees, spec.withhold.projects, spec.round) == (("public",), ("status", "start"), {"亿元": 0})


@pytest.mark.parametrize("part", ["policy: null", "policy: {sees: null, withhold: null, round: {亿元: null}}"])
def test_outside_its_periods_a_patch_takes_no_part_of_a_policy_away(tmp_path: Path, part: str) -> None:
    root = write(tmp_path, root=BASE, mine=CHILD, mine__town=f"periods: [2019]\n{part}\n")
    assert policy(root) == policy(write(tmp_path / "without", root=BASE, mine=CHILD))


def test_outside_its_periods_nothing_else_of_a_patch_is_used(tmp_path: Path) -> None:
    root = write(tmp_path, root=BASE, mine=CHILD, mine__town=f"periods: [2019]\nendnotes: [注]\n{SHUT}")
    loaded = load(root, "mine", "town", Period.parse("2020"))
    assert loaded.template.endnotes == ()
    assert "templates/mine/town.yaml" in [loaded.shown(path) for path in loaded.files]
    assert loaded.source.where(("policy", "withhold_indicators")) == "templates/mine/town.yaml:3"


@pytest.mark.parametrize(
    "part", ["sees: public", "sees: [publik]", "sees: [[a]]", "round: {亿元: viel}", "wihhold: []"]
)
def test_a_policy_in_a_wrong_form_is_told_outside_the_periods_too(tmp_path: Path, part: str) -> None:
    root = write(tmp_path, root=BASE, mine=CHILD, mine__town=f"periods: [2019]\npolicy: {{{part}}}\n")
    with pytest.raises(ProblemsFound, match=r"templates/mine/town\.yaml:2"):
        policy(root)


@pytest.mark.parametrize("name", ["mine__town__en", "mine__template__en"])
def test_a_policy_in_a_file_for_a_language_is_a_problem_in_every_language(tmp_path: Path, name: str) -> None:
    found = faults(write(tmp_path, root=BASE, mine=CHILD, **{name: ENGLISH + SHUT}))
    file = name.removeprefix("mine__").replace("__", ".")
    assert [(p.where, p.message, p.hint) for p in found] == [
        (
            f"templates/mine/{file}.yaml:2",
            "给谁看什么（policy）不分语言，不能写在这里。",
            f"请把它移到 templates/mine/{file.removesuffix('.en')}.yaml，各种语言都照它。",
        )
    ]


def test_ids_that_are_kept_back_are_not_printed_and_may_be_chinese_in_an_english_document(tmp_path: Path) -> None:
    from briefing.template.english import check_english

    english = ROOT.replace("底", "Base").replace("总体", "Overview").replace("主页", "Main")
    root = write(tmp_path, root=english, mine=CHILD, mine__town="policy: {withhold_indicators: [档案]}\n")
    loaded = load(root, "mine", "town", language="en")
    check_english(loaded.source, "mine")
    assert loaded.template.policy.withhold_indicators == ("档案",)

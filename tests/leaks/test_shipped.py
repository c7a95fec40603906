"""Claims about the public briefings that come with the program: no file of theirs holds what the data keep back."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.build.job import Job, build, prepare
from briefing.build.workspace import find
from briefing.model.dataset import Dataset
from briefing.template.load import builtin_templates
from tests.leaks.searching import Found, is_in, texts

WORKSPACE = builtin_templates().parent
_TELLING = 4
"""A number of fewer digits may stand there for something else."""


BUILDS = [(name, language) for name in ("jiangbei", "demo-monthly") for language in (None, "en")]


def built(name: str, language: str | None, audience: str, folder: Path) -> tuple[Found, ...]:
    """Build for an audience with a cache of its own; return all texts of what came of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CACHE_DIR", str(folder / "cache"))
        job = Job(dataset=name, audience=audience, output=folder / "output", language=language)
        build(find(WORKSPACE), job)
    return tuple(texts(folder))


@pytest.mark.parametrize(("name", "language"), BUILDS)
def test_a_public_briefing_holds_nothing_that_is_kept_from_the_public(
    name: str, language: str | None, tmp_path: Path
) -> None:
    found = built(name, language, "public", tmp_path)
    kept = secrets(name)
    assert kept
    assert [(secret, where) for secret in kept for where, text in found if is_in(secret, text)] == []


def test_the_same_search_finds_it_all_in_a_briefing_for_leaders(tmp_path: Path) -> None:
    found = built("demo-monthly", None, "leadership", tmp_path)
    names = {name for name in secrets("demo-monthly") if not name.isdigit()}
    assert {name for name in names if any(is_in(name, text) for _, text in found)} == names


def secrets(name: str) -> frozenset[str]:
    """Return the names and the telling numbers that a data set does not show the public."""
    ready = prepare(find(WORKSPACE), Job(dataset=name, audience="public"))
    return frozenset(_said(ready.whole) - _said(ready.dataset))


def _said(dataset: Dataset) -> set[str]:
    numbers = {f"{abs(row.value):f}" for row in dataset.observations if row.value is not None}
    numbers |= {f"{abs(each.target):f}" for each in dataset.indicators if each.target is not None}
    numbers |= {f"{each.investment:f}" for each in dataset.projects if each.investment is not None}
    telling = {number for number in numbers if sum(map(str.isdigit, number.strip("0."))) >= _TELLING}
    names = {each.name for each in dataset.indicators} | {each.name for each in dataset.projects}
    return telling | names | {each.text for each in dataset.highlights}

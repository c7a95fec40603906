"""Claims about the cache: what was drawn is not drawn again, and a damaged or foreign entry does no harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.charts import cache, scene, svg
from briefing.charts.svg import Drawing, draw_all
from briefing.document import Style
from briefing.template.load import builtin_templates
from tests.datasets import targets

SPEC = {
    "data": {"values": [{"a": "甲", "b": 3}, {"a": "乙", "b": 5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every spec that goes to the converter."""
    seen: list[object] = []
    convert = svg._convert

    def counted(spec: dict[str, object]) -> str:
        seen.append(spec)
        return convert(spec)

    monkeypatch.setattr(svg, "_convert", counted)
    return seen


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*"))


def test_what_is_put_can_be_got_and_kinds_do_not_meet() -> None:
    cache.put("svg", b"key", "画")
    assert cache.get("svg", b"key") == "画"
    assert cache.get("scene", b"key") is None
    assert cache.get("svg", b"other") is None


def test_equal_charts_of_a_run_are_drawn_once_and_a_second_run_draws_none(conversions: list[object]) -> None:
    seen = conversions
    one, two = draw_all([Drawing(SPEC, 300, 200), Drawing(dict(SPEC), 300, 200)], Style())
    assert one == two
    drawn = len(seen)
    assert drawn > 0
    assert draw_all([Drawing(SPEC, 300, 200)], Style()) == [one]
    assert len(seen) == drawn


def test_a_hit_does_not_even_load_the_converter(folder: Path) -> None:
    draw_all([Drawing(SPEC, 300, 200)], Style())
    code = (
        "import sys; from briefing.charts.svg import Drawing, draw_all; from briefing.document import Style;"
        f"draw_all([Drawing({SPEC!r}, 300, 200)], Style()); print('vl_convert' in sys.modules, 'altair' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.split() == ["False", "False"]


def test_size_style_medium_and_data_all_count(conversions: list[object]) -> None:
    seen = conversions
    draw_all([Drawing(SPEC, 300, 200)], Style())
    for other in (Drawing(SPEC, 310, 200), Drawing({**SPEC, "description": "another"}, 300, 200)):
        before = len(seen)
        draw_all([other], Style())
        assert len(seen) > before
    before = len(seen)
    draw_all([Drawing(SPEC, 300, 200)], Style(ink="#000000"))
    draw_all([Drawing(SPEC, 300, 200)], Style(), "pptx")
    assert len(seen) > before + 1


def test_a_damaged_entry_is_a_miss_and_goes(folder: Path) -> None:
    cache.put("svg", b"key", "画")
    (entry,) = entries(folder)
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert cache.get("svg", b"key") is None
    assert entries(folder) == []


def test_no_cache_neither_reads_nor_writes(folder: Path) -> None:
    cache.put("svg", b"old", "旧")
    with cache.disabled():
        assert cache.get("svg", b"old") is None
        cache.put("svg", b"new", "新")
    assert len(entries(folder)) == 1
    assert cache.get("svg", b"old") == "旧"


def test_the_entries_longest_out_of_use_go_first(folder: Path) -> None:
    for age, key in enumerate((b"newest", b"middle", b"oldest")):
        before = set(entries(folder))
        cache.put("svg", key, "x" * 1000)
        (made,) = set(entries(folder)) - before
        os.utime(made, (1_000_000 - age, 1_000_000 - age))
    cache.trim(most=2300)
    assert cache.get("svg", b"oldest") is None
    assert cache.get("svg", b"newest") == cache.get("svg", b"middle") == "x" * 1000


def test_use_keeps_an_entry_young(folder: Path) -> None:
    cache.put("svg", b"key", "画")
    (entry,) = entries(folder)
    os.utime(entry, (1000, 1000))
    cache.get("svg", b"key")
    assert entry.stat().st_mtime > 1000


def test_no_entry_is_ever_half_written_under_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(one: object, two: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", killed)
    cache.put("svg", b"key", "画")
    assert entries(folder) == []


def test_a_folder_that_cannot_be_used_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "file"))
    cache.put("svg", b"key", "画")
    cache.trim()
    assert cache.get("svg", b"key") is None


def test_the_folder_is_the_systems_own_and_a_relative_name_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFING_CACHE_DIR")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache.folder() == Path("/somewhere/gongjian-briefing")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.folder() == Path.home() / ".cache" / "gongjian-briefing"


def test_a_second_audience_of_the_same_data_draws_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = targets(tmp_path)
    shutil.copytree(builtin_templates() / "leadership", root / "templates" / "second")
    first = build(find(root), Job(audience="leadership"))

    def refused() -> None:
        raise AssertionError("the converter was asked again")

    monkeypatch.setattr(svg, "converter", refused)
    # The package has a function of the module's name.
    monkeypatch.setattr(sys.modules[f"{scene.__name__}.evaluate"], "converter", refused)
    second = build(find(root), Job(audience="second"))
    assert [path.name for path in second.files] == [path.name for path in first.files]
    with pytest.raises(AssertionError, match="asked again"):
        build(find(root), Job(audience="second", cached=False))

"""Claims about builds that are not done again: what counts as a change, and what does not."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.build import machine, record
from briefing.build.incremental import recall
from briefing.build.job import Built, Job, build
from briefing.build.workspace import find
from tests.datasets import single, write

JOB = Job(formats=("pptx",))
TEMPLATE = "extends: leadership\nname: 给领导\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a template of its own; whoever changes it changes it back."""
    made = single(tmp_path_factory.mktemp("work"))
    (made / "templates" / "leadership").mkdir(parents=True)
    (made / "templates" / "leadership" / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def built(root: Path) -> Built:
    return build(find(root), JOB)


@pytest.fixture(autouse=True)
def _as_it_was(root: Path, built: Built) -> Iterator[None]:
    """After every test nothing has changed again: what was changed and put back is no change."""
    yield
    assert recall(root, JOB) is not None


@pytest.fixture
def changed(root: Path) -> Iterator[Callable[[str, str], None]]:
    """Write files of the workspace; afterwards they are as they were."""
    before: dict[Path, bytes | None] = {}

    def change(name: str, text: str) -> None:
        path = root / name
        before.setdefault(path, path.read_bytes() if path.is_file() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    yield change
    for path, data in before.items():
        if data is not None:
            path.write_bytes(data)
            continue
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def test_what_is_recalled_is_what_the_build_gave(root: Path, built: Built) -> None:
    found = recall(root, JOB)
    assert found is not None
    assert found.is_unchanged
    assert not built.is_unchanged
    assert (found.folder, found.files) == (built.folder, built.files)
    assert (found.notices, found.told, found.edited) == (built.notices, built.told, ())
    assert found.summary == built.summary
    assert found.inputs == built.inputs
    kept, known = found.kept_back, built.kept_back
    assert (kept.audience, kept.summary, kept.notices) == (known.audience, known.summary, known.notices)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/single/observations.csv", "indicator,period,value\nforest,2024,48.3\n"),
        ("data/single/projects.csv", "id,name,theme,status\n"),
        ("data/single/notes.txt", "anything"),
        ("data/other/dataset.yaml", "id: other\n"),
        ("templates/leadership/template.yaml", TEMPLATE + "endnotes: [完]\n"),
        ("templates/leadership/single.yaml", "endnotes: [完]\n"),
        ("templates/leadership/template.en.yaml", "name: For leaders\n"),
        ("templates/leadership/charts/line.json", "{}"),
        ("templates/_base/template.yaml", "extends: _base\n"),
        ("briefing.yaml", "audience: leadership\nperiod: 2024\n"),
    ],
)
def test_a_changed_or_a_new_file_is_a_change(
    root: Path, changed: Callable[[str, str], None], name: str, text: str
) -> None:
    changed(name, text)
    assert recall(root, JOB) is None


def test_a_file_that_is_gone_is_a_change(root: Path) -> None:
    path = root / "templates" / "leadership" / "template.yaml"
    aside = path.rename(root / "aside.yaml")
    assert recall(root, JOB) is None
    aside.rename(path)


@pytest.mark.parametrize("name", ["data/single/~$数据.xlsx", "data/single/.DS_Store"])
def test_what_no_build_reads_is_no_change(root: Path, changed: Callable[[str, str], None], name: str) -> None:
    changed(name, "lock")
    assert recall(root, JOB) is not None


def test_a_file_that_was_only_touched_is_no_change(root: Path) -> None:
    os.utime(root / "data" / "single" / "observations.csv", (1, 1))
    assert recall(root, JOB) is not None


def test_a_change_of_the_same_size_with_the_time_put_back_is_found(
    root: Path, changed: Callable[[str, str], None]
) -> None:
    path = root / "data" / "single" / "observations.csv"
    before = path.stat()
    changed("data/single/observations.csv", path.read_text(encoding="utf-8").replace("48.2", "84.2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert recall(root, JOB) is None


@pytest.mark.parametrize(
    "job",
    [
        Job(formats=("pdf", "pptx")), Job(formats=("pptx",), issue=3), Job(formats=("pptx",), period="2024"),
        Job(formats=("pptx",), cached=False), Job(formats=("pptx",), audience="public"),
    ],
)  # fmt: skip
def test_another_job_is_not_recalled(root: Path, job: Job) -> None:
    assert recall(root, job) is None


def test_another_date_another_program_or_other_fonts_are_a_change(root: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1600000000")
        assert recall(root, JOB) is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "program", lambda: "newer")
        assert recall(root, JOB) is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "fonts", lambda folders: "more")
        assert recall(root, JOB) is None


def test_a_new_font_shows(tmp_path: Path) -> None:
    before = machine.fonts([str(tmp_path)])
    (tmp_path / "readme.txt").touch()
    assert machine.fonts([str(tmp_path)]) == before
    (tmp_path / "new.ttf").touch()
    assert machine.fonts([str(tmp_path)]) != before


def test_outputs_that_are_gone_or_of_another_build_are_built_again(root: Path, built: Built) -> None:
    for path in built.files:
        data = path.read_bytes()
        path.unlink()
        assert recall(root, JOB) is None, path.name
        path.write_bytes(data)
    manifest = built.folder / "manifest.json"
    data = manifest.read_bytes()
    manifest.write_bytes(data.replace(b"48.2", b"48.3"))
    assert recall(root, JOB) is None
    manifest.write_bytes(data)


def test_a_deck_edited_by_hand_is_left_alone_and_told(root: Path, built: Built) -> None:
    deck = built.folder / "briefing.pptx"
    data = deck.read_bytes()
    deck.write_bytes(data + b"edited")
    found = recall(root, JOB)
    assert found is not None
    assert found.edited == (deck,)
    assert [str(notice) for notice in found.told] == [
        f"{deck}: 这个文件手工改过，没有动它；要重新生成请加 --force，改过的会另存。"
    ]
    assert deck.read_bytes() == data + b"edited"
    deck.write_bytes(data)


def test_a_folder_in_the_middle_of_renames_is_not_trusted(root: Path, built: Built) -> None:
    listed = built.folder / ".00000000-1.renaming"
    listed.write_text("{}", encoding="utf-8")
    assert recall(root, JOB) is None
    listed.unlink()


@pytest.mark.parametrize("damage", [lambda data: data[:-5], lambda data: b"", lambda data: data + b" "])
def test_a_damaged_record_is_none(root: Path, damage: Callable[[bytes], bytes]) -> None:
    path = record.path_of(root, JOB)
    data = path.read_bytes()
    path.write_bytes(damage(data))
    assert recall(root, JOB) is None
    path.write_bytes(data)


def test_the_record_lies_in_the_workspace_and_not_beside_the_files(root: Path, built: Built) -> None:
    assert sorted(path.name for path in built.folder.iterdir()) == ["briefing.pptx", "manifest.json"]
    assert (root / ".briefing" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert record.path_of(root, JOB).parent == root / ".briefing" / "built"


def test_where_no_record_can_be_written_a_build_is_done_as_ever(tmp_path: Path) -> None:
    single(tmp_path)
    (tmp_path / ".briefing").write_text("in the way", encoding="utf-8")
    assert build(find(tmp_path), JOB).files[0].is_file()
    assert recall(tmp_path, JOB) is None


def test_what_a_database_holds_is_not_known_without_asking(tmp_path: Path) -> None:
    write(tmp_path, "base", "id: base\ntitle: 库\nsynthetic: true\nthemes: [{id: green, name: 绿}]\n")
    with sqlite3.connect(tmp_path / "data" / "base" / "base.sqlite") as base:
        base.execute("create table indicators (id text, name text, theme text, unit text)")
        base.execute("create table observations (indicator text, period text, value real)")
        base.execute("insert into indicators values ('forest', '森林覆盖率', 'green', '%')")
        base.execute("insert into observations values ('forest', '2024', 48.2)")
    base.close()
    assert build(find(tmp_path), JOB).summary.title == "库"
    assert recall(tmp_path, JOB) is None


def test_an_older_build_is_not_taken_for_the_one_that_lies_there(tmp_path: Path) -> None:
    single(tmp_path)
    table = tmp_path / "data" / "single" / "observations.csv"
    first = table.read_bytes()
    named = Job(audience="leadership", formats=("pptx",))
    build(find(tmp_path), JOB)
    table.write_bytes(first.replace(b"48.2", b"50.1"))
    build(find(tmp_path), named)
    table.write_bytes(first)
    assert recall(tmp_path, JOB) is None
    assert recall(tmp_path, named) is None


SCRIPT = """\
import sys
from briefing.cli import app
try:
    app(["build", *sys.argv[1:]], standalone_mode=False)
finally:
    heavy = {"pandas", "numpy", "pptx", "reportlab", "sqlalchemy", "altair", "jinja2", "briefing.template.schema"}
    print(sorted(heavy & set(sys.modules)))
"""


def test_the_command_says_so_and_loads_nothing_heavy(tmp_path: Path) -> None:
    single(tmp_path)

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", SCRIPT, "--format", "pptx", *options]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    first, second, told, forced = run(), run(), run("--json"), run("--force")
    assert "没有变化" not in first.stderr
    assert "pptx" in first.stdout.splitlines()[-1]
    assert second.stderr.splitlines() == ["没有变化，沿用上次生成的文件（要重新生成请加 --force）。"]
    assert second.stdout.splitlines()[:-1] == first.stdout.splitlines()[:-1]
    assert second.stdout.splitlines()[-1] == "[]"
    assert json.loads(told.stdout.rpartition("[")[0])["unchanged"] is True
    assert "没有变化" not in forced.stderr

"""Claims about a build that is killed, cannot write, or is not alone: no half file, nothing lost, one whole set."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing import faults
from briefing.build import files, renaming
from briefing.build.edited import digest
from briefing.build.incremental import recall
from briefing.build.job import Built, Job, build
from briefing.build.workspace import find
from briefing.errors import BriefingError
from briefing.processes import own_mark
from tests.datasets import single

NAMES = ("briefing.pdf", "briefing.pptx", "manifest.json")
JOB = Job(formats=("pptx",))
posix = pytest.mark.skipif(os.name != "posix", reason="needs fork")


def _set(mark: str) -> dict[str, bytes]:
    """A set of outputs whose manifest tells the others' hashes."""
    outputs = {name: f"{name} {mark}\n".encode() * 200 for name in NAMES[:2]}
    told = [{"file": name, "sha256": hashlib.sha256(data).hexdigest()} for name, data in outputs.items()]
    return outputs | {NAMES[2]: json.dumps({"mark": mark, "outputs": told}).encode()}


def _in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _agrees(folder: Path) -> bool:
    """Whether the files are those that the manifest tells of."""
    told = json.loads((folder / "manifest.json").read_bytes())
    return all(digest(folder / each["file"]) == each["sha256"] for each in told["outputs"])


def _killed(act: Callable[[], object], point: str, time: int = 1) -> None:
    """Do something in a process of its own that is killed when it comes to a point for the n-th time."""
    child = os.fork()
    if not child:
        left = [time]

        def hook(name: str) -> None:
            left[0] -= name == point
            if not left[0]:
                os._exit(9)

        try:
            with faults.hooked(hook):
                act()
        finally:
            # Whatever it was, the child must not go on with the tests of its parent.
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@posix
@pytest.mark.parametrize(
    ("point", "time", "replaced"),
    [("files.aside", 1, 0), *[("files.renaming", n, n - 1) for n in (1, 2, 3)], ("files.renamed", 1, 3)],
)
def test_a_kill_among_the_renames_leaves_whole_files_and_the_next_writer_ends_them(
    tmp_path: Path, point: str, time: int, replaced: int
) -> None:
    old, new = _set("old"), _set("new")
    files.write_all(tmp_path, old)
    _killed(lambda: files.write_all(tmp_path, new), point, time)
    found = _in(tmp_path)
    assert [found[name] for name in NAMES] == [(new if at < replaced else old)[name] for at, name in enumerate(NAMES)]
    assert renaming.is_pending(tmp_path) is (point != "files.aside")
    files.write_all(tmp_path, {"other.txt": b"x"})
    assert _in(tmp_path) == (old if point == "files.aside" else new) | {"other.txt": b"x"}


@posix
def test_what_somebody_edits_after_a_kill_is_kept_when_the_renames_are_ended(tmp_path: Path) -> None:
    files.write_all(tmp_path, _set("old"))
    _killed(lambda: files.write_all(tmp_path, _set("new")), "files.renaming", 2)
    (tmp_path / "briefing.pptx").write_bytes(b"by hand")
    files.write_all(tmp_path, {"other.txt": b"x"})
    (beside,) = (path for path in tmp_path.iterdir() if "手工改过" in path.name)
    assert beside.read_bytes() == b"by hand"
    assert _agrees(tmp_path)


@pytest.mark.parametrize("told", ["", "[1]", '{"a": 1}', '{"../a": ["b", ""]}', '{"a": ["../b", ""]}'])
def test_a_list_of_renames_that_makes_no_sense_is_removed_and_nothing_is_renamed(tmp_path: Path, told: str) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (folder / "b").write_bytes(b"b")
    (tmp_path / "b").write_bytes(b"outer")
    (folder / f".{own_mark()}.renaming").write_text(told, encoding="utf-8")
    renaming.complete(folder)
    assert _in(folder) == {"b": b"b"}
    assert (tmp_path / "b").read_bytes() == b"outer"


@pytest.mark.parametrize("fails", [0, 1, 2])
def test_a_file_that_cannot_be_replaced_puts_those_before_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    old, real = _set("old"), os.replace
    files.write_all(tmp_path, old)

    def replace(source: Path, target: Path) -> None:
        if target.name == NAMES[fails] and not source.name.startswith(f".{target.name}.old."):
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(BriefingError, match="没有权限") as caught:
        files.write_all(tmp_path, _set("new"))
    assert caught.value.where == str(tmp_path / NAMES[fails])
    assert _in(tmp_path) == old


def test_an_error_before_the_renames_leaves_nothing_behind(tmp_path: Path) -> None:
    files.write_all(tmp_path, _set("old"))

    def refuse() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(BriefingError, match="磁盘满了"):
        files.write_all(tmp_path, _set("new"), refuse)
    assert _in(tmp_path) == _set("old")


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 256 KB; where none can be mounted, a folder in which any file past 64 KB finds the disk full."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if shutil.which("mount") and subprocess.run(mount, check=False, capture_output=True).returncode == 0:
        yield place
        subprocess.run(["umount", "-l", str(place)], check=True)
        return
    real = os.fsync

    def fsync(handle: int) -> None:
        if os.fstat(handle).st_size > 64_000:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    yield place


def test_on_a_full_disk_the_older_files_stay_and_no_half_file_is_left(disk: Path) -> None:
    files.write_all(disk, _set("old"))
    with pytest.raises(BriefingError, match="磁盘满了"):
        files.write_all(disk, _set("new") | {"briefing.pptx": b"x" * 400_000})
    assert _in(disk) == _set("old")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return single(tmp_path_factory.mktemp("work"))


def test_a_whole_build_on_a_full_disk_is_one_error_and_the_next_one_builds(root: Path, disk: Path) -> None:
    (disk / "filled").write_bytes(b"x" * 230_000)
    with pytest.raises(BriefingError, match="磁盘满了"):
        build(find(root), Job(output=disk))
    assert [path.name for path in disk.rglob("*") if path.is_file()] == ["filled"]
    assert recall(root, Job(output=disk)) is None


def test_an_output_folder_that_goes_meanwhile_is_an_error_that_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "out"

    def go(name: str) -> None:
        if name == "files.aside":
            shutil.rmtree(folder)

    with faults.hooked(go), pytest.raises(BriefingError, match="写不进去（没有这个文件或文件夹）") as caught:
        files.write_all(folder, _set("new"))
    assert caught.value.where == str(folder)
    files.write_all(folder, _set("new"))
    assert _agrees(folder)


def test_a_file_in_place_of_the_output_folder_is_an_error_and_stays(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(BriefingError, match="写不进去"):
        build(find(root), Job(output=tmp_path / "out"))
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"


@posix
@pytest.mark.parametrize(
    "point",
    ["build.reading", "build.read", "build.composed", "build.rendered", "files.aside", "files.renaming",
     "files.renamed", "build.written"],
)  # fmt: skip
def test_a_build_that_is_killed_anywhere_is_made_good_by_the_next(root: Path, tmp_path: Path, point: str) -> None:
    first = build(find(root), Job(formats=("pptx",), output=tmp_path, issue=1))
    before = _in(first.folder)
    second = Job(formats=("pptx",), output=tmp_path, issue=2)
    _killed(lambda: build(find(root), second), point)
    assert recall(root, second) is None
    assert {name: data for name, data in _in(first.folder).items() if name in before}.keys() == before.keys()
    again = build(find(root), second)
    assert (again.told, _agrees(first.folder)) == ((), True)
    assert sorted(path.name for path in first.folder.iterdir()) == ["briefing.pptx", "manifest.json"]
    found = recall(root, second)
    assert found is not None
    assert found.files == again.files


TWENTY = """\
import sys
from pathlib import Path
from briefing.build.job import Job, build
from briefing.build.workspace import find
from tests.build.test_build_faults import _agrees
from briefing.build.renaming import alone

folder = Path("output/single/2024/leadership")
for turn in range(20):
    built = build(find(Path.cwd()), Job(formats=("pptx",), issue=int(sys.argv[1]) + turn))
    assert not built.told, built.told
    with alone(folder):
        assert _agrees(folder)
"""


@posix
def test_two_builds_of_the_same_output_at_once_leave_one_whole_set_twenty_times(tmp_path: Path) -> None:
    root = single(tmp_path)
    own = root / "templates" / "leadership" / "template.yaml"
    own.parent.mkdir(parents=True)
    own.write_text('extends: leadership\ncover: {title: "第{{ issue }}期"}\n', encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    both = [
        subprocess.Popen([sys.executable, "-c", TWENTY, first], cwd=root, env=environment, stderr=subprocess.PIPE)
        for first in ("100", "200")
    ]
    said = [process.communicate()[1].decode() for process in both]
    assert [(process.returncode, words) for process, words in zip(both, said, strict=True)] == [(0, ""), (0, "")]
    folder = root / "output" / "single" / "2024" / "leadership"
    assert sorted(path.name for path in folder.iterdir()) == ["briefing.pptx", "manifest.json"]
    assert json.loads((folder / "manifest.json").read_bytes())["title"] in ("第119期", "第219期")


def test_a_build_leaves_nothing_that_another_one_of_the_process_finds(root: Path, tmp_path: Path) -> None:
    built: list[Built] = [build(find(root), Job(formats=("pptx",), output=tmp_path)) for _ in range(2)]
    assert built[0].files == built[1].files
    assert _agrees(built[0].folder)


def test_an_older_file_that_cannot_be_put_back_is_kept_under_a_name_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_all(tmp_path, {"a.pdf": b"old a", "b.pdf": b"old b"})
    real = os.replace

    def held(source: Path, target: Path) -> None:
        # `b.pdf` is open in another program, and by the time it shows `a.pdf` is as well.
        if Path(target).name == "b.pdf" or (Path(target).name == "a.pdf" and ".old." in Path(source).name):
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(BriefingError, match="已另存为 a（原来的）\\.pdf"):
        files.write_all(tmp_path, {"a.pdf": b"new a", "b.pdf": b"new b"})
    # A second time it takes nothing's place.
    with pytest.raises(BriefingError, match="已另存为 a（原来的-2）\\.pdf"):
        files.write_all(tmp_path, {"a.pdf": b"newer a", "b.pdf": b"newer b"})
    monkeypatch.undo()
    assert (tmp_path / "a（原来的）.pdf").read_bytes() == b"old a"
    assert (tmp_path / "b.pdf").read_bytes() == b"old b"
    files.write_all(tmp_path, {"a.pdf": b"next", "b.pdf": b"next"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.pdf",
        "a（原来的-2）.pdf",
        "a（原来的）.pdf",
        "b.pdf",
    ]


def test_an_older_file_that_can_only_be_copied_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write_all(tmp_path, {"a.pdf": b"old a", "b.pdf": b"old b"})
    real = os.replace

    def held(source: Path, target: Path) -> None:
        if Path(target).name == "b.pdf" or ".old." in Path(source).name:
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(BriefingError, match="已另存为 a（原来的）\\.pdf"):
        files.write_all(tmp_path, {"a.pdf": b"new a", "b.pdf": b"new b"})
    assert (tmp_path / "a（原来的）.pdf").read_bytes() == b"old a"

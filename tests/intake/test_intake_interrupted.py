"""Claims about merges that are cut off: by a killed process, by a file that cannot be written, by another merge."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import BriefingError, ProblemsFound
from briefing.intake import journal, merge
from briefing.intake.commit import commit
from briefing.intake.lock import LOCK, locked
from briefing.intake.stored import resumed
from briefing.processes import own_mark
from tests.intake.rounds import Fill, Round, fill

GOOD: Fill = {"output": {"value": 21.3, "growth": 5.2}, "rd_rank": {"value": 5}, "road": {"progress": 45}}
STEPS = ("open", "mkdir", "fsync", "replace", "unlink", "rmdir")
FINISHED, DIED = 0, 9


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Round:
    """A data set with a form that came back, to be merged by the same relative path wherever it is copied."""
    town = Round(tmp_path / "first").set_up()
    fill(town.issue()["经发办"], town.back() / "a.xlsx", GOOD)
    monkeypatch.chdir(town.root)
    return town


def _merge(town: Round) -> None:
    town.merge(Path("back/2020-01"))


def _files(town: Round) -> dict[str, bytes | str]:
    return {path.name: path.read_bytes() if path.is_file() else "folder" for path in town.folder.iterdir()}


def _prepared(town: Round, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Merge up to the moment of writing; return what writes."""
    held: list[Callable[[], None]] = []
    with monkeypatch.context() as patched:
        patched.setattr(merge, "commit", lambda *given: held.append(lambda: commit(*given)))
        _merge(town)
    return held[0]


def _killed(town: Round, write: Callable[[], None], step: int) -> bool:
    """Write in a process of its own that is killed before its n-th step; return whether it was."""
    child = os.fork()
    if not child:
        try:
            _count_down(step)
            write()
            os._exit(FINISHED)
        except BaseException:  # whatever it was, the child must not go on with the tests of its parent
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (FINISHED, DIED)
    return code == DIED


def _count_down(step: int) -> None:
    left = {"steps": step}

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any, **more: Any) -> Any:
            if not left["steps"]:
                os._exit(DIED)
            left["steps"] -= 1
            return real(*given, **more)

        return done

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def test_wherever_a_merge_is_killed_the_next_one_finds_all_of_it_or_nothing(
    town: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is what it began with, so merging again gives the same once; all has the file in the ledger."""
    before, write = _files(town), _prepared(town, monkeypatch)
    outcomes = []
    for step in range(100):
        is_killed = _killed(town, write, step)
        lock = town.folder / LOCK
        if lock.exists() and not lock.read_bytes():
            os.utime(lock, (0, 0))  # killed before it could sign, some seconds ago
        resumed(town.folder)
        with locked(town.folder):
            pass
        after = _files(town)
        changed = {name for name in after if after[name] != before.get(name)}
        assert changed in (set(), {"observations.csv", "projects.csv", "revisions.csv", "forms.csv"}), step
        outcomes.append(bool(changed))
        for name in changed:
            (town.folder / name).unlink()
            if isinstance(data := before.get(name), bytes):
                (town.folder / name).write_bytes(data)
        if not is_killed:
            break
    assert len(outcomes) > 15
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


def test_after_a_merge_that_was_cut_off_data_revisions_and_ledger_are_as_if_it_had_not_been(
    town: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Round(tmp_path / "whole")
    shutil.copytree(town.root, whole.root)
    _cut_off(town, monkeypatch)
    done = town.merge(Path("back/2020-01"))
    assert [notice.message for notice in done.notices] == [
        "上一次合并没有写完就中断了，已接着写完：observations.csv、projects.csv、revisions.csv、forms.csv。"
    ]
    assert (done.collected.forms, done.files) == ((), ())
    monkeypatch.chdir(whole.root)
    _merge(whole)
    assert _files(town) == _files(whole)


def _cut_off(town: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a merge whose files are listed, of which none is in place yet."""
    with monkeypatch.context() as patched:
        patched.setattr(journal, "_move", _stop)
        with pytest.raises(KeyboardInterrupt):
            _merge(town)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_somebody_changed_after_a_merge_was_cut_off_is_not_written_over(
    town: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut_off(town, monkeypatch)
    table = town.folder / "observations.csv"
    changed = table.read_bytes() + b"visitors,2020-01,8.6,,,,\n"
    table.write_bytes(changed)
    with pytest.raises(ProblemsFound, match="后来有人改了这个文件"):
        _merge(town)
    assert table.read_bytes() == changed
    os.replace(town.folder / journal.FOLDER / "observations.csv", table)
    _merge(town)
    assert town.value("output") == "21.3"
    assert not journal.is_left(town.folder)


def test_where_one_file_cannot_be_replaced_all_are_as_they_were(town: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = _files(town), os.replace

    def refused(source: Path, target: Path) -> None:
        if target == town.folder / "revisions.csv":
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(BriefingError, match="写不进去"):
        _merge(town)
    assert _files(town) == before


def _lock(town: Round, **told: object) -> None:
    (town.folder / LOCK).write_text(json.dumps(told), encoding="utf-8")


def test_the_lock_of_a_process_that_is_no_more_holds_nobody_off(town: Round) -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    mark = f"{own_mark().partition('-')[0]}-{child}"
    _lock(town, by="李四", host=socket.gethostname(), process=child, mark=mark, when="2021-01-05T09:00:00+08:00")
    _merge(town)
    assert town.value("output") == "21.3"


@pytest.mark.parametrize("host", [socket.gethostname(), "another-machine"])
def test_a_merge_that_is_writing_is_told_by_who_where_and_since_when_and_how_to_go_on(town: Round, host: str) -> None:
    _lock(town, by="李四", host=host, process=os.getpid(), when="2021-01-05T09:00:00+08:00")
    with pytest.raises(BriefingError) as caught:
        _merge(town)
    who = f"李四，{host}，2021-01-05T09:00:00+08:00，进程 {os.getpid()}"
    assert caught.value.message == f"另一个合并正在写这个数据集（{who}）。"
    assert "5 分钟后会自动放开，也可以删去这个文件再运行" in caught.value.hint
    assert town.value("output") is None


def test_a_lock_is_signed_while_it_is_held_and_gone_afterwards(town: Round) -> None:
    with locked(town.folder, "王分析"):
        told = json.loads((town.folder / LOCK).read_text(encoding="utf-8"))
        assert (told["by"], told["process"]) == ("王分析", os.getpid())
    assert not (town.folder / LOCK).exists()


def test_two_merges_at_once_lose_nothing(town: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    table = town.folder / "observations.csv"

    def meanwhile(*_: object) -> bool:
        table.write_bytes(table.read_bytes() + b"visitors,2020-01,8.6,,,,\n")
        return False

    monkeypatch.setattr("briefing.intake.tables.check", meanwhile)
    with pytest.raises(BriefingError, match="又变了"):
        _merge(town)
    assert town.value("visitors") == "8.6"
    assert town.value("output") is None
    assert not (town.folder / LOCK).exists()

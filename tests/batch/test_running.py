"""A batch on processes of this machine: what is built, what is told, what survives the death of whom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from briefing.batch.model import Done, How, Item, Outcome
from briefing.batch.running import Batch, Watch, run, tasks_of
from briefing.build.job import Job, build
from briefing.build.workspace import Workspace
from briefing.ledger.items import Work
from briefing.ledger.ledger import Ledger
from tests.batch import hands, small

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "cache"))
    return small.workspace(tmp_path / "work")


def states(here: Workspace, name: str = "all") -> dict[str, str]:
    with Ledger.open(".briefing/ledger.sqlite", here.root) as ledger:
        return {item.key.dataset: item.state.value for item in ledger.items.of(name)}


def went(outcome: Outcome) -> dict[str, str]:
    return {each.key.dataset: each.how.value for each in outcome.done}


def test_two_processes_write_the_bytes_of_single_builds(here: Workspace, tmp_path: Path) -> None:
    outcome = run(here, Batch("all", small.items(here), tmp_path / "many", workers=2), Watch())
    for name in "abcde":
        build(here, Job(name, output=tmp_path / "single"))
    assert went(outcome) == dict.fromkeys("abcde", "built")
    assert small.files(tmp_path / "many") == small.files(tmp_path / "single")
    assert states(here) == dict.fromkeys("abcde", "built")
    assert len({each.worker for each in outcome.done}) == 2


def test_one_bad_data_set_of_five_fails_alone_with_its_message(here: Workspace) -> None:
    small.spoil(here, "c")
    outcome = run(here, Batch("all", small.items(here), workers=2), Watch())
    assert went(outcome) == {**dict.fromkeys("abde", "built"), "c": "failed"}
    (failure,) = outcome.failures
    assert failure.message.startswith("data/c/observations.csv:2: ")
    assert not outcome.is_well
    with Ledger.open(".briefing/ledger.sqlite", here.root) as ledger:
        (row,) = [item for item in ledger.items.of("all") if item.state is Work.FAILED]
    assert (row.key.dataset, row.message) == ("c", failure.message)


def test_a_fault_of_the_program_stops_one_item_only(here: Workspace) -> None:
    (here.root / "deadly").write_text("b", encoding="utf-8")
    outcome = run(here, Batch("all", small.items(here), workers=1, work=hands.breaks), Watch())
    assert went(outcome) == {**dict.fromkeys("acde", "built"), "b": "failed"}
    assert outcome.failures[0].message.startswith("程序出错（ZeroDivisionError：division by zero）。")


def test_a_second_run_does_what_failed_and_passes_over_the_rest(here: Workspace) -> None:
    small.spoil(here, "c")
    run(here, Batch("all", small.items(here), workers=1), Watch())
    (here.root / "data" / "c" / "observations.csv").write_text("indicator,period,value\nforest,2024,50.2\n", "utf-8")
    (here.root / "output" / "e" / "2024" / "public" / "briefing.pptx").unlink()
    outcome = run(here, Batch("all", small.items(here), workers=1), Watch())
    assert went(outcome) == {"a": "unchanged", "b": "unchanged", "c": "built", "d": "unchanged", "e": "built"}
    assert states(here) == went(outcome)


def test_only_failed_does_those_alone(here: Workspace) -> None:
    small.spoil(here, "c")
    run(here, Batch("all", small.items(here), workers=1), Watch())
    outcome = run(here, Batch("all", small.items(here), only_failed=True, workers=1), Watch())
    assert went(outcome) == {"c": "failed"}
    assert states(here) == {**dict.fromkeys("abde", "built"), "c": "failed"}


def test_force_builds_all_again(here: Workspace) -> None:
    for _ in range(2):
        outcome = run(here, Batch("all", small.items(here)[:2], force=True, workers=1), Watch())
    assert went(outcome) == {"a": "built", "b": "built"}


def test_who_looks_on_hears_how_many_there_are_and_of_each(here: Workspace) -> None:
    heard: list[object] = []
    run(here, Batch("all", small.items(here)[:2], workers=1), Watch(heard.append, lambda done: heard.append(done.how)))
    assert heard == [2, How.BUILT, How.BUILT]


def test_what_was_asked_to_stop_begins_nothing_more_and_goes_on_later(here: Workspace) -> None:
    stop = threading.Event()

    def done(_each: Done) -> None:
        stop.set()

    outcome = run(here, Batch("all", small.items(here), workers=1), Watch(done=done, stop=stop))
    assert went(outcome) == {"a": "built"}
    assert [key.dataset for key in outcome.left] == ["b", "c", "d", "e"]
    assert states(here) == {"a": "built", **dict.fromkeys("bcde", "waiting")}
    again = run(here, Batch("all", small.items(here), workers=1), Watch())
    assert went(again) == {"a": "unchanged", **dict.fromkeys("bcde", "built")}


def test_an_item_whose_worker_is_killed_is_done_again_and_the_others_are_done_once(here: Workspace) -> None:
    (here.root / "deadly").write_text("b", encoding="utf-8")
    outcome = run(here, Batch("all", small.items(here), workers=2, work=hands.dies_once), Watch())
    assert went(outcome) == dict.fromkeys("abcde", "built")
    assert sorted(hands.tries(here.root)) == ["a", "b", "b", "c", "d", "e"]


def test_an_item_that_kills_its_worker_twice_has_failed_and_the_others_are_done(here: Workspace) -> None:
    (here.root / "deadly").write_text("b", encoding="utf-8")
    outcome = run(here, Batch("all", small.items(here), workers=2, work=hands.dies_always), Watch())
    assert went(outcome) == {**dict.fromkeys("acde", "built"), "b": "failed"}
    assert "生成它的进程中途死了" in outcome.failures[0].message
    assert sorted(hands.tries(here.root)) == ["a", "b", "b", "c", "d", "e"]


_PARENT = """
from pathlib import Path
from briefing.batch.running import Batch, Watch, run
from tests.batch import hands, small
from briefing.build.workspace import find

if __name__ == "__main__":
    here = find(Path({root!r}))
    run(here, Batch("all", small.items(here), workers=2, work=hands.waits), Watch())
"""


def test_a_killed_parent_takes_its_workers_along_and_the_next_run_does_the_rest(here: Workspace) -> None:
    (here.root / "deadly").write_text("d", encoding="utf-8")
    os.mkfifo(here.root / "reached")
    script = here.root / "parent.py"
    script.write_text(_PARENT.format(root=str(here.root)), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen([sys.executable, str(script)], env=environment, stderr=subprocess.DEVNULL) as parent,
        (here.root / "reached").open() as pipe,
    ):
        worker = int(pipe.readline())
        parent.send_signal(signal.SIGKILL)
        # The worker holds the other end: this comes back when it is gone.
        assert pipe.read() == ""
    assert worker != parent.pid
    before = states(here)
    assert before["d"] == "waiting"
    outcome = run(here, Batch("all", small.items(here), workers=2), Watch())
    assert states(here) == went(outcome)
    assert {name for name, how in went(outcome).items() if how == "unchanged"} >= {
        name for name, state in before.items() if state == "built"
    }
    assert went(outcome)["d"] == "built"
    assert not list(here.root.rglob("*.writing"))
    assert set(small.files(here.root / "output")) == {
        f"{name}/2024/public/{file}" for name in "abcde" for file in ("briefing.pptx", "manifest.json")
    }


def item(dataset: str, audience: str) -> Item:
    return Item(dataset, "2024", audience)


def test_items_of_one_data_set_go_together_and_every_worker_has_some() -> None:
    items = [item(name, audience) for audience in ("x", "y") for name in ("b", "a")]
    assert [[each.dataset + each.audience for each in task.items] for task in tasks_of(items, 0)] == [
        ["bx", "by"], ["ax", "ay"],
    ]  # fmt: skip
    assert [len(task.items) for task in tasks_of([item("a", str(n)) for n in range(16)], 2)] == [2] * 8

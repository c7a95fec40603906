"""A batch on a real Dask cluster of two worker processes on this machine."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from briefing.batch import cluster
from briefing.batch.model import Done, Order, Task
from briefing.batch.running import Batch, Watch, run
from briefing.batch.work import work
from briefing.build.job import Job, build
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError, UsageError
from briefing.ledger.ledger import Ledger
from tests.batch import hands, small

pytest.importorskip("distributed")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "cache"))
    return small.workspace(tmp_path / "work")


@contextmanager
def started(workers: int, threads: int = 1) -> Iterator[Any]:
    """Start a cluster that no other machine can reach, without its web pages, and end it."""
    library = import_module("distributed")
    given = {"n_workers": workers, "threads_per_worker": threads, "dashboard_address": None, "host": "127.0.0.1"}
    # Without pages it still listens for questions after its health: on the loopback, at a port that is free.
    pages = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
    with library.LocalCluster(processes=True, scheduler_kwargs=pages, **given) as made:
        yield made


def test_a_cluster_of_which_a_worker_dies_does_every_item_once_and_writes_the_bytes_of_single_builds(
    here: Workspace, tmp_path: Path
) -> None:
    (here.root / "deadly").write_text("b", encoding="utf-8")
    told: list[Done] = []
    with started(2) as made:
        address = made.scheduler_address
        asked = Batch("all", small.items(here), tmp_path / "many", cluster=address, work=hands.dies_once)
        outcome = run(here, asked, Watch(done=told.append))
        assert len(made.scheduler_info["workers"]) <= 2
    assert sorted(each.key.dataset for each in told) == list("abcde")
    assert outcome.is_well
    assert hands.tries(here.root).count("b") == 2
    with Ledger.open(".briefing/ledger.sqlite", here.root) as ledger:
        rows = ledger.items.of("all")
    assert [(row.key.dataset, row.state.value) for row in rows] == [(name, "built") for name in "abcde"]
    for name in "abcde":
        build(here, Job(name, output=tmp_path / "single"))
    assert small.files(tmp_path / "many") == small.files(tmp_path / "single")
    assert not list((here.root / ".briefing").glob("cluster-*"))


def test_an_item_that_kills_every_worker_has_failed_and_the_others_are_done(here: Workspace) -> None:
    (here.root / "deadly").write_text("b", encoding="utf-8")
    with started(2) as made:
        made.scheduler.allowed_failures = 1
        asked = Batch("all", small.items(here), cluster=made.scheduler_address, work=hands.dies_always)
        outcome = run(here, asked, Watch())
    found = {each.key.dataset: each.how.value for each in outcome.done}
    assert found == {**dict.fromkeys("acde", "built"), "b": "failed"}
    assert "一再中途死掉" in outcome.failures[0].message


def test_a_worker_of_several_threads_does_one_item_at_a_time_and_a_bad_one_fails_alone(here: Workspace) -> None:
    small.spoil(here, "c")
    with started(1, threads=3) as made:
        outcome = run(here, Batch("all", small.items(here), cluster=made.scheduler_address), Watch())
    found = {each.key.dataset: each.how.value for each in outcome.done}
    assert found == {**dict.fromkeys("abde", "built"), "c": "failed"}


def test_what_was_asked_to_stop_gives_out_nothing_more(here: Workspace) -> None:
    stop = threading.Event()
    stop.set()
    with started(1) as made:
        outcome = run(here, Batch("all", small.items(here), cluster=made.scheduler_address), Watch(stop=stop))
    assert (outcome.done, len(outcome.left)) == ((), 5)


def problems(here: Workspace, address: str) -> str:
    tasks = [Task((item,)) for item in small.items(here)]
    with pytest.raises(BriefingError) as caught:
        list(cluster.run(address, Order(here), tasks, threading.Event(), work))
    return str(caught.value)


def test_workers_that_cannot_do_it_are_told_before_the_first_item(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def elsewhere(root: Path) -> Iterator[tuple[Path, str]]:
        yield root / "not-shared", "token"

    with started(1) as made:
        address = made.scheduler_address
        with monkeypatch.context() as patch:
            patch.setattr(cluster, "_token", elsewhere)
            found = problems(here, address)
            assert found.startswith("worker tcp://127.0.0.1:")
            assert f"看不到工作文件夹 {here.root}。每个 worker 都要在同一路径看到同一个工作文件夹" in found
        with monkeypatch.context() as patch:
            patch.setattr(cluster, "__version__", "99.0")
            assert "版，这里是 99.0 版" in problems(here, address)
    assert not (here.root / "output").exists()


def test_a_cluster_without_workers_or_without_a_scheduler_is_told(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with started(0) as made:
        monkeypatch.setattr(cluster, "SECONDS", 1)
        assert "集群里一个 worker 也没有。" in problems(here, made.scheduler_address)
    assert "连不上集群 tcp://127.0.0.1:1。" in problems(here, "tcp://127.0.0.1:1")
    assert "连不上集群 没有这种地址。" in problems(here, "没有这种地址")


def test_without_dask_the_way_to_get_it_is_told(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'gongjian-briefing\[scale\]'"):
        list(cluster.run("tcp://127.0.0.1:1", Order(here), [], threading.Event(), work))

"""`briefing batch`: a matrix in; many briefings, a summary and a table of what failed out."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from briefing.cli.app import app
from briefing.cli.options import JsonOption, OutputOption
from briefing.cli.saying import print_json, print_table, relative, reporting

if TYPE_CHECKING:
    from briefing.batch.model import Done, Outcome
    from briefing.batch.running import Watch

MatrixArgument = Annotated[Path, typer.Argument(metavar="MATRIX", help="清单（.yaml、.csv）：数据集、期间、模板。")]
WorkersOption = Annotated[int, typer.Option("--workers", "-w", min=0, help="几个进程同时生成；0 是每个核一个。")]
ClusterOption = Annotated[
    str, typer.Option("--cluster", help="Dask 集群的地址，如 tcp://10.0.0.5:8786；不写就用本机。")
]
ForceOption = Annotated[bool, typer.Option("--force", help="没有变化的也重新生成。")]
NameOption = Annotated[str, typer.Option("--name", help="这一批在台账里的名字；不写则用清单的文件名。")]
OnlyOption = Annotated[Literal["failed"] | None, typer.Option("--only", help="写 failed：只做上次失败的。")]

_MOST_PLACES = 5


@app.command(epilog="例：briefing batch 全省县区.csv --workers 8")
def batch(
    matrix: MatrixArgument,
    workers: WorkersOption = 0,
    cluster: ClusterOption = "",
    force: ForceOption = False,
    output: OutputOption = None,
    name: NameOption = "",
    only: OnlyOption = None,
    as_json: JsonOption = False,
) -> None:
    """按清单成批生成简报。一份失败不影响别的；中断后再运行一次，只做没有做完的。"""
    from briefing.batch.matrix import read
    from briefing.batch.running import Batch, run
    from briefing.build.workspace import find

    with reporting(as_json, after="一份也没有生成。"):
        here = find(Path.cwd())
        if output is not None:
            here.check_outside(output, "--output")
        items = read(matrix, here)
        place = output.absolute() if output is not None else None
        asked = Batch(name or matrix.stem, items, place, force, only == "failed", workers, cluster)
        with watching(quiet=as_json) as watch:
            outcome = run(here, asked, watch)
        if as_json:
            print_json(described(outcome))
        else:
            _say(outcome, only_failed=only == "failed")
        if not outcome.is_well:
            raise typer.Exit(1)


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watch]:
    """Show how far the batch has come on a terminal, and let Ctrl-C or SIGTERM end it after what is at work."""
    from briefing.batch.running import Watch

    stop = threading.Event()
    with _stoppable(stop):
        if quiet or not sys.stderr.isatty():
            yield Watch(stop=stop)
            return
        with _bar(stop) as watch:
            yield watch


@contextmanager
def _stoppable(stop: threading.Event) -> Iterator[None]:
    """Set `stop` at the first signal; the second ends the program as usual."""

    def ask(number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        typer.echo("正在停下：手头的做完就结束；再按一次 Ctrl-C 立即结束。", err=True)

    # Elsewhere than in the main thread nobody may ask for signals, and none come.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


@contextmanager
def _bar(stop: threading.Event) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from briefing.batch.model import How
    from briefing.batch.running import Watch

    columns = (
        BarColumn(), MofNCompleteColumn(), TextColumn("失败 {task.fields[failed]}"), TextColumn("还要"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", failed=0, total=None)
        failed = 0

        def done(each: Done) -> None:
            nonlocal failed
            failed += each.how is How.FAILED
            progress.update(task, advance=1, failed=failed)

        yield Watch(lambda count: progress.update(task, total=count), done, stop)


def described(outcome: Outcome) -> dict[str, Any]:
    """Return counts and failures as plain values for machines."""
    from briefing.batch.model import How

    counts = {how.value: outcome.count(how) for how in How} | {"left": len(outcome.left)}
    failures = [{"item": str(each.key), "message": each.message} for each in outcome.failures]
    notices = [{"item": str(each.key), "notices": list(each.notices)} for each in outcome.done if each.notices]
    seconds = round(outcome.seconds, 1)
    return {"name": outcome.name, "counts": counts, "seconds": seconds, "failures": failures, "notices": notices}


def _say(outcome: Outcome, *, only_failed: bool) -> None:
    """Print what failed, and in a line how many went how."""
    from briefing.batch.model import How

    if outcome.failures:
        print_table(("没有做成", "原因"), ((str(each.key), each.message) for each in outcome.failures), headed=True)
    told = {"新生成": outcome.count(How.BUILT), "没有变化": outcome.count(How.UNCHANGED)}
    told |= {"失败": len(outcome.failures), "还没有做": len(outcome.left)}
    parts = "，".join(f"{words}{count}份" for words, count in told.items() if count)
    if not parts:
        parts = "上次没有失败的" if only_failed else "一份也没有"
    typer.echo(f"批量“{outcome.name}”：{parts}，用时{_time(outcome.seconds)}。", err=not outcome.is_well)
    noticed = sum(bool(each.notices) for each in outcome.done)
    if noticed:
        typer.echo(f"有{noticed}份带提示，写在各自的 manifest.json 里，或加 --json 查看。", err=True)
    if outcome.failures:
        typer.echo("改好以后再运行一次，只做没有做成的。", err=True)
    for folder in sorted({place_of(each) for each in outcome.done if each.folder})[:_MOST_PLACES]:
        typer.echo(relative(folder))


def place_of(done: Done) -> Path:
    """Return the folder that the data set's own folder of finished files lies in."""
    folder = Path(done.folder)
    return next((each.parent for each in folder.parents if each.name == done.key.dataset), folder)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}分{rest:02d}秒" if minutes else f"{seconds:.1f}秒"

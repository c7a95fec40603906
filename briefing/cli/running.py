"""The commands that do what the schedule says: `briefing schedule run|rebuild|retry`, `approve` and `resend`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli import logs
from briefing.cli.app import app, schedule
from briefing.cli.options import JsonOption
from briefing.cli.saying import current_workspace, print_json, reporting
from briefing.errors import UsageError, suggest

if TYPE_CHECKING:
    from briefing.ledger.model import Run
    from briefing.schedule.model import Schedule
    from briefing.schedule.work import Report, Result, Tools

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="哪一次：作业@期间，如 monthly@2026-10。")]


@schedule.command(epilog="例：briefing schedule run --once")
def run(
    once: Annotated[bool, typer.Option("--once", help="做完到期的就退出，供 cron、systemd 调用。")] = False,
    job: Annotated[str | None, typer.Option("--job", help="只做这个作业。")] = None,
    every: Annotated[int, typer.Option("--every", min=1, max=3600, help="隔多少秒看一次数据、重试和改动。")] = 60,
    as_json: JsonOption = False,
) -> None:
    """按 schedule.yaml 做到期的简报：等数据、生成、审批、发送。不写 --once 就一直等候。

    全部做好或还在等数据、等审批，退出码为 0；有失败、要重试或不确定送达的，为 1。
    """
    from briefing.schedule.daemon import Daemon
    from briefing.schedule.running import do_due

    with reporting(as_json):
        if once:
            with _tools(job) as tools:
                report = do_due(tools)
            _say(report, as_json)
            # Cron would send mail of it every time.
            if not report.results and not as_json and _is_watched():
                typer.echo("现在没有要做的；下面几次看 briefing schedule next。", err=True)
            raise typer.Exit(report.exit_code)
        root = _root()

        def look(plan: Schedule, stopping: Callable[[], bool]) -> Report:
            with _tools(job, plan) as tools:
                report = do_due(replace(tools, stopping=stopping))
            if report.results and as_json:
                _say(report, as_json)
            return report

        waiting = Daemon(root, lambda: _chosen(_loaded(root), job), look, timedelta(seconds=every))
        with logs.speaking():
            waiting.run()


@schedule.command(epilog="例：briefing schedule rebuild monthly@2026-10")
def rebuild(run: RunArgument, as_json: JsonOption = False) -> None:
    """数据或模板改过以后，把还没有批准的一次重新生成；期号不变。"""
    from briefing.schedule import again

    with reporting(as_json), _tools() as tools:
        again.rebuild(tools, run)
        _go_on(tools, run, as_json)


@schedule.command(epilog="例：briefing schedule retry monthly@2026-10")
def retry(run: RunArgument, as_json: JsonOption = False) -> None:
    """把失败的、等着再试的一次马上再做：从没有做成的那一步起，已经发到的不再发。"""
    from briefing.schedule import again

    with reporting(as_json), _tools() as tools:
        again.retry(tools, run)
        _go_on(tools, run, as_json)


@app.command(epilog="例：briefing approve monthly@2026-10 --by 王主任")
def approve(
    run: RunArgument,
    by: Annotated[str | None, typer.Option("--by", help="谁批准的，记入台账；不写就用登录名。")] = None,
    edited: Annotated[bool, typer.Option("--edited", help="文件手工改过，就发改过的。")] = False,
    later: Annotated[bool, typer.Option("--later", help="先不发，下一次 schedule run 再发。")] = False,
    as_json: JsonOption = False,
) -> None:
    """批准一次生成好的简报：存档并发送。发出的就是存档的，一个字节不差。"""
    from briefing.schedule.approval import approve as approved

    with reporting(as_json), _tools() as tools:
        done, notices = approved(tools, run, by or _user(), edited=edited)
        for notice in notices:
            typer.echo(f"提示：{notice}", err=True)
        if later:
            _finish(tools, done, as_json)
        _go_on(tools, run, as_json)


@app.command(epilog="例：briefing resend monthly@2026-10 --only unsure")
def resend(
    run: RunArgument,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="failed（没发成的，不写就是它）、unsure（不确定的）或某个收件人；可写多次。"),
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="已经发到的也再发一次；要同时写 --yes。")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="确认再发给已经发到的人。")] = False,
    as_json: JsonOption = False,
) -> None:
    """补发：内容和邮件编号都与上次相同，从存档里取，不重新生成。"""
    from briefing.ledger.model import named
    from briefing.schedule import again
    from briefing.schedule.holding import known

    with reporting(as_json), _tools() as tools:
        if everyone and only:
            raise UsageError("--all 和 --only 只能写一个。", "--all")
        chosen = again.resend(tools, run, only or ["failed"], everyone=everyone, twice=yes)
        if chosen:
            typer.echo(f"补发：{'、'.join(map(named, chosen))}", err=True)
        else:
            typer.echo("没有要补发的收件人。", err=True)
            _finish(tools, known(tools, run)[0], as_json)
        _go_on(tools, run, as_json)


@schedule.command(epilog="例：briefing schedule arrived monthly@2026-10 zhang@example.cn")
def arrived(
    run: RunArgument,
    who: Annotated[list[str], typer.Argument(metavar="WHO...", help="问过、确实收到了的收件人；都收到了写 unsure。")],
    by: Annotated[str | None, typer.Option("--by", help="谁确认的；不写就是登录名。")] = None,
    as_json: JsonOption = False,
) -> None:
    """记下“不确定”的收件人其实已经收到：不再发，都收到了这一次就算已发送。"""
    from briefing.schedule import again

    with reporting(as_json), _tools() as tools:
        again.arrived(tools, run, who, by or _user())
        _go_on(tools, run, as_json)


def _go_on(tools: Tools, key: str, as_json: bool) -> None:
    """Do what can be done of a run at once, and end by what came of it; what another process does is left to it."""
    from briefing.schedule.holding import holding, known
    from briefing.schedule.steps import advance

    run, job = known(tools, key)
    with holding(tools, job, run.key) as work:
        if work:
            advance(work)
            run = work.run
    _finish(tools, run, as_json)


def _finish(tools: Tools, run: Run, as_json: bool) -> None:
    from briefing.schedule.work import Report, result_of

    job = tools.schedule.job(run.job)
    report = Report((result_of(run, job.zone if job else tools.schedule.zone),))
    _say(report, as_json)
    raise typer.Exit(report.exit_code)


_CAME = {"done": "完成", "waiting": "等候", "busy": "别处在做", "retrying": "将重试", "failed": "失败"}


def _say(report: Report, as_json: bool) -> None:
    if as_json:
        runs = [asdict(r) | {"next_try": r.next_try.isoformat() if r.next_try else None} for r in report.results]
        print_json({"runs": runs})
        return
    for result in report.results:
        typer.echo(_line(result), err=result.came in {"failed", "retrying"})


def _line(result: Result) -> str:
    state = result.label or _CAME[result.came]
    how = f"（{_CAME[result.came]}）" if result.came in {"retrying", "busy"} else ""
    when = f"　下次：{result.next_try:%Y-%m-%d %H:%M}" if result.next_try else ""
    again = f"　马上再做：briefing schedule retry {result.run}" if result.can_retry else ""
    return f"{result.run}：{state}{how}" + (f"　{result.message}" if result.message else "") + when + again


def _root() -> Path:
    here = current_workspace(required=True)
    assert here is not None
    return here.root


def _loaded(root: Path) -> Schedule:
    from briefing.schedule.reading import load

    return load(root)


def _chosen(plan: Schedule, job: str | None) -> Schedule:
    """Narrow a schedule to one job."""
    if job is None:
        return plan
    found = plan.job(job)
    if found is None:
        raise UsageError(f"schedule.yaml 里没有“{job}”这个作业。", "--job", suggest(job, [j.id for j in plan.jobs]))
    return replace(plan, jobs=(found,))


@contextmanager
def _tools(job: str | None = None, plan: Schedule | None = None) -> Iterator[Tools]:
    """Open what runs are worked on with."""
    import os

    from briefing.build.workspace import find
    from briefing.delivery.send import send
    from briefing.ledger.ledger import Ledger
    from briefing.processes import own_mark
    from briefing.schedule.building import build_all
    from briefing.schedule.running import means_of
    from briefing.schedule.work import Tools

    workspace = find(_root())
    chosen = plan or _chosen(_loaded(workspace.root), job)
    with Ledger.open(chosen.ledger_at(os.environ), workspace.root) as ledger:
        means = means_of(workspace, chosen)
        yield Tools(workspace, chosen, ledger, _now, send, build_all, means, own_mark())


def _now() -> datetime:
    return datetime.now(UTC)


def _is_watched() -> bool:
    return sys.stderr.isatty()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    # Where there is no such user, getuser raises whatever its sources do.
    except (OSError, KeyError, ImportError):
        return "（没有登录名）"

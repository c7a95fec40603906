"""`briefing schedule list`, `next` and `export`: the workspace's schedule in; what it says, and when, out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.app import schedule
from briefing.cli.options import JsonOption
from briefing.cli.saying import current_workspace, print_json, print_table, problem_of, relative, reporting
from briefing.errors import Problem, UsageError, suggest

if TYPE_CHECKING:
    from briefing.build.workspace import Workspace
    from briefing.schedule.model import Job, Schedule
    from briefing.schedule.upcoming import Next

_WEEKDAYS = "一二三四五六日"


@schedule.command("list", epilog="例：briefing schedule list")
def list_(as_json: JsonOption = False) -> None:
    """列出 schedule.yaml 里的作业，并对照数据和模板检查；有问题时退出码为 1。"""
    from briefing.schedule.checking import check, hints

    with reporting(as_json):
        here, found = _read()
        problems, now = check(found, here), _now()
        notices = [str(notice) for notice in hints(found, now, here.root)]
        if as_json:
            jobs = [_described(job) for job in found.jobs]
            print_json({"jobs": jobs, "problems": [problem_of(each) for each in problems], "notices": notices})
        else:
            heads = ("作业", "标题", "数据集", "模板", "期间", "时间", "审批", "收件人", "启用")
            print_table(heads, map(_row, found.jobs), headed=True)
            for notice in notices:
                typer.echo(f"提示：{notice}", err=True)
            _say(problems)
        if problems:
            raise typer.Exit(1)


@schedule.command("next", epilog="例：briefing schedule next --count 12 --job monthly")
def next_(
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=1000, help="一共列出多少次。")] = 12,
    job: Annotated[str | None, typer.Option("--job", help="只看这个作业，写它的编号。")] = None,
    as_json: JsonOption = False,
) -> None:
    """下面几次什么时候、出哪一期。放假安排还不知道的年份列不出来，说明原因，退出码为 1。"""
    from briefing.schedule.upcoming import next_times

    with reporting(as_json):
        here, found = _read()
        jobs = found.jobs if job is None else (_chosen(found, job),)
        upcoming = next_times(jobs, _now(), count, _done(here, found))
        problems = [problem for each in upcoming.problems.values() for problem in each]
        if as_json:
            items = [_next_described(item) for item in upcoming.items]
            print_json({"next": items, "problems": [problem_of(each) for each in problems]})
        else:
            print_table(("时间", "作业", "期间"), map(_next_row, upcoming.items), headed=True)
            _say(problems)
        if problems:
            raise typer.Exit(1)


@schedule.command(epilog="例：briefing schedule export systemd --output deploy")
def export(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="systemd、cron 或 github。")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到哪个文件夹；不写就印出来。")] = None,
    every: Annotated[int, typer.Option("--every", help="隔几分钟看一次：能整除 60，如 5、10、15、60。")] = 10,
    as_json: JsonOption = False,
) -> None:
    """写出系统的定时任务：隔几分钟运行一次 briefing schedule run --once，到期的就出。里面没有密码。"""
    from briefing.schedule.export import TARGETS, Asked

    with reporting(as_json):
        if target not in TARGETS:
            raise UsageError(f"不会写“{target}”的定时任务。", "TARGET", suggest(target, TARGETS))
        if every < 1 or 60 % every:
            raise UsageError("--every 要能整除 60。", f"--every {every}", "写 5、10、15、20、30 或 60。")
        here, _ = _read()
        files = TARGETS[target](Asked(_program(), here.root, every))
        written = _write(here, output, files) if output else {}
        if as_json:
            print_json({"files": {name: str(written.get(name, "")) for name in files}, "contents": files})
        elif written:
            for path in written.values():
                typer.echo(relative(path))
        else:
            for name, text in files.items():
                typer.echo(f"# ── {name}\n{text}" if len(files) > 1 else text, nl=len(files) > 1)


def _read() -> tuple[Workspace, Schedule]:
    from briefing.schedule.reading import load

    here = current_workspace(required=True)
    assert here is not None
    return here, load(here.root)


def _now() -> datetime:
    return datetime.now(UTC)


def _chosen(found: Schedule, id: str) -> Job:
    job = found.job(id)
    if job is None:
        raise UsageError(f"没有“{id}”这个作业。", "--job", suggest(id, [each.id for each in found.jobs]))
    return job


def _done(here: Workspace, found: Schedule) -> frozenset[str]:
    """Return the keys of runs that a ledger beside the schedule knows; one elsewhere is not asked for a look ahead."""
    file = here.root / found.ledger
    if found.ledger_env or "://" in found.ledger or not file.is_file():
        return frozenset()
    from briefing.ledger.ledger import Ledger

    with Ledger.open(found.ledger, here.root) as ledger:
        return frozenset(run.key for run in ledger.runs())


def _say(problems: Iterable[Problem]) -> None:
    told = list(problems)
    for problem in told:
        typer.echo(str(problem), err=True)
    if told:
        typer.echo(f"共{len(told)}个问题。", err=True)


def _row(job: Job) -> tuple[str, ...]:
    names = "、".join(each.name or each.address for each in job.recipients)
    approval = "先审后发" if job.hold else "直接发"
    audiences = "、".join(job.audiences)
    period, enabled = _period_words()[job.period], "是" if job.enabled else "否"
    return job.id, job.title, job.dataset, audiences, period, job.rule_text, approval, names, enabled


def _period_words() -> dict[str, str]:
    from briefing.schedule.values import PERIODS

    # The first Chinese word of each.
    return {rule: word for word, rule in reversed(list(PERIODS.items())) if word != rule}


def _described(job: Job) -> dict[str, Any]:
    return {
        "id": job.id, "title": job.title, "dataset": job.dataset, "audiences": list(job.audiences),
        "formats": list(job.formats), "period": job.period, "at": job.rule_text, "timezone": job.zone.key,
        "approval": "hold" if job.hold else "send", "catch_up": job.catch_up, "enabled": job.enabled,
        "recipients": [
            {"channel": each.channel, "address": each.address, "name": each.name, "audience": each.audience}
            for each in job.recipients
        ],
    }  # fmt: skip


def _next_row(item: Next) -> tuple[str, ...]:
    local = item.at.astimezone(item.job.zone)
    shown = f"{local:%Y-%m-%d} 周{_WEEKDAYS[local.weekday()]} {local:%H:%M}"
    if item.job.zone.key != "Asia/Shanghai":
        shown += f" {item.job.zone.key}"
    return shown, item.job.id, f"{item.period.label}（{item.period.code}）"


def _next_described(item: Next) -> dict[str, str]:
    at = item.at.astimezone(item.job.zone).isoformat()
    return {"at": at, "job": item.job.id, "period": item.period.code, "label": item.period.label}


def _program() -> tuple[str, ...]:
    """Return the command that runs this program, by absolute paths: a unit has no PATH of its user's."""
    from shutil import which

    beside = which("briefing", path=str(Path(sys.executable).parent))
    return (beside,) if beside else (sys.executable, "-m", "briefing")


def _write(here: Workspace, output: Path, files: dict[str, str]) -> dict[str, Path]:
    from briefing.build.files import write_all

    here.check_outside(output, "--output")
    made: dict[str, Path] = {}
    for name, text in files.items():
        path = (output / name).absolute()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_all(path.parent, {path.name: text.encode("utf-8")})
        made[name] = path
    return made

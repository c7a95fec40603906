"""`briefing history`: the ledger in; its runs, or all that is known of one, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import JsonOption
from briefing.cli.saying import print_json, print_table, reporting

if TYPE_CHECKING:
    from briefing.ledger.ledger import Ledger
    from briefing.ledger.model import Run, State

_RunArgument = Annotated[str | None, typer.Argument(metavar="RUN", help="一期，如 monthly@2026-10；不写则列出各期。")]
_JobOption = Annotated[str | None, typer.Option("--job", help="只看这个作业。")]
_STATES = "待生成、等数据、已生成、待审批、已批准、已发送、失败，或 due、gated、built、held、approved、sent、failed"
_StateOption = Annotated[str | None, typer.Option("--state", metavar="STATE", help=f"只看这个状态：{_STATES}。")]
_LimitOption = Annotated[int, typer.Option("--limit", min=1, help="最多列出多少期，从最近的起。")]


@app.command(epilog="例：briefing history --state failed")
def history(
    run: _RunArgument = None,
    job: _JobOption = None,
    state: _StateOption = None,
    limit: _LimitOption = 20,
    as_json: JsonOption = False,
) -> None:
    """看台账：定时的作业各期做到哪一步，用了什么、生成了什么、发给了谁。"""
    from briefing.build.workspace import find
    from briefing.errors import UsageError
    from briefing.schedule.places import ledger_place

    with reporting(as_json):
        if run and (job or state):
            raise UsageError("写了 RUN 就不用 --job 和 --state。", hint="请去掉一样。")
        wanted = _state(state)
        root = find(Path.cwd()).root
        place = ledger_place(root)
        if _is_missing(place, root):
            _say_none(as_json)
            return
        from briefing.ledger.ledger import Ledger

        with Ledger.open(place, root) as ledger:
            if run:
                _show(ledger, run, root, as_json)
            else:
                _list(ledger.runs(job, limit, wanted), root, as_json)


def _state(name: str | None) -> State | None:
    from briefing.errors import UsageError, suggest
    from briefing.ledger.model import State

    known: dict[str, State] = {text: state for state in State for text in (state.value, state.label)}
    if name is not None and name not in known:
        raise UsageError(f"没有“{name}”这个状态。", "--state", suggest(name, [state.label for state in State]))
    return known[name] if name else None


def _is_missing(place: str, root: Path) -> bool:
    """Return whether nothing was ever written down; that alone needs no database."""
    if "://" not in place:
        return not (root / place).exists()
    from briefing.ledger.opening import file_of

    path = file_of(place, root)
    return path is not None and not path.exists()


def _say_none(as_json: bool) -> None:
    if as_json:
        print_json({"runs": []})
    else:
        typer.echo("还没有台账：定时的作业还没有运行过（briefing schedule run）。")


def _list(runs: tuple[Run, ...], root: Path, as_json: bool) -> None:
    from briefing.ledger.telling import HEADS, described, row_of
    from briefing.schedule.places import readable, zone_of

    if as_json:
        print_json({"runs": [described(run) for run in runs]})
        return
    plan = readable(root)
    print_table(HEADS, (row_of(run, zone_of(plan, run.job)) for run in runs), headed=True)
    if not runs:
        typer.echo("没有符合的一期。", err=True)


def _show(ledger: Ledger, key: str, root: Path, as_json: bool) -> None:
    from briefing.errors import BriefingError, suggest
    from briefing.ledger.telling import all_of, lines
    from briefing.schedule.holding import full_key
    from briefing.schedule.places import readable, zone_of
    from briefing.schedule.recipients import keyed

    run = ledger.run(full_key(ledger, key))
    if run is None:
        known = [each.key for each in ledger.runs(limit=1000)]
        raise BriefingError(f"台账里没有“{key}”。", "RUN", suggest(key, known) or "还没有任何一期。")
    if as_json:
        print_json(all_of(ledger, run))
        return
    plan = readable(root)
    job = plan and plan.job(run.job)
    current = keyed(run, job, ledger.deliveries(run.key)) if job else None
    for line in lines(ledger, run, zone_of(plan, run.job), current):
        typer.echo(line)
